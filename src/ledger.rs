//! One ledger of all action items: each with an id that stays and a state that says where it is from.
//!
//! An *id* is the author's, else the one that `actions.toml` pins to the words, else a hash of incident and words. A
//! *state* is what trackers say of the tickets that an action names, else what the side file says, else what the text
//! says; where one of them claims what another one denies, that is a diagnostic. Builds read all of it and write none.

mod day;
pub mod edit;
pub mod ids;
mod join;
mod likeness;
mod policy;
pub mod side;

use crate::diagnostic::Diagnostic;
use crate::model::{ActionItem, ActionState, Corpus, Incident};
use crate::read::Input;
use chrono::NaiveDate;
pub use join::Tickets;
pub use policy::{day_before, days};
use std::collections::HashSet;

/// Gives every action its id and its state as of today.
pub fn settle(input: &Input, corpus: &mut Corpus) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let entries = side::read(input).keep(&mut diagnostics);
    let owners = ids::assign(corpus, &entries, &mut diagnostics);
    let tickets = Tickets::new(input, &mut diagnostics);
    for (at, incident) in corpus.incidents.iter_mut().enumerate() {
        for number in 0..incident.actions.len() {
            let entry = owners.get(&(at, number)).map(|&entry| &entries[entry]);
            let action = &mut incident.actions[number];
            if let Some(entry) = entry {
                side::apply(action, entry, input.today, &mut diagnostics);
            }
            tickets.apply(action, input, &mut diagnostics);
            policy::apply(input, incident, number);
        }
    }
    diagnostics
}

/// The same for the incident at `place` in a newer form, while all others stay as they are.
pub fn settle_one(input: &Input, all: &[Incident], place: usize, incident: Incident) -> Incident {
    let entries = side::read(input).value;
    let pinned: HashSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    // Whose words an entry has already is not asked again.
    let holds = |incident: &Incident| {
        let mut actions = incident.actions.iter();
        !pinned.is_empty() && actions.any(|action| pinned.contains(action.id.as_str()))
    };
    let others = all.iter().enumerate();
    let others = others.filter(|(at, other)| *at != place && holds(other));
    let mut corpus = Corpus {
        incidents: [incident]
            .into_iter()
            .chain(others.map(|(_, other)| other.clone()))
            .collect(),
        left_out: Vec::new(),
    };
    settle(input, &mut corpus);
    corpus.incidents.swap_remove(0)
}

/// Whether what a ticket says of an action counts, and not what the side file says.
pub fn ticket_decides(side: ActionState, ticket: ActionState) -> bool {
    side != ticket && !day::refines(side, ticket)
}

/// Whether an action waits to be done: decided, and not closed in any way. Nobody knows it of `Unknown`.
pub fn is_open(state: ActionState) -> bool {
    matches!(state, ActionState::Open | ActionState::InProgress)
}

pub fn is_closed(state: ActionState) -> bool {
    matches!(
        state,
        ActionState::Done | ActionState::Verified | ActionState::WontDo | ActionState::Superseded
    )
}

/// The day since which an action is there: stated, else that of the retrospective which lists it, and never before the
/// incident: a ticket that is older than it waits for this incident only since then.
pub fn since(incident: &Incident, action: &ActionItem) -> Option<NaiveDate> {
    let held = incident.retrospective_date.as_ref();
    let stated = action.opened.as_ref().or(held)?.value;
    let day = incident.date.as_ref().map_or(stated, |date| date.value);
    Some(stated.max(day))
}

/// The day of the ticket of an action, where the ticket is older than the incident that names it.
pub fn older_ticket(incident: &Incident, action: &ActionItem) -> Option<NaiveDate> {
    let opened = action.opened.as_ref()?.value;
    let day = incident.date.as_ref()?.value;
    (opened < day).then_some(opened)
}

/// How many days an open action has waited, where that is known.
pub fn waiting(incident: &Incident, action: &ActionItem, today: NaiveDate) -> Option<i64> {
    let since = since(incident, action).filter(|_| is_open(action.state.value))?;
    Some((today - since).num_days()).filter(|days| *days >= 0)
}
