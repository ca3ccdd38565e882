//! The forms in which the words of the index are written.

use super::terms::Source;
use crate::search::tokenizer::Words;
use std::collections::BTreeMap;

/// Forms by word of the index, each with the number of documents that hold it.
pub type Forms = BTreeMap<String, Vec<(String, u32)>>;

/// Reads them from the index.
pub fn read(source: &Source<'_>, language: &str) -> tantivy::Result<Forms> {
    let mut written: BTreeMap<String, u32> = BTreeMap::new();
    for segment in source.searcher.segment_readers() {
        let inverted = segment.inverted_index(source.forms)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            if let Ok(form) = std::str::from_utf8(stream.key()) {
                let count = stream.value().doc_freq;
                match written.get_mut(form) {
                    Some(sum) => *sum += count,
                    None => {
                        written.insert(form.to_string(), count);
                    }
                }
            }
        }
    }
    let mut words = Words::new(language);
    let mut forms = Forms::new();
    let mut token = String::new();
    for (form, count) in written {
        words.token_of(&form, &mut token);
        forms.entry(token.clone()).or_default().push((form, count));
    }
    Ok(forms)
}
