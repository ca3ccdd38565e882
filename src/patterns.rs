//! What shows only across incidents, each statement with its evidence.

pub mod taxonomy;

use crate::model::Corpus;
use crate::read::Input;
use chrono::NaiveDate;
use taxonomy::{Axis, Category};

/// A category of the taxonomy together with everything in the corpus that it takes.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub category: Category,
    /// Newest first.
    pub quotations: Vec<Quotation>,
    /// Indices into `corpus.incidents`, newest first, each once.
    pub incidents: Vec<usize>,
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
}

/// The author's words that put an incident under a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Index into `corpus.incidents`.
    pub incident: usize,
    /// Index into the incident's factors.
    pub factor: usize,
}

/// All patterns that have at least one quotation, by axis, then by name.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    pub all: Vec<Pattern>,
}

impl Patterns {
    pub fn of(&self, axis: Axis) -> impl Iterator<Item = &Pattern> {
        self.all
            .iter()
            .filter(move |pattern| pattern.category.axis == axis)
    }

    /// The pattern with this key.
    pub fn get(&self, key: &str) -> Option<&Pattern> {
        self.all.iter().find(|pattern| pattern.category.key == key)
    }
}

/// Puts factors and incidents under the categories of the taxonomy and gathers them.
pub fn find(input: &Input, corpus: &mut Corpus) -> Patterns {
    let _ = (input, corpus);
    Patterns::default()
}
