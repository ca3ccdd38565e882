//! Days as people write them.

mod names;
mod words;

use super::scan::{alphanumeric, blanks, byte, digits};
use crate::config::DateOrder;
use chrono::{NaiveDate, Weekday};
pub use names::{month, weekday};
use words::{day_first_in_words, in_words};

/// A day as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    Date(NaiveDate),
    /// A day whose year stands elsewhere: `March 3rd`, `12-05`.
    MonthDay(u32, u32),
    /// `the 31st`.
    DayOfMonth(u32),
    Weekday(Weekday),
    /// So many days after the day before: `next day`.
    Later(i64),
    /// A day of the incident, counted from its first: `Day 2`.
    Number(u32),
    /// Written down, but not known: `2022-05-??`, `20202-01-16`, `March 2020`.
    Unknown,
}

/// The day written at `at`, and where it ends. A weekday before a date belongs to it.
pub fn at(text: &str, at: usize, order: DateOrder) -> Option<(Day, usize)> {
    match byte(text, at)? {
        b'0'..=b'9' => {
            if let Some((year, length)) = digits(text, at)
                && length >= 4
            {
                return year_first(text, at, year, length)
                    .or_else(|| with_signs(text, at + length, Some(year)));
            }
            day_first_in_words(text, at)
                .or_else(|| numeric(text, at, order))
                .or_else(|| with_signs(text, at, None))
        }
        b'?' | b'x' | b'X' | b'y' | b'Y' => placeholder(text, at),
        _ => in_words(text, at, order),
    }
}

/// `2022-05-31`, `2018/03/26`, `2022-05-??`, `20221231`.
fn year_first(text: &str, at: usize, year: u32, length: usize) -> Option<(Day, usize)> {
    if length == 8 {
        let end = at + 8;
        let date = NaiveDate::from_ymd_opt((year / 10_000) as i32, year / 100 % 100, year % 100)?;
        let stamp = (1990..2100).contains(&(year / 10_000))
            && (!alphanumeric(text, end) || byte(text, end) == Some(b'T'));
        return stamp.then_some((Day::Date(date), end));
    }
    let mut next = at + length;
    // `2021/22-??-??`: one of two years.
    let mut broken = length != 4;
    if byte(text, next) == Some(b'/')
        && let Some((_, 2)) = digits(text, next + 1)
        && byte(text, next + 3) == Some(b'-')
    {
        next += 3;
        broken = true;
    }
    let separator = byte(text, next).filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    let (month, after_month) = unknown_or_number(text, next + 1)?;
    if byte(text, after_month) != Some(separator) {
        return None;
    }
    let (day, end) = unknown_or_number(text, after_month + 1)?;
    if alphanumeric(text, end) && !matches!(byte(text, end), Some(b'T' | b't')) {
        return None;
    }
    let date = match (month, day) {
        (Some(month), Some(day)) if !broken => NaiveDate::from_ymd_opt(year as i32, month, day)
            .filter(|_| (1500..2200).contains(&year))
            .map(Day::Date),
        _ => None,
    };
    if broken && separator != b'-' {
        return None;
    }
    Some((date.unwrap_or(Day::Unknown), end))
}

/// `2026年3月5日`, `3月5日`, `2026년 3월 5일`: each number has its sign; `at` is behind the year, where there is one.
fn with_signs(text: &str, at: usize, year: Option<u32>) -> Option<(Day, usize)> {
    let number = |at: usize| digits(text, at).filter(|(_, length)| *length <= 2);
    let sign = |at: usize, signs: [&str; 2]| {
        let at = blanks(text, at);
        let rest = text.get(at..)?;
        let sign = signs.into_iter().find(|sign| rest.starts_with(sign))?;
        Some(at + sign.len())
    };
    let at = match year {
        Some(_) => blanks(text, sign(at, ["年", "년"])?),
        None => at,
    };
    let (month, length) = number(at)?;
    let at = blanks(text, sign(at + length, ["月", "월"])?);
    let (day, length) = number(at)?;
    let end = sign(at + length, ["日", "일"])?;
    let day = match year {
        Some(year) => Day::Date(NaiveDate::from_ymd_opt(year as i32, month, day)?),
        None => Day::MonthDay(month, day),
    };
    Some((day, end))
}

