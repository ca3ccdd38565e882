//! Places in source files.
//!
//! A *source* is any text file that `kb` reads: a retrospective, `kb.toml`, a side file. Every value that is taken out
//! of one carries a [`Span`], and every diagnostic points at one.

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Which source, as an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

thread_local! {
    /// The source whose facts are being kept or taken back: see [`FileId::within`].
    static OWN: Cell<Option<FileId>> = const { Cell::new(None) };
    /// Whether it is told only to be compared: see [`FileId::compared`].
    static COMPARED: Cell<bool> = const { Cell::new(false) };
}

impl FileId {
    /// Serialises or deserialises what was said in this source. In its stored form a place is one of *this* source, so
    /// that facts are true of the same text whatever number the source has in another run.
    pub fn within<T>(self, work: impl FnOnce() -> T) -> T {
        let before = OWN.replace(Some(self));
        let done = work();
        OWN.set(before);
        done
    }

    /// Serialises what was said in this source and about it, to compare it with what was said in another run. A place
    /// elsewhere is only told apart from a place here.
    pub fn compared<T>(self, work: impl FnOnce() -> T) -> T {
        let before = COMPARED.replace(true);
        let done = self.within(work);
        COMPARED.set(before);
        done
    }
}

/// Only places of the source that [`FileId::within`] names can be kept.
impl Serialize for FileId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if COMPARED.get() {
            serializer.serialize_bool(OWN.get() == Some(*self))
        } else if OWN.get() == Some(*self) {
            serializer.serialize_unit()
        } else {
            Err(serde::ser::Error::custom("a place in another source"))
        }
    }
}

impl<'de> Deserialize<'de> for FileId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer)?;
        let nowhere = || serde::de::Error::custom("outside of a source");
        OWN.get().ok_or_else(nowhere)
    }
}

/// A byte range of one source. `start <= end <= text length`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
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
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = breaks.map(|at| at as u32 + 1);
        Self {
            starts: std::iter::once(0).chain(starts).collect(),
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
    files: Vec<Arc<Kept>>,
}

/// A source that several generations may share.
#[derive(Debug)]
struct Kept {
    source: SourceFile,
    /// The path under which people find the file from where they are.
    shown: String,
    hash: OnceLock<[u8; 16]>,
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
        self.files.push(Arc::new(Kept {
            source: SourceFile { id, path, text },
            shown,
            hash: OnceLock::new(),
        }));
        id
    }

    /// Adds a source of an earlier run that did not change since; it is copied only where its number is another one.
    pub fn add_again(&mut self, earlier: &Sources, file: FileId) -> FileId {
        let kept = &earlier.files[file.0 as usize];
        if file.0 as usize == self.files.len() {
            self.files.push(Arc::clone(kept));
            return file;
        }
        let source = kept.source.clone();
        let id = self.add_shown(source.path, kept.shown.clone(), source.text);
        if let Some(&hash) = kept.hash.get() {
            // A new source has no hash yet, so this cannot fail.
            let _ = self.files[id.0 as usize].hash.set(hash);
        }
        id
    }

    /// The hash of a source's text, worked out once: half of BLAKE3.
    pub fn hash(&self, id: FileId) -> [u8; 16] {
        let kept = &self.files[id.0 as usize];
        *kept.hash.get_or_init(|| {
            let mut half = [0; 16];
            half.copy_from_slice(&blake3::hash(kept.source.text.as_bytes()).as_bytes()[..16]);
            half
        })
    }

    /// The path to print on a terminal: as seen from the current folder. Never a part of the site.
    pub fn shown(&self, id: FileId) -> &str {
        &self.files[id.0 as usize].shown
    }

    /// Every source, in the order in which they were read.
    pub fn all(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(|kept| &kept.source)
    }

    /// Puts another text in the place of one that was read: what an editor holds and has not saved.
    pub fn replace(&mut self, id: FileId, text: String) {
        let kept = &mut self.files[id.0 as usize];
        *kept = Arc::new(Kept {
            source: SourceFile {
                id,
                path: kept.source.path.clone(),
                text,
            },
            shown: kept.shown.clone(),
            hash: OnceLock::new(),
        });
    }

    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize].source
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
