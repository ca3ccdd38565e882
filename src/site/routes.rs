//! Where pages lie, and how one links to another.

use super::html::encode_path;

/// Links are relative, so that a site works under any address and from a folder.
#[derive(Debug, Clone, Copy)]
pub struct Routes {
    /// Whether a server is known to answer for folders: then `index.html` is left out of links.
    pub folders: bool,
}

impl Routes {
    /// The link from a page to another path of the site.
    pub fn href(self, root: &str, path: &str) -> String {
        let path = if self.folders {
            path.strip_suffix("index.html").unwrap_or(path)
        } else {
            path
        };
        if root.is_empty() && path.is_empty() {
            return "./".into();
        }
        let mut href = String::with_capacity(root.len() + path.len());
        href.push_str(root);
        encode_path(&mut href, path);
        href
    }
}

/// What leads from a page back to the site's root: `../../` for `incidents/x/index.html`.
pub fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

pub fn incident(slug: &str) -> String {
    format!("incidents/{slug}/index.html")
}

pub fn pattern(key: &str) -> String {
    format!("patterns/{key}/index.html")
}

pub fn service(slug: &str) -> String {
    format!("services/{slug}/index.html")
}

pub fn team(slug: &str) -> String {
    format!("teams/{slug}/index.html")
}

pub fn severity(slug: &str) -> String {
    format!("severities/{slug}/index.html")
}

pub fn year(slug: &str) -> String {
    format!("years/{slug}/index.html")
}

/// A page of a long list: the first has the list's own address.
pub fn part(path: &str, number: usize) -> String {
    match number {
        0 => path.to_string(),
        _ => format!(
            "{}page-{}/index.html",
            path.strip_suffix("index.html").unwrap_or(path),
            number + 1
        ),
    }
}

/// A file that documents link to.
pub fn attachment(path: &str) -> String {
    format!("files/{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_files_or_to_folders() {
        let root = root_of("incidents/x/index.html");
        let file = Routes { folders: false };
        let folder = Routes { folders: true };
        assert_eq!(
            file.href(&root, "patterns/a b/index.html"),
            "../../patterns/a%20b/index.html"
        );
        assert_eq!(folder.href(&root, "patterns/index.html"), "../../patterns/");
        assert_eq!(folder.href("", "index.html"), "./");
        assert_eq!(
            part("actions/open/index.html", 2),
            "actions/open/page-3/index.html"
        );
    }
}
