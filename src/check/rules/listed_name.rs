//! A name that must not stand here.
//!
//! ## What it flags
//!
//! The names and words that `names` under [check] in kb.toml lists, as whole words in any case: customers, code names.
//!
//! ## Why
//!
//! Whoever may read the retrospective may not know all customers; whoever adds the name later does not know the list.
//!
//! ## Example
//!
//! ```toml
//! [check]
//! names = ["Northwind"]
//! ```
//!
//! ```markdown a.md
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! Northwind could not pay.
//! ```
//!
//! ## Instead
//!
//! ```toml
//! [check]
//! names = ["Northwind"]
//! ```
//!
//! ```markdown a.md
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! One of the large customers could not pay.
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use regex::RegexBuilder;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "listed-name",
    group: Group::Safety,
    level: Some(Level::Warning),
    source: include_str!("listed_name.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for name in context
        .input
        .config
        .check
        .names
        .iter()
        .filter(|name| !name.trim().is_empty())
    {
        let Ok(pattern) = RegexBuilder::new(&regex::escape(name.trim()))
            .case_insensitive(true)
            .build()
        else {
            continue;
        };
        for sentence in context.sentences {
            let text = sentence.text();
            for hit in pattern.find_iter(text) {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let whole = !letter(text[..hit.start()].chars().next_back())
                    && !letter(text[hit.end()..].chars().next());
                if whole {
                    let start = sentence.range.start;
                    let span = sentence
                        .inline
                        .span_of(start + hit.start()..start + hit.end());
                    found.push(
                        RULE.at(span, format!("`{}` must not stand here", hit.as_str()))
                            .help("`names` in kb.toml lists it; write what it is instead: a customer, a partner"),
                    );
                }
            }
        }
    }
}
