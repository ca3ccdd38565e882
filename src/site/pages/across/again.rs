//! What happened again, and what had been decided against it by then.

use super::seen::{self, WasOpen};
use super::{AGAIN, Place};
use crate::diagnostic::Diagnostic;
use crate::patterns::similar::Kind;
use crate::site::Site;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{Pager, part as part_of};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct View<'a> {
    total: usize,
    /// Action items that were open then.
    open: usize,
    entries: Lazily<'a, Vec<Entry>>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Entry {
    incident: Place,
    before: Vec<Before>,
    open: Vec<WasOpen>,
    /// How many more there are of which that could not be determined: the incident's page lists them.
    unknown: usize,
}

#[derive(Serialize)]
struct Before {
    incident: Place,
    because: Vec<String>,
}

/// Incidents that happened again, or while an action against them was open, the newest first.
pub fn incidents<'s>(site: &'s Site<'_>) -> &'s [usize] {
    site.again.get_or_init(|| found(site))
}

fn found(site: &Site<'_>) -> Vec<usize> {
    let similar = site.patterns.similar.iter().enumerate();
    let again = similar
        .filter(|(index, links)| {
            links
                .iter()
                .any(|link| link.kind == Kind::Again && link.other < *index)
        })
        .map(|(index, _)| index);
    let open = site.patterns.open_actions.iter().map(|open| open.later);
    let found: BTreeSet<usize> = again.chain(open).collect();
    found
        .into_iter()
        .rev()
        .filter(|&index| site.corpus.incidents[index].counts())
        .collect()
}

pub fn render(site: &Site<'_>, page: &Asked<'_>, part: usize) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "patterns", "Happened again");
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Patterns", "patterns/index.html"));
    let all = incidents(site);
    let shown = || part_of(all, part).iter().copied();
    let view = View {
        total: all.len(),
        open: site.ledger.open_again,
        entries: Lazily::new(
            || {
                shown()
                    .map(|index| seen::told(site, index))
                    .collect::<Vec<_>>()
            },
            || shown().map(|index| entry(site, &root, index)).collect(),
        ),
        pager: site.pager(&root, AGAIN, part, all.len()),
    };
    site.fill("again.html", &layout, &view)
}

fn entry(site: &Site<'_>, root: &str, index: usize) -> Entry {
    let (open, unknown) = seen::open_before(site, index);
    let again = site.patterns.similar[index].iter();
    Entry {
        incident: site.place(root, index),
        before: again
            .filter(|link| link.kind == Kind::Again && link.other < index)
            .map(|link| Before {
                incident: site.place(root, link.other),
                because: link.because.clone(),
            })
            .collect(),
        open: seen::views(site, root, &open),
        unknown: unknown.len(),
    }
}
