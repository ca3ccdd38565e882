//! The words around a duration that say what lasted.

use crate::extract::labels::{self, Label};
use crate::extract::moments::scan::word;

/// `time to detection (TTD) was about`: a duration named right before it.
pub fn names_time_to(before: &str) -> Option<Label> {
    let at = before.rfind("time to ")? + "time to ".len();
    let verb = word(before, at);
    let label = labels::time_to(verb)?;
    let rest = before[at + verb.len()..].trim();
    let between = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let short = between
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| {
            [
                "ttd",
                "ttr",
                "ttm",
                "was",
                "is",
                "about",
                "approximately",
                "roughly",
                "around",
                "a",
                "the",
                "issue",
                "incident",
                "of",
                "took",
                "us",
                "and",
            ]
            .contains(&word)
        });
    short.then_some(label)
}

/// Words for an incident that lasts.
pub const OUTAGE: &[&str] = &[
    "outage",
    "incident",
    "downtime",
    "disruption",
    "interruption",
    "unavailability",
    "unavailable",
    "unusable",
    "down",
    "offline",
    "out",
    "inaccessible",
    "unreachable",
    "unresponsive",
    "failure",
    "degradation",
    "degraded",
    "failing",
    "failed",
    "broken",
    "impact",
];

pub fn tells_outage(before: &str, after: &str) -> bool {
    let preceding = tail(before);
    let verb = preceding
        .iter()
        .rev()
        .find(|word| !SOFTENERS.contains(&word.as_str()))
        .map(String::as_str);
    // `lasted about`, `lasting`: of an effect, a problem, an outage.
    if matches!(verb, Some("lasted" | "lasting" | "lasts")) {
        return true;
    }
    // `The outage lasted until 18:11, so 111 minutes in total`
    let summed = ["in total", "altogether"];
    if summed
        .iter()
        .any(|said| after.trim_start().starts_with(said))
        && before
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| OUTAGE.contains(&word) || word == "lasted")
    {
        return true;
    }
    if goes_on(after) {
        return false;
    }
    match verb {
        // `was down for`, `an outage for`: what lasted stands right before.
        Some("for")
            if preceding.iter().any(|word| {
                OUTAGE.contains(&word.as_str()) || matches!(word.as_str(), "lasted" | "lasting")
            }) =>
        {
            return true;
        }
        Some("duration" | "downtime") => return true,
        // `Total outage: 29 hours`
        Some("outage" | "disruption" | "interruption" | "unavailability")
            if before.trim_end().ends_with([':', '=']) =>
        {
            return true;
        }
        Some("of")
            if ["duration of", "outage of", "downtime of"]
                .iter()
                .any(|said| before.contains(said)) =>
        {
            return true;
        }
        Some("was") if before.contains("duration") || before.contains("downtime") => return true,
        _ => {}
    }
    // `a 30-minute outage`, `7 minute cascading failure`, `47 minutes of downtime`.
    let mut words = after
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let of = after.trim_start().starts_with("of ");
    let next: Vec<&str> = words.by_ref().take(if of { 4 } else { 3 }).collect();
    let adjectival = after.starts_with([' ', '-']) && !after.trim_start().starts_with([',', '(']);
    adjectival
        && next.iter().any(|word| {
            [
                "outage",
                "downtime",
                "disruption",
                "interruption",
                "unavailability",
                "incident",
                "failure",
                "degradation",
            ]
            .contains(word)
        })
        && !next.iter().any(|word| {
            [
                "before", "after", "until", "when", "and", "later", "into", "to", "from",
            ]
            .contains(word)
        })
}

/// `for an hour before we noticed` is the time until something else.
pub fn goes_on(after: &str) -> bool {
    let next = after
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    // `failed for 20 minutes, after a deploy`: how it came to that, not how long until something else.
    let is_aside = after.trim_start().starts_with(',');
    matches!(next, Some("before" | "until" | "into")) || next == Some("after") && !is_aside
}

/// `The issue was found by an alert, three minutes after it began`.
pub fn detected_after(before: &str, after: &str) -> bool {
    let words = || before.split(|c: char| !c.is_alphanumeric());
    let is = |wanted: &[&str]| words().any(|word| wanted.contains(&word));
    if is(&["similar", "staging", "another"]) {
        return false;
    }
    let Some(rest) = after.trim_start().strip_prefix("after ") else {
        return false;
    };
    let began = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(5)
        .any(|word| {
            [
                "began",
                "begun",
                "started",
                "start",
                "beginning",
                "onset",
                "due",
            ]
            .contains(&word)
        });
    began
        && is(&["found", "detected", "noticed", "discovered"])
        && is(&[
            "issue", "incident", "outage", "problem", "delay", "it", "failure", "this",
        ])
}

