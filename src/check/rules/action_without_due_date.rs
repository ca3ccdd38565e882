//! An action item without a date.
//!
//! ## What it flags
//!
//! Action items without a due date, unless they are done, or the project has a policy (`due_days` in kb.toml). One
//! finding for each document.
//!
//! ## Why
//!
//! Without a date nobody notices that it waits, until the same incident comes again.
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
//! - Limit the pool to 40 connections (owner: Payments)
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
//! - Limit the pool to 40 connections (owner: Payments, due: 2026-06-01)
//! ```

use super::together;
use crate::check::customs::{Custom, open};
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{ActionItem, Incident};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-without-due-date",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("action_without_due_date.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    // A policy dates them all.
    if facts.input.config.check.due_days.is_some() {
        return;
    }
    let all = open(incident).count();
    let lacking: Vec<&ActionItem> = open(incident)
        .filter(|action| action.due.is_none())
        .collect();
    // Some of them is a slip of this document; all of them may be the habit of its folder.
    if lacking.len() == all
        && facts
            .customs
            .usually_lack(facts.input, incident, Custom::DueDates)
    {
        return;
    }
    let many = match lacking.len() == all {
        true => "none of the {n} actions has a date".to_string(),
        false => format!("{{n}} of {all} actions have no date"),
    };
    found.extend(together(
        &RULE,
        lacking.into_iter(),
        "this action has no date",
        &many,
        "add `(due: 2026-06-01)`, a Due column, or `due_days` under [check] in kb.toml where a policy gives the date",
    ));
}
