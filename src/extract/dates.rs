//! The day on which the incident began, and what says so.

use super::Context;
use super::durations;
use super::fields::Field;
use super::headings::Meaning;
use super::labels::{self, Label};
use super::moments::carry::Carry;
use super::moments::{self, Day, Reading, Written, date};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Source, Sourced, TimelineEvent};
use crate::parse::{BlockKind, Inline};
use chrono::{Datelike, NaiveDate, Weekday};

/// Reads the day into the incident, unless one is known already.
pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    if incident.date.is_none() {
        incident.date = document_date(context, &incident.timeline);
    }
}

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
        return Some(date);
    }
    let prose = reader.prose();
    let begin = begins(without_prelude(context, timeline), prose.weekday);
    if matches!(begin, Begin::Unsure) && prose.date.is_none() {
        return None;
    }
    let told = match begin {
        // The summary's day is one of the timeline's: the entries before it led to the incident.
        Begin::On(date) => match prose.date {
            Some(told)
                if timeline
                    .iter()
                    .any(|event| event.at.date == Some(told.value)) =>
            {
                Some(told)
            }
            _ => Some(date),
        },
        Begin::Unsure | Begin::Unknown => prose.date,
    };
    match (told, reader.published()) {
        // A post is published on the day or some days after.
        (Some(told), Some(published))
            if told.value > published.value || (published.value - told.value).num_days() > 60 =>
        {
            Some(published)
        }
        (Some(told), _) => Some(told),
        (None, Some(published)) => Some(published),
        (None, None) => reader.file_name(),
    }
}

/// The timeline without the entries that led to the incident: what lasted an hour did not begin a day before the rest.
fn without_prelude<'t>(
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

/// What everything but the timeline says about its day: near which one it must be, or of which year.
pub fn before_timeline(context: &Context<'_>) -> (Option<NaiveDate>, Option<i32>) {
    let reader = Reader::of(context);
    let day = reader
        .stated()
        .or_else(|| reader.prose().date)
        .or_else(|| reader.published())
        .or_else(|| reader.file_name());
    (day.map(|day| day.value), reader.year)
}

struct Reader<'c> {
    context: &'c Context<'c>,
    reading: Reading<'c>,
    year: Option<i32>,
    /// A full date of the document, for days without a year: of its front matter, its name, its publication.
    near: Option<NaiveDate>,
    /// Front matter of a post: its date is the day of publication.
    is_post: bool,
}

#[derive(Default)]
struct Prose {
    date: Option<Sourced<NaiveDate>>,
    /// `On Monday …`: the day of the week on which it began.
    weekday: Option<Weekday>,
}

impl<'c> Reader<'c> {
    fn of(context: &'c Context<'c>) -> Self {
        let reading = Reading::of(context.config, &context.source.text);
        let is_post = context
            .fields
            .iter()
            .filter(|field| field.part.is_none())
            .any(|field| {
                [
                    "linktitle",
                    "link title",
                    "layout",
                    "permalink",
                    "description",
                    "excerpt",
                    "path",
                ]
                .contains(&field.name.as_str())
            });
        let mut reader = Self {
            context,
            reading,
            year: None,
            near: None,
            is_post,
        };
        let dated = |named: &dyn Fn(&str) -> bool| {
            context
                .fields
                .iter()
                .filter(|field| field.part.is_none() && named(&field.name))
                .find_map(|field| reader.field_date(field))
                .map(|date| date.value)
        };
        let near = dated(&|name| labels::label(name) == Some(Label::Date))
            .or_else(|| reader.file_name().map(|date| date.value))
            .or_else(|| dated(&|name| name.contains("publish")));
        let title = reader.title().map_or("", |title| title.text.as_str());
        let year = reader
            .front("title")
            .and_then(|field| year_in(&field.value))
            .or_else(|| year_in(title))
            .or_else(|| near.map(|date| date.year()))
            .or_else(|| year_in(&context.source.path))
            .or_else(|| reader.front("path").and_then(|field| year_in(&field.value)));
        reader.near = near;
        reader.year = year;
        reader
    }

