//! Dates, times, zones and durations as people write them.
//!
//! A *written moment* is what stands in the text: perhaps a day, perhaps a time, perhaps a zone, each as far as it is
//! known. What is missing is filled in by [`carry`], from what stands around it.

pub mod carry;
pub mod date;
pub mod duration;
pub mod scan;
pub mod time;
pub mod zone;

pub use date::Day;
pub use time::Clock;

use crate::config::{Config, DateOrder};
use crate::model::Zone;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use scan::{alphanumeric, alphanumeric_before, any_word, blanks, byte, word};
use std::collections::BTreeMap;
use std::ops::Range;

/// How this document's dates and zones are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub order: DateOrder,
    pub zones: &'a BTreeMap<String, String>,
}

/// A moment as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// With what marks it as uncertain and with the end of a range.
    pub range: Range<usize>,
    pub day: Option<Day>,
    pub clock: Option<Clock>,
    pub zone: Option<Zone>,
    pub uncertain: bool,
}

/// The moment at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leading {
    pub written: Written,
    /// Where the words behind it begin.
    pub rest: usize,
    /// Whether a bracket, a dash, a colon or the end of the line sets it off from the words behind it.
    pub set_off: bool,
}

impl<'a> Reading<'a> {
    /// The configured order of day and month, unless a date of the document itself (`13/02/2026`) tells its order.
    pub fn of(config: &'a Config, text: &str) -> Self {
        Self {
            order: order_told(text).unwrap_or(config.time.date_order),
            zones: &config.time.zones,
        }
    }
}

impl Written {
    /// Whether a time of the day is known.
    pub fn has_time(&self) -> bool {
        matches!(self.clock, Some(Clock::Time { .. } | Clock::After(_)))
    }

    /// Whether it is nothing but a form to be filled in: `yyyy-mm-dd hh:mm`.
    pub fn is_blank(&self) -> bool {
        matches!(self.day, None | Some(Day::Unknown))
            && matches!(self.clock, None | Some(Clock::Unknown))
    }
}

/// The moment with which a text begins, behind brackets, dashes and words such as `around`.
pub fn leading(text: &str, reading: Reading<'_>) -> Option<Leading> {
    if let Some(leading) = unknown_in_words(text) {
        return Some(leading);
    }
    let mut at = 0;
    let mut uncertain = false;
    let mut bracket = false;
    for _ in 0..12 {
        if let Some(written) = moment(text, at, reading, true) {
            return Some(set_off(text, written, uncertain, bracket));
        }
        let c = text[at..].chars().next()?;
        if c.is_alphabetic() {
            let Some(length) = any_word(text, at, BEFORE) else {
                return zone_first(text, at, reading, uncertain, bracket);
            };
            uncertain |= any_word(text, at, ABOUT).is_some();
            at += length;
            if byte(text, at) == Some(b'.') {
                at += 1;
            }
        } else if c.is_ascii_digit() {
            at = behind_number(text, at, reading)?;
        } else {
            uncertain |= matches!(c, '~' | '≈');
            bracket |= matches!(c, '[' | '(');
            at += c.len_utf8();
        }
    }
    None
}

/// `unknown: …`, `TBD – …`: the author says that nobody knows when.
fn unknown_in_words(text: &str) -> Option<Leading> {
    let start = text.len() - text.trim_start_matches([' ', '[', '(', '*', '_']).len();
    let length = any_word(text, start, &["unknown", "tbd", "tba"])?;
    let written = Written {
        range: start..start + length,
        day: None,
        clock: Some(Clock::Unknown),
        zone: None,
        uncertain: true,
    };
    let leading = set_off(text, written, true, start > 0 && !text.starts_with(' '));
    leading.set_off.then_some(leading)
}

