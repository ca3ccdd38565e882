//! Tables whose rows stand between bars, without the line below the head that Markdown asks for: wikis write them so.

use super::document::{BlockKind, Row};
use super::inline::{Inline, MarkKind};

/// A paragraph as a table, where each of its lines begins and ends with a bar and has as many cells as the first.
///
/// AsciiDoc closes no row: there no line ends with a bar, and the first row holds the names.
pub fn table(paragraph: &Inline) -> Option<BlockKind> {
    if !paragraph.text.starts_with('|') {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let doubled = paragraph.text.starts_with("||");
    let first = paragraph.text.lines().next().unwrap_or_default();
    let is_open = !doubled && !first.trim_end().ends_with('|');
    for line in paragraph.lines() {
        let line = line.trimmed();
        let bars = if line.text.starts_with("||") {
            "||"
        } else {
            "|"
        };
        let inner = line.text.strip_prefix(bars)?;
        let inner = match is_open {
            true if inner.ends_with('|') => return None,
            true => inner,
            false => inner.strip_suffix(bars)?,
        };
        // `|x|` is a norm.
        let is_apart = inner.starts_with(' ') && inner.ends_with(' ');
        if bars == "|" && !(doubled || is_open || is_apart) {
            return None;
        }
        let mut cells = Vec::new();
        let mut at = bars.len();
        for cell in inner.split(bars) {
            cells.push(line.trimmed_slice(at..at + cell.len()));
            at += cell.len() + bars.len();
        }
        if cells.len() < 2
            || rows
                .first()
                .is_some_and(|row| row.cells.len() != cells.len())
        {
            return None;
        }
        let span = line.span;
        rows.push(Row { cells, span });
    }
    if rows.len() < 2 {
        return None;
    }
    let is_name = |cell: &Inline| {
        cell.is_all(&MarkKind::Strong) || cell.is_all(&MarkKind::Emphasis) || cell.is_empty()
    };
    let named = |row: &Row| row.cells.iter().all(is_name);
    let head = match doubled
        || named(&rows[0]) && !named(&rows[1])
        || is_open && names_columns(&rows[0])
    {
        true => rows.remove(0).cells,
        false => rows[0]
            .cells
            .iter()
            .map(|cell| Inline::new(cell.span))
            .collect(),
    };
    Some(BlockKind::Table { head, rows })
}

/// Whether a row could name columns: a few words in each cell, and no number.
fn names_columns(row: &Row) -> bool {
    const LONGEST: usize = 3;
    row.cells.iter().all(|cell| {
        let words = cell.text.split_whitespace().count();
        (1..=LONGEST).contains(&words) && !cell.text.contains(|c: char| c.is_ascii_digit())
    })
}
