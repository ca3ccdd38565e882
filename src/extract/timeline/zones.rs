//! The zone that a document states once for all its times.

use crate::extract::fields::Field;
use crate::extract::headings::Meaning;
use crate::extract::moments::scan::{any_word, word};
use crate::extract::moments::{self, Reading, zone};
use crate::extract::outline::Outline;
use crate::model::Zone;
use crate::parse::{BlockKind, Inline};

/// In the timeline's headings and in the sentences that speak of its times.
pub fn stated_in_timeline(
    outline: &Outline<'_>,
    chosen: &[usize],
    reading: Reading<'_>,
) -> Option<Zone> {
    let parts = || chosen.iter().map(|&index| &outline.parts[index]);
    parts()
        .filter(|part| part.meaning == Some(Meaning::Timeline))
        .filter_map(|part| part.title.as_ref())
        .find_map(|title| in_heading(&title.text, reading))
        .or_else(|| {
            parts()
                .flat_map(|part| part.blocks.iter())
                .filter_map(|block| match &block.kind {
                    BlockKind::Paragraph(inline) => Some(inline),
                    _ => None,
                })
                .find_map(|inline| in_prose(inline, reading, false))
        })
}

/// In the brackets of headings: `What we saw (JST)`.
pub fn in_brackets_of(
    outline: &Outline<'_>,
    chosen: &[usize],
    reading: Reading<'_>,
) -> Option<Zone> {
    let titles = chosen
        .iter()
        .filter_map(|&index| outline.parts[index].title.as_ref());
    titles
        .filter_map(|title| title.text.trim().strip_suffix(')')?.rsplit_once('('))
        .find_map(|(_, within)| in_heading(within, reading))
}

/// In a sentence elsewhere (`All times PDT.`), else the one zone with which times are named throughout the document.
pub fn stated_elsewhere(outline: &Outline<'_>, reading: Reading<'_>) -> Option<Zone> {
    let paragraphs = || {
        outline
            .parts
            .iter()
            .filter(|part| part.within != Some(Meaning::Other))
            .flat_map(|part| part.blocks.iter())
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(inline) => Some(inline),
                _ => None,
            })
    };
    if let Some(zone) = paragraphs().find_map(|inline| in_prose(inline, reading, true)) {
        return Some(zone);
    }
    let mut named = paragraphs()
        .filter(|inline| inline.text.contains(|c: char| c.is_ascii_digit()))
        .flat_map(|inline| moments::all(&inline.text, reading))
        .filter(moments::Written::has_time)
        .filter_map(|written| written.zone);
    let first = named.next()?;
    named.all(|zone| zone == first).then_some(first)
}

/// In a fact: `Timezone: Europe/Berlin`.
pub fn stated_in_fields(fields: &[Field], reading: Reading<'_>) -> Option<Zone> {
    fields
        .iter()
        .filter(|field| {
            let name = field.name.as_str();
            [
                "timezone",
                "time zone",
                "tz",
                "zone",
                "timezones",
                "times",
                "all times",
                "zeitzone",
            ]
            .contains(&name)
        })
        .filter(|field| field.value.len() <= 60)
        .find_map(|field| zone::stated(&field.value, reading.zones))
}

/// The one zone that the facts about start and end name: `Start: 29.04.2022 02:40 CEST`.
pub fn of_fields(fields: &[Field], reading: Reading<'_>) -> Option<Zone> {
    let mut named = fields
        .iter()
        .filter(|field| field.label.is_some())
        .filter_map(|field| moments::leading(&field.value, reading))
        .filter(|leading| leading.written.has_time())
        .filter_map(|leading| leading.written.zone);
    let first = named.next()?;
    named.all(|zone| zone == first).then_some(first)
}

/// `Timeline (times in BST)`, `Timeline [UTC]`.
pub fn in_heading(text: &str, reading: Reading<'_>) -> Option<Zone> {
    zone::stated(text, reading.zones)
}

/// `All times in PST, on February 5th 2019`; `_UTC_`. With `surely`, only where the sentence speaks of times in general.
pub fn in_prose(inline: &Inline, reading: Reading<'_>, surely: bool) -> Option<Zone> {
    inline
        .text
        .split(['\n', ';'])
        .flat_map(|line| line.split(". "))
        .filter(|sentence| sentence.len() <= 200)
        .find_map(|sentence| {
            let short = sentence.split_whitespace().count() <= 3;
            if !(speaks_of_times(sentence) || (!surely && short)) || has_clock(sentence) {
                return None;
            }
            zone::stated(sentence, reading.zones)
        })
}

/// Whether a time of the day stands in the sentence: it tells what happened, not how times are written.
fn has_clock(sentence: &str) -> bool {
    let bytes = sentence.as_bytes();
    bytes.windows(3).enumerate().any(|(at, window)| {
        let digits = bytes[..=at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        // `UTC+05:30` is an offset.
        let before = bytes.get(at.wrapping_sub(digits));
        let is_offset = matches!(before, Some(b'+' | b'-'));
        digits > 0 && window[1] == b':' && window[2].is_ascii_digit() && !is_offset
    })
}

/// Whether the sentence is about times: `times`, `timestamps`, `time zone`, or `all` of them.
fn speaks_of_times(sentence: &str) -> bool {
    let mut at = 0;
    let mut all = false;
    while let Some(found) = sentence
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_alphabetic()))
    {
        let start = at + found;
        if any_word(
            sentence,
            start,
            &[
                "times",
                "timestamps",
                "timezone",
                "timezones",
                "zone",
                "zones",
                "zeiten",
                "uhrzeiten",
                "zeitangaben",
                "heures",
                "horas",
                "horarios",
                "horários",
                "tider",
                "tidspunkter",
            ],
        )
        .is_some()
        {
            return true;
        }
        all |= any_word(sentence, start, &["all", "every"]).is_some();
        if all
            && any_word(
                sentence,
                start,
                &["time", "events", "dates", "entries", "hours", "timestamp"],
            )
            .is_some()
        {
            return true;
        }
        at = start + word(sentence, start).len().max(1);
    }
    false
}
