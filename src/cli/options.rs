//! Options that commands share.

use crate::read::{Audience, Request};
use chrono::NaiveDate;
use clap::{ArgAction, Args, ValueEnum};
use std::path::PathBuf;

/// What is said on the terminal, and how.
#[derive(Debug, Args)]
pub struct Terminal {
    /// Say more: all diagnostics, and which documents were left out and why
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet", display_order = 900)]
    pub verbose: u8,
    /// Say nothing but errors
    #[arg(short, long, global = true, display_order = 901)]
    pub quiet: bool,
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        display_order = 902
    )]
    pub color: Color,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

impl Terminal {
    /// Makes the choice of colours hold for the whole run.
    pub fn apply(&self) {
        let choice = match self.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// The project, where the command's argument is its folder.
#[derive(Debug, Args)]
pub struct Folder {
    /// Folder of the project (with kb.toml, or below it) or of the documents [default: the current folder]
    dir: Option<PathBuf>,
    /// The same, as the commands with another argument take it
    #[arg(long, value_name = "DIR", hide = true, conflicts_with = "dir")]
    project: Option<PathBuf>,
    #[command(flatten)]
    today: Today,
}

#[derive(Debug, Args)]
pub struct Today {
    /// The day that counts as today [default: from SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, display_order = 800)]
    pub today: Option<NaiveDate>,
}

/// Who the result is for.
#[derive(Debug, Default, Args)]
pub struct Readers {
    /// Leave drafts out altogether; without it they are marked and count nowhere
    #[arg(long)]
    pub no_drafts: bool,
    /// Include restricted documents: never for a public site
    #[arg(long)]
    pub include_restricted: bool,
}

/// For whom it is made.
#[derive(Debug, Args)]
pub struct Outside {
    /// Readers outside, by their name in kb.toml: only what `[audience.NAME]` allows; `internal` is everybody inside
    #[arg(long, value_name = "NAME", conflicts_with = "include_restricted")]
    pub audience: Option<String>,
}

impl Folder {
    /// What to read, with nothing else said.
    pub fn request(&self, readers: &Readers) -> Request {
        Request {
            dir: self.dir.clone().or_else(|| self.project.clone()),
            today: self.today.today,
            audience: Audience {
                drafts: !readers.no_drafts,
                restricted: readers.include_restricted,
            },
            ..Request::default()
        }
    }
}

fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "a day looks like 2026-05-03".into())
}
