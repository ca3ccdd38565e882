//! The project folder as it is: the only reader of the outside world.
//!
//! A *project* is a folder with a `kb.toml`, or any folder of documents without one. What is read becomes one [`Input`],
//! sorted by the bytes of the paths, so that nothing after it depends on the file system's order.

pub mod catalog_files;
pub mod clock;
pub mod kept;
pub mod outside;
pub mod places;
pub mod project;
pub mod split;
pub mod text;
pub mod theme;
pub mod tracker_files;
pub mod walk;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::overrides::{self, Override};
use crate::span::{FileId, Sources};
use crate::trackers::Snapshot;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::config::Profile;
pub use project::Project;

/// Everything that a run knows about the outside world. What follows is a pure function of it.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub config: Config,
    pub catalog: Catalog,
    pub sources: Sources,
    /// Documents of the content folder, sorted by path.
    pub documents: Vec<FileId>,
    /// Files that documents may link to: images, attachments. Sorted by path.
    pub attachments: Vec<Attachment>,
    /// Files of the project's `static/`, copied to the root of the site.
    pub static_files: Vec<Attachment>,
    /// The project's own prose for pattern pages: `patterns/NAME.md`, by `NAME`.
    pub pattern_prose: Vec<(String, FileId)>,
    /// What side files say about documents, in the order of their folders.
    pub overrides: Vec<Override>,
    /// The project's additions to the taxonomy: `taxonomy.toml`.
    pub taxonomy: Option<FileId>,
    /// The project's own words that mean the same: `synonyms.toml`.
    pub synonyms: Option<FileId>,
    /// What is known of actions beside the documents: `actions.toml`.
    pub actions: Option<FileId>,
    /// Snapshots of issue trackers, by path.
    pub trackers: Vec<Snapshot>,
    /// Files of the project's `theme/` that replace built-in ones, by path below `theme/`.
    pub theme: Vec<(String, FileId)>,
    /// What could not be read, or not as it should.
    pub diagnostics: Vec<Diagnostic>,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Where things are; nothing of it may show in the site.
    pub project: Project,
    pub audience: Audience,
    /// Readers outside, for whom it is made: a name in `[audience]`.
    pub outside: Option<String>,
    /// Names of people: `people.csv`.
    pub people: Option<FileId>,
    /// How many documents `restricted` globs kept out.
    pub restricted: usize,
}

/// A file that is copied, not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Path below the content folder (or `static/`), with `/`.
    pub path: String,
    pub location: PathBuf,
    /// Whether it is read as a document as well, and only copied where it turns out to be none.
    pub document: bool,
}

/// For whom the knowledge base is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audience {
    pub drafts: bool,
    pub restricted: bool,
}

impl Default for Audience {
    fn default() -> Self {
        Self {
            drafts: true,
            restricted: false,
        }
    }
}

impl Input {
    /// What the readers outside may see, where it is made for any.
    pub fn profile(&self) -> Option<&Profile> {
        self.config.audience.get(self.outside.as_ref()?)
    }
}

/// What the command line says about reading.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The project or content folder; the current folder without it.
    pub dir: Option<PathBuf>,
    /// Where the site goes, in place of what the project says.
    pub output: Option<PathBuf>,
    pub base_url: Option<String>,
    pub today: Option<NaiveDate>,
    pub audience: Audience,
    /// For whom it is made, by name: an `[audience]` of the project, or `internal`.
    pub named: Option<String>,
}

/// Where a project is, before its documents are read.
///
/// # Errors
/// Those of [`input`], as far as its folders and its `kb.toml` are concerned.
pub fn project(request: &Request) -> Result<Project> {
    project::find(request, &mut Input::default())
}

/// Reads a project: configuration, catalog, documents, and everything else that decides how the site looks.
///
/// # Errors
/// A folder that is not there, or a `kb.toml` that cannot be understood: it may name documents that are restricted.
pub fn input(request: &Request) -> Result<Input> {
    input_after(request, None)
}

/// What was read before, and what has changed since.
pub struct Earlier<'a> {
    pub input: &'a Input,
    pub changed: &'a HashSet<PathBuf>,
}

/// Reads a project again. Documents that have not changed are taken from what was read before.
///
/// # Errors
/// Those of [`input`].
pub fn input_after(request: &Request, earlier: Option<&Earlier<'_>>) -> Result<Input> {
    let mut input = Input {
        today: clock::today(request.today)?,
        audience: request.audience,
        ..Input::default()
    };
    input.project = project::find(request, &mut input)?;
    if let Some(base_url) = &request.base_url {
        input.config.base_url = Some(base_url.clone());
    }
    outside::guard(request, &input.config)?;
    let found = walk::content(&input.project, &input.config, request.audience);
    input.diagnostics.extend(found.diagnostics);
    for (path, shown, trouble) in found.unreadable {
        text::unreadable(&mut input, path, shown, &trouble);
    }
    input.attachments = found.attachments;
    input.restricted = found.restricted;
    documents(&mut input, &found.documents, earlier);
    overrides(&mut input, &found.overrides);
    if input.project.config_file.is_some() {
        extras(&mut input);
    }
    catalog_files::read(&mut input);
    // Assignees become teams, so the teams must be known.
    tracker_files::read(&mut input);
    Ok(input)
}

