//! Which incidents resemble each other, which one happened again, and which are one incident told twice.
//!
//! *Happened again* says more than alike: both share a specific pattern and the service where they began, or they are alike
//! and have a trigger in common. Everything else that is alike is *similar*. A wrong link costs more trust than ten right
//! ones earn: what is unsure is left out.

mod breadth;
pub mod described;
pub mod facts;
pub mod known;
pub mod places;
mod reasons;
pub mod same_incident;
pub mod space;
mod written;

use super::Patterns;
use super::terms::Terms;
use crate::model::Corpus;
use crate::read::Input;
use facts::Facts;
use rayon::prelude::*;
use reasons::Reasons;
use rustc_hash::FxHashSet;
use space::{Held, Number, Space};
use std::collections::BTreeMap;
use written::Texts;

/// From here on two incidents are similar, their causes counted in.
const SIMILAR: f32 = 0.20;
/// Causes alone, in a category and a few words that everybody has, are not enough: so alike they must be without that.
const PLAINLY: f32 = 0.18;
/// Happened again for a trigger in common: alike beyond doubt.
const ALIKE: f32 = 0.26;
/// And so alike that it does not matter how common the trigger is.
const BEYOND: f32 = 0.4;
/// Happened again for a specific pattern in one place: they must have some words in common all the same.
const RELATED: f32 = 0.15;
/// What both tell of their causes counts so much more than what was seen and where.
const CAUSE: f32 = 0.5;
/// With so many specific patterns in one place it happened again in whatever words.
const SAME: usize = 2;
/// So many links an incident has at most.
const MOST: usize = 6;
/// Which of two incidents asks what the other is to it.
const EARLIER: u8 = 1;
const LATER: u8 = 2;
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

/// An incident that resembles another one, whether much or not.
pub struct Near {
    /// Index into `corpus.incidents`.
    pub other: usize,
    /// From 0 to 1.
    pub score: f32,
    /// What both have in common.
    pub words: Vec<String>,
}

/// The incidents that are most like one of them, whether that is much or not.
pub fn nearest(input: &Input, corpus: &Corpus, index: usize) -> Vec<Near> {
    let stop = super::terms::stop_words(&input.catalog, corpus);
    let space = Space::new(
        described::read(input, corpus, &stop, None),
        &corpus.sources(),
    );
    let mut held = space.held();
    let held = held.to(index);
    let others = space.candidates(index).into_iter();
    let others = others.map(|other| other as usize);
    let texts = Texts::of(&corpus.incidents[index]);
    let near = |other: usize| {
        let words = reasons::words(held, &texts, &corpus.incidents[other], other);
        Near {
            other,
            score: held.likeness(other),
            words: words.into_iter().map(str::to_string).collect(),
        }
    };
    let counts = |other: &usize| corpus.incidents[*other].counts();
    let mut found: Vec<Near> = others.filter(counts).map(near).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.other.cmp(&b.other)));
    found
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
    let facts = Facts::new(corpus, patterns, space, fresh);
    let found = found(corpus, &facts, space, candidates);
    found
        .into_par_iter()
        .enumerate()
        .map_init(
            || space.held(),
            |held, (index, mut found)| {
                found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
                found.truncate(MOST);
                if found.is_empty() {
                    return Vec::new();
                }
                let because = Reasons {
                    corpus,
                    patterns,
                    facts: &facts,
                    held: held.to(index),
                    index,
                    texts: Texts::of(&corpus.incidents[index]),
                };
                found
                    .into_iter()
                    .map(|(kind, score, other)| Link {
                        other,
                        kind,
                        score: (score * 100.0).round() / 100.0,
                        because: because.of(other, kind),
                    })
                    .collect()
            },
        )
        .collect()
}

/// For each incident what others are to it, in any order.
fn found(
    corpus: &Corpus,
    facts: &Facts,
    space: &Space,
    candidates: &[Vec<u32>],
) -> Vec<Vec<(Kind, f32, usize)>> {
    let pairs = pairs(candidates, &neighbours(corpus, facts)).into_par_iter();
    let related = pairs.enumerate().map_init(
        || (space.held(), Vec::new()),
        |(held, shared), (index, pairs)| {
            let held = held.to(index);
            let related = pairs.into_iter().filter_map(|(other, asking)| {
                let other = other as usize;
                let (kind, score) = relation(corpus, facts, held, shared, index, other)?;
                Some((kind, score, other, asking))
            });
            related.collect::<Vec<_>>()
        },
    );
    let related: Vec<Vec<_>> = related.collect();
    // A draft is no source.
    let shown =
        |kind, other: usize| kind == Kind::SameIncident || !corpus.incidents[other].is_draft();
    let mut found = vec![Vec::new(); related.len()];
    for (earlier, related) in related.into_iter().enumerate() {
        for (kind, score, later, asking) in related {
            if asking & EARLIER != 0 && shown(kind, later) {
                found[earlier].push((kind, score, later));
            }
            if asking & LATER != 0 && shown(kind, earlier) {
                found[later].push((kind, score, earlier));
            }
        }
    }
    found
}

/// For each incident those after it that it is compared with, and which of the two asks for it. What one is to the other
/// is the same from both sides.
fn pairs(candidates: &[Vec<u32>], neighbours: &[Vec<usize>]) -> Vec<Vec<(u32, u8)>> {
    let mut pairs = vec![Vec::new(); candidates.len()];
    for (index, (candidates, neighbours)) in candidates.iter().zip(neighbours).enumerate() {
        let neighbours = neighbours.iter().map(|&other| other as u32);
        for other in candidates.iter().copied().chain(neighbours) {
            match index < other as usize {
                true => pairs[index].push((other, EARLIER)),
                false => pairs[other as usize].push((index as u32, LATER)),
            }
        }
    }
    pairs.par_iter_mut().for_each(|pairs| {
        pairs.sort_unstable();
        pairs.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 |= u8::from(same) * next.1;
            same
        });
    });
    pairs
}

/// What another incident is to the one that others are held to; `shared` is room to work in.
fn relation(
    corpus: &Corpus,
    facts: &Facts,
    held: &Held<'_>,
    shared: &mut Vec<(Number, f32)>,
    index: usize,
    other: usize,
) -> Option<(Kind, f32)> {
    let (this, that) = (&corpus.incidents[index], &corpus.incidents[other]);
    if this.told_in == Some(other) || that.told_in == Some(index) {
        return Some((Kind::SameIncident, held.likeness(other)));
    }
    // Another account of an incident is no incident of its own.
    if that.told_in.is_some() || this.told_in.is_some() {
        return None;
    }
    let score = held.likeness_by_term(other, shared);
    let is_related = score >= RELATED && facts.breadth.is_enough(shared, index, other);
    let same = facts.patterns_in_place(index, other).take(SAME).count();
    if !is_related && same < SAME {
        return None;
    }
    let later = match index < other {
        true => that,
        false => this,
    };
    let in_order = match (facts.last_days[index.min(other)], &later.date) {
        (Some(over), Some(later)) => over < later.value,
        _ => false,
    };
    let again = in_order
        && (same > 0
            || score >= ALIKE
                && facts.trigger_tells(this, that, score >= BEYOND)
                && !facts.another_cause[index.max(other)]
                && facts.breadth.is_enough_in_words(shared, index, other));
    let strength = (score + CAUSE * held.likeness_of_causes(other)).min(1.0);
    if again {
        return Some((Kind::Again, strength));
    }
    let is_similar = is_related
        && score >= PLAINLY
        && strength >= SIMILAR
        && facts.breadth.is_enough_in_words(shared, index, other);
    is_similar.then_some((Kind::Similar, strength))
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
