//! Start, detection, mitigation and resolution, where a label says so.

use super::Context;
use super::dates;
use super::labels::{self, Label};
use super::moments::carry::Carry;
use super::moments::{self, Reading};
use super::timeline;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Milestones, Moment, Sourced, TimelineEvent};

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    from_fields(context, incident);
    for event in &incident.timeline {
        from_event(event, &mut incident.milestones);
    }
}

/// `Start time: …`, `Discovery: …`, `started_at = …`.
fn from_fields(context: &Context<'_>, incident: &mut Incident) {
    let mut labelled = context
        .fields
        .iter()
        .filter_map(|field| Some((field, labels::label(&field.name)?)))
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
    let reading = Reading::of(context.config, &context.source.text);
    let near = incident
        .date
        .as_ref()
        .map(|date| date.value)
        .or_else(|| dates::before_timeline(context).map(|date| date.value));
    let mut carry = Carry::near(near);
    carry.other_zone = timeline::stated_zone(context, reading);
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
        set(
            &mut incident.milestones,
            label,
            Sourced::new(at, field.source.clone()),
        );
    }
}

/// Marks in the timeline's entries: `(mitigated)`, `END OF OUTAGE`, `Recovery: …`.
fn from_event(event: &TimelineEvent, milestones: &mut Milestones) {
    if event.at.precision() == crate::model::Precision::Unknown {
        return;
    }
    for (label, phrases) in MARKS {
        if phrases.iter().any(|phrase| marks(&event.text, phrase))
            || label_of(&event.text) == Some(*label)
        {
            set(milestones, *label, Sourced::text(event.at, event.span));
        }
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

/// Whether a mark stands in the text: in brackets, alone, at its beginning or end, or as a phrase that says it all.
fn marks(text: &str, phrase: &str) -> bool {
    let lower = text.to_lowercase();
    let Some(at) = lower.find(phrase) else {
        return false;
    };
    let before = lower[..at].chars().next_back();
    let after = lower[at + phrase.len()..].chars().next();
    let bounded =
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric);
    if phrase.contains(' ') {
        return bounded && !lower[..at].trim_end().ends_with("not");
    }
    // A single word only where the author set it apart.
    let opened = lower[..at].trim_end();
    let closed = lower[at + phrase.len()..].trim();
    bounded
        && (opened.is_empty() || opened.ends_with(['(', '[', ';', '–', '—', ':', '-', ',']))
        && (closed.is_empty() || closed.starts_with([')', ']', '.', '–', '—', ':', ';']))
}

const MARKS: &[(Label, &[&str])] = &[
    (
        Label::Started,
        &[
            "start of outage",
            "start of incident",
            "outage begins",
            "outage starts",
            "outage began",
            "outage started",
            "incident begins",
            "incident starts",
            "incident began",
            "incident started",
            "start of the outage",
            "start of the incident",
            "start of impact",
            "impact begins",
            "impact starts",
            "started",
        ],
    ),
    (
        Label::Detected,
        &[
            "incident detected",
            "outage detected",
            "issue detected",
            "detected",
        ],
    ),
    (
        Label::Mitigated,
        &[
            "incident mitigated",
            "impact mitigated",
            "outage mitigated",
            "issue mitigated",
            "mitigated",
        ],
    ),
    (
        Label::Resolved,
        &[
            "end of outage",
            "end of incident",
            "outage ends",
            "outage ended",
            "outage over",
            "incident ends",
            "incident ended",
            "incident over",
            "end of the outage",
            "end of the incident",
            "end of impact",
            "impact ends",
            "incident resolved",
            "outage resolved",
            "resolved",
        ],
    ),
];

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
