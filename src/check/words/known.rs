//! A map from words, for a look-up at each word of every text.

use rustc_hash::FxHashMap;

/// Most words are short and fit into a number, which is compared at once; the others are kept as they are.
#[derive(Default)]
pub struct Known<T> {
    short: FxHashMap<u64, T>,
    long: FxHashMap<&'static str, T>,
}

impl<T: Copy + Default> Known<T> {
    pub fn get(&self, word: &str) -> Option<T> {
        match number(word.as_bytes()) {
            Some(number) => self.short.get(&number).copied(),
            None => self.long.get(word).copied(),
        }
    }

    pub fn entry(&mut self, word: &'static str) -> &mut T {
        match number(word.as_bytes()) {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(word).or_default(),
        }
    }
}

/// The letters and the length of a short word.
fn number(word: &[u8]) -> Option<u64> {
    let at = |at: usize| u64::from(word[at]) << (at * 8);
    let four = |from: usize| {
        let letters = word.get(from..from + 4)?.try_into().ok()?;
        Some(u64::from(u32::from_le_bytes(letters)) << (from * 8))
    };
    let length = word.len();
    let letters = match length {
        0 => 0,
        // What is taken twice is the same at the same place.
        1..=3 => at(0) | at(length / 2) | at(length - 1),
        4..=7 => four(0)? | four(length - 4)?,
        _ => return None,
    };
    Some(letters | (length as u64) << 56)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_length_are_told_apart() {
        let words = [
            "", "a", "b", "ab", "ba", "aba", "abb", "abca", "abcabca", "abcabcab", "été",
        ];
        let mut known = Known::default();
        for (number, word) in words.iter().enumerate() {
            *known.entry(word) = number;
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(known.get(word), Some(number), "{word}");
        }
        for other in ["a\0", "c", "abc", "abcabcb", "abcabcabc"] {
            assert_eq!(known.get(other), None, "{other:?}");
        }
    }
}
