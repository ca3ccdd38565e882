//! Days with a word in them: the month, the day of the week, `next day`.

use super::names::{is_name, month_in_small_letters, weekday, weekday_in_small_letters};
use super::{Day, date, month, month_day, year};
use crate::config::DateOrder;
use crate::extract::moments::scan::{alphanumeric, any_word, blanks, byte, digits, is_any, word};

/// `10 Oct 2026`, `9th of June 2020`, `19. April`, `05-Mar-2021`, `the 31st` (from its digits).
pub fn day_first_in_words(text: &str, at: usize) -> Option<(Day, usize)> {
    let (day, length) = digits(text, at)?;
    if length > 2 || !(1..=31).contains(&day) {
        return None;
    }
    let mut next = at + length;
    let ordinal = any_word(text, next, &["st", "nd", "rd", "th", "er", "º"]).unwrap_or(0);
    next += ordinal;
    let ordinal_end = next;
    next = behind_last_day(text, next, day).unwrap_or(next);
    let separator = byte(text, next);
    if matches!(separator, Some(b'.' | b'-' | b'/' | b',')) {
        next += 1;
    }
    next = blanks(text, next);
    if let Some(of) = any_word(text, next, &["of", "de"]) {
        next = blanks(text, next + of);
    }
    let name = word(text, next);
    let small = || {
        let behind = blanks(text, next + name.len());
        year(text, behind).and_then(|_| month_in_small_letters(name))
    };
    let Some(month) = month(name).or_else(small) else {
        return (ordinal > 0 && day > 3).then_some((Day::DayOfMonth(day), ordinal_end));
    };
    // `5 May failed` is no date with a small word of another meaning; `4 mar` neither.
    let mut end = next + name.len();
    if byte(text, end) == Some(b'.') && name.len() <= 4 {
        end += 1;
    }
    // `04/Mar/24`
    if let (Some(before), Some(behind)) = (separator, byte(text, end))
        && before == behind
        && matches!(before, b'/' | b'-')
        && let Some((short, 2)) = digits(text, end + 1)
        && !alphanumeric(text, end + 3)
        && byte(text, end + 3) != Some(b':')
    {
        return Some((date(2000 + short, month, day), end + 3));
    }
    let year_at = match byte(text, end) {
        Some(b'-' | b'/') => end + 1,
        Some(b',') => blanks(text, end + 1),
        _ => blanks(text, end),
    };
    let year_at = any_word(text, year_at, &["de", "del"])
        .map_or(year_at, |length| blanks(text, year_at + length));
    if let Some((year, end)) = year(text, year_at) {
        return Some((date(year, month, day), end));
    }
    Some((month_day(month, day), end))
}

/// `30–31 December`, `19/20 November`, `3 and 4 March`: behind the last day of several, where a month follows.
fn behind_last_day(text: &str, at: usize, first: u32) -> Option<usize> {
    let next = blanks(text, at);
    let rest = text.get(next..)?;
    let width = ["–", "-", "—", "/", "&", ".–", ".-"]
        .iter()
        .find(|mark| rest.starts_with(**mark))
        .map(|mark| mark.len())
        .or_else(|| any_word(text, next, &["and", "to", "und", "et", "y"]))?;
    let next = blanks(text, next + width);
    let (last, length) = digits(text, next)?;
    let mut end = next + length;
    end += any_word(text, end, &["st", "nd", "rd", "th"]).unwrap_or(0);
    let follows = blanks(text, end + usize::from(byte(text, end) == Some(b'.')));
    let month = month(word(text, follows)).is_some();
    (length <= 2 && (first + 1..=31).contains(&last) && month && follows > end).then_some(end)
}

/// `March 3rd`, `Sep 27 2017`, `Oct 10th, 2026`, `Wednesday, 2018-08-22`, `Friday`, `next day`.
pub fn in_words(text: &str, at: usize, order: DateOrder) -> Option<(Day, usize)> {
    let name = word(text, at);
    if name.len() < 3 {
        return None;
    }
    if is_name(name) {
        return named(text, at, name, order);
    }
    if name.eq_ignore_ascii_case("day") || name == "Jour" || name == "Día" {
        return numbered(text, at + name.len(), order);
    }
    if is_any(name, &["next", "following", "same"]) {
        let next = blanks(text, at + name.len());
        let length = any_word(text, next, &["day", "morning"])?;
        let later = if name.eq_ignore_ascii_case("same") {
            0
        } else {
            1
        };
        return Some((Day::Later(later), next + length));
    }
    if is_any(name, &["the"]) {
        let next = blanks(text, at + name.len());
        if let Some(found @ (Day::Later(_), _)) = in_words(text, next, order) {
            return Some(found);
        }
        let (day, length) = digits(text, next)?;
        let ordinal = any_word(text, next + length, &["st", "nd", "rd", "th"])?;
        return match day_first_in_words(text, next) {
            Some(found) => Some(found),
            None => {
                ((1..=31).contains(&day)).then_some((Day::DayOfMonth(day), next + length + ordinal))
            }
        };
    }
    None
}

