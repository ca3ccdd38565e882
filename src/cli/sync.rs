//! `kb sync`: new snapshots of the trackers that `kb.toml` names.

use super::options::{Folder, Readers, Terminal};
use super::report::{self, count};
use super::{Exit, actions::writable};
use crate::config::{Tracker, TrackerKind};
use crate::error::{Error, Result};
use crate::read::{self, clock, tracker_files};
use crate::sync::{self, Asked, Http, Patience};
use crate::{address, trackers};
use std::time::Duration;

/// Fetch what trackers say about action items
///
/// Writes one snapshot for each `[[tracker]]` of kb.toml into trackers/. Builds read them and need no network. A tracker that does not answer keeps its
/// old snapshot. Tokens come from the environment (GITHUB_TOKEN, GITLAB_TOKEN, JIRA_TOKEN, or the variable that `token`
/// names) and are never written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Seconds to wait for one answer
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,
    /// Longest wait for a rate limit, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    patience: u64,
}

const EXAMPLES: &str = "\
Examples:
  kb sync                        all trackers of kb.toml
  GITHUB_TOKEN=… kb sync         with a token
  kb sync && kb build            in a nightly job

In kb.toml:
  [[tracker]]
  kind = \"github\"                # github, gitlab, jira
  project = \"acme/shop\"          # or a Jira project's key
  url = \"https://jira.acme.org\"  # of an own server; for GitHub and GitLab that of its API

Exit codes: 0 all fetched, 2 at least one was not.";

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let input = read::input(&args.folder.request(&Readers::default()))?;
    let all = &input.config.tracker;
    if all.is_empty() {
        return Err(Error::new("kb.toml names no tracker")
            .hint("add `[[tracker]]` with `kind` and `project`; `kb sync --help` shows how"));
    }
    let http = Http::new(Duration::from_secs(args.timeout));
    let folder = input.project.root.join(tracker_files::FOLDER);
    let mut failed = 0;
    for tracker in all {
        let name = format!("{} {}", sync::kind(tracker.kind), tracker.project);
        let token = token(tracker);
        let asked = Asked {
            tracker,
            token: token.as_deref(),
            get: &http,
            patience: Patience {
                attempts: 5,
                pause: Duration::from_millis(500),
                longest: Duration::from_secs(args.patience),
                now: clock::seconds(),
            },
        };
        match sync::snapshot(
            &asked,
            &input.catalog,
            input.config.actions.publish_titles,
            input.today,
        ) {
            Ok(text) => {
                let path = folder.join(format!(
                    "{}-{}.json",
                    sync::kind(tracker.kind),
                    address::slug(&tracker.project)
                ));
                std::fs::create_dir_all(&folder)
                    .map_err(|cause| Error::at(&folder, "make", cause))?;
                writable::replace(&path, &text)?;
                if !terminal.quiet {
                    let read = trackers::read(
                        crate::span::FileId(0),
                        "trackers/x.json",
                        &text,
                        &input.catalog,
                        false,
                    );
                    let tickets = count(read.snapshot.tickets.len(), "ticket");
                    anstream::eprintln!("{}: {tickets}", input.project.shown(&path));
                }
            }
            Err(failure) => {
                failed += 1;
                report::warning(&format!("{name}: {failure}; the old snapshot stays"));
            }
        }
    }
    Ok(if failed > 0 {
        Exit::CouldNotRun
    } else {
        Exit::Clean
    })
}

/// The token, from the variable that the project names, else from the usual one.
fn token(tracker: &Tracker) -> Option<String> {
    let usual = match tracker.kind {
        TrackerKind::Github => "GITHUB_TOKEN",
        TrackerKind::Gitlab => "GITLAB_TOKEN",
        TrackerKind::Jira => "JIRA_TOKEN",
    };
    let name = tracker.token.as_deref().unwrap_or(usual);
    std::env::var(name)
        .ok()
        .filter(|token| !token.trim().is_empty())
        .map(|token| token.trim().to_string())
}
