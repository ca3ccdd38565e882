//! How broad a likeness is: whether it comes from what two incidents tell, or from a name that both happen to mention.
//!
//! Names of services say where it happened and categories what kind it was; both have their own reasons. One word says
//! little, however rare it is.

use super::space::Held;
use crate::model::{Corpus, Incident};
use crate::patterns::terms::{Term, Terms, named};
use rayon::prelude::*;

/// So much of a likeness one word can be.
const ONE_WORD: f32 = 0.06;
/// From here on a likeness is more than names.
const BROAD: f32 = 0.11;

/// For each incident the words in the names of its services.
pub struct Breadth(Vec<Vec<Term>>);

impl Breadth {
    pub fn new<'t>(corpus: &Corpus, fresh: impl Fn() -> Terms<'t> + Sync + Send) -> Self {
        let incidents = corpus.incidents.par_iter();
        Self(incidents.map_init(fresh, service_words).collect())
    }

    /// Whether two incidents have more in common than a word or two and where they happened.
    pub fn is_enough(&self, held: &Held<'_>, a: usize, b: usize) -> bool {
        self.without(held, a, b, &[]) >= BROAD
    }

    /// Whether that is so even without the categories that both have.
    pub fn is_enough_in_words(&self, corpus: &Corpus, held: &Held<'_>, a: usize, b: usize) -> bool {
        let these = categories(&corpus.incidents[a]);
        self.without(held, a, b, &these) >= BROAD
    }

    fn without(&self, held: &Held<'_>, a: usize, b: usize, other: &[Term]) -> f32 {
        let (these, those) = (&self.0[a], &self.0[b]);
        let places: Vec<Term> = these
            .iter()
            .filter(|term| those.contains(term))
            .copied()
            .collect();
        let mut broad = 0.0;
        for (term, weight) in held.shared_terms(b) {
            if !places.contains(&term) && !other.contains(&term) {
                broad += weight.min(ONE_WORD);
            }
        }
        broad
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

fn categories(incident: &Incident) -> Vec<Term> {
    let of_factors = incident
        .factors
        .iter()
        .flat_map(|factor| &factor.categories);
    let keys = incident.triggers.iter().chain(of_factors);
    keys.map(|key| named("category", key)).collect()
}
