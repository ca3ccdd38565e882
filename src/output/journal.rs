//! The weaker way, for a folder that cannot be exchanged: changed files wait in a folder inside of the site; a mark says
//! that they are complete; then each is moved to its place. A run that is killed after the mark is completed by the next
//! one, a run that is killed before it has changed nothing.

use super::manifest::{self, Manifest};
use super::tree;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of changed files, in the root of the site.
pub const STAGING: &str = ".kb-next";

/// The file that says that the staging folder is complete.
pub const MARK: &str = ".kb-journal";

/// Where changed files are to be put.
pub fn staging(site: &Path) -> PathBuf {
    site.join(STAGING)
}

/// Marks the staging folder as complete and moves everything to its place.
pub fn commit(site: &Path) -> Result<()> {
    let mark = site.join(MARK);
    fs::write(&mark, "kb journal 1\n").map_err(|cause| Error::at(&mark, "write", cause))?;
    roll_forward(site)
}

/// Completes a run that was killed after its mark, and forgets one that was killed before.
pub fn recover(site: &Path) -> Result<()> {
    if site.join(MARK).is_file() {
        return roll_forward(site);
    }
    tree::remove(&staging(site))
}

/// Every step may be repeated: what has been moved is no longer in the staging folder, and the new manifest comes last.
fn roll_forward(site: &Path) -> Result<()> {
    let staging = staging(site);
    if let Some(new) = Manifest::read(&staging) {
        let old = Manifest::read(site).unwrap_or_default();
        let mut folders = BTreeSet::new();
        for path in old.without(&new) {
            gone(fs::remove_file(site.join(path)), &site.join(path))?;
            folders.extend(
                Path::new(path)
                    .ancestors()
                    .skip(1)
                    .map(|folder| site.join(folder)),
            );
        }
        // Children before their parents; one that is not empty, or the site itself, stays.
        for folder in folders.iter().rev().filter(|folder| *folder != site) {
            let _ = fs::remove_dir(folder);
        }
        for entry in tree::scan(&staging, &[manifest::NAME])? {
            let (from, to) = (staging.join(&entry.path), site.join(&entry.path));
            to.parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::rename(&from, &to))
                .map_err(|cause| Error::at(&to, "write", cause))?;
        }
        let (from, to) = (staging.join(manifest::NAME), site.join(manifest::NAME));
        fs::rename(&from, &to).map_err(|cause| Error::at(&to, "write", cause))?;
    }
    tree::remove(&staging)?;
    gone(fs::remove_file(site.join(MARK)), &site.join(MARK))
}

fn gone(removed: std::io::Result<()>, path: &Path) -> Result<()> {
    match removed {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Error::at(path, "remove", cause)),
        _ => Ok(()),
    }
}
