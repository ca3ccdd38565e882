//! Walks over the timeline's parts and gathers the entries of every shape.

mod lines;
mod list;
mod rows;

use super::{parts, text, updates, zones};
use crate::extract::headings::Meaning;
use crate::extract::moments::carry::Carry;
use crate::extract::moments::{self, Leading, Reading, Written};
use crate::extract::outline::{Outline, Part};
use crate::model::{Moment, TimelineEvent};
use crate::parse::{Block, BlockKind, Inline, Item};
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

    /// The entries, and what was known behind the last.
    pub fn finish(mut self) -> (Vec<TimelineEvent>, Carry) {
        self.flush();
        (self.events, self.carry)
    }

    /// Reads one part; `chosen` are all parts of the timeline.
    pub fn part(&mut self, index: usize, chosen: &[usize]) {
        self.flush();
        let before = self.events.len();
        self.in_entry = false;
        let part = &self.outline.parts[index];
        if let Some((update, blocks)) = updates::of_part(part, self.reading) {
            self.entry(&update.written, &update.words, part.span);
            self.blocks(&part.blocks[blocks..]);
            return;
        }
        if parts::holds_table(part, self.reading) {
            for block in &part.blocks {
                if let BlockKind::Table { head, rows } = &block.kind {
                    self.table(head, rows);
                }
            }
            return;
        }
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
            // `(PST)` on a line above the entries.
            let first = lines
                .first()
                .filter(|line| line.split_whitespace().count() <= 4);
            if let Some(line) = first
                && moments::leading(line, self.reading).is_none()
                && let Some(zone) = zones::in_heading(line, self.reading)
            {
                self.carry.stated_zone = Some(zone);
            }
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
            // The document's title names its day; it is no entry.
            Some(leading) if self.outline.title == Some(index) => {
                self.carry.open_day(&leading.written);
            }
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
        let below = chosen.partition_point(|&child| child <= index);
        chosen[below..]
            .iter()
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
                // Entries that are set in, as word processors do below a day.
                BlockKind::Quote(inner) if self.groups(inner) => self.blocks(inner),
                _ => {}
            }
        }
    }

    /// Whether the next block with words begins with a time: a day above it is a group.
    fn groups<B: Borrow<Block>>(&self, blocks: &[B]) -> bool {
        let lead = blocks.iter().find_map(|block| match &block.borrow().kind {
            BlockKind::Paragraph(inline) if !inline.is_empty() => Some(inline),
            BlockKind::List { items, .. } => items.iter().find_map(Item::lead),
            BlockKind::Table { rows, .. } => rows.first().and_then(|row| row.cells.first()),
            BlockKind::Quote(inner) => inner.first().and_then(Block::paragraph),
            _ => None,
        });
        lead.and_then(|lead| moments::leading(&lead.text, self.reading))
            .is_some_and(|leading| leading.written.clock.is_some() && leading.written.day.is_none())
    }

    /// Entries of which each is a paragraph, or a line of one.
    fn each_line(&mut self, blocks: &[Block]) {
        for block in blocks {
            let BlockKind::Paragraph(inline) = &block.kind else {
                self.blocks(std::slice::from_ref(block));
                continue;
            };
            for line in inline.lines() {
                match moments::leading(&line.text, self.reading) {
                    Some(leading) if leading.written.clock.is_some() => {
                        self.entry(&leading.written, &line.text[leading.rest..], line.span);
                    }
                    _ => {}
                }
            }
        }
    }

    fn definitions(&mut self, terms: &[(Inline, Vec<Block>)]) {
        for (term, definitions) in terms {
            if let Some(leading) = moments::leading(&term.text, self.reading) {
                self.flush();
                // A day above its times.
                if leading.written.clock.is_none()
                    && leading.written.day.is_some()
                    && self.groups(definitions)
                {
                    self.carry.open_day(&leading.written);
                    self.each_line(definitions);
                    continue;
                }
                self.wait(&leading, &term.text, term.span);
                self.in_entry = true;
                self.blocks(definitions);
                self.flush();
                self.in_entry = false;
            }
        }
    }
}
