//! The whole program on one screen.

use crate::check::Looker;
use crate::diagnostic::{Checked, Diagnostic};
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::patterns::taxonomy::Taxonomy;
use crate::read::{Input, Project};
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

/// What a check has to say.
pub struct Found {
    pub corpus: Corpus,
    /// Of the other stages.
    pub diagnostics: Vec<Diagnostic>,
    /// Of the rules.
    pub found: Vec<Diagnostic>,
}

/// Builds the knowledge base: same input, same result.
pub fn build(input: &Input) -> KnowledgeBase {
    complete(input, extract::all(input), None)
}

/// What the documents say and what the rules find in these, or in all: each is looked at while it is read. Rules look at
/// single incidents and at the ledger, so nothing is compared across incidents.
pub fn check(input: &Input, only: Option<&HashSet<FileId>>) -> Found {
    let looker = Looker::new(input, check::rules(), only);
    let (extracted, looked) = extract::showing(input, |seen| looker.look(&seen));
    let (corpus, mut diagnostics, _) = settled(input, extracted);
    diagnostics.extend(Taxonomy::read(input).diagnostics);
    let found = looker.conclude(&corpus, looked.into_iter().flatten().collect());
    Found {
        corpus,
        diagnostics,
        found,
    }
}

/// What readers outside may have, where the run is for any: the input of everything else.
pub fn outside(input: &Input) -> Option<Checked<Outside>> {
    let profile = input.profile()?;
    let corpus = extract::all(input).value;
    Some(audience::prepare(input, profile, &corpus))
}

/// What earlier builds have worked out, document by document.
#[derive(Debug, Default)]
pub struct Memory {
    pub documents: extract::memory::Memory,
    pub categories: patterns::memory::Memory,
}

impl Memory {
    /// What the last run kept.
    pub fn kept(project: &Project) -> Self {
        Self {
            documents: extract::memory::Memory::kept(project),
            categories: patterns::memory::Memory::kept(project),
        }
    }

    /// Keeps for the next run what is new.
    pub fn keep(&self, project: &Project) {
        self.documents.keep(project);
        self.categories.keep(project);
    }
}

/// The same result with less work: what the memory knows is not worked out again.
pub fn rebuild(input: &Input, memory: &mut Memory) -> KnowledgeBase {
    let extracted = extract::remembering(input, &mut memory.documents);
    complete(input, extracted, Some(&mut memory.categories))
}

/// The same with what the last run kept, for a run that ends with it: what is known of single documents is let go before
/// they are looked at together.
pub fn remembered(input: &Input) -> KnowledgeBase {
    let mut documents = extract::memory::Memory::kept(&input.project);
    let extracted = extract::remembering(input, &mut documents);
    documents.keep(&input.project);
    drop(documents);
    let mut categories = patterns::memory::Memory::kept(&input.project);
    let base = complete(input, extracted, Some(&mut categories));
    categories.keep(&input.project);
    base
}

/// What follows looks at all documents together.
fn complete(
    input: &Input,
    extracted: Checked<Corpus>,
    categories: Option<&mut patterns::memory::Memory>,
) -> KnowledgeBase {
    let (mut corpus, mut diagnostics, restricted) = settled(input, extracted);
    let patterns = patterns::find(input, &mut corpus, categories).keep(&mut diagnostics);
    diagnostics.sort_by(|a, b| a.position().cmp(&b.position()));
    KnowledgeBase {
        corpus,
        patterns,
        diagnostics,
        restricted,
    }
}

/// What each document says by itself, with its address and the state of its actions.
fn settled(input: &Input, extracted: Checked<Corpus>) -> (Corpus, Vec<Diagnostic>, usize) {
    let mut diagnostics = input.diagnostics.clone();
    let mut corpus = extracted.keep(&mut diagnostics);
    let restricted = audience::apply(input, &mut corpus, &mut diagnostics);
    diagnostics.extend(address::assign(&mut corpus));
    diagnostics.extend(ledger::settle(input, &mut corpus));
    (corpus, diagnostics, restricted)
}
