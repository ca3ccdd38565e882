//! Entries in tables.

use super::super::{table, text};
use super::Walker;
use crate::extract::moments;
use crate::parse::{Inline, Row};

impl Walker<'_, '_, '_> {
    pub(super) fn table(&mut self, head: &[Inline], rows: &[Row]) {
        let Some(columns) = table::columns(head, rows, self.reading) else {
            return;
        };
        self.flush();
        let stated = self.carry.stated_zone;
        if columns.zone.is_some() {
            self.carry.stated_zone = columns.zone;
            self.carry.heading_zone = None;
        }
        if columns.head_is_row {
            self.head_row(head, &columns);
        }
        for row in rows {
            self.row(&row.cells, &columns);
        }
        if columns.zone.is_some() && stated.is_some() {
            self.carry.stated_zone = stated;
        }
    }

    /// A head that holds a moment: an entry, or the day above the column of times.
    fn head_row(&mut self, head: &[Inline], columns: &table::Columns) {
        match moments::leading(&table::moment_text(head, columns), self.reading) {
            Some(leading)
                if leading.written.clock.is_none() && table::names_text(head, columns) =>
            {
                self.carry.open_day(&leading.written);
            }
            _ => self.row(head, columns),
        }
    }

    fn row(&mut self, cells: &[Inline], columns: &table::Columns) {
        let words = table::row_text(cells, columns);
        let moment = table::moment_text(cells, columns);
        let Some(span) = cells
            .iter()
            .map(|cell| cell.span)
            .reduce(|first, second| first.to(second))
        else {
            return;
        };
        match moments::leading(&moment, self.reading) {
            Some(leading) if words.is_empty() && leading.written.clock.is_none() => {
                self.carry.open_day(&leading.written)
            }
            Some(leading) => self.entry(&leading.written, &words, span),
            // A row without a moment continues the one before, or nobody remembers when.
            None if !self.events.is_empty() && !text::is_left_over(None, &words) => {
                let at = self.carry.untimed();
                self.push(at, words, span);
            }
            None => {}
        }
    }
}
