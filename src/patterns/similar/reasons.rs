//! Why two incidents are linked, in words that name conditions and things, never people.

use super::Kind;
use super::facts::Facts;
use super::space::{Held, Weighed};
use super::written::Texts;
use crate::catalog;
use crate::model::{Corpus, Incident};
use crate::patterns::Patterns;

/// So many words in common are shown.
const WORDS: usize = 6;
/// A word with less than this part of all that is shared explains nothing.
const LEAST: f32 = 0.03;
/// Where causes have less than this part in a likeness, they are others.
const OTHER_CAUSE: f32 = 0.1;

/// Explains the links of one incident.
pub struct Reasons<'a> {
    pub corpus: &'a Corpus,
    pub patterns: &'a Patterns,
    pub facts: &'a Facts,
    /// Others are held to the incident.
    pub held: &'a Held<'a>,
    pub index: usize,
    pub texts: Texts<'a>,
}

impl Reasons<'_> {
    /// Why this incident is linked to the other one, the weightiest reason first.
    pub fn of(&self, other: usize, kind: Kind) -> Vec<String> {
        let (this, that) = (
            &self.corpus.incidents[self.index],
            &self.corpus.incidents[other],
        );
        let mut because = Vec::new();
        if kind == Kind::SameIncident {
            because.extend(super::same_incident::reasons(this, that));
        }
        let mut in_place = self.facts.patterns_in_place(self.index, other);
        if let (Kind::Again, Some(pattern)) = (kind, in_place.next()) {
            let pattern = &self.patterns.all[pattern];
            let counted = self.facts.counted;
            because.push(format!(
                "both show “{}”, which {} of {counted} incidents do, and began at the same service",
                pattern.category.name,
                pattern.incidents.len(),
            ));
        }
        let (same, other_trigger) = self.triggers(other);
        // Said already where the pattern is the trigger.
        let told = |name: &&str| because.iter().any(|reason: &String| reason.contains(*name));
        if !same.is_empty() && !same.iter().all(told) {
            because.push(format!("the same trigger: {}", same.join(", ")));
        }
        let factors = self.factors(other);
        if !factors.is_empty() {
            because.push(format!(
                "the same contributing factor: {}",
                factors.join(", ")
            ));
        }
        let services: Vec<&str> = this
            .services
            .iter()
            .map(|service| service.value.name.as_str())
            .filter(|name| {
                that.services
                    .iter()
                    .any(|other| catalog::same(&other.value.name, name))
            })
            .collect();
        if !services.is_empty() {
            because.push(format!("the same service: {}", services.join(", ")));
        }
        let words = self.words(other);
        if !words.is_empty() {
            because.push(format!("the same words: {}", words.join(", ")));
        }
        if let (Kind::Similar, Some(other)) = (kind, other_trigger) {
            because.push(format!("but another trigger: {other}"));
        } else if kind == Kind::Similar && factors.is_empty() && self.causes_differ(other) {
            because.push("but no contributing factor in common was found".to_string());
        }
        because
    }

    /// Names of the triggers that both have; those of the other where none is shared and both are known.
    fn triggers(&self, other: usize) -> (Vec<&str>, Option<String>) {
        let (this, that) = (
            &self.corpus.incidents[self.index],
            &self.corpus.incidents[other],
        );
        let name = |key: &String| {
            self.patterns
                .get(key)
                .map(|pattern| pattern.category.name.as_str())
        };
        let shared = this
            .triggers
            .iter()
            .filter(|key| that.triggers.contains(key));
        let shared: Vec<&str> = shared.filter_map(name).collect();
        let differ = shared.is_empty() && !this.triggers.is_empty() && !that.triggers.is_empty();
        let others: Vec<&str> = that.triggers.iter().filter_map(name).collect();
        (
            shared,
            (differ && !others.is_empty()).then(|| others.join(", ")),
        )
    }

    /// Whether both tell of causes, and next to nothing of what makes them alike is said there.
    fn causes_differ(&self, other: usize) -> bool {
        let incidents = &self.corpus.incidents;
        let tell = [self.index, other].map(|index| &incidents[index].factors);
        let shared = self.held.likeness_of_causes(other);
        tell.iter().all(|factors| !factors.is_empty())
            && shared < self.held.likeness(other) * OTHER_CAUSE
    }

    /// Names of the factors that both have, rare ones first; what most incidents have is no reason.
    fn factors(&self, other: usize) -> Vec<&str> {
        let (this, that) = (
            &self.corpus.incidents[self.index],
            &self.corpus.incidents[other],
        );
        let mut keys: Vec<&String> = this
            .factors
            .iter()
            .flat_map(|factor| &factor.categories)
            .collect();
        keys.sort();
        keys.dedup();
        keys.retain(|key| {
            that.factors
                .iter()
                .any(|factor| factor.categories.contains(key))
        });
        let mut found: Vec<_> = keys
            .into_iter()
            .filter_map(|key| self.patterns.get(key))
            .collect();
        found.sort_by_key(|pattern| pattern.incidents.len());
        found.truncate(3);
        found
            .into_iter()
            .map(|pattern| pattern.category.name.as_str())
            .collect()
    }

    fn words(&self, other: usize) -> Vec<&str> {
        words(self.held, &self.texts, &self.corpus.incidents[other], other)
    }
}

/// Words that an incident has in common with the other one, those with the greatest part in the likeness first.
pub fn words<'a>(
    held: &Held<'_>,
    texts: &Texts<'a>,
    that: &'a Incident,
    other: usize,
) -> Vec<&'a str> {
    let least = held.likeness(other) * LEAST;
    let telling = held.shared(other);
    let telling = telling.filter(|(found, _)| found.weight >= least);
    // Only a name here, it may be a plain word there.
    let others = Texts::of(that);
    let written = telling.filter_map(|(found, there)| {
        let here = texts.word(found.written);
        Some((found, here.or_else(|| others.word(there))?))
    });
    let mut written: Vec<(Weighed, &str)> = written.collect();
    let greatest_first = |a: &(Weighed, &str), b: &(Weighed, &str)| a.0.weightiest_first(&b.0);
    if written.len() > WORDS {
        written.select_nth_unstable_by(WORDS, greatest_first);
        written.truncate(WORDS);
    }
    written.sort_unstable_by(greatest_first);
    written.into_iter().map(|(_, word)| word).collect()
}
