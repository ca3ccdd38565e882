//! What keeps the newest state of the folder from being shown.

use super::generation::Generation;
use super::page::words;
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use crate::read::Input;
use std::collections::HashSet;
use std::path::PathBuf;

/// Why the generation before stays.
pub enum Kept {
    /// The folder or its configuration cannot be read.
    Unreadable(Error),
    /// What was saved has errors, as text.
    Broken(String),
    Fault,
}

impl Kept {
    /// For whoever saved it.
    pub fn text(&self) -> String {
        match self {
            Self::Broken(text) => text.clone(),
            Self::Fault => "a fault of kb: please report it with what was changed".into(),
            Self::Unreadable(error) => {
                let found = error.diagnostics().map(|(sources, found)| {
                    let found: Vec<_> = found.iter().collect();
                    words(sources, &found)
                });
                [found.unwrap_or_default(), error.to_string()]
                    .join("\n\n")
                    .trim()
                    .to_string()
            }
        }
    }
}

/// Errors in what was just saved, and templates that fail. Who saves something else goes on with what there is.
pub fn newly_broken(
    generation: &Generation,
    before: &Generation,
    paths: &HashSet<PathBuf>,
) -> Vec<Diagnostic> {
    let input = generation.input();
    let names = shown(input, paths.iter());
    let mut broken: Vec<_> = generation
        .diagnostics()
        .filter(|found| is_broken(found))
        .filter(|found| names.contains(generation.sources().shown(found.span.file)))
        .cloned()
        .collect();
    // To render a page of each kind takes long where there are many documents.
    let theme = input.project.root.join("theme");
    let shapes = |path: &PathBuf| {
        path.starts_with(&theme) || input.project.config_file.as_ref() == Some(path)
    };
    if broken.is_empty()
        && !input.theme.is_empty()
        && paths.iter().any(shapes)
        && before.broken_template().is_none()
    {
        broken.extend(generation.broken_template());
    }
    broken
}

/// Whether something cannot be shown as its author means it: an error, or front matter that cannot be read.
pub fn is_broken(found: &Diagnostic) -> bool {
    found.level == Level::Error || found.rule.ends_with("-syntax")
}

/// Whether a file or a folder that it is in was saved: of a new folder, only the folder is told.
pub fn holds(names: &HashSet<String>, file: &str) -> bool {
    names.contains(file)
        || names.iter().any(|name| {
            file.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        })
}

/// Paths as people see them.
pub fn shown<'a>(input: &Input, paths: impl Iterator<Item = &'a PathBuf>) -> HashSet<String> {
    paths.map(|path| input.project.shown(path)).collect()
}
