//! Patterns: what recurs across incidents, each line of it a quotation that links to its paragraph.

mod answers;

use crate::diagnostic::Diagnostic;
use crate::model::{Source, Sourced};
use crate::patterns::taxonomy::Axis;
use crate::patterns::{Pattern, Quotation};
use crate::people;
use crate::site::body::{self, Text};
use crate::site::lines::Lines;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{self, Link, Pager};
use crate::site::{Site, charts, index, routes, words};
use crate::span::Span;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::BTreeSet;
use tera::Value;

#[derive(Serialize)]
struct IndexView {
    axes: Vec<AxisView>,
    incidents: usize,
}

#[derive(Serialize)]
struct AxisView {
    name: &'static str,
    meaning: &'static str,
    patterns: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    url: String,
    definition: String,
    lever: String,
    count: usize,
    last: Option<String>,
}

pub fn index(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "patterns", "Patterns");
    let axes = [
        (Axis::Factor, "Contributing factors", "Why it was possible."),
        (Axis::Trigger, "Triggers", "What changed when it began."),
    ];
    let view = IndexView {
        incidents: site.index.counted,
        axes: axes
            .into_iter()
            .map(|(axis, name, meaning)| AxisView {
                name,
                meaning,
                patterns: site
                    .patterns
                    .of(axis)
                    .map(|pattern| entry(site, &layout.root, pattern))
                    .collect(),
            })
            .filter(|axis| !axis.patterns.is_empty())
            .collect(),
    };
    site.fill("patterns.html", &layout, &view)
}

fn entry(site: &Site<'_>, root: &str, pattern: &Pattern) -> Entry {
    Entry {
        name: pattern.category.name.clone(),
        url: site
            .routes
            .href(root, &routes::pattern(&pattern.category.key)),
        definition: pattern.category.definition.clone(),
        lever: pattern.category.lever.clone(),
        count: pattern.incidents.len(),
        last: pattern.last.map(words::compact_date),
    }
}

#[derive(Serialize)]
struct View<'a> {
    name: String,
    axis: &'static str,
    definition: String,
    lever: String,
    count: usize,
    quotations: usize,
    first: Option<String>,
    last: Option<String>,
    services: Vec<Link>,
    teams: Vec<Link>,
    prose: Value,
    evidence: Lazily<'a, Vec<Evidence>>,
    pager: Option<Pager>,
    chart: Value,
    answers: Option<answers::Answers>,
    first_part: bool,
}

/// One incident and what it says that belongs here.
#[derive(Serialize)]
struct Evidence {
    title: String,
    url: String,
    date: Option<String>,
    date_words: String,
    severity: Option<String>,
    severity_class: &'static str,
    services: Vec<Link>,
    quotations: Vec<Quoted>,
}

#[derive(Serialize)]
struct Quoted {
    text: String,
    url: String,
    origin: String,
}

pub fn pattern(
    site: &Site<'_>,
    page: &Asked<'_>,
    number: usize,
    part: usize,
) -> Result<Made, Diagnostic> {
    let pattern = &site.patterns.all[number];
    let category = &pattern.category;
    let mut layout = site.layout(page, "patterns", category.name.as_str());
    layout.description = category.definition.clone();
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Patterns", "patterns/index.html"));
    let first_part = part == 0;
    // Quotations stand in the order of the incidents.
    let shown = || {
        let by_incident = pattern.quotations.chunk_by(|a, b| a.incident == b.incident);
        by_incident.skip(part * views::PART).take(views::PART)
    };
    let told = |quotations: &[Quotation]| {
        let places: Vec<_> = quotations.iter().map(|said| said.place).collect();
        (site.told(quotations[0].incident), places)
    };
    let view = View {
        name: category.name.clone(),
        axis: match category.axis {
            Axis::Trigger => "Trigger",
            Axis::Factor => "Contributing factor",
        },
        definition: category.definition.clone(),
        lever: category.lever.clone(),
        count: pattern.incidents.len(),
        quotations: pattern.quotations.len(),
        first: pattern.first.map(words::date),
        last: pattern.last.map(words::date),
        services: match first_part {
            true => services_of(site, &root, pattern, usize::MAX),
            false => Vec::new(),
        },
        teams: match first_part {
            true => teams_of(site, &root, pattern),
            false => Vec::new(),
        },
        prose: Value::safe_string(&if first_part {
            prose(site, pattern, &root)
        } else {
            String::new()
        }),
        evidence: Lazily::new(
            || shown().map(told).collect::<Vec<_>>(),
            || {
                let evidence = |quotations| evidence(site, &root, quotations);
                shown().map(evidence).collect()
            },
        ),
        pager: site.pager(
            &root,
            &routes::pattern(&category.key),
            part,
            pattern.incidents.len(),
        ),
        chart: Value::safe_string(&if first_part {
            charts::calendar(site, &pattern.incidents, &category.name)
        } else {
            String::new()
        }),
        answers: first_part
            .then(|| answers::view(site, &root, pattern))
            .flatten(),
        first_part,
    };
    site.fill("pattern.html", &layout, &view)
}

