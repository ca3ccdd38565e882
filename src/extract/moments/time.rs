//! Times of the day as people write them.

mod relative;

use super::scan::{alphanumeric, any_word, blanks, byte, digits};
use chrono::NaiveTime;
use relative::{after, later};

/// A time of the day as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Time {
        time: NaiveTime,
        /// Neither `am` nor `pm` stands with it, and its hour could be of either.
        bare: bool,
    },
    /// A place for a time that nobody filled in: `HH:mm`, `14:??`, `--:--`.
    Unknown,
    /// Minutes after the first time of the list: `T+5m`.
    After(i64),
    /// Days after it: `T+3d`. The time of the day is not said.
    DaysAfter(i64),
    /// Minutes after the entry before: `20 minutes later`.
    Later(i64),
}

/// The time written at `at`, and where it ends. `loose` where a time is expected: at the beginning of an entry, behind a
/// date. There `16.32`, `14h05` and `1405` behind a date are times too.
pub fn at(text: &str, at: usize, loose: bool) -> Option<(Clock, usize)> {
    if let Some((value, length)) = digits(text, at) {
        let found = match length {
            1 | 2 => from_hour(text, at, value, length, loose),
            4 if loose => compact(text, at, value),
            _ => None,
        };
        return found.or_else(|| later(text, at).filter(|_| loose));
    }
    if !loose {
        return None;
    }
    placeholder(text, at)
        .or_else(|| after(text, at))
        .or_else(|| later(text, at))
        .or_else(|| {
            let noon = any_word(text, at, &["noon", "midday"]);
            let length = noon.or_else(|| any_word(text, at, &["midnight"]))?;
            let hour = if noon.is_some() { 12 } else { 0 };
            let time = NaiveTime::from_hms_opt(hour, 0, 0)?;
            Some((Clock::Time { time, bare: false }, at + length))
        })
}

fn from_hour(
    text: &str,
    at: usize,
    hour: u32,
    length: usize,
    loose: bool,
) -> Option<(Clock, usize)> {
    let next = at + length;
    match byte(text, next) {
        Some(b':') => {
            if let Some((minute, 2)) = digits(text, next + 1) {
                let end = next + 3;
                // `25:61`: where a time is expected, somebody meant one.
                let meant = loose && (hour > 24 || minute > 59) && !alphanumeric(text, end);
                return finish(text, hour, minute, end, true)
                    .or_else(|| meant.then_some((Clock::Unknown, end)));
            }
            // `14:??`, `11:2?`: the minute is not known.
            let tens = usize::from(digits(text, next + 1).is_some_and(|(_, length)| length == 1));
            let marks = unknown_marks(text, next + 1 + tens);
            let end = next + 1 + tens + marks;
            (tens + marks == 2 && marks > 0 && !alphanumeric(text, end))
                .then_some((Clock::Unknown, end))
        }
        Some(b'?' | b'x' | b'X') if loose && length == 1 && byte(text, next + 1) == Some(b':') => {
            let marks = unknown_marks(text, next + 2);
            (marks == 2 && !alphanumeric(text, next + 4)).then_some((Clock::Unknown, next + 4))
        }
        Some(b'.') if loose => {
            let (minute, 2) = digits(text, next + 1)? else {
                return None;
            };
            let end = next + 3;
            let number_goes_on = matches!(byte(text, end), Some(b'.' | b'%' | b'-'))
                && digits(text, end + 1).is_some();
            if number_goes_on || byte(text, end) == Some(b'%') {
                return None;
            }
            // `1.13 was released`: one digit and no mark behind it is a version.
            let marked = meridiem(text, end).is_some()
                || blanks(text, end) == text.len()
                || matches!(
                    byte(text, blanks(text, end)),
                    Some(b':' | b'-' | b'|' | b')' | b']' | b',')
                )
                || text
                    .get(blanks(text, end)..)
                    .is_some_and(|rest| rest.starts_with(['–', '—', '→', '\n']))
                || any_word(
                    text,
                    blanks(text, end),
                    &["h", "hrs", "uhr", "utc", "gmt", "cet", "cest"],
                )
                .is_some();
            if length < 2 && !marked {
                return None;
            }
            finish(text, hour, minute, end, true)
        }
        Some(b'h' | b'H') if loose => {
            if let Some((minute, 2)) = digits(text, next + 1) {
                return finish(text, hour, minute, next + 3, false);
            }
            (!alphanumeric(text, next + 1)).then(|| finish(text, hour, 0, next + 1, false))?
        }
        _ => {
            let end = meridiem(text, next)?.1;
            if hour == 0 || hour > 12 || alphanumeric(text, end) {
                return None;
            }
            finish(text, hour, 0, next, true)
        }
    }
}

