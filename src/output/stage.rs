//! Renders the site: pages whose bytes are new go into the staging folder, the others are remembered.

use super::copy::{copy, copy_with_time, create};
use super::existing::Existing;
use super::known::{self, Known, Wrote};
use super::manifest::{self, Manifest, Print};
use super::{Options, Pages, Step, journal, large, tree};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::site::{Before, Content, Fingerprint, Made, Page};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The new site: what changed lies in the staging folder.
#[derive(Debug, Default)]
pub struct Staged {
    pub manifest: Manifest,
    pub changed: Vec<String>,
    /// Files that stay as they are in the old site.
    pub kept: Vec<String>,
    pub known: Known,
    pub diagnostics: Vec<Diagnostic>,
    pub troubles: Vec<String>,
}

/// A page that was looked at, and what the next build may know of it.
pub struct Looked {
    outcome: Outcome,
    made: Option<known::Made>,
}

/// What became of one page.
pub enum Outcome {
    Kept(Print),
    Changed(Print),
    Broken(Box<Diagnostic>),
    Missing(String),
}

/// Renders all pages in parallel; one page at a time and thread is in memory.
pub fn render(
    site: &impl Pages,
    existing: &Existing,
    staging: &Path,
    options: &Options<'_>,
) -> Result<Staged> {
    let mut staged = Staged::default();
    let mut taken = HashSet::new();
    staged.add(site, site.pages(), &mut taken, existing, staging, options)?;
    staged.add(site, site.later(), &mut taken, existing, staging, options)?;
    Ok(staged)
}

fn one(
    site: &impl Pages,
    page: &Page,
    existing: &Existing,
    staging: &Path,
    options: &Options<'_>,
) -> Result<Looked> {
    let previous = existing.intact.get(&page.path);
    let before = options
        .known
        .map_or(Before::NotAsked, |known| known.before(&page.path, existing));
    let (content, from) = match site.make(page, before) {
        Err(diagnostic) => return Ok(Outcome::Broken(Box::new(diagnostic)).into()),
        Ok(Made::New(content, from)) => (content, from),
        Ok(Made::Same(from)) => {
            // Only of a page that is there can it be known from what it was made.
            let print = previous.unwrap_or(Print::of(&[]));
            let pieces = options
                .known
                .map_or(&[][..], |known| known.pieces(&page.path, existing));
            return Ok(existing.kept(&page.path, print, Some(from), pieces.to_vec()));
        }
    };
    match content {
        Content::Bytes(bytes) => {
            let print = Print::of(&bytes);
            if previous == Some(print) {
                return Ok(existing.kept(&page.path, print, from, Vec::new()));
            }
            let path = staging.join(&page.path);
            let mut file = create(&path)?;
            file.write_all(&bytes)
                .map_err(|cause| Error::at(&path, "write", cause))?;
            Ok(Looked::changed(&file, print, from, Vec::new()))
        }
        Content::Copy(from) => Ok(copy(&from, &page.path, previous, staging)?.into()),
        Content::Large(pieces) => {
            let before = options
                .known
                .map_or(&[][..], |known| known.pieces(&page.path, existing));
            let before = large::Before::new(existing.folder.join(&page.path), before);
            let (file, print, wrote) =
                large::write(site, page, &pieces, &before, &staging.join(&page.path))?;
            if previous == Some(print) {
                drop(file);
                let path = staging.join(&page.path);
                fs::remove_file(&path).map_err(|cause| Error::at(&path, "remove", cause))?;
                return Ok(existing.kept(&page.path, print, from, wrote));
            }
            Ok(Looked::changed(&file, print, from, wrote))
        }
    }
}

impl Looked {
    /// A page that was written just now.
    fn changed(file: &File, print: Print, from: Option<Fingerprint>, pieces: Vec<Wrote>) -> Self {
        let made = from.and_then(|from| {
            let modified = tree::modified(&file.metadata().ok()?)?;
            Some(known::Made {
                from,
                modified,
                pieces,
            })
        });
        Self {
            outcome: Outcome::Changed(print),
            made,
        }
    }
}

