//! The progress bar, on a terminal only.

use super::options::Terminal;
use super::report;
use crate::output::Step;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how far the writing of a site is.
pub struct Progress {
    bar: ProgressBar,
    quiet: bool,
}

impl Progress {
    pub fn new(terminal: &Terminal) -> Self {
        let bar = ProgressBar::with_draw_target(
            Some(0),
            if terminal.quiet {
                ProgressDrawTarget::hidden()
            } else {
                ProgressDrawTarget::stderr()
            },
        );
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {human_pos} of {human_len} files")
        {
            bar.set_style(style);
        }
        Self {
            bar,
            quiet: terminal.quiet,
        }
    }

    pub fn step(&self, step: Step) {
        match step {
            Step::Waiting if !self.quiet => {
                report::warning("another build writes to the same folder; waiting for it")
            }
            Step::Waiting => {}
            // Some pages are not known before the others are done: the bar goes on.
            Step::Pages(number) => self.bar.set_length(self.bar.position() + number as u64),
            Step::Page => self.bar.inc(1),
        }
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
