//! The incidents of which the page of another one shows something: enough to make that page without all the others.

use super::Site;
use crate::model::Incident;
use crate::parse::target::decode_path;
use std::collections::{BTreeSet, HashSet};

impl Site<'_> {
    /// Indices of those that the page of the incident at `place` shows, when it has become `incident` with this text.
    pub fn companions(&self, place: usize, incident: &Incident, text: &str) -> BTreeSet<usize> {
        let incidents = &self.corpus.incidents;
        let mut shown: BTreeSet<usize> = self.neighbours(incident, place).collect();
        let similar = self.patterns.similar.get(place).into_iter().flatten();
        shown.extend(similar.map(|link| link.other));
        let open = self.patterns.open_actions.iter();
        let open = open.filter(|open| open.later == place);
        shown.extend(open.map(|open| open.at.incident));
        // The newest that names a service says how it is spelled.
        let named = incident.services.iter().filter_map(|service| {
            let group = &self.index.service(&service.value.name)?.group;
            group
                .incidents
                .iter()
                .copied()
                .find(|&index| index != place)
        });
        shown.extend(named);
        let linked = stems(text);
        if !linked.is_empty() {
            let all = incidents.iter().enumerate();
            let is_linked = |incident: &Incident| linked.contains(&stem(&incident.source));
            shown.extend(all.filter(|(_, said)| is_linked(said)).map(|(at, _)| at));
        }
        shown.remove(&place);
        shown
    }

    /// The next newer and the next older incident.
    fn neighbours(&self, incident: &Incident, place: usize) -> impl Iterator<Item = usize> {
        let incidents = &self.corpus.incidents;
        let day = |incident: &Incident| incident.date.as_ref().map(|date| date.value);
        let newest = &self.index.newest;
        let after = newest.partition_point(|&index| {
            let other = &incidents[index];
            let by_day = day(incident).cmp(&day(other));
            by_day
                .then_with(|| other.source.cmp(&incident.source))
                .is_lt()
        });
        let other = move |index: &&usize| **index != place;
        let newer = newest[..after].iter().rev().find(other);
        let older = newest[after..].iter().find(other);
        newer.into_iter().chain(older).copied()
    }

    /// Whether the groups of an incident have the addresses that they have among all incidents.
    pub fn agrees_with(&self, all: &Site<'_>, incident: usize) -> bool {
        let services = self.index.services_of(incident).iter();
        let services = services.map(|&service| &self.index.services[service].group);
        let mut known = services.map(|group| {
            let there = all.index.service(&group.name);
            there.is_none_or(|there| there.group.path == group.path)
        });
        let severity = self.index.severity(incident);
        let mut same = all.index.severities.iter();
        known.all(|is_same| is_same)
            && same.all(|there| there.name != severity.name || there.path == severity.path)
    }
}

/// The names of files that a text may link to, without folder and extension, in lower case.
fn stems(text: &str) -> HashSet<String> {
    let addresses = ["](", "]:", "href="].into_iter().flat_map(|mark| {
        let starts = text.match_indices(mark).map(|(at, mark)| at + mark.len());
        starts.map(|at| text[at..].trim_start_matches(['<', ' ', '"', '\'']))
    });
    let paths = addresses.filter_map(|rest| {
        let path = rest
            .split(['#', '?', ')', '>', '"', '\'', ' ', '\n'])
            .next()?;
        (!path.is_empty() && !path.contains("://")).then(|| decode_path(path))
    });
    paths.map(|path| stem(path.trim_end_matches('/'))).collect()
}

/// What a file is called, or its folder where every folder has such a file.
fn stem(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    match stem.as_str() {
        "index" | "readme" => parts.next().unwrap_or(name).to_lowercase(),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_behind_links_are_found() {
        let found = stems(
            "see [x](../2024/Other%20One.md#cause), [z](<b.html#x>) and [y](folder/#z), [w][w]\n\n[w]: sub/index.md\n",
        );
        for name in ["other one", "b", "folder", "sub"] {
            assert!(found.contains(name), "{name}: {found:?}");
        }
        assert!(stems("[out](https://example.com/a.md)").is_empty());
    }
}
