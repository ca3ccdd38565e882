//! Running text as sentences and words, each with its place in the source.
//!
//! Code, quotations, logs, chats and addresses are not the author's narrative: a stretch of them is one word that says
//! nothing, [`HIDDEN`].

use super::words::{Class, class};
use crate::expression::expression;
use crate::extract::headings::Meaning;
use crate::extract::items;
use crate::extract::outline::Outline;
use crate::parse::{Block, BlockKind, Document, Inline, MarkKind, Section};
use crate::span::{SourceFile, Span};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

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

/// The words with which phrases begin: most words begin none.
pub fn starts(phrases: impl Iterator<Item = &'static [&'static str]>) -> FxHashSet<&'static str> {
    phrases
        .filter_map(|phrase| phrase.first())
        .flat_map(|first| first.split('|'))
        .collect()
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
        let hidden = hidden(inline, self.source);
        for range in items::sentences(inline) {
            let words = words(inline, range.clone(), &hidden);
            if !words.is_empty() {
                self.found.push(Sentence {
                    inline,
                    range,
                    kind,
                    within,
                    words,
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

static LINE_OF_LOG: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        // [10:05] nick: …, 10:05 <nick> …, <nick> …
        r"^\s*(?:\[[^\]\n]*\d:\d\d[^\]\n]*\]\s*<?[\w.@-]+>?:|(?:\d{1,2}:\d\d\S*\s+)?<[\w.@-]+>)\s",
        // nick [10:05 AM] …, nick (10:05): …
        r"^\s*@?[\w.-]+(?: [\w.-]+)?\s+(?:\[\d{1,2}:\d\d[^\]]*\]|\(\d{1,2}:\d\d[^)]*\):)",
        // 2026-05-03T10:05:00Z ERROR …
        r"^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\]?\s+\[?(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE)\b",
        r"^\s*(?:INFO|WARN|ERROR|DEBUG|FATAL|TRACE)[\s:\]]",
    ];
    expression(&forms.join("|"))
});

/// Cheap to ask, and no for nearly all lines.
fn may_be_log(line: &str) -> bool {
    let text = line.trim_start();
    let begins = text.as_bytes().first();
    begins.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'[' | b'<'))
        || text
            .as_bytes()
            .get(..4)
            .is_some_and(|word| word.iter().all(u8::is_ascii_uppercase))
        || text.contains(" [") && text.bytes().take(60).any(|byte| byte == b'[')
        || text.contains("):")
}

/// Stretches that are not the author's narrative, sorted, without overlaps.
fn hidden(inline: &Inline, source: &str) -> Vec<Range<usize>> {
    let text = inline.text.as_str();
    let mut found: Vec<Range<usize>> = inline
        .marks
        .iter()
        .filter(|mark| {
            matches!(
                mark.kind,
                MarkKind::Code | MarkKind::Image(_) | MarkKind::Strike
            )
        })
        .map(|mark| mark.range.clone())
        .collect();
    quotations(text, &mut found);
    if text.contains("://") || text.contains("www.") {
        let mut start = 0;
        for token in text.split_inclusive(char::is_whitespace) {
            if token.contains("://") || token.starts_with("www.") {
                found.push(start..start + token.trim_end().len());
            }
            start += token.len();
        }
    }
    if text
        .bytes()
        .any(|byte| byte.is_ascii_digit() || matches!(byte, b'<' | b'['))
        || text.contains("ERROR")
    {
        let mut start = 0;
        for line in text.split('\n') {
            if may_be_log(line) && LINE_OF_LOG.is_match(line) {
                found.push(start..start + line.len());
            }
            start += line.len() + 1;
        }
    }
    // `<nick>` is a tag to Markdown, and not part of the text.
    let raw = source.get(inline.span.range()).unwrap_or_default();
    if raw.contains('<') {
        let mut start = 0;
        for line in text.split('\n') {
            let at = inline.span_of(start..start + line.len()).start as usize;
            let begin = source
                .get(..at)
                .and_then(|before| before.rfind('\n'))
                .map_or(0, |at| at + 1);
            let written = source
                .get(begin..)
                .and_then(|rest| rest.lines().next())
                .unwrap_or_default();
            if LINE_OF_LOG.is_match(written.trim_start_matches(['-', '*', '+', ' '])) {
                found.push(start..start + line.len());
            }
            start += line.len() + 1;
        }
    }
    found.retain(|range| !range.is_empty());
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// What stands between quotation marks.
fn quotations(text: &str, found: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (Some((start, closing)), c) if c == closing => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            (None, '"') => open = Some((at, '"')),
            (None, '“' | '„') => open = Some((at, '”')),
            (None, '«') => open = Some((at, '»')),
            // German quotations close with the mark that opens English ones.
            (Some((start, '”')), '“') if text[start..].starts_with('„') => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
}

fn words<'a>(inline: &'a Inline, range: Range<usize>, hidden: &[Range<usize>]) -> Vec<Word<'a>> {
    let text = inline.text.as_str();
    let mut found: Vec<Word<'a>> = Vec::with_capacity(range.len() / 5);
    let mut at = range.start;
    let mut next = hidden.partition_point(|hidden| hidden.end <= range.start);
    while at < range.end {
        if let Some(stretch) = hidden.get(next)
            && stretch.start <= at
        {
            let end = stretch.end.min(range.end).max(at + 1);
            found.push(Word {
                text: Cow::Borrowed(HIDDEN),
                range: at..end,
                capital: false,
                class: 0,
            });
            at = end;
            next += 1;
            continue;
        }
        let stop = hidden
            .get(next)
            .map_or(range.end, |stretch| stretch.start.min(range.end));
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        if c.is_alphanumeric() || c == '@' {
            let end = at + c.len_utf8() + word_end(&text[at + c.len_utf8()..stop]);
            let word = lower(&text[at..end]);
            found.push(Word {
                class: class(&word),
                text: word,
                range: at..end,
                capital: c.is_uppercase(),
            });
            at = end;
        } else {
            if matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '?' | '→') {
                found.push(Word {
                    text: Cow::Borrowed(&text[at..at + c.len_utf8()]),
                    range: at..at + c.len_utf8(),
                    capital: false,
                    class: class(&text[at..at + c.len_utf8()]),
                });
            }
            at += c.len_utf8();
        }
    }
    found
}

/// How far a word goes on: letters, digits, and what joins two of them (`on-call`, `didn't`, `v1.2`).
fn word_end(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'' | '’' | '.' | '_' | '/')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn lower(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'\'')
    {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    }
}
