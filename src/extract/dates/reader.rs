//! What fields, the title and the file's name say about the day.

use super::byline;
use crate::extract::Context;
use crate::extract::fields::Field;
use crate::extract::identity;
use crate::extract::labels::Label;
use crate::extract::moments::carry::Carry;
use crate::extract::moments::{self, Day, Reading, Written, date};
use crate::model::{Source, Sourced, TimelineEvent};
use crate::parse::{BlockKind, Inline};
use chrono::{Datelike, NaiveDate};

pub struct Reader<'c> {
    pub context: &'c Context<'c>,
    pub reading: Reading<'c>,
    pub year: Option<i32>,
    /// A full date of the document, for days without a year: of its front matter, its name, its publication.
    near: Option<NaiveDate>,
    /// Front matter of a post, head of a mail: its date is the day of publication.
    pub is_post: bool,
    pub is_mail: bool,
}

impl<'c> Reader<'c> {
    pub fn of(context: &'c Context<'c>) -> Self {
        let reading = context.reading;
        let is_mail = byline::is_mail(context);
        let is_post = is_mail || byline::is_post(context);
        let mut reader = Self {
            context,
            reading,
            year: None,
            near: None,
            is_post,
            is_mail,
        };
        let dated = |named: &dyn Fn(&Field) -> bool| {
            context
                .fields
                .iter()
                .filter(|field| field.part.is_none() && named(field))
                .find_map(|field| reader.field_date(field))
                .map(|date| date.value)
        };
        let near = dated(&|field| field.label == Some(Label::Date))
            .or_else(|| reader.file_name().map(|date| date.value))
            .or_else(|| dated(&|field| field.name.contains("publish")));
        let title = reader.title().map_or("", |title| title.text.as_str());
        let year = reader
            .front("title")
            .and_then(|field| year_in(&field.value))
            .or_else(|| year_in(title))
            .or_else(|| near.map(|date| date.year()))
            .or_else(|| year_in(&context.source.path))
            .or_else(|| reader.front("path").and_then(|field| year_in(&field.value)))
            .or_else(|| reader.year_of_record());
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

    /// The year in which a tracker took it up: `Created: 14/Nov/25 06:15`.
    fn year_of_record(&self) -> Option<i32> {
        let named = [
            "created",
            "opened",
            "raised",
            "reported",
            "created at",
            "date raised",
        ];
        let mut fields = self
            .context
            .fields
            .iter()
            .filter(|field| named.contains(&field.name.as_str()));
        fields.find_map(
            |field| match moments::leading(&field.value, self.reading)?.written.day {
                Some(Day::Date(date)) => Some(date.year()),
                _ => None,
            },
        )
    }

    fn front(&self, name: &str) -> Option<&'c Field> {
        self.context
            .fields
            .iter()
            .find(|field| field.part.is_none() && field.name == name)
    }

    /// A start, a date, the title.
    pub fn stated(&self) -> Option<Sourced<NaiveDate>> {
        let labelled = |wanted: Label, front: bool| {
            self.context
                .fields
                .iter()
                .filter(move |field| field.part.is_none() == front && field.label == Some(wanted))
                .find_map(|field| self.field_date(field))
        };
        labelled(Label::Started, true)
            .or_else(|| {
                let date = labelled(Label::Date, true)?;
                (!self.is_post).then_some(date)
            })
            .or_else(|| labelled(Label::Started, false))
            .or_else(|| labelled(Label::Date, false).filter(|_| !self.is_mail))
            .or_else(|| self.range_date())
            .or_else(|| labelled(Label::Detected, true))
            .or_else(|| self.title_date())
    }

    /// `Outage: 12.05.2024 13:05 – 12.05.2024 14:10`.
    fn range_date(&self) -> Option<Sourced<NaiveDate>> {
        self.context
            .fields
            .iter()
            .filter(|field| {
                field.label == Some(Label::TimeToResolve)
                    || matches!(
                        field.name.as_str(),
                        "outage window"
                            | "incident window"
                            | "window"
                            | "period"
                            | "outage period"
                            | "time of incident"
                            | "time frame"
                            | "timeframe"
                    )
            })
            .filter(|field| {
                moments::leading(&field.value, self.reading).is_some_and(|leading| {
                    leading.written.has_time() && leading.written.day.is_some()
                })
            })
            .find_map(|field| self.field_date(field))
    }

