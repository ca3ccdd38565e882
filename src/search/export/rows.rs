//! What a hit shows, in blocks; and the new order of the documents: by day, then by name.

use super::Voice;
use super::piece::Pieces;
use crate::model::Corpus;
use crate::search::entry::Shown;
use crate::search::index::SearchIndex;
use serde::Serialize;
use std::collections::HashMap;
use tantivy::TantivyDocument;
use tantivy::schema::Value;

/// Rows of one piece: where there are few, ten hits share pieces.
pub fn block(documents: u32) -> usize {
    if documents > 2_000 { 12 } else { 24 }
}

/// Characters of a summary.
const SUMMARY: usize = 140;

/// Keys of the documents in their new order, and what each shows.
pub fn order(index: &SearchIndex, corpus: &Corpus) -> tantivy::Result<(Vec<String>, Vec<Shown>)> {
    let known: HashMap<&str, ()> = corpus
        .incidents
        .iter()
        .map(|incident| (incident.slug.as_str(), ()))
        .collect();
    let mut all = Vec::new();
    for segment in index.searcher.segment_readers() {
        let store = segment.get_store_reader(1)?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let document = document?;
            let text = |field| document.get_first(field).and_then(|value| value.as_str());
            let shown = text(index.fields.shown).and_then(|text| serde_json::from_str(text).ok());
            if let (Some(key), Some(shown)) = (text(index.fields.key), shown)
                && known.contains_key(key)
            {
                let shown: Shown = shown;
                all.push((shown.date.clone(), key.to_string(), shown));
            }
        }
    }
    all.sort_unstable_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    Ok(all.into_iter().map(|(_, key, shown)| (key, shown)).unzip())
}

/// New numbers by segment and old number.
pub fn ids(index: &SearchIndex, order: &[String]) -> tantivy::Result<Vec<Vec<Option<u32>>>> {
    let new: HashMap<&str, u32> = order
        .iter()
        .enumerate()
        .map(|(id, key)| (key.as_str(), id as u32))
        .collect();
    let mut ids = Vec::new();
    for segment in index.searcher.segment_readers() {
        let store = segment.get_store_reader(1)?;
        let mut here = vec![None; segment.max_doc() as usize];
        for doc in segment.doc_ids_alive() {
            let document: TantivyDocument = store.get(doc)?;
            let key = document.get_first(index.fields.key);
            let key = key.as_ref().and_then(|key| key.as_str());
            here[doc as usize] = key.and_then(|key| new.get(key).copied());
        }
        ids.push(here);
    }
    Ok(ids)
}

/// Address, title, day, severity, services, summary.
#[derive(Serialize)]
struct Row<'a>(
    String,
    String,
    Option<&'a str>,
    Option<&'a str>,
    &'a [String],
    String,
);

/// Writes the rows and gives the names of their pieces.
pub fn write(
    incidents: &[usize],
    shown: &[Shown],
    voice: &dyn Voice,
    pieces: &mut Pieces,
) -> String {
    let rows: Vec<_> = incidents.iter().zip(shown).collect();
    rows.chunks(block(rows.len() as u32))
        .enumerate()
        .map(|(at, rows)| {
            let rows: Vec<_> = rows
                .iter()
                .map(|(incident, shown)| {
                    let summary = shown.summary.as_deref().unwrap_or_default();
                    Row(
                        voice.incident_url(**incident),
                        voice.quoted(**incident, &shown.title),
                        shown.date.as_deref(),
                        shown.severity.as_deref(),
                        &shown.services,
                        shortened(&voice.quoted(**incident, summary), SUMMARY),
                    )
                })
                .collect();
            pieces.add_numbered('w', at, serde_json::to_vec(&rows).unwrap_or_default())
        })
        .collect()
}

/// Cut between words.
pub fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_string();
    };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', ' ']))
}
