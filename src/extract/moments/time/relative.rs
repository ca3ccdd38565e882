//! Times counted from the first one, `T+5m`, or from the one before, `20 minutes later`.

use super::Clock;
use crate::extract::moments::duration;
use crate::extract::moments::scan::{alphanumeric, any_word, blanks, byte, digits, word};

/// How far behind its beginning a duration ends at most: `an hour and twenty minutes later`.
const NEAR: usize = 40;
const LATER: &[u8] = b" later";

/// `20 minutes later`, `an hour later`.
pub fn later(text: &str, at: usize) -> Option<(Clock, usize)> {
    let rest = text.get(at..)?;
    let begins = rest.starts_with(|c: char| c.is_ascii_digit())
        || duration::number_word(word(text, at)).is_some();
    if !begins {
        return None;
    }
    let word = rest
        .as_bytes()
        .windows(LATER.len())
        .take(NEAR + 1)
        .position(|here| here == LATER)?;
    let end = word + LATER.len();
    let written = duration::first(&rest[..end])?;
    let is_all = written.range == (0..word) && !alphanumeric(rest, end);
    is_all.then_some((Clock::Later(i64::from(written.minutes)), at + end))
}

/// `T+5m`, `T+00:05`, `T-10 min`, `T0`.
pub fn after(text: &str, at: usize) -> Option<(Clock, usize)> {
    // `+5 min`, `+00:05`: a unit or a colon says that it is a time.
    let is_bare = byte(text, at) == Some(b'+');
    if !is_bare && byte(text, at) != Some(b'T') {
        return None;
    }
    let mut next = if is_bare { at } else { blanks(text, at + 1) };
    if byte(text, next) == Some(b'0')
        && !alphanumeric(text, next + 1)
        && byte(text, next + 1) != Some(b':')
    {
        return Some((Clock::After(0), next + 1));
    }
    let sign = match byte(text, next)? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    next = blanks(text, next + 1);
    let (value, length) = digits(text, next)?;
    let mut end = next + length;
    if byte(text, end) == Some(b':') {
        let (minute, 2) = digits(text, end + 1)? else {
            return None;
        };
        let minutes = i64::from(value) * 60 + i64::from(minute);
        return Some((Clock::After(sign * minutes), end + 3));
    }
    // `T+3d 8h`, `T+1h05`: units, each smaller than the one before; a number without one counts minutes.
    let mut minutes = 0;
    let mut smallest = None;
    while let Some((value, length)) = digits(text, next) {
        let unit = scale(text, blanks(text, next + length));
        let (scale, behind) = match (unit, smallest) {
            (Some(unit), _) => unit,
            (None, None) if !is_bare => (1, next + length),
            (None, Some(60)) if next == end && length == 2 && !alphanumeric(text, end + 2) => {
                (1, next + length)
            }
            _ => break,
        };
        if smallest.is_some_and(|smallest| scale >= smallest) {
            break;
        }
        minutes += i64::from(value) * scale;
        smallest = Some(scale);
        end = behind;
        next = blanks(text, end);
    }
    if smallest == Some(DAY) {
        return (minutes < LONGEST).then_some((Clock::DaysAfter(sign * minutes / DAY), end));
    }
    (smallest.is_some() && minutes < LONGEST).then_some((Clock::After(sign * minutes), end))
}

const DAY: i64 = 24 * 60;
/// What is further away is no time of an incident: sixty days, in minutes.
const LONGEST: i64 = 60 * DAY;

/// Minutes of the unit at a place, and where it ends.
fn scale(text: &str, at: usize) -> Option<(i64, usize)> {
    let units: [(i64, &[&str]); 3] = [
        (DAY, &["d", "day", "days"]),
        (60, &["h", "hr", "hrs", "hour", "hours"]),
        (1, &["m", "min", "mins", "minute", "minutes"]),
    ];
    units
        .into_iter()
        .find_map(|(scale, names)| Some((scale, at + any_word(text, at, names)?)))
}
