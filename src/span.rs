//! Places in source files.
//!
//! A *source* is any text file that `kb` reads: a retrospective, `kb.toml`, a side file. Every value that is taken out
//! of one carries a [`Span`], and every diagnostic points at one.

use std::ops::Range;

/// Which source, as an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A byte range of one source. `start <= end <= text length`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start as u32,
            end: range.end.max(range.start) as u32,
        }
    }

    /// The byte range within the source's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both; `other` must be of the same file.
    pub fn to(self, other: Span) -> Span {
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A text file as it was read, without a byte order mark.
#[derive(Debug, Clone)]
pub struct SourceFile {
    pub id: FileId,
    /// Path to show to people and to write into the data contract: below the content folder for documents, below the
    /// project folder for the rest; always with `/`.
    pub path: String,
    /// The decoded text. Bytes that were not UTF-8 stand as U+FFFD.
    pub text: String,
}

/// A place for people: both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl SourceFile {
    /// Line and column of a byte offset; offsets past the end give the end.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// Where the lines of a text begin, for many look-ups in one text.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at as u32 + 1))
                .collect(),
        }
    }

    /// The line of a byte offset, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
    }
}

/// All sources of one run, in the order in which they were read (sorted by path, so that ids are stable).
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The paths under which people find the files from where they are.
    shown: Vec<String>,
}

impl Sources {
    /// Adds a text and gives it the next id.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let shown = path.clone();
        self.add_shown(path, shown, text)
    }

    /// Adds a text that people know under another path than the site does.
    pub fn add_shown(&mut self, path: String, shown: String, text: String) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(SourceFile { id, path, text });
        self.shown.push(shown);
        id
    }

    /// The path to print on a terminal: as seen from the current folder. Never a part of the site.
    pub fn shown(&self, id: FileId) -> &str {
        &self.shown[id.0 as usize]
    }

    /// Every source, in the order in which they were read.
    pub fn all(&self) -> &[SourceFile] {
        &self.files
    }

    /// Puts another text in the place of one that was read: what an editor holds and has not saved.
    pub fn replace(&mut self, id: FileId, text: String) {
        self.files[id.0 as usize].text = text;
    }

    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The source text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file)
            .text
            .get(span.range())
            .unwrap_or_default()
    }

    /// Line and column at which a span begins.
    pub fn position(&self, span: Span) -> Position {
        self.get(span.file).position(span.start as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let id = sources.add("a.md".into(), "ä€\nxyz".into());
        let place = |offset| {
            let Position { line, column } = sources.get(id).position(offset);
            (line, column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(2), (1, 2));
        assert_eq!(place(6), (2, 1));
        assert_eq!(place(99), (2, 4));
        assert_eq!(
            place(1),
            (1, 1),
            "an offset inside a character belongs to that character"
        );
    }
}
