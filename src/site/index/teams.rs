//! Teams by name: what they were part of, own, and have decided to do.

use super::{ActionRef, Group, ServiceEntry, free};
use crate::address;
use crate::catalog::{self, fold};
use crate::model::{ActionState, Incident};
use crate::read::Input;
use crate::site::routes;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// A team that incidents, action items or services name.
pub struct Team<'a> {
    pub group: Group,
    pub declared: Option<&'a catalog::Team>,
    /// Indices into the services of the index.
    pub services: Vec<usize>,
    /// Action items that it has decided on and not finished, newest incident first.
    pub open: Vec<ActionRef>,
}

#[derive(Default)]
struct Found<'a> {
    name: &'a str,
    incidents: Vec<usize>,
    services: Vec<usize>,
    open: Vec<ActionRef>,
}

/// All teams that have anything to show, by name.
pub fn gather<'a>(
    input: &'a Input,
    incidents: &'a [Incident],
    newest: &[usize],
    services: &[ServiceEntry<'a>],
) -> Vec<Team<'a>> {
    let catalog = &input.catalog;
    let mut by_key: BTreeMap<String, Found<'a>> = BTreeMap::new();
    let canonical = |name: &'a str| catalog.team(name).map_or(name, |team| team.name.as_str());
    for &index in newest {
        let incident = &incidents[index];
        let own = incident
            .teams
            .iter()
            .map(|team| canonical(team.value.as_str()));
        for name in own.filter(|name| !fold(name).is_empty()) {
            let team = by_key.entry(fold(name)).or_default();
            team.name = name;
            if team.incidents.last() != Some(&index) {
                team.incidents.push(index);
            }
        }
        if !incident.counts() {
            continue;
        }
        for (action, item) in incident.actions.iter().enumerate() {
            let is_open = matches!(
                item.state.value,
                ActionState::Open | ActionState::InProgress
            );
            if let Some(name) = item
                .team
                .as_deref()
                .map(canonical)
                .filter(|name| is_open && !fold(name).is_empty())
            {
                let team = by_key.entry(fold(name)).or_default();
                team.name = name;
                team.open.push(ActionRef {
                    incident: index,
                    action,
                });
            }
        }
    }
    for (number, service) in services.iter().enumerate() {
        if let Some(name) = service.team.filter(|name| !fold(name).is_empty()) {
            let team = by_key.entry(fold(name)).or_default();
            team.name = name;
            team.services.push(number);
            team.incidents.extend(&service.group.incidents);
        }
    }
    let mut place = vec![0; incidents.len()];
    for (at, &index) in newest.iter().enumerate() {
        place[index] = at;
    }
    for team in by_key.values_mut() {
        team.incidents.sort_by_key(|&index| place[index]);
        team.incidents.dedup();
    }
    let mut slugs = FxHashSet::default();
    let teams = by_key.into_values().map(|found| Team {
        group: Group {
            path: routes::team(&free(address::slug(found.name), &mut slugs)),
            name: found.name.to_string(),
            incidents: found.incidents,
        },
        declared: catalog.team(found.name),
        services: found.services,
        open: found.open,
    });
    teams.collect()
}
