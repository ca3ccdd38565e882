//! A part of the template is left.
//!
//! ## What it flags
//!
//! Placeholders that nobody filled in: `{{…}}`, `<describe …>`, `[insert …]`, `<service name>`, `YYYY-MM-DD`, `HH:MM`,
//! TBD, TODO, XXX, FILL IN. One finding for each document. "TODO" beside an action is its state. An untouched template is no retrospective and left alone.
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
use crate::check::allow;
use crate::check::prose::{HIDDEN, Kind, Sentence};
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::expression::expression;
use crate::extract::headings::Meaning;
use crate::model::Incident;
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
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
    let text = &context.source.text;
    let hinted = SIGNS.is_match(text) || text.contains("{{");
    for sentence in context.sentences.iter().filter(|_| hinted) {
        if matches!(sentence.within, Some(Meaning::Other)) {
            continue;
        }
        let text = sentence.text();
        if !HINTS.is_match(text) {
            continue;
        }
        let visible = |range: &std::ops::Range<usize>| {
            let at = sentence.range.start + range.start;
            !sentence
                .words
                .iter()
                .any(|word| word.text == HIDDEN && word.range.contains(&at))
        };
        let hit = PLACEHOLDER
            .find(text)
            .filter(|hit| visible(&hit.range()) && !is_state(sentence, hit.as_str()));
        places.extend(hit.map(|hit| {
            let (start, range) = (sentence.range.start, hit.range());
            let span = sentence
                .inline
                .span_of(start + range.start..start + range.end);
            (span, hit.as_str().to_string())
        }));
    }
    places.extend(tags(context));
    places.sort_by_key(|(span, _)| span.start);
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

/// What placeholders hold, as they are written: most documents have nothing of it. Few and long enough to be looked for
/// many bytes at a time.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [
        "YYYY",
        "HH:MM",
        "hh:mm",
        "XX:XX",
        "TBD",
        "TBC",
        "TO BE ",
        "XXX",
        "TODO",
        "FIXME",
        "FILL ",
        "ill this in",
        "ill me in",
        "orem ipsum",
        "OREM IPSUM",
    ];
    let brackets = [
        "ins", "ent", "des", "fil", "add", "you", "nam", "lis", "bri", "sho", "wha", "who",
    ];
    let brackets = brackets.iter().flat_map(|word| {
        let large = word[..1].to_uppercase();
        [
            format!("[{word}"),
            format!("[{large}{}", &word[1..]),
            format!("[{}", word.to_uppercase()),
        ]
    });
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(words.into_iter().map(String::from).chain(brackets))
        .expect("words are a pattern")
});

/// What every placeholder holds.
static HINTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let hints = [
        "{{",
        "yyyy",
        "dd/mm",
        "dd-mm",
        "dd.mm",
        "mm/dd",
        "mm-dd",
        "mm.dd",
        "hh:mm",
        "xx",
        "tbd",
        "tbc",
        "to be ",
        "todo",
        "fixme",
        "fill ",
        "lorem ipsum",
        "[insert",
        "[enter",
        "[describe",
        "[fill",
        "[add your",
        "[your",
        "[name of",
        "[list",
        "[briefly",
        "[short",
        "[what",
        "[who",
    ];
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(hints)
        .expect("words are a pattern")
});

/// "TODO" beside an action is its state, and over actions their heading; before "describe" it is what nobody did.
fn is_state(sentence: &Sentence<'_>, text: &str) -> bool {
    let asks = (1..3).any(|at| {
        sentence.has(
            at,
            &["describe|fill|write|insert|explain|complete|link|summarise|summarize"],
        )
    });
    matches!(text, "TODO" | "FIXME")
        && (sentence.kind == Kind::Heading || sentence.within == Some(Meaning::Actions) && !asks)
}

/// `<service name>`: to Markdown a tag, and no text.
fn tags(context: &Context<'_>) -> Vec<(Span, String)> {
    let text = &context.source.text;
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut code = None;
    let hits = TAG.find_iter(text).filter(|hit| {
        let line = text[..hit.start()].rfind('\n').map_or(0, |at| at + 1);
        let quoted = text[line..hit.start()].matches('`').count() % 2 == 1;
        let code = code.get_or_insert_with(|| allow::code(context.document));
        !quoted && !code.iter().any(|range| range.contains(&hit.start()))
    });
    hits.map(|hit| {
        (
            Span::new(context.source.id, hit.range()),
            hit.as_str().to_string(),
        )
    })
    .collect()
}

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"<(?i:insert|enter|describe|fill|your|name of|briefly|short description|what happened|who was)\b[^>\n]*>",
        r"<(?i:placeholder|date|name|owner|service|severity|author|team|incident)>",
        r"<(?i:(?:start|end|service|team|incident|author|owner|host|issue|ticket)[ _-](?:date|time|name|title|number|id|link|url))>",
    ];
    expression(&forms.join("|"))
});

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"\{\{[^}\n]*\}\}",
        r"\b(?:YYYY[-/. ]?MM[-/. ]?DD|DD[-/.]MM[-/.]YYYY|MM[-/.]DD[-/.]YYYY|HH:MM|hh:mm|XX:XX)\b",
        r"\[(?i:insert|enter|describe|fill|add your|your|name of|list|briefly|short description|what happened|who was)\b[^\]\n]*\]",
        r"\bTBD\b|\bTBC\b|\bTO BE (?:DONE|FILLED|COMPLETED|DETERMINED|CONFIRMED)\b|\bXXX+\b",
        r"\b(?:TODO|FIXME)\b|\bFILL (?:THIS |ME )?IN\b|\b(?i:fill (?:this|me) in)\b",
        r"(?i:\blorem ipsum\b)",
    ];
    expression(&forms.join("|"))
});