    /// Whether it is a `Date` and nothing more: of the incident, or of writing.
    pub fn is_bare(&self, date: &Sourced<NaiveDate>) -> bool {
        self.context
            .fields
            .iter()
            .any(|field| field.name == "date" && field.source == date.source)
    }

    /// Whether a bare `Date` is the day of writing: everything that the timeline tells was over by then.
    pub fn is_of_writing(&self, date: &Sourced<NaiveDate>, timeline: &[TimelineEvent]) -> bool {
        let is_bare = self.is_bare(date);
        let last = timeline.iter().filter_map(|event| event.at.date).max();
        is_bare && last.is_some_and(|last| (1..=60).contains(&(date.value - last).num_days()))
    }

    pub fn published(&self) -> Option<Sourced<NaiveDate>> {
        self.context
            .fields
            .iter()
            .filter(|field| {
                (field.part.is_none() || self.is_mail) && field.label == Some(Label::Date)
            })
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

    /// `2018-03-31-launch-failure.md`, `INC-2026-05-19-001.md`, `2025-06-24-cascade/index.md`.
    pub fn file_name(&self) -> Option<Sourced<NaiveDate>> {
        let path = self.context.source.path.as_str();
        let day = path
            .rsplit('/')
            .take(2)
            .find_map(|name| self.day_in_name(name))?;
        Some(Sourced::new(day, Source::FileName(self.context.source.id)))
    }

    /// `INC-2026-05-19-001`, stated as the incident's id.
    pub fn id_date(&self) -> Option<Sourced<NaiveDate>> {
        let field = identity::stated(&self.context.fields)?;
        let day = self.day_in_name(&field.value)?;
        let places = field.source.span().into_iter().collect();
        Some(Sourced::new(day, Source::Derived(places)))
    }

    /// The first full date of a quotation below the title: `> 2025-06-10, 12:00–12:40 UTC`.
    pub fn quoted_date(&self) -> Option<Sourced<NaiveDate>> {
        let outline = &self.context.outline;
        let parts = outline
            .parts
            .iter()
            .take(outline.title.map_or(1, |at| at + 1));
        let quotes = parts
            .flat_map(|part| part.blocks.iter())
            .filter_map(|block| match &block.kind {
                BlockKind::Quote(inner) => Some(inner),
                _ => None,
            });
        quotes.flatten().find_map(|block| match &block.kind {
            BlockKind::Paragraph(inline) => {
                let mut moments = moments::all(&inline.text, self.reading).into_iter();
                let written = moments.find(|written| matches!(written.day, Some(Day::Date(_))))?;
                let date = self.resolve(&written)?;
                Some(Sourced::text(date, inline.span_of(written.range)))
            }
            _ => None,
        })
    }

    /// The day that stands in a file's name or an id.
    fn day_in_name(&self, name: &str) -> Option<NaiveDate> {
        let name = name.replace('_', "-");
        let starts = name.bytes().enumerate().filter(|(at, byte)| {
            byte.is_ascii_digit() && (*at == 0 || !name.as_bytes()[at - 1].is_ascii_digit())
        });
        starts
            .into_iter()
            .find_map(|(at, _)| match date::at(&name, at, self.reading.order) {
                Some((Day::Date(date), _)) => Some(date),
                _ => None,
            })
    }

    pub fn resolve(&self, written: &Written) -> Option<NaiveDate> {
        self.resolve_near(written, None)
    }

    /// The date that is meant; near another one where the document gives none in its fields.
    pub fn resolve_near(&self, written: &Written, near: Option<NaiveDate>) -> Option<NaiveDate> {
        match written.day? {
            Day::Date(date) => Some(date),
            day @ Day::MonthDay(..) => {
                let mut carry = Carry::near(self.near.or(near));
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
