//! Every action makes the next incident shorter, none makes it rarer or seen earlier.
//!
//! ## What it flags
//!
//! Two or more actions whose kinds are known, all of them mitigations.
//!
//! ## Why
//!
//! Faster repair is good and is no reason to have the same incident again.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Action items
//!
//! | Action | Kind |
//! |---|---|
//! | Write a runbook for the failover | mitigate |
//! | Add a switch for degraded mode | mitigate |
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Action items
//!
//! | Action | Kind |
//! |---|---|
//! | Write a runbook for the failover | mitigate |
//! | Limit the pool to 40 connections | prevent |
//! ```

use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::ActionKind;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "only-mitigation",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("only_mitigation.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let kinds: Vec<ActionKind> = incident
        .actions
        .iter()
        .filter_map(|action| action.kind.as_ref().map(|kind| kind.value))
        .collect();
    let all = kinds.len() >= 2
        && kinds.len() == incident.actions.len()
        && kinds.iter().all(|kind| *kind == ActionKind::Mitigate);
    if let Some(span) = incident
        .actions
        .first()
        .filter(|_| all)
        .and_then(|action| action.text.source.span())
    {
        found.push(
            RULE.at(span, "every action is a mitigation")
                .help("ask: what would have prevented it, and what would have shown it earlier?"),
        );
    }
}
