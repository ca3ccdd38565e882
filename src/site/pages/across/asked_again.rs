//! Action items that several incidents ask for, each with its state.

use super::{ASKED_AGAIN, ActionSeen};
use crate::diagnostic::Diagnostic;
use crate::site::views::{Pager, part as part_of};
use crate::site::{Page, Site, words};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct View {
    total: usize,
    requests: Vec<RequestView>,
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

pub fn render(site: &Site<'_>, page: &Page, part: usize) -> Result<Vec<u8>, Diagnostic> {
    let mut layout = site.layout(page, "actions", "Asked for again");
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Action items", "actions/index.html"));
    let all = &site.patterns.asked_again;
    let requests = part_of(all, part).iter().map(|request| {
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
    });
    let view = View {
        total: all.len(),
        requests: requests.collect(),
        pager: site.pager(&root, ASKED_AGAIN, part, all.len()),
    };
    site.fill("asked-again.html", &layout, &view)
}
