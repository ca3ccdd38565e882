//! How long it took to detect, mitigate and resolve: as stated, else worked out from the milestones.

mod effects;
mod prose;
mod words;

use super::Context;
use super::labels::{self, Label};
use super::moments::duration;
use crate::diagnostic::Diagnostic;
use crate::model::{Durations, Incident, Moment, Source, Sourced};
use chrono::{NaiveTime, Timelike};

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
    prose::read(context, &mut durations);
    durations
}

/// `Time to detection: 54 minutes`, `Total Duration: 00:22 Minutes (10:02 UTC → 10:24 UTC)`.
fn from_fields(context: &Context<'_>, durations: &mut Durations) {
    for field in &context.fields {
        let Some(label) = field.label else {
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
        // `Outage: 29 hours`, but `Outage: 23:10 – 10:30` is a range.
        if !labels::says_duration(&field.name)
            && (written.range.start > 0 || field.value.contains(':'))
        {
            continue;
        }
        let leads = field.value[..written.range.start]
            .split_whitespace()
            .count()
            <= 3;
        // `13:48 UTC - 16:05 UTC (137 minutes)`
        let leads = leads
            || words::follows_range(
                &field.value[..written.range.start],
                &field.value[written.range.end..],
            );
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

/// `2021-12-10T00:00:00` in front matter: a tool's way to write a day.
fn of_days(moment: &Sourced<Moment>) -> bool {
    matches!(moment.source, Source::FrontMatter(_) | Source::SideFile(_)) && of_midnight(moment)
}

fn of_midnight(moment: &Sourced<Moment>) -> bool {
    moment.value.time == Some(NaiveTime::MIN)
}

/// `23:59`: a day's last minute stands for its end.
fn of_last_minute(moment: &Moment) -> bool {
    moment
        .time
        .is_some_and(|time| time.hour() == 23 && time.minute() == 59)
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
    if of_days(from) || of_days(to) && of_midnight(from) || of_last_minute(&to.value) {
        return;
    }
    if let (Some(start), Some(end)) = (from.value.instant(), to.value.instant()) {
        let minutes = (end - start).num_minutes();
        if (1..=366 * 24 * 60).contains(&minutes) {
            let spans = [&from.source, &to.source]
                .into_iter()
                .filter_map(Source::span)
                .collect();
            *slot = Some(Sourced::new(minutes as u32, Source::Derived(spans)));
        }
    }
}
