//! Running text: what stands side by side in a paragraph, with white space as HTML means it.

use super::fold::Line;
use super::style::Style;
use super::text;
use std::borrow::Cow;
use std::ops::Range;

/// A piece of running text.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    pub what: What<'a>,
    pub range: Range<usize>,
    pub style: Style,
}

#[derive(Debug, Clone)]
pub enum What<'a> {
    Text(Cow<'a, str>),
    Break,
    /// An image's address and alternative text.
    Image(String, String),
}

/// Running text that is being gathered.
#[derive(Debug, Default)]
pub struct Run<'a> {
    pub pieces: Vec<Piece<'a>>,
}

impl<'a> Run<'a> {
    /// Adds the text of a node.
    pub fn text(&mut self, source: &'a str, range: Range<usize>, raw: bool, style: Style) {
        if raw {
            let text = Cow::Borrowed(&source[range.clone()]);
            return self.push(What::Text(text), range, style);
        }
        for (text, range) in text::pieces(source, range) {
            self.push(What::Text(text), range, style);
        }
    }

    pub fn push(&mut self, what: What<'a>, range: Range<usize>, style: Style) {
        self.pieces.push(Piece { what, range, style });
    }

    /// Adds words that stand at `place`, or nowhere: then they count as standing at `tag`, the beginning of an element.
    pub fn words(&mut self, source: &'a str, words: &str, place: usize, tag: usize, style: Style) {
        let mut rest = words;
        if let Some(name) = words.strip_prefix('@') {
            self.push(What::Text(Cow::Borrowed("@")), tag..tag + 1, style);
            rest = name;
        }
        if source
            .get(place..)
            .is_some_and(|there| there.starts_with(rest))
        {
            let range = place..place + rest.len();
            return self.push(
                What::Text(Cow::Borrowed(&source[range.clone()])),
                range,
                style,
            );
        }
        for c in rest.chars() {
            self.push(What::Text(Cow::Owned(c.to_string())), tag..tag + 1, style);
        }
    }

    /// Whether the last word announces a date: "by", "until", "due".
    pub fn ends_with_term(&self) -> bool {
        const TERMS: &[&str] = &["by", "due", "until", "before", "on", "deadline", "eta"];
        let texts = self
            .pieces
            .iter()
            .rev()
            .filter_map(|piece| match &piece.what {
                What::Text(text) if !is_blank(piece) => Some(text.trim()),
                _ => None,
            });
        let last = texts
            .take(1)
            .find_map(|text| text.split_whitespace().next_back());
        last.is_some_and(|word| {
            TERMS.contains(&word.trim_end_matches(':').to_ascii_lowercase().as_str())
        })
    }

    /// The paragraphs of the run: white space folded, ends trimmed, parted where two line breaks follow each other.
    pub fn paragraphs(self) -> Vec<Vec<Piece<'a>>> {
        let mut done = Vec::new();
        let mut line = Line::default();
        let mut breaks = 0;
        for piece in self.pieces {
            if matches!(piece.what, What::Break) {
                breaks += 1;
                if breaks == 2 {
                    done.push(std::mem::take(&mut line).finish());
                } else {
                    line.add(piece);
                }
                continue;
            }
            if !is_blank(&piece) {
                breaks = 0;
            }
            line.add(piece);
        }
        done.push(line.finish());
        done.retain(|pieces| !pieces.is_empty());
        done
    }

    /// The run as one paragraph, its lines parted by single breaks.
    pub fn joined(self) -> Vec<Piece<'a>> {
        let mut line = Line::default();
        for piece in self.pieces {
            line.add(piece);
        }
        line.finish()
    }
}

fn is_blank(piece: &Piece<'_>) -> bool {
    matches!(&piece.what, What::Text(text) if text.chars().all(|c| is_space(c) || is_nothing(c)))
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}')
}

/// Characters without width.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

/// Takes `[x] ` or a box from the beginning of an item's words.
pub fn take_box(pieces: &mut Vec<Piece<'_>>) -> Option<bool> {
    const BOXES: &[(&str, bool)] = &[
        ("[x] ", true),
        ("[X] ", true),
        ("[ ] ", false),
        ("[] ", false),
        ("☑ ", true),
        ("☐ ", false),
    ];
    let first = pieces.first_mut()?;
    let What::Text(text) = &mut first.what else {
        return None;
    };
    let (sign, done) = BOXES.iter().find(|(sign, _)| text.starts_with(sign))?;
    if first.range.len() == text.len() {
        first.range.start += sign.len();
    }
    *text = text[sign.len()..].to_string().into();
    Some(*done)
}

/// `Space : Title` without the space.
pub fn strip_space(pieces: &mut Vec<Piece<'_>>) {
    const COLON: &str = " : ";
    for index in 0..pieces.len() {
        let piece = &mut pieces[index];
        if let What::Text(text) = &mut piece.what
            && let Some(at) = text.find(COLON)
        {
            let cut = at + COLON.len();
            if piece.range.len() == text.len() {
                piece.range.start += cut;
            }
            *text = text[cut..].to_string().into();
            pieces.drain(..index);
            return;
        }
    }
}
