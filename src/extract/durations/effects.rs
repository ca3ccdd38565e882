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
    "stalled",
];

/// Those who respond: what they could not do is no effect.
const RESPONDERS: &[&str] = &[
    "engineers",
    "operators",
    "responders",
    "teams",
    "vendors",
    "logs",
];

/// Words of watching and noticing: such a time is none of the outage.
const WATCHED: &[&str] = &[
    "noticed",
    "monitored",
    "watched",
    "opgemerkt",
    "gemerkt",
    "bemerkt",
    "beobachtet",
    "überwacht",
    "oppdaget",
    "opdaget",
    "upptäckt",
    "overvåket",
    "sonné",
    "surveillé",
    "monitorizó",
    "monitorou",
    "monitorato",
];

/// What users could not do: not what a responder was without.
fn could_not(before: &str) -> bool {
    let by_users = before.match_indices(" could not ").any(|(at, _)| {
        let subject = before[..at].rsplit(|c: char| !c.is_alphanumeric()).next();
        // Many of them, and not one that was needed for the repair.
        let is_many = |subject: &str| subject.ends_with('s') || subject == "people";
        subject.is_some_and(|subject| {
            subject == "nobody" || is_many(subject) && !RESPONDERS.contains(&subject)
        })
    });
    by_users || before.contains("nothing could") || before.contains("stood still")
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
    let watched = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| WATCHED.contains(&word))
    };
    if watched(before) || watched(after) {
        return false;
    }
    verb.is_some_and(|verb| {
        verb == "for" && (tells() || begins()) && !goes_on(after)
            || tells_effect_elsewhere(verb, before, after)
    })
}
