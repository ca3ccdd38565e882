//! What templates see: small structs of text and links, shared by the kinds of pages.

use super::index::{ActionRef, Group, severity_class};
use super::lines::Lines;
use super::prints::{Before, Lazily};
use super::tables::Table;
use super::{Site, routes, words};
use crate::backlog;
use crate::check;
use crate::ledger;
use crate::model::{ActionItem, ActionState, IncidentKind, Source, Sourced};
use crate::people;
use chrono::NaiveDate;
use serde::Serialize;

/// What the layout needs to know of a page.
#[derive(Debug, Serialize, Default)]
pub struct Layout {
    /// What leads from the page to the site's root.
    pub root: String,
    pub title: String,
    pub description: String,
    /// Which entry of the navigation is current.
    pub nav: &'static str,
    /// Absolute address, where the site knows its own.
    pub canonical: Option<String>,
    /// The feed to subscribe to, where there is one.
    pub feed: Option<String>,
    pub crumbs: Vec<Link>,
    /// Scripts beside the common one, as names of assets.
    pub scripts: Vec<&'static str>,
    pub incident: bool,
    /// What is known of the page before it is made.
    #[serde(skip)]
    pub before: Before,
}

#[derive(Debug, Serialize, Default, Clone, PartialEq, Eq)]
pub struct Link {
    pub name: String,
    pub url: String,
}

/// A name, its page, and how many incidents stand there.
#[derive(Debug, Serialize, Clone)]
pub struct Counted {
    pub name: String,
    pub url: String,
    pub count: usize,
    pub class: &'static str,
}

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

/// An action item in a list.
#[derive(Debug, Serialize)]
pub struct ActionRow {
    pub text: String,
    pub url: String,
    pub incident: String,
    pub incident_url: String,
    pub date: Option<String>,
    pub date_words: String,
    pub team: Option<String>,
    pub kind: Option<&'static str>,
    pub due: Option<String>,
    pub reason: Option<String>,
    /// Whether it tells why nothing is done; else it is a note.
    pub against: bool,
    pub reference: Option<Link>,
    pub ready: Option<Ready>,
    pub ledger: Option<LedgerFacts>,
}

/// What only the ledger's lists show of an action item.
#[derive(Debug, Serialize)]
pub struct LedgerFacts {
    pub id: String,
    pub state: &'static str,
    pub state_key: &'static str,
    /// What says so, as a phrase.
    pub basis: Option<&'static str>,
    pub closed: Option<String>,
    pub verified: Option<String>,
    pub due_sort: Option<String>,
    pub due_by_policy: bool,
    pub due_text: Option<String>,
    /// Days that it has waited.
    pub waits: Option<i64>,
    /// The day of a ticket that is older than the incident.
    pub older_ticket: Option<String>,
    /// The patterns that it answers.
    pub answers: Vec<Link>,
    pub priority: Option<String>,
    pub ticket_title: Option<String>,
}

/// Whether an action item is ready to be worked on: five questions with their answers.
#[derive(Debug, Serialize)]
pub struct Ready {
    pub yes: usize,
    pub of: usize,
    /// A sign for each yes, and one for each no.
    pub ticks: String,
    pub gaps: String,
    /// The answers in words.
    pub has: String,
    pub lacks: String,
}

/// Which part of a long list this is.
#[derive(Debug, Serialize)]
pub struct Pager {
    pub first: usize,
    pub last: usize,
    pub total: usize,
    pub pages: Vec<PagerLink>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct PagerLink {
    pub number: usize,
    pub url: String,
    pub current: bool,
    /// Pages are left out before this one.
    pub gap: bool,
}

/// Rows of a list on one page.
pub const PART: usize = 100;

/// So many action items of a list have pages: nobody turns more, and the table for spreadsheets has all of them.
const MOST_ACTIONS: usize = 25 * PART;

/// Those of a list of action items that its pages show.
pub fn paged(actions: &[ActionRef]) -> &[ActionRef] {
    &actions[..actions.len().min(MOST_ACTIONS)]
}

/// What is said below a list that goes on after its last page.
#[derive(Debug, Serialize)]
pub struct Beyond {
    pub shown: usize,
    pub total: usize,
    pub table: String,
}

/// How many pages a list of this length takes; an empty list takes one.
pub fn parts(length: usize) -> usize {
    length.div_ceil(PART).max(1)
}

/// The same for a list of action items.
pub fn action_parts(length: usize) -> usize {
    parts(length.min(MOST_ACTIONS))
}

/// The rows of one part.
pub fn part<T>(all: &[T], number: usize) -> &[T] {
    let start = (number * PART).min(all.len());
    &all[start..(start + PART).min(all.len())]
}

impl Site<'_> {
    pub(super) fn link(&self, root: &str, name: impl Into<String>, path: &str) -> Link {
        Link {
            name: name.into(),
            url: self.routes.href(root, path),
        }
    }

