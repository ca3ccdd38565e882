//! About this knowledge base: how its values were obtained, what was left out. And the page for wrong addresses.

use crate::diagnostic::Diagnostic;
use crate::model::Incident;
use crate::site::prints::{Asked, Made};
use crate::site::tables::Table;
use crate::site::views::{Layout, Link};
use crate::site::{Site, words};
use serde::Serialize;

#[derive(Serialize)]
struct View {
    documents: usize,
    incidents: usize,
    drafts: usize,
    near_misses: usize,
    factors: usize,
    factors_with_pattern: usize,
    actions: usize,
    patterns: usize,
    services: usize,
    /// How many incidents have each value, for readers who want to know how much is known.
    known: Vec<Known>,
    left_out: Vec<LeftOut>,
    data: String,
    schema: String,
    tables: Vec<Link>,
    quality: String,
    rules: String,
    generated: String,
}

#[derive(Serialize)]
struct Known {
    name: &'static str,
    count: usize,
    of: usize,
}

#[derive(Serialize)]
struct LeftOut {
    source: String,
    reason: String,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "about", "About this knowledge base");
    let counted: Vec<&Incident> = site.corpus.counted().collect();
    let factors = || counted.iter().flat_map(|incident| &incident.factors);
    let view = View {
        documents: site.input.documents.len(),
        incidents: counted.len(),
        drafts: site.corpus.incidents.len() - counted.len(),
        near_misses: counted
            .iter()
            .filter(|incident| incident.kind == crate::model::IncidentKind::NearMiss)
            .count(),
        factors: factors().count(),
        factors_with_pattern: factors()
            .filter(|factor| !factor.categories.is_empty())
            .count(),
        actions: counted.iter().map(|incident| incident.actions.len()).sum(),
        patterns: site.patterns.all.len(),
        services: site.index.services.len(),
        known: known(&counted),
        left_out: site
            .corpus
            .left_out
            .iter()
            .map(|left_out| LeftOut {
                source: left_out.source.clone(),
                reason: left_out.reason.clone(),
            })
            .collect(),
        schema: site.routes.href(&layout.root, "data/schema.json"),
        tables: Table::ALL
            .iter()
            .map(|table| site.link(&layout.root, table.name(), table.path()))
            .collect(),
        data: site.routes.href(&layout.root, "data/knowledge-base.json"),
        quality: site.routes.href(&layout.root, super::quality::PATH),
        rules: site.routes.href(&layout.root, super::rules::INDEX),
        generated: words::date(site.input.today),
    };
    site.fill("about.html", &layout, &view)
}

fn known(incidents: &[&Incident]) -> Vec<Known> {
    let count = |name, has: &dyn Fn(&Incident) -> bool| Known {
        name,
        count: incidents.iter().filter(|incident| has(incident)).count(),
        of: incidents.len(),
    };
    vec![
        count("a date", &|incident| incident.date.is_some()),
        count("a severity on the common scale", &|incident| {
            incident.severity().is_some()
        }),
        count("services", &|incident| !incident.services.is_empty()),
        count("a timeline", &|incident| !incident.timeline.is_empty()),
        count("a time to resolve", &|incident| {
            incident.durations.resolve.is_some()
        }),
        count("contributing factors", &|incident| {
            !incident.factors.is_empty()
        }),
        count("action items", &|incident| !incident.actions.is_empty()),
    ]
}

#[derive(Serialize)]
struct NotFound {
    /// Whether the site knows under which path it is published.
    known_root: bool,
    links: Vec<Link>,
    /// Where assets may lie, seen from a page of unknown depth.
    roots: Vec<String>,
}

/// Served for any wrong address, at any depth. Where the site knows its own address, links are absolute paths; else the
/// page asks for its assets at several depths, and the script that answers knows from where it came.
pub fn not_found(site: &Site<'_>) -> Result<Made, Diagnostic> {
    const DEEPEST: usize = 6;
    let base = site.input.config.base_url.as_deref().map(path_of);
    let root = base.clone().unwrap_or_else(|| "/".into());
    let layout = Layout {
        title: "Page not found".into(),
        root: root.clone(),
        ..Layout::default()
    };
    let pages = [
        ("Home", "index.html"),
        ("Incidents", "incidents/index.html"),
        ("Patterns", "patterns/index.html"),
        ("Search", "search/index.html"),
    ];
    let pages = pages
        .iter()
        .filter(|(name, _)| site.input.config.search.site || *name != "Search");
    let view = NotFound {
        known_root: base.is_some(),
        links: pages
            .map(|(name, path)| site.link(&root, *name, path))
            .collect(),
        roots: match base {
            Some(base) => vec![base],
            None => (0..=DEEPEST).map(|depth| "../".repeat(depth)).collect(),
        },
    };
    site.fill("404.html", &layout, &view)
}

/// `https://example.org/kb` → `/kb/`.
fn path_of(base_url: &str) -> String {
    let rest = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    match path.trim_matches('/') {
        "" => "/".into(),
        path => format!("/{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_address_ends_with_a_slash() {
        for (base, path) in [
            ("https://example.org", "/"),
            ("https://example.org/", "/"),
            ("https://example.org/kb", "/kb/"),
            ("https://example.org/a/b/", "/a/b/"),
        ] {
            assert_eq!(path_of(base), path);
        }
    }
}
