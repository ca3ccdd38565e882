//! Teams: what each was part of and what it has decided to do. By name; never by count, age or lateness.

use crate::diagnostic::Diagnostic;
use crate::site::index::Team;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{self, ActionRow, Link, Pager, Row, is_web};
use crate::site::{Site, charts, words};
use serde::Serialize;
use tera::Value;

/// Where the list of teams lies.
pub const PATH: &str = "teams/index.html";
/// More open action items are on their own pages.
const MOST: usize = 50;

#[derive(Serialize)]
struct IndexView {
    teams: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    url: String,
    description: String,
    services: Vec<Link>,
    incidents: String,
}

pub fn index(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "teams", "Teams");
    let teams = site.index.teams.iter().map(|team| Entry {
        name: team.group.name.clone(),
        url: site.routes.href(&layout.root, &team.group.path),
        description: team
            .declared
            .map(|declared| declared.description.clone())
            .unwrap_or_default(),
        services: services(site, &layout.root, team),
        incidents: match site.count(&team.group.incidents) {
            0 => "no incident written down".into(),
            count => words::count(count, "incident", "incidents"),
        },
    });
    let view = IndexView {
        teams: teams.collect(),
    };
    site.fill("teams.html", &layout, &view)
}

#[derive(Serialize)]
struct View<'a> {
    name: String,
    description: String,
    links: Vec<Link>,
    services: Vec<Link>,
    actions: Lazily<'a, Vec<ActionRow>>,
    count: usize,
    rows: Lazily<'a, Vec<Row>>,
    pager: Option<Pager>,
    chart: Value,
}

pub fn team(
    site: &Site<'_>,
    page: &Asked<'_>,
    number: usize,
    part: usize,
) -> Result<Made, Diagnostic> {
    let team = &site.index.teams[number];
    let mut layout = site.layout(page, "teams", team.group.name.as_str());
    let root = layout.root.clone();
    layout.crumbs.push(site.link(&root, "Teams", PATH));
    let incidents = &team.group.incidents;
    let first_part = part == 0;
    let links = team
        .declared
        .map(|declared| declared.links.as_slice())
        .unwrap_or_default();
    let actions = team.open.iter().copied();
    let actions = actions.filter(move |_| first_part).take(MOST);
    let view = View {
        name: team.group.name.clone(),
        description: team
            .declared
            .map(|declared| declared.description.clone())
            .unwrap_or_default(),
        links: links
            .iter()
            .filter(|(_, url)| is_web(url))
            .map(|(name, url)| Link {
                name: name.clone(),
                url: url.clone(),
            })
            .collect(),
        services: services(site, &root, team),
        actions: site.action_rows(&root, actions),
        count: site.count(incidents),
        rows: site.rows(&root, views::part(incidents, part)),
        pager: site.pager(&root, &team.group.path, part, incidents.len()),
        chart: Value::safe_string(&match first_part {
            true => charts::calendar(site, incidents, &team.group.name),
            false => String::new(),
        }),
    };
    site.fill("team.html", &layout, &view)
}

fn services(site: &Site<'_>, root: &str, team: &Team<'_>) -> Vec<Link> {
    team.services
        .iter()
        .map(|&service| site.service_link(root, service))
        .collect()
}
