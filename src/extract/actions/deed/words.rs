//! Words by which a sentence about a deed is told from others.

pub const AUXILIARIES: &[&str] = &["will", "have", "has", "is", "are"];

/// Behind these the sentence speaks of something else.
pub const BREAKS: &[&str] = &[
    "because", "which", "who", "that", "so", "when", "where", "whether", "if", "to",
];

/// What "will" foretells, and nobody does.
pub const NO_DEEDS: &[&str] = &[
    "not", "never", "have", "fail", "break", "happen", "occur", "take", "help", "mean", "remain",
    "need", "see", "know", "notice", "continue", "only", "result", "cause", "appear", "always",
];

/// A sentence that begins with one of these tells what follows from a deed, or asks.
pub const NOBODY: &[&str] = &[
    "this",
    "that",
    "it",
    "these",
    "those",
    "which",
    "what",
    "who",
    "whether",
    "nobody",
    "no",
    "why",
    "how",
    "as",
    "since",
    "because",
    "if",
    "customers",
    "users",
    "you",
];

pub const MEANWHILE: &[&str] = &[
    "also",
    "since",
    "now",
    "already",
    "recently",
    "just",
    "therefore",
    "currently",
    "both",
    "all",
    "soon",
    "furthermore",
    "meanwhile",
    "then",
    "actively",
    "subsequently",
    "successfully",
];

pub const OPENINGS: &[&str] = &[
    "if",
    "when",
    "once",
    "before",
    "after",
    "until",
    "in",
    "on",
    "by",
    "for",
    "from",
    "as",
    "with",
    "at",
    "while",
    "to",
    "going",
    "moving",
    "additionally",
    "also",
    "finally",
    "first",
    "second",
    "third",
    "lastly",
    "further",
    "furthermore",
    "meanwhile",
    "longer",
    "since",
];

/// Deeds that change nothing: what was said, found or planned.
pub const ONLY_TOLD: &[&str] = &[
    "identified",
    "discussed",
    "agreed",
    "decided",
    "planned",
    "learned",
    "listed",
    "collected",
    "asked",
    "committed",
    "defined",
    "scheduled",
    "proposed",
    "requested",
    "suggested",
    "affected",
    "impacted",
    "received",
    "noticed",
    "observed",
    "experienced",
    "suffered",
    "seemed",
    "turned",
    "happened",
    "conducted",
    "performed",
    "investigated",
    "reviewed",
    "analysed",
    "analyzed",
    "started",
    "caused",
    "failed",
    "resolved",
    "confirmed",
    "informed",
    "notified",
    "apologised",
    "apologized",
];

pub const FEELINGS: &[&str] = &[
    "having",
    "seeing",
    "hoping",
    "being",
    "hiring",
    "apologising",
    "apologizing",
    "missing",
    "writing",
    "sharing",
    "something",
    "nothing",
    "anything",
    "growing",
    "failing",
];

/// Names of things that begin a sentence as a name does.
pub const THINGS: &[&str] = &[
    "there",
    "work",
    "everything",
    "something",
    "nothing",
    "monitoring",
    "testing",
];

/// What is said of a day that is still to come.
pub const AHEAD: &[&str] = &[
    "expected",
    "estimated",
    "targeted",
    "intended",
    "opened",
    "created",
    "raised",
    "filed",
    "promised",
    "announced",
];
