//! What each incident is described by, whatever the others are: its terms with their weights.
//!
//! Words of the title, of the file's name, of factors and triggers weigh more than those of a summary. Categories and
//! services are terms too.

use super::known::Known;
use super::written::Written;
use crate::model::{Corpus, Factor, Incident, ServiceRole};
use crate::patterns::memory::Key;
use crate::patterns::terms::{Term, Terms, named};
use crate::read::Input;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::sync::Arc;

/// The terms of an incident with their weights in it, whatever the others are, sorted by term.
pub type Read = Vec<(Term, f32, Written)>;

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

/// A title that the document itself does not bear out is another incident's, copied: it weighs this much.
const DOUBTFUL: f32 = 0.5;
/// With so few words a file's name tells nothing against the title.
const TELLING: usize = 2;

/// More factors than these are no analysis but a chat or a log that mentions everything: they describe nothing.
const ANALYSED: usize = 40;

/// What a text tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Told {
    Course,
    Cause,
}

/// Something that describes an incident, and its weight.
#[derive(Serialize)]
enum Part<'i> {
    Text(&'i str, f32, Told),
    Category(&'i str, f32),
    Service(&'i str, f32),
}

/// All that describes an incident.
fn parts(incident: &Incident) -> Vec<Part<'_>> {
    let mut parts = Vec::with_capacity(32);
    texts(incident, &mut |text, weight, told| {
        parts.push(Part::Text(text, weight, told))
    });
    let factors = analysed(incident).iter();
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
    // Where the words of the title end, and those of the file's name.
    let mut ends = [0; 2];
    // Texts come first.
    for (number, part) in (0..).zip(parts) {
        match *part {
            Part::Text(text, weight, told) => terms.each(text, |term, word| {
                let written = Written::new(number, text, word);
                let written = match told {
                    Told::Course => written,
                    Told::Cause => written.of_cause(),
                };
                found.push((term, weight, written));
            }),
            Part::Category(key, weight) => {
                let written = Written::NOT.of_cause();
                found.push((named("category", key), weight, written));
            }
            Part::Service(name, weight) => {
                found.push((named("service", name), weight, Written::NOT));
            }
        }
        if let Some(end) = ends.get_mut(number as usize) {
            *end = found.len();
        }
    }
    if is_copied(&found, ends) {
        found[..ends[0]]
            .iter_mut()
            .for_each(|word| word.1 = DOUBTFUL);
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            // The third mention adds little to the second.
            kept.1 = (kept.1 + next.1).min(10.0);
            kept.2 = kept.2.and(next.2);
        }
        same
    });
    found
}

/// Whether a title is another incident's: the file is called otherwise, and most of its words stand nowhere else.
fn is_copied(found: &Read, [title, name]: [usize; 2]) -> bool {
    let (title, others) = found.split_at(title);
    if title.is_empty() || name - title.len() < TELLING {
        return false;
    }
    let borne_out = title.iter().filter(|word| {
        let stands = |other: &&(Term, f32, Written)| other.0 == word.0;
        others.iter().find(stands).is_some()
    });
    borne_out.count() * 2 < title.len()
}

/// What an incident is described by: title, file's name and more, how much each text weighs and what it tells of.
pub fn texts<'i>(incident: &'i Incident, each: &mut impl FnMut(&'i str, f32, Told)) {
    each(&incident.title.value, 4.0, Told::Course);
    each(file_name(&incident.source), 4.0, Told::Course);
    let mut list = |values: &'i [crate::model::Sourced<String>], weight, most, told| {
        for value in values.iter().take(24) {
            each(beginning(&value.value, most), weight, told);
        }
    };
    list(&incident.labels, 1.0, 60, Told::Course);
    list(&incident.trigger_texts, 1.5, 300, Told::Cause);
    list(&incident.mitigations, 0.4, 200, Told::Course);
    list(incident.summary.as_slice(), 1.0, 900, Told::Course);
    list(incident.impact.text.as_slice(), 0.5, 400, Told::Course);
    for why in incident.whys.iter().take(4) {
        list(why, 0.6, 300, Told::Cause);
    }
    for factor in analysed(incident).iter().take(24) {
        each(beginning(&factor.text.value, 300), 1.2, Told::Cause);
    }
    for action in incident.actions.iter().take(24) {
        each(beginning(&action.text.value, 160), 0.3, Told::Course);
    }
}

fn analysed(incident: &Incident) -> &[Factor] {
    let factors = incident.factors.as_slice();
    match factors.len() > ANALYSED {
        true => &[],
        false => factors,
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
