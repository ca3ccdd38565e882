//! Replaces a file of the project in one step: whoever reads it sees the old one or the new one.

use crate::error::{Error, Result};
use std::path::Path;

pub fn replace(path: &Path, text: &str) -> Result<()> {
    // No reader takes a file of this name for a snapshot.
    let new = path.with_extension(format!("new-{}", std::process::id()));
    std::fs::write(&new, text)
        .and_then(|()| std::fs::rename(&new, path))
        .map_err(|cause| {
            let _ = std::fs::remove_file(&new);
            Error::at(path, "write", cause)
        })
}