/// Two digits, or the marks that stand for them.
fn unknown_or_number(text: &str, at: usize) -> Option<(Option<u32>, usize)> {
    if let Some((value, length)) = digits(text, at) {
        return (length <= 2).then_some((Some(value), at + length));
    }
    let unknown = text
        .as_bytes()
        .get(at..)?
        .iter()
        .take_while(|byte| matches!(byte, b'?' | b'x' | b'X' | b'M' | b'm' | b'D' | b'd' | b'_'))
        .count();
    (1..=2).contains(&unknown).then_some((None, at + unknown))
}

/// `yyyy-mm-dd`, `????-??-??`, `xx.xx.xxxx`.
fn placeholder(text: &str, at: usize) -> Option<(Day, usize)> {
    let marks = |at: usize| {
        text.as_bytes()
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| {
                matches!(
                    byte,
                    b'?' | b'x' | b'X' | b'y' | b'Y' | b'm' | b'M' | b'd' | b'D'
                )
            })
            .count()
    };
    let first = marks(at);
    let separator = byte(text, at + first).filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    let second = marks(at + first + 1);
    let third_at = at + first + 1 + second + 1;
    let third = marks(third_at);
    let shaped = [2, 4].contains(&first)
        && second == 2
        && [2, 4].contains(&third)
        && byte(text, third_at - 1) == Some(separator);
    (shaped && !alphanumeric(text, third_at + third)).then_some((Day::Unknown, third_at + third))
}

/// `10/11/2026`, `24.12.2026`, `12-05 16:21` (from its digits).
fn numeric(text: &str, at: usize, order: DateOrder) -> Option<(Day, usize)> {
    let (first, length) = digits(text, at)?;
    if length > 2 {
        return None;
    }
    let separator = byte(text, at + length).filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    let (second, second_length) =
        digits(text, at + length + 1).filter(|(_, length)| *length <= 2)?;
    let end = at + length + 1 + second_length;
    if byte(text, end) == Some(separator)
        && let Some((written, year_length)) = digits(text, end + 1)
    {
        let year = match year_length {
            4 => written,
            2 if separator != b'-' || length == 2 => 2000 + written,
            _ => return None,
        };
        let end = end + 1 + year_length;
        // A version or an address goes on: `1.13.24.5`.
        let goes_on = alphanumeric(text, end)
            || (byte(text, end) == Some(separator) && digits(text, end + 1).is_some());
        if goes_on || !(1990..2100).contains(&year) {
            return None;
        }
        let (day, month) = match separator {
            b'.' => (first, second),
            _ => by_order(first, second, order),
        };
        // Two digits of a year and dots: more often a version than a date.
        if separator == b'.' && year_length == 2 && (length < 2 || second_length < 2) {
            return None;
        }
        return match date(year, month, day) {
            Day::Date(date) => Some((Day::Date(date), end)),
            _ => None,
        };
    }
    // A day without a year is told from a fraction only by the time or the bracket behind it.
    let (month, day) = match separator {
        b'-' => (first, second),
        b'/' => {
            let (day, month) = by_order(first, second, order);
            (month, day)
        }
        _ => (second, first),
    };
    let german = separator == b'.' && byte(text, end) == Some(b'.');
    let end = if german { end + 1 } else { end };
    let told = time_follows(text, blanks(text, end))
        || (at == 0 && end == text.len())
        || matches!(byte(text, end), Some(b']' | b')'));
    let plausible =
        (1..=12).contains(&month) && (1..=31).contains(&day) && (separator != b'.' || german);
    (told && plausible && !alphanumeric(text, end)).then_some((month_day(month, day), end))
}

fn by_order(first: u32, second: u32, order: DateOrder) -> (u32, u32) {
    match order {
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        DateOrder::Dmy => (first, second),
        DateOrder::Mdy => (second, first),
    }
}

fn time_follows(text: &str, at: usize) -> bool {
    digits(text, at).is_some_and(|(hour, length)| {
        length <= 2
            && hour < 25
            && byte(text, at + length) == Some(b':')
            && digits(text, at + length + 1).is_some()
    })
}

/// A year of four digits that is no time, count or longer number.
fn year(text: &str, at: usize) -> Option<(u32, usize)> {
    let (year, length) = digits(text, at)?;
    let end = at + length;
    let whole = length == 4
        && (1990..2100).contains(&year)
        && (!alphanumeric(text, end) || byte(text, end) == Some(b'T'));
    whole.then_some((year, end))
}

fn date(year: u32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year as i32, month, day).map_or(Day::Unknown, Day::Date)
}

fn month_day(month: u32, day: u32) -> Day {
    match NaiveDate::from_ymd_opt(2000, month, day) {
        Some(_) => Day::MonthDay(month, day),
        None => Day::Unknown,
    }
}
