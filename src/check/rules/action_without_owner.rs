//! An action item that nobody owns.
//!
//! ## What it flags
//!
//! Action items without an owner, unless they are done. One finding for each document.
//!
//! ## Why
//!
//! Nobody can be asked about it, and no team sees it in its list.
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
//! - Limit the pool to 40 connections
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
//! - Limit the pool to 40 connections (owner: Payments)
//! ```

use super::together;
use crate::check::customs::{Custom, open};
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{ActionItem, Incident};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-without-owner",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("action_without_owner.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let all = open(incident).count();
    let lacking: Vec<&ActionItem> = open(incident)
        .filter(|action| action.owners.is_empty() && action.team.is_none())
        .collect();
    // Some of them is a slip of this document; all of them may be the habit of its folder.
    if lacking.len() == all
        && facts
            .customs
            .usually_lack(facts.input, incident, Custom::Owners)
    {
        return;
    }
    let many = match lacking.len() == all {
        true => "none of the {n} actions has an owner".to_string(),
        false => format!("{{n}} of {all} actions have no owner"),
    };
    found.extend(together(
        &RULE,
        lacking.into_iter(),
        "nobody owns this action",
        &many,
        "add `(owner: team)` after the text, or an Owner column; a team is better than a person, teams stay",
    ));
}
