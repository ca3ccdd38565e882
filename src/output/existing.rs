//! The folder as it is before the build: whose it is, and which of its files may be kept.

use super::manifest::{self, Manifest};
use super::{Options, journal, tree};
use crate::error::{Error, Result};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// Entries of the folder that belong to its owner and stay where they are.
pub const CARRIED: &[&str] = &[".git"];

/// Files that systems leave everywhere; nobody misses them.
const JUNK: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// What stands in the folder of the site.
#[derive(Debug, Default)]
pub struct Existing {
    pub folder: PathBuf,
    /// Whether the folder has a manifest: proof that it is this program's.
    pub owned: bool,
    /// Files that are there as the last build wrote them.
    pub intact: Manifest,
    /// When they were written, in nanoseconds since 1970.
    pub modified: FxHashMap<String, u64>,
    /// What the last build wrote; with `adopt`, everything that is there.
    pub manifest: Manifest,
}

impl Existing {
    /// # Errors
    /// The folder holds things that no build has put there.
    pub fn read(site: &Path, options: &Options<'_>) -> Result<Self> {
        let skip = [CARRIED, &[manifest::NAME, journal::STAGING, journal::MARK]].concat();
        let entries = tree::scan(site, &skip)?;
        let known = Manifest::read(site);
        let mut existing = Self {
            folder: site.to_path_buf(),
            owned: known.is_some(),
            intact: Manifest::default(),
            modified: FxHashMap::default(),
            manifest: known.unwrap_or_default(),
        };
        let mut foreign = Vec::new();
        let mut adopted = Vec::new();
        for entry in entries {
            let print = existing.manifest.get(&entry.path);
            match print {
                Some(print) if entry.is_file && print.size == entry.size && !options.fresh => {
                    if let Some(modified) = entry.modified.filter(|_| options.known.is_some()) {
                        existing.modified.insert(entry.path.clone(), modified);
                    }
                    existing.intact.insert(entry.path, print);
                }
                Some(_) => {}
                None if options.adopt => adopted.push(entry.path),
                None if JUNK.contains(&file_name(&entry.path)) => {}
                None => foreign.push(entry.path),
            }
        }
        if !foreign.is_empty() {
            return Err(refuse(site, foreign, existing.owned));
        }
        for path in adopted {
            existing.manifest.insert(path, manifest::Print::of(&[]));
        }
        Ok(existing)
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn refuse(site: &Path, mut foreign: Vec<String>, owned: bool) -> Error {
    foreign.sort();
    let shown: Vec<_> = foreign
        .iter()
        .take(3)
        .map(|path| format!("`{}`", path.escape_debug()))
        .collect();
    let more = match foreign.len().saturating_sub(shown.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "{} holds files that are not of this site: {}{more}",
        site.display(),
        shown.join(", ")
    );
    Error::new(message).hint(if owned {
        "move them away (files for the site's root belong in static/), or remove them with --adopt"
    } else {
        "name another folder with --output, or let the site replace everything in this one with --adopt"
    })
}
