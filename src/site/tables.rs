//! Tables for spreadsheets, and what a service catalogue asks for: the same facts as the data contract, flat.

use super::index::ActionRef;
use super::{Site, routes};
use crate::model::{ActionState, Incident, Sourced};
use crate::people;
use serde::Serialize;

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Incidents,
    Factors,
    Actions,
}

impl Table {
    pub const ALL: [Self; 3] = [Self::Incidents, Self::Factors, Self::Actions];

    pub fn path(self) -> &'static str {
        match self {
            Self::Incidents => "data/incidents.csv",
            Self::Factors => "data/factors.csv",
            Self::Actions => "data/actions.csv",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Factors => "contributing factors",
            Self::Actions => "action items",
        }
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Incidents => &[
                "id",
                "url",
                "title",
                "kind",
                "status",
                "date",
                "severity",
                "severity_text",
                "services",
                "teams",
                "detected_by",
                "time_to_detect_minutes",
                "time_to_mitigate_minutes",
                "time_to_resolve_minutes",
                "triggers",
                "summary",
            ],
            Self::Factors => &["incident", "url", "date", "id", "text", "categories"],
            Self::Actions => &[
                "incident",
                "url",
                "date",
                "id",
                "text",
                "status",
                "kind",
                "team",
                "due",
                "closed_at",
                "refs",
            ],
        }
    }
}

