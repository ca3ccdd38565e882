//! What the readers of this build may see.
//!
//! It runs before anything is counted or compared: what somebody may not see has no influence on what he sees, not even
//! on an address. Documents that a glob restricts were never read; here go those that say so themselves.

mod addresses;
mod blocks;
mod document;
mod links;
mod markup;
mod names;
mod output;
mod outside;
mod people;
mod report;
mod taken;

use crate::diagnostic::Diagnostic;
use crate::model::{Corpus, Visibility};
use crate::read::Input;
use std::collections::HashSet;
use std::ops::Range;

pub use outside::{Outside, prepare};
pub use taken::{Leak, Taken};

/// Takes out restricted documents, and drafts where nobody wants them; together with what was said about restricted ones,
/// since a diagnostic quotes its source and ends in logs. Gives the number of restricted documents.
pub fn apply(input: &Input, corpus: &mut Corpus, diagnostics: &mut Vec<Diagnostic>) -> usize {
    if !input.audience.drafts {
        corpus.incidents.retain(|incident| !incident.is_draft());
    }
    if input.audience.restricted {
        return 0;
    }
    let restricted: HashSet<_> = corpus
        .incidents
        .iter()
        .filter(|incident| incident.visibility == Visibility::Restricted)
        .map(|incident| incident.file)
        .collect();
    corpus
        .incidents
        .retain(|incident| !restricted.contains(&incident.file));
    diagnostics.retain(|diagnostic| {
        // Its author must hear why the document is not there; it points at no more than the word in question.
        if diagnostic.rule == "visibility-unknown" {
            return true;
        }
        let mut files = diagnostic
            .labels
            .iter()
            .map(|label| label.span.file)
            .chain([diagnostic.span.file]);
        !files.any(|file| restricted.contains(&file))
    });
    restricted.len()
}

/// The path of a document as readers know it: those outside do not see folders.
pub fn source<'p>(input: &Input, path: &'p str) -> &'p str {
    match input.outside {
        Some(_) => path.rsplit('/').next().unwrap_or(path),
        None => path,
    }
}

/// A text without some of its ranges, which may overlap.
fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        if range.start > done {
            out.push_str(&text[done..range.start]);
        }
        done = done.max(range.end);
    }
    out.push_str(&text[done..]);
    out
}
