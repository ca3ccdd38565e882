//! The lists, tables and quotations that are open while a document is read.

use super::super::document::{Block, BlockKind, Item, Row};
use super::super::inline::Inline;
use crate::span::Span;

/// Lists and quotations nested deeper than this are read as if they stood at this depth: no document means more, and
/// no input can exhaust the stack.
const DEEPEST: usize = 24;

/// A container that is being filled.
pub enum Frame {
    Blocks(Vec<Block>),
    List {
        ordered: bool,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
        blocks: Vec<Block>,
    },
    Quote(Vec<Block>),
    Footnote(String, Vec<Block>),
    Definitions(Vec<(Inline, Vec<Block>)>),
    Table {
        head: Vec<Inline>,
        rows: Vec<Row>,
    },
    Row {
        cells: Vec<Inline>,
    },
}

/// Containers within containers, the document itself first.
pub struct Containers {
    frames: Vec<(Frame, Span)>,
    /// How many were too deep to be opened.
    skipped: usize,
}

impl Containers {
    pub fn new(document: Span) -> Self {
        Self {
            frames: vec![(Frame::Blocks(Vec::new()), document)],
            skipped: 0,
        }
    }

    /// Closes all, and returns the blocks of the document.
    pub fn finish(mut self) -> Vec<Block> {
        while self.frames.len() > 1 {
            self.close();
        }
        match self.frames.pop() {
            Some((Frame::Blocks(blocks), _)) => blocks,
            _ => Vec::new(),
        }
    }

    pub fn open(&mut self, frame: Frame, span: Span) {
        if self.frames.len() >= DEEPEST {
            self.skipped += 1;
        } else {
            self.frames.push((frame, span));
        }
    }

    /// Puts the innermost container into the one around it.
    pub fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.frames.len() == 1 {
            return;
        }
        let Some((frame, span)) = self.frames.pop() else {
            return;
        };
        match frame {
            Frame::List { ordered, items } => self.push(BlockKind::List { ordered, items }, span),
            Frame::Quote(blocks) => self.push(BlockKind::Quote(blocks), span),
            Frame::Footnote(name, blocks) => self.push(BlockKind::Footnote(name, blocks), span),
            Frame::Definitions(terms) => self.push(BlockKind::Definitions(terms), span),
            Frame::Table { head, rows } => {
                let rows = joined(rows);
                self.push(BlockKind::Table { head, rows }, span);
            }
            Frame::Item { task, blocks } => {
                if let Some(Frame::List { items, .. }) = self.innermost() {
                    items.push(Item { task, blocks, span });
                }
            }
            Frame::Row { cells } => {
                if let Some(Frame::Table { head, rows }) = self.innermost() {
                    if head.is_empty() && rows.is_empty() {
                        *head = cells;
                    } else {
                        rows.push(Row { cells, span });
                    }
                }
            }
            Frame::Blocks(blocks) => {
                if let Some(Frame::Definitions(terms)) = self.innermost()
                    && let Some((_, definitions)) = terms.last_mut()
                {
                    definitions.extend(blocks);
                }
            }
        }
    }

    /// Adds a block to the innermost container.
    pub fn push(&mut self, kind: BlockKind, span: Span) {
        let block = Block { span, kind };
        match self.innermost() {
            Some(
                Frame::Blocks(blocks)
                | Frame::Quote(blocks)
                | Frame::Item { blocks, .. }
                | Frame::Footnote(_, blocks),
            ) => blocks.push(block),
            Some(Frame::Definitions(terms)) => {
                if let Some((_, definitions)) = terms.last_mut() {
                    definitions.push(block);
                }
            }
            // Too deep: the words are kept as an item of the innermost list.
            Some(Frame::List { items, .. }) => items.push(Item {
                task: None,
                blocks: vec![block],
                span,
            }),
            Some(Frame::Table { .. } | Frame::Row { .. }) | None => {}
        }
    }

    /// Adds a cell to the row that is open.
    pub fn cell(&mut self, cell: Inline) {
        if let Some(Frame::Row { cells }) = self.innermost() {
            cells.push(cell);
        }
    }

    /// Adds a term to the definitions that are open.
    pub fn term(&mut self, term: Inline) {
        if let Some(Frame::Definitions(terms)) = self.innermost() {
            terms.push((term, Vec::new()));
        }
    }

    /// Notes that the innermost item is a task.
    pub fn task(&mut self, done: bool) {
        let frames = self.frames.iter_mut().rev();
        let mut items = frames.filter_map(|(frame, _)| match frame {
            Frame::Item { task, .. } => Some(task),
            _ => None,
        });
        if let Some(task) = items.next() {
            *task = Some(done);
        }
    }

    fn innermost(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut().map(|(frame, _)| frame)
    }
}

/// Rows whose cells go on in the next line, where rows of dashes stand between them: a drawn table had rules there.
fn joined(rows: Vec<Row>) -> Vec<Row> {
    let is_rule = |row: &Row| {
        let is_line =
            |cell: &Inline| cell.text.len() >= 3 && cell.text.bytes().all(|byte| byte == b'-');
        !row.cells.is_empty() && row.cells.iter().all(is_line)
    };
    if !rows.iter().any(is_rule) {
        return rows;
    }
    let mut read: Vec<Row> = Vec::with_capacity(rows.len());
    let mut begins = true;
    for row in rows {
        if is_rule(&row) {
            begins = true;
            continue;
        }
        match read.last_mut().filter(|_| !begins) {
            Some(last) => {
                for (cell, more) in last
                    .cells
                    .iter_mut()
                    .zip(&row.cells)
                    .filter(|(_, more)| !more.is_empty())
                {
                    cell.append(more);
                }
                last.span = last.span.to(row.span);
            }
            None => read.push(row),
        }
        begins = false;
    }
    read
}
