//! What the names of facts about time mean: `Incident start`, `First detected`, `Time to recovery`, `Total duration`.

#[cfg(test)]
mod tests;
mod words;

use super::headings;
use words::{
    DATED, DAY, DETECTED, ELSEWHERE, FILLERS, LASTING, MITIGATED, OTHER, RESOLVED, STARTED, TELLING,
};

/// A fact about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The day of the incident.
    Date,
    Started,
    Detected,
    Mitigated,
    Resolved,
    TimeToDetect,
    TimeToMitigate,
    /// Time to resolve, recover or repair, and the incident's duration.
    TimeToResolve,
}

/// What a name means; words in small letters, joined by single spaces.
pub fn label(name: &str) -> Option<Label> {
    if !name.split(' ').any(|word| TELLING.contains(word)) {
        return None;
    }
    let words: Vec<&str> = name
        .split(' ')
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .collect();
    if words.is_empty() || words.len() > 6 || words.iter().any(|word| OTHER.contains(word)) {
        return None;
    }
    duration(&words).or_else(|| moment(&words))
}

/// Whether a text is such a name and nothing else.
pub fn is_name(text: &str) -> bool {
    let mut tells = false;
    headings::each_word(text, |word| tells |= TELLING.contains(word));
    tells && label(&headings::words(text).join(" ")).is_some()
}

fn duration(words: &[&str]) -> Option<Label> {
    for word in words {
        match *word {
            "ttd" | "mttd" => return Some(Label::TimeToDetect),
            "ttm" | "mttm" => return Some(Label::TimeToMitigate),
            "ttr" | "mttr" => return Some(Label::TimeToResolve),
            _ => {}
        }
    }
    if let [.., "time", verb]
    | [
        ..,
        "time",
        verb,
        "incident" | "outage" | "issue" | "problem" | "service" | "services",
    ] = words
        && words.len() <= 4
        && let Some(label) = time_to(verb)
        && !DATED.contains(verb)
    {
        return Some(label);
    }
    match words {
        ["detected" | "noticed" | "discovered", "after"] | ["detection", "delay" | "lag"] => {
            return Some(Label::TimeToDetect);
        }
        ["resolved" | "fixed" | "recovered" | "restored", "after"] => {
            return Some(Label::TimeToResolve);
        }
        _ => {}
    }
    let lasting = words.iter().any(|word| {
        LASTING.contains(word) || ["outage", "disruption", "interruption"].contains(word)
    });
    let about = words.iter().all(|word| {
        [
            "incident",
            "outage",
            "total",
            "impact",
            "event",
            "disruption",
            "interruption",
            "service",
            "overall",
            "minutes",
            "min",
            "mins",
            "hours",
            "time",
            "approximate",
            "estimated",
            "customer",
            "user",
            "issue",
            "problem",
            "complete",
            "full",
            "or",
            "degradation",
            "degraded",
        ]
        .contains(word)
            || ELSEWHERE.contains(word)
            || LASTING.contains(word)
    });
    (lasting && about).then_some(Label::TimeToResolve)
}

/// Whether a name says that its value is a duration; `Outage` may be one or a range.
pub fn says_duration(name: &str) -> bool {
    let says = |word: &str| {
        LASTING.contains(&word)
            || matches!(
                word,
                "time" | "ttd" | "ttm" | "ttr" | "mttd" | "mttm" | "mttr"
            )
            || matches!(word, "after" | "delay" | "lag")
    };
    name.split(' ').any(says)
}

/// `time to …`: which duration it names.
pub fn time_to(verb: &str) -> Option<Label> {
    match verb {
        "detect" | "detection" | "detected" | "discover" | "discovery" | "notice" | "identify"
        | "identification" => Some(Label::TimeToDetect),
        "mitigate" | "mitigation" => Some(Label::TimeToMitigate),
        "resolve" | "resolution" | "recover" | "recovery" | "repair" | "restore"
        | "restoration" | "fix" | "resolved" => Some(Label::TimeToResolve),
        _ => None,
    }
}

/// `Non-compliance identified date`: what auditors ask of those who issue certificates.
fn of_noncompliance(words: &[&str]) -> Option<Label> {
    let rest = match words {
        ["non", "compliance", rest @ ..] | ["noncompliance", rest @ ..] => rest,
        _ => return None,
    };
    match rest {
        ["start", ..] => Some(Label::Started),
        ["identified" | "detected" | "discovered", ..] => Some(Label::Detected),
        ["end", ..] => Some(Label::Resolved),
        _ => None,
    }
}

fn moment(words: &[&str]) -> Option<Label> {
    if let Some(label) = of_noncompliance(words) {
        return Some(label);
    }
    // What stands beside the word that says it.
    let beside = |word: &str| {
        [
            "incident",
            "outage",
            "time",
            "date",
            "at",
            "first",
            "impact",
            "event",
            "issue",
            "problem",
            "disruption",
            "utc",
            "when",
            "was",
            "start",
            "downtime",
            "fully",
            "service",
            "initially",
            "and",
            "day",
            "timestamp",
            "occurrence",
            "failure",
            "alert",
        ]
        .contains(&word)
            || ELSEWHERE.contains(&word)
    };
    let said_by = |said: &[&str]| {
        words.iter().any(|word| said.contains(word))
            && words.iter().all(|word| said.contains(word) || beside(word))
    };
    if said_by(DETECTED) || words == ["first", "alert"] {
        Some(Label::Detected)
    } else if said_by(MITIGATED) {
        Some(Label::Mitigated)
    } else if said_by(RESOLVED) {
        Some(Label::Resolved)
    } else if said_by(STARTED) || matches!(words, ["occurred"] | ["occurred", "at"]) {
        Some(Label::Started)
    } else if words.iter().any(|word| DAY.contains(word))
        && words.iter().all(|word| {
            [
                "date",
                "datum",
                "fecha",
                "dato",
                "dates",
                "when",
                "occurred",
                "day",
                "incident",
                "outage",
                "time",
                "times",
                "event",
                "happened",
                "and",
                "occurrence",
                "did",
            ]
            .contains(word)
                || ELSEWHERE.contains(word)
        })
    {
        Some(Label::Date)
    } else {
        None
    }
}
