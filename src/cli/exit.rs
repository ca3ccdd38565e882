//! How a run ended, for scripts.

use std::process::ExitCode;

/// The exit codes of every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done, and nothing stands against it.
    Clean,
    /// Everything was done, with findings at or above the failing level.
    Findings,
    /// It could not run: a folder that is missing, a configuration that cannot be understood.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::CouldNotRun => 2,
        })
    }
}
