//! Dates, times, durations, states and counts in words.

use crate::model::{ActionKind, ActionState, DetectedBy, DocumentStatus, Moment, Severity, Zone};
use chrono::{Datelike, NaiveDate, Offset, Timelike};
use std::fmt::Write;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `6 March 2025`.
pub fn date(date: NaiveDate) -> String {
    format!(
        "{} {} {}",
        date.day(),
        MONTHS[date.month0() as usize],
        date.year()
    )
}

/// `6 Mar`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {}", date.day(), &MONTHS[date.month0() as usize][..3])
}

/// `6 Mar 2025`, for the columns of lists.
pub fn compact_date(date: NaiveDate) -> String {
    format!("{} {}", short_date(date), date.year())
}

/// `22 min`, `1 h 24 min`, `3 days 4 h`: the two largest units.
pub fn duration(minutes: u32) -> String {
    let plural = |count: u32| {
        if count == 1 {
            "1 day".to_string()
        } else {
            format!("{count} days")
        }
    };
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => plural(days),
        (days, hours, _) => format!("{} {hours} h", plural(days)),
    }
}

/// The time of day with its zone: `09:02 UTC`, `about 19:30`.
pub fn time(moment: &Moment) -> Option<String> {
    let time = moment.time?;
    let mut out = String::new();
    if moment.uncertain {
        out.push_str("about ");
    }
    let _ = write!(out, "{:02}:{:02}", time.hour(), time.minute());
    let zone = zone(moment);
    if !zone.is_empty() {
        out.push(' ');
        out.push_str(&zone);
    }
    Some(out)
}

/// The time of day without its zone, where the page names that elsewhere.
pub fn clock(moment: &Moment) -> Option<String> {
    let about = if moment.uncertain { "~" } else { "" };
    moment
        .time
        .map(|time| format!("{about}{:02}:{:02}", time.hour(), time.minute()))
}

/// The zone as a reader names it; empty where the document states none.
pub fn zone(moment: &Moment) -> String {
    match moment.zone {
        Zone::Unstated => String::new(),
        Zone::Place(place) => place.name().to_string(),
        Zone::Fixed(offset) => {
            let seconds = offset.fix().local_minus_utc();
            let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
            match (minutes / 60, minutes % 60) {
                (0, 0) => "UTC".into(),
                (hours, 0) => format!("UTC{sign}{hours}"),
                (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
            }
        }
    }
}

/// Day and time: `6 March 2025, 09:02 UTC`.
pub fn moment(moment: &Moment) -> String {
    match (moment.date.map(date), time(moment)) {
        (Some(date), Some(time)) => format!("{date}, {time}"),
        (Some(date), None) if moment.uncertain => format!("about {date}"),
        (Some(date), None) => date,
        (None, Some(time)) => time,
        (None, None) => String::new(),
    }
}

pub fn state(state: ActionState) -> &'static str {
    match state {
        ActionState::Proposed => "Proposed",
        ActionState::Open => "Open",
        ActionState::InProgress => "In progress",
        ActionState::Done => "Done",
        ActionState::Verified => "Verified",
        ActionState::WontDo => "Decided against",
        ActionState::Superseded => "Superseded",
        ActionState::Unknown => "Not stated",
    }
}

/// What a state means, for the head of its list.
pub fn state_meaning(state: ActionState) -> &'static str {
    match state {
        ActionState::Proposed => "Suggested in a retrospective; nobody has decided yet.",
        ActionState::Open => "Decided, and not begun.",
        ActionState::InProgress => "Somebody works on it.",
        ActionState::Done => "Done, as far as somebody wrote it down.",
        ActionState::Verified => "Done, and a later look found that it works.",
        ActionState::WontDo => {
            "Decided against, with the reason where one is given. That is a decision, not a failure."
        }
        ActionState::Superseded => "Replaced by something else.",
        ActionState::Unknown => {
            "The document lists these and does not say where they stand. They may well be done: a box, a word such as “done”, a ticket’s snapshot or actions.toml would say it."
        }
    }
}

pub fn kind(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Prevent => "Prevent",
        ActionKind::Detect => "Detect",
        ActionKind::Mitigate => "Mitigate",
        ActionKind::Process => "Process",
    }
}

pub fn detected_by(by: DetectedBy) -> &'static str {
    match by {
        DetectedBy::Monitoring => "Monitoring",
        DetectedBy::Customer => "A customer",
        DetectedBy::Employee => "Somebody inside",
        DetectedBy::ThirdParty => "A third party",
    }
}

pub fn status(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::Draft => "Draft",
        DocumentStatus::InReview => "In review",
        DocumentStatus::Final => "Final",
    }
}

/// The class that gives a severity its colour.
pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Sev1 => "sev1",
        Severity::Sev2 => "sev2",
        Severity::Sev3 => "sev3",
        Severity::Sev4 => "sev4",
        Severity::Sev5 => "sev5",
    }
}

/// `1 incident`, `4 incidents`.
pub fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The beginning of a text up to `limit` characters, cut at a word and marked where something is missing.
pub fn shortened(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((cut, _)) = text.char_indices().nth(limit) else {
        return text.replace('\n', " ");
    };
    let head = &text[..cut];
    let end = match head.rfind(char::is_whitespace) {
        Some(at) if !text[cut..].starts_with(char::is_whitespace) => at,
        _ => cut,
    };
    let head = head[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    format!("{}…", head.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_show_their_two_largest_units() {
        let table = [
            (0, "0 min"),
            (22, "22 min"),
            (60, "1 h"),
            (84, "1 h 24 min"),
            (1440, "1 day"),
            (4570, "3 days 4 h"),
        ];
        for (minutes, words) in table {
            assert_eq!(duration(minutes), words);
        }
    }

    #[test]
    fn long_texts_are_cut_at_a_word() {
        assert_eq!(shortened("short\ntext", 20), "short text");
        assert_eq!(
            shortened("a queue that filled, and more", 20),
            "a queue that filled…"
        );
    }
}
