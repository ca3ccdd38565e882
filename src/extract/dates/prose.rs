//! The day that the opening prose tells.

use super::byline;
use super::reader::Reader;
use crate::extract::headings::Meaning;
use crate::extract::items::is_hint;
use crate::extract::moments::{self, Day, Reading, date};
use crate::model::Sourced;
use crate::parse::{BlockKind, Inline};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::ops::Range;

/// What the opening prose tells.
#[derive(Default)]
pub struct Prose {
    /// A date.
    pub date: Option<Sourced<NaiveDate>>,
    /// The dates behind it in its paragraph.
    pub further: Vec<Sourced<NaiveDate>>,
    /// The same, where its sentence says that the incident was then.
    pub sure: Option<Sourced<NaiveDate>>,
    /// `On Monday …`: the day of the week on which it began.
    pub weekday: Option<Weekday>,
    /// `Yesterday`, `on Tuesday`: told from the day of writing.
    pub spoken: Option<Sourced<NaiveDate>>,
    /// The day of writing, in a line of its own.
    pub byline: Option<Sourced<NaiveDate>>,
    /// The day of a release of which the first paragraph tells.
    pub release: Option<Sourced<NaiveDate>>,
}

/// So many paragraphs open a document.
const OPENING: usize = 5;
/// So many of them tell when it was.
const TELLING: usize = 2;

impl Reader<'_> {
    /// What the opening prose tells; read once for a document.
    pub fn prose(&self) -> &'_ Prose {
        self.context.opening.get_or_init(|| self.read_prose())
    }

    /// The day on which the prose says that the incident was: see [`Prose::sure`].
    pub fn sure(&self) -> Option<&Sourced<NaiveDate>> {
        let mut first = self.opening().take(TELLING);
        let may_tell = first.any(|inline| begins_with_time(&inline.text));
        may_tell.then(|| self.prose().sure.as_ref())?
    }

    /// The first full date of the first paragraphs that tell what happened.
    fn read_prose(&self) -> Prose {
        let mut prose = Prose {
            byline: self.byline(),
            ..Prose::default()
        };
        // A mail tells of the days before it was sent.
        let sent = self.is_mail.then(|| self.published()).flatten();
        for (number, inline) in self.opening().take(OPENING).enumerate() {
            if !has_digit(inline) && !inline.text.contains("day") && !inline.text.contains("night")
            {
                continue;
            }
            if self.is_mail && inline.text.starts_with("From:") {
                continue;
            }
            let dated = moments::all(&inline.text, self.reading)
                .into_iter()
                .filter(|written| matches!(written.day, Some(Day::Date(_) | Day::MonthDay(..))));
            for written in dated {
                let near = prose
                    .byline
                    .as_ref()
                    .or(sent.as_ref())
                    .map(|date| date.value);
                let Some(date) = self.resolve_near(&written, near) else {
                    continue;
                };
                let told = Sourced::text(date, inline.span_of(written.range.clone()));
                let before = &inline.text[..written.range.start];
                if prose.date.is_some() {
                    prose.further.push(told);
                    continue;
                }
                if byline::is_byline(&inline.text, &written.range) {
                    continue;
                }
                if !labelled_otherwise(before) {
                    let timed = self.is_timed(&inline.text, written.range.start);
                    if number < TELLING && opens_incident(&inline.text, written.range.start, timed)
                    {
                        prose.sure = Some(told.clone());
                    }
                    prose.date = Some(told);
                } else if number == 0 && before.ends_with("released on ") {
                    prose.release.get_or_insert(told);
                }
            }
            if prose.date.is_some() {
                return prose;
            }
            if prose.weekday.is_none() {
                prose.weekday = weekday_of(&inline.text, self.reading);
            }
            if prose.spoken.is_none() {
                let written = self.published().or_else(|| prose.byline.clone());
                prose.spoken =
                    written.and_then(|written| spoken(inline, written.value, self.reading));
            }
        }
        prose
    }

    /// Whether a time of the day stands in the sentence of a date: nobody says when in the day a text was written.
    fn is_timed(&self, text: &str, at: usize) -> bool {
        let sentence = sentence_around(text, at);
        moments::all(&text[sentence], self.reading)
            .iter()
            .any(moments::Written::has_time)
    }

    /// The date of a line at the document's beginning that says when it was written.
    fn byline(&self) -> Option<Sourced<NaiveDate>> {
        let parts = self.context.outline.parts.iter().take(4);
        let paragraphs = parts
            .flat_map(|part| part.blocks.iter())
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(inline) if has_digit(inline) => Some(inline),
                _ => None,
            });
        let lines = paragraphs.take(OPENING);
        let mut short = lines.filter(|inline| inline.text.len() <= byline::LONGEST);
        short.find_map(|inline| {
            let written = moments::all(&inline.text, self.reading)
                .into_iter()
                .find(|written| written.day.is_some())?;
            if !byline::is_byline(&inline.text, &written.range) {
                return None;
            }
            let date = self.resolve(&written)?;
            Some(Sourced::text(date, inline.span_of(written.range)))
        })
    }

    /// The paragraphs that tell what happened, those of the summary first.
    fn opening(&self) -> impl Iterator<Item = &Inline> {
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
            .filter(move |part| part.within != Some(Meaning::Summary) && telling(part.within));
        first
            .chain(then)
            .flat_map(|part| part.blocks.iter())
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(inline) if !is_hint(inline) || has_digit(inline) => {
                    Some(inline)
                }
                _ => None,
            })
    }
}

