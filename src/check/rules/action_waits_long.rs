//! An action has been open for long.
//!
//! ## What it flags
//!
//! Actions that are stated to be open, in progress or proposed, of an incident (or opened) longer ago than
//! `action_days` in kb.toml: 180. One finding for each document.
//!
//! ## Why
//!
//! Either it is not needed, then a decision not to do it is honest and frees the list; or the next incident is waiting
//! for it.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2025 the checkout was down for an hour.
//!
//! ## Action items
//!
//! - [ ] Limit the pool to 40 connections
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2025 the checkout was down for an hour.
//!
//! ## Action items
//!
//! - [x] Limit the pool to 40 connections
//! - Rewrite the pool (won't do: the limit is enough)
//! ```

use super::together;
use crate::check::customs::open;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::ledger;
use crate::model::Incident;
use crate::model::{ActionItem, ActionState};
use chrono::NaiveDate;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-waits-long",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("action_waits_long.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let lacking = open(incident).filter(|action| waits(facts, incident, action));
    found.extend(together(
        &RULE,
        lacking,
        "this action has been open for long",
        "{n} actions have been open for long",
        "do it, plan it, or write that it will not be done and why",
    ));
}

fn waits(facts: &Facts<'_>, incident: &Incident, action: &ActionItem) -> bool {
    let stated = matches!(
        action.state.value,
        ActionState::Open | ActionState::InProgress | ActionState::Proposed
    );
    let since = ledger::since(incident, action).or(incident.date.as_ref().map(|date| date.value));
    let days = |since: NaiveDate| (facts.input.today - since).num_days();
    stated
        && since.is_some_and(|since| days(since) > i64::from(facts.input.config.check.action_days))
}
