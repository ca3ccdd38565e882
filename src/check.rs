//! Rules that help to write better retrospectives.
//!
//! A *rule* is one file in `rules/`, and one line in [`rules::ALL`]; the header of its file is its documentation. It looks at one document
//! at a time, with the whole corpus at hand, and says where something would be better otherwise. Nothing here stores or
//! names who behaved how: findings point at words and propose a question about conditions.

mod allow;
mod blame;
mod clause;
mod customs;
mod earlier;
mod hindsight;
mod levels;
mod links;
mod look;
mod names;
mod phrases;
mod prose;
mod ready;
mod rule;
pub mod rules;
mod shape;
mod stages;
mod words;

use crate::diagnostic::Diagnostic;
use crate::extract::headings::Headings;
use crate::extract::outline::Outline;
use crate::extract::{Outcome, Seen};
use crate::model::{Corpus, Incident};
use crate::parse::{self, Document};
use crate::read::Input;
use crate::span::{FileId, SourceFile};
use blame::Hit;
pub use levels::{hint, level, levelled};
pub use look::{Looked, Looker};
use names::Names;
use prose::Sentence;
use rayon::prelude::*;
pub use ready::readiness;
pub use rule::{Check, Group, Rule};
pub use stages::{STAGES, stage};
use std::collections::{HashMap, HashSet};

/// What a rule may look at while a document is read.
pub struct Context<'a> {
    pub input: &'a Input,
    pub source: &'a SourceFile,
    pub document: &'a Document,
    pub outline: &'a Outline<'a>,
    /// Running text without code, quotations, logs, chats and addresses.
    pub sentences: &'a [Sentence<'a>],
    pub names: &'a Names,
    /// Places where somebody is made the cause, by the index of their sentence.
    hits: &'a [(usize, Hit)],
    links: &'a links::Links<'a>,
}

impl<'a> Context<'a> {
    /// Where a sentence makes somebody the cause.
    fn blames(&self, sentence: &Sentence<'_>) -> impl Iterator<Item = &'a Hit> {
        let index = sentence.index;
        self.hits
            .iter()
            .filter(move |(at, _)| *at == index)
            .map(|(_, hit)| hit)
    }
}

/// What a rule may look at when everything is known.
pub struct Facts<'a> {
    pub input: &'a Input,
    pub corpus: &'a Corpus,
    earlier: earlier::Earlier,
    customs: customs::Customs<'a>,
}

/// All rules, by group.
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.name == name).copied()
}

/// Checks a few documents of a knowledge base that is there already.
pub fn again(input: &Input, corpus: &Corpus, only: &HashSet<FileId>) -> Vec<Diagnostic> {
    let looker = Looker::new(input, rules(), Some(only));
    let headings = Headings::new(&input.config.headings);
    let incidents = corpus.incidents.iter();
    let incidents: HashMap<FileId, &Incident> = incidents
        .map(|incident| (incident.file, incident))
        .collect();
    let looked = only.par_iter().filter_map(|&file| {
        let source = input.sources.get(file);
        let document = parse::document(source).value;
        let outcome = match incidents.get(&file) {
            Some(&incident) => Outcome::Incident(Box::new(incident.clone())),
            None => {
                let mut left_out = corpus.left_out.iter();
                Outcome::LeftOut(left_out.find(|left_out| left_out.file == file)?.clone())
            }
        };
        looker.look(&Seen {
            source,
            document: &document,
            outline: &Outline::new(&document, &headings),
            outcome: &outcome,
        })
    });
    looker.conclude(corpus, looked.collect())
}
