//! When an action is due: `by 2026-05-30`, `due 30 May`, `Q3 2026`, a column.

use crate::config::DateOrder;
use crate::expression::expression;
use crate::extract::moments::{Day, date};
use crate::model::Due;
use chrono::{Datelike, Months, NaiveDate};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that set a term.
static CUE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)(?:\b(?:due(?:\s+(?:date|by|on|in))?|deadline|eta|target(?:\s+date)?|by|before|until|no later than|expected(?:\s+by)?|planned for|scheduled for|frist|forfall|bis|innen)\b\s*[:=]?\s*(?:the\s+)?(?:end of\s+)?|⏰\s*|📅\s*|→\s*)",
    )
});

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
        let (on, length) = at(&text[cue.end()..], order, near)?;
        let end = cue.end() + length;
        Some((
            Due {
                on,
                text: text[cue.end()..end].trim().to_string(),
            },
            cue.start()..end,
        ))
    })
}

/// The term in a cell or a field of its own.
pub fn of_cell(text: &str, order: DateOrder, near: Option<NaiveDate>) -> Option<Due> {
    let trimmed = text.trim().trim_end_matches(['.', ',', ';']);
    let whole = |on| Due {
        on,
        text: trimmed.to_string(),
    };
    match at(without_end_of(trimmed), order, near) {
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

/// The date with which a text begins.
pub fn date_in(text: &str, order: DateOrder, near: Option<NaiveDate>) -> Option<NaiveDate> {
    at(text.trim_start(), order, near).map(|(on, _)| on)
}

/// The date at the beginning of a text, and how long it is. A quarter or a month ends with its last day.
fn at(text: &str, order: DateOrder, near: Option<NaiveDate>) -> Option<(NaiveDate, usize)> {
    let may_be_quarter = text.starts_with(['q', 'Q', '2']);
    if let Some(found) = may_be_quarter.then(|| QUARTER.captures(text)).flatten() {
        let number = |group: usize| {
            found
                .get(group)
                .and_then(|group| group.as_str().parse::<u32>().ok())
        };
        let quarter = number(1).or(number(4))?;
        let year = number(2).or(number(3))?;
        let year = if year < 100 { year + 2000 } else { year };
        return Some((last_day(year as i32, quarter * 3)?, found.get(0)?.len()));
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
        assert!(of_line("Alert by mail within 10 minutes", DateOrder::Dmy, near).is_none());
    }
}
