//! What the lists of the site share: incidents by date, by service, by year, by severity; actions by state.

mod teams;

use super::routes;
use crate::address;
use crate::catalog::{Service, fold};
use crate::model::{ActionState, Corpus, Incident, OrText, Severity};
use crate::patterns::Patterns;
use crate::read::Input;
use chrono::Datelike;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

pub use teams::Team;

/// One group of incidents with an address of its own.
#[derive(Debug, Clone)]
pub struct Group {
    pub name: String,
    pub path: String,
    /// Indices into `corpus.incidents`, newest first, drafts included.
    pub incidents: Vec<usize>,
}

/// A service that incidents name or that the catalog declares.
#[derive(Debug, Clone)]
pub struct ServiceEntry<'a> {
    pub group: Group,
    pub declared: Option<&'a Service>,
    /// Canonical name of the owning team.
    pub team: Option<&'a str>,
}

/// An action item, by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionRef {
    pub incident: usize,
    pub action: usize,
}

pub struct Index<'a> {
    /// All incidents, newest first, those without a date last.
    pub newest: Vec<usize>,
    /// How many are no drafts.
    pub counted: usize,
    /// For each incident whether it counts: asked for every group that has it.
    pub counts: Vec<bool>,
    /// Newest first.
    pub years: Vec<Group>,
    /// From the worst, then words that fit no scale, then none.
    pub severities: Vec<Group>,
    /// By name.
    pub services: Vec<ServiceEntry<'a>>,
    /// By name.
    pub teams: Vec<Team<'a>>,
    service_by_name: FxHashMap<String, usize>,
    /// For each incident its services, as indices into `services`, each once.
    services_of: Vec<Vec<usize>>,
    severity_of: Vec<usize>,
    /// In the order of [`ActionState::ALL`]; of incidents that are no drafts, newest first.
    pub actions: Vec<Vec<ActionRef>>,
    pattern_by_key: FxHashMap<&'a str, usize>,
    /// For each incident its place in `newest`.
    pub place: Vec<usize>,
}

impl<'a> Index<'a> {
    pub fn new(input: &'a Input, corpus: &'a Corpus, patterns: &'a Patterns) -> Self {
        let incidents = &corpus.incidents;
        let mut newest: Vec<usize> = (0..incidents.len()).collect();
        newest.sort_by(|&a, &b| {
            let key = |index: usize| incidents[index].date.as_ref().map(|date| date.value);
            key(b).cmp(&key(a)).then(a.cmp(&b))
        });
        let mut place = vec![0; incidents.len()];
        for (at, &index) in newest.iter().enumerate() {
            place[index] = at;
        }
        let (severities, severity_of) = severities(incidents, &newest);
        let (services, service_by_name) = services(input, incidents, &newest);
        let services_of = incidents.iter().map(|incident| {
            let mut numbers = Vec::new();
            for used in &incident.services {
                let number = service_by_name.get(&fold(&used.value.name)).copied();
                numbers.extend(number.filter(|number| !numbers.contains(number)));
            }
            numbers
        });
        let services_of = services_of.collect();
        let counted = |index: &&usize| incidents[**index].counts();
        let actions = ActionState::ALL
            .iter()
            .map(|&state| {
                let of = |&incident: &usize| {
                    let actions = incidents[incident].actions.iter().enumerate();
                    actions
                        .filter(move |(_, item)| item.state.value == state)
                        .map(move |(action, _)| ActionRef { incident, action })
                };
                newest.iter().filter(counted).flat_map(of).collect()
            })
            .collect();
        Self {
            counted: corpus.counted().count(),
            counts: incidents.iter().map(Incident::counts).collect(),
            years: years(incidents, &newest),
            teams: teams::gather(input, incidents, &newest, &services),
            severities,
            severity_of,
            services,
            service_by_name,
            services_of,
            actions,
            pattern_by_key: patterns
                .all
                .iter()
                .enumerate()
                .map(|(index, pattern)| (pattern.category.key.as_str(), index))
                .collect(),
            newest,
            place,
        }
    }

    pub fn service(&self, name: &str) -> Option<&ServiceEntry<'a>> {
        self.service_number(name)
            .map(|number| &self.services[number])
    }

    /// The place in `services` of a service by any of its names.
    pub fn service_number(&self, name: &str) -> Option<usize> {
        self.service_by_name.get(&fold(name)).copied()
    }

    /// The services that an incident names, each once, as indices into `services`.
    pub fn services_of(&self, incident: usize) -> &[usize] {
        &self.services_of[incident]
    }

    /// The group that an incident's severity belongs to.
    pub fn severity(&self, incident: usize) -> &Group {
        &self.severities[self.severity_of[incident]]
    }

    pub fn pattern(&self, key: &str) -> Option<usize> {
        self.pattern_by_key.get(key).copied()
    }
}

