//! The ledger as lists and counts: each action with its incident, what it answers, how long it waits.
//!
//! Nothing here names a person: texts are quoted as other pages may quote them, owners are teams.

pub mod history;

use crate::ledger;
use crate::model::{ActionItem, ActionState, Corpus, Factor, Incident, Source};
use crate::patterns::{Pattern, Patterns};
use crate::people;
use crate::read::Input;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// An action with everything that lists show of it.
pub struct Row<'a> {
    /// Index of the incident in the corpus, and of the action in it.
    pub at: (usize, usize),
    pub incident: &'a Incident,
    pub action: &'a ActionItem,
    /// As other pages may quote it.
    pub text: String,
    pub reason: Option<String>,
    /// `text`, `side_file`, `tracker`; `None` where nobody says.
    pub basis: Option<&'static str>,
    pub services: Vec<&'a str>,
    /// Texts of the factors that it answers.
    pub factors: Vec<String>,
    /// Keys of the patterns of those factors.
    pub patterns: Vec<&'a str>,
    /// The day since which it is there.
    pub since: Option<NaiveDate>,
    /// Days that it has waited, where it is open and that is known.
    pub waiting: Option<i64>,
}

impl Row<'_> {
    pub fn due(&self) -> Option<NaiveDate> {
        self.action.due.as_ref().map(|due| due.value.on)
    }

    pub fn due_basis(&self) -> Option<&'static str> {
        let due = self.action.due.as_ref()?;
        Some(match due.source {
            Source::Policy => "policy",
            _ => "stated",
        })
    }
}

/// Makes rows.
pub struct Rows<'a> {
    input: &'a Input,
    corpus: &'a Corpus,
    patterns: &'a Patterns,
}

impl<'a> Rows<'a> {
    pub fn new(input: &'a Input, corpus: &'a Corpus, patterns: &'a Patterns) -> Self {
        Self {
            input,
            corpus,
            patterns,
        }
    }

    /// All actions of incidents that count, newest incidents first.
    pub fn all(&self) -> impl Iterator<Item = Row<'a>> + '_ {
        let incidents = self.corpus.incidents.iter().enumerate().rev();
        let counted = incidents.filter(|(_, incident)| incident.counts());
        counted.flat_map(move |(at, incident)| {
            (0..incident.actions.len()).map(move |number| self.row((at, number)))
        })
    }

    pub fn row(&self, at: (usize, usize)) -> Row<'a> {
        let incident = &self.corpus.incidents[at.0];
        let action = &incident.actions[at.1];
        let quoted = |text: &str| people::quoted(self.input, incident, text).into_owned();
        let services = incident.services.iter().map(|used| {
            let name = used.value.name.as_str();
            let known = self.input.catalog.service(name);
            known.map_or(name, |service| service.name.as_str())
        });
        Row {
            at,
            incident,
            action,
            text: quoted(&action.text.value),
            reason: action.reason.as_ref().map(|reason| quoted(&reason.value)),
            basis: basis(action),
            services: services.collect(),
            factors: answered(incident, action)
                .map(|factor| quoted(&factor.text.value))
                .collect(),
            patterns: answered_patterns(self.patterns, incident, action)
                .map(|pattern| pattern.category.key.as_str())
                .collect(),
            since: ledger::since(incident, action),
            waiting: ledger::waiting(incident, action, self.input.today),
        }
    }
}

fn answered<'a>(
    incident: &'a Incident,
    action: &'a ActionItem,
) -> impl Iterator<Item = &'a Factor> {
    let factors = incident.factors.iter();
    factors.filter(|factor| action.answers.contains(&factor.id))
}

/// The patterns of the factors that an action answers, each once, by key.
pub fn answered_patterns<'a>(
    patterns: &'a Patterns,
    incident: &'a Incident,
    action: &'a ActionItem,
) -> impl Iterator<Item = &'a Pattern> {
    let keys = answered(incident, action).flat_map(|factor| &factor.categories);
    let keys: BTreeSet<&String> = keys.collect();
    keys.into_iter().filter_map(|key| patterns.get(key))
}

/// What says where an action stands.
pub fn basis(action: &ActionItem) -> Option<&'static str> {
    (action.state.value != ActionState::Unknown).then_some(match action.state.source {
        Source::SideFile(_) => "side_file",
        Source::Tracker(_) => "tracker",
        _ => "text",
    })
}
