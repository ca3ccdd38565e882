//! The shape of the data contract.

mod action;
mod incident;
mod values;

use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::patterns::asked_again::ActionAt;
use crate::people;
use crate::read::Input;
use incident::IncidentView;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// So many bytes an incident usually takes.
const USUAL: usize = 8192;

#[derive(Serialize)]
pub struct KnowledgeBase<'a> {
    #[serde(flatten)]
    pub head: Head<'a>,
    pub incidents: Incidents<'a>,
    #[serde(flatten)]
    pub rest: Rest<'a>,
}

#[derive(Serialize)]
pub struct Head<'a> {
    schema_version: u32,
    generated_for: String,
    title: &'a str,
}

#[derive(Serialize)]
pub struct Rest<'a> {
    patterns: Vec<PatternView<'a>>,
    asked_again: Vec<Vec<ActionRefView<'a>>>,
    open_when_it_happened_again: Vec<OpenActionView<'a>>,
}

/// An action item by the ids of its incident and its own.
#[derive(Serialize)]
struct ActionRefView<'a> {
    incident: &'a str,
    action: &'a str,
}

impl<'a> ActionRefView<'a> {
    fn new(corpus: &'a Corpus, at: ActionAt) -> Self {
        let incident = &corpus.incidents[at.incident];
        Self {
            incident: &incident.id.value,
            action: &incident.actions[at.action].id,
        }
    }
}

/// An action item that existed before an incident happened again.
#[derive(Serialize)]
struct OpenActionView<'a> {
    incident: &'a str,
    action: ActionRefView<'a>,
    /// Null where its state on that day could not be determined.
    waited_days: Option<i64>,
}

/// All incidents; the view of each is made when it is written, so that they are never in memory together.
pub struct Incidents<'a> {
    pub input: &'a Input,
    pub corpus: &'a Corpus,
    pub patterns: &'a Patterns,
    /// Whether owners and authors appear by name.
    pub people: bool,
}

impl Serialize for Incidents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.len()))?;
        for index in 0..self.len() {
            self.with(index, |view| sequence.serialize_element(view))?;
        }
        sequence.end()
    }
}

impl Incidents<'_> {
    pub fn len(&self) -> usize {
        self.corpus.incidents.len()
    }

    /// Shows one incident as its reader may see it.
    fn with<T>(&self, index: usize, show: impl FnOnce(&IncidentView<'_>) -> T) -> T {
        let incident = &self.corpus.incidents[index];
        let shown = match self.people {
            true => Cow::Borrowed(incident),
            false => people::masked(self.input, incident),
        };
        let similar = self.patterns.similar.get(index);
        let similar = similar.map_or(&[][..], Vec::as_slice);
        let (input, corpus) = (self.input, self.corpus);
        show(&IncidentView::new(
            input,
            corpus,
            &shown,
            similar,
            self.people,
        ))
    }

    /// One incident as JSON, after something else.
    pub fn json(&self, index: usize, mut after: Vec<u8>) -> serde_json::Result<Vec<u8>> {
        after.reserve(USUAL);
        self.with(index, |view| serde_json::to_writer(&mut after, view))?;
        Ok(after)
    }
}

impl<'a> KnowledgeBase<'a> {
    pub fn new(input: &'a Input, corpus: &'a Corpus, patterns: &'a Patterns, people: bool) -> Self {
        Self {
            head: Head::new(input),
            incidents: Incidents {
                input,
                corpus,
                patterns,
                people,
            },
            rest: Rest::new(corpus, patterns),
        }
    }
}

impl<'a> Head<'a> {
    pub fn new(input: &'a Input) -> Self {
        Self {
            schema_version: 1,
            generated_for: input.today.to_string(),
            title: &input.config.title,
        }
    }
}

impl<'a> Rest<'a> {
    pub fn new(corpus: &'a Corpus, patterns: &'a Patterns) -> Self {
        Self {
            patterns: patterns
                .all
                .iter()
                .map(|pattern| PatternView {
                    id: &pattern.category.key,
                    name: &pattern.category.name,
                    incidents: pattern
                        .incidents
                        .iter()
                        .map(|&index| corpus.incidents[index].id.value.as_str())
                        .collect(),
                    first: pattern.first.map(|date| date.to_string()),
                    last: pattern.last.map(|date| date.to_string()),
                })
                .collect(),
            asked_again: patterns
                .asked_again
                .iter()
                .map(|request| {
                    let actions = request.actions.iter();
                    actions.map(|&at| ActionRefView::new(corpus, at)).collect()
                })
                .collect(),
            open_when_it_happened_again: patterns
                .open_actions
                .iter()
                .map(|open| OpenActionView {
                    incident: &corpus.incidents[open.later].id.value,
                    action: ActionRefView::new(corpus, open.at),
                    waited_days: open.waited,
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct PatternView<'a> {
    id: &'a str,
    name: &'a str,
    incidents: Vec<&'a str>,
    first: Option<String>,
    last: Option<String>,
}

/// One incident with its people.
pub fn of_project<'a>(
    input: &'a Input,
    corpus: &'a Corpus,
    patterns: &'a Patterns,
    index: usize,
) -> impl Serialize + use<'a> {
    let similar = patterns.similar.get(index).map_or(&[][..], Vec::as_slice);
    IncidentView::new(input, corpus, &corpus.incidents[index], similar, true)
}
