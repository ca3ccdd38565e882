//! The data contract: the knowledge base as one JSON object, for `kb export` and for the published site.
//!
//! Field names are a promise: more may be added, these do not change their meaning.

mod view;

use crate::config::ShowPeople;
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::read::Input;
use rayon::prelude::*;
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
        Reader::Site => compact(out, &base)?,
    }
    out.write_all(b"\n")
}

/// So many incidents are in memory together.
const TOGETHER: usize = 256;

/// The object without blanks, written by all threads.
fn compact(out: &mut impl io::Write, base: &view::KnowledgeBase<'_>) -> io::Result<()> {
    let (head, rest) = (
        serde_json::to_vec(&base.head)?,
        serde_json::to_vec(&base.rest)?,
    );
    out.write_all(&head[..head.len() - 1])?;
    out.write_all(b",\"incidents\":[")?;
    let incidents = &base.incidents;
    for first in (0..incidents.len()).step_by(TOGETHER) {
        let some = first..incidents.len().min(first + TOGETHER);
        let made = some.into_par_iter().map(|index| incidents.json(index));
        let made: Vec<Vec<u8>> = made.collect::<serde_json::Result<_>>()?;
        for (number, incident) in made.iter().enumerate() {
            if first + number > 0 {
                out.write_all(b",")?;
            }
            out.write_all(incident)?;
        }
    }
    out.write_all(b"],")?;
    out.write_all(&rest[1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Incident;

    #[test]
    fn the_object_that_all_threads_write_is_the_whole_object() {
        let mut input = Input::default();
        let file = input.sources.add("a.md".into(), "# A".into());
        for incidents in 0..3 {
            let corpus = Corpus {
                incidents: vec![Incident::new(file, "a.md".into()); incidents],
                ..Corpus::default()
            };
            let patterns = Patterns::default();
            let base = view::KnowledgeBase::new(&input, &corpus, &patterns, true);
            let mut out = Vec::new();
            compact(&mut out, &base).expect("memory");
            assert_eq!(
                String::from_utf8(out).expect("text"),
                serde_json::to_string(&base).expect("JSON")
            );
        }
    }
}
