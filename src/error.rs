//! Trouble with the world: a folder that is missing, a disk that is full, a configuration that names nothing.
//!
//! Printed once, with the path and a way out; the exit code is 2.

use crate::diagnostic::Diagnostic;
use crate::span::Sources;
use std::fmt;
use std::path::Path;

/// Why `kb` could not run, and what to do about it.
#[derive(Debug)]
pub struct Error {
    message: String,
    /// What the file system said, where it was trouble at a path.
    cause: Option<String>,
    hint: Option<String>,
    found: Option<Box<(Sources, Vec<Diagnostic>)>>,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            cause: None,
            hint: None,
            found: None,
        }
    }

    /// Trouble at a path: `cannot read notes/a.md: permission denied`.
    pub fn at(path: &Path, what: &str, cause: impl fmt::Display) -> Self {
        let cause = cause.to_string();
        Self {
            cause: Some(cause.clone()),
            ..Self::new(format!("cannot {what} {}: {cause}", path.display()))
        }
    }

    /// The same trouble as that of what people know by name: `cannot write the site to public: no space left on device`.
    pub fn told_of(self, what: &str) -> Self {
        match &self.cause {
            Some(cause) => Self {
                message: format!("{what}: {cause}"),
                ..self
            },
            None => self,
        }
    }

    /// A way out, for people.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The places that say why, as in a `kb.toml` that cannot be understood.
    pub fn found(mut self, sources: Sources, diagnostics: Vec<Diagnostic>) -> Self {
        self.found = Some(Box::new((sources, diagnostics)));
        self
    }

    /// What [`Error::found`] was given.
    pub fn diagnostics(&self) -> Option<(&Sources, &[Diagnostic])> {
        let (sources, diagnostics) = &**self.found.as_ref()?;
        Some((sources, diagnostics))
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
