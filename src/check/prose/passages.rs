//! The stretches of running text of a document: paragraphs, headings, cells.

use super::{Kind, Signs};
use crate::extract::headings::{self, Meaning};
use crate::extract::outline::Outline;
use crate::parse::{Block, BlockKind, Document, Inline, Section};

/// A stretch of running text, and where it stands.
pub struct Passage<'a> {
    pub inline: &'a Inline,
    pub kind: Kind,
    /// What the part is about in which it stands.
    pub within: Option<Meaning>,
    pub signs: Signs,
    /// Its text with small letters, as far as they are ASCII: of the same length.
    pub lower: String,
}

/// All passages of a document, in its order, without what was said elsewhere.
pub fn passages<'a>(document: &'a Document, outline: &Outline<'_>) -> Vec<Passage<'a>> {
    let mut walk = Walk {
        outline,
        found: Vec::new(),
    };
    walk.section(&document.root);
    walk.found
}

struct Walk<'a, 'o, 'd> {
    outline: &'o Outline<'d>,
    found: Vec<Passage<'a>>,
}

impl<'a> Walk<'a, '_, '_> {
    fn section(&mut self, section: &'a Section) {
        if let Some(heading) = &section.heading {
            if is_transcript(&heading.text.text) {
                return;
            }
            self.inline(&heading.text, Kind::Heading);
        }
        self.blocks(&section.blocks);
        section
            .children
            .iter()
            .for_each(|child| self.section(child));
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => self.inline(inline, Kind::Text),
                BlockKind::Heading(heading) => self.inline(&heading.text, Kind::Heading),
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Table { head, rows } => {
                    let rows = rows.iter().map(|row| row.cells.as_slice());
                    for cells in std::iter::once(head.as_slice()).chain(rows) {
                        for (column, cell) in cells.iter().enumerate() {
                            self.inline(cell, Kind::Cell(column));
                        }
                    }
                }
                BlockKind::Footnote(_, blocks) => self.blocks(blocks),
                BlockKind::Definitions(terms) => {
                    for (term, blocks) in terms {
                        self.inline(term, Kind::Text);
                        self.blocks(blocks);
                    }
                }
                BlockKind::Quote(_)
                | BlockKind::Code { .. }
                | BlockKind::Html(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn inline(&mut self, inline: &'a Inline, kind: Kind) {
        if inline.text.trim().is_empty() {
            return;
        }
        let within = self
            .outline
            .parts
            .iter()
            .rev()
            .find(|part| part.span.start <= inline.span.start && inline.span.start < part.span.end)
            .and_then(|part| part.within);
        self.found.push(Passage {
            inline,
            kind,
            within,
            signs: Signs::of(&inline.text),
            lower: inline.text.to_ascii_lowercase(),
        });
    }
}

/// Headings over what was said elsewhere, word by word.
fn is_transcript(heading: &str) -> bool {
    let words = headings::words(heading);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    has(&["transcript", "transcripts", "irc", "slack", "discord"])
        || has(&["chat", "logs"]) && words.len() <= 4
}
