//! The ledger's lists: all actions, by team, waiting longest, done this quarter, the backlog over time.

mod chart;

use super::across::ASKED_AGAIN;
use crate::diagnostic::Diagnostic;
use crate::ledger;
use crate::model::ActionState;
use crate::site::index::ActionRef;
use crate::site::ledger::quarter_of;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{self, ActionRow, Beyond, Link, Pager, action_parts};
use crate::site::{PageKind, Site, routes, words};
use serde::Serialize;
use tera::Value;

/// The kinds of these pages; the last number is the part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ledger {
    All(usize),
    Teams,
    Team(usize, usize),
    Waiting(usize),
    Quarter(usize),
    Backlog,
}

pub const ALL: &str = "actions/all/index.html";
pub const TEAMS: &str = "actions/teams/index.html";
pub const WAITING: &str = "actions/waiting/index.html";
pub const QUARTER: &str = "actions/quarter/index.html";
pub const BACKLOG: &str = "actions/backlog/index.html";

fn team_path(slug: &str) -> String {
    format!("actions/teams/{slug}/index.html")
}

/// Path and kind of each page.
pub fn list(site: &Site<'_>) -> Vec<(String, PageKind)> {
    let mut pages = vec![
        (TEAMS.to_string(), Ledger::Teams),
        (BACKLOG.to_string(), Ledger::Backlog),
    ];
    let mut long = |path: &str, length: usize, kind: &dyn Fn(usize) -> Ledger| {
        let numbers = 0..action_parts(length);
        pages.extend(numbers.map(|number| (routes::part(path, number), kind(number))));
    };
    let ledger = &site.ledger;
    long(ALL, ledger.all.len(), &Ledger::All);
    long(WAITING, ledger.waiting.len(), &Ledger::Waiting);
    long(QUARTER, ledger.quarter.len(), &Ledger::Quarter);
    for (team, entry) in ledger.teams.iter().enumerate() {
        long(&team_path(&entry.slug), entry.actions.len(), &|part| {
            Ledger::Team(team, part)
        });
    }
    let pages = pages.into_iter();
    pages
        .map(|(path, kind)| (path, PageKind::Ledger(kind)))
        .collect()
}

pub fn render(site: &Site<'_>, page: &Asked<'_>, kind: Ledger) -> Result<Made, Diagnostic> {
    let ledger = &site.ledger;
    match kind {
        Ledger::All(part) => {
            let lead = format!(
                "{} of incidents that count, newest incidents first, each with its state and with what says so.",
                words::count(ledger.all.len(), "action item", "action items")
            );
            let list = List::new("All action items", lead, ALL, part);
            rows(site, page, list, &ledger.all)
        }
        Ledger::Team(team, part) => {
            let team = &ledger.teams[team];
            let title = team.name.as_deref().unwrap_or("No team named");
            let lead = words::count(team.actions.len(), "action item", "action items");
            let path = team_path(&team.slug);
            let list = List::new(
                title,
                format!("{lead}, newest incidents first."),
                &path,
                part,
            );
            rows(site, page, list, &team.actions)
        }
        Ledger::Waiting(part) => {
            let open: Vec<ActionRef> = ledger.waiting.iter().map(|(at, _)| *at).collect();
            let all = open.len() + ledger.waiting_unknown;
            let lead = format!(
                "{} open or in progress, of {all} whose state says so, with the day since which they are there: for a decision to do them, or not to.",
                words::count(open.len(), "action item", "action items")
            );
            let mut list = List::new("Waiting longest", lead, WAITING, part);
            if ledger.waiting_unknown > 0 {
                list.note = format!(
                    "Of {} more nobody knows since when: a ticket’s snapshot, the side file or the date of the retrospective would say it.",
                    ledger.waiting_unknown
                );
            }
            rows(site, page, list, &open)
        }
        Ledger::Quarter(part) => {
            let first = words::date(quarter_of(site.input.today));
            let verified =
                |at: &&ActionRef| action(site, **at).state.value == ActionState::Verified;
            let lead = format!(
                "{} since {first}, of {} that are done; {} of them verified: a follow-up review found that they work.",
                words::count(ledger.quarter.len(), "action item", "action items"),
                ledger.done,
                ledger.quarter.iter().filter(verified).count()
            );
            let mut list = List::new("Done and verified this quarter", lead, QUARTER, part);
            if ledger.done_unknown > 0 {
                list.note = format!(
                    "{} more are done on a day that nobody wrote down: a ticket’s snapshot or the side file would say it.",
                    ledger.done_unknown
                );
            }
            rows(site, page, list, &ledger.quarter)
        }
        Ledger::Teams => teams(site, page),
        Ledger::Backlog => chart::render(site, page),
    }
}

fn action<'s>(site: &'s Site<'_>, at: ActionRef) -> &'s crate::model::ActionItem {
    &site.corpus.incidents[at.incident].actions[at.action]
}

/// What is above and below a list.
struct List<'p> {
    title: String,
    lead: String,
    note: String,
    path: &'p str,
    part: usize,
}

