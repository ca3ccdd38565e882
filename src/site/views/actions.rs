//! Action items in lists.

use super::super::index::ActionRef;
use super::super::prints::Lazily;
use super::super::{Site, pages, routes, words};
use super::{Link, is_web};
use crate::backlog;
use crate::check;
use crate::ledger;
use crate::model::{ActionItem, ActionState, Source, Sourced};
use crate::people;
use chrono::NaiveDate;
use serde::Serialize;

/// An action item in a list.
#[derive(Debug, Serialize)]
pub struct ActionRow {
    pub text: String,
    pub url: String,
    pub incident: String,
    pub incident_url: String,
    pub date: Option<String>,
    pub date_words: String,
    pub team: Option<String>,
    pub kind: Option<&'static str>,
    pub due: Option<String>,
    pub reason: Option<String>,
    /// Whether it tells why nothing is done; else it is a note.
    pub against: bool,
    pub reference: Option<Link>,
    pub ready: Option<Ready>,
    pub ledger: Option<LedgerFacts>,
}

/// What only the ledger's lists show of an action item.
#[derive(Debug, Serialize)]
pub struct LedgerFacts {
    pub id: String,
    pub state: &'static str,
    pub state_key: &'static str,
    /// What says so, as a phrase.
    pub basis: Option<&'static str>,
    pub closed: Option<String>,
    pub verified: Option<String>,
    pub due_sort: Option<String>,
    pub due_by_policy: bool,
    pub due_text: Option<String>,
    /// Days that it has waited.
    pub waits: Option<i64>,
    /// The day of a ticket that is older than the incident.
    pub older_ticket: Option<String>,
    /// The patterns that it answers.
    pub answers: Vec<Link>,
    pub priority: Option<String>,
    pub ticket_title: Option<String>,
}

/// Whether an action item is ready to be worked on: five questions with their answers.
#[derive(Debug, Serialize)]
pub struct Ready {
    pub yes: usize,
    pub of: usize,
    /// A sign for each yes, and one for each no.
    pub ticks: String,
    pub gaps: String,
    /// The answers in words.
    pub has: String,
    pub lacks: String,
}

