//! From bytes to [`Document`]: front matter and a tree of sections, each part with its place in the source.
//!
//! Parsing cannot fail. What is wrong becomes a diagnostic, and the text stays readable.

pub mod document;
pub mod front_matter;
pub mod html;
pub mod inline;
pub mod markdown;

use crate::diagnostic::Checked;
use crate::span::SourceFile;
use pulldown_cmark::Parser;
use std::borrow::Cow;

pub use document::{Block, BlockKind, Document, Heading, Item, Row, Section};
pub use front_matter::{FrontMatter, Node, Value};
pub use inline::{Inline, Mark, MarkKind};

/// Reads one document.
pub fn document(source: &SourceFile) -> Checked<Document> {
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
    Parser::new_ext(&source.text[start..], markdown::options())
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + start..range.end + start))
        .collect()
}

/// The text as people read it: without the tags, where it is HTML.
pub fn words(source: &SourceFile) -> Cow<'_, str> {
    if html::is_html(&source.path) {
        Cow::Owned(html::words(&source.text))
    } else {
        Cow::Borrowed(&source.text)
    }
}
