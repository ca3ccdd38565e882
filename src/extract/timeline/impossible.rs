//! Times and days that cannot be: `25:61`, `2026-02-30`. The entry keeps the author's words, and its place is told.

use crate::diagnostic::Diagnostic;
use crate::expression::expression;
use crate::extract::Context;
use crate::model::TimelineEvent;
use crate::span::Span;
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// How much of an entry's beginning is looked at.
const HEAD: usize = 120;

static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?P<day>\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<dayno>\d{1,2})\b|\b(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})\b)?[T ,]*(?P<time>(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?)?",
    )
});

/// Puts the author's words back where day or time cannot be, and says so.
pub fn keep(
    context: &Context<'_>,
    events: &mut [TimelineEvent],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let doubtful = events
        .iter_mut()
        .filter(|event| event.at.time.is_none() || event.at.date.is_none());
    for event in doubtful {
        let range = event.span.range();
        let Some(text) = context.source.text.get(range.clone()) else {
            continue;
        };
        let mut end = text.len().min(HEAD);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let Some((at, written, what)) = first(&text[..end]) else {
            continue;
        };
        let start = range.start + at;
        let span = Span::new(context.source.id, start..start + written.len());
        diagnostics.push(
            Diagnostic::warning("impossible-time", span, format!("`{written}` is no {what}"))
                .help("the entry is kept with these words and without a time"),
        );
        if !event.text.contains(written) {
            event.text = format!("{written} {}", event.text);
        }
    }
}

/// The first day or time of a text, where it cannot be.
fn first(text: &str) -> Option<(usize, &str, &'static str)> {
    let found = SHAPE
        .captures_iter(text)
        .find(|found| found.name("day").is_some() || found.name("time").is_some())?;
    let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
    let date = |year: u32, month, day| NaiveDate::from_ymd_opt(year as i32, month, day).is_some();
    let is_day = match (number("year"), number("month"), number("dayno")) {
        (Some(year), Some(month), Some(day)) => date(year, month, day),
        _ => match (number("d"), number("m"), number("y")) {
            (Some(day), Some(month), Some(year)) => {
                date(year, month, day) || date(year, day, month)
            }
            _ => true,
        },
    };
    let is_time = match (number("hour"), number("minute")) {
        (Some(hour), Some(minute)) => minute < 60 && (hour < 24 || hour == 24 && minute == 0),
        _ => true,
    };
    let what = match (is_day, is_time) {
        (true, true) => return None,
        (false, _) => "day of the calendar",
        _ => "time of the day",
    };
    let whole = found.get(0)?;
    let written = whole.as_str().trim_matches([' ', ',']);
    let at = whole.start() + whole.as_str().find(written)?;
    Some((at, written, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_told_from_what_can() {
        for (text, expected) in [
            ("25:61 alert", Some("25:61")),
            ("2026-02-30 10:00 alert", Some("2026-02-30 10:00")),
            ("- **31/02/2026**: alert", Some("31/02/2026")),
            ("10:00 alert", None),
            ("2026-05-19 alert, 25 nodes", None),
            ("14:?? alert", None),
        ] {
            assert_eq!(
                first(text).map(|(_, written, _)| written),
                expected,
                "{text}"
            );
        }
    }
}
