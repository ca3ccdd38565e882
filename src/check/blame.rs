//! Sentences in which a person is the cause: who, by which words, and what to ask instead.

mod agent;
mod care;
mod consequence;
mod deed;
mod error;
mod evidence;
mod excuse;
pub mod exonerates;
mod fronted;
mod idiom;
mod label;
mod nobody;
mod omission;
mod owned;
mod pointed;
mod promise;
mod question;
mod reproach;
mod shown;
mod state;
mod verdict;

use super::clause::{Subject, Who};
use super::names::Names;
use super::prose::Sentence;
use super::words::*;
pub use idiom::{SHORT as IDIOM_SHORT, phrases as idioms};
use std::ops::Range;

/// A place where a sentence makes somebody the cause.
#[derive(Debug, Clone)]
pub struct Hit {
    pub who: Who,
    /// The words that do it.
    pub words: Range<usize>,
    pub ask: &'static str,
}

const REMEMBER: &str = "what would have done or recalled this without anybody's memory?";
const SIGNAL: &str = "what made the signal hard to see, or easy to read in another way?";
const PATH: &str = "what let this reach production, and what in the pipeline could stop it?";
const SENSE: &str =
    "what did people see and know at that moment that made this the sensible thing to do?";
const INTERFACE: &str = "what in the tool or the interface made the two easy to confuse, and asked for no confirmation?";
const STEPS: &str = "what made this step possible to leave out: time, tools, an order of steps that nobody could see?";

/// A way of making somebody the cause, at one word of a sentence.
type Way = fn(&Sentence<'_>, &Names, usize) -> Option<Hit>;

/// The ways, each with the words at which it may begin.
const WAYS: &[(Class, Way)] = &[
    (idiom::BEGINS, idiom::at),
    (omission::BEGINS, omission::at),
    (error::BEGINS, error::at),
    (deed::BEGINS, deed::at),
    (state::BEGINS, state::at),
    (fronted::BEGINS, fronted::at),
    (question::BEGINS, question::at),
    (agent::BEGINS, agent::by_person),
    (agent::OWNS, agent::possessive),
    (verdict::BEGINS, verdict::at),
    (owned::BEGINS, owned::at),
    (evidence::BEGINS, evidence::at),
    (promise::BEGINS, promise::at),
    (shown::BEGINS, shown::at),
    (label::BEGINS, label::at),
];

/// All words at which one of them may begin.
const BEGINS: Class = {
    let (mut all, mut way) = (0, 0);
    while way < WAYS.len() {
        all |= WAYS[way].0;
        way += 1;
    }
    all
};

/// Every such place of a sentence.
pub fn hits(sentence: &Sentence<'_>, names: &Names) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    if !sentence.may_name_somebody(names) {
        return found;
    }
    for at in sentence.places(BEGINS) {
        let hit = WAYS
            .iter()
            .filter(|(begins, _)| sentence.is(at, *begins))
            .find_map(|(_, way)| way(sentence, names, at))
            .filter(|hit| !exonerates::clears(sentence, hit));
        if let Some(hit) = hit
            && found
                .last()
                .is_none_or(|last| last.words.end <= hit.words.start)
        {
            found.push(hit);
        }
    }
    found
}

/// The subject of a verb, where it is somebody who may be made a cause: one person, or a group that is not "we".
fn one(s: &Sentence<'_>, names: &Names, verb: usize) -> Option<Subject> {
    anybody(s, names, verb).filter(|subject| subject.who != Who::We)
}

/// The subject of a verb, where it is somebody.
fn anybody(s: &Sentence<'_>, names: &Names, verb: usize) -> Option<Subject> {
    s.subject(verb, names)
        .filter(|subject| excuse::counts(s, subject, verb))
}

/// The subject of what only a mind does: a name that nobody has listed counts as well.
fn mind(s: &Sentence<'_>, names: &Names, verb: usize) -> Option<Subject> {
    one(s, names, verb).or_else(|| s.mindful_subject(verb))
}

/// From the subject to the word before an index.
fn hit(s: &Sentence<'_>, subject: &Subject, end: usize, ask: &'static str) -> Option<Hit> {
    Some(Hit {
        who: subject.who,
        words: subject.words.start..end.min(s.words.len()).max(subject.words.end),
        ask,
    })
}
