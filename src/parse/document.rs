//! The shape of a document: sections that hold blocks and sections.

use super::front_matter::FrontMatter;
use super::inline::Inline;
use crate::span::{FileId, SourceFile, Span};

/// A document as it was written.
#[derive(Debug, Clone)]
pub struct Document {
    pub file: FileId,
    pub front_matter: Option<FrontMatter>,
    /// Byte offset at which the front matter ends and the body begins.
    pub body_start: usize,
    /// The whole body: what stands before the first heading is in its blocks, the rest in its children.
    pub root: Section,
}

impl Document {
    /// A document without words.
    pub fn empty(source: &SourceFile) -> Self {
        Self {
            file: source.id,
            front_matter: None,
            body_start: source.text.len(),
            root: Section {
                heading: None,
                blocks: Vec::new(),
                children: Vec::new(),
                span: Span::new(source.id, 0..source.text.len()),
            },
        }
    }
}

/// A heading and all that stands under it, down to the next heading of its level.
#[derive(Debug, Clone)]
pub struct Section {
    /// `None` for the root only.
    pub heading: Option<Heading>,
    pub blocks: Vec<Block>,
    pub children: Vec<Section>,
    pub span: Span,
}

/// A heading's words.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub text: Inline,
    /// The id that the author set: `## Title {#id}`.
    pub id: Option<String>,
    pub span: Span,
}

/// A paragraph, a list, a table …
#[derive(Debug, Clone)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Debug, Clone)]
pub enum BlockKind {
    Paragraph(Inline),
    List {
        ordered: bool,
        items: Vec<Item>,
    },
    Table {
        head: Vec<Inline>,
        rows: Vec<Row>,
    },
    Quote(Vec<Block>),
    Code {
        language: String,
        text: String,
    },
    /// Terms, each with its definitions.
    Definitions(Vec<(Inline, Vec<Block>)>),
    /// Raw HTML, comments included.
    Html(String),
    /// A heading inside of a list or a quotation, where it opens no section.
    Heading(Heading),
    /// A footnote and its name.
    Footnote(String, Vec<Block>),
    Rule,
}

impl Block {
    /// Its text, where it is a paragraph.
    pub fn paragraph(&self) -> Option<&Inline> {
        match &self.kind {
            BlockKind::Paragraph(inline) => Some(inline),
            _ => None,
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// `Some(true)` for `[x]`, `Some(false)` for `[ ]`.
    pub task: Option<bool>,
    /// The item's own words come first, usually as a paragraph; nested lists follow.
    pub blocks: Vec<Block>,
    pub span: Span,
}

impl Item {
    /// The item's own line or first paragraph.
    pub fn lead(&self) -> Option<&Inline> {
        self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(inline) => Some(inline),
            BlockKind::Heading(heading) => Some(&heading.text),
            _ => None,
        })
    }
}

/// A row of a table, with as many cells as the author wrote.
#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Vec<Inline>,
    pub span: Span,
}