/// Those whom it took so long.
const WHO: &[&str] = &[
    "us",
    "them",
    "team",
    "engineers",
    "oncall",
    "responders",
    "our",
    "monitoring",
    "alerting",
    "alerts",
    "system",
    "systems",
    "on",
    "call",
];

/// Words for a service that is as it was.
const AGAIN: &[&str] = &[
    "working",
    "worked",
    "normal",
    "restored",
    "recovered",
    "resolved",
    "fixed",
    "back",
    "again",
];

/// `it took us 6 minutes to detect the loss`, `took two hours to resolve the incident`.
pub fn took(before: &str, after: &str) -> Option<Label> {
    let preceding = tail(before);
    let verb = preceding
        .iter()
        .rev()
        .find(|word| !SOFTENERS.contains(&word.as_str()) && !WHO.contains(&word.as_str()))?;
    // `it took us 55 minutes to detect and 145 minutes to resolve`
    let goes_on = || {
        let sentence = before.rsplit(". ").next().unwrap_or_default();
        verb == "and" && sentence.contains(" took ")
    };
    if !matches!(verb.as_str(), "took" | "take" | "taken" | "needed") && !goes_on() {
        return None;
    }
    let mut words = after
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    match words.next()? {
        "to" => {}
        // `it took us 4 hours until it was working again`
        "until" | "before" => {
            return words
                .any(|word| AGAIN.contains(&word))
                .then_some(Label::TimeToResolve);
        }
        _ => return None,
    }
    let verb = words.next()?;
    let object: Vec<&str> = words.take(4).collect();
    let of = |nouns: &[&str]| object.iter().any(|word| nouns.contains(word));
    match verb {
        "detect" | "notice" | "discover" => {
            let of_cause = of(&[
                "cause", "causes", "culprit", "reason", "why", "source", "root",
            ]);
            (!of_cause).then_some(Label::TimeToDetect)
        }
        "resolve" | "fix" | "recover" | "restore" | "mitigate" | "end" => {
            let whole = object.is_empty()
                || of(&[
                    "incident",
                    "outage",
                    "issue",
                    "problem",
                    "service",
                    "services",
                    "disruption",
                    "it",
                ]);
            let label = match verb {
                "mitigate" => Label::TimeToMitigate,
                _ => Label::TimeToResolve,
            };
            whole.then_some(label)
        }
        _ => None,
    }
}

/// `the outage was detected after 8 minutes`, `the incident was resolved in 45 minutes`.
pub fn done_in(before: &str) -> Option<Label> {
    let preceding = tail(before);
    let mut words = preceding
        .iter()
        .rev()
        .map(String::as_str)
        .filter(|word| !SOFTENERS.contains(word));
    if !matches!(words.next()?, "in" | "after" | "within") {
        return None;
    }
    let label = match words.next()? {
        "detected" | "noticed" | "discovered" => Label::TimeToDetect,
        "resolved" | "fixed" | "restored" | "recovered" => Label::TimeToResolve,
        _ => return None,
    };
    // "Resolved in 45 minutes" alone is said of the incident.
    let whole = preceding.len() == 2
        || preceding.iter().any(|word| {
            matches!(
                word.as_str(),
                "incident" | "outage" | "issue" | "problem" | "service" | "services" | "disruption"
            )
        })
        // "It was detected within 4 minutes and resolved after 140 minutes"
        || before.rsplit(". ").next().is_some_and(|sentence| sentence.starts_with("It was "));
    whole.then_some(label)
}

/// `between 10:05 and 11:15 UTC (70 minutes)`: in brackets behind the two ends.
pub fn follows_range(before: &str, after: &str) -> bool {
    let is_time = |window: &[u8]| {
        window[0].is_ascii_digit() && matches!(window[1], b':' | b'.') && window[2].is_ascii_digit()
    };
    let bytes = before.as_bytes();
    let near = &bytes[bytes.len().saturating_sub(60)..];
    before.trim_end().ends_with('(')
        && after.trim_start().starts_with(')')
        && near.windows(3).filter(|window| is_time(window)).count() >= 2
}

/// Words that only soften a number.
pub const SOFTENERS: &[&str] = &[
    "about",
    "approximately",
    "around",
    "roughly",
    "nearly",
    "almost",
    "just",
    "over",
    "a",
    "total",
    "some",
    "circa",
    "ca",
    "approx",
    "the",
];

/// The last words before the duration.
pub fn tail(before: &str) -> Vec<String> {
    let words: Vec<&str> = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words[words.len().saturating_sub(5)..]
        .iter()
        .map(|word| word.to_string())
        .collect()
}
