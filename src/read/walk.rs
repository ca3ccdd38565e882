//! Which files of the content folder are documents, which are attachments, and which are none of ours.

use super::{Attachment, Audience, Project};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Extensions of documents, in lower case; a name without an extension is a document too.
const DOCUMENTS: &[&str] = &[
    "md", "markdown", "mdx", "qmd", "md.erb", "adoc", "asciidoc", "rst", "txt", "html", "htm",
];

/// Folders of tools, never of authors.
pub(super) const TOOLS: &[&str] = &["target", "node_modules"];

/// Files and folders of a project that have a meaning of their own where it keeps its documents beside them.
pub(super) const PROJECT_PARTS: &[&str] = &[
    "kb.toml",
    "services.toml",
    "teams.toml",
    "taxonomy.toml",
    "synonyms.toml",
    "overrides.toml",
    "actions.toml",
    "people.csv",
    "trackers",
    "catalog-info.yaml",
    "catalog-info.yml",
    "catalog",
    "theme",
    "static",
    "patterns",
];

/// A folder that holds this is a site, perhaps of an earlier run: the writer puts it there.
const SITE: &str = ".kb-manifest";

/// The side file of a folder.
pub const OVERRIDES: &str = "overrides.toml";

/// A document that was found and not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Path below the content folder, with `/`.
    pub path: String,
    pub location: PathBuf,
    /// Whether only its bytes can tell that it is a text: its name has no extension.
    pub sniff: bool,
}

/// The content folder, each list sorted by the bytes of the paths.
#[derive(Debug, Default)]
pub struct Walked {
    pub documents: Vec<Found>,
    pub attachments: Vec<Attachment>,
    /// Side files of folders.
    pub overrides: Vec<Found>,
    /// Path, path to show, and what the system says.
    pub unreadable: Vec<(String, String, String)>,
    pub diagnostics: Vec<Diagnostic>,
    /// Number of documents that `restricted` kept out.
    pub restricted: usize,
}

/// Walks the content folder.
///
/// Folders are never entered through a link, so no loop and no way out exists. A link to a file counts where the file
/// lies inside the content folder and is not found there by itself (as under `..data/` in a Kubernetes volume).
pub fn content(project: &Project, config: &Config, audience: Audience) -> Walked {
    let mut walked = Walked::default();
    let exclude = config.excluded();
    let restricted = config.restricted();
    let mut real = HashSet::new();
    let mut links = Vec::new();
    let walk = WalkDir::new(&project.content)
        .sort_by(|a, b| a.file_name().cmp(b.file_name()))
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0
                || enters(project, entry) && !exclude.is_match(below(project, entry.path()))
        });
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let location = error.path().unwrap_or(&project.content);
                let trouble = error
                    .io_error()
                    .map_or_else(|| error.to_string(), ToString::to_string);
                walked.unreadable.push((
                    below(project, location),
                    project.shown(location),
                    trouble,
                ));
                continue;
            }
        };
        if entry.file_type().is_symlink() {
            links.push(entry.into_path());
        } else if entry.file_type().is_file() {
            real.insert(entry.path().to_path_buf());
            sort_in(
                &mut walked,
                below(project, entry.path()),
                entry.into_path(),
                &restricted,
                audience,
            );
        }
    }
    for link in links {
        let inside = std::fs::canonicalize(&link).is_ok_and(|target| {
            target.starts_with(&project.content)
                && target.is_file()
                && (!real.contains(&target) || !is_document(&link))
        });
        if inside {
            sort_in(
                &mut walked,
                below(project, &link),
                link,
                &restricted,
                audience,
            );
        }
    }
    walked.documents.sort_by(|a, b| a.path.cmp(&b.path));
    walked.attachments.sort_by(|a, b| a.path.cmp(&b.path));
    walked
}

fn sort_in(
    walked: &mut Walked,
    path: String,
    location: PathBuf,
    restricted: &globset::GlobSet,
    audience: Audience,
) {
    let document = is_document(&location);
    if path == OVERRIDES || path.ends_with("/overrides.toml") {
        walked.overrides.push(Found {
            path,
            location,
            sniff: false,
        });
    } else if !audience.restricted && restricted.is_match(&path) {
        walked.restricted += usize::from(document);
    } else if document {
        let sniff = extension(&location).is_none();
        if is_file_as_well(&location) {
            // A report, a chart or a log that documents link to is a file like any other.
            walked.attachments.push(Attachment {
                path: path.clone(),
                location: location.clone(),
                document: true,
            });
        }
        walked.documents.push(Found {
            path,
            location,
            sniff,
        });
    } else {
        walked.attachments.push(Attachment {
            path,
            location,
            document: false,
        });
    }
}

