//! What an organisation decided to do about an incident.

use super::sourced::Sourced;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where an action item stands, as far as anybody wrote it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActionState {
    Proposed,
    Open,
    InProgress,
    Done,
    /// Done, and the follow-up review found that it works.
    Verified,
    /// Decided against: a decision, not a failure.
    WontDo,
    Superseded,
    /// Nobody says. A bare bullet is this, never `Open`.
    Unknown,
}

impl ActionState {
    pub const ALL: [ActionState; 8] = [
        Self::Open,
        Self::InProgress,
        Self::Proposed,
        Self::Done,
        Self::Verified,
        Self::WontDo,
        Self::Superseded,
        Self::Unknown,
    ];

    /// As the data contract writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Verified => "verified",
            Self::WontDo => "wont_do",
            Self::Superseded => "superseded",
            Self::Unknown => "unknown",
        }
    }
}

/// What an action item is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActionKind {
    Prevent,
    Detect,
    Mitigate,
    Process,
}

impl ActionKind {
    pub const ALL: [ActionKind; 4] = [Self::Prevent, Self::Detect, Self::Mitigate, Self::Process];

    /// As the data contract writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prevent => "prevent",
            Self::Detect => "detect",
            Self::Mitigate => "mitigate",
            Self::Process => "process",
        }
    }
}

/// How a link between an action and a factor is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    Stated,
    SameWords,
}

/// When an action is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day of a month or a quarter where no day is written.
    pub on: NaiveDate,
    /// As the author wrote it: `Q3 2026`, `by 30 May`.
    pub text: String,
}

impl Due {
    /// Whether the author wrote a month and a year only: `May 2027` says no day, `end of May 2027` does.
    pub fn is_of_month(&self) -> bool {
        if self.text.to_lowercase().contains("end of") {
            return false;
        }
        let numbers = self.text.split(|c: char| !c.is_ascii_digit());
        let mut numbers = numbers.filter(|number| !number.is_empty());
        numbers.next().is_some_and(|year| year.len() == 4) && numbers.next().is_none()
    }
}

/// A follow-up that the document lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionItem {
    /// The document's own id (`AI-101`), else `a1`, `a2`, … in its order; after [`crate::ledger::settle`] an id that no
    /// other action has and that stays.
    pub id: String,
    /// Whether the author gave the id.
    pub named: bool,
    /// The id within the document, by which side files correct it; empty until [`crate::ledger::settle`].
    pub short: String,
    pub text: Sourced<String>,
    /// `Unknown` has no source worth showing: it points at the item itself.
    pub state: Sourced<ActionState>,
    pub kind: Option<Sourced<ActionKind>>,
    /// People or teams as the document writes them, with their `@`.
    pub owners: Vec<Sourced<String>>,
    /// Canonical name of the owning team, where the catalog knows one of the owners.
    pub team: Option<String>,
    pub due: Option<Sourced<Due>>,
    pub priority: Option<Sourced<String>>,
    pub size: Option<Sourced<String>>,
    pub acceptance: Option<Sourced<String>>,
    pub initiative: Option<Sourced<String>>,
    pub reason: Option<Sourced<String>>,
    /// Tracker keys and URLs as written: `OPS-123`, `#45`, `https://…`.
    pub refs: Vec<String>,
    /// The first reference that is a URL.
    pub url: Option<String>,
    pub opened: Option<Sourced<NaiveDate>>,
    pub closed: Option<Sourced<NaiveDate>>,
    /// When a follow-up review found that it works.
    pub verified: Option<Sourced<NaiveDate>>,
    /// The title of its ticket, where the project publishes those.
    pub ticket_title: Option<String>,
    /// Ids of the factors of the same incident that it answers.
    pub answers: Vec<String>,
    pub answers_basis: Option<Basis>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_with_its_year_is_no_day() {
        let due = |text: &str| Due {
            on: NaiveDate::default(),
            text: text.into(),
        };
        for (text, is_of_month) in [
            ("May 2027", true),
            ("end of June 2026", false),
            ("30 May", false),
            ("3 May 2027", false),
            ("2026-05-30", false),
            ("Q3 2026", false),
        ] {
            assert_eq!(due(text).is_of_month(), is_of_month, "{text}");
        }
    }
}
