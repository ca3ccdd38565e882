//! When an action is due: `by 2026-05-30`, `due 30 May`, `Q3 2026`, a column.

use crate::config::DateOrder;
use crate::expression::{captures, expression};
use crate::extract::moments::{Day, date};
use crate::model::Due;
use chrono::{Datelike, Months, NaiveDate};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that set a term.
const SETS_A_TERM: &str = r"(?:\b(?:(?:completed?|done|finished)\s+)?(?:due(?:\s+(?:date|by|on|in))?|deadline|end\s+date|eta|target(?:\s+date)?|by|before|until|no later than|expected(?:\s+by)?|planned for|scheduled for|frist|forfall|bis|innen|før|innan|senast|voor|vóór|uiterlijk|gereed(?:\s+(?:op|voor|vóór))?|avant(?:\s+le)?|d['’]ici(?:\s+le)?|antes del?|até)\b\s*[:=]?\s*(?:the\s+)?(?:end of\s+)?|[⏰📅⏳⬜🔲☐🚧🔄]\x{fe0f}?\s*|→\s*)";

static CUE: LazyLock<Regex> = LazyLock::new(|| expression(&format!("(?i){SETS_A_TERM}")));
static CUE_IN_FRONT: LazyLock<Regex> = LazyLock::new(|| expression(&format!("(?i)^{SETS_A_TERM}")));

static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"(?i)^(?:q([1-4])[ /'-]*((?:20)?\d\d)|((?:20)\d\d)[ /-]*q([1-4]))\b")
});

/// The term that a line sets with its words, and where it stands. `near` gives the year where none is written.
pub fn of_line(
    text: &str,
    order: DateOrder,
    near: Option<NaiveDate>,
) -> Option<(Due, Range<usize>)> {
    CUE.find_iter(text).find_map(|cue| {
        let rest = &text[cue.end()..];
        let ends = cue.as_str().len() >= END_OF.len()
            && cue.as_str().as_bytes()[cue.len() - END_OF.len()..]
                .eq_ignore_ascii_case(END_OF.as_bytes());
        let of_year = || ends.then(|| end_of(rest)).flatten();
        let (on, length) = at(rest, order, near).or_else(of_year)?;
        let begin = cue.end() - if ends { END_OF.len() } else { 0 };
        let end = cue.end() + length;
        let text = text[begin..end].trim().to_string();
        Some((Due { on, text }, cue.start()..end))
    })
}

const END_OF: &str = "end of ";

/// The term in a cell or a field of its own.
pub fn of_cell(text: &str, order: DateOrder, near: Option<NaiveDate>) -> Option<Due> {
    let trimmed = text.trim().trim_end_matches(['.', ',', ';']);
    let whole = |on| Due {
        on,
        text: trimmed.to_string(),
    };
    let rest = without_end_of(trimmed);
    let ends = || (rest.len() < trimmed.len()).then(|| end_of(rest)).flatten();
    match at(rest, order, near).or_else(ends) {
        Some((on, _)) => Some(whole(on)),
        None => of_line(trimmed, order, near).map(|(due, _)| due),
    }
}

/// `end of June 2026`: a month or a quarter ends with its last day anyhow.
fn without_end_of(text: &str) -> &str {
    ["end of ", "the end of ", "End of "]
        .iter()
        .find_map(|words| text.strip_prefix(words))
        .unwrap_or(text)
}

/// The last day of the year with which a text begins behind "end of".
fn end_of(text: &str) -> Option<(NaiveDate, usize)> {
    let rest = text.strip_prefix("year ").unwrap_or(text);
    let word = rest.split(|c: char| !c.is_alphanumeric()).next()?;
    let length = text.len() - rest.len() + word.len();
    if let Some(year) = word.parse().ok().filter(|year| (2000..2100).contains(year)) {
        return (word.len() == 4).then_some((last_day(year, 12)?, length));
    }
    None
}

/// Whether a text is no more than a term: `by 3 May`, `end of June`, `next week`.
pub fn is_term(text: &str) -> bool {
    let cue = CUE_IN_FRONT.find(text);
    let rest = without_end_of(&text[cue.map_or(0, |cue| cue.end())..]);
    let is_short = rest.split_whitespace().nth(4).is_none();
    let is_day = || match date::at(rest, 0, DateOrder::Dmy) {
        Some((Day::Date(_) | Day::MonthDay(..) | Day::Weekday(_), _)) => true,
        Some(_) => month_and_year(rest).is_some(),
        None => false,
    };
    let ends = cue.is_some() || rest.len() < text.len();
    is_short
        && (is_vague(rest) || is_day() || quarter(rest).is_some() || ends && end_of(rest).is_some())
}

