//! Passages as sentences and words.

use super::hidden::hidden;
use super::{HIDDEN, Passage, Word};
use crate::check::words::class;
use crate::extract::items;
use crate::span::SourceFile;
use std::borrow::Cow;
use std::ops::Range;

/// The words of all passages, one after the other, and the sentences that they make.
pub struct Words<'a> {
    pub all: Vec<Word<'a>>,
    /// The passage, the range of its text, and the words.
    pub sentences: Vec<(usize, Range<usize>, Range<usize>)>,
}

/// The words of passages.
pub fn words<'a>(passages: &'a [Passage<'a>], source: &SourceFile) -> Words<'a> {
    let mut words = Words {
        all: Vec::with_capacity(source.text.len() / 6),
        sentences: Vec::with_capacity(passages.len() * 2),
    };
    for (at, passage) in passages.iter().enumerate() {
        let hidden = hidden(passage.inline, &source.text, passage.signs);
        for range in items::sentences(passage.inline) {
            let first = words.all.len();
            split(passage, range.clone(), &hidden, &mut words.all);
            let own = first..words.all.len();
            if !own.is_empty() {
                words.sentences.push((at, range, own));
            }
        }
    }
    words
}

/// The words of a range of a passage; a stretch that is hidden is one word.
fn split<'a>(
    passage: &'a Passage<'a>,
    range: Range<usize>,
    hidden: &[Range<usize>],
    found: &mut Vec<Word<'a>>,
) {
    let text = passage.inline.text.as_str();
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
        if text.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        let stop = hidden
            .get(next)
            .map_or(range.end, |stretch| stretch.start.min(range.end));
        let Some(c) = first(text, at) else {
            break;
        };
        let begin = at;
        at += c.len_utf8();
        if c.is_alphanumeric() || c == '@' {
            at = word_end(text, at, stop);
            let word = lower(&passage.lower[begin..at]);
            found.push(Word {
                class: class(&word),
                text: word,
                range: begin..at,
                capital: c.is_uppercase(),
            });
        } else if matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '?' | '→') {
            let mark = &text[begin..at];
            found.push(Word {
                text: Cow::Borrowed(mark),
                range: begin..at,
                capital: false,
                class: if c == ',' { 0 } else { class(mark) },
            });
        }
    }
}

/// The character at a place; nearly all are ASCII.
fn first(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// How far a word goes on: letters, digits, and what joins two of them (`on-call`, `didn't`, `v1.2`).
fn word_end(text: &str, from: usize, stop: usize) -> usize {
    let text = &text[..stop];
    let mut end = from;
    loop {
        let rest = &text.as_bytes()[end..];
        end += rest
            .iter()
            .position(|byte| !PLAIN[usize::from(*byte)])
            .unwrap_or(rest.len());
        let Some(c) = first(text, end).filter(|c| *c != ' ') else {
            return end;
        };
        let next = end + c.len_utf8();
        let joins = matches!(c, '-' | '\'' | '’' | '.' | '_' | '/')
            && first(text, next).is_some_and(char::is_alphanumeric);
        if !joins && (c.is_ascii() || !c.is_alphanumeric()) {
            return end;
        }
        end = next;
    }
}

/// ASCII letters and digits.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// A word with small letters whatever they are, if its ASCII letters are small already.
fn lower(word: &str) -> Cow<'_, str> {
    match word.is_ascii() {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase().replace('’', "'")),
    }
}
