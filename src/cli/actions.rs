//! `kb actions`: the ledger for a planning meeting, and what only people know about it.

mod list;
mod side;
pub mod writable;

use super::options::{Folder, Terminal};
use super::{Exit, report};
use crate::error::{Error, Result};
use crate::ledger;
use crate::model::ActionState;
use crate::pipeline::{self, KnowledgeBase};
use crate::read::{self, Input, Request};
use chrono::NaiveDate;
use clap::Subcommand;
use std::io::{ErrorKind, Write};

/// List action items with their states, or note what became of one
///
/// States come from the text, from actions.toml and from snapshots of trackers in trackers/, the last of them first. Lists
/// name teams, never people.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    list: list::Wanted,
}

const EXAMPLES: &str = "\
Examples:
  kb actions --state open,in_progress      what waits, the longest first
  kb actions --team Payments --format markdown
  kb actions --pattern missing-monitoring --since 90d --format csv
  kb actions pin                           ties ids to words, so that they stay when the words are corrected
  kb actions set AI-101 done --note 'in release 4.2'
  kb actions set AI-101 verified --verified 2026-07-01

Exit codes: 0 done, 2 could not run.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the ids of actions, with their words, into actions.toml: they stay when the words are corrected
    Pin(Folder),
    /// Note in actions.toml what became of an action
    Set(side::Noted),
}

pub fn knowledge(request: &Request) -> Result<(Input, KnowledgeBase)> {
    let input = read::input(request)?;
    let base = pipeline::build(&input);
    Ok((input, base))
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    match &args.command {
        None => list::run(&args.list, terminal),
        Some(Command::Pin(folder)) => side::pin(folder, terminal),
        Some(Command::Set(args)) => side::set(args, terminal),
    }
}

/// A state as the command line writes it.
fn state(text: &str) -> std::result::Result<ActionState, String> {
    let word = text.to_lowercase().replace(['-', ' '], "_");
    let known = ActionState::ALL;
    known
        .into_iter()
        .find(|state| state.name() == word)
        .ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|state| state.name()).collect();
            format!("states are {}", names.join(", "))
        })
}

fn day(text: &str) -> std::result::Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "a day looks like 2026-05-03".into())
}

/// Whoever reads the other end of a pipe may have seen enough.
pub fn print(text: &str) -> Result<()> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::new(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// The day before today that `7d` or a date names.
pub fn since(input: &Input, term: &str) -> Result<NaiveDate> {
    let wrong = match ledger::day_before(input.today, term) {
        Some(day) if day <= input.today => return Ok(day),
        Some(_) => format!("`{term}` is after {}, which counts as today", input.today),
        None => format!("`{term}` is no time"),
    };
    Err(Error::new(wrong).hint("write 7d, 2w, 3m or a day such as 2026-05-03"))
}

/// Says what is wrong with the side file and the snapshots.
fn told(input: &Input, base: &KnowledgeBase, terminal: &Terminal) {
    let about = |rule: &str| rule.starts_with("action") || rule.starts_with("tracker");
    let found: Vec<_> = base
        .diagnostics
        .iter()
        .filter(|found| about(found.rule))
        .cloned()
        .collect();
    report::diagnostics(&input.sources, &found, terminal);
}
