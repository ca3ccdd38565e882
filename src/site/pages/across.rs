//! Pages about what shows only across incidents: what happened again, what is asked for again, what saved us, how long
//! things took, how the practice is doing.

pub mod again;
pub mod asked_again;
pub mod dots;
pub mod heat;
pub mod lessons;
pub mod metrics;
pub mod practice;
pub mod seen;
pub mod themes;

use crate::diagnostic::Diagnostic;
use crate::ledger;
use crate::model::{ActionItem, Sourced};
use crate::patterns::asked_again::ActionAt;
use crate::people;
use crate::site::prints::{Asked, Made};
use crate::site::views::{Link, parts};
use crate::site::{PageKind, Site, routes, words};
use serde::Serialize;

/// The kinds of these pages; numbers are parts of long lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    Again(usize),
    AskedAgain(usize),
    Themes,
    Saved(usize),
    Lucky(usize),
    Metrics,
    Practice,
}

pub const AGAIN: &str = "patterns/happened-again/index.html";
pub const ASKED_AGAIN: &str = "actions/asked-again/index.html";
pub const THEMES: &str = "patterns/themes/index.html";
pub const SAVED: &str = "lessons/index.html";
pub const LUCKY: &str = "lessons/luck/index.html";
pub const METRICS: &str = "metrics/index.html";
pub const PRACTICE: &str = "practice/index.html";

/// Path and kind of each page.
pub fn list(site: &Site<'_>) -> Vec<(String, PageKind)> {
    type Kind = fn(usize) -> Across;
    let long: [(&str, Kind, usize); 4] = [
        (AGAIN, Across::Again, again::incidents(site).len()),
        (
            ASKED_AGAIN,
            Across::AskedAgain,
            site.patterns.asked_again.len(),
        ),
        (SAVED, Across::Saved, lessons::saved(site).len()),
        (LUCKY, Across::Lucky, lessons::lucky(site).len()),
    ];
    let mut pages = vec![
        (THEMES.to_string(), PageKind::Across(Across::Themes)),
        (METRICS.to_string(), PageKind::Across(Across::Metrics)),
        (PRACTICE.to_string(), PageKind::Across(Across::Practice)),
    ];
    for (path, kind, length) in long {
        let numbers = 0..parts(length);
        pages.extend(
            numbers.map(|number| (routes::part(path, number), PageKind::Across(kind(number)))),
        );
    }
    pages
}

pub fn render(site: &Site<'_>, page: &Asked<'_>, kind: Across) -> Result<Made, Diagnostic> {
    match kind {
        Across::Again(part) => again::render(site, page, part),
        Across::AskedAgain(part) => asked_again::render(site, page, part),
        Across::Themes => themes::render(site, page),
        Across::Saved(part) => lessons::saved_page(site, page, part),
        Across::Lucky(part) => lessons::lucky_page(site, page, part),
        Across::Metrics => metrics::render(site, page),
        Across::Practice => practice::render(site, page),
    }
}

/// A sentence of an incident, as another page shows it.
#[derive(Serialize)]
pub struct Quoted {
    pub text: String,
    pub url: String,
    pub incident: Place,
}

/// An incident, where only its name and day are shown.
#[derive(Serialize)]
pub struct Place {
    pub title: String,
    pub url: String,
    pub date: Option<String>,
    pub date_words: String,
}

/// An action item with its state, in another incident's light.
#[derive(Serialize)]
pub struct ActionSeen {
    pub text: String,
    pub url: String,
    pub state: &'static str,
    pub state_key: &'static str,
    pub team: Option<String>,
    pub reference: Option<Link>,
    pub opened: Option<String>,
    /// Whether that is the day of a ticket older than the incident.
    pub older_ticket: bool,
    pub closed: Option<String>,
    pub incident: Place,
}

impl Site<'_> {
    pub(super) fn place(&self, root: &str, index: usize) -> Place {
        let incident = &self.corpus.incidents[index];
        let date = incident.date.as_ref().map(|date| date.value);
        Place {
            title: people::quoted(self.input, incident, &incident.title.value).into_owned(),
            url: self.incident_url(root, index),
            date: date.map(|date| date.to_string()),
            date_words: date.map(words::date).unwrap_or_default(),
        }
    }

    fn quote(&self, root: &str, index: usize, text: &Sourced<String>) -> Quoted {
        let incident = &self.corpus.incidents[index];
        Quoted {
            text: people::quoted(self.input, incident, &words::shortened(&text.value, 400))
                .into_owned(),
            url: self.fact_url(root, index, &text.source, &self.lines[index]),
            incident: self.place(root, index),
        }
    }

    pub(super) fn action_seen(&self, root: &str, at: ActionAt) -> ActionSeen {
        let incident = &self.corpus.incidents[at.incident];
        let action: &ActionItem = &incident.actions[at.action];
        let day = |date: &Option<Sourced<chrono::NaiveDate>>| {
            date.as_ref().map(|date| words::compact_date(date.value))
        };
        ActionSeen {
            text: people::quoted(self.input, incident, &action.text.value).into_owned(),
            url: self.fact_url(
                root,
                at.incident,
                &action.text.source,
                &self.lines[at.incident],
            ),
            state: words::state(action.state.value),
            state_key: action.state.value.name(),
            team: action.team.clone(),
            reference: crate::site::views::reference(action),
            opened: day(&action.opened),
            older_ticket: ledger::older_ticket(incident, action).is_some(),
            closed: day(&action.closed),
            incident: self.place(root, at.incident),
        }
    }
}
