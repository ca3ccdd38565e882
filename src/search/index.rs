//! The index: opened from the cache, brought up to date, or made anew.

use super::entry::Entry;
use super::lengths::Lengths;
use super::schema::{self, FORMAT, Fields};
use super::tokenizer::Met;
use super::vocabulary::{self, Vocabulary};
use crate::model::Corpus;
use crate::read::Input;
use std::collections::HashMap;
use std::path::Path;
use tantivy::indexer::LogMergePolicy;
use tantivy::schema::Value;
use tantivy::{Index, IndexSettings, IndexWriter, Searcher, TantivyDocument, Term};

/// Memory for words that are not yet written: tantivy's least, and what gains nothing beyond.
const HEAP: std::ops::RangeInclusive<usize> = 15_000_000..=40_000_000;
/// Segments of fewer documents are small.
const SMALL: u32 = 64;

/// An index that holds exactly what the corpus holds.
pub struct SearchIndex {
    pub fields: Fields,
    pub index: Index,
    pub searcher: Searcher,
    pub lengths: Lengths,
    pub vocabulary: Vocabulary,
}

/// The index of this corpus: from the project's cache as far as it is still true, else made anew; in memory where there
/// is no cache, or where it cannot be written.
pub fn prepare(input: &Input, corpus: &Corpus) -> SearchIndex {
    let cached = input.project.cache.as_deref().and_then(|cache| {
        let folder = folder(&input.config.search.language);
        cached(&cache.join(&folder), &folder, input, corpus)
    });
    cached.unwrap_or_else(|| in_memory(input, corpus))
}

/// Throws away the index in the cache.
pub fn forget(input: &Input) {
    if let Some(cache) = input.project.cache.as_deref() {
        let _ = std::fs::remove_dir_all(cache.join(folder(&input.config.search.language)));
    }
}

/// Its name in the cache.
fn folder(language: &str) -> String {
    let language: String = language
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(32)
        .collect();
    format!("search-{FORMAT}-{}", language.to_lowercase())
}

/// Whatever is wrong with what lies there, it is made again once.
fn cached(folder: &Path, name: &str, input: &Input, corpus: &Corpus) -> Option<SearchIndex> {
    let fields = Fields::new();
    let known = open(folder, &fields).and_then(|index| {
        let noted = index.load_metas().ok()?.payload?;
        let vocabulary = Vocabulary::load(&input.project, name, &noted)?;
        update(index, vocabulary, &fields, Some(name), input, corpus).ok()
    });
    known.or_else(|| {
        if folder.exists() {
            std::fs::remove_dir_all(folder).ok()?;
        }
        std::fs::create_dir_all(folder).ok()?;
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(settings())
            .create_in_dir(folder)
            .ok()?;
        let none = Vocabulary::default();
        update(index, none, &fields, Some(name), input, corpus).ok()
    })
}

fn open(folder: &Path, fields: &Fields) -> Option<Index> {
    let index = Index::open_in_dir(folder).ok()?;
    let sound = index.schema() == fields.schema
        && index
            .validate_checksum()
            .is_ok_and(|damaged| damaged.is_empty());
    sound.then_some(index)
}

fn in_memory(input: &Input, corpus: &Corpus) -> SearchIndex {
    let fields = Fields::new();
    let create = || {
        let builder = Index::builder().schema(fields.schema.clone());
        builder.settings(settings()).create_in_ram()
    };
    // In memory only a writer without memory can fail: an empty index is still an answer.
    let updated = create()
        .and_then(|index| update(index, Vocabulary::default(), &fields, None, input, corpus));
    updated.unwrap_or_else(|_| {
        let index = Index::create_in_ram(fields.schema.clone());
        opened(index, Vocabulary::default(), &fields)
            .unwrap_or_else(|error| unreachable!("an empty index: {error}"))
    })
}

fn settings() -> IndexSettings {
    IndexSettings {
        // A thread of its own costs more than these few stored bytes.
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

/// One thread writes. A few documents that were saved one after another are merged with each other long before anything
/// large is touched; where a fifth is deleted, the rest is written anew.
fn open_writer(index: &Index, heap: usize) -> tantivy::Result<IndexWriter> {
    let writer = index.writer_with_num_threads(1, heap)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_layer_size(SMALL);
    policy.set_del_docs_ratio_before_merge(0.2);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// Makes the index hold what the corpus holds; what it holds already stays. `folder`: its name in the cache.
fn update(
    index: Index,
    vocabulary: Vocabulary,
    fields: &Fields,
    folder: Option<&str>,
    input: &Input,
    corpus: &Corpus,
) -> tantivy::Result<SearchIndex> {
    let language = &input.config.search.language;
    let met = Met::new(vocabulary);
    schema::register_writing(&index, language, &met);
    let mut known = entries(&index, fields)?;
    let heap = corpus
        .incidents
        .iter()
        .map(|incident| input.sources.get(incident.file).text.len());
    let heap = (heap.sum::<usize>() * 3).clamp(*HEAP.start(), *HEAP.end());
    let mut writer: Option<IndexWriter> = None;
    for incident in &corpus.incidents {
        let entry = Entry::new(incident, input);
        let old = known.remove(&entry.key);
        if old.as_ref() == Some(&entry.hash) {
            continue;
        }
        let writer = match &mut writer {
            Some(writer) => writer,
            none => none.insert(open_writer(&index, heap)?),
        };
        if old.is_some() {
            writer.delete_term(Term::from_field_text(fields.key, &entry.key));
        }
        met.wait();
        writer.add_document(entry.document(fields))?;
    }
    if !known.is_empty() {
        let writer = match &mut writer {
            Some(writer) => writer,
            none => none.insert(open_writer(&index, heap)?),
        };
        for key in known.keys() {
            writer.delete_term(Term::from_field_text(fields.key, key));
        }
    }
    let vocabulary = match writer {
        Some(mut writer) => {
            let mut commit = writer.prepare_commit()?;
            let mut vocabulary = met.take();
            known.keys().for_each(|key| vocabulary.remove(key));
            // An index and words that belong together are there at any moment.
            let name = folder.map(|folder| vocabulary.store(&input.project, folder));
            commit.set_payload(name.as_deref().unwrap_or_default());
            commit.commit()?;
            if let (Some(folder), Some(name)) = (folder, &name) {
                vocabulary::remove_others(&input.project, folder, name);
            }
            writer.wait_merging_threads()?;
            vocabulary
        }
        None => met.take(),
    };
    schema::register(&index, language);
    opened(index, vocabulary, fields)
}

fn opened(index: Index, vocabulary: Vocabulary, fields: &Fields) -> tantivy::Result<SearchIndex> {
    let searcher = index.reader()?.searcher();
    Ok(SearchIndex {
        fields: fields.clone(),
        lengths: Lengths::of(&searcher, fields)?,
        searcher,
        index,
        vocabulary,
    })
}

/// Key and hash of every entry.
fn entries(index: &Index, fields: &Fields) -> tantivy::Result<HashMap<String, String>> {
    let searcher = index.reader()?.searcher();
    let mut entries = HashMap::new();
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(1)?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let document = document?;
            let text = |field| document.get_first(field).and_then(|value| value.as_str());
            if let (Some(key), Some(hash)) = (text(fields.key), text(fields.hash)) {
                entries.insert(key.to_string(), hash.to_string());
            }
        }
    }
    Ok(entries)
}
