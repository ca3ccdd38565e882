//! The story names people where their role would do.
//!
//! ## What it flags
//!
//! Names of authors, responders and owners in summary, narrative and factors; one finding for each document, which marks
//! each of them. Thanks and
//! credits, lists of people, owners and timelines that say who did what are fine.
//!
//! ## Why
//!
//! What matters in two years is what the on-call engineer could see, not who it was. Names make readers think of
//! persons, and a document that people find themselves in is one that they would rather not write.
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
//! Authors: Rhea Lindqvist
//!
//! ## What happened
//!
//! Rhea restarted the queue twice, and Rhea Lindqvist saw it fill again.
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
//! Authors: Rhea Lindqvist
//!
//! ## What happened
//!
//! The on-call engineer restarted the queue twice and saw it fill again. Thanks to Rhea for the quick response.
//! ```

use crate::check::prose::{Kind, Sentence};
use crate::check::words::CREDIT;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::headings::Meaning;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "name-in-narrative",
    group: Group::Language,
    level: Some(Level::Note),
    source: include_str!("name_in_narrative.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if context.names.is_empty() {
        return;
    }
    let mut places = Vec::new();
    for sentence in context.sentences {
        let tells = matches!(
            sentence.within,
            Some(
                Meaning::Summary
                    | Meaning::Narrative
                    | Meaning::Factors
                    | Meaning::FiveWhys
                    | Meaning::Trigger
                    | Meaning::Impact
                    | Meaning::Resolution
                    | Meaning::Detection
                    | Meaning::WentPoorly
                    | Meaning::Lessons
            )
        );
        if !tells || sentence.kind != Kind::Text || is_credit(sentence) {
            continue;
        }
        for at in 0..sentence.words.len() {
            let word = &sentence.words[at];
            let listed =
                (word.capital || word.text.starts_with('@')) && context.names.lists(&word.text);
            if !listed {
                continue;
            }
            // A line of facts ("Lead: Rhea") lists people as well.
            let labelled = sentence.words.iter().take(4).any(|word| word.text == ":");
            let goes_on = at > 0
                && sentence.words[at - 1].capital
                && context.names.lists(sentence.word(at - 1));
            if !labelled && !goes_on {
                places.push((
                    sentence.span(at..at + 1),
                    &sentence.inline.text[word.range.clone()],
                ));
            }
        }
    }
    let Some(&(span, name)) = places.first() else {
        return;
    };
    let more = match places.len() {
        1 => String::new(),
        number => format!(", the first of {number} names in the story"),
    };
    let mut diagnostic = RULE
        .at(span, format!("`{name}` is named where a role would do{more}"))
        .help("write the role (the on-call engineer, a maintainer, the team); keep names for the list of people and for thanks");
    for (span, name) in places.iter().skip(1) {
        diagnostic = diagnostic.label(*span, format!("`{name}`"));
    }
    found.push(diagnostic);
}

fn is_credit(sentence: &Sentence<'_>) -> bool {
    sentence.words.iter().any(|word| word.class & CREDIT != 0)
}
