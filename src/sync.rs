//! Fetches snapshots from trackers: all pages, with patience, or not at all.
//!
//! What is kept of an answer is what a snapshot needs: keys, states, dates, teams. Names of people and, unless the project
//! publishes them, titles are gone before anything is written. A token goes into a header and nowhere else.

mod github;
mod gitlab;
mod http;
mod jira;
mod retry;

use crate::catalog::Catalog;
use crate::config::{Tracker, TrackerKind};
use crate::span::FileId;
use crate::trackers::{self, Ticket};
use chrono::NaiveDate;
pub use http::Http;
pub use retry::Patience;
use serde_json::{Map, Value, json};
use std::fmt;

/// An answer of a tracker.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Where what was asked for is now.
    fn moved_to(&self) -> Option<&str> {
        let is_moved = matches!(self.status, 301 | 302 | 307 | 308);
        self.header("location").filter(|_| is_moved)
    }
}

/// Why there is no snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No connection, no answer in time, an answer that broke off.
    Network(String),
    /// The tracker's answer, as a status and where.
    Status(u16, String),
    /// A rate limit that lasts longer than anybody wants to wait: seconds.
    Limit(u64),
    /// An answer of another shape.
    Shape(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(why) => write!(out, "no answer: {why}"),
            Self::Status(401, place) => write!(out, "{place} refuses the token (401)"),
            Self::Status(403, place) => {
                write!(out, "{place} may not be read with this token (403)")
            }
            Self::Status(404, place) => {
                write!(out, "{place} is not there, or not for this token (404)")
            }
            Self::Status(status, place) => write!(out, "{place} answers {status}"),
            Self::Limit(seconds) => write!(out, "the rate limit lasts {seconds} s more"),
            Self::Shape(why) => write!(out, "the answer is of another shape: {why}"),
        }
    }
}

/// Whatever gets an address with headers.
pub trait Get {
    /// # Errors
    /// No answer at all; any answer is none.
    fn get(&self, url: &str, headers: &[(&str, String)]) -> Result<Answer, Failure>;
}

/// How one tracker is asked.
pub struct Asked<'a> {
    pub tracker: &'a Tracker,
    pub token: Option<&'a str>,
    pub get: &'a dyn Get,
    pub patience: Patience,
}

impl Asked<'_> {
    /// All answers from an address on; `next` finds the address of the one that follows an answer.
    fn pages(
        &self,
        base: &str,
        first: String,
        headers: &[(&str, String)],
        mut next: impl FnMut(&Answer) -> Result<Option<String>, Failure>,
    ) -> Result<Vec<String>, Failure> {
        let mut pages = Vec::new();
        let mut url = Some(first);
        while let Some(this) = url {
            if pages.len() >= MOST {
                return Err(Failure::Shape("it has no last page".into()));
            }
            let answer = self.ask(base, this, headers)?;
            url = next(&answer)?;
            pages.push(answer.body);
        }
        Ok(pages)
    }

    /// The answer to a request that may be repeated. A tracker that sends elsewhere, as GitHub does where a repository was
    /// renamed, is followed on its own host: no other one sees a token.
    fn ask(
        &self,
        base: &str,
        mut url: String,
        headers: &[(&str, String)],
    ) -> Result<Answer, Failure> {
        let origin = origin(base);
        for _ in 0..4 {
            let rest = url.strip_prefix(origin);
            if !rest.is_some_and(|rest| rest.starts_with('/')) {
                return Err(Failure::Shape("it leads to another host".into()));
            }
            let place = url.split('?').next().unwrap_or(&url);
            let answer = retry::ask(self.get, &url, place, headers, &self.patience)?;
            url = match answer.moved_to() {
                Some(path) if path.starts_with('/') => format!("{origin}{path}"),
                Some(url) => url.to_string(),
                None => return Ok(answer),
            };
        }
        Err(Failure::Shape("it leads in a circle".into()))
    }
}

/// `https://host:port` of an address.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find('/').map_or(url.len(), |at| start + at);
    &url[..end]
}

/// The text of a new snapshot.
///
/// # Errors
/// Whatever kept any page of it away: half a snapshot is none.
pub fn snapshot(
    asked: &Asked<'_>,
    catalog: &Catalog,
    titles: bool,
    today: NaiveDate,
) -> Result<String, Failure> {
    let pages = match asked.tracker.kind {
        TrackerKind::Github => github::pages(asked)?,
        TrackerKind::Gitlab => gitlab::pages(asked)?,
        TrackerKind::Jira => jira::pages(asked)?,
    };
    let mut tickets = Vec::new();
    for page in &pages {
        let read = trackers::read(FileId(0), "trackers/page.json", page, catalog, titles);
        let strange = read
            .diagnostics
            .iter()
            .find(|found| found.rule == "tracker-snapshot");
        if let Some(found) = strange
            && (read.snapshot.tickets.is_empty() || found.message.contains("breaks off"))
            && !is_empty(page)
        {
            return Err(Failure::Shape(found.message.clone()));
        }
        tickets.extend(read.snapshot.tickets);
    }
    // Pages overlap where something changes between them.
    tickets.sort_by(|a, b| order(a).cmp(&order(b)));
    tickets.dedup_by(|a, b| a.reference == b.reference);
    let lines: Vec<String> = tickets
        .iter()
        .map(|ticket| line(ticket).to_string())
        .collect();
    let head = json!({"kb": "snapshot", "tracker": kind(asked.tracker.kind), "project": asked.tracker.project, "fetched": today.to_string()});
    let head = head.to_string();
    Ok(format!(
        "{},\"items\":[\n{}\n]}}\n",
        head.trim_end_matches('}'),
        lines.join(",\n")
    ))
}

/// A page without a ticket is no strange one.
fn is_empty(page: &str) -> bool {
    let value: Value = serde_json::from_str(page).unwrap_or_default();
    let list = value.as_array().or_else(|| value["issues"].as_array());
    list.is_some_and(Vec::is_empty)
}

pub fn kind(kind: TrackerKind) -> &'static str {
    match kind {
        TrackerKind::Github => "github",
        TrackerKind::Gitlab => "gitlab",
        TrackerKind::Jira => "jira",
    }
}

/// By number, as people count.
fn order(ticket: &Ticket) -> (&str, usize, &str) {
    let reference = &ticket.reference;
    (
        &reference.project,
        reference.number.len(),
        &reference.number,
    )
}

/// A ticket as a snapshot keeps it.
fn line(ticket: &Ticket) -> Value {
    let mut line = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            line.insert(name.to_string(), Value::String(value));
        }
    };
    let day = |day: Option<(NaiveDate, crate::span::Span)>| day.map(|(day, _)| day.to_string());
    put("key", Some(ticket.reference.to_string()));
    put("url", ticket.url.clone());
    put(
        "state",
        Some(
            ticket
                .state
                .map_or("unknown", |state| state.name())
                .to_string(),
        ),
    );
    put("reason", ticket.reason.clone());
    put("opened", day(ticket.opened));
    put("closed", day(ticket.closed));
    put("due", day(ticket.due));
    put("priority", ticket.priority.clone());
    put("team", ticket.team.clone());
    put("title", ticket.title.clone());
    Value::Object(line)
}

/// What stands in an address as it is.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// More pages than this are no project of one organisation, but a loop.
const MOST: usize = 1000;
