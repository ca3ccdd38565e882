//! References of an action: tracker keys, issue numbers, addresses.

use crate::expression::expression;
use crate::parse::Inline;
use memchr::memmem;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static KEY: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|\bT\d{4,7}\b|\bb/\d{4,10}\b|(?:^|[\s(\[])#\d{1,7}\b|(?:^|[\s(\[])[\w.-]+/[\w.-]+#\d{1,7}\b|(?:^|[\s(\[])[a-z]{2,12}#\d{3,7}\b|\[[a-z]{2,8}:\d{4,9}\b",
    )
});

/// Words that look like tracker keys and are standards.
const NO_KEYS: &[&str] = &[
    "UTF-8", "UTF-16", "SHA-1", "SHA-256", "ISO-8601", "HTTP-2", "SEV-1", "SEV-2", "SEV-3",
    "SEV-4", "SEV-5", "IPV-4", "IPV-6", "TLS-1", "RFC-3339", "X-509", "COVID-19", "P-1", "P-2",
];

/// The tracker keys in a text.
pub fn keys(text: &str) -> Vec<&str> {
    let keys = places(text).map(|range| &text[range]);
    keys.filter(|key| !NO_KEYS.contains(key)).collect()
}

/// Where the keys stand, without the blank or the bracket that tells a number from an anchor.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let found = may_hold_key(text).then(|| KEY.find_iter(text));
    found.into_iter().flatten().map(|found| {
        let key = found
            .as_str()
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
        found.end() - key.len()..found.end()
    })
}

/// Where the key begins with which a text ends, brackets left aside.
pub fn last(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches([')', ']']);
    if !bare.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let last = places(bare).last().filter(|key| key.end == bare.len())?;
    let alone = bare.len() == text.len() || bare[..last.start].ends_with(['(', '[']);
    (alone && !NO_KEYS.contains(&&bare[last.clone()])).then_some(last.start)
}

