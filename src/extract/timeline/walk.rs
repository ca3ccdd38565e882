//! Walks over the timeline's parts and gathers the entries of every shape.

use super::{table, text, zones};
use crate::extract::headings::Meaning;
use crate::extract::moments::carry::Carry;
use crate::extract::moments::{self, Leading, Reading, Written};
use crate::extract::outline::{Outline, Part};
use crate::model::{Moment, TimelineEvent};
use crate::parse::{Block, BlockKind, Inline, Item, Row};
use crate::span::Span;
use std::borrow::Borrow;

/// Gathers entries; knows what the entries before say about day and zone.
pub struct Walker<'o, 'a, 'r> {
    outline: &'o Outline<'a>,
    reading: Reading<'r>,
    carry: Carry,
    events: Vec<TimelineEvent>,
    /// A moment whose words stand in the next block.
    pending: Option<Pending>,
    /// The part is one entry itself: its further blocks belong to it.
    in_entry: bool,
}

struct Pending {
    at: Moment,
    lead: String,
    span: Span,
    /// Only a day: each item of a list below is an entry of that day.
    is_day: bool,
}

/// Fewer words than these say too little alone: `Problem is identified`, `Run:`.
const FEW_WORDS: usize = 5;

/// A line shorter than this was not wrapped: the author ended it.
const WRAPPED: usize = 50;

impl<'o, 'a, 'r> Walker<'o, 'a, 'r> {
    pub fn new(outline: &'o Outline<'a>, reading: Reading<'r>, carry: Carry) -> Self {
        Self {
            outline,
            reading,
            carry,
            events: Vec::new(),
            pending: None,
            in_entry: false,
        }
    }

    pub fn finish(mut self) -> Vec<TimelineEvent> {
        self.flush();
        self.events
    }

    /// Reads one part; `chosen` are all parts of the timeline.
    pub fn part(&mut self, index: usize, chosen: &[usize]) {
        self.flush();
        let before = self.events.len();
        self.in_entry = false;
        let part = &self.outline.parts[index];
        if let Some(title) = &part.title {
            self.title(title, part, index, chosen);
        }
        self.in_entry = self.pending.is_some();
        self.blocks(&part.blocks);
        if self.events.len() == before && self.pending.is_none() {
            self.set_apart(&part.blocks);
        }
    }

    /// A timeline that stands as a whole in a quotation or as preformatted text.
    fn set_apart<B: Borrow<Block>>(&mut self, blocks: &[B]) {
        for block in blocks {
            let block = block.borrow();
            match &block.kind {
                BlockKind::Quote(inner) => self.blocks(inner),
                BlockKind::Code { text, .. } => self.preformatted(text, block.span),
                _ => {}
            }
        }
    }

    /// Lines that begin with a time nearly throughout.
    fn preformatted(&mut self, text: &str, span: Span) {
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let timed: Vec<(&str, Leading)> = lines
            .iter()
            .filter_map(|line| Some((*line, moments::leading(line, self.reading)?)))
            .filter(|(_, leading)| leading.written.clock.is_some())
            .collect();
        if timed.len() >= 3 && timed.len() * 10 >= lines.len() * 7 {
            for (line, leading) in timed {
                self.entry(&leading.written, &line[leading.rest..], span);
            }
        }
    }

    fn title(&mut self, title: &Inline, part: &Part<'_>, index: usize, chosen: &[usize]) {
        let words = title.text.trim();
        if part.meaning == Some(Meaning::Timeline)
            && moments::leading(words, self.reading)
                .is_none_or(|leading| !leading.written.has_time())
        {
            if let Some(zone) = zones::in_heading(words, self.reading) {
                self.carry.stated_zone = Some(zone);
                self.carry.heading_zone = None;
            }
            self.open_day_in(words);
            return;
        }
        match moments::leading(words, self.reading) {
            Some(leading) if leading.written.clock.is_some() => {
                self.wait(&leading, words, title.span)
            }
            Some(leading) => {
                if self.groups(&part.blocks) || self.has_timed_children(index, chosen) {
                    self.carry.open_day(&leading.written);
                    if let Some(zone) = zones::in_heading(&words[leading.rest..], self.reading) {
                        self.carry.heading_zone = Some(zone);
                    }
                } else {
                    self.wait(&leading, words, title.span);
                }
            }
            None => {
                let found = moments::all(words, self.reading);
                match found.iter().find(|written| written.has_time()) {
                    // `First alert (14:05)`: the words before are the entry's.
                    Some(written) => {
                        let at = self.carry.moment(written);
                        let lead = text::clean(
                            words[..written.range.start]
                                .trim_end_matches([' ', '(', '[', '-', '–', '—', ':', '@', ',']),
                        );
                        self.pending = Some(Pending {
                            at,
                            lead,
                            span: title.span,
                            is_day: false,
                        });
                    }
                    None => self.open_day_in(words),
                }
            }
        }
    }

