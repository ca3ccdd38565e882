//! A sentence's words.

use super::{HIDDEN, Word};
use crate::check::words::class;
use crate::parse::Inline;
use std::borrow::Cow;
use std::ops::Range;

/// The words of a range of text; a stretch that is hidden is one word.
pub fn words<'a>(
    inline: &'a Inline,
    range: Range<usize>,
    hidden: &[Range<usize>],
) -> Vec<Word<'a>> {
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
        if text.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        let stop = hidden
            .get(next)
            .map_or(range.end, |stretch| stretch.start.min(range.end));
        let Some(c) = first(&text[at..]) else {
            break;
        };
        if c.is_ascii_lowercase() || c.is_alphanumeric() || c == '@' {
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
                let mark = &text[at..at + c.len_utf8()];
                found.push(Word {
                    text: Cow::Borrowed(mark),
                    range: at..at + c.len_utf8(),
                    capital: false,
                    class: if c == ',' { 0 } else { class(mark) },
                });
            }
            at += c.len_utf8();
        }
    }
    found
}

/// The first character; nearly all are ASCII.
fn first(text: &str) -> Option<char> {
    match text.as_bytes().first() {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => text.chars().next(),
        None => None,
    }
}

/// How far a word goes on: letters, digits, and what joins two of them (`on-call`, `didn't`, `v1.2`).
fn word_end(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let Some(c) = first(&rest[end..]) else {
            return end;
        };
        let next = end + c.len_utf8();
        let joins = matches!(c, '-' | '\'' | '’' | '.' | '_' | '/')
            && first(&rest[next..]).is_some_and(char::is_alphanumeric);
        if !joins && (c.is_ascii() || !c.is_alphanumeric()) {
            return end;
        }
        end = next;
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    match (
        word.is_ascii(),
        word.bytes().any(|byte| byte.is_ascii_uppercase()),
    ) {
        (true, false) => Cow::Borrowed(word),
        (true, true) => Cow::Owned(word.to_ascii_lowercase()),
        (false, _) => Cow::Owned(word.to_lowercase().replace('’', "'")),
    }
}
