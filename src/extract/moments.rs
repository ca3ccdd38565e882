//! Dates, times, zones and durations as people write them.
//!
//! A *written moment* is what stands in the text: perhaps a day, perhaps a time, perhaps a zone, each as far as it is
//! known. What is missing is filled in by [`carry`], from what stands around it.

pub mod carry;
pub mod date;
pub mod duration;
mod order;
pub mod scan;
pub mod time;
mod words;
mod written;
pub mod zone;

pub use date::Day;
pub use time::Clock;

use crate::config::{Config, DateOrder};
use crate::model::Zone;
use chrono::NaiveTime;
use order::order_told;
use scan::{alphanumeric, alphanumeric_before, any_word, blanks, byte, digits, word};
use std::collections::BTreeMap;
use std::ops::Range;
use words::{ABOUT, ANNOUNCING, BEFORE};
use written::moment;

/// How this document's dates and zones are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub order: DateOrder,
    pub zones: &'a BTreeMap<String, String>,
    /// Lines of the document begin with times of four digits: `0905 first alert`.
    pub compact: bool,
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
    /// The configured order of day and month, unless the document itself tells its order: a date that has one reading
    /// (`13/02/2026`), or one that it writes a second time with the month's name.
    pub fn of(config: &'a Config, path: &str, text: &str) -> Self {
        Self {
            order: order_told(path, text).unwrap_or(config.time.date_order),
            zones: &config.time.zones,
            compact: is_compact(text),
        }
    }
}

/// Whether three lines below each other begin with four digits and words, in the order of a clock, and their numbers are
/// surely no counts: `0905`, and not `1000 users`.
fn is_compact(text: &str) -> bool {
    let mut run: Vec<u32> = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        start = end + 1;
        let Some((time, _)) = compact(line).and_then(|_| digits(line, 0)) else {
            run.clear();
            continue;
        };
        if run.last().is_some_and(|last| time < *last) {
            run.clear();
        }
        run.push(time);
        let is_sure = run.iter().any(|time| *time < 1000) || !run.iter().any(|time| time % 50 == 0);
        if run.len() >= 3 && is_sure && !run.iter().all(|time| (1990..2060).contains(time)) {
            return true;
        }
    }
    false
}

/// `0905 first alert`: the time of four digits at a line's beginning.
fn compact(line: &str) -> Option<Leading> {
    let (value, 4) = digits(line, 0)? else {
        return None;
    };
    let time = NaiveTime::from_hms_opt(value / 100, value % 100, 0)?;
    let rest = line.get(4..)?.strip_prefix(' ')?;
    let words = rest.starts_with(char::is_alphabetic);
    words.then_some(Leading {
        written: Written {
            range: 0..4,
            day: None,
            clock: Some(Clock::Time { time, bare: false }),
            zone: None,
            uncertain: false,
        },
        rest: 5,
        set_off: true,
    })
}

impl Written {
    /// Whether a time of the day is known.
    pub fn has_time(&self) -> bool {
        matches!(
            self.clock,
            Some(Clock::Time { .. } | Clock::After(_) | Clock::DaysAfter(_) | Clock::Later(_))
        )
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
    if reading.compact
        && let Some(leading) = compact(text)
    {
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
                return zone_first(text, at, reading, uncertain, bracket)
                    .or_else(|| announced(text, at, reading, bracket));
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

/// `Update 17:30 CEST: …`, `Edit (14:05 UTC): …`: the moment of an update, set off from its words.
fn announced(text: &str, at: usize, reading: Reading<'_>, bracket: bool) -> Option<Leading> {
    let length = any_word(text, at, ANNOUNCING)?;
    let next = blanks(text, at + length);
    let next = match byte(text, next)? {
        b'(' | b'[' => next + 1,
        b':' => blanks(text, next + 1),
        _ => next,
    };
    let written = moment(text, next, reading, true)?;
    let leading = set_off(text, written, false, bracket);
    let is_sure = leading.written.has_time()
        && (leading.written.zone.is_some()
            || leading.written.day.is_some()
            || text[next..leading.written.range.end].contains(':'));
    (is_sure && leading.set_off).then_some(leading)
}

/// So far from the beginning of a moment in words its first digit stands: `Wednesday, the 3rd`.
const REACH: usize = 64;

/// All moments of a text, in order. Only forms that are sure anywhere; a bare weekday or `next day` is none.
pub fn all(text: &str, reading: Reading<'_>) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut digit = 0;
    while at < text.len() {
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        if digit < at || at == 0 {
            let next = text.as_bytes()[at..].iter().position(u8::is_ascii_digit);
            let Some(next) = next else { break };
            digit = at + next;
        }
        if digit - at <= REACH
            && begins_here(text, at, c)
            && let Some(written) = moment(text, at, reading, false)
            && !matches!(
                written,
                Written {
                    day: Some(Day::Weekday(_) | Day::Later(_) | Day::Number(_) | Day::Unknown),
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

fn begins_here(text: &str, at: usize, c: char) -> bool {
    if !c.is_ascii_alphanumeric() || alphanumeric_before(text, at) {
        return false;
    }
    match text[..at].chars().next_back() {
        None => true,
        Some('/' | '.' | '-' | '_' | '=' | '#' | '&' | '?' | '%' | '+' | '$' | '\\') => false,
        Some(':') => !text[..at - 1].ends_with(|c: char| c.is_ascii_digit()),
        Some(_) => {
            c.is_ascii_digit()
                || c.is_ascii_uppercase()
                || c == 't'
                // `on wed march 10`: a name in small letters with a number behind it.
                || number_follows(text, at + word(text, at).len())
        }
    }
}

fn number_follows(text: &str, at: usize) -> bool {
    byte(text, at) == Some(b' ') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
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

#[cfg(test)]
mod tests;
