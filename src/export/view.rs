//! The shape of the data contract.

use crate::model::{
    ActionItem, ActionState, Basis, Corpus, Durations, Incident, Moment, Precision, ServiceRole,
    Source, Sourced,
};
use crate::patterns::Patterns;
use crate::patterns::asked_again::ActionAt;
use crate::patterns::similar::Link;
use crate::people;
use crate::read::Input;
use crate::span::LineIndex;
use chrono::NaiveDate;
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

#[derive(Serialize)]
struct IncidentView<'a> {
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

#[derive(Serialize)]
struct ActionView<'a> {
    id: &'a str,
    text: &'a str,
    status: &'static str,
    status_basis: Option<&'static str>,
    kind: Option<&'static str>,
    owner: Vec<&'a str>,
    team: Option<&'a str>,
    due: Option<String>,
    due_basis: Option<&'static str>,
    due_text: Option<&'a str>,
    priority: Option<&'a str>,
    size: Option<&'a str>,
    acceptance: Option<&'a str>,
    initiative: Option<&'a str>,
    reason: Option<&'a str>,
    refs: &'a [String],
    url: Option<&'a str>,
    opened_at: Option<String>,
    closed_at: Option<String>,
    verified_at: Option<String>,
    answers: Option<&'a [String]>,
    answers_basis: Option<&'static str>,
    line: Option<usize>,
}

fn texts(values: &[Sourced<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

fn text(value: &Option<Sourced<String>>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

fn day(value: &Option<Sourced<NaiveDate>>) -> Option<String> {
    value.as_ref().map(|date| date.value.to_string())
}

fn moment(value: &Option<Sourced<Moment>>) -> Option<String> {
    value.as_ref().and_then(|moment| moment.value.to_text())
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

impl<'a> IncidentView<'a> {
    fn new(
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

impl<'a> ActionView<'a> {
    fn new(action: &'a ActionItem, people: bool, line: Option<usize>) -> Self {
        let is_known = action.state.value != ActionState::Unknown;
        Self {
            id: &action.id,
            text: &action.text.value,
            status: action.state.value.name(),
            status_basis: is_known.then(|| basis(&action.state.source)),
            kind: action.kind.as_ref().map(|kind| kind.value.name()),
            owner: if people {
                texts(&action.owners)
            } else {
                action.team.as_deref().into_iter().collect()
            },
            team: action.team.as_deref(),
            due: action
                .due
                .as_ref()
                .filter(|due| !(matches!(due.source, Source::Text(_)) && due.value.is_of_month()))
                .map(|due| due.value.on.to_string()),
            due_basis: action.due.as_ref().map(|due| {
                if due.source == Source::Policy {
                    "policy"
                } else {
                    "stated"
                }
            }),
            due_text: action.due.as_ref().map(|due| due.value.text.as_str()),
            priority: text(&action.priority),
            size: text(&action.size),
            acceptance: text(&action.acceptance),
            initiative: text(&action.initiative),
            reason: text(&action.reason),
            refs: &action.refs,
            url: action.url.as_deref(),
            opened_at: day(&action.opened),
            closed_at: day(&action.closed),
            verified_at: day(&action.verified),
            answers: (!action.answers.is_empty()).then_some(&action.answers),
            answers_basis: action.answers_basis.map(|basis| match basis {
                Basis::Stated => "stated",
                Basis::SameWords => "same_words",
            }),
            line,
        }
    }
}

fn basis(source: &Source) -> &'static str {
    match source {
        Source::SideFile(_) => "side_file",
        Source::Tracker(_) => "tracker",
        _ => "text",
    }
}
