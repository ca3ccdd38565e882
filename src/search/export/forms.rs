//! The forms in which the words of the index are written.

use super::terms::Source;
use crate::search::lengths::documents;
use crate::search::tokenizer::Words;
use rustc_hash::FxHashMap;

/// Forms by word of the index, sorted, each with the number of documents that hold it.
pub type Forms = FxHashMap<String, Vec<(String, u32)>>;

/// Reads them from the index.
pub fn read(source: &Source<'_>, language: &str) -> tantivy::Result<Forms> {
    let mut written: Vec<(String, u32)> = Vec::new();
    for segment in source.searcher.segment_readers() {
        let inverted = segment.inverted_index(source.forms)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            if let Ok(form) = std::str::from_utf8(stream.key()) {
                let count = documents(segment, &inverted, stream.value())?;
                if count > 0 {
                    written.push((form.to_string(), count));
                }
            }
        }
    }
    written.sort();
    written.dedup_by(|next, sum| {
        let same = next.0 == sum.0;
        sum.1 += if same { next.1 } else { 0 };
        same
    });
    let mut words = Words::new(language);
    let mut forms = Forms::default();
    let mut token = String::new();
    for form in written {
        words.token_of(&form.0, &mut token);
        match forms.get_mut(&token) {
            Some(others) => others.push(form),
            None => {
                forms.insert(token.clone(), vec![form]);
            }
        }
    }
    Ok(forms)
}
