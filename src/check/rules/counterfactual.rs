//! A sentence tells of a world in which the incident did not happen.
//!
//! ## What it flags
//!
//! "Should have", "could have been prevented", "if only", "had we tested", "would have noticed", "avoidable" about people
//! and what they did. What a system was expected to do ("the retry should have started") and what luck prevented ("we would have
//! lost the data") are fine.
//!
//! ## Why
//!
//! It explains what did not happen. With the outcome known the right step is obvious; at that moment it was one of
//! many. The sentence stands where the reason should stand why the other step made sense (Sidney Dekker on hindsight
//! and counterfactual reasoning).
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
//! ## What happened
//!
//! The team should have tested the change in staging.
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
//! ## What happened
//!
//! Staging holds a hundredth of the data, so the change looked fast there.
//! ```

use super::quoted;
use crate::check::hindsight::hindsight;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "counterfactual",
    group: Group::Language,
    level: Some(Level::Note),
    source: include_str!("counterfactual.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context.sentences {
        if let Some(words) = hindsight(sentence, context.names) {
            let span = sentence.span(words.clone());
            let text = quoted(sentence, words);
            found.push(RULE.at(span, format!("{text} tells what did not happen")).help(
                "write what happened and why it made sense then; ask: which information, tool or time was missing?",
            ));
        }
    }
}
