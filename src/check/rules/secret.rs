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
use aho_corasick::{AhoCorasick, MatchKind};
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
    let mut wanted = 0_u32;
    for hit in NEEDLES.find_iter(text) {
        match hit.pattern().as_usize().checked_sub(1) {
            None => taken_out(context, hit.start(), found),
            Some(needle) => {
                let pattern = OWNERS[needle];
                let bounded = FORMS[pattern].2.starts_with(r"\b");
                let within = bounded
                    && text[..hit.start()]
                        .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
                let may_be = match hit.len() {
                    3 if text[hit.range()] == *"://" => has_password(&text[hit.end()..]),
                    _ => !within,
                };
                wanted |= u32::from(may_be) << pattern;
            }
        }
    }
    wanted |= u32::from(is_named(text)) << (FORMS.len() - 1);
    if wanted == 0 {
        return;
    }
    for (number, pattern) in PATTERNS.iter().enumerate() {
        if wanted & 1 << number == 0 {
            continue;
        }
        let what = FORMS[number].0;
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
fn taken_out(context: &Context<'_>, at: usize, found: &mut Vec<Diagnostic>) {
    let span = Span::new(context.source.id, at..at + TAKEN_OUT.len());
    let mut diagnostic = RULE
        .at(
            span,
            "a secret stood here, and the history of this file still holds it",
        )
        .help("replace it where it is used (rotate it); when that is done, write `[removed]` here");
    diagnostic.level = Level::Warning;
    found.push(diagnostic);
}

/// What it is, words of which it holds one, and its form. Most documents hold none of the words.
const FORMS: &[(&str, &[&str], &str)] = &[
    (
        "an access key of AWS",
        &["AKIA", "ASIA"],
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    ),
    (
        "a token of GitHub",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})",
    ),
    ("a token of GitLab", &["glpat-"], r"\bglpat-[\w-]{20,}"),
    (
        "a token of Slack",
        &["xox"],
        r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}",
    ),
    (
        "an address that lets anybody post to Slack",
        &["hooks.slack.com"],
        r"hooks\.slack\.com/services/T\w+/B\w+/\w+",
    ),
    ("a key of Google", &["AIza"], r"\bAIza[0-9A-Za-z_-]{35}"),
    (
        "a key of Stripe",
        &["rk_live_", "sk_live_"],
        r"\b[rs]k_live_[0-9A-Za-z]{16,}",
    ),
    (
        "a key of a language model's service",
        &["sk-"],
        r"\bsk-[A-Za-z0-9_-]{32,}",
    ),
    ("a token of npm", &["npm_"], r"\bnpm_[A-Za-z0-9]{36}"),
    (
        "a signed token",
        &["eyJ"],
        r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    ),
    (
        "a private key",
        &["PRIVATE KEY-----"],
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\sA-Za-z0-9+/=]*-----END [A-Z ]*PRIVATE KEY-----)?",
    ),
    (
        "a password in an address",
        &["://"],
        r"\b[a-z][a-z0-9+.-]*://[^\s/:@<>]+:(?P<secret>[^\s/:@<>]{3,})@",
    ),
    // What stands before a colon or an equals sign is looked for the other way round.
    (
        "a password after its name",
        &[],
        r#"(?i)\b(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|token|client[_-]?secret)["']?\s*[:=]\s*["'`]?(?P<secret>[A-Za-z0-9/+_\-!@#$%^&*]{8,})"#,
    ),
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let forms = FORMS.iter();
    forms.map(|(_, _, pattern)| expression(pattern)).collect()
});

/// What was taken out, then the words of all forms, in one pass.
static NEEDLES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = FORMS.iter().flat_map(|(_, words, _)| *words);
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(std::iter::once(&TAKEN_OUT).chain(words))
        .expect("words are a pattern")
});

/// The form of each word.
static OWNERS: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let forms = FORMS.iter().enumerate();
    forms
        .flat_map(|(number, (_, words, _))| words.iter().map(move |_| number))
        .collect()
});

/// Whether an address goes on with a user and a password.
fn has_password(rest: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | ':' | '@' | '<' | '>');
    let end = |rest: &str, wanted| {
        let at = rest.find(ends)?;
        rest[at..].starts_with(wanted).then_some(at + 1)
    };
    end(rest, ':').is_some_and(|user| end(&rest[user..], '@').is_some())
}

/// Whether a colon or an equals sign follows a word for what is kept secret.
fn is_named(text: &str) -> bool {
    memchr::memchr2_iter(b':', b'=', text.as_bytes()).any(|at| {
        let before = text[..at].trim_end();
        let name = before.strip_suffix(['"', '\'']).unwrap_or(before);
        let word = |word: &str| {
            let end = name.len().checked_sub(word.len());
            end.is_some_and(|at| name.as_bytes()[at..].eq_ignore_ascii_case(word.as_bytes()))
        };
        // Letters that fold into ASCII ones are left to the expression.
        name.bytes()
            .next_back()
            .is_some_and(|last| !last.is_ascii())
            || ["password", "passwd", "secret", "key", "token"]
                .into_iter()
                .any(word)
    })
}

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
