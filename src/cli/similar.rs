//! `kb similar`: have we seen this before?

use super::options::{Outside, Readers, Terminal, Today};
use super::{Exit, outside, report};
use crate::error::{Error, Result};
use crate::model::Corpus;
use crate::patterns::similar::{self, Link, Near};
use crate::pipeline;
use crate::read::{self, Input};
use crate::span::FileId;
use std::path::{Path, PathBuf};

/// Show incidents that resemble a document: have we seen this before?
///
/// The document may be a draft outside of the project. What happened again comes first, then what is similar, each with
/// its reasons; below them what is less alike. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A retrospective, finished or not
    file: PathBuf,
    /// Folder of the project or of the documents [default: the current folder]
    #[arg(short, long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// How many incidents to show
    #[arg(short, long, default_value_t = 5, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    readers: Readers,
    #[command(flatten)]
    outside: Outside,
}

const EXAMPLES: &str = "\
Examples:
  kb similar draft.md                          a draft, compared with the project around it
  kb similar draft.md --project docs/postmortems --json

Exit codes: 0 some incident resembles it, 1 none does, 2 could not run.";

/// Less alike than this is not worth a line.
const FAINT: f32 = 0.08;

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let request = read::Request {
        dir: args.project.clone(),
        today: args.today.today,
        audience: read::Audience {
            drafts: !args.readers.no_drafts,
            restricted: args.readers.include_restricted,
        },
        named: args.outside.audience.clone(),
        ..read::Request::default()
    };
    let prepared = outside::read(&request, terminal)?;
    let mut input = prepared.input;
    if prepared.taken.is_some() {
        // Whoever asks has the document; what others wrote is as readers outside have it.
        input.audience.drafts = true;
    }
    let file = find_or_add(&mut input, &args.file)?;
    let base = pipeline::build(&input);
    if terminal.verbose > 0 {
        report::diagnostics(&input.sources, &base.diagnostics, terminal);
    }
    let corpus = &base.corpus;
    let Some(index) = corpus
        .incidents
        .iter()
        .position(|incident| incident.file == file)
    else {
        let left_out = corpus
            .left_out
            .iter()
            .find(|left_out| left_out.file == file);
        let reason = left_out.map_or("its readers are restricted", |left_out| {
            left_out.reason.as_str()
        });
        let message = format!("{} tells no incident: {reason}", args.file.display());
        return Err(Error::new(message).hint(
            "a line such as `Date: 2026-05-19`, or a heading such as `## Summary` or `## Root cause`, shows what it is",
        ));
    };
    let links = &base.patterns.similar[index];
    let known: Vec<usize> = links.iter().map(|link| link.other).collect();
    let faint = similar::nearest(&input, corpus, index);
    let faint: Vec<Near> = faint
        .into_iter()
        .filter(|near| near.score >= FAINT && !known.contains(&near.other))
        .take(args.limit.saturating_sub(links.len()))
        .collect();
    let links = &links[..links.len().min(args.limit)];
    let text = match args.json {
        true => json(corpus, links, &faint),
        false => shown(corpus, links, &faint),
    };
    anstream::print!("{text}");
    if links.is_empty() && faint.is_empty() {
        if !terminal.quiet && !args.json {
            anstream::eprintln!("no incident resembles this one");
        }
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}

/// The document among those of the project, or added to them.
fn find_or_add(input: &mut Input, file: &Path) -> Result<FileId> {
    let location = std::fs::canonicalize(file).map_err(|cause| Error::at(file, "open", cause))?;
    let is_it = |id: &&FileId| {
        let path = input.project.content.join(&input.sources.get(**id).path);
        std::fs::canonicalize(path).is_ok_and(|path| path == location)
    };
    if let Some(&id) = input.documents.iter().find(is_it) {
        return Ok(id);
    }
    let decoded =
        read::text::read(&location, true).map_err(|cause| Error::at(file, "read", cause))?;
    let Some(decoded) = decoded else {
        return Err(Error::new(format!("{} is no text", file.display())));
    };
    let name = location
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let id = input
        .sources
        .add_shown(name, file.display().to_string(), decoded.text);
    input.documents.push(id);
    Ok(id)
}

fn shown(corpus: &Corpus, links: &[Link], faint: &[Near]) -> String {
    let mut text = String::new();
    let line = |other: usize, kind: &str, score: f32| {
        let incident = &corpus.incidents[other];
        let date = incident
            .date
            .as_ref()
            .map_or("no date".to_string(), |date| date.value.to_string());
        let title = incident.title.value.replace(char::is_control, " ");
        let source = incident.source.replace(char::is_control, " ");
        format!("\u{1b}[1m{title}\u{1b}[0m\n  {kind}, {score:.2} · {date} · {source}\n")
    };
    for link in links {
        text.push_str(&line(link.other, link.kind.words(), link.score));
        for reason in &link.because {
            text.push_str(&format!("  - {}\n", reason.replace(char::is_control, " ")));
        }
        text.push('\n');
    }
    for near in faint {
        text.push_str(&line(near.other, "less alike", near.score));
        if let Some(reason) = reason(near) {
            text.push_str(&format!("  - {}\n", reason.replace(char::is_control, " ")));
        }
        text.push('\n');
    }
    text
}

fn json(corpus: &Corpus, links: &[Link], faint: &[Near]) -> String {
    let view = |other: usize, kind: Option<&str>, score: f32, because: &[String]| {
        let incident = &corpus.incidents[other];
        serde_json::json!({
            "id": incident.id.value, "title": incident.title.value, "source": incident.source,
            "date": incident.date.as_ref().map(|date| date.value.to_string()),
            "kind": kind, "score": (f64::from(score) * 100.0).round() / 100.0, "because": because,
        })
    };
    let links = links.iter().map(|link| {
        view(
            link.other,
            Some(link.kind.name()),
            link.score,
            &link.because,
        )
    });
    let faint = faint.iter().map(|near| {
        let because: Vec<String> = reason(near).into_iter().collect();
        view(near.other, None, near.score, &because)
    });
    let object = serde_json::json!({ "similar": links.chain(faint).collect::<Vec<_>>() });
    format!("{object:#}\n")
}

/// What a document has in common with one that is less alike.
fn reason(near: &Near) -> Option<String> {
    let words = near.words.join(", ");
    (!words.is_empty()).then(|| format!("the same words: {words}"))
}