/// The quotations of one incident; there is at least one.
fn evidence(site: &Site<'_>, root: &str, quotations: &[Quotation]) -> Evidence {
    let number = quotations[0].incident;
    let incident = &site.corpus.incidents[number];
    let lines = &site.lines[number];
    let date = incident.date.as_ref().map(|date| date.value);
    Evidence {
        title: incident.title.value.clone(),
        url: site.incident_url(root, number),
        date: date.map(|date| date.to_string()),
        date_words: date.map(words::date).unwrap_or_default(),
        severity: incident
            .severity
            .as_ref()
            .map(|_| site.index.severity(number).name.clone()),
        severity_class: index::severity_class(incident),
        services: site.service_links(root, number),
        quotations: quotations
            .iter()
            .filter_map(|quotation| quotation.text(site.corpus))
            .map(|text| Quoted {
                text: people::quoted(site.input, incident, &text.value).into_owned(),
                url: site.fact_url(root, number, &text.source, lines),
                origin: lines.origin(&text.source),
            })
            .collect(),
    }
}

/// Services of the pattern's incidents, by name.
pub fn services_of(site: &Site<'_>, root: &str, pattern: &Pattern, most: usize) -> Vec<Link> {
    let incidents = pattern.incidents.iter();
    let numbers: BTreeSet<usize> = incidents
        .flat_map(|&incident| site.index.services_of(incident))
        .copied()
        .collect();
    // Services are numbered by name.
    let numbers = numbers.into_iter().take(most);
    numbers
        .map(|number| site.service_link(root, number))
        .collect()
}

/// Teams that were part of the pattern's incidents, by name.
fn teams_of(site: &Site<'_>, root: &str, pattern: &Pattern) -> Vec<Link> {
    let shown: FxHashSet<usize> = pattern.incidents.iter().copied().collect();
    let teams = site.index.teams.iter();
    teams
        .filter(|team| {
            let own = &team.group.incidents;
            own.iter().any(|index| shown.contains(index))
        })
        .map(|team| site.link(root, team.group.name.as_str(), &team.group.path))
        .collect()
}

/// What the project itself has to say about a pattern.
fn prose(site: &Site<'_>, pattern: &Pattern, root: &str) -> String {
    let key = &pattern.category.key;
    let Some((_, file)) = site
        .input
        .pattern_prose
        .iter()
        .find(|(name, _)| name == key)
    else {
        return String::new();
    };
    let source = site.input.sources.get(*file);
    // Its own title would stand right below the pattern's.
    let first_line = Span::new(
        *file,
        0..source.text.find('\n').unwrap_or(source.text.len()),
    );
    let origin = if source.text.starts_with("# ") {
        Source::Text(first_line)
    } else {
        Source::FileName(*file)
    };
    let title = Sourced::new(pattern.category.name.clone(), origin);
    let text = Text {
        file: *file,
        path: "",
        title: &title,
        root,
    };
    body::render(&site.shared(), &text, &[], &Lines::of(source)).html
}
