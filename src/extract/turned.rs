//! Tables that lie on their side: the names stand in the first column, and each other column is an entry.

use crate::parse::{Inline, Row};

/// Rows beyond so many are entries, not names.
const MOST: usize = 12;

/// The table with its first column as its head, where each name in it is one that `are_names` knows.
pub fn upright(
    head: &[Inline],
    rows: &[Row],
    are_names: impl FnOnce(&[Inline]) -> bool,
) -> Option<(Vec<Inline>, Vec<Row>)> {
    let width = head.len();
    let is_even = || rows.iter().all(|row| row.cells.len() == width);
    if width < 2 || !(2..=MOST).contains(&rows.len()) || !is_even() {
        return None;
    }
    let names: Vec<Inline> = rows.iter().map(|row| row.cells[0].clone()).collect();
    if !are_names(&names) {
        return None;
    }
    let column = |at: usize| {
        let cells = std::iter::once(&head[at]).chain(rows.iter().map(|row| &row.cells[at]));
        cells.cloned().collect::<Vec<_>>()
    };
    let turned = (1..width).map(|at| Row {
        cells: column(at),
        span: head[at].span,
    });
    Some((column(0), turned.collect()))
}
