//! One written moment: a day, a time, a zone, the end of a range, in the orders in which people write them.

mod behind;

use super::scan::{any_word, blanks, byte};
use super::{ABOUT, Clock, Day, Reading, Written, date, time};
use behind::{take_day, take_doubt, take_range, take_same, take_zone};

/// A moment from `at` on. `loose` where one is expected.
pub fn moment(text: &str, at: usize, reading: Reading<'_>, loose: bool) -> Option<Written> {
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
    let end = written.range.end;
    take_range(text, &mut written, reading);
    if written.day.is_none() && written.range.end > end {
        // `10:05–11:15 UTC on 4 March 2024`
        take_day(text, &mut written, reading);
    }
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
                            "um",
                            "gegen",
                            "kl",
                            "à",
                            "às",
                            "a",
                            "las",
                            "vers",
                            "alle",
                            "ore",
                            "om",
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
