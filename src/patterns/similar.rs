//! Which incidents resemble each other, which one happened again, and which are one incident told twice.
//!
//! *Happened again* says more than alike: both share a specific pattern and the service where they began, or they are alike
//! and have a trigger in common. Everything else that is alike is *similar*. A wrong link costs more trust than ten right
//! ones earn: what is unsure is left out.

mod reasons;
pub mod same_incident;
pub mod space;

use super::terms::{Term, Terms, named};
use super::{Pattern, Patterns};
use crate::model::{Corpus, Incident, ServiceRole};
use crate::read::Input;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use space::Space;
use std::collections::{BTreeMap, BTreeSet};

/// From here on two incidents are similar.
const SIMILAR: f32 = 0.18;
/// Happened again for a trigger in common: alike beyond doubt.
const ALIKE: f32 = 0.22;
/// Happened again for a specific pattern in one place: they must have some words in common all the same.
const RELATED: f32 = 0.15;
/// So much of a likeness one word can be. A name that two documents have in common makes them no more alike than that.
const ONE_WORD: f32 = 0.06;
/// What must be left of a likeness beside the names of services and what is too much for one word.
const BROAD: f32 = 0.11;
/// A pattern of fewer incidents than this part of all is specific.
const SPECIFIC: f32 = 0.15;
/// So many links an incident has at most.
const MOST: usize = 6;
/// In a place with a long history, so many neighbours in time are looked at.
const NEIGHBOURS: usize = 12;

/// What one incident is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Probably one incident in two documents: for somebody to decide.
    SameIncident,
    Again,
    Similar,
}

impl Kind {
    /// As the data contract writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Similar => "similar",
            Self::Again => "again",
            Self::SameIncident => "same_incident",
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Similar => "similar",
            Self::Again => "happened again",
            Self::SameIncident => "probably the same incident",
        }
    }
}

/// From one incident to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Index into `corpus.incidents`; a smaller one is an earlier incident.
    pub other: usize,
    pub kind: Kind,
    /// From 0 to 1.
    pub score: f32,
    /// In words, each a phrase.
    pub because: Vec<String>,
}

/// The incidents that are most like one of them, whether that is much or not.
pub fn nearest(input: &Input, corpus: &Corpus, index: usize) -> Vec<(usize, f32)> {
    let stop = super::terms::stop_words(&input.catalog, corpus);
    let space = Space::new(input, corpus, &stop);
    let others = space.candidates(index).into_iter();
    let others = others.map(|other| other as usize);
    let mut found: Vec<_> = others
        .filter(|&other| corpus.incidents[other].counts())
        .map(|other| (other, space.likeness(index, other)))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

/// What the comparison of incidents looks at beside their words.
struct Facts {
    /// How many incidents count.
    counted: usize,
    /// Specific categories of each incident.
    specific: Vec<Vec<usize>>,
    /// Where each began, folded.
    origins: Vec<Vec<String>>,
    /// The words in the names of each one's services, sorted.
    service_words: Vec<Vec<Term>>,
    /// Those whose author says that it only looked like one before.
    another_cause: Vec<bool>,
}

/// The links of every incident: the same incident first, then what happened again, then the most alike.
pub fn links(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    space: &Space,
    candidates: &[Vec<u32>],
    stop: &FxHashSet<u64>,
) -> Vec<Vec<Link>> {
    let fresh = || Terms::new(&input.config.search.language, stop);
    let facts = Facts::new(corpus, patterns, fresh);
    let neighbours = neighbours(corpus, &facts);
    (0..corpus.incidents.len())
        .into_par_iter()
        .map_init(fresh, |terms, index| {
            let found = candidates[index].iter();
            let mut others: BTreeSet<usize> = found.map(|&other| other as usize).collect();
            others.extend(&neighbours[index]);
            let mut found: Vec<(Kind, f32, usize)> = others
                .into_iter()
                .filter_map(|other| {
                    let (kind, score) = relation(corpus, &facts, space, index, other)?;
                    Some((kind, score, other))
                })
                .collect();
            found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
            found.truncate(MOST);
            let because = reasons::Reasons::new(
                corpus,
                patterns,
                &facts,
                space,
                terms,
                index,
                found.is_empty(),
            );
            found
                .into_iter()
                .map(|(kind, score, other)| Link {
                    other,
                    kind,
                    score: (score * 100.0).round() / 100.0,
                    because: because.of(other, kind),
                })
                .collect()
        })
        .collect()
}

fn relation(
    corpus: &Corpus,
    facts: &Facts,
    space: &Space,
    index: usize,
    other: usize,
) -> Option<(Kind, f32)> {
    let (this, that) = (&corpus.incidents[index], &corpus.incidents[other]);
    if this.told_in == Some(other) || that.told_in == Some(index) {
        return Some((Kind::SameIncident, space.likeness(index, other)));
    }
    // Another account of an incident is no incident of its own, and a draft no source.
    if that.told_in.is_some() || that.is_draft() || this.told_in.is_some() {
        return None;
    }
    let score = space.likeness(index, other);
    if score < RELATED || !is_broad(facts, space, index, other) {
        return None;
    }
    let (earlier, later) = match index < other {
        true => (this, that),
        false => (that, this),
    };
    let in_order = match (&earlier.date, &later.date) {
        (Some(earlier), Some(later)) => earlier.value < later.value,
        _ => false,
    };
    let again = in_order
        && (facts.pattern_in_place(index, other).is_some()
            || score >= ALIKE
                && shares(&this.triggers, &that.triggers)
                && !facts.another_cause[index.max(other)]);
    if again {
        return Some((Kind::Again, score));
    }
    (score >= SIMILAR).then_some((Kind::Similar, score))
}

/// Whether two incidents have more in common than a word or two and where they happened.
fn is_broad(facts: &Facts, space: &Space, index: usize, other: usize) -> bool {
    let (these, those) = (&facts.service_words[index], &facts.service_words[other]);
    let names =
        |term: &Term| these.binary_search(term).is_ok() && those.binary_search(term).is_ok();
    let mut broad = 0.0;
    space.each_shared(index, other, |term, weight| {
        if !names(&term) {
            broad += weight.min(ONE_WORD);
        }
    });
    broad >= BROAD
}

impl Facts {
    fn new<'t>(
        corpus: &Corpus,
        patterns: &Patterns,
        fresh: impl Fn() -> Terms<'t> + Sync + Send,
    ) -> Self {
        let counted = corpus.counted().count();
        let mut specific = vec![Vec::new(); corpus.incidents.len()];
        for (number, pattern) in patterns.all.iter().enumerate() {
            if is_specific(pattern, counted) {
                for &incident in &pattern.incidents {
                    specific[incident].push(number);
                }
            }
        }
        let incidents = &corpus.incidents;
        Self {
            counted,
            specific,
            origins: incidents.iter().map(origins).collect(),
            service_words: incidents
                .par_iter()
                .map_init(fresh, service_words)
                .collect(),
            another_cause: incidents.par_iter().map(says_another_cause).collect(),
        }
    }

    /// A specific pattern that both have, where both began at the same service.
    fn pattern_in_place(&self, a: usize, b: usize) -> Option<(usize, &str)> {
        let place = self.origins[a]
            .iter()
            .find(|name| self.origins[b].contains(name))?;
        let pattern = self.specific[a]
            .iter()
            .find(|number| self.specific[b].contains(number))?;
        Some((*pattern, place))
    }
}

