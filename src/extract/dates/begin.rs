//! The day on which a timeline says that the incident began.

use crate::extract::{Context, durations};
use crate::model::{Sourced, TimelineEvent};
use chrono::{Datelike, NaiveDate, Weekday};

/// The timeline without the entries that led to the incident: what lasted an hour did not begin a day before the rest.
pub fn without_prelude<'t>(
    context: &Context<'_>,
    timeline: &'t [TimelineEvent],
) -> &'t [TimelineEvent] {
    let several_days = timeline
        .iter()
        .take(4)
        .any(|event| event.at.date != timeline[0].at.date);
    if timeline.len() < 4 || !several_days {
        return timeline;
    }
    let lasted = durations::stated(context).resolve;
    let Some(lasted) = lasted
        .map(|lasted| lasted.value)
        .filter(|minutes| *minutes > 0)
    else {
        return timeline;
    };
    let instants: Option<Vec<_>> = timeline
        .iter()
        .take(4)
        .map(|event| event.at.instant())
        .collect();
    let Some(instants) = instants else {
        return timeline;
    };
    let gap = |index: usize| (instants[index + 1] - instants[index]).num_minutes();
    let led = (0..2)
        .take_while(|&index| gap(index) > i64::from(lasted))
        .count();
    // Where nothing but gaps follow, the stated duration is of something else.
    if led < 2 || gap(2) <= i64::from(lasted) {
        &timeline[led..]
    } else {
        timeline
    }
}

pub enum Begin {
    On(Sourced<NaiveDate>),
    /// The first entry is of long before: what led to the incident.
    Unsure,
    Unknown,
}

pub fn begins(timeline: &[TimelineEvent], weekday: Option<Weekday>) -> Begin {
    let mut dated = timeline
        .iter()
        .filter_map(|event| event.at.date.map(|date| (date, event.span)));
    if let Some(weekday) = weekday
        && let Some((date, span)) = dated.clone().find(|(date, _)| date.weekday() == weekday)
    {
        return Begin::On(Sourced::text(date, span));
    }
    let Some((first, span)) = dated.next() else {
        return Begin::Unknown;
    };
    let next = dated.map(|(date, _)| date).find(|date| *date != first);
    match next {
        Some(next) if (next - first).num_days() > 30 => {
            of_harm(timeline).map_or(Begin::Unsure, Begin::On)
        }
        _ => Begin::On(Sourced::text(first, span)),
    }
}

/// So many entries may lead to an incident.
const LEADING: usize = 12;

/// Words for what fails; an entry without any tells of a change, a plan, a routine.
const FAILING: &[&str] = &[
    "error",
    "fail",
    "outage",
    "impact",
    "cannot",
    "unable",
    "nothing",
    "empty",
    "missing",
    "unavailab",
    "down",
    "timeout",
    "timed",
    "5xx",
    "404",
    "500",
    "502",
    "503",
    "504",
    "lag",
    "crash",
    "slow",
    "lost",
    "broke",
    "reject",
    "refuse",
    "complain",
];

/// The later day on which an entry says that something began to fail, where no entry before it tells of anything that
/// failed: those led to it.
pub fn of_harm(timeline: &[TimelineEvent]) -> Option<Sourced<NaiveDate>> {
    let first = timeline.first()?.at.date?;
    if timeline.iter().all(|event| event.at.date == Some(first)) {
        return None;
    }
    let fails = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| FAILING.iter().any(|failing| word.starts_with(failing)))
    };
    let (event, text) = timeline
        .iter()
        .take(LEADING)
        .map(|event| (event, event.text.to_lowercase()))
        .find(|(_, text)| fails(text))?;
    let begins = text
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ["begin", "begins", "began", "start", "starts", "started"].contains(&word));
    let date = event.at.date.filter(|date| begins && *date > first)?;
    Some(Sourced::text(date, event.span))
}
