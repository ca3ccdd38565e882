//! Where reading looks, for whoever watches: the folders in which a change may happen, and the files of which one counts.

use super::Project;
use super::walk::{PROJECT_PARTS, TOOLS, enters, is_temporary};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folders beside `kb.toml` that reading looks into, wherever the documents are.
const PARTS: &[&str] = &["theme", "static", "patterns", "catalog", "trackers"];

/// The folders that a change may happen in: those of the documents, and of the project's own parts. None of them need
/// exist; the folders above are named too, so that one that comes back is seen.
pub fn folders(project: &Project) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for root in [&project.content, &project.root] {
        folders.extend(root.parent().map(Path::to_path_buf));
        folders.push(root.clone());
    }
    let content = WalkDir::new(&project.content)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || enters(project, entry));
    let below = content.flatten().filter(|entry| entry.file_type().is_dir());
    folders.extend(below.map(DirEntry::into_path));
    if project.config_file.is_some() {
        for part in PARTS {
            let parts = WalkDir::new(project.root.join(part)).into_iter().flatten();
            let below = parts.filter(|entry| entry.file_type().is_dir());
            folders.extend(below.map(DirEntry::into_path));
        }
    }
    folders.sort();
    folders.dedup();
    folders
}

/// Whether reading looks at what is, or was, at a path: a file of the content folder, one of the project's own parts, or
/// a folder on the way to the documents.
pub fn looks_at(project: &Project, path: &Path) -> bool {
    let cache = project.cache.as_ref();
    if path.starts_with(&project.output) || cache.is_some_and(|cache| path.starts_with(cache)) {
        return false;
    }
    if let Ok(below) = path.strip_prefix(&project.content) {
        return is_open(below);
    }
    let Ok(below) = path.strip_prefix(&project.root) else {
        return false;
    };
    let first = below.components().next();
    let part =
        first.is_none_or(|first| PROJECT_PARTS.iter().any(|part| first.as_os_str() == *part));
    project.content.starts_with(path) || part && is_open(below)
}

/// Whether nothing on a path is hidden, temporary, or a tool's.
fn is_open(below: &Path) -> bool {
    let mut parts = below.components().map(Component::as_os_str).peekable();
    while let Some(part) = parts.next() {
        let name = part.to_string_lossy();
        let hidden = name.starts_with('.') && name != ".well-known";
        let unread = match parts.peek() {
            Some(_) => TOOLS.contains(&&*name),
            None => is_temporary(&name),
        };
        if hidden || unread {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(content: &str) -> Project {
        Project {
            root: "/p".into(),
            content: content.into(),
            output: "/p/public".into(),
            cache: Some("/p/.kb-cache".into()),
            config_file: Some("/p/kb.toml".into()),
            ..Project::default()
        }
    }

    #[test]
    fn only_what_reading_looks_at_counts() {
        let project = project("/p/docs/content");
        let counts = [
            "/p",
            "/p/docs",
            "/p/docs/content",
            "/p/docs/content/a.md",
            "/p/docs/content/b/img.png",
            "/p/docs/content/no-extension",
            "/p/docs/content/b/overrides.toml",
            "/p/kb.toml",
            "/p/overrides.toml",
            "/p/actions.toml",
            "/p/services.toml",
            "/p/teams.toml",
            "/p/people.csv",
            "/p/taxonomy.toml",
            "/p/synonyms.toml",
            "/p/catalog-info.yaml",
            "/p/catalog/a.yaml",
            "/p/trackers/github.json",
            "/p/patterns/missing-monitoring.md",
            "/p/theme/css/site.css",
            "/p/static/.well-known/x",
        ];
        for path in counts {
            assert!(looks_at(&project, Path::new(path)), "{path}");
        }
        let does_not = [
            "/other/a.md",
            "/p/serve.log",
            "/p/README.md",
            "/p/src/main.rs",
            "/p/docs/notes.md",
            "/p/public/index.html",
            "/p/.kb-cache/x",
            "/p/.git/HEAD",
            "/p/docs/content/node_modules/x/README.md",
            "/p/docs/content/.a.md.swp",
            "/p/docs/content/.#a.md",
            "/p/docs/content/#a.md#",
            "/p/docs/content/a.md~",
            "/p/docs/content/a.md___jb_tmp___",
        ];
        for path in does_not {
            assert!(!looks_at(&project, Path::new(path)), "{path}");
        }
    }

    #[test]
    fn beside_the_documents_every_file_counts() {
        let project = project("/p");
        for path in [
            "/p",
            "/p/serve.log",
            "/p/a.md",
            "/p/kb.toml",
            "/p/theme/x.css",
        ] {
            assert!(looks_at(&project, Path::new(path)), "{path}");
        }
        for path in ["/p/public/a.md", "/p/.kb-cache/x", "/p/target/a.md"] {
            assert!(!looks_at(&project, Path::new(path)), "{path}");
        }
    }
}
