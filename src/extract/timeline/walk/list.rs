//! Entries in lists.

use super::super::text;
use super::{Pending, Walker};
use crate::extract::moments::{self, Written};
use crate::parse::{Block, Inline, Item};

impl Walker<'_, '_, '_> {
    pub(super) fn list(&mut self, items: &[Item]) {
        let timed = items
            .iter()
            .filter_map(Item::lead)
            .filter(|lead| {
                moments::leading(&lead.text, self.reading)
                    .is_some_and(|leading| leading.written.clock.is_some() || leading.set_off)
            })
            .count();
        if let Some(pending) = self.pending.take() {
            if timed == 0 {
                self.items_of(pending, items);
                return;
            }
            self.pending = Some(pending);
            self.flush();
        } else if self.in_entry && timed == 0 {
            return;
        }
        for item in items {
            self.item(item);
        }
    }

    /// The items under a heading or line that is a moment: the first are its words, under a day each is an entry.
    fn items_of(&mut self, pending: Pending, items: &[Item]) {
        let mut leads = items
            .iter()
            .filter_map(Item::lead)
            .map(|lead| (text::clean(&lead.text), lead.span));
        if pending.is_day && pending.lead.is_empty() {
            for (words, span) in leads {
                if !text::is_left_over(None, &words) {
                    self.push(pending.at, words, span);
                }
            }
        } else if let Some((words, _)) = leads.next() {
            self.push(pending.at, text::join(&pending.lead, &words), pending.span);
        }
    }

    fn item(&mut self, item: &Item) {
        let Some(lead) = item.lead() else {
            return;
        };
        let nested = item.blocks.get(1..).unwrap_or_default();
        let Some(leading) = moments::leading(&lead.text, self.reading) else {
            self.item_without_leading_moment(lead, nested);
            return;
        };
        let words = text::clean(&lead.text[leading.rest..]);
        if leading.written.clock.is_none() && self.groups(nested) {
            self.carry.open_day(&leading.written);
            if words.split_whitespace().count() >= 3 && !words.ends_with(':') {
                let at = self.carry.moment(&leading.written);
                self.push(at, words, lead.span);
            }
            self.blocks(nested);
        } else if words.is_empty() {
            self.wait(&leading, &lead.text, lead.span);
            let in_entry = std::mem::replace(&mut self.in_entry, true);
            self.blocks(nested);
            self.flush();
            self.in_entry = in_entry;
        } else {
            self.entry(&leading.written, &words, lead.span);
        }
    }

    /// `Detected: 14:05`, `First alert (14:05 UTC)`; or a group of entries under a name.
    fn item_without_leading_moment(&mut self, lead: &Inline, nested: &[Block]) {
        let found = moments::all(&lead.text, self.reading);
        let sure = |written: &&Written| {
            written.has_time() || matches!(written.day, Some(moments::Day::Date(_)))
        };
        match found.iter().find(sure) {
            Some(written) => {
                let before = lead.text[..written.range.start].trim_end();
                let after = lead.text[written.range.end..].trim_start_matches([' ', ')', ']', '.']);
                let label = before.trim_end_matches(['(', '[', ':', '-', '–', '—', '@', ' ']);
                let words = if label.len() < before.len() {
                    format!("{label} {after}")
                } else {
                    lead.text.clone()
                };
                self.entry(written, &words, lead.span);
            }
            None => {
                self.open_day_in(&lead.text);
                self.blocks(nested);
            }
        }
    }
}
