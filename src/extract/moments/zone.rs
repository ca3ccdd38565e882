//! Zones: offsets, abbreviations, places.

mod names;

use super::scan::{alphanumeric, any_word, blanks, byte, digits, word};
use crate::model::Zone;
use chrono::FixedOffset;
use chrono_tz::Tz;
use names::{ABBREVIATIONS, CITIES, PLACES};
use std::collections::BTreeMap;

/// The zone written at `at`, and where it ends: `Z`, `+02:00`, `UTC+1`, `PST`, `US/Pacific`, `Pacific Time`, `PT`.
pub fn at(text: &str, at: usize, own: &BTreeMap<String, String>) -> Option<(Zone, usize)> {
    match byte(text, at)? {
        b'+' | b'-' => {
            let (offset, end) = offset(text, at, false)?;
            Some((fixed(offset)?, end))
        }
        b'A'..=b'Z' | b'a'..=b'z' => named(text, at, own),
        _ => None,
    }
}

/// The zone that a heading, a column or a sentence gives for all times: `Time (UTC)`, `All times in PST`,
/// `Copenhagen time`. An explicit offset beside an abbreviation says more than it.
pub fn stated(text: &str, own: &BTreeMap<String, String>) -> Option<Zone> {
    let mut found = None;
    let mut at_word = 0;
    while at_word < text.len() {
        let c = text[at_word..].chars().next()?;
        let begins = c.is_ascii_alphabetic() && !super::scan::alphanumeric_before(text, at_word);
        if begins && let Some((zone, end)) = self::at(text, at_word, own) {
            let sure = text[at_word..end].bytes().any(|byte| byte.is_ascii_digit());
            if sure {
                return Some(zone);
            }
            found = found.or(Some(zone));
            at_word = end;
            continue;
        }
        if begins && let Some((zone, end)) = city(text, at_word) {
            found = found.or(Some(zone));
            at_word = end;
            continue;
        }
        at_word += match begins {
            true => word(text, at_word).len().max(1),
            false => c.len_utf8(),
        };
    }
    found
}

fn named(text: &str, at: usize, own: &BTreeMap<String, String>) -> Option<(Zone, usize)> {
    let rest = &text[at..];
    // Names of the database: letters, `_`, `/`.
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+')))
        .unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches(['/', '-', '+']);
    if name.contains('/') {
        if let Ok(zone) = name.parse::<Tz>() {
            return Some((Zone::Place(zone), at + name.len()));
        }
        let last = name
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if let Some(zone) = CITIES.get(&last.replace('_', " ")) {
            return Some((Zone::Place(*zone), at + name.len()));
        }
    }
    let letters = word(text, at);
    let end = at + letters.len();
    if alphanumeric(text, end) {
        return None;
    }
    if let Some(offset) = own.get(letters).and_then(|written| configured(written)) {
        return Some((offset, end));
    }
    if letters == "Z" {
        return Some((fixed(0)?, end));
    }
    if letters.eq_ignore_ascii_case("utc") || letters == "GMT" {
        let sign = blanks(text, end);
        if let Some((minutes, end)) = offset(text, sign, true) {
            return Some((fixed(minutes)?, end));
        }
        return Some((fixed(0)?, end));
    }
    if letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        if let Some((_, minutes)) = ABBREVIATIONS.iter().find(|(name, _)| *name == letters) {
            return Some((fixed(*minutes)?, end));
        }
        if let Some((_, zone)) = PLACES.iter().find(|(name, _)| {
            name.len() == 2 && name.eq_ignore_ascii_case(letters) && letters != "UK"
        }) {
            return Some((Zone::Place(*zone), end));
        }
    }
    // `10:05 AM Pacific: …`
    if matches!(letters, "Pacific" | "Eastern")
        && matches!(byte(text, end), None | Some(b':' | b')' | b',' | b';'))
    {
        return Some((
            Zone::Place(*CITIES.get(&letters.to_ascii_lowercase())?),
            end,
        ));
    }
    place_time(text, at)
}

/// `Pacific Time`, `Central European Time`, `Denver time`, `Eastern Standard Time`.
fn place_time(text: &str, at: usize) -> Option<(Zone, usize)> {
    let first = word(text, at);
    if !first.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    let mut next = at;
    for _ in 0..4 {
        let name = word(text, next);
        if name.is_empty() {
            return None;
        }
        next += name.len();
        if name.eq_ignore_ascii_case("time") {
            break;
        }
        names.push(name);
        next = blanks(text, next);
    }
    if names.is_empty() || names.len() > 3 {
        return None;
    }
    let lower: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let zone = match lower.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pacific", "standard"] => fixed(-480),
        ["pacific", "daylight"] => fixed(-420),
        ["mountain", "standard"] => fixed(-420),
        ["mountain", "daylight"] => fixed(-360),
        ["central", "standard"] => fixed(-360),
        ["central", "daylight"] => fixed(-300),
        ["eastern", "standard"] => fixed(-300),
        ["eastern", "daylight"] => fixed(-240),
        ["central", "european"] => fixed(60),
        ["central", "european", "summer"] => fixed(120),
        ["eastern", "european"] => fixed(120),
        ["eastern", "european", "summer"] => fixed(180),
        ["british", "summer"] => fixed(60),
        ["indian", "standard"] | ["india", "standard"] => fixed(330),
        ["universal"] | ["coordinated", "universal"] | ["greenwich", "mean"] => fixed(0),
        ["us", "pacific"] => Some(Zone::Place(Tz::America__Los_Angeles)),
        ["us", "eastern"] => Some(Zone::Place(Tz::America__New_York)),
        ["us", "central"] => Some(Zone::Place(Tz::America__Chicago)),
        ["us", "mountain"] => Some(Zone::Place(Tz::America__Denver)),
        _ => CITIES.get(&lower.join(" ")).map(|zone| Zone::Place(*zone)),
    }?;
    Some((zone, next))
}

