//! References to the change that set the incident off: pull requests, commits, change tickets.

use super::Context;
use super::actions::refs;
use super::headings::Meaning;
use super::items::{inlines, sentences};
use crate::diagnostic::Diagnostic;
use crate::expression::expression;
use crate::model::{Incident, Source, Sourced};
use crate::parse::Inline;
use regex::Regex;
use std::sync::LazyLock;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let mut found: Vec<Sourced<String>> = Vec::new();
    for field in context.fields(NAMES) {
        let value = field.value.as_str();
        let urls = refs::addresses(value).map(|range| &value[range]);
        for reference in refs::keys(value).into_iter().chain(urls) {
            push(&mut found, reference, field.source.clone());
        }
    }
    for part in &context.outline.parts {
        let is_trigger = match part.within {
            Some(Meaning::Trigger) => true,
            None | Some(Meaning::Factors | Meaning::FiveWhys | Meaning::Summary) => false,
            Some(Meaning::Narrative) => false,
            _ => continue,
        };
        let mut texts: Vec<&Inline> = Vec::new();
        part.blocks
            .iter()
            .for_each(|block| inlines(block, &mut texts));
        for inline in texts {
            let may_refer = match is_trigger {
                true => refs::may_stand_in(inline),
                false => may_name_change(inline) && CHANGE.is_match(&inline.text),
            };
            if !may_refer {
                continue;
            }
            for range in sentences(inline) {
                if !is_trigger && !CHANGE.is_match(&inline.text[range.clone()]) {
                    continue;
                }
                let sentence = inline.slice(range.clone());
                for reference in refs::of(&sentence) {
                    if is_trigger || is_change(&reference, &sentence.text) {
                        push(
                            &mut found,
                            &reference,
                            Source::Text(inline.span_of(range.clone())),
                        );
                    }
                }
            }
        }
    }
    incident.change_refs = found;
}

const NAMES: &[&str] = &[
    "change",
    "change id",
    "change ticket",
    "change request",
    "change reference",
    "change number",
    "triggering change",
    "caused by change",
    "introduced by",
    "introduced in",
];

/// Words of sentences that tell of a change which had consequences.
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?:introduced|caused by|triggered by|broke|regress\w*|a change|the change|this change|that change|was deployed|was merged|was released|rolled out)\b",
    )
});

/// Whether there is anything that [`is_change`] may take: a quick look before the closer one.
fn may_name_change(inline: &Inline) -> bool {
    let text = inline.text.as_bytes();
    let has_ticket =
        || memchr::memchr_iter(b'C', text).any(|at| matches!(text.get(at + 1), Some(b'H' | b'R')));
    inline.links().next().is_some()
        || memchr::memchr(b'#', text).is_some()
        || memchr::memmem::find(text, b"http").is_some()
        || has_ticket()
}

/// A pull request, a commit, a change ticket; not an issue that somebody opened about it.
fn is_change(reference: &str, sentence: &str) -> bool {
    let is_address = ["/pull/", "/merge_requests/", "/commit/", "/commits/"]
        .iter()
        .any(|part| reference.contains(part));
    let is_ticket = ["CHG", "CHANGE", "CR-"]
        .iter()
        .any(|begin| reference.starts_with(begin));
    let is_request = reference.starts_with('#')
        && sentence.find(reference).is_some_and(|at| {
            let before = sentence[..at].trim_end().to_lowercase();
            before.ends_with("pr") || before.ends_with("pull request")
        });
    is_address || is_ticket || is_request
}

fn push(found: &mut Vec<Sourced<String>>, reference: &str, source: Source) {
    if !found.iter().any(|known| known.value == reference) {
        found.push(Sourced::new(reference.to_string(), source));
    }
}
