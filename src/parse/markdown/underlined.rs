//! Numbered lines that the author underlined: headings that Markdown reads as lists.

use super::super::document::{Block, BlockKind, Heading, Item};
use super::super::inline::Inline;

/// `3. Cause` with a line of dashes below it: the author means a heading, Markdown reads a list and a rule.
pub fn headings(blocks: Vec<Block>, text: &str) -> Vec<Block> {
    let is_numbered = |block: &Block| matches!(block.kind, BlockKind::List { ordered: true, .. });
    if !blocks.iter().any(is_numbered) {
        return blocks;
    }
    let mut read: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let below = matches!(block.kind, BlockKind::Rule)
            && read.last().is_some_and(|above| {
                let between = &text[above.span.range().end.min(block.span.range().start)
                    ..block.span.range().start];
                between.bytes().filter(|&byte| byte == b'\n').count() <= 1
                    && text[above.span.range()]
                        .trim_end_matches(' ')
                        .bytes()
                        .filter(|&byte| byte == b'\n')
                        .count()
                        <= 1
            });
        let mut block = block;
        if let Some(text) = number_underlined(&mut block) {
            read.push(heading_of(text));
            if matches!(&block.kind, BlockKind::List { items, .. } if items.is_empty()) {
                continue;
            }
        }
        let heading = read.last().filter(|_| below).and_then(numbered_line);
        match heading {
            Some(text) => {
                read.pop();
                read.push(heading_of(text));
            }
            None => read.push(block),
        }
    }
    read
}

fn heading_of(text: Inline) -> Block {
    let span = text.span;
    Block {
        span,
        kind: BlockKind::Heading(Heading {
            level: 2,
            text,
            id: None,
            span,
        }),
    }
}

/// Takes `3. Cause` with a line of `=` below it out of the list that it seems to begin.
fn number_underlined(block: &mut Block) -> Option<Inline> {
    let BlockKind::List {
        ordered: true,
        items,
    } = &mut block.kind
    else {
        return None;
    };
    let [
        Block {
            kind: BlockKind::Paragraph(line),
            ..
        },
    ] = items.first()?.blocks.as_slice()
    else {
        return None;
    };
    let (title, below) = line.text.split_once('\n')?;
    let is_line = below.len() >= 3 && below.bytes().all(|byte| byte == b'=');
    let title = (is_line && title.len() <= 80).then(|| line.trimmed_slice(0..title.len()))?;
    items.remove(0);
    Some(title)
}

/// The words of a list that is one numbered line.
fn numbered_line(block: &Block) -> Option<Inline> {
    let line = only_line(block)?;
    (!line.text.contains('\n') && line.text.len() <= 80).then(|| line.clone())
}

/// The words of a numbered list of one item that holds nothing else.
fn only_line(block: &Block) -> Option<&Inline> {
    let BlockKind::List {
        ordered: true,
        items,
    } = &block.kind
    else {
        return None;
    };
    let [Item { blocks, .. }] = items.as_slice() else {
        return None;
    };
    let [
        Block {
            kind: BlockKind::Paragraph(line),
            ..
        },
    ] = blocks.as_slice()
    else {
        return None;
    };
    Some(line)
}