    pub(super) fn incident_url(&self, root: &str, index: usize) -> String {
        let slug = &self.corpus.incidents[index].slug;
        self.routes.href(root, &routes::incident(slug))
    }

    /// The place of a value on its incident's page.
    pub(super) fn fact_url(
        &self,
        root: &str,
        index: usize,
        source: &Source,
        lines: &Lines,
    ) -> String {
        let mut url = self.incident_url(root, index);
        if let Some(line) = lines.of_value(source) {
            url.push_str(&format!("#kb-l{line}"));
        }
        url
    }

    pub(super) fn row(&self, root: &str, index: usize, with_summary: bool) -> Row {
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

    /// Pages of the services that an incident names, each once.
    pub(super) fn service_links(&self, root: &str, index: usize) -> Vec<Link> {
        let services = self.index.services_of(index).iter();
        services
            .map(|&service| self.service_link(root, service))
            .collect()
    }

    /// The page of a service, by its index.
    pub(super) fn service_link(&self, root: &str, service: usize) -> Link {
        let group = &self.index.services[service].group;
        self.link(root, group.name.as_str(), &group.path)
    }

    pub(super) fn rows<'s>(
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

    /// Action items in a list of what is to be done or was done.
    pub(super) fn action_rows<'s>(
        &'s self,
        root: &'s str,
        actions: impl Iterator<Item = ActionRef> + Clone + 's,
    ) -> Lazily<'s, Vec<ActionRow>> {
        self.listed(actions, move |at| self.action_row(root, at))
    }

    /// Action items in the ledger.
    pub(super) fn ledger_rows<'s>(
        &'s self,
        root: &'s str,
        actions: impl Iterator<Item = ActionRef> + Clone + 's,
    ) -> Lazily<'s, Vec<ActionRow>> {
        self.listed(actions, move |at| self.ledger_row(root, at))
    }

    fn listed<'s>(
        &'s self,
        actions: impl Iterator<Item = ActionRef> + Clone + 's,
        row: impl Fn(ActionRef) -> ActionRow + 's,
    ) -> Lazily<'s, Vec<ActionRow>> {
        let from = actions.clone();
        // Days go by while nothing changes.
        let told = move |at: ActionRef| {
            let incident = &self.corpus.incidents[at.incident];
            let action = &incident.actions[at.action];
            let waits = ledger::waiting(incident, action, self.input.today);
            (self.told(at.incident), at.action, waits)
        };
        Lazily::new(
            move || from.clone().map(told).collect::<Vec<_>>(),
            move || actions.clone().map(&row).collect(),
        )
    }

    /// Incidents of a group that are no drafts.
    pub(super) fn count(&self, incidents: &[usize]) -> usize {
        let counted = |index: &&usize| self.index.counts[**index];
        incidents.iter().filter(counted).count()
    }

    pub(super) fn counted(&self, root: &str, group: &Group) -> Counted {
        let class = match group.name.as_str() {
            "SEV1" => "sev1",
            "SEV2" => "sev2",
            "SEV3" => "sev3",
            "SEV4" => "sev4",
            "SEV5" => "sev5",
            _ => "",
        };
        Counted {
            name: group.name.clone(),
            url: self.routes.href(root, &group.path),
            count: self.count(&group.incidents),
            class,
        }
    }

    pub(super) fn action_row(&self, root: &str, at: ActionRef) -> ActionRow {
        let action = self.action(at);
        ActionRow {
            ready: self.ready(action),
            ..self.bare_row(root, at)
        }
    }

    fn ledger_row(&self, root: &str, at: ActionRef) -> ActionRow {
        let incident = &self.corpus.incidents[at.incident];
        let action = self.action(at);
        let day = |date: &Option<Sourced<NaiveDate>>| {
            date.as_ref().map(|date| words::compact_date(date.value))
        };
        let policy = action
            .due
            .as_ref()
            .filter(|due| due.source == Source::Policy);
        let facts = LedgerFacts {
            id: action.id.clone(),
            state: words::state(action.state.value),
            state_key: action.state.value.name(),
            basis: backlog::basis(action).map(|basis| match basis {
                "tracker" => "the tracker",
                "side_file" => "a side file",
                _ => "the text",
            }),
            closed: day(&action.closed),
            verified: day(&action.verified),
            due_sort: action.due.as_ref().map(|due| due.value.on.to_string()),
            due_by_policy: policy.is_some(),
            due_text: policy.map(|due| due.value.text.clone()),
            waits: ledger::waiting(incident, action, self.input.today),
            older_ticket: ledger::older_ticket(incident, action).map(words::compact_date),
            answers: backlog::answered_patterns(self.patterns, incident, action)
                .map(|pattern| {
                    let category = &pattern.category;
                    self.link(root, &category.name, &routes::pattern(&category.key))
                })
                .collect(),
            priority: action
                .priority
                .as_ref()
                .map(|priority| priority.value.clone()),
            ticket_title: action.ticket_title.clone(),
        };
        ActionRow {
            ledger: Some(facts),
            ..self.bare_row(root, at)
        }
    }

    /// The place of an action item on its incident's page.
    pub(super) fn action_url(&self, root: &str, at: ActionRef) -> String {
        let source = &self.action(at).text.source;
        self.fact_url(root, at.incident, source, &self.lines[at.incident])
    }

    fn action(&self, at: ActionRef) -> &ActionItem {
        &self.corpus.incidents[at.incident].actions[at.action]
    }

    fn bare_row(&self, root: &str, at: ActionRef) -> ActionRow {
        let incident = &self.corpus.incidents[at.incident];
        let action = self.action(at);
        let date = incident.date.as_ref().map(|date| date.value);
        let quoted = |text: &str| people::quoted(self.input, incident, text).into_owned();
        ActionRow {
            text: quoted(&action.text.value),
            url: self.action_url(root, at),
            incident: incident.title.value.clone(),
            incident_url: self.incident_url(root, at.incident),
            date: date.map(|date| date.to_string()),
            date_words: date.map(words::compact_date).unwrap_or_default(),
            team: action.team.clone(),
            kind: action.kind.as_ref().map(|kind| words::kind(kind.value)),
            due: action
                .due
                .as_ref()
                .map(|due| words::compact_date(due.value.on)),
            reason: action.reason.as_ref().map(|reason| quoted(&reason.value)),
            against: matches!(
                action.state.value,
                ActionState::WontDo | ActionState::Superseded
            ),
            reference: reference(action),
            ready: None,
            ledger: None,
        }
    }

    /// Nobody asks it of what is done or decided against.
    pub(super) fn ready(&self, action: &ActionItem) -> Option<Ready> {
        let is_to_do = super::pages::quality::is_to_do(action.state.value);
        let answers = is_to_do.then(|| check::readiness(action, &self.input.config))?;
        let named = |wanted: bool| -> Vec<&str> {
            let those = answers.iter().filter(|(_, yes)| *yes == wanted);
            those.map(|(name, _)| *name).collect()
        };
        let (has, lacks) = (named(true), named(false));
        Some(Ready {
            yes: has.len(),
            of: answers.len(),
            ticks: "✓".repeat(has.len()),
            gaps: "·".repeat(lacks.len()),
            has: has.join(", "),
            lacks: lacks.join(", "),
        })
    }

    pub(super) fn beyond(&self, root: &str, actions: &[ActionRef]) -> Option<Beyond> {
        (actions.len() > MOST_ACTIONS).then(|| Beyond {
            shown: MOST_ACTIONS,
            total: actions.len(),
            table: self.routes.href(root, Table::Actions.path()),
        })
    }

    pub(super) fn pager(
        &self,
        root: &str,
        path: &str,
        number: usize,
        total: usize,
    ) -> Option<Pager> {
        let count = parts(total);
        if count < 2 {
            return None;
        }
        let url = |number: usize| self.routes.href(root, &routes::part(path, number));
        let near = |page: usize| page == 0 || page + 1 == count || page.abs_diff(number) <= 2;
        let mut pages: Vec<PagerLink> = Vec::new();
        for page in (0..count).filter(|&page| near(page)) {
            pages.push(PagerLink {
                number: page + 1,
                url: url(page),
                current: page == number,
                gap: pages.last().is_some_and(|last| last.number != page),
            });
        }
        Some(Pager {
            first: number * PART + 1,
            last: ((number + 1) * PART).min(total),
            total,
            pages,
            previous: (number > 0).then(|| url(number - 1)),
            next: (number + 1 < count).then(|| url(number + 1)),
        })
    }
}

/// The tracker's name for an action item, and its address where that may be linked to.
pub fn reference(action: &ActionItem) -> Option<Link> {
    let url = action.url.as_deref().filter(|url| is_web(url));
    let key = action
        .refs
        .iter()
        .find(|reference| !reference.contains("://"));
    let name = match (key, url) {
        (Some(key), _) => key.clone(),
        (None, Some(url)) => url
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(url)
            .to_string(),
        (None, None) => return None,
    };
    Some(Link {
        name,
        url: url.unwrap_or_default().to_string(),
    })
}

/// Whether an address may be linked to from a fact.
pub fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
