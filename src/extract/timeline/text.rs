//! An entry's words.

use crate::extract::items::flat;
use crate::extract::moments::{Clock, Written};

/// Longer than this, an entry's text ends with the last whole line or sentence within it.
const LONGEST: usize = 70;

/// Words on one line, without what separates them from the moment. Of a long text, its beginning.
pub fn clean(text: &str) -> String {
    let text = beginning(text);
    let text = text
        .trim()
        .trim_start_matches([':', '-', '–', '—', '|', '→', ',', ';', '•', ')', ']', '*'])
        .trim_start();
    flat(text)
}

/// The lines and sentences that begin the text, as many as an entry holds; at least one.
fn beginning(text: &str) -> &str {
    // So few bytes hold no more words.
    if text.len() < LONGEST * 2 {
        return text;
    }
    let mut words = 0;
    let mut end = None;
    for (at, line) in pieces(text) {
        words += line.split_whitespace().count();
        if words > LONGEST && end.is_some() {
            return end.map_or(text, |end| &text[..end]);
        }
        end = Some(at + line.len());
    }
    text
}

/// Pieces of a text that end with a sentence, or with a line that is shorter than a wrapped one; each with its place.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let ends = text
        .char_indices()
        .filter_map(move |(at, c)| {
            let next = text[at + c.len_utf8()..].chars().next();
            let ends = match c {
                '.' | '!' | '?' => next.is_none_or(char::is_whitespace),
                '\n' => next.is_some_and(|next| next.is_uppercase() || !next.is_alphabetic()),
                _ => next.is_none(),
            };
            ends.then_some(at + c.len_utf8())
        })
        .collect::<Vec<_>>();
    ends.into_iter().map(move |end| {
        let piece = (start, &text[start..end]);
        start = end;
        piece
    })
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
    let is_one_of =
        |word: &str, list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(word));
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let unfilled =
        written.is_none_or(|written| written.is_blank() || written.clock == Some(Clock::Unknown));
    if unfilled && words.clone().all(|word| is_one_of(word, DESCRIBING)) {
        return true;
    }
    let (first, second) = (words.next(), words.next());
    second.is_none() && first.is_some_and(|word| is_one_of(word, PLACEHOLDERS))
}

/// What stands for an entry that nobody wrote.
const PLACEHOLDERS: &[&str] = &["tbd", "todo", "tba", "na", "xxx", "placeholder", "none"];

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
