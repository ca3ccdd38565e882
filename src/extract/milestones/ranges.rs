//! Start and end of the incident where they are written as a range: `Total duration: 22 minutes (10:02 UTC → 10:24 UTC)`,
//! "Between 09:41 and 13:15 UTC payments failed".

use crate::extract::Context;
use crate::extract::headings::Meaning;
use crate::extract::items::sentences;
use crate::extract::labels::{self, Label};
use crate::extract::moments::carry::Carry;
use crate::extract::moments::{self, Reading, Written};
use crate::model::{Incident, Moment, Source, Sourced};
use crate::parse::BlockKind;

/// So many paragraphs open a document.
const OPENING: usize = 4;

/// The two ends of a range and what says so.
pub struct Range {
    start: Written,
    end: Written,
    source: Source,
}

/// The first range that a fact or the opening prose gives.
pub fn first(context: &Context<'_>, reading: Reading<'_>) -> Option<Range> {
    of_fields(context, reading).or_else(|| of_prose(context, reading))
}

/// Sets start and end; `carry` knows the day and the zone.
pub fn set(range: Range, mut carry: Carry, incident: &mut Incident) {
    let from = carry.moment(&range.start);
    let to = carry.moment(&range.end);
    let milestones = &mut incident.milestones;
    milestones.started = Some(Sourced::new(from, range.source.clone()));
    milestones.resolved = Some(Sourced::new(later(from, to), range.source));
}

/// An end without a day of its own that lies before the start is of the day after.
fn later(from: Moment, mut to: Moment) -> Moment {
    if let (Some(start), Some(end)) = (from.instant(), to.instant())
        && end < start
        && from.date == to.date
    {
        to.date = to.date.and_then(|date| date.succ_opt());
    }
    to
}

fn of_fields(context: &Context<'_>, reading: Reading<'_>) -> Option<Range> {
    let named = context.fields.iter().filter(|field| {
        labels::label(&field.name) == Some(Label::TimeToResolve)
            || WINDOWS.contains(&field.name.as_str())
    });
    named
        .filter(|field| field.value.len() <= 160)
        .find_map(|field| {
            let (start, end) = ends(&field.value, reading)?;
            Some(Range {
                start,
                end,
                source: field.source.clone(),
            })
        })
}

/// Facts whose value is when it began and ended.
const WINDOWS: &[&str] = &[
    "when",
    "window",
    "outage window",
    "incident window",
    "outage period",
    "period",
    "time",
    "times",
    "time of incident",
    "time frame",
    "timeframe",
    "date and time",
    "date time",
];

fn of_prose(context: &Context<'_>, reading: Reading<'_>) -> Option<Range> {
    use Meaning::{Facts, Impact, Narrative, Summary};
    let telling = |within| matches!(within, None | Some(Summary | Impact | Narrative | Facts));
    let parts = &context.outline.parts;
    let paragraphs = parts
        .iter()
        .filter(|part| telling(part.within))
        .flat_map(|part| part.blocks.iter())
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(inline) if !inline.is_empty() => Some(inline),
            _ => None,
        });
    for inline in paragraphs.take(OPENING) {
        if !inline.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        for sentence in sentences(inline) {
            let text = &inline.text[sentence.clone()];
            let lower = text.to_ascii_lowercase();
            let opens = ["between ", "from "]
                .iter()
                .any(|word| lower.contains(word));
            if !opens || !FAILED.iter().any(|word| lower.contains(word)) {
                continue;
            }
            if let Some((start, end)) = ends(text, reading)
                && begins_range(&lower[..start.range.start])
            {
                let place = start.range.start + sentence.start..start.range.end + sentence.start;
                return Some(Range {
                    start,
                    end,
                    source: Source::Text(inline.span_of(place)),
                });
            }
        }
    }
    None
}

/// Words of which a sentence that says what failed has one.
const FAILED: &[&str] = &[
    "outage",
    "down",
    "error",
    "fail",
    "unavailab",
    "degrad",
    "disrupt",
    "interrupt",
    "unable",
    "unreachable",
    "could not",
    "couldn't",
    "no longer",
    "affected",
    "slow",
    "offline",
    "broke",
    "lost",
    "incident",
    "refused",
    "declined",
    "rejected",
    "nobody",
    "no one",
    "did not",
    "didn't",
    "not work",
];

/// Whether the words end with `between` or `from`, a day that follows them aside.
fn begins_range(before: &str) -> bool {
    let last = before.split_whitespace().next_back();
    matches!(last, Some("between" | "from"))
}

/// The first range of a text: its two ends, each with what is written of it.
fn ends(text: &str, reading: Reading<'_>) -> Option<(Written, Written)> {
    moments::all(text, reading)
        .into_iter()
        .filter(Written::has_time)
        .find_map(|start| {
            // The dashes of a day (`2026-03-04`) join nothing.
            let whole = &text[start.range.clone()];
            let is_iso =
                whole.len() > 10 && whole.as_bytes()[4] == b'-' && whole.is_char_boundary(10);
            let whole = if is_iso { &whole[10..] } else { whole };
            let end = MARKS
                .iter()
                .filter_map(|mark| Some(whole.find(mark)? + mark.len()))
                .filter_map(|at| moments::leading(whole[at..].trim_start(), reading))
                .map(|leading| leading.written)
                .find(Written::has_time)?;
            let zone = end.zone.or(start.zone);
            Some((start, Written { zone, ..end }))
        })
}

/// What stands between the two ends.
const MARKS: &[&str] = &[
    " and ",
    " to ",
    " until ",
    " till ",
    " through ",
    "->",
    "=>",
    "→",
    "–",
    "—",
    "−",
    " - ",
    "-",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DateOrder;
    use std::collections::BTreeMap;

    #[test]
    fn both_ends_of_a_range_are_read() {
        let zones = BTreeMap::new();
        let reading = Reading {
            order: DateOrder::Dmy,
            zones: &zones,
            compact: false,
        };
        for text in [
            "Between 09:41 and 13:15 UTC nobody could pay.",
            "22 minutes (09:41 UTC → 13:15 UTC)",
            "2026-03-04 09:41–13:15 UTC",
            "2026-03-04 09:41-13:15 UTC",
            "from 09:41 until 13:15",
        ] {
            let (start, end) = ends(text, reading).expect(text);
            let time = |written: &Written| match written.clock {
                Some(moments::Clock::Time { time, .. }) => time.to_string(),
                _ => String::new(),
            };
            assert_eq!(
                (time(&start), time(&end)),
                ("09:41:00".into(), "13:15:00".into())
            );
        }
        assert!(ends("at 09:41 UTC", reading).is_none());
    }
}
