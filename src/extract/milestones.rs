//! Start, detection, mitigation and resolution, where a label says so.

mod ranges;

use super::Context;
use super::dates;
use super::labels::{self, Label};
use super::moments::carry::Carry;
use super::moments::{self, Reading};
use super::timeline;
use crate::diagnostic::Diagnostic;
use crate::expression::{as_written, expression};
use crate::model::{Incident, Milestones, Moment, Precision, Sourced, TimelineEvent};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub fn extract(context: &Context<'_>, incident: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    from_fields(context, incident);
    for event in &incident.timeline {
        from_event(event, &mut incident.milestones);
    }
    if incident.milestones.started.is_none() && incident.milestones.resolved.is_none() {
        let reading = context.reading;
        if let Some(range) = ranges::first(context, reading) {
            ranges::set(range, carry(context, incident, reading), incident);
        }
    }
    contradiction(incident, diagnostics);
}

/// `Start time: …`, `Discovery: …`, `started_at = …`.
fn from_fields(context: &Context<'_>, incident: &mut Incident) {
    let mut labelled = context
        .fields
        .iter()
        .filter_map(|field| Some((field, field.label?)))
        .filter(|(_, label)| {
            matches!(
                label,
                Label::Started | Label::Detected | Label::Mitigated | Label::Resolved
            )
        })
        .peekable();
    if labelled.peek().is_none() {
        return;
    }
    let reading = context.reading;
    let mut carry = carry(context, incident, reading);
    let is_repaired = |name: &str| name.contains("repair");
    let has_resolved = context
        .fields
        .iter()
        .any(|field| field.label == Some(Label::Resolved) && !is_repaired(&field.name));
    for (field, label) in labelled {
        let Some(leading) = moments::leading(&field.value, reading) else {
            continue;
        };
        let words_follow = field.value[leading.rest..].split_whitespace().count();
        // `Detection: 10:05 the first alert fired …` is a story; a bare day is no moment of a milestone's weight.
        if !leading.written.has_time() && leading.written.clock.is_some()
            || words_follow > 8 && !leading.set_off
        {
            continue;
        }
        let at = carry.moment(&leading.written);
        // Beside `Resolved`, `Repaired` says when the worst was over.
        let label = match label {
            Label::Resolved if is_repaired(&field.name) && has_resolved => Label::Mitigated,
            label => label,
        };
        set(
            &mut incident.milestones,
            label,
            Sourced::new(at, field.source.clone()),
        );
    }
}

/// What the document says of the day and the zone of its times.
fn carry(context: &Context<'_>, incident: &Incident, reading: Reading<'_>) -> Carry {
    let near = incident
        .date
        .as_ref()
        .map(|date| date.value)
        .or_else(|| dates::before_timeline(context).0);
    let mut carry = Carry::near(near);
    carry.other_zone = timeline::stated_zone(context, reading);
    carry
}

/// An end before the start: one of the two is wrong, and no duration follows from them.
fn contradiction(incident: &Incident, diagnostics: &mut Vec<Diagnostic>) {
    let milestones = &incident.milestones;
    let (Some(started), Some(resolved)) = (&milestones.started, &milestones.resolved) else {
        return;
    };
    let (Some(from), Some(to)) = (started.value.instant(), resolved.value.instant()) else {
        return;
    };
    if to < from
        && let Some(span) = resolved.source.span()
    {
        let mut diagnostic = Diagnostic::warning(
            "resolved-before-started",
            span,
            "it was resolved before it started",
        )
        .help("one of the two times is wrong, or of another day or zone");
        if let Some(place) = started.source.span() {
            diagnostic = diagnostic.label(place, "it started");
        }
        diagnostics.push(diagnostic);
    }
}

/// Marks in the timeline's entries: `(mitigated)`, `END OF OUTAGE`, `Recovery: …`.
fn from_event(event: &TimelineEvent, milestones: &mut Milestones) {
    if event.at.precision() == Precision::Unknown {
        return;
    }
    let marked = match MARK.is_match(&event.text) {
        true => marked(&event.text.to_lowercase()),
        false => Vec::new(),
    };
    for label in marked.into_iter().chain(label_of(&event.text)) {
        set(milestones, label, Sourced::text(event.at, event.span));
    }
}

/// The label with which an entry begins.
fn label_of(text: &str) -> Option<Label> {
    let name = text.split([':', '(']).next().unwrap_or(text).trim();
    if name.len() > 30 || name.split_whitespace().count() > 4 {
        return None;
    }
    labels::label(&name.to_lowercase())
}

/// Words of which an entry that marks a milestone has one: a quick look before the closer one.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    expression(&as_written(&[
        "start",
        "begin",
        "began",
        "end",
        "outage",
        "incident",
        "impact",
        "issue",
        "downtime",
        "disruption",
        "detected",
        "mitigated",
        "resolved",
    ]))
});

/// The milestones that an entry marks: `outage begins`, `end of the incident`, `… (mitigated)`.
fn marked(lower: &str) -> Vec<Label> {
    let words = words(lower);
    let word = |index: usize| words.get(index).map_or("", |range| &lower[range.clone()]);
    let mut labels = Vec::new();
    for (index, range) in words.iter().enumerate() {
        if index > 0 && matches!(word(index - 1), "not" | "no" | "if" | "until") {
            continue;
        }
        let of = usize::from(word(index + 2) == "the");
        let of_subject = word(index + 1) == "of" && is_subject(word(index + 2 + of));
        let label = match word(index) {
            "start" | "beginning" if of_subject => Some(Label::Started),
            "end" if of_subject => Some(Label::Resolved),
            subject if is_subject(subject) => match word(index + 1) {
                "begins" | "begin" | "began" | "starts" | "started" => Some(Label::Started),
                "detected" => Some(Label::Detected),
                "mitigated" => Some(Label::Mitigated),
                "ends" | "ended" | "over" | "resolved" => Some(Label::Resolved),
                _ => None,
            },
            "started" if is_set_apart(lower, range) => Some(Label::Started),
            "detected" if is_set_apart(lower, range) => Some(Label::Detected),
            "mitigated" if is_set_apart(lower, range) => Some(Label::Mitigated),
            "resolved" if is_set_apart(lower, range) => Some(Label::Resolved),
            _ => None,
        };
        labels.extend(label);
    }
    labels
}

fn is_subject(word: &str) -> bool {
    matches!(
        word,
        "outage" | "incident" | "impact" | "issue" | "downtime" | "disruption"
    )
}

/// The places of the words.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(text.len() / 4);
    let mut start = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let end = start + word.len();
        if !word.is_empty() {
            words.push(start..end);
        }
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// Whether the author set a word apart: in brackets, behind a dash, as the entry's only word.
fn is_set_apart(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    let after = text[range.end..].trim_start();
    (before.is_empty() || before.ends_with(['(', '[', ';', '–', '—', ':', '-', ',']))
        && (after.is_empty() || after.starts_with([')', ']', '.', '–', '—', ':', ';']))
}

/// Keeps what was found first.
fn set(milestones: &mut Milestones, label: Label, value: Sourced<Moment>) {
    let slot = match label {
        Label::Started => &mut milestones.started,
        Label::Detected => &mut milestones.detected,
        Label::Mitigated => &mut milestones.mitigated,
        Label::Resolved => &mut milestones.resolved,
        _ => return,
    };
    if slot.is_none() {
        *slot = Some(value);
    }
}