impl From<Outcome> for Looked {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            made: None,
        }
    }
}

impl Existing {
    /// A page that stays as it is.
    fn kept(
        &self,
        path: &str,
        print: Print,
        from: Option<Fingerprint>,
        pieces: Vec<Wrote>,
    ) -> Looked {
        let made = from.and_then(|from| {
            let modified = *self.modified.get(path)?;
            Some(known::Made {
                from,
                modified,
                pieces,
            })
        });
        Looked {
            outcome: Outcome::Kept(print),
            made,
        }
    }
}

/// Pages with an address of their own; the first one keeps an address that two claim. Addresses that differ only by case
/// are one on many systems.
fn distinct(
    pages: Vec<Page>,
    taken: &mut HashSet<String>,
    troubles: &mut Vec<String>,
) -> Vec<Page> {
    pages
        .into_iter()
        .filter(|page| {
            let name = page.path.split('/').next().unwrap_or_default();
            let reserved =
                [manifest::NAME, journal::STAGING, journal::MARK, ".git"].contains(&name);
            let inside = page
                .path
                .split('/')
                .all(|part| !matches!(part, "" | "." | ".."));
            if reserved || !inside {
                troubles.push(format!(
                    "no page can be written to `{}`",
                    page.path.escape_debug()
                ));
                return false;
            }
            let free = taken.insert(page.path.to_lowercase());
            if !free {
                troubles.push(format!(
                    "two pages claim `{}`; the first one has it",
                    page.path
                ));
            }
            free
        })
        .collect()
}

impl Staged {
    fn add(
        &mut self,
        site: &impl Pages,
        pages: Vec<Page>,
        taken: &mut HashSet<String>,
        existing: &Existing,
        staging: &Path,
        options: &Options<'_>,
    ) -> Result<()> {
        let pages = distinct(pages, taken, &mut self.troubles);
        (options.tell)(Step::Pages(pages.len()));
        let looked: Vec<Looked> = pages
            .par_iter()
            .map(|page| {
                let looked = one(site, page, existing, staging, options);
                (options.tell)(Step::Page);
                looked
            })
            .collect::<Result<_>>()?;
        for (page, looked) in pages.into_iter().zip(looked) {
            let previous = existing.intact.get(&page.path);
            let (print, list) = match looked.outcome {
                Outcome::Changed(print) => (print, &mut self.changed),
                Outcome::Kept(print) => (print, &mut self.kept),
                Outcome::Broken(diagnostic) => {
                    self.diagnostics.push(*diagnostic);
                    let Some(print) = previous else { continue };
                    (print, &mut self.kept)
                }
                Outcome::Missing(trouble) => {
                    self.troubles.push(trouble);
                    let Some(print) = previous else { continue };
                    (print, &mut self.kept)
                }
            };
            if let Some(made) = looked.made {
                self.known.note(&page.path, made, print);
            }
            list.push(page.path.clone());
            self.manifest.insert(page.path, print);
        }
        Ok(())
    }

    /// Completes the staging folder with the files that did not change: linked, so that they keep their times and cost
    /// no space, or copied where that is refused.
    pub fn link_kept(&self, site: &Path, staging: &Path) -> Result<()> {
        let folders = self.kept.iter().filter_map(|path| path.rsplit_once('/'));
        let mut folders: Vec<&str> = folders.map(|(folder, _)| folder).collect();
        // Pages are sorted, so nearly all that are equal stand together.
        folders.dedup();
        // Most lie in one folder, which takes one at a time: threads would only wait for one another.
        for folder in folders {
            let folder = staging.join(folder);
            let made = match fs::create_dir(&folder) {
                Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
                Err(_) => fs::create_dir_all(&folder),
                made => made,
            };
            made.map_err(|cause| Error::at(&folder, "create", cause))?;
        }
        self.kept.par_iter().try_for_each(|path| {
            let (from, to) = (site.join(path), staging.join(path));
            fs::hard_link(&from, &to)
                .or_else(|_| copy_with_time(&from, &to))
                .map_err(|cause| Error::at(&to, "write", cause))
        })
    }
}
