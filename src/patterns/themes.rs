//! Emerging themes: what several incidents say of their causes in the same words, and no category of the taxonomy takes.
//!
//! A theme is two words that stand together in factors of several incidents. It is found, not defined: its name is
//! made of these words, and a project that finds one useful writes a category for it.

use super::similar::space::Space;
use super::terms::{Term, Terms};
use super::{Place, Quotation};
use crate::model::Corpus;
use crate::read::Input;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// So many incidents make a theme.
const FEWEST: usize = 3;
/// Words of more than this part of all incidents are the folder's way of writing.
const COMMON: f32 = 0.06;
/// Words with which anybody tells of a cause: they say nothing about it.
const TELLING: &str = "identified identify executed execute stemmed stem triggered trigger specifically primarily related \
    relate occurred occur resulted result led lead failure failures failed fail failing error errors system systems \
    unexpected unexpectedly existing current currently initial initially additional particular specific certain various \
    multiple single several change changed changes caused due prior subsequent core main major minor significant large \
    small high low new old unable provided provide required require performed perform introduced introduce";
/// Of each factor so many of the rarest of its words are looked at.
const LOOKED_AT: usize = 8;
/// So many themes at most.
const MOST: usize = 24;
/// So many words a name has at most.
const NAMED: usize = 4;
/// Shorter words join others and name nothing.
const LONG: usize = 4;

/// Factors that no category takes and that share their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its words, as the newest incident writes them.
    pub name: String,
    /// Newest first.
    pub quotations: Vec<Quotation>,
    pub incidents: usize,
}

/// A factor without a category.
struct Left<'c> {
    quotation: Quotation,
    /// Each once, with the word as written, in the order of the text.
    words: Vec<(Term, &'c str)>,
}

/// The themes of most incidents first.
pub fn find(input: &Input, corpus: &Corpus, space: &Space, stop: &FxHashSet<Term>) -> Vec<Theme> {
    let left = left(input, corpus, stop);
    let mut quiet = FxHashSet::default();
    let mut terms = Terms::new(&input.config.search.language, stop);
    let services = corpus
        .incidents
        .iter()
        .flat_map(|incident| &incident.services);
    let services = services.map(|service| service.value.name.as_str());
    for text in services.chain([TELLING]) {
        terms.each(text, |term, _| {
            quiet.insert(term);
        });
    }
    let common = (corpus.counted().count() as f32 * COMMON) as u32;
    let common = common.max(FEWEST as u32 + 1);
    let tells = |term: Term| !quiet.contains(&term) && space.frequency(term) <= common;
    let pairs = pairs(&left, &tells);
    let mut free = vec![true; left.len()];
    let mut themes = Vec::new();
    for (pair, factors) in pairs {
        let own: Vec<usize> = factors.into_iter().filter(|&at| free[at]).collect();
        let incidents = incidents(&left, &own);
        if incidents < FEWEST || themes.len() == MOST {
            continue;
        }
        own.iter().for_each(|&at| free[at] = false);
        // Factors stand in the order of the incidents, the oldest first.
        let own_left: Vec<&Left<'_>> = own.iter().map(|&at| &left[at]).collect();
        themes.push(Theme {
            name: name(corpus, &own_left, pair, &tells),
            quotations: own.iter().rev().map(|&at| left[at].quotation).collect(),
            incidents,
        });
    }
    themes.sort_by(|a, b| (Reverse(a.incidents), &a.name).cmp(&(Reverse(b.incidents), &b.name)));
    themes
}

fn left<'c>(input: &Input, corpus: &'c Corpus, stop: &FxHashSet<Term>) -> Vec<Left<'c>> {
    let fresh = || Terms::new(&input.config.search.language, stop);
    let incidents = corpus.incidents.par_iter().enumerate();
    let read = incidents.map_init(fresh, |terms, (incident, said)| {
        let factors = said.factors.iter().enumerate();
        let uncategorised = factors.filter(|(_, factor)| {
            said.counts() && !factor.uncertain && factor.categories.is_empty()
        });
        let read = uncategorised.map(|(factor, said)| {
            let mut words: Vec<(Term, &str)> = Vec::new();
            terms.each(&said.text.value, |term, word| {
                if !words.iter().any(|(other, _)| *other == term) {
                    words.push((term, word));
                }
            });
            let place = Place::Factor(factor);
            Left {
                quotation: Quotation { incident, place },
                words,
            }
        });
        read.collect::<Vec<_>>()
    });
    read.flatten_iter().collect()
}

