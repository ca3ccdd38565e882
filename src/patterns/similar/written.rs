//! How an incident writes a term: which of its words is shown to people.
//!
//! What is always written like a name may be somebody's: a word in lower case is taken where there is one, the first of
//! them. A title stands on many pages anyway: its words are taken as they are.

use super::described::texts;
use crate::model::Incident;

/// A word by its place in the incident's texts. The smaller one is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written(u32);

/// Set in the place of a word that only a title may show.
const IN_TITLE: u32 = 1 << 30;

impl Written {
    /// In no way that is shown.
    pub const NOT: Self = Self(u32::MAX);

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

    fn is_shown(self) -> bool {
        self != Self::NOT
    }

    /// The word among the texts of its incident.
    fn word<'i>(self, texts: &[&'i str]) -> Option<&'i str> {
        let offset = self.0 >> 6 & u32::from(u16::MAX);
        let (number, offset) = match self.0 & IN_TITLE {
            0 => (self.0 >> 22, offset),
            _ => (0, u32::from(u16::MAX) - offset),
        };
        let (offset, length) = (offset as usize, (self.0 & 0x3f) as usize);
        let text = texts.get(number as usize).filter(|_| self.is_shown())?;
        text.get(offset..offset + length)
    }
}

/// The texts of one incident, for looking up words.
pub struct Texts<'i>(Vec<&'i str>);

impl<'i> Texts<'i> {
    pub fn of(incident: &'i Incident) -> Self {
        let mut all = Vec::new();
        texts(incident, &mut |text, _| all.push(text));
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
        assert_eq!(title.min(plain).min(name).word(&texts), Some("ingress"));
        assert_eq!(title.min(name).word(&texts), Some("Ingress"));
        assert_eq!(Written::NOT.word(&texts), None);
    }
}
