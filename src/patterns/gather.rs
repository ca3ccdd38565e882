//! Classifies every incident and gathers what falls together.

use super::cues::Memo;
use super::memory::{Key, Memory};
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
pub fn classify_all(
    taxonomy: &Taxonomy,
    corpus: &mut Corpus,
    mut memory: Option<&mut Memory>,
) -> Vec<Found> {
    let known = memory.as_deref();
    let incidents = corpus.incidents.par_iter_mut();
    let classified = incidents.map_init(Memo::default, |memo, incident| {
        let looked_at = looked_at(incident);
        let key = known.map(|_| Key::of(&looked_at));
        let recalled = key.and_then(|key| known?.recall(key));
        let shown = recalled.unwrap_or_else(|| shown(taxonomy, &looked_at, memo));
        let found = settle(taxonomy, incident, shown.clone());
        (found, key.map(|key| (key, shown)))
    });
    let (found, shown): (Vec<_>, Vec<_>) = classified.unzip();
    if let Some(memory) = &mut memory {
        memory.learn(shown.into_iter().flatten());
    }
    found
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

/// The texts of an incident that may show a category.
pub(super) fn looked_at(incident: &Incident) -> Vec<(&str, Voice, Place)> {
    let triggers = incident.trigger_texts.iter().enumerate();
    let triggers = triggers.map(|(index, text)| {
        let text = text.value.as_str();
        (text, Voice::Trigger, Place::Trigger(index))
    });
    // What the author is not sure of is no evidence on another page.
    let factors = incident.factors.iter().enumerate();
    let factors = factors.filter(|(_, factor)| !factor.uncertain);
    let factors = factors.map(|(index, factor)| {
        let text = factor.text.value.as_str();
        (text, Voice::Factor, Place::Factor(index))
    });
    let title = (incident.title.value.as_str(), Voice::Aside, Place::Title);
    let summary = incident.summary.iter();
    let summary = summary.map(|summary| {
        let text = beginning(&summary.value);
        (text, Voice::Aside, Place::Summary)
    });
    triggers
        .chain(factors)
        .chain([title])
        .chain(summary)
        .collect()
}

/// Whether a condition came from another incident (`see postmortem 12`): it was there before and triggered nothing.
fn is_told_elsewhere(text: &str) -> bool {
    const TOLD: [&str; 4] = ["postmortem", "post-mortem", "retrospective", "incident"];
    let mut mentions = text.match_indices("see ").map(|(at, _)| &text[at + 4..]);
    mentions.any(|rest| {
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        TOLD.iter().any(|word| rest.starts_with(word))
    })
}

/// The categories that these texts show, sorted.
fn shown(taxonomy: &Taxonomy, looked_at: &[(&str, Voice, Place)], memo: &mut Memo) -> Found {
    let mut found = Found::new();
    for &(text, voice, place) in looked_at {
        let assignments = taxonomy.classify(text, voice, memo);
        let categories = assignments.iter().map(|assignment| assignment.category);
        let is_old = is_told_elsewhere(text);
        let is_trigger = |category: usize| taxonomy.categories()[category].axis == Axis::Trigger;
        let categories = categories.filter(|&category| !(is_old && is_trigger(category)));
        found.extend(categories.map(|category| (category, place)));
    }
    found.sort_unstable();
    found
}

/// The categories of one incident and the text that shows each, sorted; sets them in the incident too.
fn settle(taxonomy: &Taxonomy, incident: &mut Incident, mut found: Found) -> Found {
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