/// A bare name of a place, where a zone is expected: `Denver`, `US Pacific`.
fn city(text: &str, at: usize) -> Option<(Zone, usize)> {
    let first = word(text, at);
    if !first.starts_with(|c: char| c.is_ascii_uppercase()) || first.len() < 4 {
        return None;
    }
    let lower = first.to_ascii_lowercase();
    let second_at = blanks(text, at + first.len());
    let second = word(text, second_at).to_ascii_lowercase();
    if let Some(zone) = CITIES.get(&format!("{lower} {second}")) {
        return Some((Zone::Place(*zone), second_at + second.len()));
    }
    // `(all times Central)`
    let end = at + first.len();
    if ["central", "eastern", "mountain"].contains(&lower.as_str())
        && stands_for_zone(text, at, end)
    {
        return Some((Zone::Place(*CITIES.get(&lower)?), end));
    }
    // Parts of the world and words of other meaning are no places here.
    if [
        "central", "eastern", "mountain", "center", "general", "south", "north", "west", "east",
    ]
    .contains(&lower.as_str())
    {
        return None;
    }
    CITIES
        .get(&lower)
        .map(|zone| (Zone::Place(*zone), at + first.len()))
}

/// Whether a part of the world is said of times: alone, in brackets, or behind `times`, with no noun behind it.
fn stands_for_zone(text: &str, at: usize, end: usize) -> bool {
    let after = text[end..].trim_start();
    let before = text[..at].trim_end();
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_of_times = ["times", "time", "are", "in", "zone", "timezone", "US"].contains(&word);
    (after.is_empty() || after.starts_with([')', ']', '.', ',', ';']))
        && (before.is_empty() || before.ends_with(['(', '[', ':']) || is_of_times)
}

/// `+2`, `+02:00`, `-0730`; short forms only behind `UTC`.
fn offset(text: &str, at: usize, short: bool) -> Option<(i32, usize)> {
    let rest = text.get(at..)?;
    let (sign, width) = match rest.chars().next()? {
        '+' => (1, 1),
        '-' => (-1, 1),
        '−' | '–' => (-1, '−'.len_utf8()),
        _ => return None,
    };
    let start = at + width;
    let (value, length) = digits(text, start)?;
    let value = value as i32;
    let (hours, minutes, end) = match length {
        4 => (value / 100, value % 100, start + 4),
        1 | 2 => match byte(text, start + length) {
            Some(b':') => {
                let (minutes, 2) = digits(text, start + length + 1)? else {
                    return None;
                };
                // `-10:30` behind a time is the end of a range more often than an offset.
                if !short && sign < 0 && (length == 1 || value > 12 || minutes % 15 != 0) {
                    return None;
                }
                (value, minutes as i32, start + length + 3)
            }
            // `14:05+02`, but not `14:05 +10 nodes`.
            _ if short || length == 2 && sign > 0 && super::scan::alphanumeric_before(text, at) => {
                (value, 0, start + length)
            }
            _ => return None,
        },
        _ => return None,
    };
    (hours <= 14 && minutes < 60 && !alphanumeric(text, end))
        .then_some((sign * (hours * 60 + minutes), end))
}

/// A value of `[time.zones]`: an offset or a place.
fn configured(written: &str) -> Option<Zone> {
    if let Some((minutes, _)) = offset(written, 0, true) {
        return fixed(minutes);
    }
    match written {
        "Z" | "UTC" => fixed(0),
        _ => written.parse::<Tz>().ok().map(Zone::Place),
    }
}

fn fixed(minutes: i32) -> Option<Zone> {
    FixedOffset::east_opt(minutes * 60).map(Zone::Fixed)
}

/// Whether a word that says "time zone follows" stands in the text.
pub fn speaks_of_times(text: &str) -> bool {
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_alphabetic()))
    {
        let start = at + found;
        let length = word(text, start).len().max(1);
        if any_word(
            text,
            start,
            &[
                "time",
                "times",
                "timestamp",
                "timestamps",
                "timezone",
                "timezones",
                "events",
                "dates",
                "clock",
                "hours",
            ],
        )
        .is_some()
        {
            return true;
        }
        at = start + length;
    }
    false
}
