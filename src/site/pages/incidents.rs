//! Lists of incidents: all of them, those of a severity, those of a year.

use crate::diagnostic::Diagnostic;
use crate::site::index::Group;
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{self, Counted, Link, Pager, Row};
use crate::site::{Site, charts};
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct View<'a> {
    heading: String,
    count: usize,
    drafts: usize,
    rows: Lazily<'a, Vec<Row>>,
    pager: Option<Pager>,
    severities: Vec<Counted>,
    years: Vec<Counted>,
    services_url: String,
    all_url: String,
    /// The page that this list is one of the filters of.
    filtered: bool,
    /// Path of the list, as filters mark it.
    current: String,
    chart: Value,
}

pub fn all(site: &Site<'_>, page: &Asked<'_>, part: usize) -> Result<Made, Diagnostic> {
    let group = Group {
        name: "Incidents".into(),
        path: "incidents/index.html".into(),
        incidents: Vec::new(),
    };
    list(site, page, &group, &site.index.newest, part, false)
}

pub fn severity(
    site: &Site<'_>,
    page: &Asked<'_>,
    severity: usize,
    part: usize,
) -> Result<Made, Diagnostic> {
    let mut group = site.index.severities[severity].clone();
    if group.name == "Not stated" {
        group.name = "Severity not stated".into();
    }
    list(site, page, &group, &group.incidents, part, true)
}

pub fn year(
    site: &Site<'_>,
    page: &Asked<'_>,
    year: usize,
    part: usize,
) -> Result<Made, Diagnostic> {
    let group = &site.index.years[year];
    list(site, page, group, &group.incidents, part, true)
}

fn list(
    site: &Site<'_>,
    page: &Asked<'_>,
    group: &Group,
    incidents: &[usize],
    part: usize,
    filtered: bool,
) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "incidents", group.name.as_str());
    let root = layout.root.clone();
    let all_url = site.routes.href(&root, "incidents/index.html");
    if filtered {
        layout.crumbs.push(Link {
            name: "Incidents".into(),
            url: all_url.clone(),
        });
    }
    let count = site.count(incidents);
    let chart = if part == 0 && filtered {
        charts::calendar(site, incidents, &group.name)
    } else {
        String::new()
    };
    let counted = |groups: &[Group]| {
        groups
            .iter()
            .map(|group| site.counted(&root, group))
            .collect()
    };
    let view = View {
        heading: group.name.clone(),
        count,
        drafts: incidents.len() - count,
        rows: site.rows(&root, views::part(incidents, part)),
        pager: site.pager(&root, &group.path, part, incidents.len()),
        severities: counted(&site.index.severities),
        years: counted(&site.index.years),
        services_url: site.routes.href(&root, "services/index.html"),
        current: site.routes.href(&root, &group.path),
        all_url,
        filtered,
        chart: Value::safe_string(&chart),
    };
    site.fill("incidents.html", &layout, &view)
}
