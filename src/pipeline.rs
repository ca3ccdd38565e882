//! The whole program on one screen.

use crate::check::Looker;
use crate::diagnostic::{Checked, Diagnostic};
use crate::extract::memory::Memory;
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::read::Input;
use crate::span::FileId;
use crate::{address, audience, check, extract, ledger, patterns};
use audience::Outside;
use std::collections::HashSet;

/// A knowledge base: what the documents say, and what shows across them.
pub struct KnowledgeBase {
    pub corpus: Corpus,
    pub patterns: Patterns,
    /// Sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many documents say that they are restricted, and were left out.
    pub restricted: usize,
}

/// Builds the knowledge base: same input, same result.
pub fn build(input: &Input) -> KnowledgeBase {
    complete(input, extract::all(input))
}

/// The same result, and what the rules find in these documents, or in all: each is looked at while it is read.
pub fn check(input: &Input, only: Option<&HashSet<FileId>>) -> (KnowledgeBase, Vec<Diagnostic>) {
    let looker = Looker::new(input, check::rules(), only);
    let (extracted, looked) = extract::showing(input, |seen| looker.look(&seen));
    let base = complete(input, extracted);
    let found = looker.conclude(&base.corpus, looked.into_iter().flatten().collect());
    (base, found)
}

/// What readers outside may have, where the run is for any: the input of everything else.
pub fn outside(input: &Input) -> Option<Checked<Outside>> {
    let profile = input.profile()?;
    let corpus = extract::all(input).value;
    Some(audience::prepare(input, profile, &corpus))
}

/// The same result with less work: documents that the memory knows are not extracted again. `true`: the memory has
/// changed on the way.
pub fn rebuild(input: &Input, memory: &mut Memory) -> (KnowledgeBase, bool) {
    let (extracted, learnt) = extract::remembering(input, memory);
    (complete(input, extracted), learnt)
}

/// What follows looks at all documents together.
fn complete(input: &Input, extracted: Checked<Corpus>) -> KnowledgeBase {
    let mut diagnostics = input.diagnostics.clone();
    let mut corpus = extracted.keep(&mut diagnostics);
    let restricted = audience::apply(input, &mut corpus, &mut diagnostics);
    diagnostics.extend(address::assign(&mut corpus));
    diagnostics.extend(ledger::settle(input, &mut corpus));
    let patterns = patterns::find(input, &mut corpus).keep(&mut diagnostics);
    diagnostics.sort_by(|a, b| a.position().cmp(&b.position()));
    KnowledgeBase {
        corpus,
        patterns,
        diagnostics,
        restricted,
    }
}
