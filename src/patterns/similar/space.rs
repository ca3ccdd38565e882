//! Incidents as weighted terms: what each is about, measured against the whole folder.
//!
//! A word that half of the folder has (a template's, a platform's) weighs next to nothing. What matters is the angle
//! between two incidents, so that a long document that mentions everything is near to nothing.

use super::described::Read;
use super::written::Written;
use crate::patterns::terms::Term;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// A few documents tell little about which words are rare: as if so many more were there, with none of these words.
const UNSEEN: f32 = 8.0;
/// An incident is described by so many of its weightiest terms.
const MOST: usize = 96;
/// With so many of them it is looked for.
const ASKED: usize = 28;
/// A term that more incidents have finds too many to tell anything.
const COMMON: usize = 256;
/// So many are compared in full.
const COMPARED: usize = 48;

/// A term by its place among all terms, in their order.
pub type Number = u32;

/// A term in an incident.
#[derive(Debug, Clone, Copy)]
pub struct Weighed {
    term: Number,
    pub weight: f32,
    /// How the incident writes it.
    pub written: Written,
}

impl Weighed {
    pub fn weightiest_first(&self, other: &Self) -> Ordering {
        let by_weight = other.weight.total_cmp(&self.weight);
        by_weight.then(self.term.cmp(&other.term))
    }
}

/// All incidents as vectors of length 1, sorted by term.
pub struct Space {
    vectors: Vec<Vec<Weighed>>,
    /// The terms with which each incident is looked for.
    asked: Vec<Vec<Number>>,
    /// For each rare term the incidents that have it.
    postings: Vec<Vec<u32>>,
    /// All terms, sorted.
    terms: Vec<Term>,
    /// Of each term the number of incidents that have it.
    frequency: Vec<u32>,
}

/// One incident to which others are held, term by term.
pub struct Held<'s> {
    space: &'s Space,
    /// What each term weighs in the incident.
    weights: Vec<f32>,
    /// Whether it tells of a cause there.
    causes: Vec<bool>,
    index: Option<usize>,
}

impl Space {
    /// `sources`: the path of each incident's document.
    pub fn new(read: Vec<Arc<Read>>, sources: &[&str]) -> Self {
        let (terms, frequency) = counted(&read);
        let folders = Folders::new(&read, sources);
        let numbers: FxHashMap<Term, Number> = terms.iter().copied().zip(0..).collect();
        let all = read.len() as f32 + UNSEEN;
        let rarity: Vec<f32> = frequency
            .iter()
            .map(|count| (all / *count as f32).ln())
            .collect();
        let vectors = read.into_par_iter().zip(sources).map(|(read, source)| {
            let usual = folders.usual(source);
            let weighed = read.iter().map(|&(term, weight, written)| {
                let rarity_there = usual.and_then(|usual| usual.get(&term));
                let term = numbers[&term];
                let rarity = rarity[term as usize];
                let rarity = rarity_there.map_or(rarity, |there| there.min(rarity));
                let weight = weight.sqrt() * rarity;
                Weighed {
                    term,
                    weight,
                    written,
                }
            });
            let mut vector: Vec<Weighed> = weighed.collect();
            shorten(&mut vector);
            vector
        });
        let mut space = Self {
            vectors: vectors.collect(),
            asked: Vec::new(),
            postings: vec![Vec::new(); terms.len()],
            terms,
            frequency,
        };
        let all = 0..space.vectors.len();
        space.asked = all.into_par_iter().map(|at| space.weightiest(at)).collect();
        for (index, asked) in space.asked.iter().enumerate() {
            for &term in asked {
                space.postings[term as usize].push(index as u32);
            }
        }
        space
    }

