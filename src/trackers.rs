//! What issue trackers say about action items, read from snapshots: files below `trackers/` of the project.
//!
//! A *snapshot* is the answer of a tracker at one time, kept as a file so that builds can be repeated without a network.
//! A *ticket* is one thing in it. Nobody's name is taken out of a snapshot: assignees become teams while they are read,
//! and the text that diagnostics quote holds nothing but the values named here. Each tracker is one file.

mod forge;
pub mod github;
pub mod gitlab;
pub mod jira;
pub mod plain;
pub mod reference;
pub mod states;

use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::model::ActionState;
use crate::span::{FileId, Span};
use crate::values::{Node, Trouble, Value, csv, json};
use chrono::NaiveDate;
pub use reference::{Kind, Reference};

/// One ticket, as a snapshot tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub reference: Reference,
    pub url: Option<String>,
    /// `None`: words that nobody knows.
    pub state: Option<ActionState>,
    pub state_span: Span,
    /// Why it was closed, where the tracker says more than that it was.
    pub reason: Option<String>,
    pub opened: Option<(NaiveDate, Span)>,
    pub closed: Option<(NaiveDate, Span)>,
    pub due: Option<(NaiveDate, Span)>,
    pub priority: Option<String>,
    /// Canonical name of the team whose member or handle it is assigned to.
    pub team: Option<String>,
    pub title: Option<String>,
    /// Its key, number or address.
    pub span: Span,
}

/// A snapshot that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub file: FileId,
    /// Path below the project folder.
    pub path: String,
    /// The day on which the tracker was asked, where the file or its name says so.
    pub fetched: Option<NaiveDate>,
    pub tickets: Vec<Ticket>,
}

/// What a tracker's reader may look at besides one item.
pub struct Reading<'a> {
    pub catalog: &'a Catalog,
    /// Project of the whole file, where it or its path says so.
    pub project: Option<String>,
    /// Whether titles may be kept.
    pub titles: bool,
    pub diagnostics: Vec<Diagnostic>,
    /// Places whose text may be quoted.
    pub shown: Vec<Span>,
}

/// A form of snapshots.
pub struct Format {
    pub name: &'static str,
    /// Whether an item has this form.
    pub is: fn(&Node) -> bool,
    pub ticket: fn(&mut Reading<'_>, &Node) -> Option<Ticket>,
}

/// All forms, the most telling first.
const FORMATS: &[&Format] = &[
    &jira::REST,
    &gitlab::FORMAT,
    &github::FORMAT,
    &jira::TABLE,
    &plain::FORMAT,
];

/// A snapshot, the text of it that may be quoted, and what is wrong with it.
pub struct Read {
    pub snapshot: Snapshot,
    pub text: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a snapshot; `path` is that below the project folder.
pub fn read(file: FileId, path: &str, text: &str, catalog: &Catalog, titles: bool) -> Read {
    let mut reading = Reading {
        catalog,
        project: project_of(path),
        titles,
        diagnostics: Vec::new(),
        shown: Vec::new(),
    };
    let mut fetched = day_in(path);
    let is_table = path.to_lowercase().ends_with(".csv") || path.to_lowercase().ends_with(".tsv");
    let (items, trouble) = if is_table {
        csv(file, text)
    } else {
        let (node, trouble) = json(file, text);
        // What `kb sync` writes says when and from where.
        if let Some(day) = node.get("fetched").and_then(Node::text).and_then(day) {
            fetched = Some(day);
        }
        if let Some(project) = node.get("project").and_then(Node::text) {
            reading.project = Some(project.to_string());
        }
        (items(node), trouble)
    };
    reading.trouble(file, trouble);
    let mut tickets = Vec::new();
    let mut strange = Vec::new();
    for item in &items {
        match FORMATS.iter().find(|format| (format.is)(item)) {
            Some(format) => match (format.ticket)(&mut reading, item) {
                Some(ticket) => tickets.push(ticket),
                None => strange.push(item.span),
            },
            None => strange.push(item.span),
        }
    }
    if let Some(&first) = strange.first()
        && reading
            .diagnostics
            .iter()
            .all(|found| found.span.start != first.start)
    {
        let message = match strange.len() {
            1 => "an entry of this snapshot is no ticket of a form that is known".to_string(),
            number => {
                format!("{number} entries of this snapshot are no tickets of a form that is known")
            }
        };
        let place = Span::new(file, first.range().start..first.range().start + 1);
        reading.diagnostics.push(
            Diagnostic::warning("tracker-snapshot", place, message)
                .help("known are answers of GitHub, GitLab and Jira, and CSV with the columns key, state, opened, closed"),
        );
    }
    Read {
        text: quotable(text, &reading.shown),
        snapshot: Snapshot {
            file,
            path: path.to_string(),
            fetched,
            tickets,
        },
        diagnostics: reading.diagnostics,
    }
}

impl Reading<'_> {
    fn trouble(&mut self, file: FileId, trouble: Option<Trouble>) {
        if let Some((why, range)) = trouble {
            self.diagnostics.push(
                Diagnostic::warning(
                    "tracker-snapshot",
                    Span::new(file, range),
                    format!("this snapshot breaks off: {why}"),
                )
                .help("what stands before it counts; fetch the snapshot again"),
            );
        }
    }

