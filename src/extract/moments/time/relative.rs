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
    let value = i64::from(value);
    let mut end = next + length;
    let minutes = if byte(text, end) == Some(b':') {
        let (minute, 2) = digits(text, end + 1)? else {
            return None;
        };
        end += 3;
        value * 60 + i64::from(minute)
    } else {
        let unit = blanks(text, end);
        let (scale, length) =
            if let Some(length) = any_word(text, unit, &["h", "hr", "hrs", "hour", "hours"]) {
                (60, length)
            } else if let Some(length) =
                any_word(text, unit, &["m", "min", "mins", "minute", "minutes"])
            {
                (1, length)
            } else {
                (1, 0)
            };
        if length > 0 {
            end = unit + length;
        } else if is_bare {
            return None;
        }
        let mut minutes = value * scale;
        // `T+1h 5m`, `T+1h05`
        let more = blanks(text, end);
        if scale == 60
            && length > 0
            && let Some((rest, digits)) = digits(text, more)
            && rest < 60
        {
            let unit = blanks(text, more + digits);
            let named = any_word(text, unit, &["m", "min", "mins", "minute", "minutes"]);
            if let Some(length) = named {
                end = unit + length;
                minutes += i64::from(rest);
            } else if more == end && digits == 2 && !alphanumeric(text, more + 2) {
                end = more + 2;
                minutes += i64::from(rest);
            }
        }
        minutes
    };
    (minutes < 60 * 24 * 60).then_some((Clock::After(sign * minutes), end))
}
