//! Entries in paragraphs and their lines.

use super::super::{text, updates, zones};
use super::{FEW_WORDS, WRAPPED, Walker};
use crate::extract::items;
use crate::extract::moments::{self, Clock, Leading, Written};
use crate::parse::{Block, BlockKind, Inline, Item};
use std::borrow::Borrow;
use std::ops::Range;

/// Whether a paragraph tells of the whole time before the entries: `Between 2pm and 4:35pm on 29 July payments failed.`
fn is_overview(inline: &Inline, leading: &Leading) -> bool {
    let begins = ["Between ", "From "]
        .iter()
        .any(|word| inline.text.starts_with(word));
    begins && leading.written.day.is_some() && leading.written.has_time() && !leading.set_off
}

/// Whether a moment is a time of the day, not a stretch of time.
fn tells_when(written: &Written) -> bool {
    written.has_time() && !matches!(written.clock, Some(Clock::Later(_) | Clock::After(_)))
}

impl Walker<'_, '_, '_> {
    pub(super) fn paragraph<B: Borrow<Block>>(&mut self, inline: &Inline, rest: &[B]) {
        let lines: Vec<Inline> = inline.lines().collect();
        if self.pending.is_none() && (self.zero(inline) || self.update(inline)) {
            return;
        }
        let starts = self.entry_starts(&lines);
        if self.pending.is_none() && !self.in_entry && self.told(inline, &starts, rest) {
            return;
        }
        let Some((first, leading)) = starts.first() else {
            self.plain_paragraph(inline, rest);
            return;
        };
        let first = *first;
        if self.events.is_empty() && self.pending.is_none() && is_overview(inline, leading) {
            self.carry.open_day(&leading.written);
            return;
        }
        if first > 0 {
            let before = lines[..first]
                .iter()
                .map(|line| line.text.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            if self.pending.is_some() {
                self.fill(&text::clean(&before), rest);
            } else if self.events.is_empty() {
                // `(UTC, Oct 6)` on a line above the entries.
                self.open_day_in(&before);
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

    /// A paragraph that tells one thing after the other, each sentence with its time: `At 11:30 it broke. By 11:45 …`.
    ///
    /// Where paragraphs begin with times, each is an entry, unless it tells of several moments.
    fn told<B: Borrow<Block>>(
        &mut self,
        inline: &Inline,
        starts: &[(usize, Leading)],
        rest: &[B],
    ) -> bool {
        let is_list = starts.len() > 1 || starts.iter().any(|(_, leading)| leading.set_off);
        if is_list || !inline.text.contains(". ") && !inline.text.contains(".\n") {
            return false;
        }
        let sentences = items::sentences(inline);
        let timed: Vec<(Written, Range<usize>)> = sentences
            .iter()
            .filter_map(|range| {
                let sentence = &inline.text[range.clone()];
                if let Some(leading) = moments::leading(sentence, self.reading)
                    && tells_when(&leading.written)
                {
                    return Some((leading.written, range.start + leading.rest..range.end));
                }
                let mut all = moments::all(sentence, self.reading).into_iter();
                Some((all.find(tells_when)?, range.clone()))
            })
            .collect();
        let is_timed = |inline: &Inline| {
            moments::leading(&inline.text, self.reading)
                .is_some_and(|leading| tells_when(&leading.written))
        };
        let next = rest.iter().find_map(|block| match &block.borrow().kind {
            BlockKind::Paragraph(inline) if !inline.is_empty() => Some(is_timed(inline)),
            _ => None,
        });
        let is_one_of_several = is_timed(inline) && (!self.events.is_empty() || next == Some(true));
        let least = if is_one_of_several { 3 } else { 2 };
        if timed.len() < least || timed.len() * 2 < sentences.len() {
            return false;
        }
        for (written, words) in timed {
            let text = text::clean(&inline.text[words.clone()]);
            let span = inline.span_of(words);
            self.entry(&written, &text, span);
        }
        true
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
        let above = usize::from(lines.len() > 2 && lines[0].text.len() < WRAPPED);
        let each = timed >= 2 && timed * 2 > lines.len() && leads[0].0 <= above;
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
                let told = !matches!(leading.written.clock, Some(Clock::Later(_)));
                leading.set_off || (has_clock && told && (each || ended))
            };
            if is_sure {
                starts.push((number, leading));
            }
        }
        starts
    }

    /// An update of a status page.
    fn update(&mut self, inline: &Inline) -> bool {
        let Some(update) = updates::of_paragraph(inline, self.reading) else {
            return false;
        };
        self.flush();
        self.entry(&update.written, &update.words, inline.span);
        true
    }

    /// `T0 = 14:05 UTC, when …`: from when times are counted.
    fn zero(&mut self, inline: &Inline) -> bool {
        // `T is the release, May 3 at 17:00 UTC.`
        if let Some(rest) = inline.text.strip_prefix("T is ") {
            let zero = moments::all(rest, self.reading)
                .into_iter()
                .find(Written::has_time);
            if let Some(zero) = zero {
                self.carry.moment(&zero);
                return true;
            }
        }
        let is_zero = |leading: &Leading| leading.written.clock == Some(Clock::After(0));
        let Some(leading) = moments::leading(&inline.text, self.reading).filter(is_zero) else {
            return false;
        };
        let rest = inline.text[leading.written.range.end..].trim_start();
        let rest = ["=", "is ", "was ", ":"]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark));
        match rest.and_then(|rest| moments::leading(rest.trim_start(), self.reading)) {
            Some(zero) if zero.written.has_time() => {
                self.carry.moment(&zero.written);
                true
            }
            _ => false,
        }
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
            if inline.text.contains("unless") && self.carry.day_written {
                self.carry.usual_day = self.carry.day;
            }
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
}
