//! An action item that does not say when it is done.
//!
//! ## What it flags
//!
//! Action items without a criterion of acceptance, unless they are done. One finding for each document. Off by default.
//!
//! ## Why
//!
//! Who did not write it does not know when it is finished, and a follow-up review cannot tell whether it works.
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
//! | Action | Acceptance |
//! |---|---|
//! | Limit the pool to 40 connections | A load test with 60 clients is refused, not queued |
//! ```

use super::together;
use crate::check::customs::open;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-without-acceptance",
    group: Group::Actions,
    level: None,
    source: include_str!("action_without_acceptance.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let lacking = open(incident).filter(|action| action.acceptance.is_none());
    found.extend(together(
        &RULE,
        lacking,
        "nothing says when this action is done",
        "{n} actions do not say when they are done",
        "add an Acceptance column, or `(done when: …)` after the text",
    ));
}
