//! One file per rule, and the list of all.

use super::Rule;
use super::phrases::Phrases;
use super::prose::Sentence;
use super::words::{Class, EXPLAINS, JUDGES, OWNS_UP};
use crate::diagnostic::Diagnostic;
use crate::extract::items::flat;
use crate::model::ActionItem;
use crate::span::Span;
use std::ops::Range;

mod action_about_people;
mod action_asked_before;
mod action_waits_long;
mod action_without_acceptance;
mod action_without_due_date;
mod action_without_owner;
mod action_without_reference;
mod action_without_size;
mod broken_anchor;
mod broken_link;
mod counterfactual;
mod duplicate_id;
mod end_before_start;
mod factors_only_people;
mod human_error;
mod internal_host;
mod judgement;
mod late_retrospective;
mod listed_name;
mod mail_address;
mod missing_elements;
mod missing_facts;
mod missing_in_many;
mod name_in_narrative;
mod no_detection_factor;
mod old_draft;
mod only_mitigation;
mod person_as_cause;
mod phone_number;
mod review_due;
mod secret;
mod self_blame;
mod single_root_cause;
mod template_remains;
mod timeline_out_of_order;
mod times_contradict;
mod unanswered_factor;
pub mod unused_allow;
mod vague_action;
mod who_caused;
mod zone_unclear;

/// All rules, by group; within a group in the order in which a page lists them.
pub static ALL: &[&Rule] = &[
    &person_as_cause::RULE,
    &self_blame::RULE,
    &human_error::RULE,
    &who_caused::RULE,
    &counterfactual::RULE,
    &judgement::RULE,
    &name_in_narrative::RULE,
    &missing_elements::RULE,
    &missing_facts::RULE,
    &missing_in_many::RULE,
    &single_root_cause::RULE,
    &factors_only_people::RULE,
    &no_detection_factor::RULE,
    &action_about_people::RULE,
    &action_without_owner::RULE,
    &action_without_due_date::RULE,
    &action_without_reference::RULE,
    &action_without_size::RULE,
    &action_without_acceptance::RULE,
    &vague_action::RULE,
    &action_waits_long::RULE,
    &only_mitigation::RULE,
    &unanswered_factor::RULE,
    &action_asked_before::RULE,
    &end_before_start::RULE,
    &times_contradict::RULE,
    &timeline_out_of_order::RULE,
    &zone_unclear::RULE,
    &broken_link::RULE,
    &broken_anchor::RULE,
    &duplicate_id::RULE,
    &template_remains::RULE,
    &unused_allow::RULE,
    &secret::RULE,
    &mail_address::RULE,
    &phone_number::RULE,
    &listed_name::RULE,
    &internal_host::RULE,
    &late_retrospective::RULE,
    &old_draft::RULE,
    &review_due::RULE,
];

/// The phrases of language rules, each with the class of the words with which they begin.
pub fn phrases() -> [(Class, &'static Phrases); 3] {
    [
        (JUDGES, &*judgement::INDEX),
        (OWNS_UP, &*self_blame::INDEX),
        (EXPLAINS, &*human_error::INDEX),
    ]
}

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

/// One finding for all of these actions, at the first of them.
fn together<'a>(
    rule: &Rule,
    actions: impl Iterator<Item = &'a ActionItem>,
    one: &str,
    many: &str,
    help: &str,
) -> Option<Diagnostic> {
    let spans: Vec<Span> = actions
        .filter_map(|action| action.text.source.span())
        .collect();
    let (&first, rest) = spans.split_first()?;
    let message = match rest.len() {
        0 => one.to_string(),
        more => many.replace("{n}", &(more + 1).to_string()),
    };
    let mut diagnostic = rule.at(first, message).help(help);
    for &span in rest.iter().take(9) {
        diagnostic = diagnostic.label(span, "this one too");
    }
    Some(diagnostic)
}

/// A text as a message quotes it.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("`{}…`", text[..at].trim_end()),
        None => format!("`{text}`"),
    }
}
