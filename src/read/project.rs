//! Which folder is the project, and where its parts are.

use super::walk::slashed;
use super::{Input, Request, text};
use crate::config;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The folders of a project, as absolute paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// Folder of `kb.toml`, else the folder that was asked for.
    pub root: PathBuf,
    pub config_file: Option<PathBuf>,
    /// Folder of the documents.
    pub content: PathBuf,
    /// Folder of the site.
    pub output: PathBuf,
    /// Folder for what can be worked out again; `None` where no place for it is known.
    pub cache: Option<PathBuf>,
    /// The current folder: paths are shown to people as seen from it.
    pub current: PathBuf,
}

impl Project {
    /// A path as people see it: from the current folder where it lies below it, control characters escaped.
    pub fn shown(&self, location: &Path) -> String {
        let path = location.strip_prefix(&self.current).unwrap_or(location);
        let shown = slashed(path);
        if shown.is_empty() {
            ".".into()
        } else if shown.chars().any(char::is_control) {
            shown.escape_debug().to_string()
        } else {
            shown
        }
    }
}

/// Finds the project, reads its configuration into `input` and says where everything is.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks where we are"
)]
pub fn find(request: &Request, input: &mut Input) -> Result<Project> {
    let current = std::env::current_dir()
        .map_err(|cause| Error::new(format!("cannot tell the current folder: {cause}")))?;
    let given = request.dir.as_deref().unwrap_or(Path::new("."));
    let dir = std::path::absolute(given)
        .and_then(std::fs::canonicalize)
        .map_err(|cause| {
            Error::at(given, "open", cause)
                .hint("give the folder of your postmortems, as in `kb build docs/postmortems`")
        })?;
    if !dir.is_dir() {
        return Err(Error::new(format!("{} is a file", given.display()))
            .hint("give the folder of your postmortems"));
    }
    let above = dir
        .ancestors()
        .find(|folder| folder.join("kb.toml").is_file());
    let inner = dir.join("content");
    let (root, has_config, public) = match above {
        Some(root) => (root.to_path_buf(), true, root.join("public")),
        None if inner.join("kb.toml").is_file() => (inner, true, dir.join("public")),
        None => (dir.clone(), false, current.join("public")),
    };
    let config_file = has_config.then(|| root.join("kb.toml"));
    let mut project = Project {
        cache: if has_config {
            Some(root.join(".kb-cache"))
        } else {
            user_cache(&dir)
        },
        content: dir,
        root,
        config_file,
        output: public,
        current,
    };
    if let Some(file) = project.config_file.clone() {
        configuration(input, &project, &file)?;
    }
    super::outside::choose(request, input)?;
    if input.config.title.is_empty() {
        let titled = project.output.parent().filter(|_| has_config);
        input.config.title = folder_name(titled.unwrap_or(&project.root));
    }
    project.content = match &input.config.content.folder {
        Some(content) => project.root.join(content),
        None if project.root.join("content").is_dir() => project.root.join("content"),
        None => project.root.clone(),
    };
    project.content = std::fs::canonicalize(&project.content).map_err(|cause| {
        Error::at(&project.content, "open the content folder", cause)
            .hint("`content` in kb.toml names it, as a path from kb.toml's own folder")
    })?;
    let is_above = project.root != project.content && project.root.starts_with(&project.content);
    if has_config && (is_above || !project.content.is_dir()) {
        let what = if is_above {
            "is above the project"
        } else {
            "is no folder"
        };
        let content = project.content.display();
        return Err(Error::new(format!(
            "the content folder {content} {what}"
        ))
        .hint("`content` in kb.toml names a folder of documents, as a path from kb.toml's own folder"));
    }
    if let Some(output) = &input.config.output {
        project.output = project.root.join(output);
    }
    if let Some(output) = &request.output {
        project.output = std::path::absolute(output)
            .map_err(|cause| Error::at(output, "use the output folder", cause))?;
    }
    project.output = normal(&project.output);
    if project.root.starts_with(&project.output) || project.content.starts_with(&project.output) {
        return Err(Error::new(format!(
            "the site cannot be written to {}: the documents are in it",
            project.output.display()
        ))
        .hint("name another folder with --output"));
    }
    Ok(project)
}

/// Reads `kb.toml`; anything wrong in it ends the run.
fn configuration(input: &mut Input, project: &Project, file: &Path) -> Result<()> {
    let shown = project.shown(file);
    let bytes = std::fs::read(file).map_err(|cause| Error::at(file, "read", cause))?;
    let decoded = text::decode(bytes);
    let id = input
        .sources
        .add_shown("kb.toml".into(), shown, decoded.text);
    let read = config::parse(input.sources.get(id));
    match read.value {
        Some(config) => {
            input.config = config;
            input.diagnostics.extend(read.diagnostics);
            Ok(())
        }
        None => Err(Error::new("kb.toml cannot be used")
            .hint("nothing was built: it may name documents that must not be published")
            .found(input.sources.clone(), read.diagnostics)),
    }
}

fn folder_name(folder: &Path) -> String {
    match folder.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => "Incidents".into(),
    }
}

/// `$XDG_CACHE_HOME/kb/HASH` or `~/.cache/kb/HASH`, a folder of its own for each content folder.
fn user_cache(dir: &Path) -> Option<PathBuf> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    let hash = blake3::hash(dir.as_os_str().as_encoded_bytes()).to_hex();
    Some(base.join("kb").join(&hash[..16]))
}

/// Resolves `.` and `..` by their words, and links as far as the path exists.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    let parent = normal
        .parent()
        .and_then(|parent| std::fs::canonicalize(parent).ok());
    match (parent, normal.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => normal,
    }
}
