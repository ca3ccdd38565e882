//! Which parts of a document hold its timeline.

use super::{table, updates};
use crate::extract::headings::Meaning;
use crate::extract::moments::{self, Reading};
use crate::extract::outline::{Outline, Part};
use crate::parse::{BlockKind, Inline, Item};
use std::collections::HashMap;

/// Parts that are a timeline by their heading, with what stands under them, in the order of the document. Headings that
/// are days or times go on with the timeline before them, at whatever level they stand.
pub fn chosen(outline: &Outline<'_>, reading: Reading<'_>) -> Vec<usize> {
    let mut is_chosen = vec![false; outline.parts.len()];
    let mut indexes = Vec::new();
    for (index, part) in outline.parts.iter().enumerate() {
        let by_meaning = part.within == Some(Meaning::Timeline) || says_timeline(part);
        let under = part.parent.is_some_and(|parent| is_chosen[parent]);
        let after = index > 0 && is_chosen[index - 1] && !is_title(outline, index);
        is_chosen[index] = by_meaning || ((under || after) && begins_with_moment(part, reading));
        if is_chosen[index] {
            indexes.push(index);
        }
    }
    indexes
}

/// Parts whose lists, tables or sub-headings are entries nearly throughout, where no heading says "timeline".
pub fn that_look_like_timelines(outline: &Outline<'_>, reading: Reading<'_>) -> Vec<usize> {
    let mut timed_children: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, part) in outline.parts.iter().enumerate() {
        if let Some(parent) = part.parent
            && begins_with_time(part, reading)
        {
            timed_children.entry(parent).or_default().push(index);
        }
    }
    let mut indexes = Vec::new();
    for (index, part) in outline.parts.iter().enumerate() {
        if !may_tell(part) {
            if holds_table(part, reading) {
                indexes.push(index);
            }
            continue;
        }
        if let Some(children) = timed_children
            .get(&index)
            .filter(|children| children.len() >= 3)
        {
            indexes.extend(children);
        } else if part
            .blocks
            .iter()
            .any(|block| is_timeline(&block.kind, reading))
            || is_run(timed_blocks(part, reading))
        {
            indexes.push(index);
        }
    }
    indexes.extend(days(outline, reading));
    let updates: Vec<usize> = (0..outline.parts.len())
        .filter(|&index| updates::holds(&outline.parts[index], reading))
        .collect();
    if updates.len() >= 2 {
        indexes.extend(updates);
    }
    indexes.sort_unstable();
    indexes.dedup();
    indexes
}

/// Whether a part on what went wrong holds a table that begins with a column of times and has one for what happened;
/// nothing else of such a part is an entry.
pub fn holds_table(part: &Part<'_>, reading: Reading<'_>) -> bool {
    matches!(part.within, Some(Meaning::WentPoorly | Meaning::Factors))
        && part.blocks.iter().any(|block| match &block.kind {
            BlockKind::Table { head, rows } if rows.len() >= 3 => {
                table::columns(head, rows, reading).is_some_and(|columns| {
                    columns.sure && columns.moment[0] == 0 && table::names_text(head, &columns)
                })
            }
            _ => false,
        })
}

/// Parts that tell what happened, or of which nothing is known.
fn may_tell(part: &Part<'_>) -> bool {
    matches!(
        part.within,
        None | Some(
            Meaning::Summary | Meaning::Narrative | Meaning::Detection | Meaning::Resolution
        )
    )
}

/// Parts whose headings are days and that hold, together with their neighbours, a run of timed entries.
fn days(outline: &Outline<'_>, reading: Reading<'_>) -> Vec<usize> {
    let mut groups: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (index, part) in outline.parts.iter().enumerate() {
        let is_day = title_leading(part, reading).is_some_and(|leading| {
            leading.written.clock.is_none() && leading.written.day.is_some() && leading.set_off
        });
        if is_day && may_tell(part) {
            groups.entry(part.parent).or_default().push(index);
        }
    }
    groups
        .into_values()
        .flat_map(|group| {
            let timed: Vec<(usize, usize, usize)> = (group.into_iter())
                .map(|index| (index, timed_blocks(&outline.parts[index], reading)))
                .map(|(index, (timed, of))| (index, timed, of))
                .collect();
            let (all, of) =
                (timed.iter()).fold((0, 0), |sum, part| (sum.0 + part.1, sum.1 + part.2));
            let is_run = all >= 3;
            let throughout = all * 10 >= of * 6;
            // A day of one entry goes with the other days, whatever stands below the last of them.
            (timed.into_iter())
                .filter(move |(_, timed, of)| is_run && (throughout || *timed > 0 && timed == of))
                .map(|(index, ..)| index)
        })
        .collect()
}