    /// The weightiest terms of an incident that others have too, and not too many others.
    fn weightiest(&self, index: usize) -> Vec<Number> {
        let common = (self.vectors.len() / 3 + 3).min(COMMON) as u32;
        let mut terms: Vec<Weighed> = self.vectors[index]
            .iter()
            .filter(|found| (2..=common).contains(&self.frequency[found.term as usize]))
            .copied()
            .collect();
        keep_weightiest(&mut terms, ASKED);
        terms.sort_unstable_by(Weighed::weightiest_first);
        terms.into_iter().map(|found| found.term).collect()
    }

    /// How many incidents are described by a term.
    pub fn frequency(&self, term: Term) -> u32 {
        let number = self.number(term);
        number.map_or(0, |number| self.frequency[number as usize])
    }

    /// The number of a term, where an incident is described by it.
    pub fn number(&self, term: Term) -> Option<Number> {
        let number = self.terms.binary_search(&term).ok()?;
        Some(number as Number)
    }

    /// Something to hold incidents to one another with.
    pub fn held(&self) -> Held<'_> {
        Held {
            space: self,
            weights: vec![0.0; self.terms.len()],
            causes: vec![false; self.terms.len()],
            index: None,
        }
    }

    /// Incidents that are worth a look from this one: they share rare terms with it. Without any order that means
    /// something.
    pub fn candidates(&self, index: usize) -> Vec<u32> {
        self.look(index, &mut vec![0.0; self.vectors.len()])
    }

    /// The same for every incident.
    pub fn all_candidates(&self) -> Vec<Vec<u32>> {
        let fresh = || vec![0.0; self.vectors.len()];
        let all = (0..self.vectors.len()).into_par_iter();
        all.map_init(fresh, |shared, index| self.look(index, shared))
            .collect()
    }

    /// `shared`: a zero for each incident, before and after.
    fn look(&self, index: usize, shared: &mut [f32]) -> Vec<u32> {
        let mut found: Vec<(u32, f32)> = Vec::new();
        for &term in &self.asked[index] {
            let others = &self.postings[term as usize];
            let weight = 1.0 / (others.len() as f32).sqrt();
            for &other in others {
                let sum = &mut shared[other as usize];
                if *sum == 0.0 {
                    found.push((other, 0.0));
                }
                *sum += weight;
            }
        }
        found.retain_mut(|(other, sum)| {
            *sum = std::mem::take(&mut shared[*other as usize]);
            *other as usize != index
        });
        let most_first = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if found.len() > COMPARED {
            found.select_nth_unstable_by(COMPARED, most_first);
            found.truncate(COMPARED);
        }
        found.into_iter().map(|(other, _)| other).collect()
    }
}

impl Held<'_> {
    /// Holds others to this incident.
    pub fn to(&mut self, index: usize) -> &Self {
        if self.index == Some(index) {
            return self;
        }
        let vectors = &self.space.vectors;
        for found in self.index.into_iter().flat_map(|before| &vectors[before]) {
            self.weights[found.term as usize] = 0.0;
        }
        for found in &vectors[index] {
            self.weights[found.term as usize] = found.weight;
            self.causes[found.term as usize] = found.written.is_of_cause();
        }
        self.index = Some(index);
        self
    }

    /// How alike the other one is, from 0 to 1.
    pub fn likeness(&self, other: usize) -> f32 {
        let others = self.space.vectors[other].iter();
        let parts = others.map(|found| found.weight * self.weights[found.term as usize]);
        parts.fold(0.0, |sum, part| sum + part)
    }

    /// How much of the likeness comes from what both tell of their causes.
    pub fn likeness_of_causes(&self, other: usize) -> f32 {
        let others = self.space.vectors[other].iter();
        let told = others.filter(|found| found.written.is_of_cause());
        let told = told.filter(|found| self.causes[found.term as usize]);
        let parts = told.map(|found| found.weight * self.weights[found.term as usize]);
        parts.fold(0.0, |sum, part| sum + part)
    }

    /// How alike the other one is, with the part of each term that both have.
    pub fn likeness_by_term(&self, other: usize, parts: &mut Vec<(Number, f32)>) -> f32 {
        parts.clear();
        let others = self.space.vectors[other].iter();
        let weighed = others.map(|found| {
            let weight = found.weight * self.weights[found.term as usize];
            (found.term, weight)
        });
        parts.extend(weighed.filter(|(_, weight)| *weight != 0.0));
        parts.iter().fold(0.0, |sum, (_, part)| sum + part)
    }

    /// The terms that both have with their part in the likeness, as this incident writes them and as the other one does,
    /// in the order of the terms.
    pub fn shared(&self, other: usize) -> impl Iterator<Item = (Weighed, Written)> {
        let vectors = &self.space.vectors;
        let mut own = self.index.map_or(&[][..], |index| &vectors[index]).iter();
        let others = vectors[other].iter();
        let both = others.filter(|found| self.weights[found.term as usize] != 0.0);
        both.filter_map(move |found| {
            let own = own.find(|own| own.term == found.term)?;
            let weight = own.weight * found.weight;
            Some((Weighed { weight, ..*own }, found.written))
        })
    }
}

