//! A flat list of blocks becomes a tree of sections.

use super::super::document::{Block, BlockKind, Section};
use crate::span::Span;

/// Groups a flat list of blocks under their headings.
pub fn under_headings(blocks: Vec<Block>, span: Span) -> Section {
    let mut path = vec![Section {
        heading: None,
        blocks: Vec::new(),
        children: Vec::new(),
        span,
    }];
    let level = |section: &Section| section.heading.as_ref().map_or(0, |heading| heading.level);
    let close = |path: &mut Vec<Section>, end: u32| {
        if let Some(mut section) = path.pop() {
            section.span.end = end;
            if let Some(parent) = path.last_mut() {
                parent.children.push(section);
            }
        }
    };
    for block in blocks {
        match block.kind {
            BlockKind::Heading(heading) => {
                while path.len() > 1 && path.last().is_some_and(|open| level(open) >= heading.level)
                {
                    close(&mut path, block.span.start);
                }
                let span = Span {
                    end: span.end,
                    ..block.span
                };
                path.push(Section {
                    heading: Some(heading),
                    blocks: Vec::new(),
                    children: Vec::new(),
                    span,
                });
            }
            _ => path
                .last_mut()
                .expect("the root is never closed")
                .blocks
                .push(block),
        }
    }
    while path.len() > 1 {
        close(&mut path, span.end);
    }
    path.pop().expect("the root is never closed")
}
