//! From the arguments to the documents that are checked, project by project.

use super::Args;
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::pipeline::{self, Found};
use crate::read::{self, Audience, Input, Request, split, text};
use crate::span::FileId;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A project and what was found in it.
pub struct Checked {
    pub input: Input,
    pub diagnostics: Vec<Diagnostic>,
    /// How many documents were looked at.
    pub documents: usize,
    /// What else is to be said, each a line.
    pub notes: Vec<String>,
}

/// Everything that the paths name.
pub fn paths(args: &Args) -> Result<Vec<Checked>> {
    if args.paths.is_empty() {
        return Ok(vec![project(read(args, None)?, None)]);
    }
    let mut groups: Vec<(Input, HashSet<FileId>, bool)> = Vec::new();
    for path in &args.paths {
        let location = std::fs::canonicalize(path).map_err(|cause| {
            Error::at(path, "open", cause).hint("give documents, or folders of them")
        })?;
        let known = groups
            .iter()
            .position(|(input, _, _)| location.starts_with(&input.project.content));
        let group = match known {
            Some(group) => group,
            None => {
                let dir = if location.is_file() {
                    folder(path)
                } else {
                    path.clone()
                };
                groups.push((read(args, Some(dir))?, HashSet::new(), false));
                groups.len() - 1
            }
        };
        let (input, files, all) = &mut groups[group];
        if location.is_file() {
            files.extend(find(input, path, &location)?);
        } else if input.project.content.starts_with(&location) {
            *all = true;
        } else {
            let below = |file: &&FileId| place(input, **file).starts_with(&location);
            let found: Vec<FileId> = input.documents.iter().filter(below).copied().collect();
            files.extend(found);
        }
    }
    Ok(groups
        .into_iter()
        .map(|(input, files, all)| project(input, (!all).then_some(files)))
        .collect())
}

/// The text on standard input, in the place of the document that it is a version of.
pub fn stdin(args: &Args) -> Result<Checked> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|cause| Error::new(format!("cannot read standard input: {cause}")))?;
    let decoded = text::decode(bytes);
    let name = args
        .stdin_filename
        .clone()
        .unwrap_or_else(|| PathBuf::from("stdin.md"));
    let mut input = match args.stdin_filename {
        Some(_) => read(args, Some(existing(&folder(&name))))?,
        None => Input {
            today: read::clock::today(args.today.today)?,
            ..Input::default()
        },
    };
    let location = std::path::absolute(&name).unwrap_or_else(|_| name.clone());
    let location = std::fs::canonicalize(&location).unwrap_or(location);
    let (known, others): (Vec<FileId>, Vec<FileId>) = input
        .documents
        .iter()
        .partition(|file| place(&input, **file) == location);
    let files = match known.first() {
        Some(&first) => {
            let file = split::whole(&input, first).unwrap_or(first);
            let is_of =
                |found: &Diagnostic| found.span.file == file || known.contains(&found.span.file);
            input.diagnostics.retain(|found| !is_of(found));
            input.sources.replace(file, decoded.text);
            input.documents = others;
            split::documents(&mut input, file)
        }
        None => {
            let content = location.strip_prefix(&input.project.content);
            let path = match (args.stdin_filename.is_some(), content) {
                (true, Ok(below)) => read::walk::slashed(below),
                _ => read::walk::slashed(&name),
            };
            let shown = read::walk::slashed(&name);
            vec![input.sources.add_shown(path, shown, decoded.text)]
        }
    };
    input.documents.extend(&files);
    Ok(project(input, Some(files.into_iter().collect())))
}

/// What is restricted is left out of builds; its author may look at it.
fn read(args: &Args, dir: Option<PathBuf>) -> Result<Input> {
    read::input(&Request {
        dir,
        today: args.today.today,
        audience: Audience {
            drafts: true,
            restricted: true,
        },
        ..Request::default()
    })
}

fn project(input: Input, only: Option<HashSet<FileId>>) -> Checked {
    let Found {
        corpus,
        diagnostics: said,
        found,
    } = pipeline::check(&input, only.as_ref());
    // Here `end-before-start` says the same, and may be turned off.
    let said = said.into_iter();
    let said = said.filter(|found| found.rule != "resolved-before-started");
    let mut diagnostics = check::levelled(&input, said.collect());
    diagnostics.extend(found);
    if let Some(only) = &only {
        let chosen =
            |found: &Diagnostic| only.contains(&found.span.file) || found.rule == "unknown-rule";
        diagnostics.retain(chosen);
    }
    diagnostics.sort_by(|a, b| a.position().cmp(&b.position()));
    let left_out = corpus.left_out.iter().filter(|left_out| {
        only.as_ref()
            .is_some_and(|only| only.contains(&left_out.file))
    });
    let notes = left_out
        .map(|left_out| {
            let path = input.sources.shown(left_out.file);
            format!(
                "{path} counts as no retrospective ({}): only its words were checked",
                left_out.reason
            )
        })
        .collect();
    let documents = only.map_or(corpus.incidents.len(), |only| only.len());
    // The run ends soon, and taking thousands of incidents to pieces would be for nobody.
    std::mem::forget(corpus);
    Checked {
        documents,
        diagnostics,
        notes,
        input,
    }
}

fn folder(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if parent != Path::new("") => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The folder, or the nearest one above it that is there: an editor checks before it saves.
fn existing(folder: &Path) -> PathBuf {
    folder
        .ancestors()
        .find(|folder| folder.is_dir())
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Where a document lies, or the file of which it is a part.
pub fn place(input: &Input, file: FileId) -> PathBuf {
    let file = split::whole(input, file).unwrap_or(file);
    let path = input.project.content.join(&input.sources.get(file).path);
    std::fs::canonicalize(&path).unwrap_or(path)
}

/// The documents of a file.
fn find(input: &Input, path: &Path, location: &Path) -> Result<Vec<FileId>> {
    let is_it = |file: &FileId| place(input, *file) == location;
    let found: Vec<FileId> = input.documents.iter().copied().filter(is_it).collect();
    match found.is_empty() {
        false => Ok(found),
        true => Err(
            Error::new(format!("{} is no document of this project", path.display())).hint(format!(
                "documents are the Markdown and text files below {} that `exclude` does not name",
                input.project.shown(&input.project.content)
            )),
        ),
    }
}
