//! Actions that stand in no section of actions: beside a cause, as ticked boxes, as work that is announced.

use super::group::Group;
use super::{Found, announced, known_causes, row};
use crate::extract::headings::Meaning;
use crate::extract::items::{Entry, list_entries};
use crate::extract::outline::lead_in;
use crate::parse::{Block, BlockKind, Inline, Row};
use std::borrow::Borrow;

impl Found<'_, '_> {
    /// What stands beside a cause: a table's row, `Action: …` below its item.
    pub(super) fn beside_causes(&mut self) {
        for part in &self.context.outline.parts {
            if part.within != Some(Meaning::Factors) {
                continue;
            }
            for block in &part.blocks {
                let block: &Block = block.borrow();
                if let BlockKind::Table { head, rows } = &block.kind {
                    let table = row::Columns::of(head, rows);
                    for row in rows.iter().filter(|_| table.has_causes()) {
                        let group = Group::default();
                        if let Some(action) = table.action(row, &group, self.context, &self.known) {
                            self.push(action);
                        }
                    }
                }
                for entry in list_entries(block).into_iter().flatten() {
                    let group = Group {
                        answers: known_causes(&self.known, &entry),
                        ..Group::default()
                    };
                    for below in entry.nested() {
                        if let Some((name, text)) = lead_in(&below.text, self.context.headings)
                            && self.context.headings.exact(&name.text) == Some(Meaning::Actions)
                            && !text.is_empty()
                        {
                            let text = text.trimmed();
                            self.entry(&Entry { text, ..below }, &group);
                        }
                    }
                }
            }
        }
    }

    /// Where no section is about actions: ticked boxes, and what is announced as work.
    pub(super) fn tasks(&mut self) {
        for part in &self.context.outline.parts {
            if matches!(part.within, Some(Meaning::Timeline)) {
                continue;
            }
            let mut above: Option<&Inline> = None;
            for block in &part.blocks {
                let block: &Block = block.borrow();
                match &block.kind {
                    BlockKind::Paragraph(inline) => above = Some(inline),
                    BlockKind::List { .. } => {
                        self.announced(above.take(), list_entries(block).unwrap_or_default());
                    }
                    BlockKind::Table { head, rows } if part.within.is_none() => {
                        self.work(head, rows)
                    }
                    _ => above = None,
                }
            }
        }
    }

    fn announced(&mut self, above: Option<&Inline>, mut entries: Vec<Entry<'_>>) {
        let is_work = above.is_some_and(|line| {
            announced::announces(line)
                || announced::announces_issues(line) && announced::are_issues(&entries)
        });
        if !is_work {
            entries.retain(|entry| {
                entry.task.is_some() || entry.text.text.trim_start().starts_with("[]")
            });
        }
        self.list(&entries, &Group::default());
    }

    fn work(&mut self, head: &[Inline], rows: &[Row]) {
        let table = row::Columns::of(head, rows);
        if announced::is_table_of_work(&table, rows) {
            let group = Group::default();
            for row in rows {
                if let Some(action) = table.action(row, &group, self.context, &self.known) {
                    self.push(action);
                }
            }
        }
    }
}
