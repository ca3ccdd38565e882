//! The day on which the incident began, and what says so.
//!
//! Fields of the author come first, then the title, the opening prose, the timeline, the day of writing, the file's
//! name. A day of writing (the date of a post, of a mail, of a byline) gives way to a day shortly before it that the
//! document tells.

mod begin;
mod byline;
mod prose;
mod reader;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced, TimelineEvent};
use begin::{Begin, begins, of_harm, without_prelude};
use chrono::NaiveDate;
pub use prose::Prose;
use reader::Reader;

/// Reads the day into the incident, unless one is known already.
pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    if incident.date.is_none() {
        incident.date = document_date(context, &incident.timeline);
    }
}

/// The longest time between an incident and what is written about it, in days, where nothing else tells them apart.
const WRITTEN_WITHIN: i64 = 60;

/// The day on which the incident began: stated in front matter or text, in the title, in the summary, by the timeline,
/// else by the file's name. `None` where nothing says, or where the timeline begins with what led to it long before.
pub fn document_date(
    context: &Context<'_>,
    timeline: &[TimelineEvent],
) -> Option<Sourced<NaiveDate>> {
    let reader = Reader::of(context);
    if let Some(date) = reader.stated()
        && !reader.is_of_writing(&date, timeline)
    {
        return Some(or_told_shortly_before(&reader, date));
    }
    let prose = reader.prose();
    let begin = begins(without_prelude(context, timeline), prose.weekday);
    if matches!(begin, Begin::Unsure) && prose.date.is_none() {
        return None;
    }
    let published = reader.published().or_else(|| prose.byline.clone());
    let told = match begin {
        // The summary's day is one of the timeline's: the entries before it led to the incident.
        Begin::On(date) => {
            let of_timeline = |told: &&Sourced<NaiveDate>| {
                timeline
                    .iter()
                    .any(|event| event.at.date == Some(told.value))
            };
            let mut told = prose.date.iter().chain(&prose.further);
            let told = told.find(of_timeline).cloned();
            Some(told.or_else(|| of_harm(timeline)).unwrap_or(date))
        }
        Begin::Unsure | Begin::Unknown => prose.date.as_ref().or(prose.spoken.as_ref()).cloned(),
    };
    match (told, published) {
        // A post is published on the day or some days after.
        (Some(told), Some(published))
            if told.value > published.value
                || (published.value - told.value).num_days() > WRITTEN_WITHIN =>
        {
            Some(published)
        }
        (Some(told), _) => Some(told),
        (None, Some(published)) => Some(published),
        (None, None) => reader
            .file_name()
            .or_else(|| prose.release.clone())
            .or_else(|| reader.id_date())
            .or_else(|| reader.quoted_date()),
    }
}

/// A bare date may be the day of writing: then the opening prose tells of one shortly before it.
fn or_told_shortly_before(reader: &Reader<'_>, date: Sourced<NaiveDate>) -> Sourced<NaiveDate> {
    let is_shortly_before = |told: &&Sourced<NaiveDate>| {
        (1..=WRITTEN_WITHIN).contains(&(date.value - told.value).num_days())
    };
    let told = reader.is_bare(&date).then(|| reader.sure()).flatten();
    told.filter(is_shortly_before).cloned().unwrap_or(date)
}

/// What everything but the timeline says about its day: near which one it must be, or of which year.
pub fn before_timeline(context: &Context<'_>) -> (Option<NaiveDate>, Option<i32>) {
    let reader = Reader::of(context);
    let stated = reader.stated();
    let day = match stated {
        Some(date) => Some(or_told_shortly_before(&reader, date)),
        None => {
            let prose = reader.prose();
            let told = prose.date.as_ref().or(prose.spoken.as_ref()).cloned();
            told.or_else(|| reader.published())
                .or_else(|| prose.byline.clone())
                .or_else(|| reader.file_name())
                .or_else(|| prose.release.clone())
                .or_else(|| reader.id_date())
                .or_else(|| reader.quoted_date())
        }
    };
    (day.map(|day| day.value), reader.year)
}
