//! Trouble with the world: a folder that is missing, a disk that is full, a configuration that names nothing.
//!
//! Printed once, with the path and a way out; the exit code is 2.

use std::fmt;
use std::path::Path;

/// Why `kb` could not run, and what to do about it.
#[derive(Debug)]
pub struct Error {
    message: String,
    hint: Option<String>,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    /// Trouble at a path: `cannot read notes/a.md: permission denied`.
    pub fn at(path: &Path, what: &str, cause: impl fmt::Display) -> Self {
        Self::new(format!("cannot {what} {}: {cause}", path.display()))
    }

    /// A way out, for people.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
