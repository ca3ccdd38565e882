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
    /// The first and the last action with exactly these words.
    by_all: FxHashMap<String, (u32, u32)>,
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
                let all = earlier.by_all.entry(words.join(" "));
                all.or_insert((index, index)).1 = index;
                earlier.actions.push((at, number, words));
            }
        }
        earlier
    }

    /// The earliest action of an earlier incident that asks for nearly the same, unless a later one asks again: the last
    /// demand is the one to ask at.
    pub fn like<'a>(
        &self,
        corpus: &'a Corpus,
        incident: &Incident,
        action: &ActionItem,
    ) -> Option<(&'a Incident, &'a ActionItem)> {
        let date = incident.date.as_ref()?.value;
        let alike = self.alike(corpus, incident, action);
        let dated = |other: &Incident| other.date.as_ref().map(|date| date.value);
        let again = alike.iter().any(|(other, _)| dated(other) > Some(date));
        let mut before = alike
            .into_iter()
            .filter(|(other, _)| dated(other).is_some_and(|other| other < date));
        before.next().filter(|_| !again)
    }

    /// Actions of other incidents that ask for nearly the same, the earliest first.
    fn alike<'a>(
        &self,
        corpus: &'a Corpus,
        incident: &Incident,
        action: &ActionItem,
    ) -> Vec<(&'a Incident, &'a ActionItem)> {
        let own = telling(&action.text.value);
        if own.len() < 3 {
            return Vec::new();
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
        if let Some(&(first, last)) = self.by_all.get(&own.join(" ")) {
            candidates.extend([first, last]);
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
            .into_iter()
            .filter_map(|index| {
                let (at, number, words) = self.actions.get(index as usize)?;
                let other = corpus.incidents.get(*at)?;
                let common = words
                    .iter()
                    .filter(|word| own.binary_search(word).is_ok())
                    .count();
                let all = words.len() + own.len() - common;
                (other.file != incident.file && common >= 3 && common * 4 >= all * 3)
                    .then(|| (other, &other.actions[*number]))
            })
            .collect()
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
