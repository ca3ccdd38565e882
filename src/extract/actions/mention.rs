//! Who is spoken to in a line: `@jane`, `@Jane Doe` as wikis and shared documents write people, `:jane` of bug trackers.

use super::owner::handles;
use crate::model::Sourced;
use crate::parse::Inline;
use crate::people;
use std::ops::Range;

/// All of them, in the order of the line.
pub fn all(line: &Inline) -> Vec<Range<usize>> {
    let text = line.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    if text.contains('@') {
        for handle in handles(text) {
            let end = people::mention_end(text, handle.clone());
            found.push(handle.start..end);
        }
    }
    if found.is_empty() && text.contains(':') {
        found.extend(nicks(text));
    }
    found
}

/// A mention as an owner; a name of several words needs no sign.
pub fn owner(line: &Inline, range: Range<usize>) -> Sourced<String> {
    let text = &line.text[range.clone()];
    let name = match text.contains(' ') {
        true => text.trim_start_matches('@'),
        false => text.trim_start_matches(':'),
    };
    Sourced::text(name.to_string(), line.span_of(range))
}

/// `:jane` where it stands alone: first in its line, last behind a dash, or in brackets; no `:fire:`, no `12:30`.
fn nicks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let ends = text.trim_end_matches([' ', '.']).len();
    text.match_indices(':').filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back();
        let is_nick = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name = &text[at + 1..];
        let name = name[..name.find(|c| !is_nick(c)).unwrap_or(name.len())].trim_end_matches('.');
        let end = at + 1 + name.len();
        let bracketed = match before {
            Some('[') => text[end..].starts_with([']', ',', ' ']),
            Some('(') => text[end..].starts_with(','),
            _ => false,
        };
        let set_apart = || text[..at].trim_end().ends_with(['-', '–', '—', ',', ';']);
        let is_last = before == Some(' ') && end == ends && set_apart();
        let is_first = before.is_none()
            && [" to ", " will ", ": ", " - ", " – "]
                .iter()
                .any(|next| text[end..].starts_with(next));
        let is_name = name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic());
        (is_name && (bracketed || is_last || is_first)).then_some(at..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    fn found(text: &str) -> Vec<String> {
        let mut line = Inline::new(Span::new(FileId(0), 0..text.len()));
        line.push(text, 0);
        let owners = all(&line)
            .into_iter()
            .map(|range| owner(&line, range).value);
        owners.collect()
    }

    #[test]
    fn people_are_spoken_to_by_handle_by_name_and_by_nick() {
        for (text, expected) in [
            ("Raise the limit @jo", "@jo"),
            ("Raise the limit @Jo Marsh", "Jo Marsh"),
            (
                "Raise the limit @Jo Marsh, @Ana de la Cruz (open)",
                "Jo Marsh+Ana de la Cruz",
            ),
            ("@Jo Marsh to raise the limit", "Jo Marsh"),
            ("@Jo Marsh Raise the limit", "Jo Marsh"),
            ("@Jo Raise the limit", "@Jo"),
            ("@jo Raise the limit", "@jo"),
            ("Ask @Jo about DNS", "@Jo"),
            ("Raise the limit [:jo]", "jo"),
            ("Raise the limit (:jo-m, bug 12)", "jo-m"),
            (":jo to raise the limit", "jo"),
            ("Raise the limit - :jo.", "jo"),
            ("Rotate the secret :db_password", ""),
            ("Set the label (:critical) on alarms", ""),
            ("Raise it at 12:30, see :fire: and std::fmt", ""),
            ("Ratio 3 :4", ""),
        ] {
            assert_eq!(found(text).join("+"), expected, "{text}");
        }
    }
}
