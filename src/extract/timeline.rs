//! The timeline: dated or timed entries of lists, tables, headings, lines and definitions.
//!
//! An *entry* is one thing that happened, with the moment at which it stands. Its text is its own line or first
//! paragraph. What nobody dated is no entry.

mod impossible;
mod parts;
mod table;
mod text;
mod updates;
mod walk;
mod zones;

use super::Context;
use super::dates;
use super::labels;
use super::moments::carry::Carry;
use super::moments::{self, Reading};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Zone};
use walk::Walker;

pub fn extract(context: &Context<'_>, incident: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    let reading = context.reading;
    let (day, year) = dates::before_timeline(context);
    let mut carry = Carry::near(day);
    carry.year = year;
    carry.half_days = !says_which_half(&context.source.text);
    let chosen = parts::chosen(&context.outline, reading);
    carry.stated_zone = zones::stated_in_timeline(&context.outline, &chosen, reading);
    if let Some(written) = zero(&context.source.text, reading) {
        carry.count_from(&written);
    }
    let mut events = walk(context, &chosen, reading, carry.clone());
    // `Key events: first detected …, resolved …` are milestones; the story may stand where no heading names it.
    let mut others = events.iter().filter(|event| !labels::is_name(&event.text));
    if others.nth(events.len() / 2).is_none() {
        let mut unnamed = parts::that_look_like_timelines(&context.outline, reading);
        unnamed.retain(|part| !chosen.contains(part));
        // Beside a timeline, a table of causes by their days is none.
        if !events.is_empty() {
            unnamed.retain(|&part| !parts::holds_table(&context.outline.parts[part], reading));
        }
        carry.stated_zone = (carry.stated_zone)
            .or_else(|| zones::in_brackets_of(&context.outline, &unnamed, reading));
        let told = walk(context, &unnamed, reading, carry);
        if events.is_empty() || !told.is_empty() {
            events = told;
        }
    }
    if events
        .iter()
        .any(|event| event.at.zone == Zone::Unstated && event.at.time.is_some())
        && let Some(zone) = zones::stated_in_fields(&context.fields, reading)
            .or_else(|| zones::stated_elsewhere(&context.outline, reading))
            .or_else(|| zones::of_fields(&context.fields, reading))
    {
        for event in &mut events {
            if event.at.zone == Zone::Unstated {
                event.at.zone = zone;
            }
        }
    }
    impossible::keep(context, &mut events, diagnostics);
    incident.timeline = events;
}

/// The time that a document calls `T0`, where it counts from it: `T0 = 13:05 UTC`, `(T+0 is 13:05)`.
fn zero(text: &str, reading: Reading<'_>) -> Option<moments::Written> {
    const NEAR: usize = 40;
    memchr::memmem::find(text.as_bytes(), b"T+")?;
    let names = ["T0", "T=0", "T-0", "T+0"];
    names
        .iter()
        .flat_map(|name| text.match_indices(name))
        .find_map(|(at, name)| {
            let before = text[..at].trim_end_matches([' ', '*', '_', '`', '(', '-']);
            let begins =
                before.is_empty() || before.ends_with(['\n', '.', ':', ';', '|', '>', ',']);
            if !begins {
                return None;
            }
            let rest = &text[at + name.len()..];
            let rest = rest.lines().next().unwrap_or_default();
            let links = [" = ", "=", " is ", ": ", " at ", " (", " was "];
            let rest = links.iter().find_map(|link| rest.strip_prefix(link))?;
            let end = rest
                .char_indices()
                .nth(NEAR)
                .map_or(rest.len(), |(end, _)| end);
            let mut found = moments::all(&rest[..end], reading).into_iter();
            found.find(|written| matches!(written.clock, Some(moments::Clock::Time { .. })))
        })
}

/// The zone that the document states for its times.
pub fn stated_zone(context: &Context<'_>, reading: Reading<'_>) -> Option<Zone> {
    let chosen = parts::chosen(&context.outline, reading);
    zones::stated_in_timeline(&context.outline, &chosen, reading)
        .or_else(|| zones::stated_in_fields(&context.fields, reading))
        .or_else(|| zones::stated_elsewhere(&context.outline, reading))
        .or_else(|| zones::of_fields(&context.fields, reading))
}

fn walk(
    context: &Context<'_>,
    chosen: &[usize],
    reading: Reading<'_>,
    carry: Carry,
) -> Vec<crate::model::TimelineEvent> {
    let walk = |carry: Carry| {
        let mut walker = Walker::new(&context.outline, reading, carry);
        for &index in chosen {
            walker.part(index, chosen);
        }
        walker.finish()
    };
    let (events, behind) = walk(carry.clone());
    let (forward, backward) = behind.steps;
    // A status page's history: the newest entry stands first.
    if backward < 2 || backward < 2 * forward || carry.half_days {
        return events;
    }
    let mut carry = carry;
    carry.newest_first = true;
    let (mut events, behind) = walk(carry);
    let oldest = events.iter().filter_map(|event| event.at.date).min();
    if let (false, Some(began), Some(oldest)) = (behind.day_written, behind.reference, oldest) {
        // The day that the document tells is that of the oldest entry.
        for event in &mut events {
            event.at.date = event.at.date.map(|date| date + (began - oldest));
        }
    }
    events
}

/// Whether any time of the document is of a clock of 24 hours, or says `am` or `pm`: then each means what it says.
fn says_which_half(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().any(|(at, window)| {
        let before = |back: usize| at.checked_sub(back).and_then(|at| bytes.get(at)).copied();
        let is_time = window[0].is_ascii_digit()
            && matches!(window[1], b':' | b'.')
            && window[2].is_ascii_digit();
        if !is_time {
            return false;
        }
        let behind = text.get(at + 4..).unwrap_or_default().trim_start();
        let told = behind
            .get(..1)
            .is_some_and(|c| c.eq_ignore_ascii_case("a") || c.eq_ignore_ascii_case("p"))
            && behind
                .get(1..3)
                .is_some_and(|c| c.starts_with(['m', 'M', '.']));
        let of_24_hours = match before(1) {
            Some(b'0') => !before(2).is_some_and(|byte| byte.is_ascii_digit()),
            Some(b'1') => window[0] >= b'3',
            Some(b'2') => true,
            _ => false,
        };
        told || (window[1] == b':' && of_24_hours)
    })
}
