//! The command line: one file per command.

/// Runs the command that the arguments name; gives the exit code.
pub fn run() -> u8 {
    0
}
