//! Which comes first, day or month.

use super::date::{month, weekday};
use super::scan::{self, byte, digits};
use crate::config::DateOrder;
use chrono::{Datelike, NaiveDate};

/// So many dates with two readings are held against what else the document says.
const ENOUGH: usize = 8;

/// A date of two numbers up to 12 and a year.
struct Ambiguous {
    start: usize,
    end: usize,
    first: u32,
    second: u32,
    year: u32,
}

/// The order that the dates of a document show: one of them can be read in one way only, stands beside its day of the
/// week, or is written a second time with the month's name or the year first.
pub fn order_told(path: &str, text: &str) -> Option<DateOrder> {
    let mut ambiguous: Vec<Ambiguous> = Vec::new();
    for separator in memchr::memchr2_iter(b'/', b'-', text.as_bytes()) {
        if separator == 0 || !text.as_bytes()[separator - 1].is_ascii_digit() {
            continue;
        }
        let Some(date) = numeric(text, separator) else {
            continue;
        };
        match (date.first, date.second) {
            (13..=31, 1..=12) => return Some(DateOrder::Dmy),
            (1..=12, 13..=31) => return Some(DateOrder::Mdy),
            (1..=12, 1..=12) if date.first != date.second && ambiguous.len() < ENOUGH => {
                ambiguous.push(date);
            }
            _ => {}
        }
    }
    if ambiguous.is_empty() {
        return None;
    }
    (ambiguous.iter().find_map(|date| by_weekday(text, date)))
        .or_else(|| by_other_writing(path, text, &ambiguous))
}

/// The date whose first separator stands here.
fn numeric(text: &str, separator: usize) -> Option<Ambiguous> {
    let mark = text.as_bytes()[separator];
    let before = text.as_bytes()[..separator].iter().rev();
    let length = before.take_while(|byte| byte.is_ascii_digit()).count();
    let start = separator.checked_sub(length)?;
    let bounded = start == 0
        || !matches!(text.as_bytes()[start - 1], b'/' | b'-' | b'.' | b'_' | b'=')
            && !scan::alphanumeric_before(text, start);
    let (first, _) = digits(text, start).filter(|_| length <= 2 && bounded)?;
    let (second, second_length) = digits(text, separator + 1).filter(|(_, length)| *length <= 2)?;
    let next = separator + 1 + second_length;
    if byte(text, next) != Some(mark) {
        return None;
    }
    let (year, year_length) = digits(text, next + 1)?;
    let year = match year_length {
        4 => year,
        // `10/25/50 %`, `5/15/30 minutes` are steps.
        2 if (mark == b'/' || length == 2 && second_length == 2) && !counts(text, next + 3) => {
            2000 + year
        }
        _ => return None,
    };
    let end = next + 1 + year_length;
    let goes_on = scan::alphanumeric(text, end) && byte(text, end) != Some(b'T')
        || matches!(byte(text, end), Some(b'/' | b'.')) && scan::alphanumeric(text, end + 1);
    (!goes_on && (1990..2100).contains(&year)).then_some(Ambiguous {
        start,
        end,
        first,
        second,
        year,
    })
}

/// Whether something is counted here, and no day named.
fn counts(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    let units = ["%", "percent", "min", "sec", "hour", "day", "ms", "s "];
    units.iter().any(|unit| rest.starts_with(unit))
}

/// `Sun 11/10/2024`: only one of the two readings is a Sunday.
fn by_weekday(text: &str, date: &Ambiguous) -> Option<DateOrder> {
    let before = text[..date.start].trim_end_matches([' ', ',', '.', '(', '*']);
    let before = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let behind = text[date.end..].trim_start_matches([' ', ',', '(', '*']);
    let said = weekday(before).or_else(|| weekday(scan::word(behind, 0)))?;
    let falls_on = |month, day| {
        let date = NaiveDate::from_ymd_opt(date.year as i32, month, day);
        date.is_some_and(|date| date.weekday() == said)
    };
    match (
        falls_on(date.second, date.first),
        falls_on(date.first, date.second),
    ) {
        (true, false) => Some(DateOrder::Dmy),
        (false, true) => Some(DateOrder::Mdy),
        _ => None,
    }
}

