//! What shows only across incidents, each statement with its evidence.

pub mod answering;
pub mod asked_again;
pub mod codes;
pub mod cues;
pub mod entries;
pub mod explained;
pub mod gather;
pub mod memory;
pub mod open_action;
pub mod similar;
pub mod taxonomy;
pub mod terms;
pub mod themes;
pub mod words;

use crate::diagnostic::Checked;
use crate::model::{Corpus, Incident, Sourced};
use crate::read::Input;
use asked_again::{Keys, Request};
use chrono::NaiveDate;
use memory::Memory;
use open_action::OpenAction;
use serde::{Deserialize, Serialize};
use similar::{Link, described, places::Places, same_incident, space::Space};
use taxonomy::{Axis, Category, Taxonomy};
use themes::Theme;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quotation {
    /// Index into `corpus.incidents`.
    pub incident: usize,
    pub place: Place,
}

/// Which of an incident's texts is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// Index into the incident's trigger texts.
    Trigger(usize),
    /// Index into the incident's factors.
    Factor(usize),
    Title,
    Summary,
}

impl Quotation {
    /// The words, and where they stand.
    pub fn text<'a>(&self, corpus: &'a Corpus) -> Option<&'a Sourced<String>> {
        self.place.text(corpus.incidents.get(self.incident)?)
    }
}

impl Place {
    /// The words of this incident, and where they stand.
    pub fn text(self, incident: &Incident) -> Option<&Sourced<String>> {
        match self {
            Self::Trigger(index) => incident.trigger_texts.get(index),
            Self::Factor(index) => incident.factors.get(index).map(|factor| &factor.text),
            Self::Title => Some(&incident.title),
            Self::Summary => incident.summary.as_ref(),
        }
    }
}

/// All patterns that have at least one quotation, by axis, then by name.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    pub all: Vec<Pattern>,
    /// For each incident the ones that resemble it.
    pub similar: Vec<Vec<Link>>,
    /// Action items that several incidents ask for.
    pub asked_again: Vec<Request>,
    /// What the factors share that no category takes.
    pub themes: Vec<Theme>,
    /// Action items that were open when it happened again.
    pub open_actions: Vec<OpenAction>,
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

/// Puts the factors of incidents under the categories of the taxonomy, and nothing more.
pub fn classify(taxonomy: &Taxonomy, corpus: &mut Corpus) {
    gather::classify_all(taxonomy, corpus, None);
}

/// Puts factors and incidents under the categories of the taxonomy, gathers them, and finds what resembles what.
/// What the memory knows is not worked out again.
pub fn find(
    input: &Input,
    corpus: &mut Corpus,
    mut memory: Option<&mut Memory>,
) -> Checked<Patterns> {
    if let Some(memory) = &mut memory {
        memory.prepare(input);
    }
    Taxonomy::read(input).map(|taxonomy| {
        let found = gather::classify_all(&taxonomy, corpus, memory.as_deref_mut());
        let stop = terms::stop_words(&input.catalog, corpus);
        let known = memory.map(|memory| &mut memory.terms);
        let space = Space::new(
            described::read(input, corpus, &stop, known),
            &corpus.sources(),
        );
        let candidates = space.all_candidates();
        let places = Places::new(corpus);
        same_incident::mark(input, corpus, &places, &space, &candidates);
        let mut patterns = gather::all(&taxonomy, corpus, &found);
        let corpus = &*corpus;
        let keys = Keys::new(corpus);
        // Each of them has stretches in which one thread works.
        let (similar, (asked_again, themes)) = rayon::join(
            || similar::links(input, corpus, &patterns, &space, &candidates, &stop),
            || {
                let asked_again = asked_again::requests(input, corpus, &keys, &stop);
                (asked_again, themes::find(input, corpus, &space, &stop))
            },
        );
        patterns.similar = similar;
        patterns.asked_again = asked_again;
        patterns.themes = themes;
        patterns.open_actions = open_action::find(input, corpus, &patterns, &places, &keys, &stop);
        patterns
    })
}
