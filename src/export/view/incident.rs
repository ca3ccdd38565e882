//! One incident in the data contract.

use super::action::ActionView;
use super::values::{day, moment, text, texts};
use crate::model::{Corpus, Durations, Incident, Precision, ServiceRole, Source, Sourced};
use crate::patterns::similar::Link;
use crate::read::Input;
use crate::span::LineIndex;
use serde::Serialize;

#[derive(Serialize)]
pub struct IncidentView<'a> {
    id: &'a str,
    slug: &'a str,
    source: &'a str,
    url: String,
    title: &'a str,
    kind: &'static str,
    status: Option<&'static str>,
    summary: Option<&'a str>,
    date: Option<String>,
    retrospective_date: Option<String>,
    severity: Option<&'static str>,
    severity_text: Option<&'a str>,
    services: Vec<ServiceView<'a>>,
    teams: Vec<&'a str>,
    labels: Vec<&'a str>,
    detected_by: Option<&'static str>,
    impact: ImpactView<'a>,
    started_at: Option<String>,
    detected_at: Option<String>,
    mitigated_at: Option<String>,
    resolved_at: Option<String>,
    #[serde(flatten)]
    durations: DurationsView,
    timeline: Vec<EventView<'a>>,
    triggers: &'a [String],
    change_refs: Vec<&'a str>,
    factors: Vec<FactorView<'a>>,
    whys: Vec<Vec<&'a str>>,
    actions: Vec<ActionView<'a>>,
    mitigations: Vec<&'a str>,
    evidence: Vec<EvidenceView<'a>>,
    follow_up_on: Option<String>,
    lessons: LessonsView<'a>,
    similar: Vec<SimilarView<'a>>,
    /// The id of the document that tells of the same incident in full.
    told_in: Option<&'a str>,
}

#[derive(Serialize)]
struct SimilarView<'a> {
    id: &'a str,
    kind: &'static str,
    score: f64,
    because: &'a [String],
}

impl<'a> SimilarView<'a> {
    fn new(corpus: &'a Corpus, link: &'a Link) -> Self {
        Self {
            id: &corpus.incidents[link.other].id.value,
            kind: link.kind.name(),
            // Two digits: 0.41, not 0.4099999964237213.
            score: (f64::from(link.score) * 100.0).round() / 100.0,
            because: &link.because,
        }
    }
}

#[derive(Serialize)]
struct ServiceView<'a> {
    name: &'a str,
    role: Option<&'static str>,
}

#[derive(Serialize)]
struct ImpactView<'a> {
    text: Option<&'a str>,
    users: Option<&'a str>,
    segment: Option<&'a str>,
    not_affected: Option<&'a str>,
    slo: Option<&'a str>,
    error_budget_before: Option<&'a str>,
    error_budget_after: Option<&'a str>,
}

#[derive(Serialize)]
struct DurationsView {
    time_to_detect_minutes: Option<u32>,
    time_to_mitigate_minutes: Option<u32>,
    time_to_resolve_minutes: Option<u32>,
    time_to_detect_basis: Option<&'static str>,
    time_to_mitigate_basis: Option<&'static str>,
    time_to_resolve_basis: Option<&'static str>,
}

#[derive(Serialize)]
struct EventView<'a> {
    at: Option<String>,
    precision: &'static str,
    text: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct FactorView<'a> {
    id: &'a str,
    text: &'a str,
    /// The author says that it is not sure.
    uncertain: bool,
    categories: &'a [String],
    line: Option<usize>,
}

#[derive(Serialize)]
struct EvidenceView<'a> {
    label: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct LessonsView<'a> {
    went_well: Vec<&'a str>,
    went_poorly: Vec<&'a str>,
    got_lucky: Vec<&'a str>,
    learned: Vec<&'a str>,
}

