//! Words and sentences of a text.

use super::alike::{is_accent, is_invisible};
use std::ops::Range;

/// Runs of letters and digits, with what nobody sees within them; an apostrophe ends one, so that "Will's" holds "Will".
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (start, first) = rest.next()?;
        let mut end = start + first.len_utf8();
        let goes_on = |c: char| c.is_alphanumeric() || is_accent(c) || is_invisible(c);
        while let Some((at, c)) = rest.next_if(|(_, c)| goes_on(*c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// Whether what stands at a place opens a sentence, a line, a cell or an item.
pub fn begins_sentence(text: &str, at: usize) -> bool {
    let mut before = text[..at]
        .chars()
        .rev()
        .skip_while(|c| matches!(c, '*' | '_' | '`' | '"' | '“' | '(' | '[' | '>'));
    match before.next() {
        None | Some('\n' | '|' | '\r') => true,
        Some(' ') => {
            let line = text[..at].rsplit('\n').next().unwrap_or_default();
            let opened = line.trim_end_matches(['*', '_', '`', '"', '“', '(', '[', ' ']);
            opened.is_empty()
                || opened.ends_with([
                    '.', '!', '?', ':', '|', '#', '-', '+', '•', '—', '–', ')', ']',
                ])
                || opened.trim_start().chars().all(|c| c.is_ascii_digit())
        }
        Some(_) => false,
    }
}
