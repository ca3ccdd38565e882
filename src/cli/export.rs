//! `kb export`: everything that was understood, as data.

use super::options::{Folder, Outside, Readers, Terminal};
use super::{Exit, outside, report};
use crate::error::{Error, Result};
use crate::export::{self, Reader};
use crate::pipeline;
use crate::read::Request;
use std::io::{ErrorKind, Write};

/// Print the knowledge base as data
///
/// The same object that the site publishes, with owners as the documents write them: incidents with their facts, factors,
/// action items, timelines and lessons, and the patterns across them. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Form of the data
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    readers: Readers,
    #[command(flatten)]
    outside: Outside,
}

const EXAMPLES: &str = "\
Examples:
  kb export > knowledge.json
  kb export docs/postmortems | jq '.incidents[] | [.date, .title]'
  kb export --no-drafts --today 2026-05-03

Exit codes: 0 printed, 2 could not run.";

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    /// One object, as the JSON Schema on the site describes it
    #[default]
    Json,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let request = Request {
        named: args.outside.audience.clone(),
        ..args.folder.request(&args.readers)
    };
    let prepared = outside::read(&request, terminal)?;
    let input = prepared.input;
    let base = pipeline::build(&input);
    let Format::Json = args.format;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = export::write(
        &mut out,
        &input,
        &base.corpus,
        &base.patterns,
        Reader::Project,
    )
    .and_then(|()| out.flush());
    match written {
        // Whoever reads the other end has seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            return Err(Error::new(format!(
                "cannot write to standard output: {error}"
            )));
        }
        _ => {}
    }
    if terminal.verbose > 0 && prepared.taken.is_none() {
        report::diagnostics(&input.sources, &base.diagnostics, terminal);
    }
    Ok(Exit::Clean)
}
