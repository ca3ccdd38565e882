//! Running text as sentences and words, each with its place in the source.
//!
//! Code, quotations, logs, chats and addresses are not the author's narrative: a stretch of them is one word that says
//! nothing, [`HIDDEN`].

mod hidden;
mod signs;
mod split;

use super::words::Class;
use crate::extract::headings::Meaning;
use crate::extract::items;
use crate::extract::outline::Outline;
use crate::parse::{Block, BlockKind, Document, Inline, Section};
use crate::span::{SourceFile, Span};
pub use signs::Signs;
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
    pub words: Vec<Word<'a>>,
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
    let Some(first) = word.first() else {
        return false;
    };
    let mut start = 0;
    while let Some(begin) = words.get(start) {
        let end = words[start..]
            .iter()
            .position(|&byte| byte == b'|')
            .map_or(words.len(), |at| start + at);
        if begin == first && &words[start..end] == word {
            return true;
        }
        start = end + 1;
    }
    false
}

/// All sentences of a document, in its order.
pub fn sentences<'a>(
    source: &SourceFile,
    document: &'a Document,
    outline: &Outline<'_>,
) -> Vec<Sentence<'a>> {
    let mut walk = Walk {
        source: &source.text,
        outline,
        found: Vec::new(),
    };
    walk.section(&document.root);
    walk.found
}

struct Walk<'a, 'o, 'd> {
    source: &'o str,
    outline: &'o Outline<'d>,
    found: Vec<Sentence<'a>>,
}

impl<'a> Walk<'a, '_, '_> {
    fn section(&mut self, section: &'a Section) {
        if let Some(heading) = &section.heading {
            if is_transcript(&heading.text.text) {
                return;
            }
            self.inline(&heading.text, Kind::Heading);
        }
        self.blocks(&section.blocks);
        section
            .children
            .iter()
            .for_each(|child| self.section(child));
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => self.inline(inline, Kind::Text),
                BlockKind::Heading(heading) => self.inline(&heading.text, Kind::Heading),
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Table { head, rows } => {
                    let rows = rows.iter().map(|row| row.cells.as_slice());
                    for cells in std::iter::once(head.as_slice()).chain(rows) {
                        for (column, cell) in cells.iter().enumerate() {
                            self.inline(cell, Kind::Cell(column));
                        }
                    }
                }
                BlockKind::Footnote(_, blocks) => self.blocks(blocks),
                BlockKind::Definitions(terms) => {
                    for (term, blocks) in terms {
                        self.inline(term, Kind::Text);
                        self.blocks(blocks);
                    }
                }
                BlockKind::Quote(_)
                | BlockKind::Code { .. }
                | BlockKind::Html(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn inline(&mut self, inline: &'a Inline, kind: Kind) {
        if inline.text.trim().is_empty() {
            return;
        }
        let within = self
            .outline
            .parts
            .iter()
            .rev()
            .find(|part| part.span.start <= inline.span.start && inline.span.start < part.span.end)
            .and_then(|part| part.within);
        let signs = Signs::of(&inline.text);
        let hidden = hidden::hidden(inline, self.source, signs);
        for range in items::sentences(inline) {
            let words = split::words(inline, range.clone(), &hidden);
            if !words.is_empty() {
                self.found.push(Sentence {
                    inline,
                    range,
                    kind,
                    within,
                    classes: words.iter().fold(0, |all, word| all | word.class),
                    words,
                    signs,
                    index: self.found.len(),
                });
            }
        }
    }
}

/// Headings over what was said elsewhere, word by word.
fn is_transcript(heading: &str) -> bool {
    let words = crate::extract::headings::words(heading);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    has(&["transcript", "transcripts", "irc", "slack", "discord"])
        || has(&["chat", "logs"]) && words.len() <= 4
}
