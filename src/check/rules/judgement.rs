//! A word judges instead of describing.
//!
//! ## What it flags
//!
//! "Stupid", "careless", "obviously", "simply should", "should know better", "common sense", "no excuse", and what is done
//! to people instead: "was reprimanded", "will be more careful".
//!
//! ## Why
//!
//! To the people who were there it was neither obvious nor simple, or the incident had not happened. Readers who would
//! do the same learn to keep silent.
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
//! The flag was obviously set for the wrong region.
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
//! The flag was set for the wrong region; the form shows regions by number only.
//! ```

use super::quoted;
use crate::check::blame::exonerates;
use crate::check::phrases::Phrases;
use crate::check::prose::Sentence;
use crate::check::words::{BAD_NOUN, BAD_TRAIT, JUDGEMENT, JUDGES, NEGATION, PAST_FORM, ROLE};
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::span::Span;
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "judgement",
    group: Group::Language,
    level: Some(Level::Note),
    source: include_str!("judgement.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let begins = JUDGEMENT | BAD_TRAIT | JUDGES;
    for sentence in context.sentences.iter().filter(|s| s.holds(begins)) {
        for at in sentence.places(begins) {
            let Some((length, help)) = judges(sentence, at) else {
                continue;
            };
            let words = at..at + length;
            let span = sentence.span(words.clone());
            let text = quoted(sentence, words);
            let mut diagnostic = RULE.at(span, format!("{text} judges")).help(help);
            if length == 1
                && matches!(
                    sentence.word(at),
                    "obviously"
                        | "stupidly"
                        | "carelessly"
                        | "foolishly"
                        | "recklessly"
                        | "sloppily"
                        | "embarrassingly"
                )
                && let Some(place) = with_blank(context, span)
            {
                diagnostic = diagnostic.fix("leave the word out", place, "");
            }
            found.push(diagnostic);
            break;
        }
    }
}

/// How many words judge, and what to do instead.
fn judges(s: &Sentence<'_>, at: usize) -> Option<(usize, &'static str)> {
    // "Negligence claims": a term.
    if s.word(at) == "negligence" && s.has(at + 1, &["claims|lawsuit|lawsuits|insurance"]) {
        return None;
    }
    if exonerates::denied(s, at) {
        return None;
    }
    if let Some(length) = word(s, at) {
        return Some((length, DESCRIBE));
    }
    // "Disciplinary matters are outside the scope".
    if s.word(at) == "disciplinary" && (s.holds(NEGATION) || s.find(&["outside"]).is_some()) {
        return None;
    }
    let (end, help) = s.is(at, JUDGES).then(|| INDEX.at(s, at)).flatten()?;
    Some((end - at, help))
}

const DESCRIBE: &str =
    "leave it out, or write what could be seen at that moment and what could not";
const CHANGE: &str = "write what changes for everybody: what makes the right way the easy one, or the slip harmless?";

/// How many words judge by themselves.
fn word(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let word = s.word(at);
    // "The engineer was careless" is the business of person-as-cause.
    // "Nothing obviously wrong" says what could not be seen, "very obviously forged" what everybody sees now.
    let denied = at.saturating_sub(3)..at;
    let denied = word == "obviously"
        && denied.into_iter().any(|at| {
            matches!(
                s.word(at),
                "not"
                    | "nothing"
                    | "anything"
                    | "no"
                    | "any"
                    | "didn't"
                    | "wasn't"
                    | "very"
                    | "quite"
            )
        });
    if s.is(at, JUDGEMENT) && !s.is(at, BAD_TRAIT) && !denied {
        return Some(1);
    }
    if s.is(at, JUDGEMENT)
        && (s.is(at + 1, BAD_NOUN | ROLE)
            || matches!(
                s.word(at + 1),
                "decision"
                    | "change"
                    | "deployment"
                    | "deploy"
                    | "behaviour"
                    | "behavior"
                    | "assumption"
                    | "work"
                    | "thing"
                    | "handling"
                    | "edit"
                    | "action"
                    | "command"
                    | "coding"
                    | "code"
            ))
    {
        return Some(2);
    }
    if matches!(word, "stupid" | "dumb" | "foolish") {
        // "A dumb terminal": a term.
        let is_term = s.has(at + 1, &["terminal|terminals|pipe|pipes|mode|switch|switches|http|protocol|hub|client|backend"]);
        return (!is_term).then_some(1);
    }
    let praised = matches!(word, "brilliant" | "genius" | "esteemed" | "illustrious");
    if praised && s.is(at + 1, ROLE) && s.is(at + 2, PAST_FORM) {
        return Some(2);
    }
    if matches!(
        word,
        "irresponsible"
            | "reckless"
            | "unprofessional"
            | "negligent"
            | "thoughtless"
            | "careless"
            | "sloppy"
            | "clumsy"
    ) && !s.is(at + 1, ROLE)
        // A term.
        && s.word(at + 1) != "quorum"
    {
        return Some(1);
    }
    None
}

/// Rows of words that judge, and what is done to people instead of to the conditions.
pub static INDEX: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        (DESCRIBE, include_str!("../phrases/judges.txt")),
        (CHANGE, include_str!("../phrases/discipline.txt")),
    ])
});

/// The word with the blank before or after it, so that none is left over. Not where it begins a sentence.
fn with_blank(context: &Context<'_>, span: Span) -> Option<Span> {
    let text = &context.source.text;
    let range = span.range();
    let before = text.get(..range.start)?;
    let after = text.get(range.end..)?;
    let within =
        before.ends_with(' ') && before.trim_end().ends_with(|c: char| c.is_alphanumeric());
    (within && after.starts_with([' ', '.', ',', ';', '\n'])).then_some(Span {
        start: span.start - 1,
        ..span
    })
}
