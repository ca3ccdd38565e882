//! The commonest words, for "did you mean".

use super::bytes::{number, word};
use super::piece::Pieces;

/// Writes the words with how common each is: word (after the last), number.
pub fn write(words: &[(&str, u32)], pieces: &mut Pieces<'_>) -> String {
    let mut out = Vec::new();
    number(&mut out, words.len() as u32);
    let mut last = "";
    for &(form, common) in words {
        pieces.note(form);
        word(&mut out, last, form);
        number(&mut out, common);
        last = form;
    }
    pieces.add('s', out)
}
