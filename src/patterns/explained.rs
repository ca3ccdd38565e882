//! Why an incident stands under its categories: the words of each text that say so.

use super::Place;
use super::cues::Memo;
use super::gather::looked_at;
use super::taxonomy::{Axis, Taxonomy};
use crate::model::Incident;
use std::ops::Range;

/// A category of an incident, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its key.
    pub category: String,
    pub place: Place,
    /// The words of the text in that place; `None` where the author states the category.
    pub words: Option<String>,
}

/// The categories that an incident has, text by text. A trigger is explained once, where it is told best.
pub fn explained(taxonomy: &Taxonomy, incident: &Incident) -> Vec<Explained> {
    let mut memo = Memo::default();
    let mut found: Vec<Explained> = Vec::new();
    for (text, voice, place) in looked_at(incident) {
        if let Some(stated) = stated(incident, place) {
            found.extend(stated.iter().map(|category| Explained {
                category: category.clone(),
                place,
                words: None,
            }));
            continue;
        }
        for assignment in taxonomy.classify(text, voice, &mut memo) {
            let category = &taxonomy.categories()[assignment.category];
            let is_told = || found.iter().any(|told| told.category == category.key);
            let counts = match category.axis {
                Axis::Trigger => incident.triggers.contains(&category.key) && !is_told(),
                Axis::Factor => true,
            };
            if counts {
                found.push(Explained {
                    category: category.key.clone(),
                    place,
                    words: Some(quoted(text, &assignment.words)),
                });
            }
        }
    }
    found
}

/// The categories that the author states for a factor.
fn stated(incident: &Incident, place: Place) -> Option<&[String]> {
    let Place::Factor(index) = place else {
        return None;
    };
    let factor = &incident.factors[index];
    factor.stated_categories.as_ref()?;
    Some(&factor.categories)
}

/// `no … alert`: words with what stands between them left out.
fn quoted(text: &str, words: &[Range<usize>]) -> String {
    let mut quoted = String::new();
    let mut end = None;
    for range in words {
        if let Some(end) = end {
            let between = text.get(end..range.start).unwrap_or_default();
            let together = between.chars().all(|c| !c.is_alphanumeric());
            quoted.push_str(if together { " " } else { " … " });
        }
        quoted.push_str(text.get(range.clone()).unwrap_or_default());
        end = Some(range.end);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Factor, Source, Sourced};
    use crate::read::Input;
    use crate::span::FileId;

    #[test]
    fn words_that_stand_apart_are_quoted_apart() {
        let taxonomy = Taxonomy::read(&Input::default()).value;
        let mut incident = Incident::new(FileId(0), "a.md".into());
        let source = Source::FileName(FileId(0));
        let text = "There was no useful alert on the age of the queue".to_string();
        incident.factors.push(Factor {
            id: "f1".into(),
            text: Sourced::new(text, source),
            uncertain: false,
            categories: Vec::new(),
            stated_categories: None,
        });
        let found = explained(&taxonomy, &incident);
        assert_eq!(found[0].category, "missing-monitoring");
        assert_eq!(found[0].words.as_deref(), Some("no … alert"));
    }
}
