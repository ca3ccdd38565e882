//! Tables: rows with as many cells as the table has columns, and which row is the head.

use super::meaning;
use super::tree::{NodeId, Tree};

/// More columns than this are no table that anybody reads.
const WIDEST: usize = 60;

/// Longest cell, in bytes of source, that is said again in each row that it spans.
const SPANNED: usize = 160;

/// How often cells are said again in one table.
const AGAIN: usize = 400;

/// A table's cells; a cell is a node or nothing.
#[derive(Debug, Default)]
pub struct Table {
    pub columns: usize,
    pub rows: Vec<(NodeId, Vec<Option<NodeId>>)>,
    /// Whether the first row names the columns.
    pub has_head: bool,
    pub caption: Option<NodeId>,
}

pub fn read(tree: &Tree, text: &str, id: NodeId) -> Table {
    let mut table = Table {
        caption: tree.child(id, "caption"),
        ..Table::default()
    };
    let mut spans: Vec<(usize, usize, NodeId)> = Vec::new();
    let mut again = 0;
    for row in rows(tree, id) {
        let mut cells: Vec<Option<NodeId>> = Vec::new();
        let mut own = tree
            .children(row)
            .iter()
            .copied()
            .filter(|&cell| matches!(tree.name(cell), "td" | "th"))
            .filter(|&cell| meaning::of(tree, text, cell) != meaning::Meaning::Nothing);
        let mut next = own.next();
        loop {
            let column = cells.len();
            if column >= WIDEST {
                break;
            }
            if let Some(span) = spans.iter_mut().find(|span| span.0 == column && span.1 > 0) {
                span.1 -= 1;
                let short = tree.nodes[span.2].range.len() <= SPANNED && again < AGAIN;
                again += usize::from(short);
                cells.push(short.then_some(span.2));
                continue;
            }
            let Some(cell) = next else { break };
            next = own.next();
            let number = |name| tree.value(cell, name).trim().parse().unwrap_or(1_usize);
            if number("rowspan") > 1 {
                spans.retain(|span| span.0 != column);
                spans.push((column, number("rowspan") - 1, cell));
            }
            cells.push(Some(cell));
            for _ in 1..number("colspan").min(WIDEST) {
                cells.push(None);
            }
        }
        if cells.iter().any(Option::is_some) {
            table.columns = table.columns.max(cells.len());
            table.rows.push((row, cells));
        }
    }
    for (_, cells) in &mut table.rows {
        cells.resize(table.columns, None);
    }
    table.has_head = names_columns(tree, &table);
    table
}

/// The rows of a table, in all of its parts; not those of tables in its cells.
fn rows(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut rows = Vec::new();
    for &child in tree.children(id) {
        match tree.name(child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(
                tree.children(child)
                    .iter()
                    .copied()
                    .filter(|&row| tree.name(row) == "tr"),
            ),
            _ => {}
        }
    }
    rows
}

/// A first row that begins with a heading and goes on with a value is a name and its value, as in page properties.
fn names_columns(tree: &Tree, table: &Table) -> bool {
    let Some((_, first)) = table.rows.first() else {
        return false;
    };
    let mut names = first.iter().flatten().map(|&cell| tree.name(cell));
    let begins = names.next() == Some("th");
    !(begins && names.any(|name| name == "td"))
}
