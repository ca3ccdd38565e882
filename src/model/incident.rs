//! An incident as its retrospective tells it.

use super::{
    ActionItem, Elements, Factor, Moment, OrText, Severity, Source, Sourced, TimelineEvent,
};
use crate::span::{FileId, Span};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whether something happened, or nearly did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IncidentKind {
    Incident,
    NearMiss,
}

impl IncidentKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::NearMiss => "near_miss",
        }
    }
}

/// How far the retrospective has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DocumentStatus {
    Draft,
    InReview,
    Final,
}

impl DocumentStatus {
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Final => "final",
        }
    }
}

/// Who may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Visibility {
    Public,
    Internal,
    Restricted,
}

/// What a service had to do with an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ServiceRole {
    Origin,
    Affected,
}

impl ServiceRole {
    pub fn name(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Affected => "affected",
        }
    }
}

/// A service that the document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceUse {
    /// Canonical name where the catalog knows it, else as written.
    pub name: String,
    pub role: Option<ServiceRole>,
}

/// How the incident came to light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DetectedBy {
    Monitoring,
    Customer,
    Employee,
    ThirdParty,
}

impl DetectedBy {
    pub fn name(self) -> &'static str {
        match self {
            Self::Monitoring => "monitoring",
            Self::Customer => "customer",
            Self::Employee => "employee",
            Self::ThirdParty => "third_party",
        }
    }
}

/// What it meant for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    pub text: Option<Sourced<String>>,
    pub users: Option<Sourced<String>>,
    pub segment: Option<Sourced<String>>,
    pub not_affected: Option<Sourced<String>>,
    pub slo: Option<Sourced<String>>,
    pub error_budget_before: Option<Sourced<String>>,
    pub error_budget_after: Option<Sourced<String>>,
}

/// The four moments that every incident has, where they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestones {
    pub started: Option<Sourced<Moment>>,
    pub detected: Option<Sourced<Moment>>,
    pub mitigated: Option<Sourced<Moment>>,
    pub resolved: Option<Sourced<Moment>>,
}

/// Durations in minutes; [`Source::Derived`](super::Source::Derived) where they were computed from milestones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Durations {
    /// From start to detection.
    pub detect: Option<Sourced<u32>>,
    /// From start to mitigation.
    pub mitigate: Option<Sourced<u32>>,
    /// From start to resolution.
    pub resolve: Option<Sourced<u32>>,
}

/// What was learned, in the document's order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lessons {
    pub went_well: Vec<Sourced<String>>,
    pub went_poorly: Vec<Sourced<String>>,
    pub got_lucky: Vec<Sourced<String>>,
    pub learned: Vec<Sourced<String>>,
}

/// A link that shows what happened: a dashboard, a log, a trace, a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub label: String,
    pub url: String,
    pub span: Span,
}

/// An incident, and everything that its retrospective says about it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Incident {
    pub file: FileId,
    /// Path of the document below the content folder, with `/`.
    pub source: String,
    /// The id that the document states, else its slug. Unique after [`crate::address::assign`].
    pub id: Sourced<String>,
    /// Last part of its address; empty until [`crate::address::assign`].
    pub slug: String,
    /// Older addresses that redirect here.
    pub aliases: Vec<String>,
    pub title: Sourced<String>,
    pub kind: IncidentKind,
    pub status: Option<Sourced<DocumentStatus>>,
    pub visibility: Visibility,
    pub summary: Option<Sourced<String>>,
    /// The day on which it began.
    pub date: Option<Sourced<NaiveDate>>,
    pub retrospective_date: Option<Sourced<NaiveDate>>,
    pub follow_up_on: Option<Sourced<NaiveDate>>,
    pub severity: Option<Sourced<OrText<Severity>>>,
    /// Severity as the author wrote it.
    pub severity_text: Option<String>,
    pub services: Vec<Sourced<ServiceUse>>,
    pub teams: Vec<Sourced<String>>,
    /// People, for this incident's own page only.
    pub authors: Vec<Sourced<String>>,
    /// Names of people that the document lists or tells of, longest first.
    pub people: Vec<String>,
    /// Free labels of the author: tags, categories, keywords.
    pub labels: Vec<Sourced<String>>,
    pub detected_by: Option<Sourced<DetectedBy>>,
    pub impact: Impact,
    pub milestones: Milestones,
    pub durations: Durations,
    pub timeline: Vec<TimelineEvent>,
    /// What the document says set it off, in its own words.
    pub trigger_texts: Vec<Sourced<String>>,
    /// Keys of the taxonomy's triggers, sorted.
    pub triggers: Vec<String>,
    /// References to the change that set it off: pull requests, commits, releases.
    pub change_refs: Vec<Sourced<String>>,
    pub factors: Vec<Factor>,
    /// Chains of five whys, each in order.
    pub whys: Vec<Vec<Sourced<String>>>,
    pub actions: Vec<ActionItem>,
    pub mitigations: Vec<Sourced<String>>,
    pub evidence: Vec<Evidence>,
    pub lessons: Lessons,
    pub elements: Elements,
    /// Where another document tells of the same incident in full: its index in the corpus.
    pub told_in: Option<usize>,
}

