//! Rows of words, found by the word with which they begin.

use super::prose::Sentence;
use super::words::{ALONE, Class, SECOND};
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

    /// What their words are, so that nearly all words of a text need no look-up: those that begin one are of this class.
    pub fn words(&self, begins: Class) -> impl Iterator<Item = (&'static str, Class)> + '_ {
        let of = |words: &'static str, class| words.split('|').map(move |word| (word, class));
        self.all.iter().flat_map(move |phrase| {
            let second = phrase.get(1).copied().unwrap_or_default();
            // A comma is of no class.
            let alone = second.is_empty() || second.contains(',');
            of(phrase[0], begins | if alone { ALONE } else { 0 }).chain(of(second, SECOND))
        })
    }

    /// The first of them that stands at an index of a sentence.
    pub fn at(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        if !sentence.is(at + 1, SECOND) && !sentence.is(at, ALONE) {
            return None;
        }
        let candidates = self.by_first.get(sentence.word(at))?;
        candidates
            .iter()
            .copied()
            .find(|&index| sentence.has(at + 1, &self.all[index][1..]))
    }
}
