//! How long it took to detect, mitigate and resolve: as stated, else worked out from the milestones.

use super::Context;
use super::headings::Meaning;
use super::labels::{self, Label};
use super::moments::duration;
use super::moments::scan::word;
use crate::diagnostic::Diagnostic;
use crate::model::{Durations, Incident, Moment, Source, Sourced};
use crate::parse::{BlockKind, Inline};

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    incident.durations = stated(context);
    let durations = &mut incident.durations;
    let milestones = &incident.milestones;
    let started = milestones.started.as_ref();
    derive(&mut durations.detect, started, milestones.detected.as_ref());
    derive(
        &mut durations.mitigate,
        started,
        milestones.mitigated.as_ref(),
    );
    derive(
        &mut durations.resolve,
        started,
        milestones.resolved.as_ref(),
    );
}

/// What the document itself states.
pub fn stated(context: &Context<'_>) -> Durations {
    let mut durations = Durations::default();
    from_fields(context, &mut durations);
    from_text(context, &mut durations);
    durations
}

/// `Time to detection: 54 minutes`, `Total Duration: 00:22 Minutes (10:02 UTC → 10:24 UTC)`.
fn from_fields(context: &Context<'_>, durations: &mut Durations) {
    for field in &context.fields {
        let Some(label) = labels::label(&field.name) else {
            continue;
        };
        let is_moment = matches!(
            label,
            Label::Date | Label::Started | Label::Detected | Label::Mitigated | Label::Resolved
        );
        // `Detection time: 5 minutes` names a duration, `Detection time: 10:05` a moment.
        let label = match label {
            _ if !is_moment => label,
            Label::Detected if field.name.contains("time") => Label::TimeToDetect,
            Label::Mitigated if field.name.contains("time") => Label::TimeToMitigate,
            Label::Resolved if field.name.contains("time") && !field.name.contains("end") => {
                Label::TimeToResolve
            }
            _ => continue,
        };
        let unit = unit_of(&field.name);
        let Some(written) = duration::value(&field.value, unit) else {
            continue;
        };
        let leads = field.value[..written.range.start]
            .split_whitespace()
            .count()
            <= 3;
        if leads && !written.bound && !(is_moment && field.value.contains(':')) {
            set(
                durations,
                label,
                Sourced::new(written.minutes, field.source.clone()),
            );
        }
    }
}

/// The unit in a field's name: `time_to_detect_minutes = 5`.
fn unit_of(name: &str) -> Option<f64> {
    name.split(' ').find_map(|word| match word {
        "minutes" | "minute" | "min" | "mins" => Some(1.0),
        "hours" | "hour" | "hrs" => Some(60.0),
        "seconds" | "secs" => Some(1.0 / 60.0),
        _ => None,
    })
}

/// Sentences that state it: `Time to detect: 2 minutes`, `the outage lasted 45 minutes`, `a 30 minute outage`.
fn from_text(context: &Context<'_>, durations: &mut Durations) {
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
        .filter(|part| part.within != Some(Meaning::Summary) && telling(part.within));
    for part in summary.chain(rest) {
        for block in &part.blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => {
                    sentence(inline, durations, part.within != Some(Meaning::Timeline))
                }
                BlockKind::List { items, .. } => {
                    for lead in items.iter().filter_map(crate::parse::Item::lead) {
                        sentence(lead, durations, part.within != Some(Meaning::Timeline));
                    }
                }
                _ => {}
            }
        }
    }
    if let Some(title) = title {
        sentence(title, durations, true);
    }
}

fn sentence(inline: &Inline, durations: &mut Durations, may_tell_outage: bool) {
    let text = inline.text.as_str();
    if !duration::may_stand_in(text) {
        return;
    }
    for written in duration::all(text) {
        if written.bound || written.minutes == 0 {
            continue;
        }
        let start = text[..written.range.start]
            .rfind(['.', '!', '?', '\n'])
            .map_or(0, |at| at + 1);
        let start = start_of_sentence(text, start);
        let before = text[start..written.range.start].to_lowercase();
        let end = text[written.range.end..]
            .find(['.', '!', '?', ';'])
            .map_or(text.len(), |at| written.range.end + at);
        let after = text[written.range.end..end].to_lowercase();
        let label = names_time_to(&before).or_else(|| {
            (may_tell_outage && tells_outage(&before, &after)).then_some(Label::TimeToResolve)
        });
        if let Some(label) = label {
            set(
                durations,
                label,
                Sourced::text(written.minutes, inline.span_of(written.range)),
            );
        }
    }
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

/// `time to detection (TTD) was about`: a duration named right before it.
fn names_time_to(before: &str) -> Option<Label> {
    let at = before.rfind("time to ")? + "time to ".len();
    let verb = word(before, at);
    let label = labels::time_to(verb)?;
    let rest = before[at + verb.len()..].trim();
    let between = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let short = between
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| {
            [
                "ttd",
                "ttr",
                "ttm",
                "was",
                "is",
                "about",
                "approximately",
                "roughly",
                "around",
                "a",
                "the",
                "issue",
                "incident",
                "of",
                "took",
                "us",
                "and",
            ]
            .contains(&word)
        });
    short.then_some(label)
}

