//! Running text without its markup, and where each part of it stands in the source.

use crate::span::{FileId, Span};
use smallvec::SmallVec;
use std::ops::Range;

/// Plain text with its marks. Line breaks of the source are `\n`; raw tags and comments are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    pub text: String,
    /// In the order in which they begin; ranges are of `text`.
    pub marks: Vec<Mark>,
    /// Pairs of (offset in `text`, offset in the source): each piece of text begins at such a place.
    places: SmallVec<[(u32, u32); 2]>,
    pub span: Span,
}

/// A stretch of text that the author marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    Strong,
    Emphasis,
    Strike,
    Code,
    /// A link and its address; reference links are resolved.
    Link(String),
    /// An image and its address; the text is its alternative text.
    Image(String),
}

impl Inline {
    pub fn new(span: Span) -> Self {
        Self {
            text: String::new(),
            marks: Vec::new(),
            places: SmallVec::new(),
            span,
        }
    }

    /// The same, with room for as much text as the source has there.
    pub fn with_room(span: Span) -> Self {
        Self {
            text: String::with_capacity(span.range().len()),
            ..Self::new(span)
        }
    }

    /// Appends text that stands at `source` (a byte offset).
    pub fn push(&mut self, text: &str, source: usize) {
        if !text.is_empty() {
            self.places.push((self.text.len() as u32, source as u32));
            self.text.push_str(text);
        }
    }

    /// Appends an author's words: blanks and hyphens that only say where no line may end are plain ones.
    pub fn push_words(&mut self, text: &str, source: usize) {
        if text.is_ascii() {
            return self.push(text, source);
        }
        let mut from = 0;
        for (at, sign) in text.char_indices() {
            let plain = match sign {
                '\u{a0}' | '\u{202f}' | '\u{2007}' => " ",
                '\u{2010}' | '\u{2011}' => "-",
                '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => "",
                _ => continue,
            };
            self.push(&text[from..at], source + from);
            self.push(plain, source + at);
            from = at + sign.len_utf8();
        }
        self.push(&text[from..], source + from);
    }

    /// Appends what goes on elsewhere, behind a blank, with its marks and places.
    pub fn append(&mut self, more: &Inline) {
        self.push(" ", self.span.end.saturating_sub(1) as usize);
        let at = self.text.len();
        self.text.push_str(&more.text);
        let places = more
            .places
            .iter()
            .map(|&(text, source)| (text + at as u32, source));
        self.places.extend(places);
        self.marks.extend(more.marks.iter().map(|mark| Mark {
            kind: mark.kind.clone(),
            range: mark.range.start + at..mark.range.end + at,
        }));
        self.span = self.span.to(more.span);
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub fn file(&self) -> FileId {
        self.span.file
    }

    /// Where a range of the text stands in the source, as exactly as its pieces tell.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        let end = if range.end > range.start {
            self.source_offset(range.end - 1) + 1
        } else {
            start
        };
        Span {
            file: self.span.file,
            start,
            end: end.clamp(start, self.span.end.max(start)),
        }
    }

    fn source_offset(&self, offset: usize) -> u32 {
        let at = self
            .places
            .partition_point(|&(text, _)| text as usize <= offset);
        match at.checked_sub(1).map(|index| self.places[index]) {
            Some((text, source)) => (source + (offset as u32 - text)).min(self.span.end),
            None => self.span.start,
        }
    }

    /// Marks of links with their address, in order.
    pub fn links(&self) -> impl Iterator<Item = (&str, &Range<usize>)> {
        self.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Link(url) => Some((url.as_str(), &mark.range)),
            _ => None,
        })
    }

    /// Whether a mark of this kind covers all of the text but white space and a final colon.
    pub fn is_all(&self, kind: &MarkKind) -> bool {
        let trimmed = self.text.trim().trim_end_matches(':').trim_end();
        let start = self.text.len() - self.text.trim_start().len();
        !trimmed.is_empty()
            && self.marks.iter().any(|mark| {
                mark.kind == *kind
                    && mark.range.start <= start
                    && mark.range.end >= start + trimmed.len()
            })
    }

    /// The part within `range`, with the marks that it holds, trimmed to whole characters by the caller.
    pub fn slice(&self, range: Range<usize>) -> Inline {
        let range = range.start.min(self.text.len())..range.end.min(self.text.len());
        let mut part = Inline::new(self.span_of(range.clone()));
        part.text = self.text[range.clone()].to_string();
        part.marks = self
            .marks
            .iter()
            .filter(|mark| mark.range.start < range.end && mark.range.end > range.start)
            .map(|mark| Mark {
                kind: mark.kind.clone(),
                range: mark.range.start.max(range.start) - range.start
                    ..mark.range.end.min(range.end) - range.start,
            })
            .collect();
        let first = self
            .places
            .partition_point(|&(text, _)| text as usize <= range.start)
            .saturating_sub(1);
        part.places = self.places[first.min(self.places.len())..]
            .iter()
            .take_while(|&&(text, _)| (text as usize) < range.end)
            .map(
                |&(text, source)| match (text as usize).checked_sub(range.start) {
                    Some(text) => (text as u32, source),
                    None => (0, source + (range.start as u32 - text)),
                },
            )
            .collect();
        part
    }

    /// The lines of the text, each with its marks and place.
    pub fn lines(&self) -> impl Iterator<Item = Inline> + '_ {
        let mut start = 0;
        self.text.split('\n').map(move |line| {
            let range = start..start + line.len();
            start += line.len() + 1;
            self.slice(range)
        })
    }

    /// Without white space at both ends.
    pub fn trimmed(&self) -> Inline {
        self.trimmed_slice(0..self.text.len())
    }

    /// The part within `range` without white space at its ends.
    pub fn trimmed_slice(&self, range: Range<usize>) -> Inline {
        let part = &self.text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        self.slice(start..start + part.trim().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inline() -> Inline {
        let mut inline = Inline::new(Span::new(FileId(0), 10..40));
        inline.push("bold", 12);
        inline.push(" and ", 18);
        inline.push("link", 24);
        inline.marks.push(Mark {
            kind: MarkKind::Strong,
            range: 0..4,
        });
        inline.marks.push(Mark {
            kind: MarkKind::Link("x".into()),
            range: 9..13,
        });
        inline
    }

    #[test]
    fn ranges_of_the_text_are_found_in_the_source() {
        assert_eq!(inline().span_of(0..4).range(), 12..16);
        assert_eq!(inline().span_of(5..8).range(), 19..22);
        assert_eq!(inline().span_of(9..13).range(), 24..28);
    }

    #[test]
    fn a_slice_keeps_marks_and_places() {
        let part = inline().slice(5..11);
        assert_eq!(part.text, "and li");
        assert_eq!(
            part.marks,
            [Mark {
                kind: MarkKind::Link("x".into()),
                range: 4..6
            }]
        );
        assert_eq!(part.span_of(0..3).range(), 19..22);
        assert_eq!(part.span_of(4..6).range(), 24..26);
    }
}
