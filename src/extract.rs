//! From a [`Document`] to an [`Incident`]: what the author's words say, each value with its place.
//!
//! An *extractor* reads one kind of fact. It is one file and one line in [`EXTRACTORS`].

pub mod actions;
pub mod dates;
pub mod durations;
pub mod factors;
pub mod fields;
pub mod headings;
pub mod identity;
pub mod impact;
pub mod items;
pub mod labels;
pub mod lessons;
pub mod milestones;
pub mod moments;
pub mod outline;
pub mod people;
pub mod recognise;
pub mod severity;
pub mod summary;
pub mod timeline;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::model::{Corpus, Incident, LeftOut};
use crate::parse::{self, Document};
use crate::read::Input;
use crate::span::{FileId, SourceFile, Span};
use fields::Field;
use headings::Headings;
use outline::Outline;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What an extractor may look at.
pub struct Context<'a> {
    pub source: &'a SourceFile,
    pub document: &'a Document,
    pub config: &'a Config,
    pub catalog: &'a Catalog,
    pub headings: &'a Headings,
    /// The document's parts with what their headings mean.
    pub outline: Outline<'a>,
    /// All `name: value` facts, from front matter, tables, lead-ins and lines.
    pub fields: Vec<Field>,
}

impl Context<'_> {
    /// The first fact with one of these names, in the order of the names.
    pub fn field(&self, names: &[&str]) -> Option<&Field> {
        names
            .iter()
            .find_map(|name| self.fields.iter().find(|field| field.name == *name))
    }

    /// All facts with one of these names, in the order of the document.
    pub fn fields<'c>(&'c self, names: &'c [&str]) -> impl Iterator<Item = &'c Field> {
        self.fields
            .iter()
            .filter(move |field| names.contains(&field.name.as_str()))
    }
}

/// Reads one kind of fact into the incident. Those that stand later in [`EXTRACTORS`] may use what earlier ones found.
pub type Extractor = fn(&Context<'_>, &mut Incident, &mut Vec<Diagnostic>);

/// All extractors, in the order in which they run.
const EXTRACTORS: &[(&str, Extractor)] = &[
    ("identity", identity::extract),
    ("severity", severity::extract),
    ("people", people::extract),
    ("summary", summary::extract),
    ("impact", impact::extract),
    ("timeline", timeline::extract),
    ("dates", dates::extract),
    ("milestones", milestones::extract),
    ("durations", durations::extract),
    ("factors", factors::extract),
    ("actions", actions::extract),
    ("lessons", lessons::extract),
];

/// What became of one file.
enum Outcome {
    Incident(Box<Incident>),
    LeftOut(LeftOut),
}

/// Extracts all documents in parallel; the result is sorted by date, then by source.
pub fn all(input: &Input) -> Checked<Corpus> {
    let headings = Headings::new(&input.config.headings);
    let read: Vec<_> = input
        .documents
        .par_iter()
        .map(|&file| one(input, &headings, file))
        .collect();
    let mut corpus = Corpus::default();
    let mut diagnostics = Vec::new();
    for checked in read {
        match checked.keep(&mut diagnostics) {
            Outcome::Incident(incident) => corpus.incidents.push(*incident),
            Outcome::LeftOut(left_out) => corpus.left_out.push(left_out),
        }
    }
    let day = |incident: &Incident| incident.date.as_ref().map(|date| date.value);
    corpus
        .incidents
        .sort_by(|a, b| day(a).cmp(&day(b)).then_with(|| a.source.cmp(&b.source)));
    Checked::new(corpus, diagnostics)
}

fn one(input: &Input, headings: &Headings, file: FileId) -> Checked<Outcome> {
    let mut diagnostics = Vec::new();
    let source = input.sources.get(file);
    let document = parse::document(source).keep(&mut diagnostics);
    let outline = Outline::new(&document, headings);
    let fields = fields::collect(&document, &outline, headings);
    let context = Context {
        source,
        document: &document,
        config: &input.config,
        catalog: &input.catalog,
        headings,
        outline,
        fields,
    };
    if let Some(reason) = recognise::left_out(&context) {
        let left_out = LeftOut {
            file,
            source: source.path.clone(),
            reason,
        };
        return Checked::new(Outcome::LeftOut(left_out), diagnostics);
    }
    let mut incident = Incident::new(file, source.path.clone());
    for (name, extract) in EXTRACTORS {
        // A fault in one extractor costs its facts of this document, nothing else.
        let done = catch_unwind(AssertUnwindSafe(|| {
            extract(&context, &mut incident, &mut diagnostics);
        }));
        if done.is_err() {
            diagnostics.push(
                Diagnostic::error(
                    "internal-fault",
                    Span::new(file, 0..0),
                    format!("the {name} of this document could not be read"),
                )
                .help("this is a fault of kb: please report it with the document"),
            );
        }
    }
    Checked::new(Outcome::Incident(Box::new(incident)), diagnostics)
}
