//! Lists and tables that are of actions by what they hold and what announces them, where no heading says so: "We will be
//! implementing the following right away:", "Work is split across these issues:", a table with what is done and its state.

use super::row::Columns;
use super::{refs, state};
use crate::extract::headings::words;
use crate::extract::items::Entry;
use crate::parse::{Inline, Row};

/// Whether a line above a list announces what is going to be done.
pub fn announces(line: &Inline) -> bool {
    let text = line.text.trim_end();
    // The last sentence of the paragraph is the one that speaks of the list.
    let sentence = text.rsplit(". ").next().unwrap_or_default();
    if !sentence.ends_with(':') {
        return false;
    }
    let words = words(sentence);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let speaks = has(&["we", "i"]) && has(&["will", "going", "plan", "planning", "intend"]);
    speaks && has(DEEDS) && !has(OTHERWISE)
}

/// Words of a sentence that announces something else: `In this post, we will take a look at:`.
const OTHERWISE: &[&str] = &[
    "not", "you", "if", "post", "article", "document", "report", "section", "look", "use", "talk",
    "assume",
];

/// What somebody does with what was learnt.
const DEEDS: &[&str] = &[
    "do",
    "doing",
    "implement",
    "implementing",
    "make",
    "making",
    "take",
    "taking",
    "change",
    "changing",
    "improve",
    "improving",
    "address",
    "addressing",
];

/// Whether a line above a list says that its entries are tracked work: `Work is split across the following issues:`.
pub fn announces_issues(line: &Inline) -> bool {
    let text = line.text.trim_end();
    let words = words(text.rsplit(". ").next().unwrap_or_default());
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    text.ends_with(':')
        && has(&[
            "issues",
            "tickets",
            "tasks",
            "follow-ups",
            "followups",
            "epics",
        ])
        && !has(&[
            "similar",
            "related",
            "earlier",
            "previous",
            "duplicate",
            "duplicates",
            "reported",
            "known",
        ])
}

/// Whether each entry is no more than a link to an issue, with its title.
pub fn are_issues(entries: &[Entry<'_>]) -> bool {
    let is_issue = |entry: &Entry<'_>| {
        let text = entry.text.text.trim();
        let linked = entry.text.links().any(|(url, range)| {
            let last = url.rsplit('/').next().unwrap_or_default();
            let is_number = last.chars().all(|c| c.is_ascii_digit()) && !last.is_empty();
            range.len() * 10 >= text.len() * 6 && (is_number || !refs::keys(last).is_empty())
        });
        linked && words(text).len() >= 3
    };
    entries.len() >= 2 && entries.iter().all(is_issue)
}

/// Whether a table says in each row what is done and in which state that is.
pub fn is_table_of_work(columns: &Columns, rows: &[Row]) -> bool {
    let Some((action, said)) = columns.work() else {
        return false;
    };
    let has = |row: &Row| {
        let cell = |column: usize| row.cells.get(column).filter(|cell| !cell.is_empty());
        cell(action).is_some_and(|cell| words(&cell.text).len() >= 3)
            && cell(said).is_some_and(|cell| state::of_cell(&cell.text).is_some())
    };
    rows.len() >= 2 && rows.iter().all(has)
}
