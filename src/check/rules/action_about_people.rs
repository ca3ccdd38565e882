//! An action asks people to be different.
//!
//! ## What it flags
//!
//! "Be more careful", "remind the team", "pay attention", "train the engineers" and nothing else.
//!
//! ## Why
//!
//! It was not lack of will. Reminders fade within weeks and training leaves with the people; a limit, a check, a better
//! default work at three in the morning too (the hierarchy of controls: eliminate, guard, automate, and only then warn
//! and train).
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
//! - Be more careful when deploying on Fridays
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
//! - The deploy job asks for a second approval after Friday noon
//! ```

use super::short;
use crate::check::customs::open;
use crate::check::ready;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "action-about-people",
    group: Group::Actions,
    level: Some(Level::Warning),
    source: include_str!("action_about_people.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    for action in open(incident) {
        if ready::asks_people_to_change(&action.text.value)
            && let Some(span) = action.text.source.span()
        {
            let message = format!("{} asks people to be different", short(&action.text.value));
            found.push(RULE.at(span, message).help(
                "ask: what could make the right way the easy one: a check, a limit, a default, a step that is done by itself?",
            ));
        }
    }
}
