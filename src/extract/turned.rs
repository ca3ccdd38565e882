//! Tables that lie on their side: the names stand in the first column, and each other column is an entry.

use crate::parse::{Inline, Row};

/// Rows beyond so many are entries, not names.
const MOST: usize = 12;

/// The table with its first column as its head, where each name in it is one that `are_names` knows, and it has no head of
/// such names already.
pub fn upright(
    head: &[Inline],
    rows: &[Row],
    are_names: impl Fn(&[Inline]) -> bool,
) -> Option<(Vec<Inline>, Vec<Row>)> {
    let width = head.len();
    let is_even = || rows.iter().all(|row| row.cells.len() == width);
    if width < 2 || !(2..=MOST).contains(&rows.len()) || !is_even() {
        return None;
    }
    let names: Vec<Inline> = rows.iter().map(|row| row.cells[0].clone()).collect();
    if !are_names(&names) || are_names(head) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    fn cells(texts: &[&str]) -> Vec<Inline> {
        let cell = |text: &&str| {
            let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
            inline.push(text, 0);
            inline
        };
        texts.iter().map(cell).collect()
    }

    #[test]
    fn a_table_with_a_head_of_names_stands_already() {
        let row = |texts: &[&str]| Row {
            cells: cells(texts),
            span: Span::new(FileId(0), 0..1),
        };
        let are_names = |cells: &[Inline]| {
            let known = ["Action", "Status", "Owner", "Due", "Team"];
            cells.iter().all(|cell| known.contains(&cell.text.as_str()))
        };
        let rows = [row(&["Owner", "Jo"]), row(&["Due", "May"])];
        assert!(upright(&cells(&["Action", "Add a probe"]), &rows, are_names).is_some());
        let rows = [row(&["Team", "done"]), row(&["Owner", "open"])];
        assert!(upright(&cells(&["Action", "Status"]), &rows, are_names).is_none());
    }
}