    /// A day within other words holds for what follows: `Timeline of 2026-03-24`, `Day 1 – March 3rd`.
    fn open_day_in(&mut self, words: &str) {
        let day = moments::all(words, self.reading)
            .into_iter()
            .find(|written| written.day.is_some() && written.clock.is_none());
        if let Some(written) = day {
            self.carry.open_day(&Written {
                zone: None,
                ..written
            });
        }
    }

    /// Whether parts below this one begin with a time.
    fn has_timed_children(&self, index: usize, chosen: &[usize]) -> bool {
        let depth = self.outline.parts[index].depth;
        chosen
            .iter()
            .filter(|&&child| child > index)
            .map(|&child| &self.outline.parts[child])
            .take_while(|part| part.depth > depth)
            .filter_map(|part| part.title.as_ref())
            .any(|title| {
                moments::leading(title.text.trim(), self.reading)
                    .is_some_and(|leading| leading.written.has_time())
            })
    }

    fn wait(&mut self, leading: &Leading, words: &str, span: Span) {
        let at = self.carry.moment(&leading.written);
        self.pending = Some(Pending {
            at,
            lead: text::clean(&words[leading.rest..]),
            span,
            is_day: leading.written.clock.is_none(),
        });
    }

    /// What waits for words and found none stands with those that it has.
    fn flush(&mut self) {
        if let Some(pending) = self.pending.take()
            && !text::is_left_over(None, &pending.lead)
        {
            self.push(pending.at, pending.lead, pending.span);
        }
    }

    fn push(&mut self, at: Moment, text: String, span: Span) {
        self.events.push(TimelineEvent { at, text, span });
    }

    fn entry(&mut self, written: &Written, words: &str, span: Span) {
        let at = self.carry.moment(written);
        let words = text::clean(words);
        if !text::is_left_over(Some(written), &words) {
            self.push(at, words, span);
        }
    }

    fn blocks<B: Borrow<Block>>(&mut self, blocks: &[B]) {
        for (index, block) in blocks.iter().enumerate() {
            let rest = &blocks[index + 1..];
            match &block.borrow().kind {
                BlockKind::Paragraph(inline) if !inline.is_empty() => self.paragraph(inline, rest),
                BlockKind::List { items, .. } => self.list(items),
                BlockKind::Table { head, rows } => self.table(head, rows),
                BlockKind::Definitions(terms) => self.definitions(terms),
                _ => {}
            }
        }
    }

