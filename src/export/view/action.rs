//! One action item in the data contract.

use super::values::{day, text, texts};
use crate::model::{ActionItem, ActionState, Basis, Source};
use serde::Serialize;

#[derive(Serialize)]
pub struct ActionView<'a> {
    id: &'a str,
    text: &'a str,
    status: &'static str,
    status_basis: Option<&'static str>,
    kind: Option<&'static str>,
    owner: Vec<&'a str>,
    team: Option<&'a str>,
    due: Option<String>,
    due_basis: Option<&'static str>,
    due_text: Option<&'a str>,
    priority: Option<&'a str>,
    size: Option<&'a str>,
    acceptance: Option<&'a str>,
    initiative: Option<&'a str>,
    reason: Option<&'a str>,
    refs: &'a [String],
    url: Option<&'a str>,
    opened_at: Option<String>,
    closed_at: Option<String>,
    verified_at: Option<String>,
    answers: Option<&'a [String]>,
    answers_basis: Option<&'static str>,
    line: Option<usize>,
}

impl<'a> ActionView<'a> {
    pub fn new(action: &'a ActionItem, people: bool, line: Option<usize>) -> Self {
        let is_known = action.state.value != ActionState::Unknown;
        Self {
            id: &action.id,
            text: &action.text.value,
            status: action.state.value.name(),
            status_basis: is_known.then(|| basis(&action.state.source)),
            kind: action.kind.as_ref().map(|kind| kind.value.name()),
            owner: if people {
                texts(&action.owners)
            } else {
                action.team.as_deref().into_iter().collect()
            },
            team: action.team.as_deref(),
            due: action
                .due
                .as_ref()
                .filter(|due| !(matches!(due.source, Source::Text(_)) && due.value.is_of_month()))
                .map(|due| due.value.on.to_string()),
            due_basis: action.due.as_ref().map(|due| {
                if due.source == Source::Policy {
                    "policy"
                } else {
                    "stated"
                }
            }),
            due_text: action.due.as_ref().map(|due| due.value.text.as_str()),
            priority: text(&action.priority),
            size: text(&action.size),
            acceptance: text(&action.acceptance),
            initiative: text(&action.initiative),
            reason: text(&action.reason),
            refs: &action.refs,
            url: action.url.as_deref(),
            opened_at: day(&action.opened),
            closed_at: day(&action.closed),
            verified_at: day(&action.verified),
            answers: (!action.answers.is_empty()).then_some(&action.answers),
            answers_basis: action.answers_basis.map(|basis| match basis {
                Basis::Stated => "stated",
                Basis::SameWords => "same_words",
            }),
            line,
        }
    }
}

fn basis(source: &Source) -> &'static str {
    match source {
        Source::SideFile(_) => "side_file",
        Source::Tracker(_) => "tracker",
        _ => "text",
    }
}
