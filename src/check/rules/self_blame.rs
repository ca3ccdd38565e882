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
use crate::check::prose::starts;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use rustc_hash::FxHashSet;
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
        let end = |at: usize| at..at + 1;
        places.extend((0..sentence.words.len()).filter_map(|at| {
            if !STARTS.contains(sentence.word(at)) {
                return None;
            }
            PHRASES
                .iter()
                .find(|phrase| sentence.has(at, phrase))
                .map(|phrase| at..end(at).end + phrase.len() - 1)
        }));
        places.sort_by_key(|words| words.start);
        if let Some(words) = places.into_iter().next() {
            let span = sentence.span(words.clone());
            let text = quoted(sentence, words);
            found.push(RULE.at(span, format!("{text} takes the blame")).help(
                "leave yourself out of the causes, and ask: who else could have ended up here, and what would have helped them?",
            ));
        }
    }
}

static STARTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| starts(PHRASES.iter().copied()));

const PHRASES: &[&[&str]] = &[
    &["my|our", "fault|bad"],
    &["it's|is|was|that's|entirely|squarely|all", "on", "me|us"],
    &["own", "up", "to"],
    &["i", "really|simply|just", "should've|should|shouldn't"],
    &["my", "mistake|error|negligence|carelessness|oversight"],
    &["mistake|fault|error", "was", "mine|ours"],
    &["mine", "alone"],
    &["mea", "culpa"],
    &[
        "i",
        "am|was|feel|'m|felt",
        "to|so|terrible|responsible|guilty",
        "blame|sorry|about|for",
    ],
    &["i'm", "to|so|terribly", "blame|sorry"],
    &[
        "i",
        "take|accept|own",
        "full|the|all|complete",
        "responsibility|blame",
    ],
    &["i", "take|accept", "responsibility"],
    &["i", "should|could", "have|not|really|probably"],
    &["i", "should've|shouldn't|could've"],
    &["i", "blame", "myself"],
    &["i", "apologise|apologize"],
    &["i", "messed|screwed", "up"],
];
