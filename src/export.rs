//! The data contract: the knowledge base as one JSON object, for `kb export` and for the published site.
//!
//! Field names are a promise: more may be added, these do not change their meaning.

mod view;

use crate::config::ShowPeople;
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::read::Input;
use serde::Serialize;
use std::io;

/// The JSON Schema of the object.
pub const SCHEMA: &str = include_str!("export/schema.json");

/// Who will read the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The project itself: owners as the documents write them.
    Project,
    /// Readers of the site: people follow `[people]` of the configuration.
    Site,
}

/// One incident as the project itself reads it.
pub fn incident(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    index: usize,
) -> serde_json::Value {
    serde_json::to_value(view::of_project(input, corpus, patterns, index)).unwrap_or_default()
}

/// Writes the whole object and a final line break; indented for the project, compact for the site.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut impl io::Write,
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    reader: Reader,
) -> io::Result<()> {
    let people = reader == Reader::Project || input.config.people.show == ShowPeople::Handle;
    let base = view::KnowledgeBase::new(input, corpus, patterns, people);
    match reader {
        Reader::Project => {
            let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
            base.serialize(&mut serde_json::Serializer::with_formatter(
                &mut *out, formatter,
            ))?;
        }
        // Blanks would be a fifth of what a site publishes here.
        Reader::Site => base.serialize(&mut serde_json::Serializer::new(&mut *out))?,
    }
    out.write_all(b"\n")
}
