//! What is not the author's narrative: code, quotations, addresses, and lines of logs and chats.

use super::Signs;
use crate::expression::expression;
use crate::parse::{Inline, MarkKind};
use memchr::memmem::Finder;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

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

static WWW: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("www."));

/// Cheap to ask, and no for nearly all lines of a text with these signs.
fn may_be_log(line: &str, signs: Signs) -> bool {
    let text = line.trim_start();
    let begins = text.as_bytes().first();
    begins.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'[' | b'<'))
        || text
            .as_bytes()
            .get(..4)
            .is_some_and(|word| word.iter().all(u8::is_ascii_uppercase))
        || signs.has(Signs::BRACKET)
            && text.contains(" [")
            && text.bytes().take(60).any(|byte| byte == b'[')
        || signs.has(Signs::CLOSING) && signs.has(Signs::COLON) && text.contains("):")
}

/// Stretches that are not the author's narrative, sorted, without overlaps.
pub fn hidden(inline: &Inline, source: &str, signs: Signs) -> Vec<Range<usize>> {
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
    if signs.has(Signs::QUOTE.or(Signs::NOT_ASCII)) {
        quotations(text, &mut found);
    }
    if signs.has(Signs::SLASH) && text.contains("://") || WWW.find(text.as_bytes()).is_some() {
        let mut start = 0;
        for token in text.split_inclusive(char::is_whitespace) {
            if token.contains("://") || token.starts_with("www.") {
                found.push(start..start + token.trim_end().len());
            }
            start += token.len();
        }
    }
    if signs.has(Signs::DIGIT.or(Signs::ANGLE).or(Signs::BRACKET))
        || signs.has(Signs::LARGE_R) && text.contains("ERROR")
    {
        let mut start = 0;
        for line in text.split('\n') {
            if may_be_log(line, signs) && LINE_OF_LOG.is_match(line) {
                found.push(start..start + line.len());
            }
            start += line.len() + 1;
        }
    }
    // `<nick>` is a tag to Markdown, and not part of the text.
    let raw = source.get(inline.span.range()).unwrap_or_default();
    if memchr::memchr(b'<', raw.as_bytes()).is_some() {
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
