//! Which parts a retrospective has, of those that make one complete.

use serde::{Deserialize, Serialize};

/// A part that readers look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Element {
    Summary,
    Monitoring,
    Communication,
    Factors,
    Analysis,
    Actions,
    Narrative,
    Detection,
    WentWell,
}

impl Element {
    /// The seven elements of a complete retrospective, then what most of them forget.
    pub const ALL: [Element; 9] = [
        Self::Summary,
        Self::Monitoring,
        Self::Communication,
        Self::Factors,
        Self::Analysis,
        Self::Actions,
        Self::Narrative,
        Self::Detection,
        Self::WentWell,
    ];

    /// As a phrase.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "a summary for people outside of the team",
            Self::Monitoring => "what monitoring showed",
            Self::Communication => "who was told when",
            Self::Factors => "contributing factors",
            Self::Analysis => "the technical analysis",
            Self::Actions => "follow-up actions",
            Self::Narrative => "what happened",
            Self::Detection => "how it was detected",
            Self::WentWell => "what went well",
        }
    }
}

/// What a document has of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    /// Whether it is laid out as a retrospective at all. A note of two paragraphs owes nobody nine parts.
    pub laid_out: bool,
    /// Sorted.
    pub present: Vec<Element>,
}

impl Elements {
    pub fn missing(&self) -> impl Iterator<Item = Element> {
        Element::ALL
            .into_iter()
            .filter(|element| !self.present.contains(element))
    }
}
