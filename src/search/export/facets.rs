//! Values to filter by. A piece for each name, with all values: as they are searched, as they are shown, and documents.

use super::Voice;
use super::bytes::{ascending, number, word};
use super::piece::Pieces;
use super::terms::Source;
use crate::catalog::fold;
use crate::model::Corpus;
use crate::search::index::SearchIndex;
use std::collections::{BTreeMap, HashMap};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

/// Writes the facets and gives the name of each one's piece.
pub fn write(
    index: &SearchIndex,
    source: &Source<'_>,
    corpus: &Corpus,
    voice: &dyn Voice,
    pieces: &mut Pieces<'_>,
) -> tantivy::Result<BTreeMap<&'static str, String>> {
    let labels = labels(corpus, voice);
    let mut names = BTreeMap::new();
    for &(name, field) in &index.fields.filters {
        let mut values: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (segment, reader) in source.searcher.segment_readers().iter().enumerate() {
            let inverted = reader.inverted_index(field)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                let Ok(value) = String::from_utf8(stream.key().to_vec()) else {
                    continue;
                };
                let option = IndexRecordOption::Basic;
                let mut postings = inverted.read_postings_from_terminfo(stream.value(), option)?;
                let ids = values.entry(value).or_default();
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    ids.extend(source.ids[segment][doc as usize]);
                    doc = postings.advance();
                }
            }
        }
        values.retain(|_, ids| !ids.is_empty());
        let mut out = Vec::new();
        number(&mut out, values.len() as u32);
        for (value, mut ids) in values {
            ids.sort_unstable();
            let label = labels.get(&(name, value.clone())).unwrap_or(&value);
            word(&mut out, "", &value);
            word(&mut out, &value, label);
            number(&mut out, ids.len() as u32);
            ascending(&mut out, ids);
        }
        names.insert(name, pieces.add('f', out));
    }
    Ok(names)
}

/// What to show for a value; the first spelling in the order of the documents.
fn labels(corpus: &Corpus, voice: &dyn Voice) -> HashMap<(&'static str, String), String> {
    let mut labels = HashMap::new();
    let mut add = |name: &'static str, value: &str, label: &str| {
        labels
            .entry((name, fold(value)))
            .or_insert_with(|| label.to_string());
    };
    for incident in &corpus.incidents {
        for service in &incident.services {
            add("service", &service.value.name, &service.value.name);
        }
        for team in &incident.teams {
            add("team", &team.value, &team.value);
        }
        for key in incident
            .factors
            .iter()
            .flat_map(|factor| &factor.categories)
        {
            add("factor", key, &voice.category(key));
        }
        for key in &incident.triggers {
            add("trigger", key, &voice.category(key));
        }
        let state = |action: &crate::model::ActionItem| action.state.value.name();
        for name in incident.actions.iter().map(state) {
            add("status", name, &name.replace('_', " "));
        }
        if let Some(severity) = incident.severity() {
            add("severity", severity.name(), severity.name());
        }
        if let Some(text) = &incident.severity_text {
            add("severity", text, text);
        }
        add(
            "kind",
            incident.kind.name(),
            &incident.kind.name().replace('_', " "),
        );
        if let Some(date) = &incident.date {
            let day = date.value.to_string();
            add("date", &day, &day);
        }
    }
    labels
}