/// Folders of some documents but not of all, each with the terms that half of its incidents have, and how rare they are
/// there: a team's folder says the name of its own system everywhere.
struct Folders<'s>(FxHashMap<&'s str, FxHashMap<Term, f32>>);

impl<'s> Folders<'s> {
    fn new(read: &[Arc<Read>], sources: &[&'s str]) -> Self {
        /// Fewer documents have nothing usual.
        const SOME: usize = 4;
        let mut members: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, source) in sources.iter().enumerate() {
            members.entry(folder(source)).or_default().push(index);
        }
        members.retain(|_, members| (SOME..read.len()).contains(&members.len()));
        let usual = members.into_par_iter().map(|(folder, members)| {
            let mut counts: FxHashMap<Term, usize> = FxHashMap::default();
            for (term, ..) in members.iter().flat_map(|&index| read[index].iter()) {
                *counts.entry(*term).or_default() += 1;
            }
            counts.retain(|_, count| *count * 2 >= members.len());
            let all = members.len() as f32 + UNSEEN;
            let rarity = counts
                .into_iter()
                .map(|(term, count)| (term, (all / count as f32).ln()));
            (folder, rarity.collect())
        });
        Self(usual.collect())
    }

    fn usual(&self, source: &str) -> Option<&FxHashMap<Term, f32>> {
        self.0.get(folder(source))
    }
}

/// The folder of a document.
fn folder(source: &str) -> &str {
    source.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// All terms, sorted, each with the number of incidents that have it.
fn counted(read: &[Arc<Read>]) -> (Vec<Term>, Vec<u32>) {
    const PARTS: usize = 8;
    let parts = read.par_chunks(read.len() / PARTS + 1).map(|read| {
        let mut frequency: FxHashMap<Term, u32> = FxHashMap::default();
        for (term, ..) in read.iter().flat_map(|read| read.iter()) {
            *frequency.entry(*term).or_default() += 1;
        }
        frequency
    });
    let parts: Vec<_> = parts.collect();
    let mut counted: Vec<(Term, u32)> = parts.into_iter().flatten().collect();
    counted.sort_unstable();
    counted.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += u32::from(same) * next.1;
        same
    });
    counted.into_iter().unzip()
}

/// Keeps the weightiest terms and makes the vector's length 1.
fn shorten(vector: &mut Vec<Weighed>) {
    if vector.len() > MOST {
        keep_weightiest(vector, MOST);
        vector.sort_unstable_by_key(|found| found.term);
    }
    let squares = vector.iter().map(|found| found.weight * found.weight);
    let length = squares.sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|found| found.weight /= length);
    }
}

/// Leaves so many, in any order.
fn keep_weightiest(found: &mut Vec<Weighed>, most: usize) {
    if found.len() > most {
        found.select_nth_unstable_by(most, Weighed::weightiest_first);
        found.truncate(most);
    }
}
