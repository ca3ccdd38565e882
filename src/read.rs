//! The project folder as it is: the only reader of the outside world.

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Sources};
use chrono::NaiveDate;
use std::path::PathBuf;

/// Everything that a run knows about the outside world. What follows is a pure function of it.
#[derive(Debug, Default)]
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
    /// The project's additions to the taxonomy: `taxonomy.toml`.
    pub taxonomy: Option<FileId>,
    /// Files of the project's `theme/` that replace built-in ones, by path below `theme/`.
    pub theme: Vec<(String, FileId)>,
    /// What could not be read, or not as it should.
    pub diagnostics: Vec<Diagnostic>,
    /// The day that counts as today.
    pub today: NaiveDate,
}

/// A file that is copied, not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Path below the content folder (or `static/`), with `/`.
    pub path: String,
    pub location: PathBuf,
}
