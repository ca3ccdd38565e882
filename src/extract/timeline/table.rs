//! Tables of events, with columns in any order and wording.

mod names;

use super::text;
use crate::extract::moments::{self, Reading, zone};
use crate::model::Zone;
use crate::parse::{Inline, Row};
use names::{BESIDE, DATE, TEXT, TIME};

/// Which column holds what.
pub struct Columns {
    /// Columns of the day, the time, or both, in the order in which they are read: the day first.
    pub moment: Vec<usize>,
    pub text: Vec<usize>,
    /// The zone in a column's name.
    pub zone: Option<Zone>,
    /// The column that gives the zone of each row.
    pub zones: Option<usize>,
    /// The head holds an entry itself.
    pub head_is_row: bool,
    /// Both the names and the cells say that these are events.
    pub sure: bool,
}

/// The columns of a table of events; `None` where no column holds moments.
pub fn columns(head: &[Inline], rows: &[Row], reading: Reading<'_>) -> Option<Columns> {
    let width = rows
        .iter()
        .map(|row| row.cells.len())
        .chain([head.len()])
        .max()?;
    let filled = |column: usize| {
        rows.iter()
            .filter_map(move |row| row.cells.get(column))
            .filter(|cell| !cell.is_empty())
    };
    let mut moment: Vec<(usize, bool, bool)> = Vec::new();
    for column in 0..width {
        let names = words(head.get(column));
        let is_named = names
            .iter()
            .any(|word| TIME.contains(&word.as_str()) || DATE.contains(&word.as_str()));
        let is_end = names
            .iter()
            .any(|word| ["end", "ended", "until", "stop"].contains(&word.as_str()));
        let cells = filled(column).count();
        let needed = (cells * if is_named { 4 } else { 6 }).div_ceil(10);
        let (mut left, mut with_day, mut with_time) = (cells, 0, 0);
        for cell in filled(column) {
            // The rest of a column of texts is not looked at.
            if with_day.max(with_time) + left < needed {
                break;
            }
            left -= 1;
            if let Some(leading) = whole(cell, reading) {
                with_day += usize::from(leading.written.day.is_some());
                with_time += usize::from(leading.written.clock.is_some());
            }
            // Enough of them, and both of day and time: the rest says no more.
            if with_day.min(with_time) > 0 && with_day.max(with_time) >= needed {
                break;
            }
        }
        if cells > 0 && !is_end && with_day.max(with_time) >= needed {
            moment.push((column, with_day > 0, with_time > 0));
        }
    }
    // A day column and a time column belong together; of two full ones, the first holds.
    let first_full = moment
        .iter()
        .find(|(_, day, time)| *day && *time)
        .map(|(column, ..)| *column);
    let day_only = moment
        .iter()
        .find(|(_, day, time)| *day && !*time)
        .map(|(column, ..)| *column);
    let time_only = moment
        .iter()
        .find(|(_, day, time)| !*day && *time)
        .map(|(column, ..)| *column);
    let moment: Vec<usize> = match (first_full, day_only, time_only) {
        (_, Some(day), Some(time)) => vec![day, time],
        (Some(full), ..) => vec![full],
        (None, day, time) => day.or(time).into_iter().collect(),
    };
    if moment.is_empty() {
        return None;
    }
    let head_is_row = moment.iter().all(|&column| {
        head.get(column)
            .is_some_and(|cell| whole(cell, reading).is_some())
    });
    let zones = (0..width)
        .filter(|column| !moment.contains(column))
        .find(|&column| {
            let mut cells = filled(column).peekable();
            cells.peek().is_some() && cells.all(|cell| is_zone(cell, reading))
        });
    let taken: Vec<usize> = moment.iter().copied().chain(zones).collect();
    let text = text_columns(
        head,
        width,
        &taken,
        &filled_length(rows, width),
        head_is_row,
    );
    if text.is_empty() {
        return None;
    }
    let zone = moment
        .iter()
        .filter_map(|&column| head.get(column))
        .find_map(|cell| zone::stated(&cell.text, reading.zones));
    let named = moment.iter().any(|&column| {
        words(head.get(column))
            .iter()
            .any(|word| TIME.contains(&word.as_str()) || DATE.contains(&word.as_str()))
            || head.get(column).is_some_and(|cell| is_zone(cell, reading))
    });
    Some(Columns {
        moment,
        text,
        zone,
        zones,
        head_is_row,
        sure: named,
    })
}

