//! Have we seen this before? The incidents that one incident resembles, on its page.

use super::{ActionSeen, Place};
use crate::patterns::open_action::{Bearing, OpenAction};
use crate::patterns::similar::{Kind, Link};
use crate::site::{Site, words};
use serde::Serialize;

#[derive(Serialize)]
pub struct Seen {
    /// The nearest first, as all lists here.
    before: Vec<Alike>,
    after: Vec<Alike>,
    same: Vec<Alike>,
    /// Whether this document is the one that does not count.
    second: bool,
    open: Vec<WasOpen>,
    unknown: Vec<WasOpen>,
}

#[derive(Serialize)]
struct Alike {
    incident: Place,
    again: bool,
    because: Vec<String>,
}

/// An action item that existed before it happened again.
#[derive(Serialize)]
pub struct WasOpen {
    pub action: ActionSeen,
    pub waited: Option<String>,
    pub bearing: &'static str,
}

/// `None` where nothing resembles the incident.
pub fn gather(site: &Site<'_>, root: &str, index: usize) -> Option<Seen> {
    let links = site.patterns.similar.get(index)?;
    let alike = |link: &Link| Alike {
        incident: site.place(root, link.other),
        again: link.kind == Kind::Again,
        because: link.because.clone(),
    };
    let list =
        |keep: &dyn Fn(&Link) -> bool| links.iter().filter(|link| keep(link)).map(alike).collect();
    let is_same = |link: &Link| link.kind == Kind::SameIncident;
    let (open, unknown) = open_before(site, index);
    let seen = Seen {
        before: list(&|link| !is_same(link) && link.other < index),
        after: list(&|link| !is_same(link) && link.other > index),
        same: list(&is_same),
        second: site.corpus.incidents[index].told_in.is_some(),
        open: views(site, root, &open),
        unknown: views(site, root, &unknown),
    };
    let is_alone = links.is_empty() && seen.open.is_empty() && seen.unknown.is_empty();
    (!is_alone).then_some(seen)
}

/// From what all of it is made.
pub fn told(site: &Site<'_>, index: usize) -> impl Serialize {
    let links = site.patterns.similar.get(index).into_iter().flatten();
    let links = links.map(|link| {
        let (kind, is_before) = (link.kind.name(), link.other < index);
        (site.told(link.other), is_before, kind, &link.because)
    });
    let (open, unknown) = open_before(site, index);
    let actions = open.into_iter().chain(unknown).map(|open| {
        let bearing = format!("{:?}", open.bearing);
        (
            site.told(open.at.incident),
            open.at.action,
            open.waited,
            bearing,
        )
    });
    let (links, actions): (Vec<_>, Vec<_>) = (links.collect(), actions.collect());
    (site.told(index), links, actions)
}

/// The action items that were open when it happened, and those of which that could not be determined.
pub fn open_before<'s>(
    site: &'s Site<'_>,
    index: usize,
) -> (Vec<&'s OpenAction>, Vec<&'s OpenAction>) {
    // They are sorted by the later incident, the newest first.
    let all = &site.patterns.open_actions;
    let start = all.partition_point(|open| open.later > index);
    let of = all[start..].iter().take_while(|open| open.later == index);
    of.partition(|open| open.waited.is_some())
}

pub fn views(site: &Site<'_>, root: &str, open: &[&OpenAction]) -> Vec<WasOpen> {
    let view = |open: &&OpenAction| WasOpen {
        action: site.action_seen(root, open.at),
        waited: open
            .waited
            .map(|days| words::count(days.unsigned_abs() as usize, "day", "days")),
        bearing: match open.bearing {
            Bearing::AskedAgain => "asked for again here",
            Bearing::Named => "named in this retrospective",
            Bearing::Answers { .. } => "answers a factor that both have",
        },
    };
    open.iter().map(view).collect()
}
