//! One document as data: the incident as `kb export` gives it, each fact with its source, what was not understood.

use super::facts::facts;
use super::unknown_headings;
use crate::diagnostic::{Diagnostic, render};
use crate::export;
use crate::model::{Corpus, Source};
use crate::patterns::Patterns;
use crate::patterns::explained::explained;
use crate::patterns::taxonomy::Taxonomy;
use crate::read::Input;
use crate::span::FileId;
use serde_json::{Value, json};

/// The report on a document as one object.
pub fn json(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    diagnostics: &[Diagnostic],
    file: FileId,
) -> Value {
    let position = corpus
        .incidents
        .iter()
        .position(|incident| incident.file == file);
    let left_out = corpus
        .left_out
        .iter()
        .find(|left_out| left_out.file == file)
        .map(|left_out| &left_out.reason);
    let facts = position.map(|index| facts(&corpus.incidents[index]));
    let facts = facts.unwrap_or_default();
    let found = facts.iter().filter_map(|fact| {
        let (value, source) = fact.value.as_ref()?;
        let line = source.span().map(|span| input.sources.position(span).line);
        Some(json!({ "name": fact.name, "value": value, "source": name(source), "line": line }))
    });
    let missing = facts.iter().filter(|fact| fact.value.is_none());
    let unknown = unknown_headings(input, file);
    let unknown = unknown.iter().map(|heading| {
        let line = input.sources.position(heading.span).line;
        json!({ "text": heading.text, "line": line })
    });
    let taxonomy = Taxonomy::read(input).value;
    let incident = position.map(|index| &corpus.incidents[index]);
    let shown = incident.into_iter().flat_map(|incident| {
        let shown = explained(&taxonomy, incident).into_iter();
        shown.map(move |shown| {
            let text = shown.place.text(incident);
            let span = text.and_then(|text| text.source.span());
            let line = span.map(|span| input.sources.position(span).line);
            json!({ "category": shown.category, "words": shown.words, "line": line })
        })
    });
    let said: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|said| said.span.file == file)
        .cloned()
        .collect();
    json!({
        "document": input.sources.shown(file),
        "left_out": left_out,
        "incident": position.map(|index| export::incident(input, corpus, patterns, index)),
        "facts": found.collect::<Vec<_>>(),
        "categories": shown.collect::<Vec<_>>(),
        "not_found": missing.map(|fact| fact.name).collect::<Vec<_>>(),
        "headings_not_understood": unknown.collect::<Vec<_>>(),
        "diagnostics": json!(render::json(&input.sources, &said))["diagnostics"],
    })
}

/// What says so, as a word.
fn name(source: &Source) -> &'static str {
    match source {
        Source::FrontMatter(_) => "front_matter",
        Source::Text(_) => "text",
        Source::SideFile(_) => "side_file",
        Source::Tracker(_) => "tracker",
        Source::FileName(_) => "file_name",
        Source::Policy => "policy",
        Source::Derived(_) => "derived",
    }
}
