//! A key, a token or a password.
//!
//! ## What it flags
//!
//! Keys of cloud providers and code hosts, tokens, private keys, passwords in addresses and after `password =`. It
//! looks everywhere, in code and logs as well: that is where they stand.
//!
//! ## Why
//!
//! A document is copied into mails, chats, indexes and backups. Whatever stood in it once is known: taking it out is
//! not enough.
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
//! The job used AKIAIOSFODNN7EXAMPLE until noon.
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
//! The job used an access key of the build account until noon; it has been replaced since.
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::expression::expression;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "secret",
    group: Group::Safety,
    level: Some(Level::Error),
    source: include_str!("secret.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let text = &context.source.text;
    taken_out(context, found);
    if !text.bytes().any(|byte| byte.is_ascii_digit())
        && !text.contains("PRIVATE KEY")
        && !text.contains("://")
    {
        return;
    }
    let lower = text.to_ascii_lowercase();
    for (what, needles, pattern) in PATTERNS.iter() {
        if !needles.iter().any(|needle| lower.contains(needle)) {
            continue;
        }
        for hit in pattern.captures_iter(text) {
            let Some(secret) = hit.name("secret").or_else(|| hit.get(0)) else {
                continue;
            };
            if is_placeholder(secret.as_str()) && !what.starts_with("an access key") {
                continue;
            }
            if what.starts_with("a password after") && !looks_random(secret.as_str()) {
                continue;
            }
            let span = Span::new(context.source.id, secret.range());
            if found.iter().any(|other| {
                other.rule == RULE.name
                    && other.span.start < span.end
                    && span.start < other.span.end
            }) {
                continue;
            }
            found.push(
                RULE.at(span, format!("this is {what}"))
                    .help("replace it where it is used, first; then take it out here")
                    .fix("take it out", span, TAKEN_OUT),
            );
        }
    }
}

/// What stands in the place of a secret until somebody says that it has been replaced.
const TAKEN_OUT: &str = "[removed: rotate it]";

/// A secret that was taken out is known to whoever read it before, and to the history of the files.
fn taken_out(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, _) in context.source.text.match_indices(TAKEN_OUT) {
        let span = Span::new(context.source.id, at..at + TAKEN_OUT.len());
        let mut diagnostic = RULE
            .at(span, "a secret stood here, and the history of this file still holds it")
            .help("replace it where it is used (rotate it); when that is done, write `[removed]` here");
        diagnostic.level = Level::Warning;
        found.push(diagnostic);
    }
}

static PATTERNS: LazyLock<Vec<(&str, &[&str], Regex)>> = LazyLock::new(|| {
    [
        ("an access key of AWS", &["akia", "asia"][..], r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
        ("a token of GitHub", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"][..], r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})"),
        ("a token of GitLab", &["glpat-"][..], r"\bglpat-[\w-]{20,}"),
        ("a token of Slack", &["xox"][..], r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}"),
        ("an address that lets anybody post to Slack", &["hooks.slack.com"][..], r"hooks\.slack\.com/services/T\w+/B\w+/\w+"),
        ("a key of Google", &["aiza"][..], r"\bAIza[0-9A-Za-z_-]{35}"),
        ("a key of Stripe", &["k_live_"][..], r"\b[rs]k_live_[0-9A-Za-z]{16,}"),
        ("a key of a language model's service", &["sk-"][..], r"\bsk-[A-Za-z0-9_-]{32,}"),
        ("a token of npm", &["npm_"][..], r"\bnpm_[A-Za-z0-9]{36}"),
        ("a signed token", &["eyj"][..], r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
        ("a private key", &["private key-----"][..], r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\sA-Za-z0-9+/=]*-----END [A-Z ]*PRIVATE KEY-----)?"),
        ("a password in an address", &["://"][..], r"\b[a-z][a-z0-9+.-]*://[^\s/:@<>]+:(?P<secret>[^\s/:@<>]{3,})@"),
        (
            "a password after its name", &["passw", "secret", "key", "token"][..],
            r#"(?i)\b(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|token|client[_-]?secret)["']?\s*[:=]\s*["'`]?(?P<secret>[A-Za-z0-9/+_\-!@#$%^&*]{8,})"#,
        ),
    ]
    .into_iter()
    .map(|(what, needles, pattern)| (what, needles, expression(pattern)))
    .collect()
});

fn is_placeholder(secret: &str) -> bool {
    let lower = secret.to_lowercase();
    [
        "password", "passwd", "secret", "redacted", "removed", "example", "xxx", "***", "...",
        "changeme", "your", "token", "pass", "pwd",
    ]
    .iter()
    .any(|word| lower.contains(word))
        || lower.starts_with(['$', '{', '<', '%'])
        || lower
            .chars()
            .all(|c| c == lower.chars().next().unwrap_or('x'))
}

/// A word is no password: letters and digits in one, or cases mixed at random.
fn looks_random(secret: &str) -> bool {
    let digits = secret.chars().filter(char::is_ascii_digit).count();
    let letters = secret.chars().filter(char::is_ascii_alphabetic).count();
    digits >= 2 && letters >= 3 && !secret.contains("--") && !secret.starts_with('-')
}
