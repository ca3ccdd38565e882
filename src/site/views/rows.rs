//! Incidents in lists.

use super::super::index::severity_class;
use super::super::prints::Lazily;
use super::super::{Site, words};
use super::Link;
use crate::model::IncidentKind;
use crate::people;
use serde::Serialize;

/// An incident in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    pub title: String,
    pub url: String,
    /// `2025-03-06`, for machines and for sorting.
    pub date: Option<String>,
    pub date_words: String,
    pub severity: Option<String>,
    pub severity_class: &'static str,
    pub services: Vec<Link>,
    pub duration: Option<String>,
    pub minutes: Option<u32>,
    pub draft: bool,
    pub near_miss: bool,
    pub summary: Option<String>,
}

impl Site<'_> {
    pub(in crate::site) fn row(&self, root: &str, index: usize, with_summary: bool) -> Row {
        let incident = &self.corpus.incidents[index];
        let date = incident.date.as_ref().map(|date| date.value);
        let minutes = incident
            .durations
            .resolve
            .as_ref()
            .map(|minutes| minutes.value);
        Row {
            title: incident.title.value.clone(),
            url: self.incident_url(root, index),
            date: date.map(|date| date.to_string()),
            date_words: date.map(words::compact_date).unwrap_or_default(),
            severity: incident
                .severity
                .as_ref()
                .map(|_| self.index.severity(index).name.clone()),
            severity_class: severity_class(incident),
            services: self.service_links(root, index),
            duration: minutes.map(words::duration),
            minutes,
            draft: incident.is_draft(),
            near_miss: incident.kind == IncidentKind::NearMiss,
            summary: incident
                .summary
                .as_ref()
                .filter(|_| with_summary)
                .map(|summary| {
                    let text = words::shortened(&summary.value, 220);
                    people::quoted(self.input, incident, &text).into_owned()
                }),
        }
    }

    pub(in crate::site) fn rows<'s>(
        &'s self,
        root: &'s str,
        incidents: &'s [usize],
    ) -> Lazily<'s, Vec<Row>> {
        let all = move || incidents.iter().copied();
        Lazily::new(
            move || all().map(|index| self.told(index)).collect::<Vec<_>>(),
            move || all().map(|index| self.row(root, index, false)).collect(),
        )
    }
}
