//! The whole program on one screen.

use crate::diagnostic::Diagnostic;
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::read::Input;
use crate::{address, audience, extract, patterns};

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
    let mut diagnostics = input.diagnostics.clone();
    let mut corpus = extract::all(input).keep(&mut diagnostics);
    let restricted = audience::apply(input, &mut corpus, &mut diagnostics);
    diagnostics.extend(address::assign(&mut corpus));
    let patterns = patterns::find(input, &mut corpus).keep(&mut diagnostics);
    diagnostics.sort_by(|a, b| a.position().cmp(&b.position()));
    KnowledgeBase {
        corpus,
        patterns,
        diagnostics,
        restricted,
    }
}
