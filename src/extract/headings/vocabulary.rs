//! The words of headings as they are looked up.

use super::languages::LANGUAGES;
use super::{Meaning, letters, words};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Phrases and what they mean.
pub struct Vocabulary {
    pub(super) whole: FxHashMap<String, Meaning>,
    /// Phrases by their first word, longest first.
    pub(super) parts: FxHashMap<String, Vec<(Vec<String>, Meaning)>>,
    /// All phrases with their letters, by their first byte.
    pub(super) spelt: FxHashMap<u8, Vec<(u32, String, Meaning)>>,
}

/// English first, then the other languages.
pub(super) static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    type Table = BTreeMap<String, BTreeMap<String, Vec<String>>>;
    let read = |text: &str| -> Table {
        toml::from_str(text).expect("the built-in vocabulary is well-formed")
    };
    let english = include_str!("../headings.toml");
    let others = LANGUAGES.iter().map(|(_, phrases)| *phrases);
    let mut vocabulary = Vocabulary {
        whole: FxHashMap::default(),
        parts: FxHashMap::default(),
        spelt: FxHashMap::default(),
    };
    for table in [english].into_iter().chain(others).map(read) {
        for (meaning, name) in Meaning::ALL {
            for (kind, phrases) in table.get(name).into_iter().flatten() {
                for phrase in phrases {
                    match kind.as_str() {
                        "whole" => vocabulary.add_whole(phrase, meaning),
                        _ => vocabulary.add_part(phrase, meaning),
                    }
                }
            }
        }
        // The first one is English: what is nearly a word of another language is rather another word.
        if vocabulary.spelt.is_empty() {
            vocabulary.add_spelt();
        }
    }
    for phrases in vocabulary.parts.values_mut() {
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    vocabulary
});

impl Vocabulary {
    /// The built-in vocabulary.
    pub fn builtin() -> &'static Vocabulary {
        &BUILT_IN
    }

    fn add_whole(&mut self, phrase: &str, meaning: Meaning) {
        self.whole.entry(words(phrase).join(" ")).or_insert(meaning);
    }

    fn add_spelt(&mut self) {
        for (phrase, meaning) in &self.whole {
            if let Some(&first) = phrase.as_bytes().first() {
                let spelt = self.spelt.entry(first).or_default();
                spelt.push((letters(phrase), phrase.clone(), *meaning));
            }
        }
    }

    fn add_part(&mut self, phrase: &str, meaning: Meaning) {
        let words = words(phrase);
        self.whole.entry(words.join(" ")).or_insert(meaning);
        if let Some(first) = words.first() {
            self.parts
                .entry(first.clone())
                .or_default()
                .push((words, meaning));
        }
    }
}
