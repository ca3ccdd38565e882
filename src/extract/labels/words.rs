//! Words that say what a name means, and those beside them.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words that change nothing.
pub const FILLERS: &[&str] = &[
    "of", "the", "to", "s", "on", "for", "in", "this", "it", "approx", "der", "des", "du", "de",
    "la", "del", "da", "do", "van", "het", "af", "av", "di", "della",
];

/// Words that make it a fact about something else than the incident.
pub const OTHER: &[&str] = &[
    "published",
    "publication",
    "modified",
    "updated",
    "created",
    "written",
    "review",
    "reviewed",
    "meeting",
    "postmortem",
    "retrospective",
    "report",
    "due",
    "target",
    "last",
    "next",
    "document",
    "author",
    "fetched",
    "acknowledged",
    "acknowledge",
    "response",
    "respond",
    "engage",
    "version",
    "release",
    "expected",
    "completion",
    "closed",
    "follow",
    "expiry",
    "by",
];

/// Words that name a moment as often as a duration where `time` stands before them: `time resolved`.
pub const DATED: &[&str] = &["detected", "resolved"];

/// Words for how long it lasted, `Ausfalldauer` among them.
pub const LASTING: &[&str] = &[
    "duration",
    "downtime",
    "length",
    "lasted",
    "dauer",
    "ausfalldauer",
    "gesamtdauer",
    "durée",
    "duración",
    "duração",
    "varighed",
    "varighet",
    "nedetid",
    "duur",
    "storingsduur",
    "durata",
    "varaktighet",
];

/// Words that say that it was noticed.
pub const DETECTED: &[&str] = &[
    "detected",
    "detection",
    "discovered",
    "discovery",
    "noticed",
    "reported",
    "erkannt",
    "entdeckt",
    "détecté",
    "détection",
    "detectado",
    "opdaget",
    "ontdekt",
    "vastgesteld",
    "gemeld",
    "upptäckt",
    "oppdaget",
];

/// Words that say that its effects were stopped.
pub const MITIGATED: &[&str] = &[
    "mitigated",
    "mitigation",
    "contained",
    "stabilized",
    "stabilised",
];

/// Words that say that it was over.
pub const RESOLVED: &[&str] = &[
    "resolved",
    "resolution",
    "repaired",
    "recovered",
    "recovery",
    "restored",
    "restoration",
    "fixed",
    "end",
    "ended",
    "ends",
    "finished",
    "ende",
    "behoben",
    "fin",
    "résolu",
    "resuelto",
    "fim",
    "resolvido",
    "slut",
    "løst",
    "einde",
    "hersteld",
    "opgelost",
    "slutt",
];

/// Words that say that it began.
pub const STARTED: &[&str] = &[
    "started",
    "start",
    "starts",
    "began",
    "begin",
    "begins",
    "beginning",
    "onset",
    "beginn",
    "début",
    "inicio",
    "início",
    "aanvang",
    "inizio",
];

/// Words for an incident in other languages, beside the word that says what is meant: `Begin verstoring`.
pub const ELSEWHERE: &[&str] = &[
    "storing",
    "verstoring",
    "störung",
    "ausfall",
    "vorfall",
    "vorfalls",
    "incidente",
    "avería",
    "panne",
    "interruption",
    "interrupción",
    "hændelse",
    "hendelse",
    "nedbrud",
    "driftstopp",
    "avbrott",
    "totale",
    "totaal",
    "gesamte",
];

/// Words that ask for a day.
pub const DAY: &[&str] = &[
    "date", "dates", "when", "occurred", "day", "datum", "fecha", "dato",
];

/// Words of which each name of a fact about time has one: all of the above that say something, and those beside a verb.
pub static TELLING: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let beside: &[&str] = &[
        "ttd",
        "mttd",
        "ttm",
        "mttm",
        "ttr",
        "mttr",
        "time",
        "after",
        "delay",
        "lag",
        "alert",
        "outage",
        "disruption",
        "interruption",
        "occurred",
    ];
    let lists = [LASTING, DETECTED, MITIGATED, RESOLVED, STARTED, DAY, beside];
    lists.into_iter().flatten().copied().collect()
});