/// One of the two readings of a date is named elsewhere, and the other nowhere.
fn by_other_writing(path: &str, text: &str, dates: &[Ambiguous]) -> Option<DateOrder> {
    let (mut day_first, mut month_first) = (false, false);
    for (month, day) in named_days(path).chain(named_days(text)) {
        for date in dates {
            day_first |= (date.second, date.first) == (month, day);
            month_first |= (date.first, date.second) == (month, day);
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DateOrder::Dmy),
        (false, true) => Some(DateOrder::Mdy),
        _ => None,
    }
}

/// Months and days in forms that have one reading: `June 1`, `1st of June`, `2022-06-01`.
fn named_days(text: &str) -> impl Iterator<Item = (u32, u32)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text
            .as_bytes()
            .get(at..)?
            .iter()
            .position(u8::is_ascii_digit)
        {
            let start = at + found;
            let length = text.as_bytes()[start..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            at = start + length;
            let named = match length {
                1 | 2 => beside_month(text, start, at),
                4 => year_first(text, at),
                _ => None,
            };
            if named.is_some() {
                return named;
            }
        }
        None
    })
}

/// The month before or behind the digits of a day.
fn beside_month(text: &str, start: usize, end: usize) -> Option<(u32, u32)> {
    let (day, _) = digits(text, start)?;
    let named = |name: &str| month(name).filter(|_| name != "may");
    let before = text[..start].trim_end_matches(' ');
    let before = before.rsplit(|c: char| !c.is_alphabetic()).next();
    if let Some(month) = before
        .filter(|_| text[..start].ends_with(' '))
        .and_then(named)
    {
        return Some((month, day));
    }
    let rest = &text[end..];
    let rest = ["st", "nd", "rd", "th", "."]
        .iter()
        .find_map(|suffix| rest.strip_prefix(suffix))
        .unwrap_or(rest)
        .trim_start_matches([' ', '-', '/']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    Some((named(scan::word(rest, 0))?, day))
}

/// `-06-01` behind the digits of a year.
fn year_first(text: &str, end: usize) -> Option<(u32, u32)> {
    let mark = byte(text, end).filter(|mark| matches!(mark, b'-' | b'/'))?;
    let (month, 2) = digits(text, end + 1)? else {
        return None;
    };
    let (day, 2) = digits(text, end + 4).filter(|_| byte(text, end + 3) == Some(mark))? else {
        return None;
    };
    Some((month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_tells_the_order_of_its_dates() {
        for (path, text, expected) in [
            ("a.md", "on 13/02/2026", Some(DateOrder::Dmy)),
            (
                "a.md",
                "09/27/24 11:30 PM: feed starts",
                Some(DateOrder::Mdy),
            ),
            ("a.md", "09-27-2024", Some(DateOrder::Mdy)),
            ("a.md", "Sat 03/07/2026 09:00", Some(DateOrder::Mdy)),
            ("a.md", "(Friday, 03/07/2026)", Some(DateOrder::Dmy)),
            ("a.md", "4/9/2026 (Thursday)", Some(DateOrder::Mdy)),
            (
                "a.md",
                "# 04-02-25 Outage\n\nOn April 2, 2025 …",
                Some(DateOrder::Mdy),
            ),
            (
                "a.md",
                "05/04/2026, so the 5th of April",
                Some(DateOrder::Dmy),
            ),
            ("log/2026-04-05.md", "05/04/2026", Some(DateOrder::Dmy)),
            ("a.md", "05/04/2026 and 5 April, not May 4", None),
            ("a.md", "05/04/2026 or 16 April, 2026-05-041", None),
            ("a.md", "see a/11/12/2020/b and 1.11/12/2020", None),
            ("a.md", "23/24 nodes, 13/12", None),
        ] {
            assert_eq!(order_told(path, text), expected, "{path}: {text}");
        }
    }
}