impl Incident {
    /// An incident of which nothing is known but its document.
    pub fn new(file: FileId, source: String) -> Self {
        Self {
            file,
            id: Sourced::new(String::new(), Source::FileName(file)),
            slug: String::new(),
            aliases: Vec::new(),
            title: Sourced::new(source.clone(), Source::FileName(file)),
            source,
            kind: IncidentKind::Incident,
            status: None,
            visibility: Visibility::Internal,
            summary: None,
            date: None,
            retrospective_date: None,
            follow_up_on: None,
            severity: None,
            severity_text: None,
            services: Vec::new(),
            teams: Vec::new(),
            authors: Vec::new(),
            people: Vec::new(),
            labels: Vec::new(),
            detected_by: None,
            impact: Impact::default(),
            milestones: Milestones::default(),
            durations: Durations::default(),
            timeline: Vec::new(),
            trigger_texts: Vec::new(),
            triggers: Vec::new(),
            change_refs: Vec::new(),
            factors: Vec::new(),
            whys: Vec::new(),
            actions: Vec::new(),
            mitigations: Vec::new(),
            evidence: Vec::new(),
            lessons: Lessons::default(),
            elements: Elements::default(),
            told_in: None,
        }
    }

    /// Visits every text that was taken out of the document, but for names of people, services and teams.
    pub fn for_each_text(&mut self, visit: &mut impl FnMut(&mut String)) {
        let impact = &mut self.impact;
        let impacts = [
            &mut impact.text,
            &mut impact.users,
            &mut impact.segment,
            &mut impact.not_affected,
            &mut impact.slo,
            &mut impact.error_budget_before,
            &mut impact.error_budget_after,
        ];
        let lessons = &mut self.lessons;
        let lists = [
            &mut lessons.went_well,
            &mut lessons.went_poorly,
            &mut lessons.got_lucky,
            &mut lessons.learned,
            &mut self.mitigations,
            &mut self.trigger_texts,
            &mut self.labels,
            &mut self.change_refs,
        ];
        visit(&mut self.title.value);
        self.summary
            .iter_mut()
            .chain(impacts.into_iter().flatten())
            .for_each(|text| visit(&mut text.value));
        lists
            .into_iter()
            .flatten()
            .chain(self.whys.iter_mut().flatten())
            .for_each(|text| visit(&mut text.value));
        self.timeline
            .iter_mut()
            .for_each(|event| visit(&mut event.text));
        self.factors
            .iter_mut()
            .for_each(|factor| visit(&mut factor.text.value));
        self.evidence
            .iter_mut()
            .for_each(|link| visit(&mut link.label));
        for action in &mut self.actions {
            visit(&mut action.text.value);
            let notes = [
                &mut action.acceptance,
                &mut action.initiative,
                &mut action.reason,
            ];
            notes
                .into_iter()
                .flatten()
                .for_each(|note| visit(&mut note.value));
        }
    }

    pub fn is_draft(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| status.value == DocumentStatus::Draft)
    }

    /// Whether it stands in counts and patterns: it is no draft, and no other document tells of it in full.
    pub fn counts(&self) -> bool {
        !self.is_draft() && self.told_in.is_none()
    }

    /// The severity on the common scale, where the author's words fit it.
    pub fn severity(&self) -> Option<Severity> {
        self.severity
            .as_ref()
            .and_then(|severity| severity.value.known().copied())
    }
}
