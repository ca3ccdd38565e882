//! `kb search`: ranked hits on the terminal, or as data.

use super::Exit;
use super::options::{Outside, Readers, Terminal, Today};
use super::outside;
use crate::error::{Error, Result};
use crate::search::{self, Hit, Hits};
use crate::{pipeline, read};
use std::io::{ErrorKind, Write};
use std::ops::Range;
use std::path::PathBuf;

/// Search all incidents
#[derive(Debug, clap::Args)]
#[command(after_help = SYNTAX)]
pub struct Args {
    /// Words that must all stand in an incident, and more: see below
    #[arg(required = true, num_args = 1..)]
    query: Vec<String>,
    /// Folder of the project or of the documents [default: the current folder]
    #[arg(short, long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// How many hits to show
    #[arg(short, long, default_value_t = 10, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    readers: Readers,
    #[command(flatten)]
    outside: Outside,
}

const SYNTAX: &str = "\
Examples:
  kb search connection refused             both words; the best partial matches where nothing holds both
  kb search '\"no healthy upstream\"'       these words in this order
  kb search dns OR resolver                either
  kb search 'timeout -staging'             without a word
  kb search 'cert*'                        words that begin so
  kb search service:checkout year:2026     by name: also team, severity, factor, trigger, kind, date,
                                           and status (of actions)

Exit codes: 0 hits, 1 no hit, 2 could not run.";

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    if args.query.iter().all(|words| words.trim().is_empty()) {
        return Err(Error::new("there is nothing to search for")
            .hint("name words, as in `kb search connection refused`"));
    }
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
    let input = outside::read(&request, terminal)?.input;
    let base = pipeline::build(&input);
    let index = search::prepare(&input, &base.corpus);
    let query = args.query.join(" ");
    let hits = index.search(&query, args.limit, &input, &base.corpus);
    let text = match args.json {
        true => json(&query, &hits),
        false => shown(&hits),
    };
    print(&text)?;
    if !terminal.quiet && !args.json {
        for note in &hits.notes {
            anstream::eprintln!("note: {note}");
        }
        if hits.total == 0 {
            anstream::eprintln!("no incident holds this");
        } else if hits.total > hits.best.len() {
            let (more, best) = (hits.total, hits.best.len());
            anstream::eprintln!("{best} of {more} incidents; see more with --limit");
        }
    }
    Ok(if hits.total > 0 {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// Whoever reads the other end of a pipe may have seen enough.
fn print(text: &str) -> Result<()> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let message = format!("cannot write to standard output: {error}");
            Err(Error::new(message))
        }
        _ => Ok(()),
    }
}

fn shown(hits: &Hits) -> String {
    let mut text = String::new();
    for hit in &hits.best {
        let date = hit.shown.date.as_deref().unwrap_or("no date");
        let severity = hit
            .shown
            .severity
            .as_deref()
            .map_or(String::new(), |name| format!(" · {name}"));
        text.push_str(&format!("\u{1b}[1m{}\u{1b}[0m\n", clean(&hit.shown.title)));
        text.push_str(&format!(
            "  {date}{} · {}\n",
            clean(&severity),
            clean(&hit.shown.source)
        ));
        text.push_str(&format!("  {}\n", marked(hit)));
        if !hit.missing.is_empty() {
            text.push_str(&format!("  without: {}\n", clean(&hit.missing.join(", "))));
        }
        text.push('\n');
    }
    text
}

/// The excerpt with its words in bold where there are colours.
fn marked(hit: &Hit) -> String {
    let excerpt = &hit.excerpt;
    let mut text = String::new();
    let mut at = 0;
    for mark in &excerpt.marks {
        text.push_str(&clean(&excerpt.text[at..mark.start]));
        text.push_str(&format!(
            "\u{1b}[1;4m{}\u{1b}[0m",
            clean(&excerpt.text[mark.clone()])
        ));
        at = mark.end;
    }
    text.push_str(&clean(&excerpt.text[at..]));
    text
}

/// A document must not steer the terminal.
fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn json(query: &str, hits: &Hits) -> String {
    let list = hits.best.iter().map(|hit| {
        let shown = &hit.shown;
        let characters = |mark: &Range<usize>| {
            let count = |end: usize| hit.excerpt.text[..end].chars().count();
            [count(mark.start), count(mark.end)]
        };
        serde_json::json!({
            "id": shown.id, "title": shown.title, "date": shown.date, "severity": shown.severity,
            "services": shown.services, "source": shown.source, "url": shown.url, "score": hit.score,
            "missing": hit.missing, "excerpt": hit.excerpt.text,
            "marks": hit.excerpt.marks.iter().map(characters).collect::<Vec<_>>(),
        })
    });
    let object = serde_json::json!({
        "query": query, "total": hits.total, "notes": hits.notes, "hits": list.collect::<Vec<_>>(),
    });
    format!("{object:#}\n")
}
