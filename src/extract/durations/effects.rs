//! The words around a duration that say what people saw of an incident for so long.

use super::words::{OUTAGE, SOFTENERS, goes_on, tail};

/// What people see of an incident.
const EFFECTS: &[&str] = &[
    "error",
    "errors",
    "elevated",
    "timeouts",
    "latency",
    "latencies",
    "delays",
    "delayed",
    "slow",
    "slower",
    "rejected",
    "unable",
    "impacted",
    "affected",
    "interrupted",
    "disrupted",
    "stale",
    "increase",
    "increased",
    "couldn",
    "cannot",
    "nobody",
    "stuck",
    "stalled",
    "frozen",
];

/// Those who respond: what they could not do is no effect.
const RESPONDERS: &[&str] = &[
    "we",
    "i",
    "he",
    "she",
    "engineer",
    "engineers",
    "team",
    "responders",
    "operator",
    "operators",
    "staff",
    "support",
];

/// What users could not do: not what a responder was without.
fn could_not(before: &str) -> bool {
    let by_users = before.match_indices(" could not ").any(|(at, _)| {
        let subject = before[..at].rsplit(|c: char| !c.is_alphanumeric()).next();
        subject.is_some_and(|subject| !RESPONDERS.contains(&subject))
    });
    let begins = before.trim_start();
    by_users
        || before.contains("nothing could")
        || before.contains("stood still")
        || (begins.starts_with("no ") || begins.starts_with("none of ")) && names_deed(begins)
}

/// `no job ran`, not `no jobs`: a verb says what did not happen.
fn names_deed(sentence: &str) -> bool {
    sentence
        .split(|c: char| !c.is_alphanumeric())
        .skip(2)
        .take(4)
        .any(|word| {
            word.len() > 3 && word.ends_with("ed")
                || ["was", "were", "could", "went", "came", "ran", "got"].contains(&word)
        })
}

/// `for` in other languages, and what their words say did not work.
const FOR: &[&str] = &[
    "gedurende",
    "für",
    "während",
    "pendant",
    "durante",
    "por",
    "i",
];
const DID_NOT: &[&str] = &[
    "niet",
    "geen",
    "niemand",
    "onbereikbaar",
    "traag",
    "nicht",
    "kein",
    "keine",
    "keiner",
    "niemand",
    "gestört",
    "ausgefallen",
    "pas",
    "aucun",
    "aucune",
    "personne",
    "indisponible",
    "indisponibles",
    "inaccessible",
    "no",
    "nadie",
    "inaccesible",
    "não",
    "ninguém",
    "indisponível",
    "non",
    "nessuno",
    "ikke",
    "ingen",
    "nede",
    "inte",
    "nere",
];

/// `gedurende 3 uur en 5 minuten niet bereikbaar`, `pendant 2 heures, personne ne …`.
fn tells_effect_elsewhere(verb: &str, before: &str, after: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| DID_NOT.contains(&word))
    };
    FOR.contains(&verb) && (words(before) || words(after))
}

/// `saw elevated error rates for 2 hours`.
pub fn tells_effect(before: &str, after: &str) -> bool {
    let preceding = tail(before);
    let verb = preceding
        .iter()
        .rev()
        .find(|word| !SOFTENERS.contains(&word.as_str()));
    // `For 40 minutes, nobody could log in.`
    let begins = || before.trim_start().starts_with("for ") && preceding.len() <= 3;
    let words = || before.split(|c: char| !c.is_alphanumeric());
    let tells = || {
        let is_effect = |word: &str| EFFECTS.contains(&word) || OUTAGE.contains(&word);
        words().any(is_effect) || could_not(before)
    };
    verb.is_some_and(|verb| {
        verb == "for" && (tells() || begins()) && !goes_on(after)
            || tells_effect_elsewhere(verb, before, after)
    })
}