    fn paragraph<B: Borrow<Block>>(&mut self, inline: &Inline, rest: &[B]) {
        let lines: Vec<Inline> = inline.lines().collect();
        let starts = self.entry_starts(&lines);
        let Some(&(first, _)) = starts.first() else {
            self.plain_paragraph(inline, rest);
            return;
        };
        if first > 0 {
            let before = lines[..first]
                .iter()
                .map(|line| line.text.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            if self.pending.is_some() {
                self.fill(&text::clean(&before), rest);
            }
        }
        self.flush();
        for (number, (line, leading)) in starts.iter().enumerate() {
            let end = starts
                .get(number + 1)
                .map_or(lines.len(), |(next, _)| *next);
            let own = &lines[*line].text[leading.rest..];
            let words: Vec<&str> = std::iter::once(own)
                .chain(lines[line + 1..end].iter().map(|line| line.text.as_str()))
                .collect();
            let words = text::clean(&words.join(" "));
            let span = lines[*line].span.to(lines[end - 1].span);
            let is_last = number + 1 == starts.len();
            let is_day = leading.written.clock.is_none();
            if is_last && is_day && self.groups(rest) {
                // A day above its entries; words of its own are a headline.
                self.carry.open_day(&leading.written);
            } else if words.is_empty() && is_last {
                self.wait(leading, &lines[*line].text, span);
                self.in_entry = false;
            } else if is_day && words.is_empty() {
                self.carry.open_day(&leading.written);
            } else {
                self.entry(&leading.written, &words, span);
            }
        }
    }

    /// The lines of a paragraph that begin an entry, each with its moment.
    fn entry_starts(&self, lines: &[Inline]) -> Vec<(usize, Leading)> {
        let leads: Vec<(usize, Leading)> = lines
            .iter()
            .enumerate()
            .filter_map(|(number, line)| {
                Some((number, moments::leading(&line.text, self.reading)?))
            })
            .collect();
        let timed = leads
            .iter()
            .filter(|(_, leading)| leading.written.clock.is_some())
            .count();
        // Where most lines begin with a time, each is an entry; else a time may begin a line because the text before it
        // was wrapped, or because the entry goes on.
        let each = timed >= 2 && timed * 2 > lines.len() && leads[0].0 == 0;
        let mut starts: Vec<(usize, Leading)> = Vec::new();
        for (number, leading) in leads {
            let has_clock = leading.written.clock.is_some();
            let is_sure = if self.in_entry && self.pending.is_none()
                || (self.pending.is_some() && number == 0)
            {
                leading.set_off && has_clock
            } else if number == 0 {
                has_clock
                    || leading.set_off
                    || matches!(leading.written.day, Some(moments::Day::Date(_)))
            } else {
                let before = lines[number - 1].text.trim_end();
                let ended = before.ends_with(['.', '!', '?', ':', ')'])
                    || (before.len() < WRAPPED && !starts.is_empty());
                leading.set_off || (has_clock && (each || ended))
            };
            if is_sure {
                starts.push((number, leading));
            }
        }
        starts
    }

    /// A paragraph that begins with no moment: words that were waited for, or a remark on zone and day.
    fn plain_paragraph<B: Borrow<Block>>(&mut self, inline: &Inline, rest: &[B]) {
        if self.pending.is_some() {
            self.fill(&text::clean(&inline.text), rest);
            return;
        }
        if self.in_entry {
            return;
        }
        if let Some(zone) = zones::in_prose(inline, self.reading, false) {
            self.carry.stated_zone = Some(zone);
            self.open_day_in(&inline.text);
        } else if self.events.is_empty() && inline.text.split_whitespace().count() <= 12 {
            self.open_day_in(&inline.text);
        }
    }

    /// Gives the waiting moment its words.
    fn fill<B: Borrow<Block>>(&mut self, words: &str, rest: &[B]) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        let mut text = text::join(&pending.lead, words);
        let opens = words.ends_with(':');
        if text.split_whitespace().count() < FEW_WORDS || opens {
            let more = rest.first().and_then(|block| match &block.borrow().kind {
                BlockKind::List { items, .. }
                    if !opens || text.split_whitespace().count() < FEW_WORDS =>
                {
                    items.first().and_then(Item::lead)
                }
                BlockKind::Paragraph(inline) => Some(inline),
                _ => None,
            });
            if let Some(more) = more
                && !more.is_empty()
                && moments::leading(&more.text, self.reading).is_none()
            {
                text = text::join(&text, &text::clean(&more.text));
            }
        }
        if !text::is_left_over(None, &text) {
            self.push(pending.at, text, pending.span);
        }
    }

    /// Whether the next block with words begins with a time: a day above it is a group.
    fn groups<B: Borrow<Block>>(&self, blocks: &[B]) -> bool {
        let lead = blocks.iter().find_map(|block| match &block.borrow().kind {
            BlockKind::Paragraph(inline) if !inline.is_empty() => Some(inline),
            BlockKind::List { items, .. } => items.iter().find_map(Item::lead),
            BlockKind::Table { rows, .. } => rows.first().and_then(|row| row.cells.first()),
            _ => None,
        });
        lead.and_then(|lead| moments::leading(&lead.text, self.reading))
            .is_some_and(|leading| leading.written.clock.is_some() && leading.written.day.is_none())
    }

    fn list(&mut self, items: &[Item]) {
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

    fn table(&mut self, head: &[Inline], rows: &[Row]) {
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

    fn definitions(&mut self, terms: &[(Inline, Vec<Block>)]) {
        for (term, definitions) in terms {
            if let Some(leading) = moments::leading(&term.text, self.reading) {
                self.flush();
                self.wait(&leading, &term.text, term.span);
                self.in_entry = true;
                self.blocks(definitions);
                self.flush();
                self.in_entry = false;
            }
        }
    }
}
