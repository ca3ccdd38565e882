//! Text of HTML as pieces that stand in the source as they read, so that every character has its place.

use html5gum::{Token, Tokenizer};
use std::borrow::Cow;
use std::ops::Range;

/// A piece of text and its place; where they have the same length, they are the same bytes.
pub type Piece<'a> = (Cow<'a, str>, Range<usize>);

/// Decodes the text in `range`: entities stand alone, everything else is cut out of the source.
pub fn pieces<'a>(text: &'a str, range: Range<usize>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut from = range.start;
    let mut at = from;
    while let Some(found) = text[at..range.end].find('&') {
        let amp = at + found;
        let Some((value, length)) = entity(&text[amp..range.end]) else {
            at = amp + 1;
            continue;
        };
        if from < amp {
            pieces.push((Cow::Borrowed(&text[from..amp]), from..amp));
        }
        // One by one, so that no piece is longer than the entity it stands for.
        for c in value.chars() {
            pieces.push((Cow::Owned(c.to_string()), amp..amp + length));
        }
        from = amp + length;
        at = from;
    }
    if from < range.end {
        pieces.push((Cow::Borrowed(&text[from..range.end]), from..range.end));
    }
    pieces
}

/// The text of a range as one string.
pub fn decoded(text: &str, range: Range<usize>) -> String {
    pieces(text, range)
        .into_iter()
        .map(|(piece, _)| piece)
        .collect()
}

/// The entity at the beginning of `rest`: its meaning and its length.
fn entity(rest: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 33;
    let name = rest[1..]
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    if name == 0 {
        return None;
    }
    let closed = rest.as_bytes().get(1 + name) == Some(&b';');
    let length = 1 + name + usize::from(closed);
    let common = match &rest[1..=name] {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "#39" => "'",
        "nbsp" => "\u{a0}",
        _ => return rare(&rest[..length]),
    };
    Some((common.to_string(), length))
}

/// Any other entity, as `html5gum` knows it.
fn rare(whole: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    for token in Tokenizer::new(whole).flatten() {
        if let Token::String(part) = token {
            value.push_str(&String::from_utf8_lossy(&part));
        }
    }
    (value != whole && !value.is_empty()).then_some((value, whole.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_where_they_stand() {
        let text = "a &amp; b &eacute;&#128680;&unknown; &lt";
        let found = pieces(text, 0..text.len());
        let joined: String = found.iter().map(|(piece, _)| piece.as_ref()).collect();
        assert_eq!(joined, "a & b é🚨&unknown; <");
        for (piece, range) in found {
            assert!(piece.len() <= range.len().max(4));
            assert!(piece.as_ref() == &text[range.clone()] || text[range].starts_with('&'));
        }
    }
}