impl Site<'_> {
    /// A piece of a table: the names of its columns, then the rows of each incident. RFC 4180, in UTF-8.
    pub(super) fn table_piece(&self, table: Table, piece: usize) -> Vec<u8> {
        let mut out = String::new();
        match piece.checked_sub(1) {
            Some(index) => self.rows_of(table, index, &mut out),
            None => row(&mut out, table.columns().iter().map(ToString::to_string)),
        }
        out.into_bytes()
    }

    fn rows_of(&self, table: Table, index: usize, out: &mut String) {
        let incident = &self.corpus.incidents[index];
        let date = incident
            .date
            .as_ref()
            .map(|date| date.value.to_string())
            .unwrap_or_default();
        let quoted = |text: &str| people::quoted(self.input, incident, text).into_owned();
        let id = incident.id.value.clone();
        match table {
            Table::Incidents => row(out, self.incident_row(index, incident).into_iter()),
            Table::Factors => {
                for factor in &incident.factors {
                    let url = self.fact_url("", index, &factor.text.source, &self.lines[index]);
                    let cells = [
                        id.clone(),
                        url,
                        date.clone(),
                        factor.id.clone(),
                        quoted(&factor.text.value),
                        factor.categories.join("; "),
                    ];
                    row(out, cells.into_iter());
                }
            }
            Table::Actions => {
                for (number, action) in incident.actions.iter().enumerate() {
                    let at = ActionRef {
                        incident: index,
                        action: number,
                    };
                    let cells = [
                        id.clone(),
                        self.action_url("", at),
                        date.clone(),
                        action.id.clone(),
                        quoted(&action.text.value),
                        action.state.value.name().to_string(),
                        action
                            .kind
                            .as_ref()
                            .map(|kind| kind.value.name().to_string())
                            .unwrap_or_default(),
                        action.team.clone().unwrap_or_default(),
                        action
                            .due
                            .as_ref()
                            .map(|due| due.value.on.to_string())
                            .unwrap_or_default(),
                        action
                            .closed
                            .as_ref()
                            .map(|day| day.value.to_string())
                            .unwrap_or_default(),
                        action.refs.join("; "),
                    ];
                    row(out, cells.into_iter());
                }
            }
        }
    }

    fn incident_row(&self, index: usize, incident: &Incident) -> [String; 16] {
        let minutes = |value: &Option<Sourced<u32>>| {
            value
                .as_ref()
                .map(|value| value.value.to_string())
                .unwrap_or_default()
        };
        let quoted = |text: &str| people::quoted(self.input, incident, text).into_owned();
        let services: Vec<&str> = incident
            .services
            .iter()
            .map(|service| service.value.name.as_str())
            .collect();
        let teams: Vec<&str> = incident
            .teams
            .iter()
            .map(|team| team.value.as_str())
            .collect();
        [
            incident.id.value.clone(),
            self.incident_url("", index),
            quoted(&incident.title.value),
            incident.kind.name().to_string(),
            incident
                .status
                .as_ref()
                .map(|status| status.value.name().to_string())
                .unwrap_or_default(),
            incident
                .date
                .as_ref()
                .map(|date| date.value.to_string())
                .unwrap_or_default(),
            incident
                .severity()
                .map(|severity| severity.name().to_string())
                .unwrap_or_default(),
            incident.severity_text.clone().unwrap_or_default(),
            services.join("; "),
            teams.join("; "),
            incident
                .detected_by
                .as_ref()
                .map(|by| by.value.name().to_string())
                .unwrap_or_default(),
            minutes(&incident.durations.detect),
            minutes(&incident.durations.mitigate),
            minutes(&incident.durations.resolve),
            incident.triggers.join("; "),
            incident
                .summary
                .as_ref()
                .map(|summary| quoted(&summary.value))
                .unwrap_or_default(),
        ]
    }

    /// `services/NAME/service.json`: what a service catalogue shows beside a service.
    pub(super) fn service_data(&self, service: usize) -> Vec<u8> {
        let entry = &self.index.services[service];
        let root = routes::root_of(&self.service_data_path(service));
        let counted = || {
            entry
                .group
                .incidents
                .iter()
                .copied()
                .filter(|&index| self.corpus.incidents[index].counts())
        };
        let incidents = counted().map(|index| {
            let incident = &self.corpus.incidents[index];
            IncidentView {
                id: &incident.id.value,
                title: people::quoted(self.input, incident, &incident.title.value).into_owned(),
                url: self.incident_url(&root, index),
                date: incident.date.as_ref().map(|date| date.value.to_string()),
                severity: incident.severity().map(|severity| severity.name()),
            }
        });
        let open = counted().map(|index| {
            let open =
                |state: ActionState| matches!(state, ActionState::Open | ActionState::InProgress);
            self.corpus.incidents[index]
                .actions
                .iter()
                .filter(|action| open(action.state.value))
                .count()
        });
        let view = ServiceView {
            schema_version: 1,
            name: &entry.group.name,
            team: entry.team,
            url: self.routes.href(&root, &entry.group.path),
            open_actions: open.sum(),
            incidents: incidents.collect(),
        };
        let mut bytes = serde_json::to_vec(&view).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    pub(super) fn service_data_path(&self, service: usize) -> String {
        let page = &self.index.services[service].group.path;
        let folder = page.strip_suffix("/index.html").unwrap_or(page);
        format!("{folder}.json")
    }
}

#[derive(Serialize)]
struct ServiceView<'a> {
    schema_version: u32,
    name: &'a str,
    team: Option<&'a str>,
    /// Addresses are relative to this file.
    url: String,
    open_actions: usize,
    incidents: Vec<IncidentView<'a>>,
}

#[derive(Serialize)]
struct IncidentView<'a> {
    id: &'a str,
    title: String,
    url: String,
    date: Option<String>,
    severity: Option<&'static str>,
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            out.push(',');
        }
        add_quoted(out, &cell);
    }
    out.push_str("\r\n");
}

/// A cell as spreadsheets read it: what would be taken for a formula gets a `'` in front.
fn add_quoted(out: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    let is_plain = |byte: u8| !matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if cell.bytes().all(is_plain) {
        out.push_str(guard);
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(guard);
    for (number, part) in cell.split('"').enumerate() {
        if number > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_run_no_formula() {
        for (cell, written) in [
            ("plain", "plain"),
            ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("-1, -2", "\"'-1, -2\""),
            ("", ""),
        ] {
            let mut out = String::new();
            add_quoted(&mut out, cell);
            assert_eq!(out, written);
        }
    }
}
