//! `kb build`: from the folder to the site.

use super::options::{Folder, Readers, Terminal};
use super::report::{self, count};
use super::{Exit, progress::Progress};
use crate::config;
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Result;
use crate::output::{self, Written};
use crate::pipeline::{self, KnowledgeBase};
use crate::read::{self, Input};
use crate::search;
use crate::site::Site;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// GitHub Pages takes no site above 1 GB.
const LARGE: u64 = 900_000_000;

/// Build the site
///
/// Reads every retrospective below the folder as it is, no front matter or template required, and writes a static site.
/// What cannot be understood is named with its file, line and column, and the rest is built.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Folder of the site [default: `output` of kb.toml, else public/]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address under which the site is published; without it all links are relative
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Make a site that works when it is opened from a folder or a zip, search included
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    readers: Readers,
    /// Take over an output folder that holds other things: they are removed
    #[arg(long)]
    adopt: bool,
    /// Work everything out anew and write every file
    #[arg(long)]
    no_cache: bool,
}

const EXAMPLES: &str = "\
Examples:
  kb build                                        the project in the current folder
  kb build docs/postmortems -o site               any folder of documents, into site/
  kb build --base-url https://acme.github.io/kb/  for a site with a sitemap
  kb build -v                                     also: which documents were left out, and why

A page that cannot be rendered keeps its previous version. The site in the output folder is replaced in one step;
a run that is interrupted leaves the old one.

Exit codes: 0 built, 1 built with errors in the content, 2 could not run.";

fn address(text: &str) -> std::result::Result<String, String> {
    if config::is_address(text) {
        Ok(text.to_string())
    } else {
        Err("an address looks like https://acme.example/kb/".into())
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let start = Instant::now();
    let request = read::Request {
        output: args.output.clone(),
        base_url: args.base_url.clone(),
        ..args.folder.request(&args.readers)
    };
    let mut input = read::input(&request)?;
    input.config.search.offline |= args.offline;
    let input = input;
    let base = pipeline::build(&input);
    let site = Site::new(&input, &base.corpus, &base.patterns);
    let progress = Progress::new(terminal);
    let options = output::Options {
        adopt: args.adopt,
        fresh: args.no_cache,
        tell: &|step| progress.step(step),
    };
    if args.no_cache {
        search::forget(&input);
    }
    // One thread makes the search while the others render.
    let written = std::thread::scope(|scope| {
        scope.spawn(|| site.search());
        output::write(&site, &input.project.output, &options)
    });
    progress.done();
    let written = written?;
    let diagnostics = [
        base.diagnostics.as_slice(),
        site.diagnostics(),
        &written.diagnostics,
    ]
    .concat();
    report::diagnostics(&input.sources, &diagnostics, terminal);
    for trouble in &written.troubles {
        report::warning(trouble);
    }
    if !terminal.quiet {
        warnings(&written);
        if terminal.verbose > 0 {
            left_out(&input, &base);
        }
        figures(
            &input,
            &base,
            &diagnostics,
            &written,
            start.elapsed(),
            terminal,
        );
    }
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.level == Level::Error);
    // The process ends: nobody needs the memory back piece by piece.
    drop(site);
    std::mem::forget((input, base));
    Ok(if failed || !written.troubles.is_empty() {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

fn warnings(written: &Written) {
    if written.in_place {
        report::warning(
            "the output folder cannot be replaced in one step: its files were replaced one by one; a run that is \
             interrupted is completed by the next",
        );
    }
    if written.bytes > LARGE {
        let size = written.bytes / 1_000_000;
        report::warning(&format!(
            "the site has {size} MB; GitHub Pages publishes at most 1 GB"
        ));
    }
}

fn left_out(input: &Input, base: &KnowledgeBase) {
    for left_out in &base.corpus.left_out {
        anstream::eprintln!(
            "left out: {}: {}",
            input.sources.shown(left_out.file),
            left_out.reason
        );
    }
    let restricted = input.restricted + base.restricted;
    if restricted > 0 {
        anstream::eprintln!("left out: {}", count(restricted, "restricted document"));
    }
}

fn figures(
    input: &Input,
    base: &KnowledgeBase,
    diagnostics: &[Diagnostic],
    written: &Written,
    time: Duration,
    terminal: &Terminal,
) {
    let incidents = &base.corpus.incidents;
    let is_note = |diagnostic: &Diagnostic| diagnostic.level == Level::Note;
    let hidden = terminal.verbose == 0 && diagnostics.iter().any(is_note);
    anstream::eprintln!(
        "{}, {}, {}, {}, {}{}; {}, {} changed, in {:.2} s",
        count(input.documents.len(), "document"),
        count(incidents.len(), "incident"),
        count(
            incidents
                .iter()
                .map(|incident| incident.factors.len())
                .sum(),
            "factor"
        ),
        count(
            incidents
                .iter()
                .map(|incident| incident.actions.len())
                .sum(),
            "action"
        ),
        count(diagnostics.len(), "diagnostic"),
        if hidden { " (-v shows notes)" } else { "" },
        count(written.pages, "file"),
        written.changed,
        time.as_secs_f64()
    );
    let home = input
        .project
        .shown(&input.project.output.join("index.html"));
    anstream::eprintln!("Open {home} in a browser.");
}
