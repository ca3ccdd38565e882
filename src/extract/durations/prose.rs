//! Sentences that state how long it took.

use super::effects::tells_effect;
use super::set;
use super::words::{detected_after, done_in, follows_range, names_time_to, tells_outage, took};
use crate::extract::Context;
use crate::extract::headings::Meaning;
use crate::extract::labels::{self, Label};
use crate::extract::moments::duration;
use crate::model::{Durations, Source, Sourced};
use crate::parse::{BlockKind, Inline};
use std::ops::Range;

/// Sentences that state it: `Time to detect: 2 minutes`, `the outage lasted 45 minutes`, `a 30 minute outage`.
pub fn read(context: &Context<'_>, durations: &mut Durations) {
    let parts = &context.outline.parts;
    let telling = |within: Option<Meaning>| {
        matches!(
            within,
            None | Some(
                Meaning::Summary
                    | Meaning::Impact
                    | Meaning::Narrative
                    | Meaning::Facts
                    | Meaning::Resolution
                    | Meaning::Detection
                    | Meaning::Timeline
            )
        )
    };
    let title = parts.iter().take(3).find_map(|part| part.title.as_ref());
    let summary = parts
        .iter()
        .filter(|part| part.within == Some(Meaning::Summary));
    let rest = parts
        .iter()
        .filter(|part| part.within != Some(Meaning::Summary))
        .filter(|part| telling(part.within) || is_cause(part.within));
    let mut paragraphs = 0;
    for part in summary.chain(rest) {
        let tells = Tells {
            outage: part.within != Some(Meaning::Timeline),
            effect: false,
        };
        for block in &part.blocks {
            match &block.kind {
                BlockKind::Paragraph(inline)
                    if is_cause(part.within)
                        && inline.text.len() <= PROBLEM
                        && names_problem(&inline.text) =>
                {
                    // `Problem 1: the shop was down for 18 hours` above its whys.
                    sentence(inline, durations, tells);
                }
                _ if is_cause(part.within) => {}
                BlockKind::Paragraph(inline) => {
                    paragraphs += usize::from(!inline.is_empty());
                    let effect = tells.outage && paragraphs <= OPENING;
                    sentence(inline, durations, Tells { effect, ..tells });
                }
                BlockKind::List { items, .. } => {
                    for lead in items.iter().filter_map(crate::parse::Item::lead) {
                        // `Wikis: edits failed for two minutes` is of a part of it.
                        let of_part =
                            part.within == Some(Meaning::Impact) && names_part(&lead.text);
                        let outage = tells.outage && !of_part;
                        sentence(lead, durations, Tells { outage, ..tells });
                    }
                }
                _ => {}
            }
        }
    }
    let all = Tells {
        outage: true,
        effect: true,
    };
    // `| Impact | For 40 minutes nobody could log in |`
    if let Some(field) = context.field(&["impact", "customer impact", "user impact"]) {
        in_text(&field.value, |_| field.source.clone(), durations, all);
    }
    if let Some(title) = title {
        sentence(title, durations, all);
    }
    // `August 21, 06:14 UTC (lasting 1 hour and 34 minutes)`
    for title in parts.iter().filter_map(|part| part.title.as_ref()) {
        if title.text.contains("lasting") {
            sentence(title, durations, all);
        }
    }
}

/// What the sentences of a place can tell.
#[derive(Clone, Copy)]
struct Tells {
    /// How long the incident lasted.
    outage: bool,
    /// The same by its effects: `elevated error rates for two hours`.
    effect: bool,
}

/// Longest line that names a problem, in bytes.
const PROBLEM: usize = 90;

fn names_problem(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or_default();
    let word = name.split_whitespace().next().unwrap_or_default();
    name.len() < text.len()
        && name.split_whitespace().count() <= 2
        && ["problem", "issue", "probleem", "problema", "problème"]
            .contains(&word.to_lowercase().as_str())
}

fn is_cause(within: Option<Meaning>) -> bool {
    matches!(within, Some(Meaning::Factors | Meaning::FiveWhys))
}

/// So many paragraphs open a document.
const OPENING: usize = 3;

/// Whether the text begins with a name and a colon that say of what it tells.
fn names_part(text: &str) -> bool {
    let Some((name, _)) = text.split_once(':') else {
        return false;
    };
    let words = name.split_whitespace().count();
    words <= 4
        && !labels::label(&name.to_lowercase()).is_some_and(|label| label == Label::TimeToResolve)
}

fn sentence(inline: &Inline, durations: &mut Durations, tells: Tells) {
    let source = |range| Source::Text(inline.span_of(range));
    in_text(&inline.text, source, durations, tells);
}

fn in_text(
    text: &str,
    source: impl Fn(Range<usize>) -> Source,
    durations: &mut Durations,
    tells: Tells,
) {
    if !duration::may_stand_in(text) {
        return;
    }
    for written in duration::all(text) {
        let after_it = text[..written.range.start].trim_end().ends_with("after");
        if written.bound && !after_it
            || written.minutes == 0
            || is_of_seconds(&text[written.range.clone()])
        {
            continue;
        }
        let start = text[..written.range.start]
            .rfind(['.', '!', '?', '\n'])
            .map_or(0, |at| at + 1);
        let start = start_of_sentence(text, start);
        // `SEV2 · detected in 10 min · resolved in 45 min`: facts side by side.
        let start = text[start..written.range.start]
            .rmatch_indices(['·', '•', '|'])
            .next()
            .map_or(start, |(at, mark)| start + at + mark.len());
        let before = text[start..written.range.start].to_lowercase();
        let end = text[written.range.end..]
            .find(['.', '!', '?', ';'])
            .map_or(text.len(), |at| written.range.end + at);
        let after = text[written.range.end..end].to_lowercase();
        let by_verb =
            done_in(&before).filter(|label| tells.outage || *label == Label::TimeToDetect);
        if written.bound && by_verb.is_none() {
            continue;
        }
        let label = names_time_to(&before)
            .or(by_verb)
            .or_else(|| took(&before, &after))
            .or_else(|| detected_after(&before, &after).then_some(Label::TimeToDetect))
            .or_else(|| {
                let told = tells.outage && tells_outage(&before, &after)
                    || tells.effect
                        && (tells_effect(&before, &after) || follows_range(&before, &after));
                told.then_some(Label::TimeToResolve)
            });
        if let Some(label) = label {
            set(
                durations,
                label,
                Sourced::new(written.minutes, source(written.range)),
            );
        }
    }
}

/// `40 seconds`: too short to be what an incident took as a whole.
fn is_of_seconds(text: &str) -> bool {
    text.contains("sec") && !text.contains("min") && !text.contains('h')
}

/// A line's break ends no sentence: prose is wrapped.
fn start_of_sentence(text: &str, start: usize) -> usize {
    if start == 0 || !text[..start].ends_with('\n') {
        return start;
    }
    text[..start - 1]
        .rfind(['.', '!', '?'])
        .map_or(0, |at| at + 1)
}
