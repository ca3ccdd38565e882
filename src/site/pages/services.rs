//! Services: what has happened to each, what recurs there, what is open.

use crate::diagnostic::Diagnostic;
use crate::model::ActionState;
use crate::site::index::{ActionRef, ServiceEntry};
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{self, ActionRow, Counted, Link, Pager, Row, is_web};
use crate::site::{Site, charts, routes, words};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Value;

/// So much is read before a change; the rest unfolds.
const SHOWN: usize = 5;
const LATELY: usize = 3;

#[derive(Serialize)]
struct IndexView {
    services: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    url: String,
    team: Option<String>,
    description: String,
    count: usize,
    last: Option<String>,
}

pub fn index(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "services", "Services");
    let entries = site.index.services.iter().map(|service| Entry {
        name: service.group.name.clone(),
        url: site.routes.href(&layout.root, &service.group.path),
        team: service.team.map(str::to_string),
        description: service
            .declared
            .map(|declared| declared.description.clone())
            .unwrap_or_default(),
        count: site.count(&service.group.incidents),
        last: service
            .group
            .incidents
            .iter()
            .find(|&&index| site.corpus.incidents[index].counts())
            .and_then(|&index| site.corpus.incidents[index].date.as_ref())
            .map(|date| words::compact_date(date.value)),
    });
    let view = IndexView {
        services: entries.collect(),
    };
    site.fill("services.html", &layout, &view)
}

#[derive(Serialize)]
struct View<'a> {
    name: String,
    team: Option<String>,
    description: String,
    links: Vec<Link>,
    aliases: Vec<String>,
    count: usize,
    rows: Lazily<'a, Vec<Row>>,
    pager: Option<Pager>,
    /// What happened last.
    lately: Lazily<'a, Vec<Row>>,
    /// Patterns of several incidents, those of most first.
    factors: Vec<Counted>,
    /// Patterns of one.
    once: Vec<Counted>,
    actions: Option<Lazily<'a, Vec<ActionRow>>>,
    more_actions: Option<Lazily<'a, Vec<ActionRow>>>,
    /// How many more there are, to be unfolded.
    more: usize,
    chart: Value,
    first_part: bool,
}

pub fn service(
    site: &Site<'_>,
    page: &Asked<'_>,
    number: usize,
    part: usize,
) -> Result<Made, Diagnostic> {
    let entry = &site.index.services[number];
    let mut layout = site.layout(page, "services", entry.group.name.as_str());
    let root = layout.root.clone();
    layout.crumbs.push(Link {
        name: "Services".into(),
        url: site.routes.href(&root, "services/index.html"),
    });
    let incidents = &entry.group.incidents;
    let first_part = part == 0;
    let declared = entry.declared;
    let found = if first_part {
        factors(site, &root, entry)
    } else {
        Vec::new()
    };
    let (factors, once) = found.into_iter().partition(|factor| factor.count > 1);
    let open = if first_part {
        open_actions(site, entry)
    } else {
        Vec::new()
    };
    let (first, rest) = open.split_at(open.len().min(SHOWN));
    let rows = |actions: &[ActionRef]| {
        let actions = actions.to_vec();
        (!actions.is_empty()).then(|| site.action_rows(&root, actions.into_iter()))
    };
    let newest = incidents.iter().filter(|&&index| site.index.counts[index]);
    let lately: Vec<usize> = newest.take(LATELY).copied().collect();
    let view = View {
        name: entry.group.name.clone(),
        team: entry.team.map(str::to_string),
        description: declared
            .map(|service| service.description.clone())
            .unwrap_or_default(),
        links: declared
            .map(|service| service.links.as_slice())
            .unwrap_or_default()
            .iter()
            .filter(|(_, url)| is_web(url))
            .map(|(name, url)| Link {
                name: capital(name),
                url: url.clone(),
            })
            .collect(),
        aliases: declared
            .map(|service| service.aliases.clone())
            .unwrap_or_default(),
        count: site.count(incidents),
        rows: site.rows(&root, views::part(incidents, part)),
        pager: site.pager(&root, &entry.group.path, part, incidents.len()),
        factors,
        once,
        lately: site.rows(&root, if first_part { &lately } else { &[] }),
        actions: rows(first),
        more_actions: rows(rest),
        more: rest.len(),
        chart: Value::safe_string(&if first_part {
            charts::calendar(site, incidents, &entry.group.name)
        } else {
            String::new()
        }),
        first_part,
    };
    site.fill("service.html", &layout, &view)
}

/// Patterns of the service's incidents, those of most incidents first.
fn factors(site: &Site<'_>, root: &str, entry: &ServiceEntry<'_>) -> Vec<Counted> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for &index in &entry.group.incidents {
        let incident = &site.corpus.incidents[index];
        if !incident.counts() {
            continue;
        }
        let mut keys: Vec<_> = incident
            .factors
            .iter()
            .flat_map(|factor| &factor.categories)
            .collect();
        keys.sort();
        keys.dedup();
        for pattern in keys.into_iter().filter_map(|key| site.index.pattern(key)) {
            *found.entry(pattern).or_default() += 1;
        }
    }
    let mut factors: Vec<_> = found
        .into_iter()
        .map(|(pattern, count)| {
            let category = &site.patterns.all[pattern].category;
            Counted {
                name: category.name.clone(),
                url: site.routes.href(root, &routes::pattern(&category.key)),
                count,
                class: "",
            }
        })
        .collect();
    factors.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    factors
}

/// Action items of the service's incidents that somebody has decided on and not finished.
fn open_actions(site: &Site<'_>, entry: &ServiceEntry<'_>) -> Vec<ActionRef> {
    let mut rows = Vec::new();
    for &incident in &entry.group.incidents {
        let said = &site.corpus.incidents[incident];
        if !said.counts() {
            continue;
        }
        for (action, item) in said.actions.iter().enumerate() {
            if matches!(
                item.state.value,
                ActionState::Open | ActionState::InProgress
            ) && rows.len() < 50
            {
                rows.push(ActionRef { incident, action });
            }
        }
    }
    rows
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
