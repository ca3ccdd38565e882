//! What was learned: what went well, what went poorly, where luck helped.

use super::Context;
use super::factors::says_something;
use super::headings::Meaning;
use super::items::{Entry, bullet_lines, flat, list_entries};
use super::outline::Part;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced};
use crate::parse::{Block, BlockKind, Inline};
use crate::span::Span;
use std::borrow::Borrow;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    for part in &context.outline.parts {
        let list = match part.within {
            Some(Meaning::WentWell) => &mut incident.lessons.went_well,
            Some(Meaning::WentPoorly) => &mut incident.lessons.went_poorly,
            Some(Meaning::GotLucky) => &mut incident.lessons.got_lucky,
            Some(Meaning::Lessons) => &mut incident.lessons.learned,
            Some(Meaning::Resolution) => &mut incident.mitigations,
            _ => continue,
        };
        list.extend(entries(part));
    }
    // What is presented as a cause is quoted once, as a factor.
    let causes: Vec<_> = incident
        .factors
        .iter()
        .filter_map(|factor| factor.text.source.span())
        .collect();
    let lessons = &mut incident.lessons;
    for list in [&mut lessons.went_poorly, &mut lessons.learned] {
        list.retain(|told| {
            let span = told.source.span();
            let holds = |span: Span| {
                causes
                    .iter()
                    .any(|cause| span.start <= cause.start && cause.end <= span.end)
            };
            span.is_none_or(|span| !holds(span))
        });
    }
    // What a part about the response tells with its time is the timeline's.
    let timed: Vec<_> = incident.timeline.iter().map(|event| event.span).collect();
    incident.mitigations.retain(|told| {
        told.source.span().is_none_or(|span| {
            !timed
                .iter()
                .any(|event| event.start < span.end && span.start < event.end)
        })
    });
}

/// One entry per list item, else per paragraph.
fn entries(part: &Part<'_>) -> Vec<Sourced<String>> {
    let mut found = Vec::new();
    let mut push = |inline: &Inline| {
        let text = flat(&inline.text);
        if says_something(&text) && !text.ends_with(':') {
            found.push(Sourced::text(text, inline.span_of(0..inline.text.len())));
        }
    };
    for block in &part.blocks {
        let block: &Block = block.borrow();
        match &block.kind {
            BlockKind::Paragraph(inline) => match bullet_lines(inline) {
                Some(lines) => lines.iter().for_each(&mut push),
                None => push(inline),
            },
            BlockKind::List { .. } => {
                for entry in list_entries(block).into_iter().flatten() {
                    let nested: Vec<Entry<'_>> = if entry.is_group() {
                        entry.nested()
                    } else {
                        vec![entry]
                    };
                    nested.iter().for_each(|entry| push(&entry.text));
                }
            }
            BlockKind::Table { rows, .. } => {
                for row in rows {
                    row.cells
                        .iter()
                        .max_by_key(|cell| cell.text.len())
                        .into_iter()
                        .for_each(&mut push);
                }
            }
            _ => {}
        }
    }
    found
}
