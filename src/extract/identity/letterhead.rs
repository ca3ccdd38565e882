//! Headings that say who wrote a document and of what kind it is, and not what happened.

use super::clean;
use crate::extract::Context;
use crate::extract::headings::words;
use crate::extract::outline::names_a_document;
use crate::parse::Inline;
use crate::span::Span;

/// The last of several bold lines at the top, as word processors set them above numbered sections: organisation, kind of
/// document, number, title.
pub fn title(context: &Context<'_>) -> Option<(String, Span)> {
    const LINES: usize = 2;
    let parts = context.outline.parts.get(1..)?;
    if !context.outline.parts[0].blocks.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    for part in parts.iter().take_while(|part| !part.is_heading) {
        lines.extend(part.title.as_ref());
        if !part.blocks.is_empty() {
            break;
        }
    }
    let is_title = |line: &&Inline| {
        let cleaned = clean(&line.text);
        (2..=16).contains(&words(&cleaned).len())
            && !line.text.contains(':')
            && !is_label(&cleaned)
            && !names_a_document(&line.text)
            && context.headings.meaning(&cleaned).is_none()
    };
    let (first, rest) = lines.split_first()?;
    // The lines before it say who writes and what.
    let last = rest.iter().rev().copied().find(is_title)?;
    let heads = first.text.chars().any(char::is_alphabetic) && lines.len() > LINES;
    heads.then(|| (clean(&last.text), last.span_of(0..last.text.len())))
}

/// Whether the first heading names the organisation: right below it one says what kind of document this is, and nothing
/// stands between them.
pub fn is_letterhead(context: &Context<'_>) -> bool {
    const ORGANISATIONS: &[&str] = &[
        "university",
        "college",
        "school",
        "institute",
        "department",
        "division",
        "corporation",
        "company",
        "inc",
        "ltd",
        "llc",
        "plc",
        "gmbh",
        "ag",
        "hospital",
        "council",
        "ministry",
        "agency",
        "authority",
        "foundation",
        "universität",
        "hochschule",
        "universiteit",
        "hogeschool",
        "université",
        "universidad",
        "universidade",
        "università",
    ];
    const JOINING: &[&str] = &["of", "for", "de", "di", "der", "van"];
    let outline = &context.outline;
    let Some(first) = outline.title else {
        return false;
    };
    let is_of = |title: &str| {
        let words = words(title);
        let is_one = |word: &String| ORGANISATIONS.contains(&word.as_str());
        // `Springfield University`, `University of Springfield`; not `University library closed`.
        let named = words.last().is_some_and(is_one)
            || words.first().is_some_and(is_one)
                && words
                    .get(1)
                    .is_some_and(|word| JOINING.contains(&word.as_str()));
        // `Wifi down at the school` tells what happened.
        let tells = words
            .iter()
            .any(|word| ["at", "in", "the", "on", "from", "with"].contains(&word.as_str()));
        words.len() <= 6 && named && !tells
    };
    let headings = outline.parts[first..].iter().take(3);
    let bare = headings
        .clone()
        .take_while(|part| part.is_heading && part.blocks.is_empty())
        .count();
    is_of(outline.parts[first].title_text())
        && headings
            .skip(1)
            .take(bare)
            .any(|part| part.is_heading && names_a_kind(part.title_text()))
}

/// A label that says what the document is: "Summary" is a part of one.
fn names_a_kind(title: &str) -> bool {
    const DOCUMENTS: [&str; 6] = [
        "report",
        "postmortem",
        "analysis",
        "rca",
        "review",
        "retrospective",
    ];
    is_label(title)
        && words(title)
            .iter()
            .any(|word| DOCUMENTS.contains(&word.as_str()))
}

/// A label with one word more, the organisation's: `Acme Root Cause Analysis`.
pub fn is_label_of_somebody(title: &str) -> bool {
    let (_, rest) = title.split_once(' ').unwrap_or_default();
    is_label(title) || words(rest).len() >= 2 && is_label(rest)
}

/// "Major Incident Report", "Root cause analysis": words that every document of a folder could carry.
pub fn is_label(title: &str) -> bool {
    const KINDS: &[&str] = &[
        "incident",
        "report",
        "postmortem",
        "root",
        "cause",
        "analysis",
        "rca",
        "review",
        "retrospective",
        "outage",
        "summary",
        "major",
        "final",
        "preliminary",
        "public",
        "internal",
        "post",
        "the",
        "of",
        "a",
        "service",
        "security",
        "event",
        "document",
        "occurrence",
        "investigation",
        "hendelsesrapport",
        "ausfallbericht",
        "technical",
        "production",
    ];
    let words = words(title);
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let is_kind = |word: &String| KINDS.contains(&word.as_str());
    // "Incident 31" names the kind and its number.
    words.iter().any(is_kind) && words.iter().all(|word| is_kind(word) || is_number(word))
}