impl<'a> IncidentView<'a> {
    pub fn new(
        input: &'a Input,
        corpus: &'a Corpus,
        incident: &'a Incident,
        similar: &'a [Link],
        people: bool,
    ) -> Self {
        let lines = LineIndex::new(&input.sources.get(incident.file).text);
        let line = |source: &Source| source.span().map(|span| lines.line(span.start as usize));
        let impact = &incident.impact;
        Self {
            id: &incident.id.value,
            slug: &incident.slug,
            source: crate::audience::source(input, &incident.source),
            url: format!("incidents/{}/", incident.slug),
            title: &incident.title.value,
            kind: incident.kind.name(),
            status: incident.status.as_ref().map(|status| status.value.name()),
            summary: text(&incident.summary),
            date: day(&incident.date),
            retrospective_date: day(&incident.retrospective_date),
            severity: incident.severity().map(|severity| severity.name()),
            severity_text: incident.severity_text.as_deref(),
            services: incident
                .services
                .iter()
                .map(|service| ServiceView {
                    name: &service.value.name,
                    role: service.value.role.map(ServiceRole::name),
                })
                .collect(),
            teams: texts(&incident.teams),
            labels: texts(&incident.labels),
            detected_by: incident.detected_by.as_ref().map(|by| by.value.name()),
            impact: ImpactView {
                text: text(&impact.text),
                users: text(&impact.users),
                segment: text(&impact.segment),
                not_affected: text(&impact.not_affected),
                slo: text(&impact.slo),
                error_budget_before: text(&impact.error_budget_before),
                error_budget_after: text(&impact.error_budget_after),
            },
            started_at: moment(&incident.milestones.started),
            detected_at: moment(&incident.milestones.detected),
            mitigated_at: moment(&incident.milestones.mitigated),
            resolved_at: moment(&incident.milestones.resolved),
            durations: DurationsView::new(&incident.durations),
            timeline: incident
                .timeline
                .iter()
                .map(|event| EventView {
                    at: event.at.to_text(),
                    precision: match event.at.precision() {
                        Precision::Minute => "minute",
                        Precision::Approximate => "approximate",
                        Precision::Day => "day",
                        Precision::TimeOnly => "time_only",
                        Precision::Unknown => "unknown",
                    },
                    text: &event.text,
                    line: lines.line(event.span.start as usize),
                })
                .collect(),
            triggers: &incident.triggers,
            change_refs: texts(&incident.change_refs),
            factors: incident
                .factors
                .iter()
                .map(|factor| FactorView {
                    id: &factor.id,
                    text: &factor.text.value,
                    uncertain: factor.uncertain,
                    categories: &factor.categories,
                    line: line(&factor.text.source),
                })
                .collect(),
            whys: incident.whys.iter().map(|chain| texts(chain)).collect(),
            actions: incident
                .actions
                .iter()
                .map(|action| ActionView::new(action, people, line(&action.text.source)))
                .collect(),
            mitigations: texts(&incident.mitigations),
            evidence: incident
                .evidence
                .iter()
                .map(|link| EvidenceView {
                    label: &link.label,
                    url: &link.url,
                })
                .collect(),
            follow_up_on: day(&incident.follow_up_on),
            lessons: LessonsView {
                went_well: texts(&incident.lessons.went_well),
                went_poorly: texts(&incident.lessons.went_poorly),
                got_lucky: texts(&incident.lessons.got_lucky),
                learned: texts(&incident.lessons.learned),
            },
            similar: similar
                .iter()
                .map(|link| SimilarView::new(corpus, link))
                .collect(),
            told_in: incident
                .told_in
                .map(|index| corpus.incidents[index].id.value.as_str()),
        }
    }
}

impl DurationsView {
    fn new(durations: &Durations) -> Self {
        let minutes = |value: &Option<Sourced<u32>>| value.as_ref().map(|minutes| minutes.value);
        let basis = |value: &Option<Sourced<u32>>| {
            value.as_ref().map(|minutes| {
                if minutes.source.is_derived() {
                    "derived"
                } else {
                    "stated"
                }
            })
        };
        Self {
            time_to_detect_minutes: minutes(&durations.detect),
            time_to_mitigate_minutes: minutes(&durations.mitigate),
            time_to_resolve_minutes: minutes(&durations.resolve),
            time_to_detect_basis: basis(&durations.detect),
            time_to_mitigate_basis: basis(&durations.mitigate),
            time_to_resolve_basis: basis(&durations.resolve),
        }
    }
}
