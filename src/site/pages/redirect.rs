//! Older addresses that lead to an incident's page, and the list of all addresses.

use crate::diagnostic::Diagnostic;
use crate::site::html::escape;
use crate::site::prints::{Asked, Made};
use crate::site::{PageKind, Site};
use serde::Serialize;

/// Where the page of an alias lies; `None` where it names no place of the site.
pub fn path(alias: &str) -> Option<String> {
    let alias = alias.trim().trim_matches('/');
    let parts: Vec<_> = alias.split('/').collect();
    let bad = |part: &&str| {
        part.is_empty()
            || *part == "."
            || *part == ".."
            || part.contains(['\\', ':', '\0', '?', '#'])
    };
    if parts.iter().any(bad) {
        return None;
    }
    match alias.rsplit_once('.') {
        Some((_, "html" | "htm")) => Some(alias.to_string()),
        _ if parts.len() == 1 => Some(format!("incidents/{alias}/index.html")),
        _ => Some(format!("{alias}/index.html")),
    }
}

#[derive(Serialize)]
struct View {
    url: String,
    title: String,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>, incident: usize) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "", "Moved");
    let view = View {
        url: site.incident_url(&layout.root, incident),
        title: site.corpus.incidents[incident].title.value.clone(),
    };
    site.fill("redirect.html", &layout, &view)
}

/// Absolute addresses of all pages that people read.
pub fn sitemap(site: &Site<'_>) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in &site.pages {
        let read = page.path.ends_with(".html")
            && !matches!(
                page.kind,
                PageKind::NotFound
                    | PageKind::Redirect { .. }
                    | PageKind::Static(_)
                    | PageKind::Attachment(_)
            );
        if let Some(url) = site.absolute(&page.path).filter(|_| read) {
            xml.push_str("<url><loc>");
            escape(&mut xml, &url);
            xml.push_str("</loc></url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_stay_below_the_root() {
        assert_eq!(
            path("old-name").as_deref(),
            Some("incidents/old-name/index.html")
        );
        assert_eq!(path("/wiki/old/").as_deref(), Some("wiki/old/index.html"));
        assert_eq!(path("wiki/old.html").as_deref(), Some("wiki/old.html"));
        assert_eq!(path("../../etc"), None);
        assert_eq!(path(""), None);
    }
}
