//! Numbers and units of durations.

use crate::extract::moments::scan::{any_word, blanks, byte, digits, word};

/// Letters of the longest word below.
const LONGEST_NUMBER: usize = "fifteen".len();

/// What a word for a small number says.
pub fn number_word(word: &str) -> Option<f64> {
    let first = word.as_bytes().first()? | 0x20;
    if !matches!(first, b'a' | b'e'..=b'f' | b'h' | b'n'..=b'o' | b's'..=b't') {
        return None;
    }
    let mut small = [0; LONGEST_NUMBER];
    let small = small.get_mut(..word.len())?;
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    Some(match &*small {
        b"half" => 0.5,
        b"a" | b"an" | b"one" => 1.0,
        b"two" => 2.0,
        b"three" => 3.0,
        b"four" => 4.0,
        b"five" => 5.0,
        b"six" => 6.0,
        b"seven" => 7.0,
        b"eight" => 8.0,
        b"nine" => 9.0,
        b"ten" => 10.0,
        b"eleven" => 11.0,
        b"twelve" => 12.0,
        b"fifteen" => 15.0,
        b"twenty" => 20.0,
        b"thirty" => 30.0,
        b"forty" => 40.0,
        b"fifty" => 50.0,
        b"sixty" => 60.0,
        b"ninety" => 90.0,
        _ => return None,
    })
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
    let value = number_word(name)?;
    let mut end = at + name.len();
    if value == 0.5 {
        let next = blanks(text, end);
        end = any_word(text, next, &["an", "a"]).map_or(end, |length| next + length);
    }
    Some((value, end))
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
        "w" | "week" | "weeks" | "wochen" | "weken" => 10_080.0,
        "d" | "day" | "days" | "tage" | "tagen" | "dag" | "dagen" | "jour" | "jours" | "dia"
        | "día" | "dias" | "días" | "dage" | "dager" | "dagar" | "giorni" => 1440.0,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure"
        | "heures" | "hora" | "horas" | "timer" | "timmar" | "uur" | "uren" | "ore" => 60.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minuut" | "minuto"
        | "minutos" | "minuti" | "minutt" | "minutter" | "minuter" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0 / 60.0,
        _ => return None,
    };
    // `5 M` users, `3 D` prints: single letters of a unit are small.
    if lower.len() == 1 && name != lower && name != "H" || name == "DAG" {
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