/// Reads all documents in parallel; those without a word are named and left out, those that hold many are split.
fn documents(input: &mut Input, found: &[walk::Found], earlier: Option<&Earlier<'_>>) {
    // Paths mean something else below another folder.
    let earlier = earlier.filter(|earlier| earlier.input.project.content == input.project.content);
    let unchanged = earlier.map(Earlier::unchanged).unwrap_or_default();
    let again = |document: &walk::Found| {
        let earlier = earlier?;
        let changed = earlier.changed.contains(&document.location);
        let file = unchanged.get(document.path.as_str()).filter(|_| !changed)?;
        Some((&earlier.input.sources, *file))
    };
    let texts: Vec<_> = found
        .par_iter()
        .map(|document| match again(document) {
            Some(_) => Ok(None),
            None => text::read(&document.location, document.sniff),
        })
        .collect();
    for (document, text) in found.iter().zip(texts) {
        if let Some((sources, file)) = again(document) {
            let file = input.sources.add_again(sources, file);
            // Whether it is split is the configuration's to say, which may have changed.
            let parts = split::documents(input, file);
            input.documents.extend(parts);
            continue;
        }
        let shown = input.project.shown(&document.location);
        if let Some(file) = text::add(input, document.path.clone(), shown, text) {
            let parts = split::documents(input, file);
            input.documents.extend(parts);
        }
    }
}

/// Reads the side files of the content folders, and the one beside `kb.toml`.
fn overrides(input: &mut Input, found: &[walk::Found]) {
    let folder = |side: &walk::Found| {
        side.path
            .strip_suffix(walk::OVERRIDES)
            .unwrap_or_default()
            .to_string()
    };
    let mut files: Vec<(String, PathBuf)> = found
        .iter()
        .map(|side| (folder(side), side.location.clone()))
        .collect();
    let top = input.project.root.join(walk::OVERRIDES);
    let is_new = found.iter().all(|side| side.location != top);
    if input.project.config_file.is_some() && is_new && top.is_file() {
        files.insert(0, (String::new(), top));
    }
    for (folder, location) in files {
        if let Some(file) = beside(input, &location) {
            let mut diagnostics = Vec::new();
            let read = overrides::read(input.sources.get(file), &folder).keep(&mut diagnostics);
            input.overrides.extend(read);
            input.diagnostics.extend(diagnostics);
        }
    }
}

impl<'a> Earlier<'a> {
    /// Documents that could be read without a remark, by path.
    fn unchanged(&self) -> HashMap<&'a str, FileId> {
        let remarks = self.input.diagnostics.iter();
        let remarked: HashSet<FileId> = remarks.map(|found| found.span.file).collect();
        let documents = self.input.documents.iter().copied();
        documents
            .filter(|file| !remarked.contains(file))
            .map(|file| (self.input.sources.get(file).path.as_str(), file))
            .collect()
    }
}

/// Reads what stands beside the documents: theme, static files, prose of patterns, taxonomy.
fn extras(input: &mut Input) {
    let root = input.project.root.clone();
    input.static_files = walk::files(&root.join("static"));
    for file in walk::files(&root.join("theme")) {
        if let Some(id) = beside(input, &file.location) {
            input.theme.push((file.path, id));
        }
    }
    for file in walk::files(&root.join("patterns")) {
        let Some(name) = file.path.strip_suffix(".md").map(str::to_owned) else {
            continue;
        };
        if let Some(id) = beside(input, &file.location) {
            input.pattern_prose.push((name, id));
        }
    }
    let people = root.join("people.csv");
    if people.is_file() {
        input.people = beside(input, &people);
    }
    let taxonomy = root.join("taxonomy.toml");
    if taxonomy.is_file() {
        input.taxonomy = beside(input, &taxonomy);
    }
    let synonyms = root.join("synonyms.toml");
    if synonyms.is_file() {
        input.synonyms = beside(input, &synonyms);
    }
}

/// Reads one file of the project that is no document.
fn beside(input: &mut Input, location: &Path) -> Option<FileId> {
    let path = walk::slashed(
        location
            .strip_prefix(&input.project.root)
            .unwrap_or(location),
    );
    let shown = input.project.shown(location);
    text::add(input, path, shown, text::read(location, false))
}
