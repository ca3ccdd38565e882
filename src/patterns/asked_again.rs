//! Action items that several incidents ask for: the same thing in nearly the same words, or under the same tracker key.

use super::terms::{Term, Terms};
use crate::model::{ActionItem, Corpus};
use crate::read::Input;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// From here on two action items ask for the same.
const SAME: f32 = 0.6;
/// A word that more different items have finds too many to tell anything.
const COMMON: usize = 64;
/// With so many of its rarest words an item is looked for.
const ASKED: usize = 8;
/// Fewer words than this say too little to be the same.
const FEWEST: usize = 3;

/// Words that ask for the same thing.
const SYNONYMS: [&[&str]; 3] = [
    &["alert", "alarm", "alerting", "monitor", "monitoring"],
    &[
        "document",
        "documentation",
        "docs",
        "runbook",
        "playbook",
        "wiki",
    ],
    &["certificate", "cert", "certs"],
];

/// An action item, by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActionAt {
    pub incident: usize,
    pub action: usize,
}

/// What was asked for more than once, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub actions: Vec<ActionAt>,
}

/// One wording of an item, and everybody who uses it.
struct Wording {
    terms: Vec<(Term, f32)>,
    actions: Vec<ActionAt>,
}

/// What several incidents ask for, in the order in which it was asked for last, newest first.
pub fn requests(
    input: &Input,
    corpus: &Corpus,
    keys: &Keys<'_>,
    stop: &FxHashSet<Term>,
) -> Vec<Request> {
    let mut wordings = wordings(input, corpus, stop);
    let mut edges = near(&mut wordings);
    edges.extend(same_keys(keys, &wordings));
    edges.sort_unstable();
    edges.dedup();

    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); wordings.len()];
    for (a, b) in edges {
        neighbours[b].push(a);
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of = vec![usize::MAX; wordings.len()];
    for (index, near) in neighbours.iter().enumerate() {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for &other in near {
            *votes.entry(group_of[other]).or_default() += 1;
        }
        // Like half of a group at least: a chain of items that each resemble the next one is no group.
        let joined = votes
            .into_iter()
            .find(|&(group, count)| count * 2 >= groups[group].len());
        let group = joined.map_or(groups.len(), |(group, _)| group);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(index);
        group_of[index] = group;
    }
    let mut requests: Vec<Request> = groups
        .into_iter()
        .map(|group| {
            let mut actions: Vec<ActionAt> = group
                .into_iter()
                .flat_map(|index| wordings[index].actions.clone())
                .collect();
            actions.sort_unstable();
            Request { actions }
        })
        .filter(|request| {
            request.actions.first().map(|at| at.incident)
                != request.actions.last().map(|at| at.incident)
        })
        .collect();
    requests.sort_by(|a, b| b.actions.last().cmp(&a.actions.last()));
    requests
}

/// Items by their words; what is worded the same is one.
fn wordings(input: &Input, corpus: &Corpus, stop: &FxHashSet<Term>) -> Vec<Wording> {
    let fresh = || {
        let mut terms = Terms::new(&input.config.search.language, stop);
        let canonical = synonyms(&mut terms);
        (terms, canonical)
    };
    let read: Vec<Vec<(Vec<Term>, ActionAt)>> = corpus
        .incidents
        .par_iter()
        .enumerate()
        .map_init(fresh, |(terms, canonical), (incident, said)| {
            if !said.counts() {
                return Vec::new();
            }
            let items = said.actions.iter().enumerate();
            items
                .map(|(action, item)| {
                    let mut found = Vec::new();
                    terms.each(&item.text.value, |term, _| {
                        found.push(*canonical.get(&term).unwrap_or(&term))
                    });
                    found.sort_unstable();
                    found.dedup();
                    (found, ActionAt { incident, action })
                })
                .collect()
        })
        .collect();
    let mut by_terms: FxHashMap<Vec<Term>, usize> = FxHashMap::default();
    let mut wordings: Vec<Wording> = Vec::new();
    for (terms, at) in read.into_iter().flatten() {
        // Too few words are never the same as others; a tracker key may still join them.
        let known = by_terms
            .get(&terms)
            .copied()
            .filter(|_| terms.len() >= FEWEST);
        match known {
            Some(index) => wordings[index].actions.push(at),
            None => {
                by_terms.insert(terms.clone(), wordings.len());
                wordings.push(Wording {
                    terms: terms.into_iter().map(|term| (term, 1.0)).collect(),
                    actions: vec![at],
                });
            }
        }
    }
    wordings
}

fn synonyms(terms: &mut Terms<'_>) -> FxHashMap<Term, Term> {
    let mut canonical = FxHashMap::default();
    for words in SYNONYMS {
        let mut first = None;
        for word in words {
            terms.each(word, |term, _| {
                canonical.insert(term, *first.get_or_insert(term));
            });
        }
    }
    canonical
}

