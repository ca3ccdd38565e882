//! The command line: one file per command, one line in [`Command`] for each.

mod actions;
mod build;
mod check;
mod digest;
mod exit;
mod explain;
mod export;
mod inspect;
mod last;
mod options;
mod outside;
mod progress;
mod report;
mod search;
mod serve;
mod similar;
mod sync;

use clap::{Parser, Subcommand};

pub use exit::Exit;

/// Turns a folder of incident postmortems into a knowledge base
#[derive(Debug, Parser)]
#[command(name = "kb", version, about, long_about = LONG, after_help = EXAMPLES, max_term_width = 100)]
struct Kb {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    output: options::Terminal,
}

const LONG: &str = "Turns a folder of incident postmortems into a knowledge base: a page for each retrospective, the \
contributing factors and action items taken out of it, what recurs across incidents, and a search that needs no server.";

const EXAMPLES: &str = "\
Examples:
  kb build                      build the project in the current folder
  kb build docs/postmortems     build any folder of Markdown, no set-up needed
  kb serve --open               show it in the browser while you write
  kb inspect docs/postmortems   what is understood of it, and what is not
  kb check                      what would make the retrospectives better
  kb actions                    what waits to be done, and for how long
  kb export > knowledge.json    everything that was understood, as data
  kb search 'certificate expired'
  kb similar draft.md           have we seen this before?

Exit codes: 0 done, 1 done with findings that fail, 2 could not run.";

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Serve(serve::Args),
    Export(export::Args),
    Search(search::Args),
    Similar(similar::Args),
    Inspect(inspect::Args),
    Actions(actions::Args),
    Sync(sync::Args),
    Digest(digest::Args),
    Check(check::Args),
    Explain(explain::Args),
}

/// Runs the command that the arguments name; gives the exit code.
pub fn run() -> Exit {
    let kb = match Kb::try_parse() {
        Ok(kb) => kb,
        Err(error) => {
            // Nothing can be done about a terminal that is gone.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::CouldNotRun
            } else {
                Exit::Clean
            };
        }
    };
    kb.output.apply();
    let done = match kb.command {
        Command::Build(args) => build::run(&args, &kb.output),
        Command::Serve(args) => serve::run(&args, &kb.output),
        Command::Export(args) => export::run(&args, &kb.output),
        Command::Search(args) => search::run(&args, &kb.output),
        Command::Similar(args) => similar::run(&args, &kb.output),
        Command::Inspect(args) => inspect::run(&args),
        Command::Actions(args) => actions::run(&args, &kb.output),
        Command::Sync(args) => sync::run(&args, &kb.output),
        Command::Digest(args) => digest::run(&args, &kb.output),
        Command::Check(args) => check::run(&args, &kb.output),
        Command::Explain(args) => explain::run(&args),
    };
    done.unwrap_or_else(|error| {
        report::error(&error);
        Exit::CouldNotRun
    })
}
