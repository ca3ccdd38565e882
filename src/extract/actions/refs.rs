//! References of an action: tracker keys, issue numbers, addresses.

use crate::parse::Inline;
use regex::Regex;
use std::sync::LazyLock;

static KEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|\bT\d{5,7}\b|(?:^|[\s(\[])(#\d{1,7})\b|(?:^|[\s(\[])([\w.-]+/[\w.-]+#\d{1,7})\b").expect("a valid pattern")
});

/// Words that look like tracker keys and are standards.
const NO_KEYS: &[&str] = &[
    "UTF-8", "UTF-16", "SHA-1", "SHA-256", "ISO-8601", "HTTP-2", "SEV-1", "SEV-2", "SEV-3",
    "SEV-4", "SEV-5", "IPV-4", "IPV-6", "TLS-1", "RFC-3339", "X-509", "COVID-19", "P-1", "P-2",
];

/// All references in the order of the text, each once; links count where their address is of the web.
pub fn of(inline: &Inline) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (url, range) in inline.links() {
        if url.starts_with("https://") || url.starts_with("http://") {
            found.push((range.start, url.to_string()));
        }
    }
    let is_linked = |at: usize| inline.links().any(|(_, range)| range.contains(&at));
    for captures in KEY.captures_iter(&inline.text) {
        let Some(group) = captures
            .get(1)
            .or_else(|| captures.get(2))
            .or_else(|| captures.get(0))
        else {
            continue;
        };
        if !NO_KEYS.contains(&group.as_str()) && !is_linked(group.start()) {
            found.push((group.start(), group.as_str().to_string()));
        }
    }
    for (at, _) in inline.text.match_indices("http") {
        let url = address(&inline.text[at..]);
        if (url.starts_with("https://") || url.starts_with("http://"))
            && url.len() > 11
            && !is_linked(at)
        {
            found.push((at, url.to_string()));
        }
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
        let text =
            "Fix it (see https://example.com/x/45), OPS-123, #17 and org/repo#9, not UTF-8 or a#b.";
        let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
        inline.push(text, 0);
        assert_eq!(
            of(&inline),
            ["https://example.com/x/45", "OPS-123", "#17", "org/repo#9"]
        );
    }
}