/// Whether words say that there is no reference yet: `no ticket yet`. Of the state they say nothing.
pub fn is_sought(text: &str) -> bool {
    let mut words = text.split(' ');
    let is = |word: Option<&str>, wanted: &[&str]| {
        word.is_some_and(|word| wanted.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    is(words.next(), &["no", "without"])
        && is(
            words.next(),
            &["ticket", "task", "issue", "bug", "jira", "card", "pr"],
        )
        && matches!(words.next(), None | Some("yet"))
}

/// Whether a number follows a mark as it does in a key: a quick look before the closer one.
fn may_hold_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |any, (mark, digit): (&u8, &u8)| {
        any | (digit.is_ascii_digit() & matches!(mark, b'-' | b'#' | b'/' | b'T' | b':'))
    };
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    pairs.fold(false, follows)
}

/// Whether there is anything that looks like a reference at all.
pub fn may_stand_in(inline: &Inline) -> bool {
    may_hold_key(&inline.text)
        || inline.links().next().is_some()
        || addresses(&inline.text).next().is_some()
}

/// Whether there is any reference.
pub fn stand_in(inline: &Inline) -> bool {
    let is_linked = |at: usize| inline.links().any(|(_, range)| range.contains(&at));
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let is_key = |range: Range<usize>| {
        !NO_KEYS.contains(&&inline.text[range.clone()]) && !is_linked(range.start)
    };
    inline.links().any(|(url, _)| is_web(url))
        || places(&inline.text).any(is_key)
        || addresses(&inline.text).any(|range| !is_linked(range.start))
}

/// All references in the order of the text, each once; links count where their address is of the web.
pub fn of(inline: &Inline) -> Vec<String> {
    if !may_stand_in(inline) {
        return Vec::new();
    }
    let mut found: Vec<(usize, String)> = Vec::new();
    for (url, range) in inline.links() {
        if url.starts_with("https://") || url.starts_with("http://") {
            found.push((range.start, url.to_string()));
        }
    }
    let is_linked = |at: usize| inline.links().any(|(_, range)| range.contains(&at));
    let addresses: Vec<Range<usize>> = addresses(&inline.text)
        .filter(|range| !is_linked(range.start))
        .collect();
    for range in places(&inline.text) {
        let key = &inline.text[range.clone()];
        let is_address = addresses.iter().any(|other| other.contains(&range.start));
        if !NO_KEYS.contains(&key) && !is_linked(range.start) && !is_address {
            found.push((range.start, key.to_string()));
        }
    }
    for range in addresses {
        found.push((range.start, inline.text[range].to_string()));
    }
    found.sort_by_key(|(at, _)| *at);
    let mut refs: Vec<String> = Vec::new();
    for (_, reference) in found {
        if !refs.contains(&reference) {
            refs.push(reference);
        }
    }
    refs
}

/// Words that a key belongs to.
const NEEDS: &[&str] = &[
    "see",
    "in",
    "by",
    "with",
    "of",
    "to",
    "from",
    "for",
    "and",
    "issue",
    "pr",
    "on",
    "as",
    "via",
    "ticket",
    "the",
    "or",
    "at",
    "bug",
    "task",
    "jira",
    "incident",
    "after",
    "before",
    "until",
    "under",
    "than",
    "is",
    "per",
    "finish",
    "fix",
    "do",
    "implement",
    "close",
    "complete",
    "resolve",
];

/// Where references stand apart from an action's words: an address in front, `(OPS-12)` or a linked key at the end.
pub fn apart(inline: &Inline) -> Vec<Range<usize>> {
    static IN_FRONT: LazyLock<Regex> =
        LazyLock::new(|| expression(r"^https?://\S+\s*(?:[-–—:]\s+)"));
    static AT_END: LazyLock<Regex> = LazyLock::new(|| {
        expression(
            r"\s*[\[(](?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7})(?:[,;/ ]+(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7}))*[\])]\s*\.?\s*$",
        )
    });
    let text = inline.text.as_str();
    let mut found = Vec::new();
    if text.starts_with("http") {
        found.extend(IN_FRONT.find(text).map(|front| front.range()));
    }
    let closes = text
        .trim_end_matches([' ', '.', '\n', '\t'])
        .ends_with([')', ']']);
    found.extend(
        closes
            .then(|| AT_END.find(text))
            .flatten()
            .filter(|end| end.start() > 0)
            .map(|end| end.range()),
    );
    // A key at the end, linked or not, unless the sentence needs it: `as in OPS-12`.
    let end = text.trim_end_matches([' ', '.']).len();
    let last = text[..text.find(" @").unwrap_or(end).min(end)].trim_end();
    let key = last
        .ends_with(|c: char| c.is_ascii_digit())
        .then(|| places(last).last())
        .flatten()
        .filter(|key| key.end == last.len() && !NO_KEYS.contains(&&last[key.clone()]));
    if let Some(key) = key {
        let before = last[..key.start].trim_end();
        let is_free = before
            .split_whitespace()
            .next_back()
            .is_some_and(|word| !NEEDS.contains(&word.to_lowercase().as_str()))
            && !before.ends_with(['(', '[', ',', '/', ':', '&', '+']);
        let is_key = last[key.clone()].starts_with(|c: char| c.is_ascii_uppercase());
        if is_free && is_key {
            found.push(key);
        }
    }
    found
}

/// The addresses of the web that stand in a text as they are.
pub fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    static HTTP: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("http"));
    HTTP.find_iter(text.as_bytes()).filter_map(|at| {
        let url = address(&text[at..]);
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        (is_web && url.len() > 11).then_some(at..at + url.len())
    })
}

/// The address at the beginning of a text, without the punctuation that ends the sentence.
fn address(text: &str) -> &str {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|'))
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']']);
    if url.contains('(') {
        url
    } else {
        url.trim_end_matches(')')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    #[test]
    fn keys_numbers_and_addresses_are_references() {
        let text = "Fix it (see https://example.com/x/45), OPS-123, #17, org/repo#9 and [bug:12345], not UTF-8, a#b or host:8080.";
        let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
        inline.push(text, 0);
        assert_eq!(
            of(&inline),
            [
                "https://example.com/x/45",
                "OPS-123",
                "#17",
                "org/repo#9",
                "bug:12345"
            ]
        );
    }
}
