//! Running text as sentences and words, each with its place in the source.
//!
//! Code, quotations, logs, chats and addresses are not the author's narrative: a stretch of them is one word that says
//! nothing, [`HIDDEN`].

mod hidden;
mod passages;
mod signs;
mod split;

use super::words::Class;
use crate::extract::headings::Meaning;
use crate::parse::Inline;
use crate::span::Span;
pub use passages::{Passage, passages};
pub use signs::Signs;
pub use split::{Words, words};
use std::borrow::Cow;
use std::ops::Range;

/// Stands for a stretch of text that is not the author's narrative.
pub const HIDDEN: &str = "\u{fffc}";

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Heading,
    /// A cell of a table, and its column.
    Cell(usize),
}

/// A sentence: what its words are, and where.
#[derive(Debug)]
pub struct Sentence<'a> {
    pub inline: &'a Inline,
    pub range: Range<usize>,
    pub kind: Kind,
    /// What the part is about in which it stands.
    pub within: Option<Meaning>,
    /// Words and the punctuation that divides clauses.
    pub words: &'a [Word<'a>],
    /// What its words are, taken together.
    pub classes: Class,
    /// Characters of the paragraph in which it stands.
    pub signs: Signs,
    /// Its place among the document's sentences.
    pub index: usize,
}

/// A word in lower case, and its range in the text.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    pub text: Cow<'a, str>,
    pub range: Range<usize>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// What it may be; looked up once, since every rule asks for it.
    pub class: Class,
}

impl Sentence<'_> {
    /// The place of some of its words.
    pub fn span(&self, words: Range<usize>) -> Span {
        let first = words.start.min(self.words.len().saturating_sub(1));
        let last = words
            .end
            .saturating_sub(1)
            .clamp(first, self.words.len().saturating_sub(1));
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => self
                .inline
                .span_of(first.range.start..last.range.end.max(first.range.start)),
            _ => self.inline.span_of(self.range.clone()),
        }
    }

    /// The word at an index, or nothing.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.text)
    }

    /// Whether these words stand from an index on; `a|b` is either.
    pub fn has(&self, at: usize, phrase: &[&str]) -> bool {
        phrase
            .iter()
            .enumerate()
            .all(|(offset, words)| is_one(self.word(at + offset), words))
    }

    /// The first index at which these words stand.
    pub fn find(&self, phrase: &[&str]) -> Option<usize> {
        (0..self.words.len()).find(|&at| self.has(at, phrase))
    }

    /// The text as it was written.
    pub fn text(&self) -> &str {
        &self.inline.text[self.range.clone()]
    }
}

/// Whether a word is one of `a|b|c`.
pub fn is_one(word: &str, words: &str) -> bool {
    let (word, words) = (word.as_bytes(), words.as_bytes());
    let Some(&first) = word.first() else {
        return false;
    };
    if words.len() <= word.len() {
        return words == word;
    }
    let stands = |at: usize| {
        let ends = matches!(words.get(at + word.len()), None | Some(b'|'));
        ends && words[at..].starts_with(word)
    };
    if first == words[0] && stands(0) {
        return true;
    }
    let begins = |at: usize| words[at] == first && words[at - 1] == b'|' && stands(at);
    let (mut at, last) = (1, words.len() - word.len());
    // Many letters at a time, since this is asked of nearly every word, again and again.
    while at <= last
        && let Some(bars) = words[at - 1..].first_chunk::<MANY>()
        && let Some(letters) = words[at..].first_chunk::<MANY>()
    {
        let may = bars.iter().zip(letters).fold(0, |may, (bar, letter)| {
            may | u8::from(*bar == b'|') & u8::from(*letter == first)
        });
        if may != 0 && (at..at + MANY).any(begins) {
            return true;
        }
        at += MANY;
    }
    (at..=last).any(begins)
}

/// How many letters are compared at once.
const MANY: usize = 16;

/// All sentences of passages, in their order.
pub fn sentences<'a>(passages: &'a [Passage<'a>], words: &'a Words<'a>) -> Vec<Sentence<'a>> {
    let sentences = words.sentences.iter().enumerate();
    sentences
        .map(|(index, (passage, range, own))| {
            let passage = &passages[*passage];
            let words = &words.all[own.clone()];
            Sentence {
                inline: passage.inline,
                range: range.clone(),
                kind: passage.kind,
                within: passage.within,
                words,
                classes: words.iter().fold(0, |all, word| all | word.class),
                signs: passage.signs,
                index,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_of_a_row_wherever_it_stands_there() {
        let rows = [
            "",
            "no",
            "no|not",
            "not|no|none|nobody|nothing|no-one",
            "a|b|c|d|e|f|g|h|i|no|j|k|l|m|n|o|p|q|r|s|not",
            "innocent|non|noo|ono|nonono|nnnnnnno|no|nonsense",
            "few|of|single|node|replica|region|",
        ];
        let words = [
            "", "n", "no", "not", "none", "no-one", "nobody", "noo", "s", "of", "region", "x",
        ];
        for row in rows {
            for word in words {
                let is_there = !word.is_empty() && row.split('|').any(|one| one == word);
                assert_eq!(is_one(word, row), is_there, "{word} in {row}");
            }
        }
    }
}
