//! Names in running text: where they stand, and where the same letters are an ordinary word.

use crate::people::COMMON;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Names that are ordinary words as well.
static ORDINARY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

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

/// All names that must not stand in a text.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Names of several words in lower case, by their first word.
    whole: HashMap<String, Vec<Vec<String>>>,
    /// Single words of names, handles without their `@`.
    single: HashSet<String>,
    /// Words that stay though they are parts of names.
    keep: HashSet<String>,
    /// Words of the site's own pages: as names they are told from words by their capital.
    own: HashSet<String>,
}

/// A name, and whether it may also be meant as a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    /// The letters are a listed name, but what stands around says that they are a word here.
    pub is_word: bool,
}

impl Names {
    pub fn keep(&mut self, word: &str) {
        self.keep
            .extend(words(word).map(|range| word[range].to_lowercase()));
    }

    /// Words that the site itself says.
    pub fn own(&mut self, text: &str) {
        self.own
            .extend(words(text).map(|range| text[range].to_lowercase()));
    }

    /// Adds a name as it is written: `Grace Hopper`, `Anne-Marie O'Neil`, `will`.
    pub fn add(&mut self, name: &str) {
        let parts: Vec<String> = words(name)
            .map(|range| name[range].to_lowercase())
            .collect();
        for part in parts.iter().filter(|part| is_telling(part)) {
            self.single.insert(part.clone());
        }
        if let [first, .., last] = &parts[..] {
            // Handles are made of names.
            for handle in [
                format!("{first}{last}"),
                format!("{}{last}", initial(first)),
                format!("{first}{}", initial(last)),
            ] {
                if handle.chars().count() >= 4 {
                    self.single.insert(handle);
                }
            }
            let known = self.whole.entry(first.clone()).or_default();
            if !known.contains(&parts) {
                known.push(parts);
                known.sort_by_key(|parts| std::cmp::Reverse(parts.len()));
            }
        }
    }

    /// Adds a handle, with or without its `@`: as a word it is a name too.
    pub fn add_handle(&mut self, handle: &str) {
        let handle = handle.trim_start_matches('@').to_lowercase();
        let parts: Vec<_> = words(&handle)
            .map(|range| handle[range].to_string())
            .collect();
        match &parts[..] {
            [one] if one.chars().count() >= 3 => {
                self.single.insert(one.clone());
            }
            [first, _, ..] => {
                let known = self.whole.entry(first.clone()).or_default();
                if !known.contains(&parts) {
                    known.push(parts);
                }
            }
            _ => {}
        }
    }

    /// Single words of names that are no ordinary words, in lower case: they must stand nowhere, in no form.
    pub fn unmistakable(&self) -> impl Iterator<Item = &str> {
        self.single
            .iter()
            .map(String::as_str)
            .filter(|word| !self.keep.contains(*word) && !self.is_ordinary(word))
    }

    pub fn lists(&self, word: &str) -> bool {
        self.single.contains(&word.to_lowercase())
    }

    fn is_ordinary(&self, word: &str) -> bool {
        ORDINARY.contains(word) || self.own.contains(word)
    }

    /// All names of a text, in order.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let all: Vec<Range<usize>> = words(text).collect();
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let word = text[all[at].clone()].to_lowercase();
            let longest = self.whole.get(&word).and_then(|names| {
                let mut fitting = names
                    .iter()
                    .filter(|parts| is_here(text, &all[at..], parts));
                fitting.next().map(Vec::len)
            });
            if let Some(count) = longest {
                let range = all[at].start..all[at + count - 1].end;
                found.push(Found {
                    range,
                    is_word: false,
                });
                at += count;
                continue;
            }
            if self.single.contains(&word) && !self.keep.contains(&word) {
                let ordinary = self.is_ordinary(&word);
                let capital = text[all[at].clone()].starts_with(char::is_uppercase);
                if !ordinary || capital || is_somebody(text, &all, at, &word) {
                    let is_word = ordinary && capital && self.is_word(text, &all, at, &word);
                    found.push(Found {
                        range: all[at].clone(),
                        is_word,
                    });
                }
            }
            at += 1;
        }
        found
    }

    /// Whether a capitalised word that is also a name is a word here. In doubt it is a name.
    fn is_word(&self, text: &str, all: &[Range<usize>], at: usize, word: &str) -> bool {
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

    /// The text with a role in the place of each name.
    pub fn mask(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for name in self.find(text).into_iter().filter(|name| !name.is_word) {
            out.push_str(&text[done..name.range.start]);
            let capital = text[name.range.clone()].starts_with(char::is_uppercase);
            let role = match capital && begins_sentence(text, name.range.start) {
                true => "A responder",
                false => "a responder",
            };
            out.push_str(role);
            done = name.range.end;
        }
        out.push_str(&text[done..]);
        out
    }
}

