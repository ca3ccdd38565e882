//! The search page, and what the index for the browser needs to know of the site.

use crate::diagnostic::Diagnostic;
use crate::people;
use crate::search::{
    self,
    export::{self, Export, Piece, Voice},
};
use crate::site::index::ActionRef;
use crate::site::prints::{Asked, Made};
use crate::site::views::Layout;
use crate::site::{Site, routes};
use serde::Serialize;

#[derive(Serialize)]
struct View {
    offline: bool,
    links: Vec<crate::site::views::Link>,
}

pub fn page(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = Layout {
        scripts: vec!["search_js"],
        ..site.layout(page, "search", "Search")
    };
    let link = |name: &str, path| site.link(&layout.root, name, path);
    let view = View {
        offline: site.input.config.search.offline,
        links: vec![
            link("Incidents", "incidents/index.html"),
            link("Patterns", "patterns/index.html"),
            link("Action items", "actions/index.html"),
            link("Services", "services/index.html"),
        ],
    };
    site.fill("search.html", &layout, &view)
}

/// The index for the browser; empty where the index cannot be read, which the page says. `before`: pieces of an earlier
/// one, of which most may be the same.
pub fn export(site: &Site<'_>, before: &[Piece]) -> Export {
    let index = search::prepare(site.input, site.corpus);
    let offline = site.input.config.search.offline;
    export::make(&index, site.input, site.corpus, site, offline, before).unwrap_or_default()
}

impl Voice for Site<'_> {
    fn quoted(&self, incident: usize, text: &str) -> String {
        people::quoted(self.input, &self.corpus.incidents[incident], text).into_owned()
    }

    fn incident_url(&self, incident: usize) -> String {
        self.incident_url("", incident)
    }

    fn action_url(&self, incident: usize, action: usize) -> String {
        self.action_url("", ActionRef { incident, action })
    }

    fn category(&self, key: &str) -> String {
        match self.patterns.get(key) {
            Some(pattern) => pattern.category.name.clone(),
            None => key.to_string(),
        }
    }

    fn patterns(&self) -> Vec<[String; 3]> {
        let found = self.patterns.all.iter().map(|pattern| {
            let category = &pattern.category;
            let url = self.routes.href("", &routes::pattern(&category.key));
            [category.name.clone(), url, category.definition.clone()]
        });
        found.collect()
    }
}
