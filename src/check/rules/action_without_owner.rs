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

use super::{open, together};
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-without-owner",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("action_without_owner.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let lacking = open(incident).filter(|action| action.owners.is_empty() && action.team.is_none());
    found.extend(together(&RULE, lacking, "nobody owns this action", "{n} actions have no owner", "add `(owner: team)` after the text, or an Owner column; a team is better than a person, teams stay"));
}
