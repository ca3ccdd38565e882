//! Every factor is about people.
//!
//! ## What it flags
//!
//! Contributing factors that name people, their attention or their training, and nothing else.
//!
//! ## Why
//!
//! Then the only thing left to change is the people. Tools, time, information and incentives were part of it as well;
//! they can be changed for everybody.
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
//! ## Contributing factors
//!
//! - The engineer did not know the command
//! - Lack of training
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
//! ## Contributing factors
//!
//! - The engineer did not know about the limit
//! - The limit is documented nowhere, and the console does not show it
//! ```

use crate::check::words::{ROLE, class};
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::headings::words;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "factors-only-people",
    group: Group::Completeness,
    level: Some(Level::Warning),
    source: include_str!("factors_only_people.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let about_people = |text: &str| {
        let words = words(text);
        let is = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
        let training = is(&[
            "training",
            "knowledge",
            "experience",
            "awareness",
            "attention",
            "carelessness",
            "discipline",
            "inexperience",
            "trained",
            "untrained",
            "careless",
            "inattention",
            "negligence",
        ]);
        let error = words.windows(2).any(|pair| matches!(pair, [who, what] if matches!(who.as_str(), "human" | "operator" | "user") && what.starts_with("error")));
        let person = words.iter().take(4).any(|word| {
            class(word) & ROLE != 0 && !matches!(word.as_str(), "team" | "teams" | "operator")
        });
        let system = is(&[
            "alert",
            "alerts",
            "monitoring",
            "tool",
            "test",
            "tests",
            "documentation",
            "documented",
            "runbook",
            "pipeline",
            "console",
            "process",
            "config",
            "configuration",
            "system",
            "service",
            "code",
            "bug",
            "deploy",
            "deployment",
            "database",
            "access",
            "automation",
            "check",
            "checks",
            "interface",
            "limit",
        ]);
        training && !system || error || person && !system
    };
    let first = incident
        .factors
        .first()
        .and_then(|factor| factor.text.source.span());
    if let Some(span) = first.filter(|_| {
        incident
            .factors
            .iter()
            .all(|factor| about_people(&factor.text.value))
    }) {
        let span = RULE.at(
            span,
            "the factors name people and nothing that could be changed for everybody",
        );
        found.push(span.help("ask: what did the tool show, who else could have been there, what would have stopped it, what made it last?"));
    }
}
