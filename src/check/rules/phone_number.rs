//! A phone number.
//!
//! ## What it flags
//!
//! Numbers that begin with `+` and a country.
//!
//! ## Why
//!
//! It belongs to a person, and it is called at night by whoever finds the page.
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
//! The provider was called at +45 33 12 34 56.
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
//! The provider was called at the number in the on-call handbook.
//! ```

use crate::check::prose::{HIDDEN, Signs};
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::expression::expression;
use regex::Regex;
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "phone-number",
    group: Group::Safety,
    level: Some(Level::Note),
    source: include_str!("phone_number.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for sentence in context
        .sentences
        .iter()
        .filter(|s| s.signs.has(Signs::PLUS))
    {
        for hit in NUMBER.find_iter(sentence.text()) {
            let start = sentence.range.start + hit.start();
            let hidden = sentence
                .words
                .iter()
                .any(|word| word.text == HIDDEN && word.range.contains(&start));
            let digits = hit.as_str().chars().filter(char::is_ascii_digit).count();
            let joined = sentence.text()[..hit.start()].ends_with(|c: char| c.is_alphanumeric());
            if !hidden && !joined && (9..=15).contains(&digits) {
                let span = sentence.inline.span_of(start..start + hit.len());
                found.push(
                    RULE.at(span, "this looks like a phone number")
                        .help("say where the number is kept"),
                );
            }
        }
    }
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){2,5}\b")
});
