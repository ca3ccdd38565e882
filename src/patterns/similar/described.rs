//! What each incident is described by, whatever the others are: its terms with their weights.
//!
//! Words of the title, of the file's name, of factors and triggers weigh more than those of a summary. Categories and
//! services are terms too.

use super::written::Written;
use crate::model::{Corpus, Incident, ServiceRole};
use crate::patterns::memory::Key;
use crate::patterns::terms::{Term, Terms, named};
use crate::read::Input;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::sync::Arc;

/// The terms of an incident with their weights in it, whatever the others are, sorted by term.
pub type Read = Vec<(Term, f32, Written)>;

/// What was read of incidents, for the next time.
#[derive(Debug, Default)]
pub struct Known {
    /// What it depends on beside the incident: the language, and the words that are no terms.
    under: Option<Key>,
    read: FxHashMap<Key, Arc<Read>>,
}

impl Known {
    fn prepare(&mut self, language: &str, stop: &FxHashSet<Term>) {
        let mut stop: Vec<Term> = stop.iter().copied().collect();
        stop.sort_unstable();
        let under = Some(Key::of(&(language, stop)));
        if self.under != under {
            *self = Self {
                under,
                ..Self::default()
            };
        }
    }

    fn recall(&self, key: Key) -> Option<Arc<Read>> {
        self.read.get(&key).cloned()
    }

    /// Keeps what incidents have now, and nothing else.
    fn learn(&mut self, read: &[(Key, Arc<Read>)]) {
        self.read = read
            .iter()
            .map(|(key, read)| (*key, Arc::clone(read)))
            .collect();
    }
}

/// The terms of all incidents. What `known` has been told before is not read again.
pub fn read(
    input: &Input,
    corpus: &Corpus,
    stop: &FxHashSet<Term>,
    known: Option<&mut Known>,
) -> Vec<Arc<Read>> {
    let language = &input.config.search.language;
    let fresh = || Terms::new(language, stop);
    let incidents = corpus.incidents.par_iter();
    let Some(known) = known else {
        let read = incidents.map_init(fresh, |terms, incident| weights(terms, &parts(incident)));
        return read.map(Arc::new).collect();
    };
    known.prepare(language, stop);
    let before = &*known;
    let read = incidents.map_init(fresh, |terms, incident| {
        let parts = parts(incident);
        let key = Key::of(&parts);
        let read = before.recall(key);
        let read = read.unwrap_or_else(|| Arc::new(weights(terms, &parts)));
        (key, read)
    });
    let read: Vec<(Key, Arc<Read>)> = read.collect();
    known.learn(&read);
    read.into_iter().map(|(_, read)| read).collect()
}

/// Something that describes an incident, and its weight.
#[derive(Serialize)]
enum Part<'i> {
    Text(&'i str, f32),
    Category(&'i str, f32),
    Service(&'i str, f32),
}

/// All that describes an incident.
fn parts(incident: &Incident) -> Vec<Part<'_>> {
    let mut parts = Vec::with_capacity(32);
    texts(incident, &mut |text, weight| {
        parts.push(Part::Text(text, weight))
    });
    let factors = incident.factors.iter();
    let categories = factors.flat_map(|factor| &factor.categories);
    parts.extend(categories.map(|category| Part::Category(category, 1.0)));
    let triggers = incident.triggers.iter();
    parts.extend(triggers.map(|trigger| Part::Category(trigger, 2.5)));
    parts.extend(incident.services.iter().map(|service| {
        let weight = match service.value.role {
            Some(ServiceRole::Affected) => 0.5,
            _ => 1.5,
        };
        Part::Service(&service.value.name, weight)
    }));
    parts
}

/// The terms of an incident with what they weigh in it, sorted by term.
fn weights(terms: &mut Terms<'_>, parts: &[Part<'_>]) -> Read {
    let mut found = Read::with_capacity(256);
    // Texts come first.
    for (number, part) in (0..).zip(parts) {
        let (term, weight) = match *part {
            Part::Text(text, weight) => {
                terms.each(text, |term, word| {
                    found.push((term, weight, Written::new(number, text, word)));
                });
                continue;
            }
            Part::Category(key, weight) => (named("category", key), weight),
            Part::Service(name, weight) => (named("service", name), weight),
        };
        found.push((term, weight, Written::NOT));
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            // The third mention adds little to the second.
            kept.1 = (kept.1 + next.1).min(10.0);
            kept.2 = kept.2.min(next.2);
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
