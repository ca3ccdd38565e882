//! Whole folders: what is in them, and their removal.

use crate::error::{Error, Result};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// A file of a folder, by its path below it, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    pub size: u64,
    /// Nanoseconds since 1970, where the system tells.
    pub modified: Option<u64>,
    /// Links and special files are never a part of a site.
    pub is_file: bool,
}

/// All files below a folder that need not exist, in no order; `skip` names entries of the folder itself.
pub fn scan(folder: &Path, skip: &[&str]) -> Result<Vec<Entry>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::at(folder, "read", cause)),
    };
    let entries: Vec<_> = entries
        .flatten()
        .filter(|entry| !skip.iter().any(|name| entry.file_name() == *name))
        .collect();
    let found: Result<Vec<Vec<Entry>>> = entries
        .par_iter()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry
                .file_type()
                .map_err(|cause| Error::at(&entry.path(), "read", cause))?;
            if kind.is_dir() {
                let mut below = scan(&entry.path(), &[])?;
                for entry in &mut below {
                    entry.path = format!("{name}/{}", entry.path);
                }
                return Ok(below);
            }
            let metadata = entry.metadata().ok();
            Ok(vec![Entry {
                path: name,
                size: metadata.as_ref().map_or(0, Metadata::len),
                modified: metadata.as_ref().and_then(modified),
                is_file: kind.is_file(),
            }])
        })
        .collect();
    Ok(found?.into_iter().flatten().collect())
}

/// When a file was written, in nanoseconds since 1970, where the system tells.
pub fn modified(metadata: &Metadata) -> Option<u64> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    u64::try_from(since.as_nanos()).ok()
}

/// Removes files that were found below a folder, and folders that are empty then. What is known need not be read again;
/// what cannot be removed stays for [`remove`].
pub fn remove_found(folder: &Path, files: &[&str]) {
    files.par_iter().for_each(|path| {
        let _ = fs::remove_file(folder.join(path));
    });
    let parents = files.iter().flat_map(|path| {
        let slashes = path.match_indices('/');
        slashes.map(|(at, _)| &path[..at])
    });
    let folders: BTreeSet<&str> = parents.collect();
    // Those that lie in another one come after it.
    for path in folders.into_iter().rev() {
        let _ = fs::remove_dir(folder.join(path));
    }
}

/// Removes a folder that need not exist, with all that is in it.
pub fn remove(folder: &Path) -> Result<()> {
    match remove_all(folder) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            Err(Error::at(folder, "remove", cause))
        }
        _ => Ok(()),
    }
}

fn remove_all(folder: &Path) -> std::io::Result<()> {
    let entries: Vec<_> = fs::read_dir(folder)?.flatten().collect();
    entries.par_iter().try_for_each(|entry| {
        if entry.file_type()?.is_dir() {
            remove_all(&entry.path())
        } else {
            fs::remove_file(entry.path())
        }
    })?;
    fs::remove_dir(folder)
}