/// Words for an incident that lasts.
const OUTAGE: &[&str] = &[
    "outage",
    "incident",
    "downtime",
    "disruption",
    "interruption",
    "unavailability",
    "unavailable",
    "unusable",
    "down",
    "offline",
    "inaccessible",
    "unreachable",
    "unresponsive",
    "failure",
    "degradation",
    "degraded",
    "failing",
    "failed",
    "broken",
    "impact",
];

fn tells_outage(before: &str, after: &str) -> bool {
    let preceding = tail(before);
    let verb = preceding
        .iter()
        .rev()
        .find(|word| !SOFTENERS.contains(&word.as_str()))
        .map(String::as_str);
    // `lasted about`, `lasting`: of an effect, a problem, an outage.
    if matches!(verb, Some("lasted" | "lasting" | "lasts")) {
        return true;
    }
    // `for an hour before we noticed` is the time until something else.
    let next = after
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    if matches!(next, Some("before" | "after" | "until" | "into")) {
        return false;
    }
    match verb {
        // `was down for`, `an outage for`: what lasted stands right before.
        Some("for")
            if preceding.iter().any(|word| {
                OUTAGE.contains(&word.as_str()) || matches!(word.as_str(), "lasted" | "lasting")
            }) =>
        {
            return true;
        }
        Some("duration" | "downtime") => return true,
        Some("of")
            if ["duration of", "outage of", "downtime of"]
                .iter()
                .any(|said| before.contains(said)) =>
        {
            return true;
        }
        Some("was") if before.contains("duration") || before.contains("downtime") => return true,
        _ => {}
    }
    // `a 30-minute outage`, `7 minute cascading failure`, `47 minutes of downtime`.
    let mut words = after
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let of = after.trim_start().starts_with("of ");
    let next: Vec<&str> = words.by_ref().take(if of { 4 } else { 3 }).collect();
    let adjectival = after.starts_with([' ', '-']) && !after.trim_start().starts_with([',', '(']);
    adjectival
        && next.iter().any(|word| {
            [
                "outage",
                "downtime",
                "disruption",
                "interruption",
                "unavailability",
                "incident",
                "failure",
                "degradation",
            ]
            .contains(word)
        })
        && !next.iter().any(|word| {
            [
                "before", "after", "until", "when", "and", "later", "into", "to", "from",
            ]
            .contains(word)
        })
}

/// Words that only soften a number.
const SOFTENERS: &[&str] = &[
    "about",
    "approximately",
    "around",
    "roughly",
    "nearly",
    "almost",
    "just",
    "over",
    "a",
    "total",
    "some",
    "circa",
    "ca",
    "approx",
    "the",
];

/// The last words before the duration.
fn tail(before: &str) -> Vec<String> {
    let words: Vec<&str> = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words[words.len().saturating_sub(5)..]
        .iter()
        .map(|word| word.to_string())
        .collect()
}

fn set(durations: &mut Durations, label: Label, value: Sourced<u32>) {
    let slot = match label {
        Label::TimeToDetect => &mut durations.detect,
        Label::TimeToMitigate => &mut durations.mitigate,
        Label::TimeToResolve => &mut durations.resolve,
        _ => return,
    };
    if slot.is_none() {
        *slot = Some(value);
    }
}

/// The time between two milestones, where nothing states it.
fn derive(
    slot: &mut Option<Sourced<u32>>,
    from: Option<&Sourced<Moment>>,
    to: Option<&Sourced<Moment>>,
) {
    let (None, Some(from), Some(to)) = (&slot, from, to) else {
        return;
    };
    if let (Some(start), Some(end)) = (from.value.instant(), to.value.instant()) {
        let minutes = (end - start).num_minutes();
        if (0..=366 * 24 * 60).contains(&minutes) {
            let spans = [&from.source, &to.source]
                .into_iter()
                .filter_map(Source::span)
                .collect();
            *slot = Some(Sourced::new(minutes as u32, Source::Derived(spans)));
        }
    }
}