/// The words of an incident's services, and the services themselves.
fn service_words(terms: &mut Terms<'_>, incident: &Incident) -> Vec<Term> {
    let mut found = Vec::new();
    for service in &incident.services {
        let name = &service.value.name;
        found.push(named("service", name));
        terms.each(name, |term, _| found.push(term));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where an incident began: what the document calls its origin, or the one service that it names at all.
fn origins(incident: &Incident) -> Vec<String> {
    let mut names: Vec<String> = incident
        .services
        .iter()
        .filter(|service| service.value.role == Some(ServiceRole::Origin))
        .map(|service| crate::catalog::fold(&service.value.name))
        .collect();
    if let ([only], true) = (incident.services.as_slice(), names.is_empty())
        && only.value.role.is_none()
    {
        names.push(crate::catalog::fold(&only.value.name));
    }
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

/// Incidents to compare with each one whatever their words are: other accounts of it, and those with the same specific
/// pattern at the same place, the nearest in time.
fn neighbours(corpus: &Corpus, facts: &Facts) -> Vec<Vec<usize>> {
    let mut buckets: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    for index in 0..corpus.incidents.len() {
        for place in &facts.origins[index] {
            for &pattern in &facts.specific[index] {
                buckets.entry((place, pattern)).or_default().push(index);
            }
        }
    }
    let mut found = vec![Vec::new(); corpus.incidents.len()];
    for (index, incident) in corpus.incidents.iter().enumerate() {
        if let Some(full) = incident.told_in {
            found[index].push(full);
            found[full].push(index);
        }
    }
    for members in buckets.values() {
        for (at, &index) in members.iter().enumerate() {
            let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(members.len());
            found[index].extend(
                members[near]
                    .iter()
                    .copied()
                    .filter(|&other| other != index),
            );
        }
    }
    found
}

/// Whether so few of all incidents show a pattern that sharing it says something.
pub fn is_specific(pattern: &Pattern, counted: usize) -> bool {
    (pattern.incidents.len() as f32) < SPECIFIC * counted as f32
}

fn shares(these: &[String], those: &[String]) -> bool {
    these.iter().any(|key| those.contains(key))
}

/// Whether an author says that it only looked like the incident before.
fn says_another_cause(incident: &Incident) -> bool {
    const SAYINGS: [&str; 6] = [
        "another root cause",
        "different root cause",
        "another cause",
        "different cause",
        "the cause is another",
        "different reason",
    ];
    let says = |text: &str| {
        let text = text.to_lowercase();
        SAYINGS.iter().any(|saying| text.contains(saying))
    };
    incident.summary.iter().any(|summary| says(&summary.value))
        || incident
            .factors
            .iter()
            .any(|factor| says(&factor.text.value))
}
