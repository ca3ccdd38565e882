//! One file per rule, and the list of all.

use super::Rule;
use super::prose::Sentence;
use crate::extract::items::flat;
use std::ops::Range;

mod counterfactual;
mod human_error;
mod judgement;
mod name_in_narrative;
mod person_as_cause;
mod self_blame;
pub mod unused_allow;
mod who_caused;

/// All rules, by group; within a group in the order in which a page lists them.
pub static ALL: &[&Rule] = &[
    &person_as_cause::RULE,
    &self_blame::RULE,
    &human_error::RULE,
    &who_caused::RULE,
    &counterfactual::RULE,
    &judgement::RULE,
    &name_in_narrative::RULE,
    &unused_allow::RULE,
];

/// Some words of a sentence as a message quotes them: on one line, and not too long.
fn quoted(sentence: &Sentence<'_>, words: Range<usize>) -> String {
    let last = words.end.clamp(words.start + 1, sentence.words.len());
    let range = sentence.words[words.start].range.start..sentence.words[last - 1].range.end;
    let text = flat(&sentence.inline.text[range]);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("`{}…`", &text[..at]),
        None => format!("`{text}`"),
    }
}
