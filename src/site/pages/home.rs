//! Home: what is new, what recurs, which decisions wait, what happened in this week of other years.

use crate::diagnostic::Diagnostic;
use crate::model::{ActionState, IncidentKind};
use crate::patterns::taxonomy::Axis;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{ActionRow, Link, Row};
use crate::site::{Site, charts, routes, words};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct View<'a> {
    incidents: usize,
    near_misses: usize,
    services: usize,
    latest: Vec<Row>,
    recurring: Vec<Recurring>,
    decisions: Vec<ActionRow>,
    decisions_url: Option<String>,
    /// Action items that are open or in progress, and those that were open when it happened again.
    open: usize,
    open_again: usize,
    this_week: Lazily<'a, Vec<Row>>,
    learn: Option<Learn>,
    /// The newest near misses.
    nearly: Lazily<'a, Vec<Row>>,
    chart: Value,
    links: Links,
}

#[derive(Serialize)]
struct Links {
    incidents: String,
    patterns: String,
    waiting: String,
    again: String,
    services: String,
    search: String,
    about: String,
}

#[derive(Serialize)]
struct Recurring {
    name: String,
    url: String,
    count: usize,
    last: String,
    services: Vec<Link>,
}

#[derive(Serialize)]
struct Learn {
    name: String,
    url: String,
    definition: String,
    lever: String,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let root = "";
    let incidents = &site.corpus.incidents;
    let dated = |index: &&usize| incidents[**index].counts();
    let latest: Vec<usize> = site
        .index
        .newest
        .iter()
        .filter(dated)
        .take(5)
        .copied()
        .collect();
    let near_misses = incidents
        .iter()
        .filter(|incident| incident.kind == IncidentKind::NearMiss && incident.counts())
        .count();
    let today = site.input.today;
    let this_week: Vec<usize> = site
        .index
        .newest
        .iter()
        .filter(dated)
        .filter(|&&index| {
            incidents[index]
                .date
                .as_ref()
                .is_some_and(|date| same_week_of_another_year(date.value, today))
        })
        .take(4)
        .copied()
        .collect();
    let nearly: Vec<usize> = site
        .index
        .newest
        .iter()
        .filter(dated)
        .filter(|&&index| incidents[index].kind == IncidentKind::NearMiss)
        .take(3)
        .copied()
        .collect();
    let proposed = ActionState::ALL
        .iter()
        .position(|&state| state == ActionState::Proposed)
        .unwrap_or_default();
    let waiting = &site.index.actions[proposed];
    let layout = {
        let mut layout = site.layout(page, "home", site.input.config.title.as_str());
        layout.description = site.input.config.description.clone();
        layout
    };
    let url = |path: &str| site.routes.href(root, path);
    let view = View {
        incidents: site.index.counted - near_misses,
        near_misses,
        services: site
            .index
            .services
            .iter()
            .filter(|service| !service.group.incidents.is_empty())
            .count(),
        latest: latest
            .iter()
            .map(|&index| site.row(root, index, true))
            .collect(),
        recurring: recurring(site, root),
        decisions: waiting
            .iter()
            .take(3)
            .map(|&at| site.action_row(root, at))
            .collect(),
        decisions_url: (!waiting.is_empty()).then(|| url(&super::actions::path(proposed))),
        open: site.ledger.waiting.len() + site.ledger.waiting_unknown,
        open_again: site.ledger.open_again,
        this_week: site.rows(root, &this_week),
        learn: learn(site, root),
        nearly: site.rows(root, &nearly),
        chart: Value::safe_string(&charts::calendar(
            site,
            &site.index.newest,
            "Incidents by year",
        )),
        links: Links {
            incidents: url("incidents/index.html"),
            patterns: url("patterns/index.html"),
            waiting: url(super::ledger::WAITING),
            again: url(super::across::AGAIN),
            services: url("services/index.html"),
            search: url("search/index.html"),
            about: url("about/index.html"),
        },
    };
    site.fill("home.html", &layout, &view)
}

/// Contributing factors of more than one incident, the one that was seen last first.
fn recurring(site: &Site<'_>, root: &str) -> Vec<Recurring> {
    let mut patterns: Vec<_> = site
        .patterns
        .of(Axis::Factor)
        .filter(|pattern| pattern.incidents.len() > 1)
        .collect();
    patterns.sort_by(|a, b| {
        b.last
            .cmp(&a.last)
            .then_with(|| a.category.name.cmp(&b.category.name))
    });
    patterns
        .into_iter()
        .take(6)
        .map(|pattern| Recurring {
            name: pattern.category.name.clone(),
            url: site
                .routes
                .href(root, &routes::pattern(&pattern.category.key)),
            count: pattern.incidents.len(),
            last: pattern.last.map(words::date).unwrap_or_default(),
            services: super::patterns::services_of(site, root, pattern, 3),
        })
        .collect()
}

/// One pattern to learn from, another one each week.
fn learn(site: &Site<'_>, root: &str) -> Option<Learn> {
    let patterns: Vec<_> = site
        .patterns
        .of(Axis::Factor)
        .filter(|pattern| pattern.incidents.len() > 1)
        .collect();
    let week = site.input.today.num_days_from_ce() / 7;
    let pattern = patterns.get(week.unsigned_abs() as usize % patterns.len().max(1))?;
    Some(Learn {
        name: pattern.category.name.clone(),
        url: site
            .routes
            .href(root, &routes::pattern(&pattern.category.key)),
        definition: pattern.category.definition.clone(),
        lever: pattern.category.lever.clone(),
    })
}

/// Whether a day lies within three days of today's date, in an earlier year.
fn same_week_of_another_year(date: NaiveDate, today: NaiveDate) -> bool {
    date.year() < today.year()
        && [today.year() - 1, today.year(), today.year() + 1]
            .iter()
            .filter_map(|&year| date.with_year(year))
            .any(|day| (day - today).num_days().abs() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_reaches_over_the_end_of_the_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(same_week_of_another_year(
            day("2024-12-31"),
            day("2026-01-02")
        ));
        assert!(same_week_of_another_year(
            day("2024-01-01"),
            day("2025-12-30")
        ));
        assert!(!same_week_of_another_year(
            day("2026-01-01"),
            day("2026-01-02")
        ));
        assert!(!same_week_of_another_year(
            day("2024-06-01"),
            day("2026-01-02")
        ));
    }
}