/// Seconds, fractions, `am` and `pm` behind hour and minute.
fn finish(
    text: &str,
    hour: u32,
    minute: u32,
    at: usize,
    seconds_may_follow: bool,
) -> Option<(Clock, usize)> {
    let mut end = at;
    let mut second = 0;
    if seconds_may_follow
        && byte(text, end) == Some(b':')
        && let Some((value, 2)) = digits(text, end + 1)
    {
        second = value.min(59);
        end += 3;
        if matches!(byte(text, end), Some(b'.' | b','))
            && let Some((_, length)) = digits(text, end + 1)
        {
            end += 1 + length;
        }
    }
    let mut hour = hour;
    let mut bare = hour <= 12;
    if let Some((afternoon, behind)) = meridiem(text, end) {
        bare = false;
        end = behind;
        match (afternoon, hour) {
            (true, 1..=11) => hour += 12,
            (false, 12) => hour = 0,
            _ => {}
        }
    } else if alphanumeric(text, end)
        && !matches!(
            byte(text, end),
            Some(b'Z' | b'z' | b'T' | b'h' | b'H' | b'U' | b'G' | b'C' | b'P' | b'E' | b'M')
        )
    {
        return None;
    }
    let hours = any_word(text, blanks(text, end), &["h", "hrs", "uhr"]);
    if let Some(length) = hours
        && hour > 0
    {
        end = blanks(text, end) + length;
    }
    if hour == 24 && minute == 0 {
        hour = 0;
    }
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some((Clock::Time { time, bare }, end))
}

/// `am`, `PM`, `p.m.`: whether afternoon, and where it ends.
fn meridiem(text: &str, at: usize) -> Option<(bool, usize)> {
    let next = blanks(text, at);
    let afternoon = match byte(text, next)? {
        b'a' | b'A' => false,
        b'p' | b'P' => true,
        _ => return None,
    };
    let mut end = next + 1;
    let dots = byte(text, end) == Some(b'.');
    end += dots as usize;
    // `6:15p`: the letter alone, right behind the minutes.
    let is_short = next == at && !dots && !alphanumeric(text, end) && minutes_before(text, at);
    if !matches!(byte(text, end), Some(b'm' | b'M')) {
        return is_short.then_some((afternoon, end));
    }
    end += 1;
    if alphanumeric(text, end) {
        return None;
    }
    if dots && byte(text, end) == Some(b'.') {
        end += 1;
    }
    Some((afternoon, end))
}

/// Whether the two digits of minutes stand before a place.
fn minutes_before(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(at.saturating_sub(3)..at);
    matches!(before, Some([b':' | b'.', tens, ones]) if tens.is_ascii_digit() && ones.is_ascii_digit())
}

/// `1405 UTC`, `1405Z`, `1405h`: four digits need a sign that they are a time.
fn compact(text: &str, at: usize, value: u32) -> Option<(Clock, usize)> {
    let end = at + 4;
    let zone_at = blanks(text, end);
    let told = matches!(byte(text, end), Some(b'Z' | b'h' | b'H')) && !alphanumeric(text, end + 1)
        || any_word(
            text,
            zone_at,
            &[
                "utc", "gmt", "hrs", "hours", "h", "cet", "cest", "pst", "pdt", "est", "edt",
                "bst", "ist",
            ],
        )
        .is_some();
    if !told && !set_off_from_words(text, end, value) {
        return None;
    }
    let time = NaiveTime::from_hms_opt(value / 100, value % 100, 0)?;
    let hours =
        any_word(text, zone_at, &["hrs", "hours", "h"]).map_or(end, |length| zone_at + length);
    Some((Clock::Time { time, bare: false }, hours))
}

/// `0905: gates do not open`; `2019 – the year before` is none.
fn set_off_from_words(text: &str, end: usize, value: u32) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    !(1950..2060).contains(&value)
        && [": ", " - ", " – ", " — "]
            .iter()
            .any(|mark| rest.starts_with(mark))
}

fn unknown_marks(text: &str, at: usize) -> usize {
    text.as_bytes()
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(2)
        .take_while(|byte| matches!(byte, b'?' | b'x' | b'X' | b'm' | b'M' | b'-' | b'_'))
        .count()
}

/// `HH:mm`, `hh:mm`, `--:--`, `??:??`, `xx:xx`, and `??` alone.
fn placeholder(text: &str, at: usize) -> Option<(Clock, usize)> {
    let bytes = text.as_bytes().get(at..)?;
    let hour = bytes
        .iter()
        .take_while(|byte| matches!(byte, b'?' | b'x' | b'X' | b'h' | b'H' | b'-' | b'_'))
        .count();
    if hour == 2 && bytes.get(2) == Some(&b':') {
        let minute = unknown_marks(text, at + 3);
        let known_minute = digits(text, at + 3).is_some_and(|(_, length)| length == 2);
        if (minute == 2 || known_minute) && !alphanumeric(text, at + 5) {
            return Some((Clock::Unknown, at + 5));
        }
    }
    let asked = bytes.iter().take_while(|byte| **byte == b'?').count();
    (asked >= 2 && !alphanumeric(text, at + asked)).then_some((Clock::Unknown, at + asked))
}