/// Length of the text in each column.
fn filled_length(rows: &[Row], width: usize) -> Vec<usize> {
    (0..width)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.cells.get(column))
                .map(|cell| cell.text.trim().len())
                .sum()
        })
        .collect()
}

/// The columns that say what happened: those named so, else the one with most text.
fn text_columns(
    head: &[Inline],
    width: usize,
    moment: &[usize],
    lengths: &[usize],
    head_is_row: bool,
) -> Vec<usize> {
    let free = |column: &usize| !moment.contains(column) && lengths[*column] > 0;
    let beside = |column: usize| {
        let names = words(head.get(column));
        !names.is_empty()
            && names.iter().any(|word| BESIDE.contains(&word.as_str()))
            && !names.iter().any(|word| TEXT.contains(&word.as_str()))
    };
    if !head_is_row {
        let mut named: Vec<usize> = (0..width)
            .filter(free)
            .filter(|&column| {
                words(head.get(column))
                    .iter()
                    .any(|word| TEXT.contains(&word.as_str()))
            })
            .collect();
        // `Who/What` beside `Action` says who.
        let with_person = |column: &usize| {
            words(head.get(*column))
                .iter()
                .any(|word| BESIDE.contains(&word.as_str()))
        };
        if named.iter().any(|column| !with_person(column)) {
            named.retain(|column| !with_person(column));
        }
        if let Some(&longest) = named.iter().max_by_key(|&&column| lengths[column]) {
            // Beside the longest, one before it is its heading; notes behind it are further remarks.
            return named
                .into_iter()
                .filter(|&column| column <= longest)
                .collect();
        }
    }
    let longest = (0..width)
        .filter(free)
        .filter(|&column| !beside(column))
        .max_by_key(|&column| lengths[column]);
    longest
        .or_else(|| {
            (0..width)
                .filter(free)
                .max_by_key(|&column| lengths[column])
        })
        .into_iter()
        .collect()
}

/// The moment of a cell that holds nothing else of weight.
fn whole(cell: &Inline, reading: Reading<'_>) -> Option<moments::Leading> {
    let text = cell.text.trim();
    let leading = moments::leading(text, reading)?;
    let rest = text[leading.rest..].split_whitespace().count();
    (rest <= 4).then_some(leading)
}

/// Whether a cell holds a zone and nothing else.
fn is_zone(cell: &Inline, reading: Reading<'_>) -> bool {
    let text = cell.text.trim();
    zone::at(text, 0, reading.zones).is_some_and(|(_, end)| end == text.len())
}

/// The words of a column's name in small letters.
fn words(cell: Option<&Inline>) -> Vec<String> {
    cell.map(|cell| {
        cell.text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    })
    .unwrap_or_default()
}

/// Whether the head names the column of what happened, so that it is no entry itself.
pub fn names_text(head: &[Inline], columns: &Columns) -> bool {
    columns.text.iter().any(|&column| {
        let names = words(head.get(column));
        names.len() <= 3 && names.iter().any(|word| TEXT.contains(&word.as_str()))
    })
}

/// The text of the moment's cells, the day before the time.
pub fn moment_text(cells: &[Inline], columns: &Columns) -> String {
    let texts: Vec<&str> = columns
        .moment
        .iter()
        .chain(columns.zones.iter())
        .filter_map(|&column| cells.get(column))
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(" ")
}

/// What happened, as the row tells it.
pub fn row_text(cells: &[Inline], columns: &Columns) -> String {
    columns
        .text
        .iter()
        .filter_map(|&column| cells.get(column))
        .map(|cell| text::clean(&cell.text))
        .filter(|text| !text.is_empty())
        .reduce(|first, second| text::join(&first, &second))
        .unwrap_or_default()
}
