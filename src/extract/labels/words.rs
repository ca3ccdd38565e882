//! Words beside those that say what a name means.

/// Words that change nothing.
pub const FILLERS: &[&str] = &[
    "of", "the", "to", "s", "on", "for", "in", "this", "it", "approx", "der", "des", "du", "de",
    "la", "del", "da", "do",
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