impl Site<'_> {
    /// Action items in a list of what is to be done or was done.
    pub(in crate::site) fn action_rows<'s>(
        &'s self,
        root: &'s str,
        actions: impl Iterator<Item = ActionRef> + Clone + 's,
    ) -> Lazily<'s, Vec<ActionRow>> {
        self.listed(actions, move |at| self.action_row(root, at))
    }

    /// Action items in the ledger.
    pub(in crate::site) fn ledger_rows<'s>(
        &'s self,
        root: &'s str,
        actions: impl Iterator<Item = ActionRef> + Clone + 's,
    ) -> Lazily<'s, Vec<ActionRow>> {
        self.listed(actions, move |at| self.ledger_row(root, at))
    }

    fn listed<'s>(
        &'s self,
        actions: impl Iterator<Item = ActionRef> + Clone + 's,
        row: impl Fn(ActionRef) -> ActionRow + 's,
    ) -> Lazily<'s, Vec<ActionRow>> {
        let from = actions.clone();
        // Days go by while nothing changes.
        let told = move |at: ActionRef| {
            let incident = &self.corpus.incidents[at.incident];
            let action = &incident.actions[at.action];
            let waits = ledger::waiting(incident, action, self.input.today);
            (self.told(at.incident), at.action, waits)
        };
        Lazily::new(
            move || from.clone().map(told).collect::<Vec<_>>(),
            move || actions.clone().map(&row).collect(),
        )
    }

    pub(in crate::site) fn action_row(&self, root: &str, at: ActionRef) -> ActionRow {
        let action = self.action(at);
        ActionRow {
            ready: self.ready(action),
            ..self.bare_row(root, at)
        }
    }

    fn ledger_row(&self, root: &str, at: ActionRef) -> ActionRow {
        let incident = &self.corpus.incidents[at.incident];
        let action = self.action(at);
        let day = |date: &Option<Sourced<NaiveDate>>| {
            date.as_ref().map(|date| words::compact_date(date.value))
        };
        let policy = action
            .due
            .as_ref()
            .filter(|due| due.source == Source::Policy);
        let facts = LedgerFacts {
            id: action.id.clone(),
            state: words::state(action.state.value),
            state_key: action.state.value.name(),
            basis: backlog::basis(action).map(|basis| match basis {
                "tracker" => "the tracker",
                "side_file" => "a side file",
                _ => "the text",
            }),
            closed: day(&action.closed),
            verified: day(&action.verified),
            due_sort: action.due.as_ref().map(|due| due.value.on.to_string()),
            due_by_policy: policy.is_some(),
            due_text: policy.map(|due| due.value.text.clone()),
            waits: ledger::waiting(incident, action, self.input.today),
            older_ticket: ledger::older_ticket(incident, action).map(words::compact_date),
            answers: backlog::answered_patterns(self.patterns, incident, action)
                .map(|pattern| {
                    let category = &pattern.category;
                    self.link(root, &category.name, &routes::pattern(&category.key))
                })
                .collect(),
            priority: action
                .priority
                .as_ref()
                .map(|priority| priority.value.clone()),
            ticket_title: action.ticket_title.clone(),
        };
        ActionRow {
            ledger: Some(facts),
            ..self.bare_row(root, at)
        }
    }

    /// The place of an action item on its incident's page.
    pub(in crate::site) fn action_url(&self, root: &str, at: ActionRef) -> String {
        let source = &self.action(at).text.source;
        self.fact_url(root, at.incident, source, &self.lines[at.incident])
    }

    fn action(&self, at: ActionRef) -> &ActionItem {
        &self.corpus.incidents[at.incident].actions[at.action]
    }

    fn bare_row(&self, root: &str, at: ActionRef) -> ActionRow {
        let incident = &self.corpus.incidents[at.incident];
        let action = self.action(at);
        let date = incident.date.as_ref().map(|date| date.value);
        let quoted = |text: &str| people::quoted(self.input, incident, text).into_owned();
        ActionRow {
            text: quoted(&action.text.value),
            url: self.action_url(root, at),
            incident: incident.title.value.clone(),
            incident_url: self.incident_url(root, at.incident),
            date: date.map(|date| date.to_string()),
            date_words: date.map(words::compact_date).unwrap_or_default(),
            team: action.team.clone(),
            kind: action.kind.as_ref().map(|kind| words::kind(kind.value)),
            due: action
                .due
                .as_ref()
                .map(|due| words::compact_date(due.value.on)),
            reason: action.reason.as_ref().map(|reason| quoted(&reason.value)),
            against: matches!(
                action.state.value,
                ActionState::WontDo | ActionState::Superseded
            ),
            reference: reference(action),
            ready: None,
            ledger: None,
        }
    }

    /// Nobody asks it of what is done or decided against.
    pub(in crate::site) fn ready(&self, action: &ActionItem) -> Option<Ready> {
        let is_to_do = pages::quality::is_to_do(action.state.value);
        let answers = is_to_do.then(|| check::readiness(action, &self.input.config))?;
        let named = |wanted: bool| -> Vec<&str> {
            let those = answers.iter().filter(|(_, yes)| *yes == wanted);
            those.map(|(name, _)| *name).collect()
        };
        let (has, lacks) = (named(true), named(false));
        Some(Ready {
            yes: has.len(),
            of: answers.len(),
            ticks: "✓".repeat(has.len()),
            gaps: "·".repeat(lacks.len()),
            has: has.join(", "),
            lacks: lacks.join(", "),
        })
    }
}

/// The tracker's name for an action item, and its address where that may be linked to.
pub fn reference(action: &ActionItem) -> Option<Link> {
    let url = action.url.as_deref().filter(|url| is_web(url));
    let key = action
        .refs
        .iter()
        .find(|reference| !reference.contains("://"));
    let name = match (key, url) {
        (Some(key), _) => key.clone(),
        (None, Some(url)) => url
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(url)
            .to_string(),
        (None, None) => return None,
    };
    Some(Link {
        name,
        url: url.unwrap_or_default().to_string(),
    })
}
