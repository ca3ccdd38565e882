//! An action item without an end.
//!
//! ## What it flags
//!
//! Fewer than three words, "better monitoring", "improve the process", "investigate …" without what is to come out of
//! it. One finding for each document.
//!
//! ## Why
//!
//! Nobody can say when it is done, so it is either never done or done at once (Google, "Site Reliability Workbook", on
//! actionable, specific, bounded action items).
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
//! - Better monitoring
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
//! - Alert when less than 10 % of the pool is free for five minutes
//! ```

use super::together;
use crate::check::customs::open;
use crate::check::ready;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "vague-action",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("vague_action.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let lacking = open(incident).filter(|action| ready::is_vague(&action.text.value));
    found.extend(together(
        &RULE,
        lacking,
        "this action has no end that somebody could see",
        "{n} actions have no end that somebody could see",
        "begin with a verb and name the result: what is there afterwards that is not there now?",
    ));
}
