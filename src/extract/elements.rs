//! Which parts of a complete retrospective a document has: by its headings, by what was read from it, by its words.

use super::Context;
use super::headings::{Meaning, words};
use super::items;
use super::outline::Outline;
use crate::diagnostic::Diagnostic;
use crate::model::{Element, Elements, Incident};
use std::borrow::Borrow;

/// Beginnings of words that tell of monitoring, of who was told, of how it was noticed.
const MONITORING: &[&str] = &[
    "alert",
    "dashboard",
    "grafana",
    "monitor",
    "graph",
    "metric",
];
const COMMUNICATION: &[&str] = &[
    "announc",
    "inform",
    "notif",
    "communicat",
    "statuspage",
    "status",
    "tweet",
    "slack",
    "told",
    "email",
    "discord",
];
const DETECTION: &[&str] = &["alert", "notic", "report", "detect", "paged", "alarm"];

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let outline = &context.outline;
    incident.elements = Elements {
        laid_out: is_laid_out(outline),
        present: Element::ALL
            .into_iter()
            .filter(|element| has(*element, outline, incident))
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

fn has(element: Element, outline: &Outline<'_>, incident: &Incident) -> bool {
    use Meaning::*;
    let heading = |stems: &[&str]| heading(outline, stems);
    match element {
        Element::Summary => {
            incident.summary.is_some()
                || outline.has(Summary)
                || heading(&["stakeholder", "messag"])
        }
        Element::Monitoring => {
            outline.has(Detection)
                || !incident.evidence.is_empty()
                || heading(&["monitor", "metric", "graph", "dashboard"])
                || says(outline, MONITORING)
        }
        Element::Communication => {
            heading(&["communicat", "status"]) || says(outline, COMMUNICATION)
        }
        Element::Factors => !incident.factors.is_empty(),
        Element::Analysis => {
            outline.has(Narrative)
                || outline.has(Factors)
                || outline.has(FiveWhys)
                || heading(&["technical", "analysis"])
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
                || says(outline, DETECTION)
        }
        Element::WentWell => !incident.lessons.went_well.is_empty() || outline.has(WentWell),
    }
}

fn heading(outline: &Outline<'_>, stems: &[&str]) -> bool {
    outline.parts.iter().any(|part| {
        words(part.title_text())
            .iter()
            .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    })
}

/// Whether a word of the running text begins like this; code and quotations are not looked at.
fn says(outline: &Outline<'_>, stems: &[&str]) -> bool {
    let begins = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.len() > 3).any(|word| {
            stems.iter().any(|stem| {
                let start = word.as_bytes().get(..stem.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(stem.as_bytes()))
            })
        })
    };
    outline.parts.iter().any(|part| {
        let mut inlines = Vec::new();
        for block in &part.blocks {
            items::inlines(block.borrow(), &mut inlines);
        }
        begins(part.title_text()) || inlines.iter().any(|inline| begins(&inline.text))
    })
}
