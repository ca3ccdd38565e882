//! Whom an action's own line names: handles wherever they stand apart, whoever stands in front, brackets at the end.

use super::owner::Known;
use super::{due, leading, mention, tail};
use crate::extract::Context;
use crate::model::{ActionItem, Sourced};
use crate::parse::Inline;
use std::ops::Range;

/// Handles in brackets, at the end, or in front; names in brackets at the end that the document lists as people.
pub fn owners(
    line: &Inline,
    action: &mut ActionItem,
    known: &Known,
    context: &Context<'_>,
    cut: &mut Vec<Range<usize>>,
) {
    let text = &line.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    // From the end backwards: `… (@a, @b)`, `… — @a`, `… @a`.
    let handles = mention::all(line);
    let mut behind = match handles.is_empty() {
        true => text.len(),
        false => tail::before_facts(line),
    };
    let mut end = text[..behind]
        .trim_end_matches([' ', '.', ')', ']', '`', ','])
        .len();
    // `… @Jo Marsh 2026-09-01`: a day behind whom the line names is when it is due.
    if let Some(last) = handles.last()
        && let term = line.trimmed_slice(last.end..text.len())
        && !term.is_empty()
        && due::is_term(&term.text)
        && let Some(due) = due::of_cell(&term.text, context.reading.order, known.near)
    {
        cut.push(last.end..text.len());
        behind = last.end;
        end = last.end;
        action.due.get_or_insert(Sourced::text(due, term.span));
    }
    for range in handles.iter().rev() {
        let is_last = text[range.end..end.max(range.end)]
            .trim_matches([' ', ',', '&', '`', ')', '(', '.'])
            .is_empty()
            || cut.iter().any(|other| {
                other.end >= end
                    && text[range.end..other.start.max(range.end)]
                        .trim()
                        .is_empty()
            })
            || text[range.end..end.max(range.end)].trim_matches([' ', ',', '`']) == "and"
            || text[range.end..]
                .trim_start()
                .starts_with(['→', '⏰', '📅']);
        // "Ask @jane" names whom to ask; brackets, a dash or an end that stands apart name an owner.
        let before = text[..range.start].trim_end_matches(['`', ' ']);
        let apart = before.ends_with(['(', '[', ',', '-', '–', '—', ':', '.', '/', '|', '&', '→'])
            || text[..range.start].ends_with("  ");
        let in_brackets = text[range.end..]
            .trim_start_matches(['`', ' '])
            .starts_with([')', ']', ','])
            && apart;
        let is_code = text[..range.start].ends_with('`')
            || line.marks.iter().any(|mark| mark.range == *range);
        let is_follow = found.first().is_some_and(|next| {
            matches!(
                text[range.end..next.start].trim_matches(['`', ' ', ',']),
                "" | "and" | "&" | "/"
            )
        });
        let preposition = before.rsplit(' ').next().is_some_and(|word| {
            matches!(
                word,
                "ask" | "Ask" | "with" | "from" | "to" | "by" | "for" | "of" | "at"
            )
        });
        if is_follow || in_brackets || (is_last && (apart || is_code || !preposition)) {
            found.insert(0, range.clone());
            end = range.start;
        }
    }
    // In front: `@jane: …`, `@jane to add …`, `@a and @b will …`.
    if found.is_empty()
        && let Some(first) = handles.first().filter(|first| {
            text[..first.start]
                .trim_matches(['`', ' ', '*', '[', '('])
                .is_empty()
        })
    {
        found.push(first.clone());
        for next in &handles[1..] {
            let last = found.last().map_or(0, |last| last.end);
            if matches!(
                text[last..next.start].trim_matches(['`', ' ', ',']),
                "" | "and" | "&"
            ) {
                found.push(next.clone());
            }
        }
    }
    if let (Some(first), Some(last)) = (found.first(), found.last()) {
        action.owners = found
            .iter()
            .map(|range| mention::owner(line, range.clone()))
            .collect();
        let opens = text[..first.start]
            .trim_end_matches(['(', '[', '`', ' ', '-', '–', '—', ','])
            .len();
        let closes = text.len() - text[last.end..].trim_start_matches([')', ']', '`']).len();
        let rest = text[closes..].trim_matches([' ', '.']);
        let is_last = rest.is_empty() || rest.starts_with('→') || closes >= behind;
        if is_last || opens == 0 {
            let closes = if opens == 0 {
                let rest = text[closes..].trim_start_matches([':', ' ', '-', '–', '—']);
                text.len() - rest.strip_prefix("to ").unwrap_or(rest).len()
            } else {
                closes
            };
            cut.push(opens..closes);
        } else if opens > 0 && text[opens..first.start].contains(['(', '[']) {
            cut.push(opens..closes);
        }
        return;
    }
    // Behind a tag or a tick.
    let begin = cut
        .iter()
        .filter(|range| text[..range.start].trim().is_empty())
        .map(|range| range.end)
        .max()
        .unwrap_or(0);
    let begin = text.len() - text[begin..].trim_start().len();
    if let Some((name, said)) = leading::of(&text[begin..], known, context.catalog) {
        let name = name.start + begin..name.end + begin;
        let value = text[name.clone()].to_string();
        action.owners = vec![Sourced::text(value, line.span_of(name))];
        cut.extend(said.map(|said| said.start + begin..said.end + begin));
        return;
    }
    // `… (Jane)`, `… (Payments)`.
    let trimmed = text.trim_end_matches([' ', '.']);
    if let Some(open) = trimmed.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        let name = &trimmed[open + 1..trimmed.len() - 1];
        if !name.contains([',', ';']) && known.is_owner(name, context.catalog) {
            let span = line.span_of(open + 1..trimmed.len() - 1);
            action.owners = vec![Sourced::text(name.to_string(), span)];
            cut.push(open..trimmed.len());
        }
    }
}
