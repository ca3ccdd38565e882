//! The fields of the index.

use super::tokenizer::{Met, Words};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, Score};

/// Changes whenever what the index holds changes its meaning: an index with another number is made again.
pub const FORMAT: u32 = 7;

const TOKENIZER: &str = "words";
const END: &str = "end";

/// Fields whose text stands in the body too: phrases are looked for there.
const UNPHRASED: [&str; 2] = ["factors", "actions"];

/// The schema and its fields.
#[derive(Clone)]
pub struct Fields {
    pub schema: Schema,
    /// Slug of the incident: one entry each.
    pub key: Field,
    /// Of everything in the entry: an equal one is not indexed again.
    pub hash: Field,
    /// What a hit shows, as JSON.
    pub shown: Field,
    /// Days since 1970, for the newest first; 0 for none.
    pub day: Field,
    /// Searched by words, each with its weight.
    pub texts: [(Field, Score); 6],
    /// Holds nothing: its text, the key, ends the document for whoever notes its words.
    pub end: Field,
    /// Searched by name: `service:checkout`.
    pub filters: [(&'static str, Field); 9],
}

impl Fields {
    pub fn new() -> Self {
        let words = |option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(TOKENIZER)
                    .set_index_option(option),
            )
        };
        let mut builder = Schema::builder();
        let key = builder.add_text_field("key", STRING | STORED);
        let hash = builder.add_text_field("hash", STORED);
        let shown = builder.add_text_field("shown", STORED);
        let day = builder.add_i64_field("day", INDEXED | FAST);
        let texts = [
            ("title", 4.0),
            ("name", 2.0),
            ("headings", 1.5),
            ("factors", 2.0),
            ("actions", 1.2),
            ("body", 1.0),
        ]
        .map(|(name, weight)| {
            let option = match UNPHRASED.contains(&name) {
                true => IndexRecordOption::WithFreqs,
                false => IndexRecordOption::WithFreqsAndPositions,
            };
            (builder.add_text_field(name, words(option)), weight)
        });
        let nothing = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(END)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        let end = builder.add_text_field("end", nothing);
        let filters = [
            "service", "team", "severity", "factor", "trigger", "status", "kind", "date", "year",
        ]
        .map(|name| (name, builder.add_text_field(&format!("is_{name}"), STRING)));
        Self {
            schema: builder.build(),
            key,
            hash,
            shown,
            day,
            texts,
            end,
            filters,
        }
    }

    /// Text fields that know the order of their words.
    pub fn phrased(&self) -> impl Iterator<Item = (Field, Score)> {
        let known = |field: Field| !UNPHRASED.contains(&self.schema.get_field_name(field));
        self.texts
            .into_iter()
            .filter(move |(field, _)| known(*field))
    }

    /// The field of `name:`, without regard to case; plurals are understood.
    pub fn filter(&self, name: &str) -> Option<Field> {
        let name = name.to_lowercase();
        let singular = name.strip_suffix('s').unwrap_or(&name);
        let same = |known: &str| {
            known == name || known == singular || (known == "severity" && name == "sev")
        };
        self.filters
            .iter()
            .find(|(known, _)| same(known))
            .map(|&(_, field)| field)
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new()
    }
}

/// Makes queries read words as documents are read.
pub fn register(index: &Index, language: &str) {
    index.tokenizers().register(TOKENIZER, Words::new(language));
    index.tokenizers().register(END, Met::default());
}

/// Makes the index note the words of documents, for those that are written by one thread. Text fields come first.
pub fn register_writing(index: &Index, language: &str, met: &Met) {
    let words = Words::noting(language, met);
    index.tokenizers().register(TOKENIZER, words);
    index.tokenizers().register(END, met.clone());
}
