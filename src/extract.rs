//! From a [`Document`] to an [`Incident`]: what the author's words say, each value with its place.
//!
//! An *extractor* reads one kind of fact. It is one file and one line in [`EXTRACTORS`].

pub mod actions;
pub mod changes;
pub mod dates;
pub mod durations;
pub mod elements;
pub mod factors;
pub mod fields;
pub mod front;
pub mod headings;
pub mod identity;
pub mod impact;
pub mod items;
pub mod labels;
pub mod lessons;
pub mod memory;
pub mod milestones;
pub mod moments;
pub mod outline;
pub mod people;
pub mod recognise;
pub mod reviews;
pub mod severity;
pub mod stated;
pub mod summary;
pub mod timeline;
mod turned;
pub mod visibility;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::model::{Corpus, Incident, LeftOut, Source, Visibility};
use crate::overrides::Override;
use crate::parse::{self, Document};
use crate::read::Input;
use crate::span::{FileId, SourceFile, Span};
use crate::values::Node;
use fields::Field;
use headings::Headings;
use memory::{Known, Memory};
use moments::Reading;
use outline::Outline;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Makes the source of a value from its place.
pub type SourceOf = fn(Span) -> Source;

/// What an extractor may look at.
pub struct Context<'a> {
    pub source: &'a SourceFile,
    pub document: &'a Document,
    pub config: &'a Config,
    pub catalog: &'a Catalog,
    pub headings: &'a Headings,
    /// How its dates and zones are read.
    pub reading: Reading<'a>,
    /// The document's parts with what their headings mean.
    pub outline: Outline<'a>,
    /// All `name: value` facts, from front matter, tables, lead-ins and lines.
    pub fields: Vec<Field>,
    /// What side files say about it; their facts stand first in `fields`.
    pub side: Vec<&'a Override>,
    /// What the opening prose tells of the day; read when it is first asked for.
    pub opening: OnceCell<dates::Prose>,
}

impl Context<'_> {
    /// The first fact with one of these names, in the order of the names.
    pub fn field(&self, names: &[&str]) -> Option<&Field> {
        names
            .iter()
            .find_map(|name| self.fields.iter().find(|field| field.name == *name))
    }

    /// Everything that front matter and side files state, as written; side files come last and so have the last word.
    pub fn lists(&self) -> Vec<(&str, &Node, SourceOf)> {
        let front = self
            .document
            .front_matter
            .iter()
            .flat_map(|front| &front.fields);
        let side = self.side.iter().flat_map(|side| &side.fields);
        front
            .map(|(name, node)| (name.as_str(), node, Source::FrontMatter as SourceOf))
            .chain(side.map(|(name, node)| (name.as_str(), node, Source::SideFile as SourceOf)))
            .collect()
    }

    fn seen<'s>(&'s self, outcome: &'s Outcome) -> Seen<'s> {
        Seen {
            source: self.source,
            document: self.document,
            outline: &self.outline,
            outcome,
        }
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
    ("front matter", front::extract),
    ("identity", identity::extract),
    ("visibility", visibility::extract),
    ("severity", severity::extract),
    ("people", people::extract),
    ("summary", summary::extract),
    ("impact", impact::extract),
    ("timeline", timeline::extract),
    ("dates", dates::extract),
    ("milestones", milestones::extract),
    ("durations", durations::extract),
    ("reviews", reviews::extract),
    ("factors", factors::extract),
    ("changes", changes::extract),
    ("actions", actions::extract),
    ("lessons", lessons::extract),
    ("stated lists", stated::extract),
    ("elements", elements::extract),
    ("names", people::named::extract),
];

/// What became of one file.
#[derive(Debug, Serialize, Deserialize)]
pub enum Outcome {
    Incident(Box<Incident>),
    LeftOut(LeftOut),
}

impl Outcome {
    /// The path of the document.
    pub fn source(&self) -> &str {
        match self {
            Self::Incident(incident) => &incident.source,
            Self::LeftOut(left_out) => &left_out.source,
        }
    }
}

/// A document on its way: what it says, before it is let go.
pub struct Seen<'a> {
    pub source: &'a SourceFile,
    pub document: &'a Document,
    pub outline: &'a Outline<'a>,
    pub outcome: &'a Outcome,
}

/// Extracts all documents in parallel; the result is sorted by date, then by source.
pub fn all(input: &Input) -> Checked<Corpus> {
    showing(input, |_| ()).0
}