fn years(incidents: &[Incident], newest: &[usize]) -> Vec<Group> {
    let mut years: Vec<Group> = Vec::new();
    for &index in newest {
        let (name, slug) = match &incidents[index].date {
            Some(date) => (date.value.year().to_string(), date.value.year().to_string()),
            None => ("No date".to_string(), "undated".to_string()),
        };
        match years.last_mut() {
            Some(last) if last.name == name => last.incidents.push(index),
            _ => years.push(Group {
                name,
                path: routes::year(&slug),
                incidents: vec![index],
            }),
        }
    }
    years
}

fn severities(incidents: &[Incident], newest: &[usize]) -> (Vec<Group>, Vec<usize>) {
    // The key sorts: the scale first, then other words by name, then nothing.
    let key = |incident: &Incident| match incident.severity.as_ref().map(|s| &s.value) {
        Some(OrText::Known(severity)) => (0, severity.name().to_string()),
        Some(OrText::Text(text)) if !fold(text).is_empty() => (1, text.trim().to_string()),
        _ => (2, "Not stated".to_string()),
    };
    let mut by_key: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for &index in newest {
        by_key
            .entry(key(&incidents[index]))
            .or_default()
            .push(index);
    }
    let mut slugs = FxHashSet::default();
    let mut of = vec![0; incidents.len()];
    let groups = by_key
        .into_iter()
        .enumerate()
        .map(|(number, ((rank, name), members))| {
            for &member in &members {
                of[member] = number;
            }
            let slug = match rank {
                0 => name.to_lowercase(),
                1 => address::slug(&name),
                _ => "not-stated".to_string(),
            };
            Group {
                path: routes::severity(&free(slug, &mut slugs)),
                name,
                incidents: members,
            }
        })
        .collect();
    (groups, of)
}

fn services<'a>(
    input: &'a Input,
    incidents: &'a [Incident],
    newest: &[usize],
) -> (Vec<ServiceEntry<'a>>, FxHashMap<String, usize>) {
    let catalog = &input.catalog;
    let mut by_key: BTreeMap<String, (&'a str, Option<&'a Service>, Vec<usize>)> = BTreeMap::new();
    for service in catalog.services() {
        by_key.insert(
            fold(&service.name),
            (&service.name, Some(service), Vec::new()),
        );
    }
    for &index in newest {
        for used in &incidents[index].services {
            let name = used.value.name.as_str();
            let declared = catalog.service(name);
            let name = declared.map_or(name, |service| service.name.as_str());
            let key = fold(name);
            if key.is_empty() {
                continue;
            }
            let entry = by_key.entry(key).or_insert((name, declared, Vec::new()));
            if entry.2.last() != Some(&index) {
                entry.2.push(index);
            }
        }
    }
    let mut slugs = FxHashSet::default();
    let mut by_name = FxHashMap::default();
    let services: Vec<_> = by_key
        .into_iter()
        .enumerate()
        .map(|(number, (key, (name, declared, incidents)))| {
            by_name.insert(key, number);
            ServiceEntry {
                group: Group {
                    name: name.to_string(),
                    path: routes::service(&free(address::slug(name), &mut slugs)),
                    incidents,
                },
                declared,
                team: declared
                    .and_then(|service| service.team.as_deref())
                    .map(|team| catalog.team(team).map_or(team, |team| team.name.as_str())),
            }
        })
        .collect();
    for service in catalog.services() {
        let Some(&number) = by_name.get(&fold(&service.name)) else {
            continue;
        };
        for alias in &service.aliases {
            by_name.entry(fold(alias)).or_insert(number);
        }
    }
    (services, by_name)
}

/// A slug that no other group of this kind has.
fn free(slug: String, used: &mut FxHashSet<String>) -> String {
    let slug = if slug.is_empty() {
        "other".to_string()
    } else {
        slug
    };
    let mut candidate = slug.clone();
    let mut number = 1;
    while !used.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{slug}-{number}");
    }
    candidate
}

/// The class that colours an incident's severity; empty where it fits no scale.
pub fn severity_class(incident: &Incident) -> &'static str {
    incident.severity().map_or("", |severity: Severity| {
        super::words::severity_class(severity)
    })
}
