//! `<!-- kb: allow RULE reason -->`: an author's decision, beside what it is about. Several rules are named one after the
//! other, with commas or blanks between; the reason begins with the first word that no rule is called.
//!
//! It holds for the paragraph or list that it stands in and for the one that follows; before a heading, for that heading's
//! section. Findings about a document as a whole can be allowed from anywhere in it.

use super::rules::unused_allow;
use super::{Group, hint, rule, stage};
use crate::diagnostic::Diagnostic;
use crate::expression::expression;
use crate::parse::{Block, BlockKind, Document, Section};
use crate::span::{SourceFile, Span};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// One such comment.
pub struct Allow {
    name: String,
    span: Span,
    /// Bytes of the source for which it holds.
    holds: Range<usize>,
    /// Whether its comment names no other rule.
    alone: bool,
    used: bool,
}

static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(?s)<!--\s*kb:\s*allow\s+([A-Za-z0-9_-].*?)-->"));

/// All such comments of a document.
pub fn of(source: &SourceFile, document: &Document) -> Vec<Allow> {
    let text = &source.text;
    if !text.contains("<!--") {
        return Vec::new();
    }
    let code = code(document);
    let mut allows = Vec::new();
    for comment in COMMENT.captures_iter(text) {
        let Some(whole) = comment.get(0) else {
            continue;
        };
        let in_code = code.iter().any(|range| range.contains(&whole.start()))
            || text[..whole.start()].ends_with('`');
        if in_code {
            continue;
        }
        let holds = reach(text, whole.range());
        let names = names(&comment[1]);
        let alone = names.len() == 1;
        allows.extend(names.into_iter().map(|name| Allow {
            name: name.to_string(),
            span: Span::new(source.id, whole.range()),
            holds: holds.clone(),
            alone,
            used: false,
        }));
    }
    allows
}

/// The rules that a comment names: its first word, whatever it is, and the names after it.
fn names(words: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (part, words) in words.split(',').enumerate() {
        for (at, word) in words.split_whitespace().enumerate() {
            let known = rule(word).is_some() || stage(word).is_some();
            let named = match (part, at) {
                (0, 0) => true,
                // After a comma a slip of the pen is one, and no reason.
                (_, 0) => known || hint(word).starts_with("did you mean"),
                // "Secret" and "judgement" are words of a reason as well.
                _ => known && word.contains('-'),
            };
            if !named {
                return found;
            }
            found.push(word);
        }
    }
    found
}

/// Takes out what is allowed, and names what allows nothing.
pub fn apply(
    source: &SourceFile,
    mut allows: Vec<Allow>,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let text = &source.text;
    found.retain(|diagnostic| {
        let whole = rule(diagnostic.rule)
            .is_some_and(|rule| !matches!(rule.group, Group::Language | Group::Safety))
            || diagnostic.rule == "name-in-narrative";
        let mut kept = true;
        for allow in allows
            .iter_mut()
            .filter(|allow| allow.name == diagnostic.rule)
        {
            if whole || allow.holds.contains(&(diagnostic.span.start as usize)) {
                allow.used = true;
                kept = false;
            }
        }
        kept
    });
    let stale = allows.iter().filter(|allow| !allow.used);
    found.extend(stale.map(|allow| {
        let unknown = rule(&allow.name).is_none();
        let message = match unknown {
            true => format!("`{}` is no rule, and this allows nothing", allow.name),
            false => format!("nothing here is a finding of `{}`", allow.name),
        };
        let diagnostic = unused_allow::RULE.at(allow.span, message);
        match (unknown, allow.alone) {
            (true, _) => diagnostic.help(hint(&allow.name)),
            (false, true) => diagnostic
                .help("take the comment out; before a paragraph, it holds for that paragraph only")
                .fix("take the comment out", line_of(text, allow.span), ""),
            (false, false) => diagnostic.help(format!("take `{}` out of the comment", allow.name)),
        }
    }));
    found
}

/// Where code stands in a document.
pub fn code(document: &Document) -> Vec<Range<usize>> {
    let mut code = Vec::new();
    code_of(&document.root, &mut code);
    code
}

fn code_of(section: &Section, found: &mut Vec<Range<usize>>) {
    section
        .blocks
        .iter()
        .for_each(|block| code_in(block, found));
    section
        .children
        .iter()
        .for_each(|child| code_of(child, found));
}

fn code_in(block: &Block, found: &mut Vec<Range<usize>>) {
    match &block.kind {
        BlockKind::Code { .. } => found.push(block.span.range()),
        BlockKind::List { items, .. } => items
            .iter()
            .flat_map(|item| &item.blocks)
            .for_each(|block| code_in(block, found)),
        BlockKind::Quote(blocks) | BlockKind::Footnote(_, blocks) => {
            blocks.iter().for_each(|block| code_in(block, found));
        }
        _ => {}
    }
}

/// For which bytes a comment holds.
fn reach(text: &str, comment: Range<usize>) -> Range<usize> {
    let start = text[..comment.start].rfind("\n\n").map_or(0, |at| at + 2);
    let rest = &text[comment.end..];
    // Beside other words it holds for them; alone, for what comes next.
    let alone = text[start..comment.start].trim().is_empty();
    let skipped = rest.len() - rest.trim_start().len();
    let follows_at_once = !rest[..skipped].contains("\n\n") && !rest.trim_start().is_empty();
    let begin = match alone {
        true => comment.end + skipped,
        false if follows_at_once => comment.end,
        false => {
            return start
                ..text[comment.end..]
                    .find('\n')
                    .map_or(text.len(), |at| comment.end + at);
        }
    };
    let next = &text[begin..];
    let level = next.bytes().take_while(|&byte| byte == b'#').count();
    let end = if level > 0 {
        let mut at = 0;
        next.split_inclusive('\n')
            .skip(1)
            .find_map(|line| {
                let other = line.bytes().take_while(|&byte| byte == b'#').count();
                let begins = begin + next.split_inclusive('\n').next().map_or(0, str::len) + at;
                at += line.len();
                (other > 0 && other <= level).then_some(begins)
            })
            .unwrap_or(text.len())
    } else {
        next.find("\n\n").map_or(text.len(), |at| begin + at)
    };
    start..end
}

/// The comment, with its line where nothing else stands on it.
fn line_of(text: &str, span: Span) -> Span {
    let range = span.range();
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at + 1);
    let alone =
        text[start..range.start].trim().is_empty() && text[range.end..end].trim().is_empty();
    match alone {
        true => Span::new(span.file, start..end),
        false => span,
    }
}
