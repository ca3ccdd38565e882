//! Numbers and units of durations.

use crate::extract::moments::scan::{any_word, blanks, byte, digits, word};

/// Words for small numbers.
const NUMBERS: &[(&str, f64)] = &[
    ("half", 0.5),
    ("a", 1.0),
    ("an", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
];

/// Whether a word begins as a number does and is as short: most are neither.
pub fn may_be_number(word: &str) -> bool {
    let Some(first) = word.as_bytes().first() else {
        return false;
    };
    word.len() <= "fifteen".len() && b"ahotfsen".contains(&first.to_ascii_lowercase())
}

/// The number at `at`: `1.5`, `1,5`, `12,400`, `two`, `half an`.
pub fn number(text: &str, at: usize) -> Option<(f64, usize)> {
    if let Some((whole, length)) = digits(text, at) {
        let end = at + length;
        if matches!(byte(text, end), Some(b'.' | b','))
            && let Some((fraction, places)) = digits(text, end + 1)
        {
            let end = end + 1 + places;
            if byte(text, end - places - 1) == Some(b',') && places == 3 {
                return Some((f64::from(whole) * 1000.0 + f64::from(fraction), end));
            }
            return Some((
                f64::from(whole) + f64::from(fraction) / 10f64.powi(places as i32),
                end,
            ));
        }
        return Some((f64::from(whole), end));
    }
    let name = word(text, at);
    if !may_be_number(name) {
        return None;
    }
    let (_, value) = NUMBERS
        .iter()
        .find(|(number, _)| name.eq_ignore_ascii_case(number))?;
    let mut end = at + name.len();
    if *value == 0.5 {
        let next = blanks(text, end);
        end = any_word(text, next, &["an", "a"]).map_or(end, |length| next + length);
    }
    Some((*value, end))
}

/// The end of the upper number of `10-30` or `2 to 3`.
pub fn upper(text: &str, at: usize) -> Option<usize> {
    let next = blanks(text, at);
    let rest = text.get(next..)?;
    let width = match rest.chars().next()? {
        dash @ ('-' | '–' | '—' | '~') => dash.len_utf8(),
        _ => any_word(text, next, &["to", "or"])?,
    };
    let (_, end) = number(text, blanks(text, next + width))?;
    Some(end)
}

const LONGEST_UNIT: usize = "minutter".len();

/// Minutes of the unit at `at`, and where it ends.
pub fn unit(text: &str, at: usize) -> Option<(f64, usize)> {
    let name = word(text, at);
    if name.is_empty() || name.len() > LONGEST_UNIT {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let minutes = match lower.as_str() {
        "w" | "week" | "weeks" | "wochen" => 10_080.0,
        "d" | "day" | "days" | "tage" | "jours" | "dias" | "días" | "dage" => 1440.0,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure"
        | "heures" | "hora" | "horas" | "timer" => 60.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minutos" | "minutter" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0 / 60.0,
        _ => return None,
    };
    // `5 M` users, `3 D` prints: single letters of a unit are small.
    if lower.len() == 1 && name != lower && name != "H" {
        return None;
    }
    let end = at + name.len();
    Some((minutes, end))
}

/// `1 t 12 min`: the Scandinavian hour, which is one only where minutes follow.
pub fn hours_before_minutes(text: &str, at: usize) -> Option<(f64, usize)> {
    let end = at + any_word(text, at, &["t"])?;
    let (_, after) = number(text, blanks(text, end))?;
    any_word(text, blanks(text, after), &["m", "min", "minutter"])?;
    Some((60.0, end))
}
