//! A document as a flat list of parts, each with what its heading means.
//!
//! A *part* is what stands under one heading. Headings are Markdown headings, lines that are wholly bold, and lead-ins
//! (`**Impact**: …`).

use super::headings::Meaning;
use crate::parse::{Block, Inline};
use crate::span::Span;
use std::borrow::Cow;

/// All parts in the order of the document. The first is what stands before any heading.
pub struct Outline<'a> {
    pub parts: Vec<Part<'a>>,
}

/// What stands under one heading, without its sub-parts.
pub struct Part<'a> {
    /// The heading's words; `None` for the first part.
    pub title: Option<Inline>,
    /// What the heading means by itself.
    pub meaning: Option<Meaning>,
    /// What the nearest enclosing part with a meaning means, or the part itself where it has one.
    pub within: Option<Meaning>,
    /// Index of the enclosing part.
    pub parent: Option<usize>,
    /// 0 for the first part, 1 for a part at the top level, …
    pub depth: usize,
    pub blocks: Vec<Cow<'a, Block>>,
    pub span: Span,
}

impl<'a> Outline<'a> {
    /// Parts that mean this, by themselves or by what encloses them.
    pub fn within(&self, meaning: Meaning) -> impl Iterator<Item = &Part<'a>> {
        self.parts
            .iter()
            .filter(move |part| part.within == Some(meaning))
    }
}