/// `3. 14:05 – …`: behind the number of an entry, where a time follows.
fn behind_number(text: &str, at: usize, reading: Reading<'_>) -> Option<usize> {
    let (_, length) = scan::digits(text, at).filter(|(_, length)| *length <= 2)?;
    let mark = at + length;
    if at > 0 || !matches!(byte(text, mark), Some(b'.' | b')')) {
        return None;
    }
    let next = blanks(text, mark + 1);
    let follows = next > mark + 1 && moment(text, next, reading, true)?.clock.is_some();
    follows.then_some(next)
}

/// `UTC 14:05`: the zone stands before the time.
fn zone_first(
    text: &str,
    at: usize,
    reading: Reading<'_>,
    uncertain: bool,
    bracket: bool,
) -> Option<Leading> {
    let (zone, end) = zone::at(text, at, reading.zones)?;
    let next = blanks(text, end);
    if !text.get(next..)?.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut written = moment(text, next, reading, true)?;
    written.zone = written.zone.or(Some(zone));
    written.range.start = at;
    Some(set_off(text, written, uncertain, bracket))
}

/// All moments of a text, in order. Only forms that are sure anywhere; a bare weekday or `next day` is none.
pub fn all(text: &str, reading: Reading<'_>) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        if begins_here(text, at, c)
            && let Some(written) = moment(text, at, reading, false)
            && !matches!(
                written,
                Written {
                    day: Some(Day::Weekday(_) | Day::Later(_) | Day::Unknown),
                    clock: None,
                    ..
                }
            )
        {
            at = written.range.end.max(at + 1);
            found.push(written);
            continue;
        }
        at += if c.is_ascii_alphabetic() {
            word(text, at).len().max(1)
        } else if c.is_ascii_digit() {
            text[at..].len()
                - text[at..]
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len()
        } else {
            c.len_utf8()
        };
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

/// Words that may stand before the time of an entry.
const BEFORE: &[&str] = &[
    "at",
    "on",
    "about",
    "around",
    "approx",
    "approximately",
    "roughly",
    "ca",
    "circa",
    "c",
    "by",
    "from",
    "between",
    "since",
    "before",
    "after",
    "until",
    "early",
    "late",
    "almost",
    "nearly",
    "time",
    "date",
    "day",
];

/// Those of them that make it uncertain.
const ABOUT: &[&str] = &[
    "about",
    "around",
    "approx",
    "approximately",
    "roughly",
    "ca",
    "circa",
    "c",
    "before",
    "after",
    "early",
    "late",
    "almost",
    "nearly",
];

fn begins_here(text: &str, at: usize, c: char) -> bool {
    if !c.is_ascii_alphanumeric() || alphanumeric_before(text, at) {
        return false;
    }
    match text[..at].chars().next_back() {
        None => true,
        Some('/' | '.' | '-' | '_' | '=' | '#' | '&' | '?' | '%' | '+' | '$' | '\\') => false,
        Some(':') => !text[..at - 1].ends_with(|c: char| c.is_ascii_digit()),
        Some(_) => c.is_ascii_digit() || c.is_ascii_uppercase() || c == 't',
    }
}

/// A moment from `at` on. `loose` where one is expected.
fn moment(text: &str, at: usize, reading: Reading<'_>, loose: bool) -> Option<Written> {
    let mut written = match date::at(text, at, reading.order) {
        Some((day, end)) => after_day(text, at, day, end, reading, loose)?,
        None => {
            let (clock, end) = time::at(text, at, loose)?;
            let mut written = Written {
                range: at..end,
                day: None,
                clock: Some(clock),
                zone: None,
                uncertain: false,
            };
            take_zone(text, &mut written, reading);
            take_day(text, &mut written, reading);
            written
        }
    };
    take_doubt(text, &mut written);
    take_range(text, &mut written, reading);
    take_same(text, &mut written, reading);
    Some(written)
}

/// A day, and the time that may follow it: `2018-08-22, 03:26pm`, `2026-10-01T14:05Z`, `Sep 27 at about 13:06`.
fn after_day(
    text: &str,
    at: usize,
    day: Day,
    end: usize,
    reading: Reading<'_>,
    loose: bool,
) -> Option<Written> {
    let mut written = Written {
        range: at..end,
        day: Some(day),
        clock: None,
        zone: None,
        uncertain: false,
    };
    let mut next = end;
    if matches!(byte(text, next), Some(b'T' | b't'))
        && text
            .as_bytes()
            .get(next + 1)
            .is_some_and(u8::is_ascii_digit)
    {
        next += 1;
    } else {
        // A dash that clings to the day is part of a name: `2018-03-31-12.30-failure`.
        next = blanks(text, next);
        let mut doubtful = false;
        for _ in 0..4 {
            let c = text[next..].chars().next();
            match c {
                Some(',' | '@' | '(' | '[' | '|' | '*' | '_' | '/') => next += 1,
                Some(';' | ':') if next > end || c == Some(';') => next += 1,
                Some(':')
                    if text
                        .get(next + 1..)
                        .is_some_and(|rest| rest.starts_with(' ')) =>
                {
                    next += 1
                }
                Some('-' | '–' | '—') if next > end && !placeholder_time(text, next) => {
                    next += c.map_or(0, char::len_utf8);
                }
                Some('~' | '≈') => {
                    doubtful = true;
                    next += c.map_or(0, char::len_utf8);
                }
                Some(c) if c.is_alphabetic() => {
                    let Some(length) = any_word(
                        text,
                        next,
                        &[
                            "at",
                            "around",
                            "about",
                            "approx",
                            "approximately",
                            "roughly",
                            "ca",
                            "circa",
                            "by",
                            "from",
                        ],
                    ) else {
                        break;
                    };
                    doubtful |= any_word(text, next, ABOUT).is_some();
                    next += length;
                    if byte(text, next) == Some(b'.') {
                        next += 1;
                    }
                }
                _ => break,
            }
            next = blanks(text, next);
        }
        written.uncertain |= doubtful && time::at(text, next, true).is_some();
    }
    let full = matches!(day, Day::Date(_) | Day::MonthDay(..) | Day::Unknown);
    if let Some((clock, end)) = time::at(text, next, loose || full) {
        written.clock = Some(clock);
        written.range.end = end;
        take_zone(text, &mut written, reading);
    } else {
        written.uncertain = false;
    }
    Some(written)
}

fn placeholder_time(text: &str, at: usize) -> bool {
    matches!(time::at(text, at, true), Some((Clock::Unknown, _)))
}

/// The zone behind a time: `UTC`, `(PST)`, `+02:00`, `PDT (UTC-7)`.
fn take_zone(text: &str, written: &mut Written, reading: Reading<'_>) {
    for _ in 0..2 {
        let end = written.range.end;
        let mut next = blanks(text, end);
        let bracket = match byte(text, next) {
            Some(b'(') => b')',
            Some(b'[') => b']',
            _ => 0,
        };
        if bracket != 0 {
            next = blanks(text, next + 1);
        }
        let Some((zone, mut end)) = zone::at(text, next, reading.zones) else {
            return;
        };
        if bracket != 0 {
            end = blanks(text, end);
            if byte(text, end) != Some(bracket) {
                return;
            }
            end += 1;
        }
        // `PDT (UTC-7)`: the offset is what it says.
        if written.zone.is_none() || bracket != 0 {
            written.zone = Some(zone);
        }
        written.range.end = end;
    }
}

/// A day behind a time: `14:05 UTC on 10 Oct 2026`, `12:42 PM, July 11, 2025`.
fn take_day(text: &str, written: &mut Written, reading: Reading<'_>) {
    let mut next = blanks(text, written.range.end);
    let mut told = false;
    if matches!(byte(text, next), Some(b',' | b'(')) {
        told = byte(text, next) == Some(b'(');
        next = blanks(text, next + 1);
    }
    if let Some(length) = any_word(text, next, &["on", "of"]) {
        told = true;
        next = blanks(text, next + length);
    }
    let Some((day, end)) = date::at(text, next, reading.order) else {
        return;
    };
    let sure = match day {
        Day::Date(_) => true,
        Day::MonthDay(..) => {
            told || text[next..].starts_with(|c: char| c.is_alphabetic())
                || text[next..end].contains(char::is_alphabetic)
        }
        Day::DayOfMonth(_) | Day::Weekday(_) => told,
        Day::Later(_) => true,
        Day::Unknown => false,
    };
    // A date with a time of its own is the end of a range or another moment.
    let own_time = time::at(text, blanks(text, end), false).is_some();
    if sure && !own_time {
        written.day = Some(day);
        written.range.end = end;
        if written.zone.is_none() {
            take_zone(text, written, reading);
        }
    }
}

/// `10:45~`, `10:45?`, `10:45 (approx.)`.
fn take_doubt(text: &str, written: &mut Written) {
    let end = written.range.end;
    if matches!(byte(text, end), Some(b'~' | b'?')) {
        written.uncertain = true;
        written.range.end = end + 1;
        return;
    }
    let next = blanks(text, end);
    let open = byte(text, next) == Some(b'(');
    let name = blanks(text, next + usize::from(open));
    if open
        && let Some(length) = any_word(
            text,
            name,
            &["approx", "approximately", "about", "ca", "estimated", "est"],
        )
    {
        let mut close = name + length;
        if byte(text, close) == Some(b'.') {
            close += 1;
        }
        if byte(text, close) == Some(b')') {
            written.uncertain = true;
            written.range.end = close + 1;
        }
    }
}

/// The end of a range belongs to the moment; its zone and its `pm` hold for the start too.
fn take_range(text: &str, written: &mut Written, reading: Reading<'_>) {
    let mut next = blanks(text, written.range.end);
    let rest = &text[next..];
    let dash = ["->", "=>", "-", "–", "—", "→", "~", "−", "/"]
        .iter()
        .find(|dash| rest.starts_with(**dash));
    let to = any_word(text, next, &["to", "until", "till", "and", "through"]);
    let width = match (dash, to) {
        (Some(&"/"), _) if written.clock.is_none() => return,
        (Some(dash), _) => dash.len(),
        (None, Some(length)) => length,
        _ => return,
    };
    next = blanks(text, next + width);
    for _ in 0..2 {
        if let Some(c @ ('~' | '≈')) = text[next..].chars().next() {
            next = blanks(text, next + c.len_utf8());
        }
    }
    let end = match date::at(text, next, reading.order) {
        Some((day @ (Day::Date(_) | Day::MonthDay(..)), end)) => {
            after_day(text, next, day, end, reading, false)
        }
        Some(_) => None,
        None => time::at(text, next, false)
            .or_else(|| open_end(text, next))
            .map(|(clock, end)| {
                let mut written = Written {
                    range: next..end,
                    day: None,
                    clock: Some(clock),
                    zone: None,
                    uncertain: false,
                };
                take_zone(text, &mut written, reading);
                written
            }),
    };
    let Some(end) = end else {
        return;
    };
    // `and` joins two moments only behind `between`, which the caller has passed by: a day and a time are no range.
    if written.clock.is_some() != end.clock.is_some() && end.day.is_none() {
        return;
    }
    written.range.end = end.range.end;
    // `between July 9 and July 16, 2023`: the year is said once.
    if let (Some(Day::MonthDay(month, day)), Some(Day::Date(last))) = (written.day, end.day)
        && let Some(date) = NaiveDate::from_ymd_opt(last.year(), month, day)
        && date <= last
    {
        written.day = Some(Day::Date(date));
    }
    if written.clock.is_some() {
        written.zone = written.zone.or(end.zone);
    }
    if let (
        Some(Clock::Time { time, bare: true }),
        Some(Clock::Time {
            time: last,
            bare: false,
        }),
    ) = (written.clock, end.clock)
        && time.hour() < 12
        && last.hour() >= 12
        && text[end.range.clone()].contains(['p', 'P'])
        && time.hour() + 12 <= last.hour()
    {
        let time = NaiveTime::from_hms_opt(time.hour() + 12, time.minute(), time.second());
        written.clock = time
            .map(|time| Clock::Time { time, bare: false })
            .or(written.clock);
    }
}

/// The same moment once more, in brackets: `10:05 PST (18:05 UTC)`, `T0 (2026-04-01 09:00 UTC)`.
fn take_same(text: &str, written: &mut Written, reading: Reading<'_>) {
    let next = blanks(text, written.range.end);
    let relative = matches!(written.clock, Some(Clock::After(_)));
    if byte(text, next) != Some(b'(') {
        return;
    }
    let at = blanks(text, next + 1);
    let found = match date::at(text, at, reading.order) {
        Some((day @ (Day::Date(_) | Day::MonthDay(..)), end)) => {
            after_day(text, at, day, end, reading, false)
        }
        Some(_) => None,
        None => time::at(text, at, false).map(|(clock, end)| {
            let mut same = Written {
                range: at..end,
                day: None,
                clock: Some(clock),
                zone: None,
                uncertain: false,
            };
            take_zone(text, &mut same, reading);
            same
        }),
    };
    let Some(same) = found.filter(|same| byte(text, same.range.end) == Some(b')')) else {
        return;
    };
    written.range.end = same.range.end + 1;
    if relative || (written.zone.is_none() && same.zone.is_some()) {
        written.clock = same.clock.or(written.clock);
        written.zone = same.zone;
    }
    written.day = written.day.or(same.day);
}

/// `12:26-12:??`.
fn open_end(text: &str, at: usize) -> Option<(Clock, usize)> {
    time::at(text, at, true).filter(|(clock, _)| *clock == Clock::Unknown)
}

/// Passes by what separates the moment from the words.
fn set_off(text: &str, mut written: Written, uncertain: bool, bracket: bool) -> Leading {
    written.uncertain |= uncertain;
    let mut at = written.range.end;
    let mut set_off = bracket;
    loop {
        at = blanks(text, at);
        let Some(c) = text[at..].chars().next() else {
            set_off = true;
            break;
        };
        match c {
            ']' | ')' | '*' | '_' | '"' => at += c.len_utf8(),
            // The minus of a number or option belongs to the words: `10:05 -5 nodes`.
            '-' if alphanumeric(text, at + 1) && at > written.range.end => break,
            ':' | '-' | '–' | '—' | '|' | '→' | ',' | ';' | '.' | '=' | '>' | '•' | '·'
            | '\u{2011}' | '\u{2212}' | '/' => {
                set_off |= !matches!(c, ',' | '.');
                at += c.len_utf8();
            }
            '\n' | '\r' => {
                set_off = true;
                at += 1;
            }
            _ => break,
        }
    }
    Leading {
        written,
        rest: at,
        set_off,
    }
}

/// The order that the dates of a text show, where one of them can be read in one way only.
fn order_told(text: &str) -> Option<DateOrder> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('/') {
        let slash = at + found;
        at = slash + 1;
        let before = text[..slash]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let start = slash - before;
        let Some((second, length)) = scan::digits(text, slash + 1) else {
            continue;
        };
        let year = byte(text, slash + 1 + length) == Some(b'/')
            && scan::digits(text, slash + 2 + length)
                .is_some_and(|(year, length)| length == 4 && (1990..2100).contains(&year));
        if !(1..=2).contains(&before)
            || length > 2
            || !year
            || byte(text, start.wrapping_sub(1)) == Some(b'/')
        {
            continue;
        }
        let (first, _) = scan::digits(text, start)?;
        match (first, second) {
            (13..=31, 1..=12) => return Some(DateOrder::Dmy),
            (1..=12, 13..=31) => return Some(DateOrder::Mdy),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