/// The same, and shows each document as it was parsed: nothing keeps them all.
pub fn showing<T: Send>(
    input: &Input,
    show: impl Fn(Seen<'_>) -> T + Sync,
) -> (Checked<Corpus>, Vec<T>) {
    let headings = Headings::new(&input.config.headings);
    let documents = input.documents.par_iter();
    let (read, shown): (Vec<_>, Vec<_>) = documents
        .map(|&file| one(input, &headings, file, &show))
        .unzip();
    (gather(input, read), shown)
}

/// The same, but what the memory knows is not worked out again.
pub fn remembering(input: &Input, memory: &mut Memory) -> Checked<Corpus> {
    memory.prepare(input);
    let headings = Headings::new(&input.config.headings);
    let ready = memory.take_ready(input);
    let known = &*memory;
    let read: Vec<_> = input
        .documents
        .par_iter()
        .zip(ready)
        .map(
            |(&file, ready)| match ready.or_else(|| known.recall(input, file)) {
                Some(checked) => (checked, None),
                None => {
                    let (checked, ()) = one(input, &headings, file, |_| ());
                    let known = Known::of(input, file, &checked);
                    (checked, Some((file, known)))
                }
            },
        )
        .collect();
    let (read, learnt): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    memory.learn(input, learnt.into_iter().flatten().collect());
    gather(input, read)
}

fn gather(input: &Input, read: Vec<Checked<Outcome>>) -> Checked<Corpus> {
    let mut corpus = Corpus::default();
    let mut diagnostics = Vec::new();
    let mut incidents = Vec::with_capacity(read.len());
    for checked in read {
        match checked.keep(&mut diagnostics) {
            Outcome::Incident(incident) => incidents.push(incident),
            Outcome::LeftOut(left_out) => corpus.left_out.push(left_out),
        }
    }
    let day = |incident: &Incident| incident.date.as_ref().map(|date| date.value);
    incidents.sort_by(|a, b| day(a).cmp(&day(b)).then_with(|| a.source.cmp(&b.source)));
    corpus.incidents = incidents.into_iter().map(|incident| *incident).collect();
    diagnostics.extend(without_document(input, &corpus));
    Checked::new(corpus, diagnostics)
}

/// Tables of side files that name no document.
fn without_document(input: &Input, corpus: &Corpus) -> Vec<Diagnostic> {
    let names = |side: &Override| {
        let incidents = corpus
            .incidents
            .iter()
            .map(|incident| (&incident.source, Some(incident.id.value.as_str())));
        let others = corpus
            .left_out
            .iter()
            .map(|left_out| (&left_out.source, None));
        incidents
            .chain(others)
            .any(|(path, id)| side.is_about(path, id))
    };
    let lost = input.overrides.iter().filter(|side| !names(side));
    lost.map(|side| {
        Diagnostic::warning(
            "override-without-document",
            side.span,
            format!("no document is `{}`", side.name),
        )
        .help("name it by its path below this folder, its file name or its id")
    })
    .collect()
}

/// The parts of a document and the facts that stand in them.
fn prepare<'d>(document: &'d Document, headings: &Headings) -> (Outline<'d>, Vec<Field>) {
    let outline = Outline::new(document, headings);
    let fields = fields::collect(document, &outline, headings);
    (outline, fields)
}

fn one<T>(
    input: &Input,
    headings: &Headings,
    file: FileId,
    show: impl Fn(Seen<'_>) -> T,
) -> (Checked<Outcome>, T) {
    let mut diagnostics = Vec::new();
    let source = input.sources.get(file);
    let document = parse::document(source).keep(&mut diagnostics);
    let empty = Document::empty(source);
    let prepared = catch_unwind(AssertUnwindSafe(|| prepare(&document, headings)));
    let (document, (outline, mut fields)) = match prepared {
        Ok(prepared) => (&document, prepared),
        Err(_) => {
            diagnostics.push(parse::fault(source, "parts"));
            (&empty, prepare(&empty, headings))
        }
    };
    let id = identity::stated_id(&fields);
    let side: Vec<&Override> = input
        .overrides
        .iter()
        .filter(|side| side.is_about(&source.path, id.as_deref()))
        .collect();
    fields::put_first(&mut fields, &side);
    let context = Context {
        source,
        document,
        config: &input.config,
        catalog: &input.catalog,
        headings,
        reading: Reading::of(&input.config, &source.path, &source.text),
        outline,
        fields,
        side,
        opening: OnceCell::new(),
    };
    let is_faulty = diagnostics.iter().any(|said| said.rule == parse::FAULT);
    let left_out = match is_faulty {
        true => Some("it could not be read: a fault of kb".to_string()),
        false => recognise::left_out(&context),
    };
    if let Some(reason) = left_out {
        let left_out = LeftOut {
            file,
            source: source.path.clone(),
            reason,
        };
        let outcome = Outcome::LeftOut(left_out);
        let shown = show(context.seen(&outcome));
        return (Checked::new(outcome, diagnostics), shown);
    }
    let mut incident = Incident::new(file, source.path.clone());
    // Until it is known who may read it, nobody may.
    incident.visibility = Visibility::Restricted;
    for (name, extract) in EXTRACTORS {
        // A fault in one extractor costs its facts of this document, nothing else.
        let done = catch_unwind(AssertUnwindSafe(|| {
            extract(&context, &mut incident, &mut diagnostics);
        }));
        if done.is_err() {
            diagnostics.push(parse::fault(source, name));
        }
    }
    let outcome = Outcome::Incident(Box::new(incident));
    let shown = show(context.seen(&outcome));
    (Checked::new(outcome, diagnostics), shown)
}
