//! From bytes to [`Document`]: front matter and a tree of sections, each part with its place in the source.
//!
//! Parsing cannot fail. What is wrong becomes a diagnostic, and the text stays readable.

pub mod document;
pub mod front_matter;
pub mod inline;
pub mod markdown;

use crate::diagnostic::Checked;
use crate::span::SourceFile;

pub use document::{Block, BlockKind, Document, Heading, Item, Row, Section};
pub use front_matter::{FrontMatter, Node, Value};
pub use inline::{Inline, Mark, MarkKind};

/// Reads one document.
pub fn document(source: &SourceFile) -> Checked<Document> {
    let mut diagnostics = Vec::new();
    let (front_matter, body_start) = front_matter::read(source).keep(&mut diagnostics);
    let root = markdown::sections(source, body_start);
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
