//! The words of each document as they are written.
//!
//! tantivy keeps stems. The browser has no stemmer and looks words up by their forms, and "did you mean" says them; so
//! they are noted while documents are indexed, and kept beside the index. A word with digits or joiners is its own stem
//! and is not noted.

use super::export::bytes;
use crate::read::{Project, kept};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Begins the name of each file.
const NAMES: &str = "vocabulary-";

/// All words, and which of them each document holds.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
    /// Places in `words` by the document's key, ascending, as [`bytes::ascending`] has them.
    documents: FxHashMap<String, Box<[u8]>>,
}

#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    words: Vec<&'a str>,
    documents: Vec<(&'a str, &'a [u8])>,
}

impl Vocabulary {
    /// The number of a word.
    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    /// Says which words a document holds, in any order.
    pub fn set(&mut self, key: &str, numbers: &mut Vec<u32>) {
        numbers.sort_unstable();
        numbers.dedup();
        let mut list = Vec::with_capacity(numbers.len() * 2);
        bytes::ascending(&mut list, numbers.iter().copied());
        self.documents.insert(key.into(), list.into());
    }

    pub fn remove(&mut self, key: &str) {
        self.documents.remove(key);
    }

    /// Every word that some document holds, sorted, with the number of those that do.
    pub fn counted(&self) -> Vec<(&str, u32)> {
        let mut counts = vec![0; self.words.len()];
        for list in self.documents.values() {
            for number in bytes::read_ascending(list) {
                if let Some(count) = counts.get_mut(number as usize) {
                    *count += 1;
                }
            }
        }
        let words = self.words.iter().map(AsRef::as_ref).zip(counts);
        let mut counted: Vec<_> = words.filter(|&(_, count)| count > 0).collect();
        counted.sort_unstable();
        counted
    }

    /// Puts it into a folder of the cache and gives its name there, which changes with what it holds.
    pub fn store(&self, project: &Project, folder: &str) -> String {
        let bytes = self.to_bytes();
        let name = format!("{NAMES}{}", &blake3::hash(&bytes).to_hex()[..16]);
        kept::store(project, &format!("{folder}/{name}"), &bytes);
        name
    }

    pub fn load(project: &Project, folder: &str, name: &str) -> Option<Self> {
        Self::from_bytes(&kept::load(project, &format!("{folder}/{name}"))?)
    }

    fn to_bytes(&self) -> Vec<u8> {
        let documents = self.documents.iter();
        let stored = Stored {
            words: self.words.iter().map(AsRef::as_ref).collect(),
            documents: documents.map(|(key, list)| (&**key, &**list)).collect(),
        };
        postcard::to_allocvec(&stored).unwrap_or_default()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let stored: Stored<'_> = postcard::from_bytes(bytes).ok()?;
        let mut vocabulary = Self::default();
        for word in stored.words {
            vocabulary.number(word);
        }
        let documents = stored.documents.into_iter();
        vocabulary.documents = documents
            .map(|(key, list)| (key.into(), list.into()))
            .collect();
        Some(vocabulary)
    }
}

/// Removes what was stored earlier.
pub fn remove_others(project: &Project, folder: &str, name: &str) {
    let folder = project.cache.as_deref().map(|cache| cache.join(folder));
    let files = folder.and_then(|folder| folder.read_dir().ok());
    for file in files.into_iter().flatten().flatten() {
        let other = file.file_name();
        if other != name && other.to_string_lossy().starts_with(NAMES) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(vocabulary: &mut Vocabulary, key: &str, words: &[&str]) {
        let mut numbers = words.iter().map(|word| vocabulary.number(word)).collect();
        vocabulary.set(key, &mut numbers);
    }

    #[test]
    fn a_word_is_counted_once_for_each_document_that_still_holds_it() {
        let mut vocabulary = Vocabulary::default();
        noted(&mut vocabulary, "one", &["alerts", "dns", "alerts"]);
        noted(&mut vocabulary, "two", &["dns", "gone"]);
        noted(&mut vocabulary, "three", &["gone"]);
        vocabulary.remove("three");
        noted(&mut vocabulary, "two", &["dns"]);
        let counted = vec![("alerts", 1), ("dns", 2)];
        assert_eq!(vocabulary.counted(), counted);
        let again = Vocabulary::from_bytes(&vocabulary.to_bytes()).unwrap();
        assert_eq!(again.counted(), counted);
        assert!(Vocabulary::from_bytes(b"\xff\xff").is_none());
    }
}