    /// A scalar that may be quoted.
    pub fn text<'n>(&mut self, item: &'n Node, names: &[&str]) -> Option<(&'n str, Span)> {
        let node = names.iter().find_map(|name| item.get(name))?;
        let text = node.text()?;
        self.shown.push(node.span);
        Some((text, node.span))
    }

    /// A date that may be quoted.
    pub fn day(&mut self, item: &Node, names: &[&str]) -> Option<(NaiveDate, Span)> {
        let (text, span) = self.text(item, names)?;
        let read = day(text);
        if read.is_none() {
            self.diagnostics.push(
                Diagnostic::note(
                    "tracker-date",
                    span,
                    "this is no date that is known, and is left out",
                )
                .help("dates look like 2026-05-03 or 2026-05-03T10:00:00Z"),
            );
        }
        read.map(|day| (day, span))
    }

    /// A title, where the project publishes titles.
    pub fn title(&self, item: &Node, name: &str) -> Option<String> {
        let title = item.get(name).and_then(Node::text)?;
        self.titles.then(|| title.to_string())
    }

    /// The team behind names or handles of people; the names go no further.
    pub fn team<'n>(&self, names: impl Iterator<Item = &'n str>) -> Option<String> {
        let mut teams = names.filter_map(|name| {
            let handle = format!("@{}", name.trim_start_matches('@'));
            self.catalog
                .team(&handle)
                .or_else(|| self.catalog.team(name))
        });
        teams.next().map(|team| team.name.clone())
    }

    /// Words of a state that nobody knows.
    pub fn unknown_state(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::note(
                "tracker-state-unknown",
                span,
                "this is no state that is known",
            )
            .help("the action's state stays what its document says"),
        );
    }
}

/// The entries of an answer: a list, or the list in an object that some trackers put around it.
fn items(node: Node) -> Vec<Node> {
    match node.value {
        Value::List(items) => items
            .into_iter()
            // Several pages, one after another.
            .flat_map(|item| match item.value {
                Value::List(items) => items,
                _ => vec![item],
            })
            .collect(),
        Value::Map(ref fields) => {
            let list = ["items", "issues", "nodes", "values"]
                .iter()
                .find_map(|name| {
                    fields
                        .iter()
                        .find(|(key, node)| key == name && matches!(node.value, Value::List(_)))
                });
            match list {
                Some((_, node)) => items(node.clone()),
                None => vec![node],
            }
        }
        _ => vec![node],
    }
}

/// `trackers/github/acme/shop.json` tells of `acme/shop`.
fn project_of(path: &str) -> Option<String> {
    let below = path.strip_prefix("trackers/").unwrap_or(path);
    let below = ["github/", "gitlab/"]
        .iter()
        .find_map(|kind| below.strip_prefix(kind))
        .unwrap_or(below);
    let (stem, _) = below.rsplit_once('.')?;
    stem.contains('/').then(|| stem.to_string())
}

/// A day in a path: `trackers/jira-2026-11-01.csv`.
fn day_in(path: &str) -> Option<NaiveDate> {
    let starts = path
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at);
    starts
        .filter_map(|at| path.get(at..at + 10))
        .find_map(|text| text.parse().ok())
}

/// The day of a date as trackers write it.
pub fn day(text: &str) -> Option<NaiveDate> {
    const FORMS: &[&str] = &["%d/%b/%y", "%d/%b/%Y", "%d.%m.%Y", "%Y/%m/%d"];
    let text = text.trim();
    if let Some(day) = text.get(..10).and_then(|text| text.parse().ok()) {
        return Some(day);
    }
    let date = text.split_whitespace().next()?;
    FORMS
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(date, form).ok())
}

/// The text with everything blanked that must not be quoted: places stay where they are.
fn quotable(text: &str, shown: &[Span]) -> String {
    let mut bytes: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == b'\n' { byte } else { b' ' })
        .collect();
    for span in shown {
        let range = span.range();
        if let (Some(to), Some(from)) = (bytes.get_mut(range.clone()), text.as_bytes().get(range)) {
            to.copy_from_slice(from);
        }
    }
    // Whole characters were blanked or copied.
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests;