fn has_digit(inline: &Inline) -> bool {
    inline.text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a text begins with words before a time.
fn begins_with_time(text: &str) -> bool {
    let words = [
        "on ",
        "yesterday",
        "between ",
        "at ",
        "from ",
        "starting ",
        "during ",
        "in the ",
        "last ",
    ];
    let text = text.trim_start().as_bytes();
    let begins = |word: &str| {
        let begin = text.get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
    };
    words.into_iter().any(begins)
}

/// The sentence in which something stands.
fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let begin = text[..at].rfind(". ").map_or(0, |end| end + 2);
    let end = text.get(at..).and_then(|rest| rest.find(['.', '!', '?']));
    begin..end.map_or(text.len(), |end| at + end)
}

/// Whether the date stands in the first sentence of a text, which says that something failed then, or at what time.
fn opens_incident(text: &str, at: usize, timed: bool) -> bool {
    let sentence = text[..sentence_around(text, at).end].to_ascii_lowercase();
    let failed = [
        "outage",
        "down",
        "error",
        "fail",
        "unavailab",
        "experienc",
        "degrad",
        "incident",
        "disrupt",
        "interrupt",
        "unable",
        "unreachable",
        "affected",
        "suffered",
        "logged out",
        "slow",
        "latency",
        "offline",
        "broke",
        "lost",
    ]
    .iter()
    .any(|word| sentence.contains(word));
    begins_with_time(text)
        && (failed || timed)
        && !sentence[..at.min(sentence.len())].contains(". ")
}

/// `Yesterday`, `last night`, `on Tuesday`, told on the day of writing.
fn spoken(inline: &Inline, written: NaiveDate, reading: Reading<'_>) -> Option<Sourced<NaiveDate>> {
    let may_tell = ["day", "night", "morning", "afternoon"];
    if !may_tell.iter().any(|word| inline.text.contains(word)) {
        return None;
    }
    let lower = inline.text.to_ascii_lowercase();
    let said = |word: &str| lower.find(word).map(|at| at..at + word.len());
    let near = [
        ("yesterday", 1),
        ("last night", 1),
        ("earlier today", 0),
        ("this morning", 0),
        ("this afternoon", 0),
    ]
    .into_iter()
    .filter_map(|(word, days)| Some((said(word)?, days)))
    .min_by_key(|(range, _)| range.start);
    if let Some((range, days)) = near {
        let date = written.checked_sub_days(Days::new(days))?;
        return Some(Sourced::text(date, inline.span_of(range)));
    }
    let weekday = weekday_of(&inline.text, reading)?;
    let back = (7 + written.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    let date = written.checked_sub_days(Days::new(u64::from(back)))?;
    Some(Sourced::text(date, inline.span))
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
    if !text.contains("day") {
        return None;
    }
    let at = names.iter().filter_map(|name| text.find(name)).min()?;
    match date::at(text, at, reading.order) {
        Some((Day::Weekday(weekday), _)) => Some(weekday),
        _ => None,
    }
}
