//! Rows of words, found by the word with which they begin.

use super::prose::Sentence;
use rustc_hash::FxHashMap;

/// A word is `a|b|c` where it may be any of these.
pub type Phrase = &'static [&'static str];

/// Phrases by their first word: most words begin none.
pub struct Phrases {
    all: Vec<Phrase>,
    by_first: FxHashMap<&'static str, Vec<usize>>,
}

impl Phrases {
    pub fn new(phrases: impl Iterator<Item = Phrase>) -> Self {
        let all: Vec<Phrase> = phrases.collect();
        let mut by_first: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, phrase) in all.iter().enumerate() {
            for first in phrase.iter().take(1).flat_map(|first| first.split('|')) {
                by_first.entry(first).or_default().push(index);
            }
        }
        Self { all, by_first }
    }

    /// The words with which they begin.
    pub fn starts(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_first.keys().copied()
    }

    /// The first of them that stands at an index of a sentence.
    pub fn at(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        let candidates = self.by_first.get(sentence.word(at))?;
        candidates
            .iter()
            .copied()
            .find(|&index| sentence.has(at + 1, &self.all[index][1..]))
    }
}
