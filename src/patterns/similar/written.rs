//! How an incident writes a term: which of its words is shown to people, and whether it tells of a cause.
//!
//! What is always written like a name may be somebody's: a word in lower case is taken where there is one, the first of
//! them. A title stands on many pages anyway: its words are taken as they are.

use super::described::texts;
use crate::model::Incident;

/// A word by its place in the incident's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written(u32);

/// Set in the place of a word that only a title may show.
const IN_TITLE: u32 = 1 << 30;
/// Set where a cause is told.
const OF_CAUSE: u32 = 1 << 31;

impl Written {
    /// In no way that is shown.
    pub const NOT: Self = Self(!OF_CAUSE);

    /// A word of the text with this number; the title is the first.
    pub fn new(number: u32, text: &str, word: &str) -> Self {
        let offset = (word.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        let plain = word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let (Ok(offset), Ok(length)) = (u16::try_from(offset), u8::try_from(word.len())) else {
            return Self::NOT;
        };
        let (offset, length) = (u32::from(offset), u32::from(length));
        match number {
            // Sixteen bits for the place and six for the length, as words are cut.
            _ if length >= 1 << 6 || number >= 1 << 8 => Self::NOT,
            _ if plain => Self(number << 22 | offset << 6 | length),
            // The last one in the title is the nearest to what it is about.
            0 => Self(IN_TITLE | (u32::from(u16::MAX) - offset) << 6 | length),
            _ => Self::NOT,
        }
    }

    /// As a number, to be kept.
    pub fn to_bits(self) -> u32 {
        self.0
    }

    pub fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The same word, where a cause is told.
    pub fn of_cause(self) -> Self {
        Self(self.0 | OF_CAUSE)
    }

    pub fn is_of_cause(self) -> bool {
        self.0 & OF_CAUSE != 0
    }

    /// One of two places of a term: the smaller one is to be shown.
    pub fn and(self, other: Self) -> Self {
        let of_cause = (self.0 | other.0) & OF_CAUSE;
        Self((self.0 & !OF_CAUSE).min(other.0 & !OF_CAUSE) | of_cause)
    }

    /// The word among the texts of its incident.
    fn word<'i>(self, texts: &[&'i str]) -> Option<&'i str> {
        let place = self.0 & !OF_CAUSE;
        let offset = place >> 6 & u32::from(u16::MAX);
        let (number, offset) = match place & IN_TITLE {
            0 => (place >> 22, offset),
            _ => (0, u32::from(u16::MAX) - offset),
        };
        let (offset, length) = (offset as usize, (place & 0x3f) as usize);
        let text = texts.get(number as usize);
        let text = text.filter(|_| place != Self::NOT.0)?;
        text.get(offset..offset + length)
    }
}

/// The texts of one incident, for looking up words.
pub struct Texts<'i>(Vec<&'i str>);

impl<'i> Texts<'i> {
    pub fn of(incident: &'i Incident) -> Self {
        let mut all = Vec::new();
        texts(incident, &mut |text, _, _| all.push(text));
        Self(all)
    }

    pub fn word(&self, written: Written) -> Option<&'i str> {
        written.word(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_is_shown_before_one_that_could_be_a_name() {
        let texts = ["Grace waited for Ingress", "Ingress, then ingress"];
        let at = |number: u32, range: std::ops::Range<usize>| {
            let text = texts[number as usize];
            Written::new(number, text, &text[range])
        };
        let (title, name, plain) = (at(0, 17..24), at(1, 0..7), at(1, 14..21));
        assert_eq!(title.word(&texts), Some("Ingress"));
        assert_eq!(name.word(&texts), None);
        assert_eq!(title.and(plain).and(name).word(&texts), Some("ingress"));
        assert_eq!(title.and(name).word(&texts), Some("Ingress"));
        let of_cause = plain.of_cause().and(title);
        assert!(of_cause.is_of_cause() && !plain.and(title).is_of_cause());
        assert_eq!(of_cause.word(&texts), Some("ingress"));
        assert_eq!(name.of_cause().word(&texts), None);
        assert_eq!(Written::NOT.word(&texts), None);
    }
}