/// All files below a folder that need not exist, hidden and temporary ones left out, sorted by path.
pub fn files(folder: &Path) -> Vec<Attachment> {
    let mut files: Vec<_> = WalkDir::new(folder)
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0 || !is_left_out(entry) || entry.file_name() == ".well-known"
        })
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| Attachment {
            path: slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path())),
            location: entry.into_path(),
            document: false,
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// A path with `/` between its parts on every system; names that are not Unicode are shown as far as they are.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

fn below(project: &Project, location: &Path) -> String {
    slashed(location.strip_prefix(&project.content).unwrap_or(location))
}

pub(super) fn enters(project: &Project, entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let tool = entry.file_type().is_dir() && TOOLS.contains(&&*name);
    let part = entry.depth() == 1
        && project.config_file.is_some()
        && project.root == project.content
        && PROJECT_PARTS.contains(&&*name);
    let site = entry.file_type().is_dir()
        && (entry.path() == project.output || entry.path().join(SITE).is_file());
    let cache = project.cache.as_deref() == Some(entry.path());
    !is_left_out(entry) && !tool && !part && !site && !cache
}

/// What editors write beside a file while they save it, and keep of what it was before.
pub fn is_temporary(name: &str) -> bool {
    name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swx", ".swo", ".tmp", ".part", ".crdownload"]
            .iter()
            .any(|end| name.ends_with(end))
        || name.contains("___jb_")
}

/// Hidden, or a file that an editor leaves.
fn is_left_out(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    name.as_encoded_bytes().starts_with(b".")
        || !entry.file_type().is_dir() && is_temporary(&name.to_string_lossy())
}

fn is_document(location: &Path) -> bool {
    extension(location).is_none_or(|extension| DOCUMENTS.contains(&extension.as_str()))
}

/// Whether a document can also be shown as it is, where it turns out to be no retrospective.
fn is_file_as_well(location: &Path) -> bool {
    extension(location)
        .is_some_and(|extension| matches!(extension.as_str(), "html" | "htm" | "txt"))
}

/// What follows the last dot, where it looks like an extension: `Upgrade to v1.16` has none.
fn extension(location: &Path) -> Option<String> {
    let name = location.file_name()?.to_string_lossy().to_lowercase();
    if name.ends_with(".md.erb") {
        return Some("md.erb".into());
    }
    let (stem, extension) = name.rsplit_once('.')?;
    let like_one = (1..=10).contains(&extension.len())
        && extension
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_')
        && extension.chars().any(|c| c.is_ascii_alphabetic());
    (like_one && !stem.is_empty()).then(|| extension.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_extension_or_have_none() {
        for name in [
            "a.md",
            "A.MD",
            "a.html.md.erb",
            "notes.txt",
            "LICENSE",
            "PM2020 - Upgrade to v1.16",
            "a.b c",
            "d.html",
            "E.HTM",
        ] {
            assert!(is_document(Path::new(name)), "{name}");
        }
        for name in ["a.png", "b.tar.gz", "c.json", "d.xhtml"] {
            assert!(!is_document(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn what_editors_leave_is_neither_a_document_nor_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "a.md", "a.md~", "#a.md#", "b.png", "b.png~", "c.tmp", "d.md.swp",
        ] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let project = Project {
            root: folder.path().into(),
            content: folder.path().into(),
            ..Project::default()
        };
        let walked = content(&project, &Config::default(), Audience::default());
        let documents: Vec<_> = walked
            .documents
            .into_iter()
            .map(|found| found.path)
            .collect();
        let others: Vec<_> = walked
            .attachments
            .into_iter()
            .map(|found| found.path)
            .collect();
        assert_eq!(
            (documents, others),
            (vec!["a.md".into()], vec!["b.png".into()])
        );
        let all: Vec<_> = files(folder.path())
            .into_iter()
            .map(|file| file.path)
            .collect();
        assert_eq!(all, ["a.md", "b.png"]);
    }
}
