//! An entry's words.

use crate::extract::moments::{Clock, Written};

/// Words on one line, without what separates them from the moment.
pub fn clean(text: &str) -> String {
    let text = text
        .trim()
        .trim_start_matches([':', '-', '–', '—', '|', '→', ',', ';', '•', ')', ']', '*'])
        .trim_start();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two pieces of an entry's text as one.
pub fn join(first: &str, second: &str) -> String {
    if first.is_empty() || second.is_empty() {
        return format!("{first}{second}");
    }
    let separator = if first.ends_with(['.', '!', '?', ':', ';', ',']) {
        " "
    } else {
        ". "
    };
    format!("{first}{separator}{second}")
}

/// Whether a row or item is left over from a template, or says nothing.
pub fn is_left_over(written: Option<&Written>, text: &str) -> bool {
    let text = text.trim();
    if !text.chars().any(char::is_alphanumeric) {
        return true;
    }
    let bracketed = (text.starts_with('<') && text.ends_with('>'))
        || (text.starts_with('{') && text.ends_with('}'));
    if bracketed
        && !text[1..].contains(['<', '{'])
        && written.is_none_or(|written| !written.has_time())
    {
        return true;
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.len() == 1
        && ["tbd", "todo", "tba", "na", "xxx", "placeholder", "none"].contains(&words[0].as_str())
    {
        return true;
    }
    let unfilled =
        written.is_none_or(|written| written.is_blank() || written.clock == Some(Clock::Unknown));
    unfilled && words.iter().all(|word| DESCRIBING.contains(&word.as_str()))
}

/// Words with which a template says what to write.
const DESCRIBING: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "and",
    "or",
    "to",
    "in",
    "here",
    "short",
    "brief",
    "event",
    "events",
    "entry",
    "description",
    "describe",
    "detail",
    "details",
    "what",
    "happened",
    "happens",
    "who",
    "did",
    "was",
    "done",
    "action",
    "taken",
    "text",
    "note",
    "notes",
    "add",
    "insert",
    "your",
    "example",
    "etc",
    "summary",
    "timeline",
    "item",
    "something",
    "things",
    "seen",
];