    /// The first heading, unless it is one of the document's parts.
    fn title(&self) -> Option<&'c Inline> {
        let parts = &self.context.outline.parts;
        let part = parts.iter().take(3).find(|part| part.title.is_some())?;
        part.title.as_ref().filter(|_| part.meaning.is_none())
    }

    fn front(&self, name: &str) -> Option<&'c Field> {
        self.context
            .fields
            .iter()
            .find(|field| field.part.is_none() && field.name == name)
    }

    /// A start, a date, the title.
    fn stated(&self) -> Option<Sourced<NaiveDate>> {
        let labelled = |wanted: Label, front: bool| {
            self.context
                .fields
                .iter()
                .filter(move |field| {
                    field.part.is_none() == front && labels::label(&field.name) == Some(wanted)
                })
                .find_map(|field| self.field_date(field))
        };
        labelled(Label::Started, true)
            .or_else(|| {
                let date = labelled(Label::Date, true)?;
                (!self.is_post).then_some(date)
            })
            .or_else(|| labelled(Label::Started, false))
            .or_else(|| labelled(Label::Date, false))
            .or_else(|| labelled(Label::Detected, true))
            .or_else(|| self.title_date())
    }

    /// Whether a bare `Date` is the day of writing: everything that the timeline tells was over by then.
    fn is_of_writing(&self, date: &Sourced<NaiveDate>, timeline: &[TimelineEvent]) -> bool {
        let is_bare = self
            .context
            .fields
            .iter()
            .any(|field| field.name == "date" && field.source == date.source);
        let last = timeline.iter().filter_map(|event| event.at.date).max();
        is_bare && last.is_some_and(|last| (1..=60).contains(&(date.value - last).num_days()))
    }

    fn published(&self) -> Option<Sourced<NaiveDate>> {
        self.context
            .fields
            .iter()
            .filter(|field| field.part.is_none() && labels::label(&field.name) == Some(Label::Date))
            .find_map(|field| self.field_date(field))
    }

    fn field_date(&self, field: &Field) -> Option<Sourced<NaiveDate>> {
        let written = match moments::leading(&field.value, self.reading) {
            Some(leading) if leading.written.day.is_some() => leading.written,
            _ => moments::all(&field.value, self.reading)
                .into_iter()
                .find(|written| written.day.is_some())?,
        };
        self.resolve(&written)
            .map(|date| Sourced::new(date, field.source.clone()))
    }

    fn title_date(&self) -> Option<Sourced<NaiveDate>> {
        let of_field = || {
            let field = self.front("title")?;
            let date = self.resolve(&self.day_in(&field.value)?)?;
            Some(Sourced::new(date, field.source.clone()))
        };
        let of_heading = || {
            let title = self.title()?;
            let written = self.day_in(&title.text)?;
            let date = self.resolve(&written)?;
            Some(Sourced::text(date, title.span_of(written.range)))
        };
        of_field().or_else(of_heading)
    }

    /// The first day that a title names.
    fn day_in(&self, text: &str) -> Option<Written> {
        let leading = moments::leading(text, self.reading).map(|leading| leading.written);
        leading
            .into_iter()
            .chain(moments::all(text, self.reading))
            .find(|written| matches!(written.day, Some(Day::Date(_) | Day::MonthDay(..))))
    }

    /// The first full date of the first paragraphs that tell what happened.
    fn prose(&self) -> Prose {
        let mut prose = Prose::default();
        let telling = |within: Option<Meaning>| {
            matches!(
                within,
                None | Some(
                    Meaning::Summary | Meaning::Narrative | Meaning::Impact | Meaning::Facts
                )
            )
        };
        let parts = &self.context.outline.parts;
        let first = parts
            .iter()
            .filter(|part| part.within == Some(Meaning::Summary));
        let then = parts
            .iter()
            .filter(|part| part.within != Some(Meaning::Summary) && telling(part.within));
        let paragraphs = first
            .chain(then)
            .flat_map(|part| part.blocks.iter())
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(inline) => Some(inline),
                _ => None,
            });
        for inline in paragraphs.take(5) {
            if !inline.text.contains(|c: char| c.is_ascii_digit()) && !inline.text.contains("day") {
                continue;
            }
            let mentions_change =
                |written: &Written| labelled_otherwise(&inline.text[..written.range.start]);
            let found = moments::all(&inline.text, self.reading);
            let dated = found.into_iter().find(|written| {
                matches!(written.day, Some(Day::Date(_) | Day::MonthDay(..)))
                    && !mentions_change(written)
            });
            if let Some(written) = dated
                && let Some(date) = self.resolve(&written)
            {
                prose.date = Some(Sourced::text(date, inline.span_of(written.range)));
                return prose;
            }
            if prose.weekday.is_none() {
                prose.weekday = weekday_of(&inline.text, self.reading);
            }
        }
        prose
    }

    /// `2018-03-31-launch-failure.md`, `INC-2026-05-19-001.md`, `2025-06-24-cascade/index.md`.
    fn file_name(&self) -> Option<Sourced<NaiveDate>> {
        let path = self.context.source.path.as_str();
        path.rsplit('/').take(2).find_map(|name| {
            let name = name.replace('_', "-");
            let starts = name.bytes().enumerate().filter(|(at, byte)| {
                byte.is_ascii_digit() && (*at == 0 || !name.as_bytes()[at - 1].is_ascii_digit())
            });
            let day = starts.into_iter().find_map(|(at, _)| {
                match date::at(&name, at, self.reading.order) {
                    Some((Day::Date(date), _)) => Some(date),
                    _ => None,
                }
            })?;
            Some(Sourced::new(day, Source::FileName(self.context.source.id)))
        })
    }

    fn resolve(&self, written: &Written) -> Option<NaiveDate> {
        match written.day? {
            Day::Date(date) => Some(date),
            day @ Day::MonthDay(..) => {
                let mut carry = Carry::near(self.near);
                carry.year = self.year;
                carry
                    .moment(&Written {
                        day: Some(day),
                        ..written.clone()
                    })
                    .date
            }
            _ => None,
        }
    }
}

