//! Updates of a status page: words, and below them when they were posted.

use super::text;
use crate::extract::moments::{self, Reading, Written};
use crate::extract::outline::Part;
use crate::parse::{BlockKind, Inline};

/// One update.
pub struct Update {
    pub written: Written,
    pub words: String,
}

/// A paragraph that ends with a line of its own for the moment: `Mar 4, 2024 - 12:10 UTC`.
pub fn of_paragraph(inline: &Inline, reading: Reading<'_>) -> Option<Update> {
    let (words, last) = inline.text.trim_end().rsplit_once('\n')?;
    let written = moment(last, reading)?;
    let begins = moments::leading(words, reading).is_some_and(|leading| leading.written.has_time());
    (!begins).then(|| Update {
        written,
        words: words.to_string(),
    })
}

/// Whether a part holds updates.
pub fn holds(part: &Part<'_>, reading: Reading<'_>) -> bool {
    of_part(part, reading).is_some()
        || part.blocks.iter().any(|block| match &block.kind {
            BlockKind::Paragraph(inline) => of_paragraph(inline, reading).is_some(),
            _ => false,
        })
}

/// A part with a status as its heading, and below its words the moment, with how many blocks it takes: `### Resolved … Posted Jun 12, 2023 - 18:22 PDT`.
pub fn of_part(part: &Part<'_>, reading: Reading<'_>) -> Option<(Update, usize)> {
    let title = part.title.as_ref()?;
    let status = title.text.trim().trim_end_matches(':').to_lowercase();
    if !STATUS.contains(&status.as_str()) {
        return None;
    }
    let mut words = title.text.trim().to_string();
    for (index, block) in part.blocks.iter().enumerate() {
        let BlockKind::Paragraph(inline) = &block.kind else {
            continue;
        };
        if let Some(written) = moment(&inline.text, reading) {
            return Some((Update { written, words }, index + 1));
        }
        if let Some(update) = of_paragraph(inline, reading) {
            words = joined(&words, &update.words, part);
            let written = update.written;
            return Some((Update { written, words }, index + 1));
        }
        words = joined(&words, &inline.text, part);
    }
    None
}

/// The status and the words below or behind it.
fn joined(status: &str, words: &str, part: &Part<'_>) -> String {
    if part.is_heading {
        text::join(status, words)
    } else {
        format!("{status} - {words}")
    }
}

/// Names of a status.
const STATUS: &[&str] = &[
    "resolved",
    "monitoring",
    "update",
    "identified",
    "investigating",
    "postmortem",
    "completed",
    "verifying",
    "in progress",
    "scheduled",
    "fixed",
    "mitigated",
];

/// A line that is nothing but a day and a time: `Posted 3 years ago. Mar 04, 2022 - 12:10 UTC`.
fn moment(line: &str, reading: Reading<'_>) -> Option<Written> {
    let text = line.trim();
    if text.len() > 80 {
        return None;
    }
    let posted = ["Posted", "posted", "Updated"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map(|rest| rest.rsplit_once("ago.").map_or(rest, |(_, rest)| rest))
        .map(|rest| rest.trim_start_matches([':', ' ']));
    let text = posted.map_or(text, |rest| rest.strip_prefix("on ").unwrap_or(rest));
    let leading = moments::leading(text, reading)?;
    let whole = leading.rest >= text.len() && leading.written.has_time();
    (whole && leading.written.day.is_some()).then_some(leading.written)
}
