//! One incident in several documents: a draft and its final form, a report for customers, another team's copy.
//!
//! Proposed where two documents state the same id, sum it up in the same words, or tell of overlapping times at the same
//! service in much the same words. The one that tells more counts; the other stands in no count and no pattern until somebody decides, with
//! `same_incident_as = "…"` or `not_same_incident_as = "…"` for one of the documents in `overrides.toml`.

use super::places::Places;
use super::space::{Held, Space};
use crate::catalog;
use crate::model::{Corpus, Incident, Moment, Sourced};
use crate::read::Input;
use chrono::{DateTime, FixedOffset, NaiveDate};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Overlapping times and a service in common: so alike they are one incident.
const ALIKE: f32 = 0.5;
/// Where no service is named, they must be so alike.
const ALIKE_ANYWHERE: f32 = 0.6;
/// A summary of so many letters is nobody's template.
const SUMMED_UP: usize = 80;
/// A shorter one, where both are of one day, and so alike beside.
const SUMMED_UP_IN_SHORT: usize = 24;
const ALIKE_BESIDE: f32 = 0.3;
/// The same id so many days apart is a slip of the pen.
const DAYS_APART: i64 = 7;

/// Sets [`Incident::told_in`] of every document that tells of an incident which another one tells in full.
pub fn mark(
    input: &Input,
    corpus: &mut Corpus,
    places: &Places,
    space: &Space,
    candidates: &[Vec<u32>],
) {
    let decided = Decided::new(input, corpus);
    let mut pairs = decided.same.clone();
    pairs.extend(same_ids(corpus));
    let mut held = space.held();
    pairs.extend(same_summaries(corpus, places, &mut held));
    let times: Vec<Times> = corpus.incidents.par_iter().map(Times::of).collect();
    for (index, near) in candidates.iter().enumerate() {
        if corpus.incidents[index].date.is_none() {
            continue;
        }
        pairs.extend(
            near.iter()
                .map(|&other| other as usize)
                .filter(|&other| other > index)
                .filter(|&other| times[index].overlap(&times[other]))
                .filter_map(|other| Some((other, enough(places, index, other)?)))
                .filter(|&(other, enough)| held.to(index).likeness(other) >= enough)
                .map(|(other, _)| other)
                .map(|other| (index, other)),
        );
    }
    pairs.sort_unstable();
    pairs.dedup();
    for (a, b) in pairs {
        if decided.different.contains(&(a, b)) {
            continue;
        }
        let incidents = &corpus.incidents;
        if incidents[a].told_in.is_some() || incidents[b].told_in.is_some() {
            continue;
        }
        // The customers' report that came with an id suffix and no factors is the lesser one.
        let (full, lesser) = if told(&incidents[b]) > told(&incidents[a]) {
            (b, a)
        } else {
            (a, b)
        };
        corpus.incidents[lesser].told_in = Some(full);
    }
}

/// How alike two documents must be that tell of the same time; `None` where their services tell them apart.
fn enough(places: &Places, a: usize, b: usize) -> Option<f32> {
    match places.same(a, b) {
        true => Some(ALIKE),
        false => places.is_open(a, b).then_some(ALIKE_ANYWHERE),
    }
}

/// Why two documents are taken for one incident.
pub fn reasons(this: &Incident, that: &Incident) -> Vec<String> {
    let mut because = Vec::new();
    if stated(this).is_some() && stated(this) == stated(that) {
        because.push("both documents state the same id".to_string());
    }
    if summed_up(this).is_some() && summed_up(this) == summed_up(that) {
        because.push("both sum it up in the same words".to_string());
    }
    if Times::of(this).overlap(&Times::of(that)) {
        because.push("both tell of the same time".to_string());
    }
    because
}

/// How much a document tells, for choosing the one that counts.
fn told(incident: &Incident) -> (bool, usize) {
    let parts = incident.factors.len() + incident.timeline.len() + incident.actions.len();
    (!incident.is_draft(), parts + incident.services.len())
}

/// The id that a document states, without the suffix that keeps its address apart from the other's.
fn stated(incident: &Incident) -> Option<String> {
    incident.id.source.span()?;
    let id = incident.id.value.as_str();
    let plain = match id.rsplit_once('-') {
        Some((before, suffix))
            if suffix.len() == 6
                && incident.slug.ends_with(suffix)
                && suffix.bytes().all(|byte| byte.is_ascii_hexdigit())
                && suffix.bytes().any(|byte| byte.is_ascii_alphabetic()) =>
        {
            before
        }
        _ => id,
    };
    Some(catalog::fold(plain)).filter(|id| id.len() > 3)
}

