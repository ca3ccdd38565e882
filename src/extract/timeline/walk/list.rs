//! Entries in lists.

use super::super::text;
use super::{Pending, Walker};
use crate::extract::labels;
use crate::extract::moments::{self, Leading, Written};
use crate::model::Moment;
use crate::parse::{Block, Inline, Item};

/// Whether an item is a milestone of a whole day: `End date: 2026-03-01`.
fn is_milestone_day(item: &Item) -> bool {
    let name = item.lead().and_then(|lead| lead.text.split_once(':'));
    name.is_some_and(|(name, _)| {
        let says_date = name
            .split_whitespace()
            .any(|word| word.eq_ignore_ascii_case("date"));
        says_date && labels::is_name(name)
    })
}

/// Whether an item is a day and nothing else.
fn is_day(leading: &Leading, lead: &Inline) -> bool {
    leading.written.clock.is_none() && text::clean(&lead.text[leading.rest..]).is_empty()
}

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
        // Facts, not entries: they are read where the facts are.
        if items.iter().all(is_milestone_day) {
            return;
        }
        let days = self.days_among(items);
        let mut under_day = false;
        for item in items {
            let Some(lead) = item.lead().filter(|_| days) else {
                self.item(item);
                continue;
            };
            match moments::leading(&lead.text, self.reading) {
                Some(leading) if is_day(&leading, lead) => {
                    self.carry.open_day(&leading.written);
                    under_day = true;
                }
                None if under_day => {
                    let at = Moment {
                        uncertain: false,
                        ..self.carry.untimed()
                    };
                    let words = text::clean(&lead.text);
                    if !text::is_left_over(None, &words) {
                        self.push(at, words, lead.span);
                    }
                }
                _ => self.item(item),
            }
        }
    }

    /// Whether items that are days and nothing else stand above items without moments, which happened on them.
    fn days_among(&self, items: &[Item]) -> bool {
        let (mut days, mut bare) = (0, 0);
        for item in items {
            let Some(lead) = item.lead().filter(|_| item.blocks.len() == 1) else {
                return false;
            };
            match moments::leading(&lead.text, self.reading) {
                Some(leading) if is_day(&leading, lead) => days += 1,
                Some(leading) if leading.written.clock.is_some() => return false,
                Some(_) => {}
                None => bare += usize::from(days > 0),
            }
        }
        days > 0 && bare >= 2
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
