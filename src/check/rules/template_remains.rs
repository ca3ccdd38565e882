//! A part of the template is left.
//!
//! ## What it flags
//!
//! Placeholders that nobody filled in: `{{…}}`, `<describe …>`, `[insert …]`, `YYYY-MM-DD`, `HH:MM`, TBD. One finding
//! for each document. An untouched template is no retrospective and left alone.
//!
//! ## Why
//!
//! It looks like an answer on every list, and it is a question that nobody asked.
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
//! ## Impact
//!
//! [Describe who was affected]
//!
//! ## Detection
//!
//! TBD
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
//! ## Impact
//!
//! A third of the guests could not pay.
//! ```

use super::short;
use crate::check::prose::HIDDEN;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::expression::expression;
use crate::extract::headings::Meaning;
use crate::model::Incident;
use regex::Regex;
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "template-remains",
    group: Group::Consistency,
    level: Some(Level::Warning),
    source: include_str!("template_remains.rs"),
    check: Check::Incident(check),
};

fn check(context: &Context<'_>, _: &Incident, found: &mut Vec<Diagnostic>) {
    let mut places = Vec::new();
    for sentence in context.sentences {
        if matches!(sentence.within, Some(Meaning::Other)) {
            continue;
        }
        let text = sentence.text();
        let visible = |range: &std::ops::Range<usize>| {
            let at = sentence.range.start + range.start;
            !sentence
                .words
                .iter()
                .any(|word| word.text == HIDDEN && word.range.contains(&at))
        };
        let place = PLACEHOLDER
            .find(text)
            .map(|hit| hit.range())
            .filter(visible);
        places.extend(place.map(|range| {
            let start = sentence.range.start;
            (
                sentence
                    .inline
                    .span_of(start + range.start..start + range.end),
                text[range].to_string(),
            )
        }));
    }
    let Some((span, text)) = places.first() else {
        return;
    };
    let more = match places.len() {
        1 => String::new(),
        number => format!(", the first of {number} places"),
    };
    let mut diagnostic = RULE
        .at(
            *span,
            format!("{} is left of a template{more}", short(text)),
        )
        .help("fill it in, or take the part out: what does not help may be missing");
    for (span, _) in places.iter().skip(1).take(4) {
        diagnostic = diagnostic.label(*span, "here as well");
    }
    found.push(diagnostic);
}

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"\{\{[^}\n]*\}\}",
        r"\b(?:YYYY[-/. ]?MM[-/. ]?DD|DD[-/.]MM[-/.]YYYY|MM[-/.]DD[-/.]YYYY|HH:MM|hh:mm|XX:XX)\b",
        r"\[(?i:insert|enter|describe|fill|add your|your|name of|list|briefly|short description|what happened|who was)\b[^\]\n]*\]",
        r"<(?i:insert|enter|describe|fill|your|name of|briefly|short description|what happened|who was)\b[^>\n]*>",
        r"\bTBD\b|\bTO BE (?:DONE|FILLED|COMPLETED)\b",
        r"(?i:\blorem ipsum\b)",
    ];
    expression(&forms.join("|"))
});
