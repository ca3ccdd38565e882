//! Actions of all incidents, to find those that have been asked for before.

use crate::model::{ActionItem, Corpus, Incident};
use rustc_hash::FxHashMap;

/// Words that more actions share than this are not what an action is about.
const FREQUENT: usize = 100;

/// Actions by the words of what they ask for.
#[derive(Default)]
pub struct Earlier {
    /// Index of the incident, of its action, and the sorted words.
    actions: Vec<(usize, usize, Vec<String>)>,
    by_word: FxHashMap<String, Vec<u32>>,
    /// The first action with exactly these words.
    by_all: FxHashMap<String, u32>,
}

impl Earlier {
    pub fn new(corpus: &Corpus) -> Self {
        let mut earlier = Self::default();
        // The corpus is sorted by date, so the first of several is the earliest.
        for (at, incident) in corpus.incidents.iter().enumerate() {
            for (number, action) in incident.actions.iter().enumerate() {
                let words = telling(&action.text.value);
                if words.len() < 3 {
                    continue;
                }
                let index = earlier.actions.len() as u32;
                for word in &words {
                    earlier.by_word.entry(word.clone()).or_default().push(index);
                }
                earlier.by_all.entry(words.join(" ")).or_insert(index);
                earlier.actions.push((at, number, words));
            }
        }
        earlier
    }

    /// The earliest action of an earlier incident that asks for nearly the same.
    pub fn like<'a>(
        &self,
        corpus: &'a Corpus,
        incident: &Incident,
        action: &ActionItem,
    ) -> Option<(&'a Incident, &'a ActionItem)> {
        let own = telling(&action.text.value);
        let date = incident.date.as_ref()?.value;
        if own.len() < 3 {
            return None;
        }
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for list in own.iter().filter_map(|word| self.by_word.get(word)) {
            if list.len() <= FREQUENT {
                for &index in list {
                    *shared.entry(index).or_insert(0) += 1;
                }
            }
        }
        let mut candidates: Vec<u32> = shared.into_keys().collect();
        candidates.extend(self.by_all.get(&own.join(" ")));
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find_map(|index| {
            let (at, number, words) = self.actions.get(index as usize)?;
            let other = corpus.incidents.get(*at)?;
            let before = other.file != incident.file && other.date.as_ref()?.value < date;
            let common = words
                .iter()
                .filter(|word| own.binary_search(word).is_ok())
                .count();
            let all = words.len() + own.len() - common;
            (before && common >= 3 && common * 4 >= all * 3)
                .then(|| (other, &other.actions[*number]))
        })
    }
}

/// The words that matter, in a rough common form, sorted.
pub fn telling(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !STOP.contains(word))
        .map(|word| {
            let stem = ["ing", "ed", "es", "s"]
                .iter()
                .find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() >= 4));
            stem.unwrap_or(word).to_string()
        })
        .collect();
    words.sort();
    words.dedup();
    words
}

const STOP: &[&str] = &[
    "the", "and", "for", "that", "this", "with", "from", "our", "are", "not", "have", "has", "all",
    "when", "should", "will", "can", "into", "their", "its", "more", "also", "we", "any", "been",
    "them", "they", "was", "were", "add", "make", "sure", "ensure",
];