/// Whether a text begins with a word that sets a term and the day behind it.
pub fn begins_with_day(text: &str) -> bool {
    let near = NaiveDate::from_ymd_opt(2000, 1, 1);
    has_cue(text) && of_line(text, DateOrder::Dmy, near).is_some_and(|(_, range)| range.start == 0)
}

/// Whether a text begins with words that set a term: `by …`, `end of …`.
pub fn has_cue(text: &str) -> bool {
    without_end_of(text).len() < text.len() || CUE_IN_FRONT.is_match(text)
}

/// `this week`, `next sprint`, `soon`: no day can be told from it.
fn is_vague(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is =
        |word: &str, wanted: &[&str]| wanted.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_span = is(
        last,
        &[
            "week", "weeks", "month", "months", "sprint", "quarter", "year", "release",
        ],
    );
    is(text, &["today", "tomorrow", "soon", "asap", "immediately"])
        || is_span
            && is(
                first,
                &["this", "next", "in", "early", "late", "mid", "end"],
            )
}

/// The date with which a text begins.
pub fn date_in(text: &str, order: DateOrder, near: Option<NaiveDate>) -> Option<NaiveDate> {
    at(text.trim_start(), order, near).map(|(on, _)| on)
}

/// The date at the beginning of a text, and how long it is. A quarter or a month ends with its last day.
fn at(text: &str, order: DateOrder, near: Option<NaiveDate>) -> Option<(NaiveDate, usize)> {
    if let Some(ends) = quarter(text) {
        return Some(ends);
    }
    let (day, end) = date::at(text, 0, order)?;
    let on = match day {
        Day::Date(on) => on,
        Day::MonthDay(month, day) => {
            let near = near?;
            let same_year = NaiveDate::from_ymd_opt(near.year(), month, day)?;
            // A term lies ahead of the incident.
            if same_year >= near {
                same_year
            } else {
                NaiveDate::from_ymd_opt(near.year() + 1, month, day)?
            }
        }
        _ => return month_and_year(text),
    };
    Some((on, end))
}

/// `Q3 2026`, `2026-Q3`: its last day, and how long it is.
fn quarter(text: &str) -> Option<(NaiveDate, usize)> {
    if !text.starts_with(['q', 'Q', '2']) {
        return None;
    }
    let found = captures(&QUARTER, text)?;
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let quarter = number(1).or(number(4))?;
    let year = number(2).or(number(3))?;
    let year = if year < 100 { year + 2000 } else { year };
    Some((last_day(year as i32, quarter * 3)?, found.get(0)?.len()))
}

/// `May 2026`: its last day.
fn month_and_year(text: &str) -> Option<(NaiveDate, usize)> {
    let mut words = text.split_whitespace();
    let month = date::month(words.next()?)?;
    let year_word = words.next()?;
    let digits: String = year_word.chars().take_while(char::is_ascii_digit).collect();
    let year: i32 = digits
        .parse()
        .ok()
        .filter(|year| (2000..2100).contains(year))?;
    let length = text.find(&digits)? + digits.len();
    Some((last_day(year, month)?, length))
}

fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_people_write_them() {
        let near = NaiveDate::from_ymd_opt(2026, 5, 19);
        for (text, expected, rest) in [
            (
                "Add a test by 2026-05-30 (@a)",
                "2026-05-30",
                "Add a test  (@a)",
            ),
            ("Add a test, due 30 June", "2026-06-30", "Add a test, "),
            ("Add a test (due: Feb 3)", "2027-02-03", "Add a test ()"),
            ("Add a test by Q3 2026", "2026-09-30", "Add a test "),
            ("Add a test until May 2027", "2027-05-31", "Add a test "),
        ] {
            let (due, range) = of_line(text, DateOrder::Dmy, near).expect(text);
            let mut left = text.to_string();
            left.replace_range(range, "");
            assert_eq!(
                (due.on.to_string().as_str(), left.as_str()),
                (expected, rest)
            );
        }
        for (text, expected) in [
            ("Add a test (by the end of February 2026)", "2026-02-28"),
            ("Add a test (Jo, before end of 2026)", "2026-12-31"),
            ("Tekening bijwerken (voor 1 mei 2027)", "2027-05-01"),
        ] {
            let found = of_line(text, DateOrder::Dmy, near).map(|(due, _)| due.on.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        assert!(is_term("end of June 2026") && is_term("next week") && is_term("3 May"));
        assert!(!is_term("May") && !is_term("regression") && !is_term("see the chart"));
        assert!(of_line("Alert by mail within 10 minutes", DateOrder::Dmy, near).is_none());
    }
}
