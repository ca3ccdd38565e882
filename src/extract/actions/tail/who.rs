//! Whether words at the end of a line could name who does it.

use crate::extract::actions::{due, state, wording};
use crate::extract::headings::word_count;

/// Whether words could name who does it: `jo`, `Ana K.`, `ewan2`, `Facilities Office`, and no `OPS-12`.
pub fn could_be_a_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let is_plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '@' | '/'));
    // `jo2`, `o11y`: a number within a name is written with small letters and is no number of a thing.
    let digits = name.contains(|c: char| c.is_ascii_digit());
    let is_numbered =
        digits && (name.contains(|c: char| c.is_uppercase() || matches!(c, '-' | ' ' | '.' | '/')));
    let is_said = || {
        state::of_piece(name).is_some()
            || state::of_cell(name).is_some()
            || wording::is_priority(name)
            || due::is_term(name)
            || NO_NAMES.contains(&lower.as_str())
    };
    // Of two words, one at least begins like a name: `Ana k.`, not `too slow`.
    let begins = || name.contains(|c: char| c.is_uppercase() || c == '@' || !c.is_ascii());
    (1..=2).contains(&words)
        && (words == 1 || begins() || is_group(name) || digits)
        && is_plain
        && !is_numbered
        && name.starts_with(|c: char| c.is_alphabetic() || c == '@')
        && !NOBODY.contains(&lower.split(' ').next().unwrap_or_default())
        && !is_said()
}

/// Whether words say that they name people who work together: `rc-oncall`, `HTS devs`, `Server team`.
pub fn is_group(name: &str) -> bool {
    let last = name.rsplit([' ', '-']).next().unwrap_or_default();
    (1..=4).contains(&word_count(name)) && GROUPS.contains(&last.to_lowercase().as_str())
}

/// Last words of the names of groups.
const GROUPS: &[&str] = &[
    "team",
    "teams",
    "oncall",
    "devs",
    "developers",
    "engineers",
    "operators",
    "sre",
    "sres",
    "office",
    "desk",
    "squad",
];

/// Words for an owner who is still sought.
const NOBODY: &[&str] = &[
    "nobody",
    "unassigned",
    "anybody",
    "anyone",
    "someone",
    "somebody",
    "whoever",
    "volunteer",
    "volunteers",
    "no",
    "not",
];

/// Words in brackets that say how, not who.
const NO_NAMES: &[&str] = &[
    "optional",
    "maybe",
    "again",
    "ticket",
    "link",
    "issue",
    "pr",
    "short term",
    "long term",
    "short-term",
    "long-term",
    "stretch",
    "nice to have",
    "tbd",
    "internal",
    "external",
    "manual",
    "automated",
    "ongoing",
    "soon",
    "later",
    "new",
    "see below",
    "see above",
    "if possible",
    "small",
    "large",
    "easy",
    "hard",
    "quick",
    "staging",
    "production",
    "prod",
    "hub",
    "dashboard",
    "docs",
];
