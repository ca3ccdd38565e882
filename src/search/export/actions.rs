//! Action items as an index of their own: few words each, ranked by the same rules.

use super::piece::Pieces;
use super::rows::shortened;
use super::terms::Source;
use super::{Router, Voice, forms, shards};
use crate::model::Corpus;
use crate::search::lengths::Lengths;
use crate::search::schema;
use serde::Serialize;
use tantivy::schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Rows of one piece.
const BLOCK: usize = 48;
const HEAP: usize = 15_000_000;
/// Characters of an action item.
const TEXT: usize = 200;

/// Address, text, state, title of the incident.
#[derive(Serialize)]
struct Row<'a>(String, String, &'static str, &'a str);

/// Writes the action items and gives the name of their router; nothing where there are none.
pub fn write(
    incidents: &[usize],
    corpus: &Corpus,
    language: &str,
    voice: &dyn Voice,
    pieces: &mut Pieces<'_>,
) -> tantivy::Result<String> {
    let mut builder = Schema::builder();
    let indexed = |tokenizer, option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option),
        )
    };
    let text = builder.add_text_field(
        "text",
        indexed(schema::TOKENIZER, IndexRecordOption::WithFreqs),
    );
    let forms = builder.add_text_field("forms", indexed(schema::FORMS, IndexRecordOption::Basic));
    let at = builder.add_u64_field("at", FAST);
    let index = Index::create_in_ram(builder.build());
    schema::register_writing(&index, language);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, HEAP)?;
    let mut rows = Vec::new();
    let mut blocks = String::new();
    let mut number_of_blocks = 0;
    let mut block = |rows: &[Row<'_>]| {
        let json = serde_json::to_vec(rows).unwrap_or_default();
        blocks.push_str(&pieces.add_numbered('v', number_of_blocks, json));
        number_of_blocks += 1;
    };
    let mut count = 0;
    for &incident in incidents {
        let said = &corpus.incidents[incident];
        for (number, action) in said.actions.iter().enumerate() {
            let quoted = voice.quoted(incident, &action.text.value);
            let mut document = TantivyDocument::default();
            document.add_text(text, &quoted);
            document.add_text(forms, "");
            document.add_u64(at, count);
            writer.add_document(document)?;
            count += 1;
            rows.push(Row(
                voice.action_url(incident, number),
                shortened(&quoted, TEXT),
                action.state.value.name(),
                &said.title.value,
            ));
            if rows.len() == BLOCK {
                block(&rows);
                rows.clear();
            }
        }
    }
    if count == 0 {
        return Ok(String::new());
    }
    if !rows.is_empty() {
        block(&rows);
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let searcher = index.reader()?.searcher();
    let mut ids = Vec::new();
    for segment in searcher.segment_readers() {
        let column = segment.fast_fields().u64("at")?;
        let numbers = (0..segment.max_doc()).map(|doc| column.first(doc).map(|at| at as u32));
        ids.push(numbers.collect());
    }
    let source = Source {
        searcher: &searcher,
        lengths: &Lengths::default(),
        fields: vec![(text, 1.0)],
        forms,
        ids,
        documents: count as u32,
        phrased: vec![false],
        kind: 'u',
    };
    let forms = forms::read(&source, language)?;
    let written = shards::write(&source, &forms, pieces)?;
    let router = Router {
        documents: source.documents,
        keys: written.keys,
        terms: written.terms,
        rows: blocks,
        block: BLOCK,
        head: written.head,
        best: written.best,
        kinds: "uv",
        ..Router::default()
    };
    Ok(pieces.add_json('r', &router))
}
