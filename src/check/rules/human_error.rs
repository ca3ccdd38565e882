//! Human error is given as the explanation.
//!
//! ## What it flags
//!
//! "Human error", "operator error", "user error", "a lapse in judgement", "lack of attention" as what explains an
//! incident. To reduce the room for it is fine, and so is to say that it explains nothing.
//!
//! ## Why
//!
//! It is a label for what comes after the fact, not a cause: with the same screen, the same alarms and the same time
//! somebody else does the same. An investigation that ends there has nothing to change (Sidney Dekker; Richard Cook,
//! "How Complex Systems Fail", 7 and 8). Just culture draws the line by conditions, not by outcome: a slip is answered
//! by changing the conditions that let it through, a risky choice by asking what made it look right.
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
//! - Human error during the deployment
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
//! - The deploy tool offers production and staging as neighbours in one list, and asks for no confirmation
//! ```

use super::quoted;
use crate::check::phrases::Phrases;
use crate::check::prose::Sentence;
use crate::check::words::EXPLAINS;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "human-error",
    group: Group::Language,
    level: Some(Level::Warning),
    source: include_str!("human_error.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context.sentences.iter().filter(|s| s.holds(EXPLAINS)) {
        for at in sentence.places(EXPLAINS) {
            let Some((end, help)) = INDEX.at(sentence, at) else {
                continue;
            };
            if is_refused(sentence, at) {
                continue;
            }
            let words = at..end;
            let span = sentence.span(words.clone());
            let text = quoted(sentence, words);
            found.push(
                RULE.at(
                    span,
                    format!("{text} explains nothing that could be changed"),
                )
                .help(help),
            );
            break;
        }
    }
}

pub static INDEX: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&[(HELP, include_str!("../phrases/explains.txt"))]));

const HELP: &str = "ask: what did the tool show, what was the time pressure, what made this look right, what could have caught it?";

/// "To reduce human error", "rather than human error", "it was not human error".
fn is_refused(sentence: &Sentence<'_>, at: usize) -> bool {
    let before = at.saturating_sub(6)..at;
    let refuses = before.clone().any(|at| {
        matches!(
            sentence.word(at),
            "reduce"
                | "reduces"
                | "reducing"
                | "prevent"
                | "prevents"
                | "preventing"
                | "avoid"
                | "avoids"
                | "eliminate"
                | "eliminates"
                | "eliminating"
                | "avoiding"
                | "minimise"
                | "minimize"
                | "minimising"
                | "minimizing"
                | "risk"
                | "possibility"
                | "potential"
                | "chance"
                | "chances"
                | "against"
                | "room"
                | "prone"
                | "rather"
                | "instead"
                | "not"
                | "no"
                | "never"
                | "label"
                | "call"
                | "called"
                | "likelihood"
                | "opportunity"
                | "opportunities"
                | "tolerate"
                | "tolerates"
                | "isn't"
                | "wasn't"
                | "remove"
                | "removes"
                | "beyond"
                | "scope"
                | "assumed"
                | "suspected"
                | "possible"
                | "initially"
                | "catch"
                | "catches"
                | "guard"
                | "guards"
                | "susceptible"
        )
    });
    let after = (at + 1..at + 8).any(|at| {
        sentence.has(at, &["is|was", "not|never", "a|the|an"])
            || sentence.has(at, &["is", "a", "symptom|label|starting"])
            || sentence.has(
                at,
                &["package|claims|lawsuit|lawsuits|insurance|proof|proofing|proofed|handling|rate|rates|page|message"],
            )
            || sentence.has(at, &["explains", "nothing"])
    });
    refuses
        || after
        || sentence.has(
            at,
            &[
                "user",
                "error",
                "rate|rates|reports|message|messages|page|pages|count|event|events|code|codes|log|screen",
            ],
        )
}
