//! A person is the grammatical cause of what went wrong.
//!
//! ## What it flags
//!
//! Sentences in which a person or a role errs: "the engineer forgot", "John ran the migration without testing", "the
//! table was dropped by the new hire", "the operator's carelessness". What somebody does counts where the sentence holds
//! something against it: care that was left out, a wrong object, a harm that follows. Services that fail and forget are
//! fine, and so are thanks, and whoever notices, decides, tells and mends.
//!
//! ## Why
//!
//! A sentence with a culprit ends the search where it gets interesting. Whoever was there did what made sense with what
//! could be seen; who is named as the cause tells less the next time, and the condition that let it happen stays
//! (Sidney Dekker, "The Field Guide to Understanding Human Error"; John Allspaw, "Blameless PostMortems and a Just
//! Culture"). Just culture draws the line by conditions, not by outcome: a slip is answered by changing the conditions
//! that let it through, a risky choice by asking what made it look right.
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
//! John ran the migration without testing it.
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
//! The migration ran against production first: the pipeline has no stage in which it could be tried.
//! ```

use super::quoted;
use crate::check::clause::Who;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "person-as-cause",
    group: Group::Language,
    level: Some(Level::Warning),
    source: include_str!("person_as_cause.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context.sentences {
        for hit in context.blames(sentence) {
            if hit.who == Who::Self_ {
                continue;
            }
            let span = sentence.span(hit.words.clone());
            let words = quoted(sentence, hit.words.clone());
            found.push(
                RULE.at(span, format!("{words} makes a person the cause"))
                    .help(format!("write about the condition, and ask: {}", hit.ask)),
            );
        }
    }
}
