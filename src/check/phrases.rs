//! Rows of words, found by the word with which they begin.

use super::prose::Sentence;
use super::words::{ALONE, Class, SECOND};
use rustc_hash::FxHashMap;

/// Phrases by their first word: most words begin none.
pub struct Phrases {
    all: Vec<Phrase>,
    by_first: FxHashMap<&'static str, Vec<usize>>,
}

struct Phrase {
    words: Vec<&'static str>,
    help: &'static str,
}

impl Phrases {
    /// From texts of a phrase per line, each with what a finding asks. `a|b|c` is a word that may be any of these.
    pub fn new(texts: &[(&'static str, &'static str)]) -> Self {
        let lines = texts
            .iter()
            .flat_map(|&(help, text)| text.lines().map(move |line| (help, line)));
        let all: Vec<Phrase> = lines
            .map(|(help, line)| Phrase {
                words: line.split_whitespace().collect(),
                help,
            })
            .filter(|phrase| !phrase.words.is_empty())
            .collect();
        let mut by_first: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, phrase) in all.iter().enumerate() {
            for first in phrase.words[0].split('|') {
                by_first.entry(first).or_default().push(index);
            }
        }
        Self { all, by_first }
    }

    /// What their words are, so that nearly all words of a text need no look-up: those that begin one are of this class.
    pub fn words(&self, begins: Class) -> impl Iterator<Item = (&'static str, Class)> + '_ {
        let of = |words: &'static str, class| words.split('|').map(move |word| (word, class));
        self.all.iter().flat_map(move |phrase| {
            let second = phrase.words.get(1).copied().unwrap_or_default();
            // A comma is of no class.
            let alone = second.is_empty() || second.contains(',');
            of(phrase.words[0], begins | if alone { ALONE } else { 0 }).chain(of(second, SECOND))
        })
    }

    /// Where the first of them ends that stands at an index of a sentence, and what to ask.
    pub fn at(&self, sentence: &Sentence<'_>, at: usize) -> Option<(usize, &'static str)> {
        if !sentence.is(at + 1, SECOND) && !sentence.is(at, ALONE) {
            return None;
        }
        let candidates = self.by_first.get(sentence.word(at))?;
        let phrase = candidates
            .iter()
            .map(|&index| &self.all[index])
            .find(|phrase| sentence.has(at + 1, &phrase.words[1..]))?;
        Some((at + phrase.words.len(), phrase.help))
    }
}
