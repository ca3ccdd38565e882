//! Many documents of a folder leave the same out.
//!
//! ## What it flags
//!
//! Facts, parts and owners that at least two of five documents of a folder lack: once, at the newest document of the
//! folder. What only few of them lack is told to each of these (`missing-facts`, `missing-elements`,
//! `action-without-owner`, `action-without-due-date`). A folder of fewer than three documents has no habits.
//!
//! ## Why
//!
//! A habit is not the slip of whoever wrote the last document. It changes where it comes from: in the template, in the
//! review, or by agreeing that this part is not wanted here, in `kb.toml`.
//!
//! ## Example
//!
//! ```markdown one.md
//! # Checkout was down
//!
//! - **Severity:** SEV2
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Contributing factors
//!
//! - The pool has no limit
//! ```
//!
//! ```markdown two.md
//! # Search was down
//!
//! ## Summary
//!
//! On 4 May 2026 the search was down for an hour.
//!
//! ## Contributing factors
//!
//! - The index has no replica
//! ```
//!
//! ```markdown three.md
//! # Mail was down
//!
//! ## Summary
//!
//! On 5 May 2026 the mail was down for an hour.
//!
//! ## Contributing factors
//!
//! - The queue has no limit
//! ```
//!
//! ## Instead
//!
//! ```markdown one.md
//! # Checkout was down
//!
//! - **Severity:** SEV2
//!
//! On 3 May 2026 the checkout was down for an hour.
//! ```
//!
//! ```markdown two.md
//! # Search was down
//!
//! - **Severity:** SEV2
//!
//! On 4 May 2026 the search was down for an hour.
//! ```
//!
//! ```markdown three.md
//! # Mail was down
//!
//! - **Severity:** SEV2
//!
//! On 5 May 2026 the mail was down for an hour.
//! ```

use crate::check::customs::Custom;
use crate::check::shape;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "missing-in-many",
    group: Group::Completeness,
    level: Some(Level::Note),
    source: include_str!("missing_in_many.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let policy = facts.input.config.check.due_days.is_some();
    let mut habits = facts.customs.habits(facts.input, incident);
    habits.retain(|(custom, _, _)| !(policy && *custom == Custom::DueDates));
    if habits.is_empty() {
        return;
    }
    let list: Vec<String> = habits
        .iter()
        .map(|(custom, lacking, documents)| format!("{} ({lacking} of {documents})", custom.name()))
        .collect();
    found.push(
        RULE.at(
            shape::title(facts.input, incident),
            format!("many documents in this folder leave out {}", list.join(", ")),
        )
        .help(
            "told once, at the newest: add these parts to your template, or say in kb.toml that they are not wanted",
        ),
    );
}
