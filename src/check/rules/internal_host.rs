//! The name of a host that only the inside knows.
//!
//! ## What it flags
//!
//! In a project with `public = true` under [check]: names that end with `.internal`, `.local`, `.lan`, `.corp`,
//! `.intranet` or what `internal_hosts` lists, and addresses of private networks.
//!
//! ## Why
//!
//! It tells strangers what to look for, and the readers outside nothing.
//!
//! ## Example
//!
//! ```toml
//! [check]
//! public = true
//! ```
//!
//! ```markdown a.md
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! The queue on db1.prod.internal was full.
//! ```
//!
//! ## Instead
//!
//! ```toml
//! [check]
//! public = true
//! ```
//!
//! ```markdown a.md
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! The queue on the primary database was full.
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::expression::expression;
use regex::Regex;
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "internal-host",
    group: Group::Safety,
    level: Some(Level::Warning),
    source: include_str!("internal_host.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let check = &context.input.config.check;
    if !check.public {
        return;
    }
    for sentence in context.sentences {
        for hit in HOST.find_iter(sentence.text()) {
            let host = hit.as_str().to_lowercase();
            let octets: Vec<u8> = host
                .split('.')
                .filter_map(|part| part.parse().ok())
                .collect();
            let private = matches!(
                octets[..],
                [10, _, _, _] | [192, 168, _, _] | [172, 16..=31, _, _]
            );
            let ends = |end: &str| host.ends_with(&end.to_lowercase());
            let inside = [".internal", ".local", ".lan", ".corp", ".intranet", ".svc"]
                .iter()
                .any(|end| ends(end))
                || check
                    .internal_hosts
                    .iter()
                    .any(|end| ends(end.trim_start_matches('*')));
            if private || inside {
                let start = sentence.range.start;
                let span = sentence
                    .inline
                    .span_of(start + hit.start()..start + hit.end());
                found.push(
                    RULE.at(span, format!("`{}` is known inside only", hit.as_str()))
                        .help("write what it does: the primary database, the build host"),
                );
            }
        }
    }
}

static HOST: LazyLock<Regex> =
    LazyLock::new(|| expression(r"\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\b"));
