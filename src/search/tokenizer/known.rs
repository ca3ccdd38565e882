//! Words that were met before, with their stems.
//!
//! Every word of every document is looked up here, so what is often asked for lies close together: small places by hash,
//! and the letters of all words one after another.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Words to remember before starting over.
const REMEMBERED: usize = 1 << 16;

#[derive(Clone, Default)]
pub struct Known {
    places: FxHashMap<u64, Place>,
    letters: String,
}

/// Where a word stands, its stem after it.
#[derive(Clone)]
struct Place {
    start: u32,
    word: u8,
    stem: u8,
    number: u32,
    /// The last text that it was met in.
    text: u32,
}

/// A word that was met before.
#[derive(Debug, PartialEq, Eq)]
pub struct Found<'a> {
    pub stem: &'a str,
    pub number: u32,
    /// Whether it was last met in another text than this one.
    pub elsewhere: bool,
}

impl Known {
    /// A word that was met before.
    pub fn find(&mut self, word: &str, text: u32) -> Option<Found<'_>> {
        let place = self.places.get_mut(&hash(word))?;
        let start = place.start as usize;
        let middle = start + usize::from(place.word);
        if self.letters.as_bytes().get(start..middle)? != word.as_bytes() {
            return None;
        }
        let elsewhere = place.text != text;
        place.text = text;
        Some(Found {
            stem: self.letters.get(middle..middle + usize::from(place.stem))?,
            number: place.number,
            elsewhere,
        })
    }

    /// Remembers a word; one that is very long is not.
    pub fn add(&mut self, word: &str, stem: &str, number: u32, text: u32) {
        if self.places.len() >= REMEMBERED {
            self.places.clear();
            self.letters.clear();
        }
        if let (Ok(start), Ok(length), Ok(stem_length)) = (
            u32::try_from(self.letters.len()),
            u8::try_from(word.len()),
            u8::try_from(stem.len()),
        ) {
            self.letters.push_str(word);
            self.letters.push_str(stem);
            let place = Place {
                start,
                word: length,
                stem: stem_length,
                number,
                text,
            };
            self.places.insert(hash(word), place);
        }
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_with_their_stems_and_where_they_were_met() {
        let mut known = Known::default();
        let found = |stem, number, elsewhere| {
            Some(Found {
                stem,
                number,
                elsewhere,
            })
        };
        assert_eq!(known.find("alerts", 1), None);
        known.add("alerts", "alert", 7, 1);
        known.add("übersicht", "übersicht", 8, 1);
        known.add(&"x".repeat(300), "x", 9, 1);
        assert_eq!(known.find("alerts", 1), found("alert", 7, false));
        assert_eq!(known.find("alerts", 2), found("alert", 7, true));
        assert_eq!(known.find("alerts", 2), found("alert", 7, false));
        assert_eq!(known.find("übersicht", 2), found("übersicht", 8, true));
        assert_eq!(known.find(&"x".repeat(300), 2), None);
        for number in 0..=REMEMBERED {
            known.add(&number.to_string(), "", 0, 3);
        }
        assert_eq!(known.find("alerts", 4), None);
        assert_eq!(known.find(&REMEMBERED.to_string(), 4), found("", 0, true));
    }
}
