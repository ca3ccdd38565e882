//! The summary: what the document says in short.

use super::Context;
use super::headings::Meaning;
use super::items::{flat, has_items};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced};
use crate::parse::{Block, BlockKind, Inline};
use std::borrow::Borrow;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    incident.summary = stated(context)
        .or_else(|| section(context))
        .or_else(|| opening(context));
}

fn stated(context: &Context<'_>) -> Option<Sourced<String>> {
    let field = context
        .field(&["summary", "description", "abstract", "tldr"])
        .filter(|field| field.part.is_none())?;
    Some(Sourced::new(flat(&field.value), field.source.clone()))
}

/// The first paragraphs of the part that is the summary.
fn section(context: &Context<'_>) -> Option<Sourced<String>> {
    let part = context.outline.within(Meaning::Summary).find(|part| {
        part.blocks
            .iter()
            .any(|block| prose(block.borrow()).is_some())
    })?;
    join(
        part.blocks
            .iter()
            .filter_map(|block| prose(block.borrow()))
            .take(2),
    )
}

/// Without such a part: the first paragraph of the document that is prose, before or in what tells the story.
fn opening(context: &Context<'_>) -> Option<Sourced<String>> {
    let parts = context.outline.parts.iter().take_while(|part| {
        matches!(
            part.within,
            None | Some(Meaning::Narrative | Meaning::Facts | Meaning::Impact | Meaning::People)
        )
    });
    let mut paragraphs = parts
        .filter(|part| !has_items(&part.blocks) || part.title.is_none())
        .flat_map(|part| {
            part.blocks
                .iter()
                .filter_map(|block| prose(block.borrow()))
                .filter(|inline| inline.text.split_whitespace().count() >= 12)
        });
    join(paragraphs.next().into_iter())
}

/// Running text that is not a list of facts.
fn prose(block: &Block) -> Option<&Inline> {
    match &block.kind {
        BlockKind::Paragraph(inline) => {
            let lines = inline.text.lines().count();
            let facts = inline
                .text
                .lines()
                .filter(|line| {
                    line.split_once(": ")
                        .is_some_and(|(name, _)| name.split_whitespace().nth(4).is_none())
                })
                .count();
            (!inline.is_empty() && facts * 2 <= lines && !is_byline(&inline.text)).then_some(inline)
        }
        _ => None,
    }
}

/// `Written by Jane Doe, reviewed by …, 3 May 2026`: who wrote it, not what happened.
fn is_byline(text: &str) -> bool {
    // One sentence.
    if text.trim_end_matches('.').contains(". ") {
        return false;
    }
    let text = text.trim_start_matches(['_', '*', ' ']).to_lowercase();
    let begins = [
        "written by",
        "author:",
        "authors:",
        "authored by",
        "prepared by",
        "posted by",
        "posted on",
        "published by",
        "published on",
        "compiled by",
        "reviewed by",
        "last updated",
        "last modified",
        "updated on",
        "by ",
    ];
    let named = begins.iter().find(|begin| text.starts_with(**begin));
    named.is_some_and(|begin| *begin != "by " || text.split_whitespace().count() <= 15)
}

fn join<'i>(paragraphs: impl Iterator<Item = &'i Inline>) -> Option<Sourced<String>> {
    let mut text = String::new();
    let mut span = None;
    for inline in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&flat(&inline.text));
        span = Some(span.map_or(inline.span, |span: crate::span::Span| span.to(inline.span)));
    }
    span.map(|span| Sourced::text(text, span))
}
