//! Which parts of a complete retrospective a document has: by its headings, by what was read from it, by its words.

use super::Context;
use super::headings::Meaning;
use super::items;
use super::outline::Outline;
use crate::diagnostic::Diagnostic;
use crate::expression::{as_written, expression};
use crate::model::{Element, Elements, Incident};
use crate::parse::Inline;
use regex::Regex;
use std::borrow::Borrow;
use std::sync::LazyLock;

/// Beginnings of words that tell of monitoring, of who was told, of how it was noticed.
static MONITORING: LazyLock<Regex> = LazyLock::new(|| {
    beginning_with(&[
        "alert",
        "dashboard",
        "grafana",
        "monitor",
        "graph",
        "metric",
    ])
});
static COMMUNICATION: LazyLock<Regex> = LazyLock::new(|| {
    beginning_with(&[
        "announc",
        "inform",
        "notif",
        "communicat",
        "status",
        "tweet",
        "slack",
        "told",
        "email",
        "discord",
    ])
});
static DETECTION: LazyLock<Regex> =
    LazyLock::new(|| beginning_with(&["alert", "notic", "report", "detect", "paged", "alarm"]));

/// Beginnings of words in headings.
static OF_SUMMARY: LazyLock<Regex> = LazyLock::new(|| beginning_with(&["stakeholder", "messag"]));
static OF_ANALYSIS: LazyLock<Regex> = LazyLock::new(|| beginning_with(&["technical", "analysis"]));

fn beginning_with(words: &[&str]) -> Regex {
    expression(&format!(r"\b{}", as_written(words)))
}

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let outline = &context.outline;
    let mut texts = Vec::new();
    for block in outline.parts.iter().flat_map(|part| &part.blocks) {
        items::inlines(block.borrow(), &mut texts);
    }
    incident.elements = Elements {
        laid_out: is_laid_out(outline),
        present: Element::ALL
            .into_iter()
            .filter(|element| has(*element, outline, &texts, incident))
            .collect(),
    };
}

fn is_laid_out(outline: &Outline<'_>) -> bool {
    use Meaning::*;
    let mut told: Vec<Meaning> = outline
        .parts
        .iter()
        .filter_map(|part| part.meaning.filter(|_| part.is_heading))
        .filter(|meaning| !matches!(meaning, Facts | People | Other | Narrative))
        .collect();
    told.sort();
    told.dedup();
    told.len() >= 2
}

/// Whether it is there; `texts` are the running text: code and quotations are not looked at.
fn has(element: Element, outline: &Outline<'_>, texts: &[&Inline], incident: &Incident) -> bool {
    use Meaning::*;
    let heading = |words: &Regex| heading(outline, words);
    let says =
        |words: &Regex| heading(words) || texts.iter().any(|inline| words.is_match(&inline.text));
    match element {
        Element::Summary => {
            incident.summary.is_some() || outline.has(Summary) || heading(&OF_SUMMARY)
        }
        Element::Monitoring => {
            outline.has(Detection) || !incident.evidence.is_empty() || says(&MONITORING)
        }
        Element::Communication => says(&COMMUNICATION),
        Element::Factors => !incident.factors.is_empty(),
        Element::Analysis => {
            outline.has(Narrative)
                || outline.has(Factors)
                || outline.has(FiveWhys)
                || heading(&OF_ANALYSIS)
        }
        Element::Actions => !incident.actions.is_empty() || outline.has(Actions),
        Element::Narrative => {
            outline.has(Narrative) || outline.has(Timeline) || incident.timeline.len() >= 2
        }
        Element::Detection => {
            outline.has(Detection)
                || incident.detected_by.is_some()
                || incident.milestones.detected.is_some()
                || incident.durations.detect.is_some()
                || says(&DETECTION)
        }
        Element::WentWell => !incident.lessons.went_well.is_empty() || outline.has(WentWell),
    }
}

fn heading(outline: &Outline<'_>, words: &Regex) -> bool {
    outline
        .parts
        .iter()
        .any(|part| words.is_match(part.title_text()))
}
