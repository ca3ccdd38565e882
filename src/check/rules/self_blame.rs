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
use crate::check::phrases::{Phrase, Phrases};
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
                .filter_map(|at| Some(at..at + PHRASES[INDEX.at(sentence, at)?].len()))
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
            found.push(RULE.at(span, format!("{text} takes the blame")).help(
                "leave yourself out of the causes, and ask: who else could have ended up here, and what would have helped them?",
            ));
        }
    }
}

pub static INDEX: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(PHRASES.iter().copied()));

const PHRASES: &[Phrase] = &[
    &["my|our", "fault|bad"],
    &["it's|is|was|that's|entirely|squarely|all", "on", "me|us"],
    &["own", "up", "to"],
    &["i", "really|simply|just", "should've|should|shouldn't"],
    &["my", "mistake|error|negligence|carelessness|oversight"],
    &["mistake|fault|error", "was", "mine|ours"],
    &["mine", "alone"],
    &["it", "was|is", "me|i", "who|that"],
    &["we|i", "dropped", "the", "ball"],
    &["we", "messed|screwed|cocked", "up"],
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
    &["i", "should|could", "have|not|really|probably|never"],
    &["i", "should've|shouldn't|could've"],
    &["i", "blame", "myself"],
    &["i", "apologise|apologize"],
    &["i", "messed|screwed|fouled|cocked", "up"],
    &[
        "i",
        "feel|felt",
        "bad|awful|terrible|stupid|guilty|ashamed|embarrassed|responsible|horrible",
    ],
    &["blame", "me"],
    &["entirely|solely|completely|wholly|all", "mine"],
    &["believe", "i", "did"],
    &["stupid|silly|dumb|foolish|clumsy", "me"],
    &["shame", "on"],
    &["i", "am|was", "the", "one"],
    &["i'm", "the", "one"],
    &["i", "goofed|blew|bungled|fumbled|blundered"],
    &["i", "hold|kick|kicked", "myself"],
    &["i", "own|owned", "this|that|it"],
    &["i", "ought|must", "to|have"],
    &["i", "had", "one", "job"],
    &["that|this|it", "was", "me"],
    &["guilty", "as"],
    &["on", "my", "head|conscience"],
    &["myself", "to", "blame"],
    &["me", "to", "blame"],
    &["nobody|no-one", "but", "me|myself"],
    &[
        "i",
        "was",
        "too|careless|sloppy|lazy|stupid|distracted|overconfident|negligent|hasty|complacent",
    ],
    &[
        "i",
        "wasn't",
        "careful|paying|thinking|attentive|concentrating|looking",
    ],
    &[
        "i",
        "was",
        "not|simply|just",
        "careful|paying|thinking|attentive|concentrating|careless|sloppy",
    ],
    &["i", "failed|forgot|neglected"],
    &["i", "take|took", "the", "blame"],
    &[
        "i",
        "let",
        "the|everyone|everybody|you|us|my",
        "team|down|customers|colleagues",
    ],
    &["sorry", "everyone|all|guys|folks|team"],
];
