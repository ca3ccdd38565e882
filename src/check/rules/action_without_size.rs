//! An action item without a size.
//!
//! ## What it flags
//!
//! Action items that say nothing of their size, unless they are done. One finding for each document. Off by default.
//!
//! ## Why
//!
//! A size, however rough, separates what is done this week from what needs a plan.
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
//! | Action | Size |
//! |---|---|
//! | Limit the pool to 40 connections | S |
//! ```

use super::together;
use crate::check::customs::open;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-without-size",
    group: Group::Actions,
    level: None,
    source: include_str!("action_without_size.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let lacking = open(incident).filter(|action| action.size.is_none());
    found.extend(together(
        &RULE,
        lacking,
        "this action has no size",
        "{n} actions have no size",
        "add a Size column, or `(size: S)` after the text",
    ));
}