impl<'p> List<'p> {
    fn new(title: &str, lead: String, path: &'p str, part: usize) -> Self {
        Self {
            title: title.to_string(),
            lead,
            note: String::new(),
            path,
            part,
        }
    }
}

#[derive(Serialize)]
struct ListView<'a> {
    title: String,
    lead: String,
    note: String,
    rows: Lazily<'a, Vec<ActionRow>>,
    pager: Option<Pager>,
    beyond: Option<Beyond>,
    lists: Vec<Entry>,
    snapshots: Vec<SnapshotView>,
}

/// A list of the ledger, and how long it is.
#[derive(Serialize)]
pub struct Entry {
    link: Link,
    count: Option<usize>,
    current: bool,
}

#[derive(Serialize)]
struct SnapshotView {
    path: String,
    tickets: usize,
    fetched: Option<String>,
    age: Option<i64>,
}

fn rows(
    site: &Site<'_>,
    page: &Asked<'_>,
    list: List<'_>,
    actions: &[ActionRef],
) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "actions", list.title.as_str());
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Action items", "actions/index.html"));
    if list.path.starts_with("actions/teams/") {
        layout.crumbs.push(site.link(&root, "By team", TEAMS));
    }
    let paged = views::paged(actions);
    let shown = views::part(paged, list.part).iter().copied();
    let view = ListView {
        rows: site.ledger_rows(&root, shown),
        pager: site.pager(&root, list.path, list.part, paged.len()),
        beyond: site.beyond(&root, actions),
        lists: lists(site, &root, list.path),
        snapshots: snapshots(site),
        title: list.title,
        lead: list.lead,
        note: list.note,
    };
    site.fill("ledger.html", &layout, &view)
}

/// All lists of the ledger.
pub fn lists(site: &Site<'_>, root: &str, current: &str) -> Vec<Entry> {
    let ledger = &site.ledger;
    let entry = |name: &str, path: &str, count: Option<usize>| Entry {
        link: site.link(root, name, path),
        count,
        current: path == current,
    };
    let mut lists = vec![
        entry("All", ALL, Some(ledger.all.len())),
        entry("By team", TEAMS, None),
        entry("Waiting longest", WAITING, Some(ledger.waiting.len())),
        entry("Done this quarter", QUARTER, Some(ledger.quarter.len())),
        entry("Backlog over time", BACKLOG, None),
        entry(
            "Open when it happened again",
            super::across::AGAIN,
            Some(ledger.open_again),
        ),
        entry(
            "Asked for again",
            ASKED_AGAIN,
            Some(site.patterns.asked_again.len()),
        ),
    ];
    let against = ActionState::ALL
        .iter()
        .position(|state| *state == ActionState::WontDo)
        .unwrap_or_default();
    let number = site.index.actions[against].len();
    if number > 0 {
        let path = super::actions::path(against);
        lists.push(entry("Decisions not to act", &path, Some(number)));
    }
    lists
}

fn snapshots(site: &Site<'_>) -> Vec<SnapshotView> {
    let today = site.input.today;
    let snapshots = site.input.trackers.iter();
    snapshots
        .map(|snapshot| SnapshotView {
            path: snapshot.path.clone(),
            tickets: snapshot.tickets.len(),
            fetched: snapshot.fetched.map(words::date),
            age: snapshot.fetched.map(|day| (today - day).num_days()),
        })
        .collect()
}

#[derive(Serialize)]
struct TeamsView {
    teams: Vec<TeamView>,
    total: usize,
    lists: Vec<Entry>,
}

#[derive(Serialize)]
struct TeamView {
    link: Link,
    total: usize,
    open: usize,
    done: usize,
    verified: usize,
    decided: usize,
    unknown: usize,
}

/// By name, never by number: a list of teams is no ranking.
fn teams(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "actions", "Action items by team");
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Action items", "actions/index.html"));
    let teams = site.ledger.teams.iter().map(|team| {
        let count = |is: &dyn Fn(ActionState) -> bool| {
            let actions = team.actions.iter();
            actions
                .filter(|&&at| is(action(site, at).state.value))
                .count()
        };
        TeamView {
            link: site.link(
                &root,
                team.name.as_deref().unwrap_or("No team named"),
                &team_path(&team.slug),
            ),
            total: team.actions.len(),
            open: count(&ledger::is_open),
            done: count(&|state| state == ActionState::Done),
            verified: count(&|state| state == ActionState::Verified),
            decided: count(&|state| matches!(state, ActionState::WontDo | ActionState::Superseded)),
            unknown: count(&|state| matches!(state, ActionState::Unknown | ActionState::Proposed)),
        }
    });
    let view = TeamsView {
        teams: teams.collect(),
        total: site.ledger.all.len(),
        lists: lists(site, &root, TEAMS),
    };
    site.fill("ledger-teams.html", &layout, &view)
}

#[derive(Serialize)]
struct BacklogView {
    chart: Value,
    months: Vec<MonthView>,
    known: usize,
    all: usize,
    without_state: usize,
    open_without_day: usize,
    closed_without_day: usize,
    lists: Vec<Entry>,
}

#[derive(Serialize)]
struct MonthView {
    name: String,
    opened: usize,
    closed: usize,
    open: usize,
}
