//! Actions of all incidents, to find those that have been asked for before.

use crate::model::{ActionItem, Corpus, Incident};
use crate::span::FileId;
use rustc_hash::FxHashMap;

/// Words that more actions share than this are not what an action is about.
const FREQUENT: usize = 100;
/// An action of fewer words is too short to be known again.
const LEAST: usize = 3;

/// Actions by the words of what they ask for; a word is a number here.
#[derive(Default)]
pub struct Earlier {
    actions: Vec<Asked>,
    /// Where the actions of a document begin.
    of: FxHashMap<FileId, usize>,
    /// Which actions hold a word.
    by_word: Vec<Vec<u32>>,
    /// The first and the last action with exactly these words.
    by_all: FxHashMap<Box<[u32]>, (u32, u32)>,
}

struct Asked {
    /// Index of the incident, and of its action.
    incident: usize,
    number: usize,
    /// Sorted.
    words: Box<[u32]>,
}

impl Earlier {
    pub fn new(corpus: &Corpus) -> Self {
        let mut earlier = Self::default();
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        // The corpus is sorted by date, so the first of several is the earliest.
        for (at, incident) in corpus.incidents.iter().enumerate() {
            earlier.of.insert(incident.file, earlier.actions.len());
            for (number, action) in incident.actions.iter().enumerate() {
                let mut words = Vec::new();
                each_telling(&action.text.value, |word| {
                    words.push(match numbers.get(word) {
                        Some(&number) => number,
                        None => {
                            let number = numbers.len() as u32;
                            numbers.insert(word.to_string(), number);
                            earlier.by_word.push(Vec::new());
                            number
                        }
                    });
                });
                words.sort_unstable();
                words.dedup();
                earlier.add(at, number, words.into());
            }
        }
        earlier
    }

    fn add(&mut self, incident: usize, number: usize, words: Box<[u32]>) {
        let index = self.actions.len() as u32;
        if words.len() >= LEAST {
            for &word in &words {
                self.by_word[word as usize].push(index);
            }
            match self.by_all.get_mut(&words) {
                Some((_, last)) => *last = index,
                None => {
                    self.by_all.insert(words.clone(), (index, index));
                }
            }
        }
        self.actions.push(Asked {
            incident,
            number,
            words,
        });
    }

    /// The earliest action of an earlier incident that asks for nearly the same as this one, unless a later one asks again:
    /// the last demand is the one to ask at.
    pub fn like<'a>(
        &self,
        corpus: &'a Corpus,
        incident: &Incident,
        number: usize,
    ) -> Option<(&'a Incident, &'a ActionItem)> {
        let own = self.actions.get(self.of.get(&incident.file)? + number)?;
        let date = incident.date.as_ref()?.value;
        let mut before = None;
        for index in self.candidates(own) {
            let other = &self.actions[index as usize];
            let Some(asker) = corpus.incidents.get(other.incident) else {
                continue;
            };
            let dated = asker.date.as_ref().map(|date| date.value);
            if asker.file == incident.file
                || dated == Some(date)
                || !alike(&own.words, &other.words)
            {
                continue;
            }
            match dated {
                Some(other) if other > date => return None,
                Some(_) if before.is_none() => {
                    before = Some((asker, &asker.actions[other.number]));
                }
                _ => {}
            }
        }
        before
    }

    /// Actions that may share three words of four with another one, in their order: these share one of its rare words.
    fn candidates(&self, own: &Asked) -> Vec<u32> {
        if own.words.len() < LEAST {
            return Vec::new();
        }
        let mut lists: Vec<&Vec<u32>> = own
            .words
            .iter()
            .map(|&word| &self.by_word[word as usize])
            .collect();
        lists.sort_unstable_by_key(|list| list.len());
        // Whoever has none of a quarter of the words, and one more, cannot have three quarters of them.
        let enough = lists.len() - (lists.len() * 3).div_ceil(4) + 1;
        let mut candidates: Vec<u32> = lists[..enough]
            .iter()
            .filter(|list| list.len() <= FREQUENT)
            .flat_map(|list| list.iter().copied())
            .collect();
        if let Some(&(first, last)) = self.by_all.get(&own.words) {
            candidates.extend([first, last]);
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}

/// Whether two sorted lists share three of four words.
fn alike(own: &[u32], other: &[u32]) -> bool {
    let common = other
        .iter()
        .filter(|word| own.binary_search(word).is_ok())
        .count();
    let all = own.len() + other.len() - common;
    common >= LEAST && common * 4 >= all * 3
}

/// The words that matter, in a rough common form, sorted.
pub fn telling(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_telling(text, |word| words.push(word.to_string()));
    words.sort();
    words.dedup();
    words
}

/// The words that matter, in a rough common form, in their order.
fn each_telling(text: &str, mut each: impl FnMut(&str)) {
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        if word.len() <= 2 || says_nothing(word) {
            continue;
        }
        let stem = ["ing", "ed", "es", "s"]
            .iter()
            .find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() >= 4));
        each(stem.unwrap_or(word));
    }
}

/// Words of more than two letters that say nothing of what an action is about.
fn says_nothing(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "and"
            | "for"
            | "that"
            | "this"
            | "with"
            | "from"
            | "our"
            | "are"
            | "not"
            | "have"
            | "has"
            | "all"
            | "when"
            | "should"
            | "will"
            | "can"
            | "into"
            | "their"
            | "its"
            | "more"
            | "also"
            | "any"
            | "been"
            | "them"
            | "they"
            | "was"
            | "were"
            | "add"
            | "make"
            | "sure"
            | "ensure"
    )
}
