//! What the comparison of two incidents looks at beside their words.

use super::breadth::Breadth;
use super::space::Space;
use crate::catalog::fold;
use crate::model::{Corpus, Incident, ServiceRole};
use crate::patterns::taxonomy::Axis;
use crate::patterns::terms::Terms;
use crate::patterns::{Pattern, Patterns};
use chrono::{NaiveDate, TimeDelta};
use rayon::prelude::*;

/// A pattern of fewer incidents than this part of all is specific.
const SPECIFIC: f32 = 0.15;

/// What a timeline tells so many days after the beginning is how the work went on.
const FOLLOW_UP: i64 = 7;

/// What the comparison of incidents looks at beside their words.
pub struct Facts {
    /// How many incidents count.
    pub counted: usize,
    /// Specific categories of each incident.
    pub specific: Vec<Vec<usize>>,
    /// Where each began, folded.
    pub origins: Vec<Vec<String>>,
    pub breadth: Breadth,
    /// The day on which each was over, as far as its document tells: what began before did not happen again.
    pub last_days: Vec<Option<NaiveDate>>,
    /// Triggers that half of all incidents have.
    common_triggers: Vec<String>,
    /// Those whose author says that it only looked like one before.
    pub another_cause: Vec<bool>,
}

impl Facts {
    pub fn new<'t>(
        corpus: &Corpus,
        patterns: &Patterns,
        space: &Space,
        fresh: impl Fn() -> Terms<'t> + Sync + Send,
    ) -> Self {
        let counted = corpus.counted().count();
        let mut specific = vec![Vec::new(); corpus.incidents.len()];
        for (number, pattern) in patterns.all.iter().enumerate() {
            if is_specific(pattern, counted) {
                for &incident in &pattern.incidents {
                    specific[incident].push(number);
                }
            }
        }
        let incidents = &corpus.incidents;
        Self {
            counted,
            specific,
            origins: incidents.iter().map(origins).collect(),
            breadth: Breadth::new(corpus, space, fresh),
            last_days: incidents.iter().map(last_day).collect(),
            common_triggers: patterns
                .of(Axis::Trigger)
                .filter(|pattern| pattern.incidents.len() * 2 >= counted)
                .map(|pattern| pattern.category.key.clone())
                .collect(),
            another_cause: incidents.par_iter().map(says_another_cause).collect(),
        }
    }

    /// Whether both have a trigger, of which only half of all incidents may have it where `any` is false.
    pub fn trigger_tells(&self, this: &Incident, that: &Incident, any: bool) -> bool {
        let mut shared = this.triggers.iter();
        shared
            .any(|key| that.triggers.contains(key) && (any || !self.common_triggers.contains(key)))
    }

    /// The specific patterns that both have, where both began at the same service.
    pub fn patterns_in_place(&self, a: usize, b: usize) -> impl Iterator<Item = usize> {
        let mut places = self.origins[a].iter();
        let same_place = places.any(|name| self.origins[b].contains(name));
        let patterns = self.specific[a].iter().copied();
        patterns.filter(move |number| same_place && self.specific[b].contains(number))
    }
}

/// Whether so few of all incidents show a pattern that sharing it says something.
pub fn is_specific(pattern: &Pattern, counted: usize) -> bool {
    (pattern.incidents.len() as f32) < SPECIFIC * counted as f32
}

/// Where an incident began: what the document calls its origin, or the one service that it names at all.
fn origins(incident: &Incident) -> Vec<String> {
    let mut names: Vec<String> = incident
        .services
        .iter()
        .filter(|service| service.value.role == Some(ServiceRole::Origin))
        .map(|service| fold(&service.value.name))
        .collect();
    if let ([only], true) = (incident.services.as_slice(), names.is_empty())
        && only.value.role.is_none()
    {
        names.push(fold(&only.value.name));
    }
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

fn last_day(incident: &Incident) -> Option<NaiveDate> {
    let first = incident.date.as_ref()?.value;
    let resolved = incident.milestones.resolved.iter();
    let resolved = resolved.map(|moment| &moment.value);
    let told = resolved.chain(incident.timeline.iter().map(|event| &event.at));
    let days = told.filter_map(|moment| Some(moment.instant()?.date_naive()));
    let course = first..=first + TimeDelta::days(FOLLOW_UP);
    days.filter(|day| course.contains(day))
        .max()
        .or(Some(first))
}

/// Whether an author says that it only looked like the incident before.
fn says_another_cause(incident: &Incident) -> bool {
    const SAYINGS: [&str; 6] = [
        "another root cause",
        "different root cause",
        "another cause",
        "different cause",
        "the cause is another",
        "different reason",
    ];
    let says = |text: &str| {
        let text = text.to_lowercase();
        SAYINGS.iter().any(|saying| text.contains(saying))
    };
    incident.summary.iter().any(|summary| says(&summary.value))
        || incident
            .factors
            .iter()
            .any(|factor| says(&factor.text.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;
    use crate::read::Input;

    #[test]
    fn an_incident_lasts_until_its_timeline_ends_but_not_until_the_work_after_it() {
        let last_day_told = |last: &str| {
            let mut input = Input::default();
            let text = format!(
                "# Gates\n\nDate: 2026-02-03\n\n## Timeline\n\n- 2026-02-03 08:00 UTC: gates closed\n- {last} 09:00 UTC: more\n"
            );
            let file = input.sources.add("gates.md".into(), text);
            input.documents.push(file);
            last_day(&extract::all(&input).value.incidents[0])
                .expect("a day")
                .to_string()
        };
        assert_eq!(last_day_told("2026-02-05"), "2026-02-05");
        assert_eq!(last_day_told("2026-03-01"), "2026-02-03");
    }
}
