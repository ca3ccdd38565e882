//! An action item that no tracker knows.
//!
//! ## What it flags
//!
//! Action items without a link or a key of an issue tracker, unless they are done. One finding for each document. Off
//! by default.
//!
//! ## Why
//!
//! What stands in the document only is planned by nobody.
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
//! - Limit the pool to 40 connections (OPS-123)
//! ```

use super::together;
use crate::check::customs::open;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-without-reference",
    group: Group::Actions,
    level: None,
    source: include_str!("action_without_reference.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let lacking = open(incident).filter(|action| action.refs.is_empty() && action.url.is_none());
    found.extend(together(
        &RULE,
        lacking,
        "no tracker knows this action",
        "{n} actions are in no tracker",
        "add the key (`OPS-123`, `#45`) or the link of its ticket",
    ));
}
