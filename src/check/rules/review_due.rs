//! The follow-up review is due.
//!
//! ## What it flags
//!
//! A day for the follow-up that has passed, while no action is verified.
//!
//! ## Why
//!
//! Only the second look tells whether the actions worked.
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
//! **Follow-up on:** 2026-08-01
//!
//! ## Action items
//!
//! - [x] Limit the pool to 40 connections
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
//! **Follow-up on:** 2027-08-01
//!
//! ## Action items
//!
//! - [x] Limit the pool to 40 connections
//! ```

use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::ActionState;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "review-due",
    group: Group::Timeliness,
    level: Some(Level::Note),
    source: include_str!("review_due.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let verified = incident
        .actions
        .iter()
        .any(|action| action.state.value == ActionState::Verified);
    if let Some(day) = &incident.follow_up_on
        && day.value <= facts.input.today
        && !verified
        && let Some(span) = day.source.span()
    {
        found.push(
            RULE.at(
                span,
                format!("the follow-up review was due on {}", day.value),
            )
            .help("look whether the actions work, mark them as verified, or give a new day"),
        );
    }
}
