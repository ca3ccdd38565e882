//! `kb build`: from the folder to the site.

use super::options::{Folder, Readers, Terminal};
use super::{Exit, report};
use crate::diagnostic::Level;
use crate::error::Result;
use crate::site::Site;
use crate::{output, pipeline, read};
use std::path::PathBuf;

/// Build the site
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Folder of the site [default: public/ of the project]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address under which the site is published; without it all links are relative
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[command(flatten)]
    readers: Readers,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let request = read::Request {
        output: args.output.clone(),
        base_url: args.base_url.clone(),
        ..args.folder.request(&args.readers)
    };
    let input = read::input(&request)?;
    let base = pipeline::build(&input);
    let site = Site::new(&input, &base.corpus, &base.patterns);
    let mut diagnostics = base.diagnostics.clone();
    diagnostics.extend(output::write(&site, &input.project.output)?);
    if !terminal.quiet {
        report::diagnostics(&input.sources, &diagnostics);
        let incidents = &base.corpus.incidents;
        anstream::eprintln!(
            "{} documents, {} incidents, {} factors, {} actions, {} diagnostics: {}",
            input.documents.len(),
            incidents.len(),
            incidents
                .iter()
                .map(|incident| incident.factors.len())
                .sum::<usize>(),
            incidents
                .iter()
                .map(|incident| incident.actions.len())
                .sum::<usize>(),
            diagnostics.len(),
            input
                .project
                .shown(&input.project.output.join("index.html"))
        );
    }
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.level == Level::Error);
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}
