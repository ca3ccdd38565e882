//! The author takes the blame.
//!
//! ## What it flags
//!
//! Sentences in which "I" errs: "my fault", "I should have", "I forgot", "I take full responsibility".
//!
//! ## Why
//!
//! It sounds generous and hides the same thing as blaming others: the next person will stand before the same screen
//! with the same information. It also teaches readers what is expected of them when it is their turn.
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
//! This was my fault, I forgot to raise the limit.
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
//! The limit has to be raised by hand after each deploy, and nothing tells when that was left out.
//! ```

use super::quoted;
use crate::check::clause::Who;
use crate::check::phrases::Phrases;
use crate::check::words::OWNS_UP;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "self-blame",
    group: Group::Language,
    level: Some(Level::Warning),
    source: include_str!("self_blame.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context.sentences {
        let mut places: Vec<_> = context
            .blames(sentence)
            .filter(|hit| hit.who == Who::Self_)
            .map(|hit| hit.words.clone())
            .collect();
        if places.is_empty() && !sentence.holds(OWNS_UP) {
            continue;
        }
        places.extend(
            sentence
                .places(OWNS_UP)
                .filter_map(|at| Some(at..INDEX.at(sentence, at)?.0))
                // "Our fault injection tests".
                .filter(|words| {
                    sentence.word(words.end - 1) != "fault"
                        || !sentence.has(
                            words.end,
                            &["injection|domain|domains|tolerance|tolerant|tree|trees|model|detection|handling|line|lines|report|\
                            reports|isolation|recovery"],
                        )
                }),
        );
        places.sort_by_key(|words| words.start);
        if let Some(words) = places.into_iter().next() {
            let span = sentence.span(words.clone());
            let text = quoted(sentence, words);
            found.push(RULE.at(span, format!("{text} takes the blame")).help(HELP));
        }
    }
}

pub static INDEX: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&[(HELP, include_str!("../phrases/owns_up.txt"))]));

const HELP: &str = "leave yourself out of the causes, and ask: who else could have ended up here, and what would have helped them?";
