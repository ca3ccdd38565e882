//! Which parts a document has, of those that make a retrospective complete.

use super::Context;
use crate::extract::headings::{Meaning, words};
use crate::model::Incident;
use crate::span::Span;

/// Whether a document is laid out as a retrospective. A note of two paragraphs owes nobody nine parts.
pub fn is_retrospective(context: &Context<'_>) -> bool {
    use Meaning::*;
    let mut told: Vec<Meaning> = context
        .outline
        .parts
        .iter()
        .filter_map(|part| part.meaning.filter(|_| part.is_heading))
        .filter(|meaning| !matches!(meaning, Facts | People | Other | Narrative))
        .collect();
    told.sort();
    told.dedup();
    told.len() >= 2
}

/// The place of what concerns the document as a whole.
pub fn title(context: &Context<'_>, incident: &Incident) -> Span {
    let stated = incident
        .title
        .source
        .span()
        .filter(|span| span.file == incident.file);
    stated.unwrap_or_else(|| {
        let text = &context.source.text;
        let start = context.document.body_start.min(text.len());
        let rest = text.get(start..).unwrap_or_default();
        let first = start + rest.len() - rest.trim_start().len();
        let end = text
            .get(first..)
            .and_then(|line| line.find('\n'))
            .map_or(text.len(), |at| first + at);
        Span::new(context.source.id, first..end)
    })
}

/// The parts that are not there, as phrases.
pub fn missing(context: &Context<'_>, incident: &Incident) -> Vec<&'static str> {
    use Meaning::*;
    let outline = context.outline;
    let heading = |stems: &[&str]| {
        outline.parts.iter().any(|part| {
            words(part.title_text())
                .iter()
                .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
        })
    };
    let says = |stems: &[&str]| {
        context.sentences.iter().any(|sentence| {
            sentence
                .words
                .iter()
                .any(|word| stems.iter().any(|stem| word.text.starts_with(stem)))
        })
    };
    let parts = [
        (
            "a summary for people outside of the team",
            incident.summary.is_some()
                || outline.has(Summary)
                || heading(&["stakeholder", "messag"]),
        ),
        (
            "what monitoring showed",
            outline.has(Detection)
                || !incident.evidence.is_empty()
                || heading(&["monitor", "metric", "graph", "dashboard"])
                || says(&[
                    "alert",
                    "dashboard",
                    "grafana",
                    "monitor",
                    "graph",
                    "metric",
                ]),
        ),
        (
            "who was told when",
            heading(&["communicat", "status"])
                || says(&[
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
                ]),
        ),
        ("contributing factors", !incident.factors.is_empty()),
        (
            "the technical analysis",
            outline.has(Narrative)
                || outline.has(Factors)
                || outline.has(FiveWhys)
                || heading(&["technical", "analysis"]),
        ),
        (
            "follow-up actions",
            !incident.actions.is_empty() || outline.has(Actions),
        ),
        (
            "what happened",
            outline.has(Narrative) || outline.has(Timeline) || incident.timeline.len() >= 2,
        ),
        (
            "how it was detected",
            outline.has(Detection)
                || incident.detected_by.is_some()
                || incident.milestones.detected.is_some()
                || incident.durations.detect.is_some()
                || says(&["alert", "notic", "report", "detect", "paged", "alarm"]),
        ),
        (
            "what went well",
            !incident.lessons.went_well.is_empty() || outline.has(WentWell),
        ),
    ];
    parts
        .into_iter()
        .filter(|(_, there)| !there)
        .map(|(name, _)| name)
        .collect()
}
