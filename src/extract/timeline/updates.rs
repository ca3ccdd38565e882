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

/// A part with a status as its heading, and below its words the moment: `### Resolved … Posted Jun 12, 2023 - 18:22 PDT`.
pub fn of_part(part: &Part<'_>, reading: Reading<'_>) -> Option<Update> {
    let title = part.title.as_ref()?;
    let status = title.text.trim().trim_end_matches(':').to_lowercase();
    if !STATUS.contains(&status.as_str()) {
        return None;
    }
    let mut words = title.text.trim().to_string();
    for block in &part.blocks {
        let BlockKind::Paragraph(inline) = &block.kind else {
            continue;
        };
        if let Some(written) = moment(&inline.text, reading) {
            return Some(Update { written, words });
        }
        if let Some(update) = of_paragraph(inline, reading) {
            words = text::join(&words, &update.words);
            let written = update.written;
            return Some(Update { written, words });
        }
        words = text::join(&words, &inline.text);
    }
    None
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