/// How many of a part's paragraphs and items begin with a time, and how many there are.
fn timed_blocks(part: &Part<'_>, reading: Reading<'_>) -> (usize, usize) {
    let mut timed = 0;
    let mut of = 0;
    let mut count = |is_timed: bool| {
        of += 1;
        timed += usize::from(is_timed);
    };
    for block in &part.blocks {
        match &block.kind {
            BlockKind::Paragraph(inline) if !inline.is_empty() => {
                // Lines that each begin with a time are entries; wrapped ones are not.
                let lines: Vec<Inline> = inline.lines().collect();
                match lines.iter().all(|line| is_timed(line, reading)) {
                    true => lines.iter().for_each(|_| count(true)),
                    false => count(
                        is_timed(inline, reading)
                            || updates::of_paragraph(inline, reading).is_some(),
                    ),
                }
            }
            BlockKind::List { items, .. } => {
                let leads = items.iter().filter_map(Item::lead);
                leads.for_each(|lead| count(is_timed(lead, reading)));
            }
            _ => {}
        }
    }
    (timed, of)
}

/// `At 10:03 we deployed …`, one paragraph after the other; a sentence on zones may stand before them.
fn is_run((timed, of): (usize, usize)) -> bool {
    timed >= 3 && timed * 10 >= of.saturating_sub(1) * 7
}

/// `Follow-up timeline`: whatever else the heading says, this is one.
fn says_timeline(part: &Part<'_>) -> bool {
    let title: Vec<String> = part
        .title
        .iter()
        .flat_map(|title| title.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    part.within != Some(Meaning::Other)
        && title.len() <= 8
        && title
            .iter()
            .any(|word| word == "timeline" || word == "chronology")
}

/// Whether the part's heading begins with a day or a time and, where words follow, a mark sets them off.
fn begins_with_moment(part: &Part<'_>, reading: Reading<'_>) -> bool {
    title_leading(part, reading)
        .is_some_and(|leading| leading.written.has_time() || leading.set_off)
}

fn begins_with_time(part: &Part<'_>, reading: Reading<'_>) -> bool {
    title_leading(part, reading).is_some_and(|leading| leading.written.has_time())
}

fn title_leading(part: &Part<'_>, reading: Reading<'_>) -> Option<moments::Leading> {
    moments::leading(part.title.as_ref()?.text.trim(), reading)
}

fn is_title(outline: &Outline<'_>, index: usize) -> bool {
    outline.parts[index].depth <= 1 && index <= 1
}

/// Whether nearly all of a list's items or a table's rows are entries.
fn is_timeline(block: &BlockKind, reading: Reading<'_>) -> bool {
    match block {
        BlockKind::List { items, .. } => {
            let timed = items
                .iter()
                .filter_map(Item::lead)
                .filter(|lead| is_timed(lead, reading))
                .count();
            timed >= 3 && timed * 10 >= items.len() * 8
        }
        BlockKind::Table { head, rows } => {
            rows.len() >= 2
                && table::columns(head, rows, reading).is_some_and(|columns| columns.sure)
        }
        BlockKind::Paragraph(inline) if inline.text.contains('\n') => {
            let lines: Vec<Inline> = inline.lines().collect();
            let timed = lines.iter().filter(|line| is_timed(line, reading)).count();
            timed >= 3 && timed * 10 >= lines.len() * 8
        }
        _ => false,
    }
}

fn is_timed(inline: &Inline, reading: Reading<'_>) -> bool {
    moments::leading(&inline.text, reading).is_some_and(|leading| leading.written.has_time())
}