/// Pairs of wordings that ask for the same, the smaller index first.
fn near(wordings: &mut [Wording]) -> Vec<(usize, usize)> {
    let mut frequency: FxHashMap<Term, u32> = FxHashMap::default();
    for (term, _) in wordings.iter().flat_map(|wording| &wording.terms) {
        *frequency.entry(*term).or_default() += 1;
    }
    let all = wordings.len() as f32 + 1.0;
    wordings.par_iter_mut().for_each(|wording| {
        for (term, weight) in &mut wording.terms {
            *weight = (all / frequency[term] as f32).ln();
        }
        let length = wording
            .terms
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        wording
            .terms
            .iter_mut()
            .for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
    });
    let asked = |wording: &Wording| {
        let common = (wordings.len() / 4 + 4).min(COMMON) as u32;
        let mut terms: Vec<(Term, f32)> = wording.terms.clone();
        terms.retain(|(term, _)| (2..=common).contains(&frequency[term]));
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(ASKED);
        terms.into_iter().map(|(term, _)| term).collect::<Vec<_>>()
    };
    let asked: Vec<Vec<Term>> = wordings.par_iter().map(asked).collect();
    let mut postings: FxHashMap<Term, Vec<usize>> = FxHashMap::default();
    for (index, terms) in asked.iter().enumerate() {
        for term in terms {
            postings.entry(*term).or_default().push(index);
        }
    }
    let wordings = &*wordings;
    (0..wordings.len())
        .into_par_iter()
        .flat_map_iter(|index| {
            let mut others: Vec<usize> = asked[index]
                .iter()
                .flat_map(|term| &postings[term])
                .copied()
                .collect();
            others.retain(|&other| other < index);
            others.sort_unstable();
            others.dedup();
            let is_near = move |&other: &usize| same(&wordings[index], &wordings[other]);
            others
                .into_iter()
                .filter(is_near)
                .map(move |other| (other, index))
        })
        .collect()
}

fn same(this: &Wording, that: &Wording) -> bool {
    let (mut shared, mut sum) = (0, 0.0);
    let mut others = that.terms.iter().peekable();
    for (term, weight) in &this.terms {
        while others.next_if(|(other, _)| other < term).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == term) {
            shared += 1;
            sum += weight * other;
        }
    }
    shared >= FEWEST && sum >= SAME
}

/// Wordings that name the same item of a tracker.
fn same_keys(keys: &Keys<'_>, wordings: &[Wording]) -> Vec<(usize, usize)> {
    let mut by_key: FxHashMap<&str, usize> = FxHashMap::default();
    let mut pairs = Vec::new();
    for (index, wording) in wordings.iter().enumerate() {
        for at in &wording.actions {
            let Some(key) = keys.of(*at) else {
                continue;
            };
            let first = *by_key.entry(key).or_insert(index);
            if first != index {
                pairs.push((first.min(index), first.max(index)));
            }
        }
    }
    pairs
}

/// The keys of all items in their trackers.
pub struct Keys<'c>(Vec<Vec<Option<&'c str>>>);

impl<'c> Keys<'c> {
    pub fn new(corpus: &'c Corpus) -> Self {
        let incidents = corpus.incidents.par_iter();
        let keys = incidents.map(|incident| incident.actions.iter().map(key).collect());
        Self(keys.collect())
    }

    pub fn of(&self, at: ActionAt) -> Option<&'c str> {
        self.0[at.incident][at.action]
    }
}

/// The key of an item: the first one is its own, further ones are mentioned.
fn key(item: &ActionItem) -> Option<&str> {
    item.refs.iter().map(String::as_str).find(|key| is_key(key))
}

/// Whether a reference names one item of one tracker: `PLAT-118`, or the web address of an issue. A bare number means
/// another item in another document.
fn is_key(reference: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if reference.starts_with("https://") || reference.starts_with("http://") {
        let mut parts = reference.trim_end_matches('/').rsplit('/');
        return match (parts.next(), parts.next()) {
            (Some(number), Some("issues" | "work_items")) => is_number(number),
            (Some(key), Some("browse")) => is_key(key),
            _ => false,
        };
    }
    reference.split_once('-').is_some_and(|(project, number)| {
        project.len() > 1
            && project
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && is_number(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_or_an_address_names_one_item_and_a_number_does_not() {
        for key in [
            "PLAT-118",
            "https://github.com/acme/shop/issues/12",
            "https://gitlab.example.com/acme/shop/-/issues/12/",
            "https://jira.example.com/browse/PLAT-118",
        ] {
            assert!(is_key(key), "{key}");
        }
        for other in [
            "#12",
            "https://github.com/acme/shop/pull/12",
            "https://github.com/acme/shop/issues",
            "https://example.com/browse/all",
            "https://github.com/acme/shop/issues/12#issuecomment-1",
        ] {
            assert!(!is_key(other), "{other}");
        }
    }
}
