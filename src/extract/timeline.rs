//! The timeline: dated or timed entries of lists, tables, headings, lines and definitions.
//!
//! An *entry* is one thing that happened, with the moment at which it stands. Its text is its own line or first
//! paragraph. What nobody dated is no entry.

mod parts;
mod table;
mod text;
mod walk;
mod zones;

use super::Context;
use super::dates;
use super::moments::Reading;
use super::moments::carry::Carry;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Zone};
use walk::Walker;

pub fn extract(context: &Context<'_>, incident: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    let _ = diagnostics;
    let reading = Reading::of(context.config, &context.source.text);
    let (day, year) = dates::before_timeline(context);
    let mut carry = Carry::near(day);
    carry.year = year;
    let chosen = parts::chosen(&context.outline, reading);
    carry.stated_zone = zones::stated_in_timeline(&context.outline, &chosen, reading);
    let mut events = walk(context, &chosen, reading, carry.clone());
    if events.is_empty() {
        let unnamed = parts::that_look_like_timelines(&context.outline, reading);
        events = walk(context, &unnamed, reading, carry);
    }
    if events
        .iter()
        .any(|event| event.at.zone == Zone::Unstated && event.at.time.is_some())
        && let Some(zone) = zones::stated_elsewhere(&context.outline, reading)
    {
        for event in &mut events {
            if event.at.zone == Zone::Unstated {
                event.at.zone = zone;
            }
        }
    }
    incident.timeline = events;
}

/// The zone that the document states for its times.
pub fn stated_zone(context: &Context<'_>, reading: Reading<'_>) -> Option<Zone> {
    let chosen = parts::chosen(&context.outline, reading);
    zones::stated_in_timeline(&context.outline, &chosen, reading)
        .or_else(|| zones::stated_elsewhere(&context.outline, reading))
}

fn walk(
    context: &Context<'_>,
    chosen: &[usize],
    reading: Reading<'_>,
    carry: Carry,
) -> Vec<crate::model::TimelineEvent> {
    let mut walker = Walker::new(&context.outline, reading, carry);
    for &index in chosen {
        walker.part(index, chosen);
    }
    walker.finish()
}
