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
    said: String,
    understood: String,
    pages: usize,
    failed: bool,
}

impl Last {
    /// What a build depends on, and how much it says.
    pub fn key(input: &Input, terminal: &Terminal) -> Option<[u8; 32]> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&kept::whole(input)?);
        hasher.update(&[terminal.verbose, u8::from(terminal.quiet)]);
        Some(*hasher.finalize().as_bytes())
    }

    /// The last build, if it would be the same again and its site is still there.
    pub fn of(input: &Input, key: [u8; 32]) -> Option<Self> {
        let last: Self = postcard::from_bytes(&kept::load(&input.project, NAME)?).ok()?;
        let same = last.key == key && output::as_written(&input.project.output)? == last.site;
        same.then_some(last)
    }

    pub fn new(
        key: [u8; 32],
        said: String,
        understood: String,
        pages: usize,
        failed: bool,
    ) -> Self {
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
        let Some(site) = output::as_written(&input.project.output) else {
            return;
        };
        self.site = site;
        if let Ok(bytes) = postcard::to_stdvec(&self) {
            kept::store(&input.project, NAME, &bytes);
        }
    }

    /// Says it again.
    pub fn again(&self, input: &Input, time: Duration, terminal: &Terminal) -> Exit {
        anstream::eprint!("{}", self.said);
        if !terminal.quiet {
            closing(input, &self.understood, self.pages, 0, time);
        }
        match self.failed {
            true => Exit::Findings,
            false => Exit::Clean,
        }
    }
}
