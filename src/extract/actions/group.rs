//! What a heading over action items says about all of them: their kind, their state, their owner.

use super::owner::Known;
use super::wording;
use crate::catalog::Catalog;
use crate::extract::headings::words;
use crate::extract::outline::Part;
use crate::model::{ActionKind, ActionState, Sourced};
use crate::parse::Inline;

/// What holds for every action under a heading, unless the action says otherwise.
#[derive(Debug, Clone, Default)]
pub struct Group {
    pub kind: Option<Sourced<ActionKind>>,
    pub state: Option<Sourced<ActionState>>,
    pub owners: Vec<Sourced<String>>,
    pub priority: Option<Sourced<String>>,
    /// The factors that it is about.
    pub answers: Vec<String>,
}

impl Group {
    /// Reads a part's title.
    pub fn read(&mut self, part: &Part<'_>, known: &Known, catalog: &Catalog) {
        if let Some(title) = &part.title {
            self.read_words(title, known, catalog);
        }
    }

    /// Reads the words of a heading or of a list's label.
    pub fn read_words(&mut self, title: &Inline, known: &Known, catalog: &Catalog) {
        let words = words(&title.text);
        let span = title.span_of(0..title.text.len());
        if let Some(kind) = kind(&words) {
            self.kind = Some(Sourced::text(kind, span));
        }
        if let Some(state) = state(&words) {
            self.state = Some(Sourced::text(state, span));
        }
        let name = title.text.trim().trim_end_matches(':').trim();
        if known.is_owner(name, catalog) {
            self.owners = vec![Sourced::text(name.to_string(), span)];
        }
        if wording::is_priority(name) {
            self.priority = Some(Sourced::text(name.to_string(), span));
        }
        let about = known.causes.with_words(name);
        if !about.is_empty() {
            self.answers = about;
        }
    }

    /// Reads a clause above a list: `We have done the following already:`, `We are working on these:`.
    pub fn read_clause(&mut self, clause: &Inline) {
        let words = words(&clause.text);
        let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
        let begins = |wanted: &[&str]| {
            words
                .get(..wanted.len())
                .is_some_and(|first| first == wanted)
        };
        let is_ahead = has(&[
            "will", "should", "plan", "planned", "next", "not", "would", "could", "must", "need",
            "needs", "needed", "going",
        ]);
        let these = has(&["following", "these", "this"]) && has(DEEDS);
        let state = if is_ahead || words.len() > 14 {
            return;
        } else if begins(&["since"]) && words.last().is_some_and(|last| last == "we") {
            // `Since the incident, we:`
            ActionState::Done
        } else if begins(&["we", "have"]) && (these || has(&["already", "since"])) {
            ActionState::Done
        } else if begins(&["we", "are", "working"])
            || begins(&["we", "are", "currently", "working"])
        {
            ActionState::InProgress
        } else {
            return;
        };
        let span = clause.span_of(0..clause.text.len());
        self.state = Some(Sourced::text(state, span));
    }

    /// Takes a line that names somebody.
    pub fn owned_by(&mut self, line: &Inline) {
        let name = line.text.trim().trim_end_matches(':').to_string();
        self.owners = vec![Sourced::text(name, line.span_of(0..line.text.len()))];
    }
}

/// The kind that a word names: `Prevention`, `Detection`, `Mitigation`, `Process`.
pub fn kind(words: &[String]) -> Option<ActionKind> {
    // "Corrective and preventative measures" are all of them.
    if words.len() > 4 || words.iter().any(|word| word == "corrective") {
        return None;
    }
    words.iter().find_map(|word| {
        let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
        if begins(&["prevent", "avoid"]) {
            Some(ActionKind::Prevent)
        } else if begins(&["detect", "monitor", "alert", "observab"]) {
            Some(ActionKind::Detect)
        } else if begins(&["mitigat", "respon", "recover", "repair", "contain"]) {
            Some(ActionKind::Mitigate)
        } else if begins(&[
            "process",
            "document",
            "train",
            "organi",
            "communicat",
            "cultur",
            "investigat",
        ]) {
            Some(ActionKind::Process)
        } else {
            None
        }
    })
}

/// The state that a heading gives to what stands under it.
fn state(words: &[String]) -> Option<ActionState> {
    if tells_of_deeds(words) {
        return Some(ActionState::Done);
    }
    if words.len() > 4 {
        return None;
    }
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let joined = words.join(" ");
    if has(&["not", "never"]) || joined.contains("to be") {
        return None;
    }
    if joined.contains("in progress") || has(&["ongoing", "underway", "started"]) {
        Some(ActionState::InProgress)
    } else if has(&[
        "completed",
        "done",
        "finished",
        "closed",
        "implemented",
        "delivered",
        "shipped",
    ]) {
        Some(ActionState::Done)
    } else if has(&["open", "outstanding", "pending", "unfinished"]) {
        Some(ActionState::Open)
    } else if joined.contains("won t") || has(&["wont", "rejected", "declined"]) {
        Some(ActionState::WontDo)
    } else if has(&["proposed", "proposals"]) {
        Some(ActionState::Proposed)
    } else {
        None
    }
}

/// What was done about an incident.
const DEEDS: &[&str] = &[
    "changed",
    "did",
    "done",
    "fixed",
    "improved",
    "implemented",
    "added",
];

/// `What we've changed since`, `We have already:`, `Measures taken`.
fn tells_of_deeds(words: &[String]) -> bool {
    const AHEAD: &[&str] = &[
        "will", "are", "plan", "planned", "next", "should", "not", "be", "to",
    ];
    let is = |word: &String, wanted: &[&str]| wanted.contains(&word.as_str());
    let text = words.join(" ");
    let begins = text.strip_prefix("what we ");
    let what = begins.is_some()
        && words.len() <= 7
        && words[2..].iter().take(3).any(|word| is(word, DEEDS))
        && !words.iter().any(|word| is(word, AHEAD));
    let done = matches!(
        text.as_str(),
        "we have"
            | "we have already"
            | "we have since"
            | "we have now"
            | "so far we have"
            | "since then we have"
            | "changes made"
            | "measures taken"
            | "already done"
    );
    what || done
}

/// Whether a heading over prose names a group all the same: a kind, a state, a horizon, an area of work.
pub fn is_group_name(title: &str) -> bool {
    let words = words(title);
    let is_area = words.last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "improvements"
                | "improvement"
                | "changes"
                | "actions"
                | "action"
                | "items"
                | "term"
                | "measures"
                | "tasks"
                | "steps"
                | "fixes"
                | "work"
                | "investigation"
                | "notes"
        )
    });
    words.len() <= 4
        && (kind(&words).is_some() && words.len() <= 2 || state(&words).is_some() || is_area)
}
