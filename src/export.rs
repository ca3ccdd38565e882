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

impl Reader {
    fn sees_people(self, input: &Input) -> bool {
        self == Self::Project || input.config.people.show == ShowPeople::Handle
    }
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

/// Writes the whole object and a final line break, indented.
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
    let people = reader.sees_people(input);
    let base = view::KnowledgeBase::new(input, corpus, patterns, people);
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    base.serialize(&mut serde_json::Serializer::with_formatter(
        &mut *out, formatter,
    ))?;
    out.write_all(b"\n")
}

/// The object without blanks as pieces that follow each other: its head, each incident, the rest.
pub struct Pieces<'a>(view::Incidents<'a>);

impl<'a> Pieces<'a> {
    pub fn new(
        input: &'a Input,
        corpus: &'a Corpus,
        patterns: &'a Patterns,
        reader: Reader,
    ) -> Self {
        Self(view::Incidents {
            input,
            corpus,
            patterns,
            people: reader.sees_people(input),
        })
    }

    pub fn count(&self) -> usize {
        self.0.len() + 2
    }

    /// The incident of a piece that is one's.
    pub fn incident(&self, piece: usize) -> Option<usize> {
        let index = piece.checked_sub(1)?;
        (index < self.0.len()).then_some(index)
    }

    /// The bytes of one piece.
    ///
    /// # Errors
    /// Those of the serialiser.
    pub fn bytes(&self, piece: usize) -> serde_json::Result<Vec<u8>> {
        if let Some(index) = self.incident(piece) {
            let separator: &[u8] = if index > 0 { b"," } else { b"" };
            return self.0.json(index, separator.to_vec());
        }
        if piece == 0 {
            let mut head = serde_json::to_vec(&view::Head::new(self.0.input))?;
            head.pop();
            head.extend_from_slice(b",\"incidents\":[");
            return Ok(head);
        }
        let rest = serde_json::to_vec(&view::Rest::new(self.0.corpus, self.0.patterns))?;
        Ok([b"],", &rest[1..], b"\n"].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Incident;

    #[test]
    fn all_pieces_are_the_whole_object() {
        let mut input = Input::default();
        let file = input.sources.add("a.md".into(), "# A".into());
        for incidents in 0..3 {
            let corpus = Corpus {
                incidents: vec![Incident::new(file, "a.md".into()); incidents],
                ..Corpus::default()
            };
            let patterns = Patterns::default();
            let pieces = Pieces::new(&input, &corpus, &patterns, Reader::Project);
            let all = (0..pieces.count()).map(|piece| pieces.bytes(piece).expect("JSON"));
            let all: Vec<Vec<u8>> = all.collect();
            let base = view::KnowledgeBase::new(&input, &corpus, &patterns, true);
            let whole = serde_json::to_string(&base).expect("JSON");
            assert_eq!(
                String::from_utf8(all.concat()).expect("text"),
                format!("{whole}\n")
            );
        }
    }
}
