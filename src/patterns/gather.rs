//! Classifies every incident and gathers what falls together.

use super::cues::Memo;
use super::taxonomy::{Axis, Taxonomy, Voice};
use super::{Pattern, Patterns, Place, Quotation};
use crate::model::{Corpus, Incident};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Only so much of a summary is looked at for a trigger: what comes later tells the whole story.
const SUMMARY_BYTES: usize = 400;

/// The categories of one incident, each with the text that shows it.
pub type Found = Vec<(usize, Place)>;

/// Sets the categories of all factors and the triggers of all incidents.
pub fn classify_all(taxonomy: &Taxonomy, corpus: &mut Corpus) -> Vec<Found> {
    corpus
        .incidents
        .par_iter_mut()
        .map_init(Memo::default, |memo, incident| {
            classify(taxonomy, incident, memo)
        })
        .collect()
}

/// Gathers what was classified. Drafts and second accounts stand in no pattern.
pub fn all(taxonomy: &Taxonomy, corpus: &Corpus, found: &[Found]) -> Patterns {
    let mut quotations: Vec<Vec<Quotation>> = vec![Vec::new(); taxonomy.categories().len()];
    for (index, incident) in corpus.incidents.iter().enumerate() {
        if !incident.counts() {
            continue;
        }
        for &(category, place) in &found[index] {
            quotations[category].push(Quotation {
                incident: index,
                place,
            });
        }
    }
    let mut all: Vec<Pattern> = taxonomy
        .categories()
        .iter()
        .zip(quotations)
        .filter(|(_, quotations)| !quotations.is_empty())
        .map(|(category, mut quotations)| {
            let day = |incident: usize| date(&corpus.incidents[incident]);
            quotations.sort_by_key(|quotation| {
                let incident = quotation.incident;
                (Reverse(day(incident)), Reverse(incident), quotation.place)
            });
            let mut incidents: Vec<_> = quotations
                .iter()
                .map(|quotation| quotation.incident)
                .collect();
            incidents.dedup();
            Pattern {
                category: category.clone(),
                first: incidents.iter().filter_map(|&incident| day(incident)).min(),
                last: incidents.iter().filter_map(|&incident| day(incident)).max(),
                quotations,
                incidents,
            }
        })
        .collect();
    all.sort_by(|a, b| {
        let place =
            |pattern: &Pattern| (pattern.category.axis, pattern.category.name.to_lowercase());
        place(a).cmp(&place(b))
    });
    Patterns {
        all,
        ..Patterns::default()
    }
}

fn date(incident: &Incident) -> Option<NaiveDate> {
    incident.date.as_ref().map(|date| date.value)
}

/// The categories of one incident and the text that shows each, sorted; sets them in the incident too.
fn classify(taxonomy: &Taxonomy, incident: &mut Incident, memo: &mut Memo) -> Found {
    let mut found = Found::new();
    let mut look = |text: &str, voice, place, memo: &mut Memo| {
        let assignments = taxonomy.classify(text, voice, memo);
        found.extend(
            assignments
                .iter()
                .map(|assignment| (assignment.category, place)),
        );
    };
    for (index, text) in incident.trigger_texts.iter().enumerate() {
        look(&text.value, Voice::Trigger, Place::Trigger(index), memo);
    }
    for (index, factor) in incident.factors.iter().enumerate() {
        // What the author is not sure of is no evidence on another page.
        if factor.uncertain {
            continue;
        }
        look(
            &factor.text.value,
            Voice::Factor,
            Place::Factor(index),
            memo,
        );
    }
    look(&incident.title.value, Voice::Aside, Place::Title, memo);
    if let Some(summary) = &incident.summary {
        look(
            beginning(&summary.value),
            Voice::Aside,
            Place::Summary,
            memo,
        );
    }
    found.sort_unstable();
    keep_best(taxonomy, &mut found);
    as_stated(taxonomy, incident, &mut found);

    let key = |category: usize| taxonomy.categories()[category].key.clone();
    for (index, factor) in incident.factors.iter_mut().enumerate() {
        factor.categories = found
            .iter()
            .filter(|(category, place)| {
                *place == Place::Factor(index)
                    && taxonomy.categories()[*category].axis == Axis::Factor
            })
            .map(|(category, _)| key(*category))
            .collect();
        factor.categories.sort();
    }
    incident.triggers = found
        .iter()
        .map(|(category, _)| *category)
        .filter(|&category| taxonomy.categories()[category].axis == Axis::Trigger)
        .map(key)
        .collect();
    incident.triggers.sort();
    incident.triggers.dedup();
    found
}

/// What the author says of a factor's categories takes the place of what its words suggest; unknown keys are left out.
fn as_stated(taxonomy: &Taxonomy, incident: &Incident, found: &mut Found) {
    for (index, factor) in incident.factors.iter().enumerate() {
        let Some(stated) = &factor.stated_categories else {
            continue;
        };
        found.retain(|(_, place)| *place != Place::Factor(index));
        let keys = taxonomy.categories().iter().enumerate();
        found.extend(
            keys.filter(|(_, category)| stated.contains(&category.key))
                .map(|(at, _)| (at, Place::Factor(index))),
        );
    }
    found.sort_unstable();
}

/// A trigger is quoted once: where the document presents it, else where it is mentioned first. Where the document
/// presents triggers, what title and summary mention besides is none.
fn keep_best(taxonomy: &Taxonomy, found: &mut Found) {
    let is_trigger = |category: usize| taxonomy.categories()[category].axis == Axis::Trigger;
    let presented = found
        .iter()
        .any(|&(category, place)| is_trigger(category) && matches!(place, Place::Trigger(_)));
    let mut last = None;
    found.retain(|&(category, place)| {
        if !is_trigger(category) {
            return true;
        }
        let first = last.replace(category) != Some(category);
        first && (!presented || matches!(place, Place::Trigger(_)))
    });
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(SUMMARY_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
