//! From bytes to [`Document`]: front matter and a tree of sections, each part with its place in the source.
//!
//! Parsing cannot fail. What is wrong becomes a diagnostic, and the text stays readable.

mod bars;
pub mod document;
pub mod front_matter;
pub mod html;
pub mod inline;
pub mod markdown;
pub mod target;
pub mod wiki;

use crate::diagnostic::{Checked, Diagnostic};
use crate::span::{SourceFile, Span};
use pulldown_cmark::Parser;
use std::borrow::Cow;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use document::{Block, BlockKind, Document, Heading, Item, Row, Section};
pub use front_matter::{FrontMatter, Node, Value};
pub use inline::{Inline, Mark, MarkKind};

/// What a diagnostic on a fault of `kb` itself is called.
pub const FAULT: &str = "internal-fault";

/// Says that `what` of a document could not be read.
pub fn fault(source: &SourceFile, what: &str) -> Diagnostic {
    Diagnostic::error(
        "internal-fault",
        Span::new(source.id, 0..0),
        format!("the {what} of this document could not be read"),
    )
    .help("this is a fault of kb: please report it with the document")
}

/// Reads one document.
pub fn document(source: &SourceFile) -> Checked<Document> {
    guarded(source, read)
}

/// A fault in reading costs this document, nothing else: it is empty then, and named.
fn guarded(source: &SourceFile, read: fn(&SourceFile) -> Checked<Document>) -> Checked<Document> {
    catch_unwind(AssertUnwindSafe(|| read(source)))
        .unwrap_or_else(|_| Checked::new(Document::empty(source), vec![fault(source, "text")]))
}

fn read(source: &SourceFile) -> Checked<Document> {
    let mut diagnostics = Vec::new();
    let (front_matter, body_start) = front_matter::read(source).keep(&mut diagnostics);
    let root = sections(source, body_start);
    Checked::new(
        Document {
            file: source.id,
            front_matter,
            body_start,
            root,
        },
        diagnostics,
    )
}

/// Reads the body, which begins at the byte offset `start`, into a tree of sections.
pub fn sections(source: &SourceFile, start: usize) -> Section {
    if html::is_html(&source.path) {
        markdown::gather(source, start, html::events(&source.text, start))
    } else {
        markdown::sections(source, start)
    }
}

/// The body as events, whatever its format, with their places in the source.
pub fn events(source: &SourceFile, start: usize) -> Vec<html::Place<'_>> {
    if html::is_html(&source.path) {
        return html::events(&source.text, start);
    }
    let place = |range: Range<usize>| range.start + start..range.end + start;
    match wiki::as_markdown(&source.text[start..]) {
        Cow::Borrowed(body) => Parser::new_ext(body, markdown::options())
            .into_offset_iter()
            .map(|(event, range)| (event, place(range)))
            .collect(),
        Cow::Owned(body) => Parser::new_ext(&body, markdown::options())
            .into_offset_iter()
            .map(|(event, range)| (event.into_static(), place(range)))
            .collect(),
    }
}

/// The text as people read it: without the tags, where it is HTML.
pub fn words(source: &SourceFile) -> Cow<'_, str> {
    if html::is_html(&source.path) {
        Cow::Owned(html::words(&source.text))
    } else {
        Cow::Borrowed(&source.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    #[test]
    fn a_fault_in_reading_a_document_is_named_and_costs_nothing_else() {
        let source = SourceFile {
            id: FileId(0),
            path: "a.md".into(),
            text: "# Queue outage".into(),
        };
        let read = guarded(&source, |_| panic!("as a fault would"));
        assert!(read.value.root.children.is_empty());
        assert_eq!(read.diagnostics[0].rule, FAULT);
        assert_eq!(guarded(&source, super::read).value.root.children.len(), 1);
    }
}