enum Begin {
    On(Sourced<NaiveDate>),
    /// The first entry is of long before: what led to the incident.
    Unsure,
    Unknown,
}

fn begins(timeline: &[TimelineEvent], weekday: Option<Weekday>) -> Begin {
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
        Some(next) if (next - first).num_days() > 30 => Begin::Unsure,
        _ => Begin::On(Sourced::text(first, span)),
    }
}

/// Whether the words before a date say that it is another's: a release, a publication, an update of the document.
fn labelled_otherwise(before: &str) -> bool {
    let tail: String = before
        .chars()
        .rev()
        .take(40)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect::<String>()
        .to_lowercase();
    [
        "modified",
        "updated",
        "published",
        "written",
        "created",
        "posted",
        "since",
        "released",
        "introduced",
        "due",
    ]
    .iter()
    .any(|word| tail.contains(word))
}

/// `On Monday`, `Tuesday morning`: the first day of the week that the text names.
fn weekday_of(text: &str, reading: Reading<'_>) -> Option<Weekday> {
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let at = names.iter().filter_map(|name| text.find(name)).min()?;
    match date::at(text, at, reading.order) {
        Some((Day::Weekday(weekday), _)) => Some(weekday),
        _ => None,
    }
}

/// A year that stands in a name: four digits, not more.
fn year_in(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(3)).find_map(|at| {
        let four = &bytes[at..at + 4];
        let bounded = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_digit);
        let whole = four.iter().all(u8::is_ascii_digit)
            && bounded(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && bounded(bytes.get(at + 4));
        let year: i32 = std::str::from_utf8(four)
            .ok()
            .filter(|_| whole)?
            .parse()
            .ok()?;
        (1990..2100).contains(&year).then_some(year)
    })
}
