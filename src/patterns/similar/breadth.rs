//! How broad a likeness is: whether it comes from what two incidents tell, or from a name that both happen to mention.
//!
//! Names of services say where it happened and categories what kind it was; both have their own reasons. One word says
//! little, however rare it is.

use super::space::{Number, Space};
use crate::model::{Corpus, Incident};
use crate::patterns::terms::{Term, Terms, named};
use rayon::prelude::*;

/// So much of a likeness one word can be.
const ONE_WORD: f32 = 0.06;
/// From here on a likeness is more than names.
const BROAD: f32 = 0.11;

/// For each incident what says little of its likeness to others.
pub struct Breadth(Vec<Known>);

/// What is known of one incident.
struct Known {
    /// The words in the names of its services, and the services themselves.
    places: Vec<Number>,
    categories: Vec<Number>,
}

impl Breadth {
    pub fn new<'t>(
        corpus: &Corpus,
        space: &Space,
        fresh: impl Fn() -> Terms<'t> + Sync + Send,
    ) -> Self {
        let incidents = corpus.incidents.par_iter();
        let known = incidents.map_init(fresh, |terms, incident| {
            // What describes no incident is shared by none.
            let numbers = |found: Vec<Term>| {
                let numbers = found.into_iter().filter_map(|term| space.number(term));
                numbers.collect()
            };
            Known {
                places: numbers(service_words(terms, incident)),
                categories: numbers(categories(incident)),
            }
        });
        Self(known.collect())
    }

    /// Whether two incidents with these words in common have more in common than a word or two and where they happened.
    pub fn is_enough(&self, shared: &[(Number, f32)], a: usize, b: usize) -> bool {
        self.without(shared, a, b, &[]) >= BROAD
    }

    /// Whether that is so even without the categories that both have.
    pub fn is_enough_in_words(&self, shared: &[(Number, f32)], a: usize, b: usize) -> bool {
        self.without(shared, a, b, &self.0[a].categories) >= BROAD
    }

    fn without(&self, shared: &[(Number, f32)], a: usize, b: usize, other: &[Number]) -> f32 {
        let (these, those) = (&self.0[a].places, &self.0[b].places);
        let mut broad = 0.0;
        for (term, weight) in shared {
            let is_place = these.contains(term) && those.contains(term);
            if !is_place && !other.contains(term) {
                broad += weight.min(ONE_WORD);
            }
        }
        broad
    }
}

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
    let mut found: Vec<Term> = keys.map(|key| named("category", key)).collect();
    found.sort_unstable();
    found.dedup();
    found
}
