//! What a hit shows, in blocks; and the new order of the documents: by day, then by name.

use super::Voice;
use super::piece::Pieces;
use crate::model::Corpus;
use crate::search::entry::Shown;
use crate::search::index::SearchIndex;
use serde::Serialize;
use std::collections::HashSet;
use tantivy::TantivyDocument;
use tantivy::schema::Value;

/// Rows of one piece: where there are few, ten hits share pieces.
pub fn block(documents: u32) -> usize {
    if documents > 2_000 { 12 } else { 24 }
}

/// Characters of a summary.
const SUMMARY: usize = 140;

/// The documents in their new order.
pub struct Order {
    pub keys: Vec<String>,
    /// What each shows.
    pub shown: Vec<Shown>,
    /// New numbers by segment and old number; none for deleted ones.
    pub ids: Vec<Vec<Option<u32>>>,
}

pub fn order(index: &SearchIndex, corpus: &Corpus) -> tantivy::Result<Order> {
    let incidents = corpus.incidents.iter();
    let known: HashSet<&str> = incidents.map(|incident| incident.slug.as_str()).collect();
    let mut all: Vec<(String, Shown, (usize, u32))> = Vec::new();
    let mut ids = Vec::new();
    for (number, segment) in index.searcher.segment_readers().iter().enumerate() {
        let store = segment.get_store_reader(1)?;
        ids.push(vec![None; segment.max_doc() as usize]);
        let documents = store.iter::<TantivyDocument>(segment.alive_bitset());
        for (doc, document) in segment.doc_ids_alive().zip(documents) {
            let document = document?;
            let text = |field| document.get_first(field).and_then(|value| value.as_str());
            let shown = text(index.fields.shown).and_then(|text| serde_json::from_str(text).ok());
            if let (Some(key), Some(shown)) = (text(index.fields.key), shown)
                && known.contains(key)
            {
                all.push((key.to_string(), shown, (number, doc)));
            }
        }
    }
    all.sort_unstable_by(|a, b| (&a.1.date, &a.0).cmp(&(&b.1.date, &b.0)));
    for (id, (.., (segment, doc))) in all.iter().enumerate() {
        ids[*segment][*doc as usize] = Some(id as u32);
    }
    let (keys, shown) = all.into_iter().map(|(key, shown, _)| (key, shown)).unzip();
    Ok(Order { keys, shown, ids })
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
    pieces: &mut Pieces<'_>,
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
