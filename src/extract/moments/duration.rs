//! Durations as people write them.

mod parts;

use super::scan::{alphanumeric_before, any_word, blanks, byte, digits, spaces, word};
pub use parts::number_word;
use parts::{hours_before_minutes, number, unit, upper};
use std::ops::Range;

/// A duration as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub range: Range<usize>,
    pub minutes: u32,
    /// `at least`, `up to`, `10-30 minutes`: a bound, not the duration.
    pub bound: bool,
}

/// The first duration of a text.
pub fn first(text: &str) -> Option<Written> {
    all(text).into_iter().next()
}

/// A field's value: its first duration, or hours and minutes (`00:22`, `1:30:00`), or a bare number where the field's
/// name gives the unit.
pub fn value(text: &str, unit: Option<f64>) -> Option<Written> {
    let text = text.trim();
    let clock = clock(text);
    let first = first(text);
    match (clock, first) {
        (Some(clock), Some(first)) if clock.range.start <= first.range.start => Some(clock),
        (_, Some(first)) => Some(first),
        (Some(clock), None) => Some(clock),
        (None, None) => {
            let unit = unit?;
            let (number, end) = number(text, 0)?;
            text[end..].trim().is_empty().then(|| Written {
                range: 0..end,
                minutes: round(number * unit),
                bound: false,
            })
        }
    }
}

/// Whether a unit stands in the text behind a number or in full: a quick look before the closer one.
pub fn may_stand_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    let unit = |at: usize| {
        let at = at + usize::from(matches!(bytes.get(at), Some(b' ' | b'-')));
        // `2 uur`, not `2 users`.
        bytes[at.min(bytes.len())..].starts_with(b"uu")
            || bytes[at.min(bytes.len())..].starts_with(b"ure")
            || matches!(
                bytes.get(at),
                Some(b'h' | b'm' | b'd' | b's' | b'w' | b'H' | b'M' | b't' | b'S' | b'T' | b'j')
            )
    };
    let behind_number = bytes
        .iter()
        .enumerate()
        .any(|(at, byte)| byte.is_ascii_digit() && unit(at + 1));
    behind_number || text.contains("hour") || text.contains("minute")
}

/// All durations of a text, in order.
pub fn all(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let (length, is_number) = match rest[0] {
            b'0'..=b'9' => {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
                (digits.count(), true)
            }
            _ => {
                let letters = letters.count();
                let is_number = letters > 0 && number_word(&text[at..at + letters]).is_some();
                (letters.max(1), is_number)
            }
        };
        if is_number
            && !alphanumeric_before(text, at)
            && !text[..at].ends_with(['.', '/', '_', ':', '$', '#'])
            && let Some(written) = duration(text, at)
        {
            at = written.range.end.max(at + 1);
            found.push(written);
            continue;
        }
        at += length;
    }
    found
}

/// `19 hours 43 minutes`, `2h 2m`, `1 day, 3 hours and 5 min`, `an hour and a half`, `90-minute`.
fn duration(text: &str, start: usize) -> Option<Written> {
    let mut minutes = 0.0;
    let mut at = start;
    let mut end = start;
    let mut parts = 0;
    let mut smallest = f64::INFINITY;
    let mut bound = false;
    while parts < 5 {
        let Some((amount, after)) = number(text, at) else {
            break;
        };
        let mut next = after;
        // `10-30 minutes` and `2 to 3 hours` are no durations but bounds.
        if let Some(upper) = upper(text, next) {
            bound = true;
            next = upper;
        }
        // `two and a half hours`
        let halved = text[next..].strip_prefix(" and a half").filter(|_| !bound);
        let amount = amount + if halved.is_some() { 0.5 } else { 0.0 };
        next = halved.map_or(next, |rest| text.len() - rest.len());
        let mut unit_at = blanks(text, next);
        if byte(text, unit_at) == Some(b'-') && parts == 0 {
            unit_at += 1;
        }
        let found = unit(text, unit_at).or_else(|| hours_before_minutes(text, unit_at));
        let Some((scale, unit_end)) = found else {
            break;
        };
        if scale >= smallest {
            break;
        }
        // `half an hour`: the article is part of the number.
        minutes += amount * scale;
        smallest = scale;
        parts += 1;
        end = unit_end;
        at = blanks(text, unit_end);
        if byte(text, at) == Some(b',') {
            at = blanks(text, at + 1);
        }
        // Prose is wrapped: `6 hours and` may end a line.
        let and = spaces(text, at);
        if let Some(length) = any_word(
            text,
            and,
            &["and", "und", "et", "y", "e", "og", "en", "och"],
        ) {
            at = spaces(text, and + length);
            if let Some((_, after)) = number(text, at)
                && any_word(text, at, &["a"]).is_some()
                && let half = blanks(text, after)
                && let Some(length) = any_word(text, half, &["half"])
            {
                minutes += smallest / 2.0;
                end = half + length;
                break;
            }
        }
        if byte(text, at) == Some(b'+') {
            bound = true;
        }
    }
    if parts == 0 || minutes > 5_000_000.0 {
        return None;
    }
    let ago = any_word(
        text,
        blanks(text, end),
        &["ago", "later", "earlier", "old", "apart"],
    )
    .is_some();
    Some(Written {
        range: start..end,
        minutes: round(minutes),
        bound: bound || ago || bounded(text, start),
    })
}

/// Whether what stands before makes it a bound.
fn bounded(text: &str, at: usize) -> bool {
    const LONGEST: usize = 24;
    let before = text[..at].trim_end();
    let from = (before.len().saturating_sub(LONGEST)..)
        .find(|&at| before.is_char_boundary(at))
        .unwrap_or_default();
    let before = before[from..].to_ascii_lowercase();
    [
        "at least",
        "at most",
        "up to",
        "more than",
        "less than",
        "over",
        "under",
        "within",
        "every",
        "maximum",
        "minimum",
        "max",
        "min",
        "first",
        "last",
        "next",
        "longer than",
        "fewer than",
        ">",
        "<",
        "≥",
        "≤",
        "per",
        "another",
        "in under",
        "after",
    ]
    .iter()
    .any(|word| {
        before
            .strip_suffix(word)
            .filter(|rest| !rest.trim_end().ends_with("just"))
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
    })
}

/// `00:22`, `1:30:00`: hours and minutes.
fn clock(text: &str) -> Option<Written> {
    let lead = text.find(|c: char| c.is_ascii_digit())?;
    if lead > 2 {
        return None;
    }
    let (hours, length) = digits(text, lead)?;
    let colon = lead + length;
    if byte(text, colon) != Some(b':') {
        return None;
    }
    let (minutes, 2) = digits(text, colon + 1)? else {
        return None;
    };
    let mut end = colon + 3;
    if byte(text, end) == Some(b':') {
        let (_, 2) = digits(text, end + 1)? else {
            return None;
        };
        end += 3;
    }
    // A moment, not a duration: `10:02 UTC`, `10:02 pm`, `10:02 – 10:24`.
    let next = blanks(text, end);
    let follows = word(text, next);
    let plain = next == text.len()
        || unit(text, next).is_some()
        || any_word(text, next, &["hh"]).is_some()
        || (follows.is_empty() && byte(text, next) == Some(b'('));
    if !plain || minutes > 59 || hours > 1000 {
        return None;
    }
    let end = unit(text, next).map_or(end, |(_, end)| end);
    Some(Written {
        range: lead..end,
        minutes: hours * 60 + minutes,
        bound: false,
    })
}

fn round(minutes: f64) -> u32 {
    minutes.round().clamp(0.0, 5_000_000.0) as u32
}
