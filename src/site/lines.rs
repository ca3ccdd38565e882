//! Line numbers of many places in one source, without reading it again for each.

use crate::model::Source;
use crate::span::SourceFile;
use std::sync::OnceLock;

/// Where the lines of a source begin; looked for when it is first asked.
pub struct Lines<'a> {
    source: &'a SourceFile,
    starts: OnceLock<Vec<u32>>,
}

impl<'a> Lines<'a> {
    pub fn of(source: &'a SourceFile) -> Self {
        Self {
            source,
            starts: OnceLock::new(),
        }
    }

    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.source.text.as_bytes());
            let starts = breaks.map(|at| at as u32 + 1);
            std::iter::once(0).chain(starts).collect()
        })
    }

    /// The line, counted from 1, in which a byte offset lies.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts().partition_point(|&start| start <= offset) as u32
    }

    /// The byte offset at which a line begins.
    pub fn start(&self, line: u32) -> u32 {
        let starts = self.starts();
        let index = (line.max(1) as usize - 1).min(starts.len() - 1);
        starts[index]
    }

    /// The line of this document that a value stands in, where it is taken from this document.
    pub fn of_value(&self, source: &Source) -> Option<u32> {
        source
            .span()
            .filter(|span| span.file == self.source.id)
            .map(|span| self.line(span.start))
    }

    /// Where a value comes from, in words.
    pub fn origin(&self, source: &Source) -> String {
        let line = || self.of_value(source);
        match source {
            Source::Text(_) => match line() {
                Some(line) => format!("stated in line {line}"),
                None => "stated in the text".into(),
            },
            Source::FrontMatter(_) => match line() {
                Some(line) => format!("stated in the front matter, line {line}"),
                None => "stated in the front matter".into(),
            },
            Source::SideFile(_) => "stated in a side file".into(),
            Source::Tracker(_) => "taken from the issue tracker".into(),
            Source::FileName(_) => "taken from the file’s name".into(),
            Source::Policy => "by the project’s policy, not stated".into(),
            Source::Derived(spans) => {
                let mut lines: Vec<_> = spans
                    .iter()
                    .filter(|span| span.file == self.source.id)
                    .map(|span| self.line(span.start).to_string())
                    .collect();
                lines.dedup();
                match lines.as_slice() {
                    [] => "derived, not stated".into(),
                    [one] => format!("derived from line {one}, not stated"),
                    many => format!("derived from lines {}, not stated", many.join(" and ")),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    #[test]
    fn origins_name_their_line() {
        let source = SourceFile {
            id: FileId(3),
            path: "a.md".into(),
            text: "one\ntwo\nthree".into(),
        };
        let lines = Lines::of(&source);
        let at = |start| Span::new(FileId(3), start..start + 1);
        assert_eq!(lines.origin(&Source::Text(at(4))), "stated in line 2");
        assert_eq!(
            lines.origin(&Source::Derived(vec![at(0), at(9)])),
            "derived from lines 1 and 3, not stated"
        );
        assert_eq!(
            lines.of_value(&Source::SideFile(Span::new(FileId(1), 0..1))),
            None
        );
    }
}
