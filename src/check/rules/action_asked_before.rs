//! The same action has been asked for before.
//!
//! ## What it flags
//!
//! An action in nearly the same words as one of an earlier incident.
//!
//! ## Why
//!
//! It was not done, or it did not help: both are worth more than asking again.
//!
//! ## Example
//!
//! ```markdown 2026-03-01-a.md
//! # Checkout was down
//!
//! ## Summary
//!
//! On 1 March 2026 the checkout was down.
//!
//! ## Action items
//!
//! - Limit the connection pool of the checkout
//! ```
//!
//! ```markdown 2026-05-03-b.md
//! # Checkout was down again
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down again.
//!
//! ## Action items
//!
//! - Limit the connection pool of the checkout service
//! ```
//!
//! ## Instead
//!
//! ```markdown 2026-03-01-a.md
//! # Checkout was down
//!
//! ## Summary
//!
//! On 1 March 2026 the checkout was down.
//!
//! ## Action items
//!
//! - Limit the connection pool of the checkout
//! ```
//!
//! ```markdown 2026-05-03-b.md
//! # Checkout was down again
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down again.
//!
//! ## Action items
//!
//! - Give the limit of March a date and an owner: it was asked for, and is not there
//! ```

use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-asked-before",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("action_asked_before.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    for (number, action) in incident.actions.iter().enumerate() {
        let Some(span) = action
            .text
            .source
            .span()
            .filter(|span| span.file == incident.file)
        else {
            continue;
        };
        let Some((earlier, before)) = facts.earlier.like(facts.corpus, incident, number) else {
            continue;
        };
        let when = earlier
            .date
            .as_ref()
            .map_or(String::new(), |date| format!(" ({})", date.value));
        let mut diagnostic = RULE
            .at(span, format!("this was asked for before: {}{when}", earlier.id.value))
            .help("say what became of it there: link to it, and ask what kept it from being done or from helping");
        if let Some(place) = before.text.source.span() {
            diagnostic = diagnostic.label(place, "there");
        }
        found.push(diagnostic);
    }
}
