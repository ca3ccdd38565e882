//! Action items by state.

use crate::diagnostic::Diagnostic;
use crate::model::ActionState;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{self, ActionRow, Beyond, Link, Pager};
use crate::site::{Site, words};
use serde::Serialize;

/// How many of each state the overview shows.
const FEW: usize = 20;

/// Where the list of a state lies.
pub fn path(state: usize) -> String {
    let name = ActionState::ALL[state].name().replace('_', "-");
    format!("actions/{name}/index.html")
}

#[derive(Serialize)]
struct View<'a> {
    total: usize,
    states: Vec<State<'a>>,
    lists: Vec<super::ledger::Entry>,
}

#[derive(Serialize)]
struct State<'a> {
    name: &'static str,
    key: &'static str,
    meaning: &'static str,
    url: String,
    count: usize,
    rows: Option<Lazily<'a, Vec<ActionRow>>>,
    pager: Option<Pager>,
    current: bool,
}

fn entry<'a>(site: &Site<'_>, root: &str, number: usize) -> State<'a> {
    let state = ActionState::ALL[number];
    State {
        name: words::state(state),
        key: state.name(),
        meaning: words::state_meaning(state),
        url: site.routes.href(root, &path(number)),
        count: site.index.actions[number].len(),
        rows: None,
        pager: None,
        current: false,
    }
}

fn states<'a>(site: &Site<'_>, root: &str) -> Vec<State<'a>> {
    (0..ActionState::ALL.len())
        .filter(|&number| !site.index.actions[number].is_empty())
        .map(|number| entry(site, root, number))
        .collect()
}

fn total(site: &Site<'_>) -> usize {
    site.index.actions.iter().map(Vec::len).sum()
}

pub fn index(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "actions", "Action items");
    let mut states = Vec::new();
    for number in 0..ActionState::ALL.len() {
        let actions = &site.index.actions[number];
        if actions.is_empty() {
            continue;
        }
        let mut state = entry(site, &layout.root, number);
        let few = actions.iter().take(FEW).copied();
        state.rows = Some(site.action_rows(&layout.root, few));
        states.push(state);
    }
    let view = View {
        total: total(site),
        states,
        lists: super::ledger::lists(site, &layout.root, ""),
    };
    site.fill("actions.html", &layout, &view)
}

#[derive(Serialize)]
struct StateView<'a> {
    state: State<'a>,
    states: Vec<State<'a>>,
    total: usize,
    lists: Vec<super::ledger::Entry>,
    beyond: Option<Beyond>,
}

pub fn state(
    site: &Site<'_>,
    page: &Asked<'_>,
    number: usize,
    part: usize,
) -> Result<Made, Diagnostic> {
    let state = ActionState::ALL[number];
    let title = format!("Action items: {}", words::state(state).to_lowercase());
    let mut layout = site.layout(page, "actions", title);
    let root = layout.root.clone();
    layout.crumbs.push(Link {
        name: "Action items".into(),
        url: site.routes.href(&root, "actions/index.html"),
    });
    let actions = &site.index.actions[number];
    let mut entry = entry(site, &root, number);
    let paged = views::paged(actions);
    let rows = views::part(paged, part).iter().copied();
    entry.rows = Some(site.action_rows(&root, rows));
    entry.pager = site.pager(&root, &path(number), part, paged.len());
    let beyond = site.beyond(&root, actions);
    let mut states = states(site, &root);
    for other in &mut states {
        other.current = other.key == entry.key;
    }
    let view = StateView {
        state: entry,
        states,
        total: total(site),
        lists: super::ledger::lists(site, &root, &path(number)),
        beyond,
    };
    site.fill("action-state.html", &layout, &view)
}