/// Whether a small word that is also a name is one here, by what stands around it.
fn is_somebody(text: &str, all: &[Range<usize>], at: usize, word: &str) -> bool {
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

/// Initials and particles name nobody.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 2
        && !matches!(
            word,
            "van"
                | "von"
                | "der"
                | "den"
                | "de"
                | "la"
                | "le"
                | "du"
                | "da"
                | "del"
                | "di"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "ter"
                | "ten"
                | "zu"
                | "dr"
                | "mr"
                | "ms"
                | "mrs"
                | "jr"
                | "sr"
                | "and"
                | "the"
                | "of"
                | "st"
        )
}

fn initial(word: &str) -> String {
    word.chars().take(1).collect()
}

/// Whether these words follow each other here, with no more between them than a name has.
fn is_here(text: &str, all: &[Range<usize>], parts: &[String]) -> bool {
    all.len() >= parts.len()
        && all
            .iter()
            .zip(parts)
            .all(|(range, part)| text[range.clone()].to_lowercase() == *part)
        && all[..parts.len()].windows(2).all(|pair| {
            let between = &text[pair[0].end..pair[1].start];
            between.len() <= 8
                && !between.contains("\n\n")
                && !between.contains([',', ';', '!', '?', ')', '('])
        })
}

/// Runs of letters and digits; an apostrophe ends one, so that "Will's" holds "Will".
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (start, first) = rest.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() || is_mark(*c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// Accents that stand behind their letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        for name in [
            "Will Turner",
            "Mark",
            "Grace Hopper",
            "Jürgen Groß",
            "Max Field",
        ] {
            names.add(name);
        }
        names
    }

    #[test]
    fn names_go_and_the_same_words_stay() {
        for (text, masked) in [
            (
                "Will restarted it. Will this happen again?",
                "A responder restarted it. Will this happen again?",
            ),
            (
                "It will mark the node; a grace period.",
                "It will mark the node; a grace period.",
            ),
            (
                "- Mark the node as failed\n- Mark paged us",
                "- Mark the node as failed\n- A responder paged us",
            ),
            (
                "Grace period: 5 s. We asked Grace.",
                "Grace period: 5 s. We asked a responder.",
            ),
            (
                "Grace Hopper's change, by grace hopper",
                "A responder's change, by a responder",
            ),
            (
                "asked will.turner and wturner, asked by W. Turner",
                "asked a responder and a responder, asked by W. A responder",
            ),
            (
                "Will, Mark and Grace",
                "A responder, a responder and a responder",
            ),
            ("jürgen, JÜRGEN, GROSS", "a responder, a responder, GROSS"),
            (
                "the maximum of MAX_CONNECTIONS",
                "the maximum of a responder_CONNECTIONS",
            ),
            (
                "Willow marks graceful fields",
                "Willow marks graceful fields",
            ),
            ("The answer of Mark: no", "The answer of a responder: no"),
            ("| Will | done |", "| A responder | done |"),
            (
                "mark restarted it, asked grace and was paged by will",
                "a responder restarted it, asked a responder and was paged by a responder",
            ),
            (
                "the mark moved; we mark failed pods, within the grace asked for, by the will of all",
                "the mark moved; we mark failed pods, within the grace asked for, by the will of all",
            ),
        ] {
            assert_eq!(names().mask(text), masked, "{text}");
        }
    }

    #[test]
    fn what_the_project_keeps_stays() {
        let mut names = names();
        names.keep("max");
        assert_eq!(names.mask("max, Max Field"), "max, a responder");
    }
}
