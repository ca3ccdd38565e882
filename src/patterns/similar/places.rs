//! Where incidents happened: names of services, folded once, as numbers.

use crate::catalog::fold;
use crate::model::Corpus;
use rustc_hash::FxHashMap;

/// For each incident the numbers of its services.
pub struct Places(Vec<Vec<u32>>);

impl Places {
    pub fn new(corpus: &Corpus) -> Self {
        // Names are few, spellings of them not many more.
        let mut spelt: FxHashMap<&str, u32> = FxHashMap::default();
        let mut folded: FxHashMap<String, u32> = FxHashMap::default();
        let mut number = |name| {
            *spelt.entry(name).or_insert_with(|| {
                let next = folded.len() as u32;
                *folded.entry(fold(name)).or_insert(next)
            })
        };
        let of = corpus.incidents.iter().map(|incident| {
            let services = incident.services.iter();
            services
                .map(|service| number(service.value.name.as_str()))
                .collect()
        });
        Self(of.collect())
    }

    /// Whether two incidents name a service in common.
    pub fn same(&self, a: usize, b: usize) -> bool {
        self.0[a].iter().any(|place| self.0[b].contains(place))
    }

    /// Whether one of two incidents names no service, so that the other's tells nothing against it.
    pub fn is_open(&self, a: usize, b: usize) -> bool {
        self.0[a].is_empty() || self.0[b].is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Incident, ServiceUse, Source, Sourced};
    use crate::span::FileId;

    #[test]
    fn a_service_is_one_place_however_it_is_spelt() {
        let at = |names: &[&str]| {
            let mut incident = Incident::new(FileId(0), "a.md".into());
            let services = names.iter().map(|name| {
                let name = name.to_string();
                Sourced::new(ServiceUse { name, role: None }, Source::Policy)
            });
            incident.services = services.collect();
            incident
        };
        let corpus = Corpus {
            incidents: vec![
                at(&["Checkout API", "cart"]),
                at(&["checkout-api"]),
                at(&["Suche"]),
                at(&[]),
            ],
            ..Corpus::default()
        };
        let places = Places::new(&corpus);
        assert!(places.same(0, 1) && places.same(1, 0));
        assert!(!places.same(0, 2) && !places.same(2, 3) && !places.same(3, 3));
    }
}