/// Pairs of words with the factors that hold both, those of most incidents first.
fn pairs(left: &[Left<'_>], tells: &dyn Fn(Term) -> bool) -> Vec<((Term, Term), Vec<usize>)> {
    let mut frequency: FxHashMap<Term, usize> = FxHashMap::default();
    for (term, _) in left.iter().flat_map(|left| &left.words) {
        *frequency.entry(*term).or_default() += 1;
    }
    let mut pairs: FxHashMap<(Term, Term), Vec<usize>> = FxHashMap::default();
    for (at, left) in left.iter().enumerate() {
        let mut terms: Vec<Term> = left.words.iter().map(|(term, _)| *term).collect();
        terms.retain(|&term| frequency[&term] >= FEWEST && tells(term));
        terms.sort_unstable_by_key(|term| (frequency[term], *term));
        terms.truncate(LOOKED_AT);
        terms.sort_unstable();
        for (number, &first) in terms.iter().enumerate() {
            for &second in &terms[number + 1..] {
                pairs.entry((first, second)).or_default().push(at);
            }
        }
    }
    let mut pairs: Vec<_> = pairs
        .into_iter()
        .filter(|(_, factors)| factors.len() >= FEWEST)
        .collect();
    pairs.sort_unstable_by_key(|(pair, factors)| (Reverse(incidents(left, factors)), *pair));
    pairs
}

/// How many incidents these factors are of; they stand in the order of the incidents.
fn incidents(left: &[Left<'_>], factors: &[usize]) -> usize {
    let of = |&at: &usize| left[at].quotation.incident;
    factors.chunk_by(|a, b| of(a) == of(b)).count()
}

/// The words that all of a theme's factors share, as the newest one writes them: `lock contention`, or
/// `snapshot … restore` where others stand between.
fn name(
    corpus: &Corpus,
    own: &[&Left<'_>],
    pair: (Term, Term),
    tells: &dyn Fn(Term) -> bool,
) -> String {
    let Some(newest) = own.last() else {
        return String::new();
    };
    let shared = |term: Term| {
        let mut others = own.iter();
        tells(term) && others.all(|left| left.words.iter().any(|(other, _)| *other == term))
    };
    let mut words: Vec<(Term, &str)> = newest.words.clone();
    words.retain(|&(term, _)| shared(term));
    // Those that found it are never left out.
    let mut free = NAMED.saturating_sub(2);
    words.retain(|&(term, _)| {
        let is_found = term == pair.0 || term == pair.1;
        let is_kept = is_found || free > 0;
        free -= usize::from(is_kept && !is_found);
        is_kept
    });
    let text = newest.quotation.text(corpus);
    let text = text.map_or("", |text| text.value.as_str());
    let mut name = String::new();
    for (_, word) in &words {
        if !name.is_empty() {
            let last = name.rsplit([' ', '…']).next().unwrap_or_default();
            let together = text.contains(&format!("{last} {word}"));
            name.push_str(if together { " " } else { " … " });
        }
        name.push_str(word);
        let next = next(corpus, own, text, word);
        let next = next.filter(|next| !words.iter().any(|(_, other)| other == next));
        if let Some(next) = next {
            name.push(' ');
            name.push_str(next);
        }
    }
    name
}

/// The word that stands after another one wherever a theme is told, even if it tells little by itself: `local time`. Never
/// one that is written like a name.
fn next<'c>(corpus: &Corpus, own: &[&Left<'_>], text: &'c str, word: &str) -> Option<&'c str> {
    let (_, after) = text.split_once(&format!("{word} "))?;
    let end = after.find(|c: char| !c.is_lowercase());
    let next = &after[..end.unwrap_or(after.len())];
    let both = format!("{word} {next}").to_lowercase();
    let told = own
        .iter()
        .filter_map(|left| left.quotation.text(corpus))
        .all(|text| text.value.to_lowercase().contains(&both));
    (next.len() >= LONG && told).then_some(next)
}
