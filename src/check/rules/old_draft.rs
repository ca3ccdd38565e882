//! It has been a draft for long.
//!
//! ## What it flags
//!
//! A document with the status draft, of an incident longer ago than `draft_days` in kb.toml: 14.
//!
//! ## Why
//!
//! A draft stands in no count and no pattern; what it found out helps nobody.
//!
//! ## Example
//!
//! ```markdown
//! ---
//! status: draft
//! ---
//!
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! ---
//! status: final
//! ---
//!
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//! ```

use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "old-draft",
    group: Group::Timeliness,
    level: Some(Level::Note),
    source: include_str!("old_draft.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let since = incident
        .retrospective_date
        .as_ref()
        .or(incident.date.as_ref());
    let (Some(status), Some(since)) = (&incident.status, since) else {
        return;
    };
    let days = (facts.input.today - since.value).num_days();
    if incident.is_draft()
        && days > i64::from(facts.input.config.check.draft_days)
        && let Some(span) = status.source.span()
    {
        found.push(
            RULE.at(span, format!("a draft for {days} days"))
                .help("publish what is known; open questions may stand in it"),
        );
    }
}
