//! `kb inspect`: what was understood, and what was not.

use super::Exit;
use super::options::Today;
use crate::error::{Error, Result};
use crate::read::{self, Audience, Input, Request};
use crate::span::FileId;
use crate::{inspect, pipeline};
use std::path::{Path, PathBuf};

/// Show what was understood of a document or a folder
///
/// Of a document: every value with its source and line, and the headings that say nothing to kb. Of a folder, on a
/// screenful: which fields are found in how many documents, and the lines for kb.toml and services.toml that would add
/// to it. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A document, or the folder of a project or of documents [default: the current folder]
    path: Option<PathBuf>,
    /// Form of the report; JSON is of one document
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    today: Today,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Lines to read
    #[default]
    Text,
    /// The incident as data, each fact with its source and line, and what was not understood
    Json,
}

const EXAMPLES: &str = "\
Examples:
  kb inspect docs/postmortems                     a folder that you have just found
  kb inspect docs/postmortems/2026-05-19-queue.md one of its documents
  kb inspect --format json docs/postmortems/2026-05-19-queue.md | jq .facts

Exit codes: 0 shown, 2 could not run.";

pub fn run(args: &Args) -> Result<Exit> {
    let file = args.path.as_deref().filter(|path| path.is_file());
    if args.format == Format::Json && file.is_none() {
        return Err(Error::new("JSON is the report on one document")
            .hint("name a document, or take `kb export --format json` for a folder"));
    }
    let dir = match file {
        Some(file) => Some(
            file.parent()
                .filter(|dir| *dir != Path::new(""))
                .unwrap_or(Path::new("."))
                .to_path_buf(),
        ),
        None => args.path.clone(),
    };
    // What is restricted is left out of builds; its author may look at it.
    let input = read::input(&Request {
        dir,
        today: args.today.today,
        audience: Audience {
            drafts: true,
            restricted: true,
        },
        ..Request::default()
    })?;
    let base = pipeline::build(&input);
    let report = match file {
        Some(file) if args.format == Format::Json => {
            let (corpus, patterns) = (&base.corpus, &base.patterns);
            let file = find(&input, file)?;
            let report = inspect::json(&input, corpus, patterns, &base.diagnostics, file);
            format!("{report:#}\n")
        }
        Some(file) => inspect::document(&input, &base.corpus, find(&input, file)?),
        None => inspect::folder(&input, &base.corpus),
    };
    anstream::print!("{report}");
    Ok(Exit::Clean)
}

fn find(input: &Input, file: &Path) -> Result<FileId> {
    let location = std::fs::canonicalize(file).map_err(|cause| Error::at(file, "open", cause))?;
    let is_it = |id: &FileId| {
        let path = input.sources.get(*id).path.as_str();
        // Of a split file, its first part is shown.
        let file = path.split_once('#').map_or(path, |(file, _)| file);
        [path, file].iter().any(|path| {
            std::fs::canonicalize(input.project.content.join(path))
                .is_ok_and(|path| path == location)
        })
    };
    input.documents.iter().copied().find(is_it).ok_or_else(|| {
        Error::new(format!("{} is no document of this project", file.display())).hint(format!(
            "documents are the Markdown and text files below {} that `exclude` does not name",
            input.project.shown(&input.project.content)
        ))
    })
}