fn same_ids(corpus: &Corpus) -> Vec<(usize, usize)> {
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, incident) in corpus.incidents.iter().enumerate() {
        if let Some(id) = stated(incident) {
            by_id.entry(id).or_default().push(index);
        }
    }
    let near = |a: usize, b: usize| match (day(&corpus.incidents[a]), day(&corpus.incidents[b])) {
        (Some(a), Some(b)) => (a - b).num_days().abs() <= DAYS_APART,
        _ => true,
    };
    let pairs = by_id.values().flat_map(|members| {
        let (first, rest) = members.split_first().expect("a group has a member");
        rest.iter().map(move |&other| (*first, other))
    });
    pairs.filter(|&(a, b)| near(a, b)).collect()
}

/// Documents with one summary, unless they are of different days or services.
fn same_summaries(corpus: &Corpus, places: &Places, held: &mut Held<'_>) -> Vec<(usize, usize)> {
    let mut by_summary: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, incident) in corpus.incidents.iter().enumerate() {
        if let Some(summary) = summed_up(incident) {
            by_summary.entry(summary).or_default().push(index);
        }
    }
    by_summary.retain(|_, members| members.len() > 1);
    let mut pairs = Vec::new();
    for (summary, members) in &by_summary {
        for (at, &first) in members.iter().enumerate() {
            for &other in &members[at + 1..] {
                let days = (day(&corpus.incidents[first]), day(&corpus.incidents[other]));
                let is_long = summary.len() >= SUMMED_UP;
                let is_one_day = match days {
                    (Some(first), Some(other)) => first == other,
                    _ => is_long,
                };
                let is_one_place = places.same(first, other) || places.is_open(first, other);
                if is_one_day
                    && is_one_place
                    && (is_long || held.to(first).likeness(other) >= ALIKE_BESIDE)
                {
                    pairs.push((first, other));
                }
            }
        }
    }
    pairs
}

/// The letters of a summary, where they are enough to tell it from others.
fn summed_up(incident: &Incident) -> Option<String> {
    let summary = incident.summary.as_ref()?;
    Some(catalog::fold(&summary.value)).filter(|letters| letters.len() >= SUMMED_UP_IN_SHORT)
}

fn day(incident: &Incident) -> Option<NaiveDate> {
    incident.date.as_ref().map(|date| date.value)
}

/// When an incident happened.
struct Times {
    /// From start to end by the clock, where the document tells both.
    window: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    day: Option<NaiveDate>,
}

impl Times {
    fn of(incident: &Incident) -> Self {
        let instant = |moment: &Option<Sourced<Moment>>| moment.as_ref()?.value.instant();
        let milestones = &incident.milestones;
        Self {
            window: instant(&milestones.started).zip(instant(&milestones.resolved)),
            day: day(incident),
        }
    }

    /// Whether two of them overlap; by days where one of them has no clock.
    fn overlap(&self, other: &Self) -> bool {
        match (self.window, other.window) {
            (Some((start, end)), Some((other_start, other_end))) => {
                start <= other_end && other_start <= end
            }
            _ => self.day.is_some() && self.day == other.day,
        }
    }
}

/// What `overrides.toml` says of pairs, each with the smaller index first.
struct Decided {
    same: Vec<(usize, usize)>,
    different: Vec<(usize, usize)>,
}

impl Decided {
    fn new(input: &Input, corpus: &Corpus) -> Self {
        let mut decided = Self {
            same: Vec::new(),
            different: Vec::new(),
        };
        for said in &input.overrides {
            for (name, node) in &said.fields {
                let list = match name.as_str() {
                    "same_incident_as" => &mut decided.same,
                    "not_same_incident_as" => &mut decided.different,
                    _ => continue,
                };
                let about = |incident: &&(usize, &Incident)| {
                    let (_, incident) = **incident;
                    said.is_about(&incident.source, Some(&incident.id.value))
                };
                let incidents: Vec<_> = corpus.incidents.iter().enumerate().collect();
                let Some(&(index, _)) = incidents.iter().find(about) else {
                    continue;
                };
                for item in node.items() {
                    let Some(text) = item.text() else { continue };
                    let is_meant = |incident: &Incident| {
                        let file = incident.source.rsplit('/').next().unwrap_or_default();
                        incident.id.value == text
                            || incident.source == text
                            || file == text
                            || incident.slug == text
                    };
                    let other = incidents
                        .iter()
                        .find(|(at, incident)| *at != index && is_meant(incident));
                    if let Some(&(other, _)) = other {
                        list.push((index.min(other), index.max(other)));
                    }
                }
            }
        }
        decided
    }
}
