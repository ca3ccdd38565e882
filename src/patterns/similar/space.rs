//! Incidents as weighted terms: what each is about, measured against the whole folder.
//!
//! Words of the title, of the file's name, of factors and triggers weigh more than those of a summary. A word that half of
//! the folder has (a template's, a platform's) weighs next to nothing. Categories and services are terms too. What
//! matters is the angle between two incidents, so that a long document that mentions everything is near to nothing.

use crate::model::{Corpus, Incident, ServiceRole};
use crate::patterns::terms::{Term, Terms, named};
use crate::read::Input;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

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

/// All incidents as vectors of length 1, sorted by term.
pub struct Space {
    vectors: Vec<Vec<(Term, f32)>>,
    /// The terms with which each incident is looked for.
    asked: Vec<Vec<Term>>,
    /// For each rare term the incidents that have it.
    postings: FxHashMap<Term, Vec<u32>>,
    /// Of each term the number of incidents that have it.
    frequency: FxHashMap<Term, u32>,
}

impl Space {
    pub fn new(input: &Input, corpus: &Corpus, stop: &FxHashSet<Term>) -> Self {
        let fresh = || Terms::new(&input.config.search.language, stop);
        let mut vectors: Vec<Vec<(Term, f32)>> = corpus
            .incidents
            .par_iter()
            .map_init(fresh, |terms, incident| weights(terms, incident))
            .collect();
        let mut frequency: FxHashMap<Term, u32> = FxHashMap::default();
        for (term, _) in vectors.iter().flatten() {
            *frequency.entry(*term).or_default() += 1;
        }
        let all = corpus.incidents.len() as f32 + UNSEEN;
        vectors.par_iter_mut().for_each(|vector| {
            for (term, weight) in vector.iter_mut() {
                *weight = weight.sqrt() * (all / frequency[term] as f32).ln();
            }
            shorten(vector);
        });
        let mut space = Self {
            vectors,
            asked: Vec::new(),
            postings: FxHashMap::default(),
            frequency,
        };
        let all = 0..space.vectors.len();
        space.asked = all.into_par_iter().map(|at| space.weightiest(at)).collect();
        for (index, asked) in space.asked.iter().enumerate() {
            for &term in asked {
                space.postings.entry(term).or_default().push(index as u32);
            }
        }
        space
    }

    /// The weightiest terms of an incident that others have too, and not too many others.
    fn weightiest(&self, index: usize) -> Vec<Term> {
        let common = (self.vectors.len() / 3 + 3).min(COMMON) as u32;
        let mut terms: Vec<(Term, f32)> = self.vectors[index]
            .iter()
            .filter(|(term, _)| (2..=common).contains(&self.frequency[term]))
            .copied()
            .collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(ASKED);
        terms.into_iter().map(|(term, _)| term).collect()
    }

    /// How many incidents are described by a term.
    pub fn frequency(&self, term: Term) -> u32 {
        self.frequency.get(&term).copied().unwrap_or_default()
    }

    /// How alike two incidents are, from 0 to 1.
    pub fn likeness(&self, a: usize, b: usize) -> f32 {
        let mut likeness = 0.0;
        self.each_shared(a, b, |_, weight| likeness += weight);
        likeness
    }

    /// The terms that two incidents share, with their part in the likeness, in the order of the terms.
    pub fn shared(&self, a: usize, b: usize) -> Vec<(Term, f32)> {
        let mut shared = Vec::new();
        self.each_shared(a, b, |term, weight| shared.push((term, weight)));
        shared
    }

    /// Calls `each` with the terms that two incidents share and their part in the likeness.
    pub fn each_shared(&self, a: usize, b: usize, mut each: impl FnMut(Term, f32)) {
        let (mut a, mut b) = (self.vectors[a].as_slice(), self.vectors[b].as_slice());
        while let ([(term, weight), rest_a @ ..], [(other, other_weight), rest_b @ ..]) = (a, b) {
            match term.cmp(other) {
                std::cmp::Ordering::Less => a = rest_a,
                std::cmp::Ordering::Greater => b = rest_b,
                std::cmp::Ordering::Equal => {
                    each(*term, weight * other_weight);
                    (a, b) = (rest_a, rest_b);
                }
            }
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
        for term in &self.asked[index] {
            let Some(others) = self.postings.get(term) else {
                continue;
            };
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

/// The terms of an incident with what they weigh in it, sorted by term.
fn weights(terms: &mut Terms<'_>, incident: &Incident) -> Vec<(Term, f32)> {
    let mut found: Vec<(Term, f32)> = Vec::with_capacity(256);
    texts(incident, &mut |text, weight| {
        terms.each(text, |term, _| found.push((term, weight)));
    });
    for factor in &incident.factors {
        for category in &factor.categories {
            found.push((named("category", category), 1.0));
        }
    }
    for trigger in &incident.triggers {
        found.push((named("category", trigger), 2.5));
    }
    for service in &incident.services {
        let weight = match service.value.role {
            Some(ServiceRole::Affected) => 0.5,
            _ => 1.5,
        };
        found.push((named("service", &service.value.name), weight));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            // The third mention adds little to the second.
            kept.1 = (kept.1 + next.1).min(10.0);
        }
        same
    });
    found
}

/// What an incident is described by, and how much each text weighs.
pub fn texts<'i>(incident: &'i Incident, each: &mut impl FnMut(&'i str, f32)) {
    each(&incident.title.value, 4.0);
    each(file_name(&incident.source), 4.0);
    let mut list = |values: &'i [crate::model::Sourced<String>], weight, most| {
        for value in values.iter().take(24) {
            each(beginning(&value.value, most), weight);
        }
    };
    list(&incident.labels, 1.0, 60);
    list(&incident.trigger_texts, 1.5, 300);
    list(&incident.mitigations, 0.4, 200);
    list(incident.summary.as_slice(), 1.0, 900);
    list(incident.impact.text.as_slice(), 0.5, 400);
    for why in incident.whys.iter().take(4) {
        list(why, 0.6, 300);
    }
    for factor in incident.factors.iter().take(24) {
        each(beginning(&factor.text.value, 300), 1.2);
    }
    for action in incident.actions.iter().take(24) {
        each(beginning(&action.text.value, 160), 0.3);
    }
}

/// What a document's file is called, or its folder where the file says nothing.
fn file_name(source: &str) -> &str {
    let mut parts = source.rsplit('/');
    let file = parts.next().unwrap_or(source);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match stem {
        "index" | "_index" | "README" => parts.next().unwrap_or(stem),
        _ => stem,
    }
}

fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Keeps the weightiest terms and makes the vector's length 1.
fn shorten(vector: &mut Vec<(Term, f32)>) {
    if vector.len() > MOST {
        vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        vector.truncate(MOST);
        vector.sort_by_key(|(term, _)| *term);
    }
    let length = vector
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f32>()
        .sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}
