//! What the index holds of an incident.

use super::plain;
use super::schema::{FORMAT, Fields};
use crate::catalog::fold;
use crate::model::Incident;
use crate::parse;
use crate::read::Input;
use crate::span::SourceFile;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

/// What a hit shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub id: String,
    pub title: String,
    /// As `2026-05-03`.
    pub date: Option<String>,
    pub severity: Option<String>,
    pub services: Vec<String>,
    pub summary: Option<String>,
    /// Path of the document below the content folder.
    pub source: String,
    /// Path of the page below the site's root.
    pub url: String,
}

/// One incident as the index takes it. Its text is read only if it does: the hash knows it by that of the source.
pub struct Entry<'a> {
    /// The incident's slug, which no other has.
    pub key: String,
    pub hash: String,
    source: &'a SourceFile,
    shown: String,
    day: i64,
    title: &'a str,
    named: String,
    factors: String,
    actions: String,
    /// In the order of [`Fields::filters`].
    filters: [Vec<String>; 9],
}

impl<'a> Entry<'a> {
    pub fn new(incident: &'a Incident, input: &'a Input) -> Self {
        let date = incident.date.as_ref().map(|date| date.value);
        let shown = shown(input, incident, date);
        let mut entry = Self {
            key: incident.slug.clone(),
            hash: String::new(),
            source: input.sources.get(incident.file),
            shown: serde_json::to_string(&shown).unwrap_or_default(),
            day: date.map_or(0, |date| i64::from(date.num_days_from_ce() - 719_163)),
            title: &incident.title.value,
            named: format!(
                "{} {} {}",
                incident.id.value,
                incident.source,
                date.map(said).unwrap_or_default()
            ),
            factors: joined(incident.factors.iter().map(|factor| &factor.text.value)),
            actions: joined(incident.actions.iter().map(|action| &action.text.value)),
            filters: filters(incident, date),
        };
        entry.hash = entry.hash(&input.sources.hash(incident.file));
        entry
    }

    /// The document for tantivy.
    pub fn document(self, fields: &Fields) -> TantivyDocument {
        let plain = plain::read(&parse::words(self.source));
        // In the order of `Fields::texts`.
        let texts = [
            self.title,
            &self.named,
            &plain.headings,
            &self.factors,
            &self.actions,
            &plain.body,
        ];
        let mut document = TantivyDocument::default();
        document.add_text(fields.key, &self.key);
        document.add_text(fields.hash, &self.hash);
        document.add_text(fields.shown, &self.shown);
        document.add_i64(fields.day, self.day);
        for ((field, _), text) in fields.texts.iter().zip(texts) {
            document.add_text(*field, text);
        }
        document.add_text(fields.end, &self.key);
        for ((_, field), values) in fields.filters.iter().zip(self.filters) {
            for value in values {
                document.add_text(*field, value);
            }
        }
        document
    }

    fn hash(&self, source: &[u8]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&FORMAT.to_le_bytes());
        hasher.update(source);
        let texts = [
            &self.source.path,
            &self.key,
            &self.shown,
            self.title,
            &self.named,
            &self.factors,
            &self.actions,
        ];
        let filters = self.filters.iter().flatten().map(String::as_str);
        for text in texts.into_iter().chain(filters) {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_string()
    }
}

/// A day in the ways in which people ask for it.
fn said(date: NaiveDate) -> String {
    date.format("%Y-%m-%d %-d %B %Y %b %Y").to_string()
}

fn shown(input: &Input, incident: &Incident, date: Option<NaiveDate>) -> Shown {
    let severity = incident
        .severity()
        .map(|severity| severity.name().to_string());
    Shown {
        id: incident.id.value.clone(),
        title: incident.title.value.clone(),
        date: date.map(|date| date.to_string()),
        severity: severity.or_else(|| incident.severity_text.clone()),
        services: incident
            .services
            .iter()
            .map(|service| service.value.name.clone())
            .collect(),
        summary: incident
            .summary
            .as_ref()
            .map(|summary| summary.value.clone()),
        source: crate::audience::source(input, &incident.source).to_string(),
        url: format!("incidents/{}/", incident.slug),
    }
}

/// Values to search by name, in the order of [`Fields::filters`].
fn filters(incident: &Incident, date: Option<NaiveDate>) -> [Vec<String>; 9] {
    let severity = incident
        .severity()
        .map(|severity| severity.name().to_string());
    let severities = severity.iter().chain(&incident.severity_text);
    let factors = incident
        .factors
        .iter()
        .flat_map(|factor| &factor.categories);
    let states = incident
        .actions
        .iter()
        .map(|action| action.state.value.name());
    let mut filters = [
        incident
            .services
            .iter()
            .map(|service| fold(&service.value.name))
            .collect(),
        incident
            .teams
            .iter()
            .map(|team| fold(&team.value))
            .collect(),
        severities.map(|severity| fold(severity)).collect(),
        factors.map(|key| fold(key)).collect(),
        incident.triggers.iter().map(|key| fold(key)).collect(),
        states.map(fold).collect(),
        vec![fold(incident.kind.name())],
        date.iter().map(|date| fold(&date.to_string())).collect(),
        date.iter().map(|date| date.year().to_string()).collect(),
    ];
    for values in &mut filters {
        values.retain(|value: &String| !value.is_empty());
        values.sort();
        values.dedup();
    }
    filters
}

fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}
