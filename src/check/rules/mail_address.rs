//! A mail address.
//!
//! ## What it flags
//!
//! Mail addresses in the text. Those of lists and teams are addresses as well: link to a page instead.
//!
//! ## Why
//!
//! It names a person for as long as the page exists, is harvested where the page is public, and is wrong as soon as
//! somebody leaves.
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
//! Write to rhea.lind@harbour.example for details.
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
//! Ask the payments team for details.
//! ```

use crate::check::prose::{HIDDEN, Signs};
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::expression::expression;
use regex::Regex;
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "mail-address",
    group: Group::Safety,
    level: Some(Level::Note),
    source: include_str!("mail_address.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context.sentences.iter().filter(|s| s.signs.has(Signs::AT)) {
        for hit in ADDRESS.find_iter(sentence.text()) {
            let start = sentence.range.start + hit.start();
            let hidden = sentence
                .words
                .iter()
                .any(|word| word.text == HIDDEN && word.range.contains(&start));
            if hidden || hit.as_str().to_lowercase().starts_with("git@") {
                continue;
            }
            let span = sentence.inline.span_of(start..start + hit.len());
            let mut diagnostic = RULE
                .at(span, format!("`{}` is a mail address", hit.as_str()))
                .help("name the team or the role");
            // In a link the address stands twice, and what is left would be no link.
            if context.source.text.get(span.range()) == Some(hit.as_str())
                && sentence.inline.links().next().is_none()
            {
                diagnostic = diagnostic.fix("take the address out", span, "[address removed]");
            }
            found.push(diagnostic);
        }
    }
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b")
});
