//! Tables that stand among causes and list none.

use crate::extract::headings::words;
use crate::extract::labels;
use crate::parse::{Inline, Row};

/// Names of columns that say which cause it is.
pub const LABELS: &[&str] = &[
    "factor",
    "factors",
    "cause",
    "causes",
    "condition",
    "category",
    "type",
    "name",
    "area",
    "root",
];
/// Names of columns that tell it.
pub const TEXTS: &[&str] = &[
    "description",
    "details",
    "detail",
    "explanation",
    "what",
    "why",
    "because",
    "answer",
    "analysis",
    "finding",
];

/// Whether words are names of such columns throughout, and tell causes.
pub fn are_names(cells: &[Inline]) -> bool {
    let is = |cell: &Inline, names: &[&str]| {
        let words = words(&cell.text);
        words.len() <= 2 && words.iter().any(|word| names.contains(&word.as_str()))
    };
    cells.iter().all(|cell| is(cell, LABELS) || is(cell, TEXTS))
        && cells.iter().any(|cell| is(cell, TEXTS))
}

/// Whether a table in a section about causes lists them.
pub fn lists_causes(head: &[Inline], rows: &[Row]) -> bool {
    may_list_causes(head) && !holds_facts(head, rows)
}

/// Whether its head allows for causes.
pub fn may_list_causes(head: &[Inline]) -> bool {
    !tells_of_effects(head) && !tells_of_versions(head)
}

/// Whether a table without names of columns says when it was, who wrote it and the like, whatever stands above it.
fn holds_facts(head: &[Inline], rows: &[Row]) -> bool {
    const SOME: usize = 2;
    let names = rows.iter().filter_map(|row| row.cells.first());
    let facts = names.filter(|name| labels::is_name(&name.text));
    head.len() == 2 && head.iter().all(Inline::is_empty) && facts.take(SOME).count() == SOME
}

/// Whether a table tells how the document came to be: its versions, who wrote them and when.
fn tells_of_versions(head: &[Inline]) -> bool {
    const VERSION: &[&str] = &["version", "versions", "revision", "rev", "edition", "ver"];
    const WHEN_OR_WHO: &[&str] = &[
        "date", "author", "authors", "editor", "by", "reviewer", "who",
    ];
    const CHANGE: &[&str] = &[
        "change", "changes", "changed", "comment", "comments", "remarks",
    ];
    let (mut version, mut said, mut change) = (0, 0, 0);
    for cell in head {
        let has = |wanted: &[&str]| {
            words(&cell.text)
                .iter()
                .any(|word| wanted.contains(&word.as_str()))
        };
        if has(VERSION) {
            version += 1;
        } else if has(WHEN_OR_WHO) {
            said += 1;
        } else if has(CHANGE) {
            change += 1;
        }
    }
    version > 0 && said > 0 || said > 1 && change > 0
}

/// Whether a table says what was affected, and from when to when.
fn tells_of_effects(head: &[Inline]) -> bool {
    const EFFECTS: &[&str] = &[
        "impact", "impacted", "affected", "effect", "start", "begin", "from", "end", "until",
        "duration", "down",
    ];
    const CAUSES: &[&str] = &[
        "cause",
        "causes",
        "factor",
        "factors",
        "why",
        "reason",
        "condition",
    ];
    let has = |cell: &Inline, wanted: &[&str]| {
        words(&cell.text)
            .iter()
            .any(|word| wanted.contains(&word.as_str()))
    };
    head.iter().filter(|cell| has(cell, EFFECTS)).count() >= 2
        && !head.iter().any(|cell| has(cell, CAUSES))
}
