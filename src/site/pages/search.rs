//! The search page, which finds by title, service and factor for now, and the list that it searches.

use crate::diagnostic::Diagnostic;
use crate::site::views::Layout;
use crate::site::{Page, Site, people, words};
use serde::Serialize;

#[derive(Serialize)]
struct View {
    data: String,
    incidents: String,
}

pub fn page(site: &Site<'_>, page: &Page) -> Result<Vec<u8>, Diagnostic> {
    let layout = Layout {
        scripts: vec!["search_js"],
        ..site.layout(page, "search", "Search")
    };
    let view = View {
        data: site.routes.href(&layout.root, "search/data.js"),
        incidents: site.routes.href(&layout.root, "incidents/index.html"),
    };
    site.fill("search.html", &layout, &view)
}

/// An incident as the script sees it; short names, since there may be many thousands.
#[derive(Serialize)]
struct Entry {
    /// Address, from the site's root.
    u: String,
    /// Title.
    t: String,
    /// Day.
    d: String,
    /// Severity.
    v: String,
    /// Services.
    s: Vec<String>,
    /// Factors.
    f: Vec<String>,
}

/// A script and not JSON: a page that was opened from a folder may not fetch files, but may load scripts.
pub fn data(site: &Site<'_>) -> Vec<u8> {
    let entries: Vec<Entry> = site
        .index
        .newest
        .iter()
        .map(|&index| {
            let incident = &site.corpus.incidents[index];
            let row = site.row("", index, false);
            Entry {
                u: row.url,
                t: row.title,
                d: row.date_words,
                v: row.severity.unwrap_or_default(),
                s: row
                    .services
                    .into_iter()
                    .map(|service| service.name)
                    .collect(),
                f: incident
                    .factors
                    .iter()
                    .map(|factor| {
                        let text = people::quoted(site.input, incident, &factor.text.value);
                        words::shortened(&text, 160)
                    })
                    .collect(),
            }
        })
        .collect();
    let json = serde_json::to_string(&entries).unwrap_or_default();
    format!("self.kbSearchData = {json};\n").into_bytes()
}
