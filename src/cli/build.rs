//! `kb build`: from the folder to the site.

use super::last::{Last, Said};
use super::options::{Folder, Outside, Readers, Terminal};
use super::outside;
use super::report::{self, count, number};
use super::{Exit, progress::Progress};
use crate::config;
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Result;
use crate::output::{self, Known, Written};
use crate::pipeline::{self, KnowledgeBase};
use crate::read::{self, Input};
use crate::search;
use crate::site::Site;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is known of pages, in the cache.
const PAGES: &str = "pages";

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
    /// Leave out the search of the site: the quickest build, `kb search` works anyway
    #[arg(long)]
    no_search: bool,
    #[command(flatten)]
    readers: Readers,
    #[command(flatten)]
    outside: Outside,
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
  kb build --audience public                      for readers outside: only what [audience.public] in kb.toml allows
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
        named: args.outside.audience.clone(),
        ..args.folder.request(&args.readers)
    };
    let prepared = outside::read(&request, terminal)?;
    let (mut input, taken) = (prepared.input, prepared.taken);
    input.config.search.offline |= args.offline;
    input.config.search.site &= !args.no_search;
    let input = input;
    // For readers outside everything is made anew: nothing of an earlier site is taken over unseen.
    let fresh = args.no_cache || taken.is_some();
    let key = (!fresh).then(|| Last::key(&input)).flatten();
    if let Some(last) = key.and_then(|key| Last::of(&input, key, terminal)) {
        return Ok(last.again(&input, start.elapsed(), terminal));
    }
    let mut base = match fresh {
        true => pipeline::build(&input),
        false => pipeline::remembered(&input),
    };
    if taken.is_some() {
        // Their places are in texts that no author knows.
        base.diagnostics.clear();
    }
    let base = base;
    let site = Site::new(&input, &base.corpus, &base.patterns);
    let inspect = |folder: &Path| match &taken {
        Some(taken) => outside::prove(taken, folder, site.search()),
        None => Ok(()),
    };
    let progress = Progress::new(terminal);
    let before = (!fresh).then(|| known(&input));
    let options = output::Options {
        adopt: args.adopt,
        fresh,
        known: before.as_ref(),
        inspect: Some(&inspect),
        tell: &|step| progress.step(step),
    };
    if args.no_cache {
        search::forget(&input);
    }
    // One thread makes the search while the others render.
    let written = std::thread::scope(|scope| {
        if input.config.search.site {
            scope.spawn(|| site.search());
        }
        output::write(&site, &input.project.output, &options)
    });
    progress.done();
    let written = written.map_err(|error| {
        let folder = input.project.shown(&input.project.output);
        error.told_of(&format!("cannot write the site to {folder}"))
    })?;
    let found = match taken {
        Some(_) => &[],
        None => site.diagnostics(),
    };
    if !fresh && let Some(bytes) = written.known.to_bytes() {
        read::kept::store(&input.project, PAGES, &bytes);
    }
    let diagnostics = [base.diagnostics.as_slice(), found, &written.diagnostics].concat();
    let said = said(&input, &base, &diagnostics, terminal);
    anstream::eprint!("{}", said.to(terminal).unwrap_or_default());
    for trouble in &written.troubles {
        report::warning(trouble);
    }
    let understood = figures(&input, &base, &diagnostics);
    if !terminal.quiet {
        warnings(&written);
        closing(
            &input,
            &said.understood(&understood, terminal),
            written.pages,
            written.changed,
            start.elapsed(),
        );
    }
    let failed = prepared.failed
        || diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level == Level::Error);
    if let Some(key) = key.filter(|_| is_exact(&written)) {
        let last = Last::new(key, said, understood, written.pages, failed);
        last.keep(&input);
    }
    // The process ends: nobody needs the memory back piece by piece.
    std::mem::forget(site);
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

/// What the last build knew of its pages.
fn known(input: &Input) -> Known {
    let kept = read::kept::load(&input.project, PAGES);
    let known = kept.and_then(|bytes| Known::from_bytes(&bytes));
    known.unwrap_or_default()
}

/// Whether the site is what its input says and nothing else: no page of an earlier build stands in for one that failed.
fn is_exact(written: &Written) -> bool {
    written.diagnostics.is_empty()
        && written.troubles.is_empty()
        && !written.in_place
        && written.bytes <= LARGE
}

/// What there is to say of the content, to whoever asks now or later.
fn said(
    input: &Input,
    base: &KnowledgeBase,
    diagnostics: &[Diagnostic],
    terminal: &Terminal,
) -> Said {
    let to = |verbose, quiet| {
        let color = terminal.color;
        let terminal = Terminal {
            verbose,
            quiet,
            color,
        };
        report::text(&input.sources, diagnostics, &terminal)
    };
    let everything = || to(1, false) + &left_out(input, base);
    Said {
        quiet: to(0, true),
        plain: to(0, false),
        verbose: (terminal.verbose > 0).then(everything),
        has_notes: diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level == Level::Note),
    }
}

fn left_out(input: &Input, base: &KnowledgeBase) -> String {
    let mut text = String::new();
    for left_out in &base.corpus.left_out {
        let shown = input.sources.shown(left_out.file);
        text.push_str(&format!("left out: {shown}: {}\n", left_out.reason));
    }
    let restricted = input.restricted + base.restricted;
    if restricted > 0 {
        let documents = count(restricted, "restricted document");
        text.push_str(&format!("left out: {documents}\n"));
    }
    text
}

/// What was understood, in numbers.
fn figures(input: &Input, base: &KnowledgeBase, diagnostics: &[Diagnostic]) -> String {
    let incidents = &base.corpus.incidents;
    let factors = incidents.iter().map(|incident| incident.factors.len());
    let actions = incidents.iter().map(|incident| incident.actions.len());
    format!(
        "{}, {}, {}, {}, {}",
        count(input.documents.len(), "document"),
        count(incidents.len(), "incident"),
        count(factors.sum(), "factor"),
        count(actions.sum(), "action"),
        count(diagnostics.len(), "diagnostic"),
    )
}

/// The last words: how much there is, how much is new, where to open it.
pub fn closing(input: &Input, understood: &str, pages: usize, changed: usize, time: Duration) {
    let (files, changed) = (count(pages, "file"), number(changed));
    let seconds = time.as_secs_f64();
    anstream::eprintln!("{understood}; {files}, {changed} changed, in {seconds:.2} s");
    let home = input
        .project
        .shown(&input.project.output.join("index.html"));
    anstream::eprintln!("Open {home} in a browser.");
}
