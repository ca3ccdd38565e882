//! Action items that several incidents ask for, each with its state.

use super::{ASKED_AGAIN, ActionSeen};
use crate::diagnostic::Diagnostic;
use crate::patterns::asked_again::Request;
use crate::site::pages::ledger::{Entry, lists};
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{Pager, part as part_of};
use crate::site::{Site, words};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct View<'a> {
    total: usize,
    lists: Vec<Entry>,
    requests: Lazily<'a, Vec<RequestView>>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct RequestView {
    /// As the latest incident words it.
    text: String,
    incidents: usize,
    since: Option<String>,
    actions: Vec<ActionSeen>,
    /// Of the same request, too many to show.
    more: usize,
}

/// So many items of one request are shown.
const SHOWN: usize = 20;

pub fn render(site: &Site<'_>, page: &Asked<'_>, part: usize) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "actions", "Asked for again");
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Action items", "actions/index.html"));
    let all = &site.patterns.asked_again;
    let view_of = |request: &Request| {
        let actions = request.actions.iter().rev().take(SHOWN);
        let actions: Vec<ActionSeen> = actions.map(|&at| site.action_seen(&root, at)).collect();
        let incidents: BTreeSet<usize> = request.actions.iter().map(|at| at.incident).collect();
        let dates = incidents
            .iter()
            .filter_map(|&index| site.corpus.incidents[index].date.as_ref());
        RequestView {
            text: words::shortened(&actions[0].text, 160),
            incidents: incidents.len(),
            since: dates.map(|date| date.value).min().map(words::date),
            more: request.actions.len() - actions.len(),
            actions,
        }
    };
    let told = |request: &Request| {
        let actions = request.actions.iter();
        let told = actions.map(|at| (site.told(at.incident), at.action));
        told.collect::<Vec<_>>()
    };
    let shown = || part_of(all, part).iter();
    let view = View {
        total: all.len(),
        lists: lists(site, &root, ASKED_AGAIN),
        requests: Lazily::new(
            || shown().map(told).collect::<Vec<_>>(),
            || shown().map(view_of).collect(),
        ),
        pager: site.pager(&root, ASKED_AGAIN, part, all.len()),
    };
    site.fill("asked-again.html", &layout, &view)
}
