//! A build that has nothing to do: input, options, program and site are what they were after the last one.
//!
//! It says what the last build said, and ends. All of the input is compared by its content, the site by its list of
//! files; anything that differs leads to a build.

use super::Exit;
use super::build::closing;
use super::options::Terminal;
use crate::output;
use crate::read::{Input, kept};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Its name in the cache folder.
const NAME: &str = "last-build";

/// What the last build was made from, made, and said.
#[derive(Serialize, Deserialize)]
pub struct Last {
    key: [u8; 32],
    /// Hash of the site's list of files.
    site: [u8; 32],
    said: Said,
    understood: String,
    pages: usize,
    failed: bool,
}

/// What a build says of its content, as much as is asked for.
#[derive(Serialize, Deserialize)]
pub struct Said {
    pub quiet: String,
    pub plain: String,
    /// Everything is much: it is put into words where somebody wants to read it.
    pub verbose: Option<String>,
    /// Whether there are notes that only the last one shows.
    pub has_notes: bool,
}

impl Said {
    pub fn to(&self, terminal: &Terminal) -> Option<&str> {
        match terminal {
            Terminal { quiet: true, .. } => Some(&self.quiet),
            Terminal { verbose: 0, .. } => Some(&self.plain),
            _ => self.verbose.as_deref(),
        }
    }

    /// What was understood, and how to see what is not shown.
    pub fn understood(&self, figures: &str, terminal: &Terminal) -> String {
        let hidden = self.has_notes && terminal.verbose == 0;
        let hint = if hidden { " (-v shows notes)" } else { "" };
        format!("{figures}{hint}")
    }
}

impl Last {
    /// What a build depends on.
    pub fn key(input: &Input) -> Option<[u8; 32]> {
        kept::whole(input)
    }

    /// The last build, if it would be the same again, its site is still there, and what it has to say is known.
    pub fn of(input: &Input, key: [u8; 32], terminal: &Terminal) -> Option<Self> {
        let last: Self = postcard::from_bytes(&kept::load(&input.project, NAME)?).ok()?;
        let known = last.key == key && last.said.to(terminal).is_some();
        let same = known && output::as_written(&input.project.output)? == last.site;
        same.then_some(last)
    }

    pub fn new(key: [u8; 32], said: Said, understood: String, pages: usize, failed: bool) -> Self {
        Self {
            key,
            site: [0; 32],
            said,
            understood,
            pages,
            failed,
        }
    }

    /// Notes the build that has just been written.
    pub fn keep(mut self, input: &Input) {
        let Some(site) = output::list(&input.project.output) else {
            return;
        };
        self.site = site;
        if let Ok(bytes) = postcard::to_stdvec(&self) {
            kept::store(&input.project, NAME, &bytes);
        }
    }

    /// Says it again.
    pub fn again(&self, input: &Input, time: Duration, terminal: &Terminal) -> Exit {
        anstream::eprint!("{}", self.said.to(terminal).unwrap_or_default());
        if !terminal.quiet {
            let understood = self.said.understood(&self.understood, terminal);
            closing(input, &understood, self.pages, 0, time);
        }
        match self.failed {
            true => Exit::Findings,
            false => Exit::Clean,
        }
    }
}
