//! White space as HTML means it: runs of it are one blank, and none stands at an end.

use super::run::{Piece, What, is_nothing, is_space};
use std::borrow::Cow;
use std::ops::Range;

/// Folds white space.
#[derive(Default)]
pub struct Line<'a> {
    pieces: Vec<Piece<'a>>,
    /// Where a blank stood that has nothing behind it yet.
    blank: Option<Range<usize>>,
    /// Where a line ended that has no next one yet.
    end: Option<Range<usize>>,
}

impl<'a> Line<'a> {
    pub fn add(&mut self, piece: Piece<'a>) {
        match &piece.what {
            What::Break => {
                self.blank = None;
                self.end.get_or_insert(piece.range);
            }
            What::Image(..) => self.put(piece),
            What::Text(Cow::Borrowed(text)) => {
                let text: &'a str = text;
                self.cut(text, |range| Cow::Borrowed(&text[range]), &piece);
            }
            What::Text(Cow::Owned(text)) => {
                self.cut(text, |range| Cow::Owned(text[range].to_string()), &piece);
            }
        }
    }

    /// Adds the words of a text; single blanks between them stay with them.
    fn cut(&mut self, text: &str, part: impl Fn(Range<usize>) -> Cow<'a, str>, whole: &Piece<'a>) {
        let exact = text.len() == whole.range.len();
        let place = |at: usize| {
            if exact {
                whole.range.start + at
            } else {
                whole.range.start
            }
        };
        let put = |this: &mut Self, from: usize, to: usize| {
            if from < to {
                let range = if exact {
                    place(from)..place(to)
                } else {
                    whole.range.clone()
                };
                this.put(Piece {
                    what: What::Text(part(from..to)),
                    range,
                    style: whole.style,
                });
            }
        };
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let next = at + c.len_utf8();
            if is_nothing(c) {
                put(self, from, at);
                from = next;
            } else if is_space(c) {
                let single = c == ' '
                    && from < at
                    && text[next..]
                        .chars()
                        .next()
                        .is_some_and(|c| !is_space(c) && !is_nothing(c));
                if single {
                    continue;
                }
                put(self, from, at);
                let blank = if exact {
                    place(at)..place(next)
                } else {
                    whole.range.clone()
                };
                self.blank.get_or_insert(blank);
                from = next;
            }
        }
        put(self, from, text.len());
    }

    fn put(&mut self, piece: Piece<'a>) {
        if let Some(last) = self.pieces.last() {
            let style = last.style.common(piece.style);
            let between = match (self.end.take(), self.blank.take()) {
                (Some(range), _) => Some((What::Break, range)),
                (None, Some(range)) => Some((What::Text(Cow::Borrowed(" ")), range)),
                (None, None) => None,
            };
            if let Some((what, range)) = between {
                self.pieces.push(Piece { what, range, style });
            }
        }
        self.blank = None;
        self.end = None;
        self.pieces.push(piece);
    }

    pub fn finish(self) -> Vec<Piece<'a>> {
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::html::run::Run;
    use crate::parse::html::style::Style;

    #[test]
    fn white_space_is_folded_and_keeps_its_place() {
        let source = "  a b\n  c&nbsp;&amp; d ";
        let mut run = Run::default();
        run.text(source, 0..source.len(), false, Style::default());
        let mut text = String::new();
        for piece in run.joined() {
            if let What::Text(part) = &piece.what {
                text.push_str(part);
                let there = &source[piece.range.clone()];
                assert!(
                    part == " " || part == there || there.starts_with('&'),
                    "{part:?}"
                );
            }
        }
        assert_eq!(text, "a b c & d");
    }
}
