//! Severity, services or date are not stated.
//!
//! ## What it flags
//!
//! A document that has the shape of a retrospective and says nothing from which the severity, a service or the day can
//! be read, where other documents of the folder state it.
//!
//! ## Why
//!
//! Without them the incident stands on no list where somebody looks for it: the page of the service, the year, the
//! severe ones.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! The checkout was down for an hour.
//!
//! ## Contributing factors
//!
//! - The pool has no limit
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
//! - **Date:** 2026-05-03
//! - **Severity:** SEV2
//! - **Services:** checkout
//!
//! ## Summary
//!
//! The checkout was down for an hour.
//!
//! ## Contributing factors
//!
//! - The pool has no limit
//!
//! ## Action items
//!
//! - Limit the pool to 40 connections
//! ```

use crate::check::customs::Custom;
use crate::check::shape;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "missing-facts",
    group: Group::Completeness,
    level: Some(Level::Note),
    source: include_str!("missing_facts.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    if !incident.elements.laid_out {
        return;
    }
    let stated = [
        (Custom::Severity, incident.severity.is_some()),
        (Custom::Services, !incident.services.is_empty()),
        (Custom::Date, incident.date.is_some()),
    ];
    let missing: Vec<&str> = stated
        .into_iter()
        .filter(|&(custom, stated)| {
            !stated && !facts.customs.usually_lack(facts.input, incident, custom)
        })
        .map(|(custom, _)| custom.name())
        .collect();
    if !missing.is_empty() {
        let list = missing.join(", ").replace(", the ", " and the ");
        found.push(
            RULE.at(
                shape::title(facts.input, incident),
                format!("nothing here states {list}"),
            )
            .help(
                "lines such as `- **Severity:** SEV2` below the title, or front matter, are read",
            ),
        );
    }
}
