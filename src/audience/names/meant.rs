//! Whether letters that are both a name and a word are the name here, by what stands around them.

use super::begins_sentence;
use std::ops::Range;

/// Words after a capital at the beginning of a sentence that make it a verb or a question: "Mark the node", "Will this…".
const VERB_BEFORE: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "it",
    "its",
    "our",
    "your",
    "their",
    "all",
    "each",
    "every",
    "any",
    "we",
    "you",
    "they",
    "there",
    "be",
    "not",
    "as",
    "customers",
    "users",
];

/// Words after which the one before is no name, wherever it stands.
const FIXED: &[(&str, &[&str])] = &[
    (
        "grace",
        &["period", "periods", "time", "window", "days", "hours"],
    ),
    ("may", &["be", "not"]),
    ("will", &["be", "not"]),
];

/// What is done to somebody, and what somebody does: between them a small "mark" or "grace" is a person.
const TO_SOMEBODY: &[&str] = &[
    "asked", "paged", "pinged", "called", "told", "notified", "thanked", "messaged", "phoned", "by",
];
const BY_SOMEBODY: &[&str] = &[
    "acked",
    "acknowledged",
    "announced",
    "asked",
    "called",
    "checked",
    "confirmed",
    "decided",
    "deployed",
    "escalated",
    "fixed",
    "found",
    "investigated",
    "joined",
    "merged",
    "noticed",
    "paged",
    "pinged",
    "realised",
    "realized",
    "ran",
    "reported",
    "restarted",
    "reverted",
    "rolled",
    "said",
    "saw",
    "suggested",
    "thought",
    "told",
    "took",
    "tried",
    "wrote",
];
/// Words after which a small word is one, whatever follows: "the mark", "we will".
const WORD_AFTER: &[&str] = &[
    "the", "a", "an", "this", "that", "to", "no", "any", "each", "every", "our", "its", "their",
    "we", "it", "they",
];
/// "By" leads to these without anybody in it.
const NOBODYS: &[&str] = &[
    "may", "april", "june", "august", "summer", "page", "day", "hand", "chance", "hour",
];

/// Whether a capitalised word that is also a name is a word here. In doubt it is a name.
pub fn is_word(text: &str, all: &[Range<usize>], at: usize, word: &str) -> bool {
    let next = all.get(at + 1).filter(|next| {
        let between = &text[all[at].end..next.start];
        between
            .chars()
            .all(|c| matches!(c, ' ' | '\n' | '*' | '_' | '`' | '-'))
    });
    let Some(next) = next else { return false };
    let follows = text[next.clone()].to_lowercase();
    let fixed = FIXED
        .iter()
        .any(|(name, after)| *name == word && after.contains(&follows.as_str()));
    fixed || begins_sentence(text, all[at].start) && VERB_BEFORE.contains(&follows.as_str())
}

/// Whether a small word that is also a name is one here, by what stands around it.
pub fn is_somebody(text: &str, all: &[Range<usize>], at: usize, word: &str) -> bool {
    let lower = |at: usize| text[all[at].clone()].to_lowercase();
    let is_beside = |a: usize, b: usize| {
        let between = &text[all[a].end..all[b].start];
        !between.is_empty() && between.chars().all(|c| matches!(c, ' ' | '*' | '_' | '`'))
    };
    let before = at
        .checked_sub(1)
        .filter(|&before| is_beside(before, at))
        .map(lower);
    let after = (at + 1 < all.len() && is_beside(at, at + 1)).then(|| lower(at + 1));
    let before = before.as_deref().unwrap_or_default();
    if TO_SOMEBODY.contains(&before) {
        return before != "by" || !NOBODYS.contains(&word);
    }
    after.is_some_and(|after| BY_SOMEBODY.contains(&after.as_str()))
        && !WORD_AFTER.contains(&before)
}
