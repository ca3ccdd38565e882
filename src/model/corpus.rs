//! All incidents of a knowledge base.

use super::Incident;
use crate::span::FileId;
use serde::{Deserialize, Serialize};

/// A file that is part of the content folder and tells no incident: a template, a README, a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub file: FileId,
    pub source: String,
    /// Why, as a phrase: "a template: 14 placeholders are not filled in".
    pub reason: String,
}

/// Everything that was extracted, sorted by date (oldest first, undated ones before all), then by source.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    pub incidents: Vec<Incident>,
    pub left_out: Vec<LeftOut>,
}

impl Corpus {
    /// Incidents that count: drafts and second accounts have pages, but stand in no count and no pattern.
    pub fn counted(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().filter(|incident| incident.counts())
    }

    /// The path of each incident's document.
    pub fn sources(&self) -> Vec<&str> {
        self.incidents
            .iter()
            .map(|incident| incident.source.as_str())
            .collect()
    }
}
