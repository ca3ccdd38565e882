//! What stands behind a moment and belongs to it: the zone, the day, doubts, the end of a range, the same once more.

use super::after_day;
use crate::extract::moments::scan::{any_word, blanks, byte};
use crate::extract::moments::{Clock, Day, Reading, Written, date, time, zone};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

/// The zone behind a time: `UTC`, `(PST)`, `+02:00`, `PDT (UTC-7)`.
pub fn take_zone(text: &str, written: &mut Written, reading: Reading<'_>) {
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
        if next == written.range.end && is_end_of_range(text, written, end) {
            return;
        }
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

/// `06:00-07:00`: two times of a day, not one of them with its offset. An offset follows a moment as machines write it
/// (`2026-03-01T06:00-07:00`, `06:00:00-07:00`), or a day and a time that would end before they begin.
fn is_end_of_range(text: &str, written: &Written, end: usize) -> bool {
    let behind = &text[written.range.end..end];
    let (Some(Clock::Time { time, .. }), Some(last)) = (written.clock, behind.strip_prefix('-'))
    else {
        return false;
    };
    let Ok(last) = NaiveTime::parse_from_str(last, "%H:%M") else {
        return false;
    };
    let whole = &text[written.range.clone()];
    let by_machine = whole.matches(':').count() > 1
        || whole.as_bytes().windows(3).any(|three| {
            three[0].is_ascii_digit() && three[1] == b'T' && three[2].is_ascii_digit()
        });
    !by_machine && (written.day.is_none() || time < last)
}

/// A day behind a time: `14:05 UTC on 10 Oct 2026`, `12:42 PM, July 11, 2025`.
pub fn take_day(text: &str, written: &mut Written, reading: Reading<'_>) {
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
        Day::DayOfMonth(_) | Day::Weekday(_) | Day::Number(_) => told,
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
pub fn take_doubt(text: &str, written: &mut Written) {
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
pub fn take_range(text: &str, written: &mut Written, reading: Reading<'_>) {
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
        && let Some(date) = (0..=1)
            .filter_map(|back| NaiveDate::from_ymd_opt(last.year() - back, month, day))
            .find(|date| *date <= last)
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
pub fn take_same(text: &str, written: &mut Written, reading: Reading<'_>) {
    let next = blanks(text, written.range.end);
    let relative = matches!(written.clock, Some(Clock::After(_) | Clock::Later(_)));
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