/// A day that begins with the name of a month or of a day of the week.
fn named(text: &str, at: usize, name: &str, order: DateOrder) -> Option<(Day, usize)> {
    if let Some(month) = month(name) {
        return month_first(text, at + name.len(), name, month);
    }
    let small = name.starts_with(char::is_lowercase);
    if small && let Some(month) = month_in_small_letters(name) {
        return month_first(text, at + name.len(), name, month);
    }
    if let Some(weekday) = weekday(name).or_else(|| weekday_in_small_letters(name)) {
        let mut next = at + name.len();
        if matches!(byte(text, next), Some(b',' | b'.')) {
            next += 1;
        }
        next = blanks(text, next);
        // `Saturday (9th December 2023)`
        let open = byte(text, next) == Some(b'(');
        next = blanks(text, next + usize::from(open));
        for words in [&["the", "den", "le", "el"][..], &["on"][..]] {
            next = any_word(text, next, words).map_or(next, |length| blanks(text, next + length));
        }
        let date = match byte(text, next) {
            Some(b'0'..=b'9') => super::at(text, next, order),
            _ => {
                let name = word(text, next);
                month(name)
                    .or_else(|| month_in_small_letters(name))
                    .or_else(|| (name == "mar").then_some(3))
                    .or_else(|| (name == "may").then_some(5))
                    .or_else(|| (name == "march").then_some(3))
                    .and_then(|month| month_first(text, next + name.len(), name, month))
            }
        };
        let closed = |(day, end): (Day, usize)| {
            let close = byte(text, end) == Some(b')');
            (day, end + usize::from(open && close))
        };
        let date = date.filter(|(day, _)| {
            matches!(
                day,
                Day::Date(_) | Day::MonthDay(..) | Day::DayOfMonth(_) | Day::Unknown
            )
        });
        return date
            .map(closed)
            .or_else(|| (!small).then_some((Day::Weekday(weekday), at + name.len())));
    }
    None
}

/// What stands behind the name of a month that ends at `at`.
fn month_first(text: &str, at: usize, name: &str, month: u32) -> Option<(Day, usize)> {
    let mut next = at;
    if byte(text, next) == Some(b'.') && name.len() <= 4 {
        next += 1;
    }
    next = match byte(text, next) {
        Some(b'-' | b'/') => next + 1,
        _ => blanks(text, next),
    };
    next = any_word(text, next, &["the"]).map_or(next, |length| blanks(text, next + length));
    if let Some((_, end)) = year(text, next) {
        return Some((Day::Unknown, end));
    }
    let (day, length) =
        digits(text, next).filter(|(day, length)| *length <= 2 && (1..=31).contains(day))?;
    let mut end = next + length;
    end += any_word(text, end, &["st", "nd", "rd", "th"]).unwrap_or(0);
    if alphanumeric(text, end) || (byte(text, end) == Some(b':') && digits(text, end + 1).is_some())
    {
        return None;
    }
    // `July 9–16, 2023`: the first day of several.
    let mut several = end;
    if let Some(dash) = ["-", "–", " - ", " – "]
        .iter()
        .find(|dash| text[end..].starts_with(**dash))
        && let Some((last, length)) = digits(text, end + dash.len())
        && length <= 2
        && (day + 1..=31).contains(&last)
        && !matches!(byte(text, end + dash.len() + length), Some(b':' | b'.'))
    {
        several = end + dash.len() + length;
    }
    if several > end
        && let Some((year, end)) = year(
            text,
            blanks(
                text,
                several + usize::from(byte(text, several) == Some(b',')),
            ),
        )
    {
        return Some((date(year, month, day), end));
    }
    let mut year_at = end;
    if matches!(byte(text, year_at), Some(b',' | b'-' | b'/')) {
        year_at += 1;
    }
    year_at = blanks(text, year_at);
    if let Some((year, end)) = year(text, year_at) {
        return Some((date(year, month, day), end));
    }
    Some((month_day(month, day), end))
}

/// `Day 2`; a date behind it says more: `Day 2 – Tuesday, 4 June`.
fn numbered(text: &str, at: usize, order: DateOrder) -> Option<(Day, usize)> {
    let next = blanks(text, at);
    let (number, length) = digits(text, next).filter(|(_, length)| *length <= 2)?;
    let end = next + length;
    let goes_on = alphanumeric(text, end)
        || matches!(byte(text, end), Some(b'.' | b'/' | b':' | b'-'))
            && digits(text, end + 1).is_some();
    if next == at || goes_on {
        return None;
    }
    let behind = text.get(end..)?;
    let skipped = behind.len()
        - behind
            .trim_start_matches([' ', ':', ',', '(', '-', '–', '—'])
            .len();
    match super::at(text, end + skipped, order) {
        Some(date @ (Day::Date(_) | Day::MonthDay(..), _)) => Some(date),
        // `Day 1 (Monday)`
        Some((Day::Weekday(_), behind)) => {
            let close = usize::from(byte(text, behind) == Some(b')'));
            Some((Day::Number(number), behind + close))
        }
        _ => Some((Day::Number(number), end)),
    }
}
