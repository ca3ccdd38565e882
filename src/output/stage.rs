//! Renders the site: pages whose bytes are new go into the staging folder, the others are remembered.

use super::copy::{BLOCK, copy, copy_with_time, create};
use super::existing::Existing;
use super::manifest::{self, Manifest, Print};
use super::{Options, Pages, Step, journal};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::site::{Content, Page};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The new site: what changed lies in the staging folder.
#[derive(Debug, Default)]
pub struct Staged {
    pub manifest: Manifest,
    pub changed: Vec<String>,
    /// Files that stay as they are in the old site.
    pub kept: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
    pub troubles: Vec<String>,
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

fn one(site: &impl Pages, page: &Page, existing: &Existing, staging: &Path) -> Result<Outcome> {
    let previous = existing.intact.get(&page.path);
    match site.render(page) {
        Err(diagnostic) => Ok(Outcome::Broken(Box::new(diagnostic))),
        Ok(Content::Bytes(bytes)) => {
            let print = Print::of(&bytes);
            if previous == Some(print) {
                return Ok(Outcome::Kept(print));
            }
            let path = staging.join(&page.path);
            let mut file = create(&path)?;
            file.write_all(&bytes)
                .map_err(|cause| Error::at(&path, "write", cause))?;
            Ok(Outcome::Changed(print))
        }
        Ok(Content::Copy(from)) => copy(&from, &page.path, previous, staging),
        Ok(Content::Large) => large(site, page, previous, staging),
    }
}

/// Writes a page that is never wholly in memory. Where there was one before, it is first made without being kept.
fn large(
    site: &impl Pages,
    page: &Page,
    previous: Option<Print>,
    staging: &Path,
) -> Result<Outcome> {
    let path = staging.join(&page.path);
    let pour = |target: &mut dyn Write| {
        let mut out = BufWriter::with_capacity(BLOCK, Hashed::new(target));
        site.pour(page, &mut out)
            .and_then(|()| out.into_inner().map_err(|error| error.into_error()))
            .map(|hashed| Print::new(&hashed.hasher.finalize(), hashed.hasher.count()))
            .map_err(|cause| Error::at(&path, "write", cause))
    };
    if let Some(previous) = previous
        && pour(&mut std::io::sink())? == previous
    {
        return Ok(Outcome::Kept(previous));
    }
    Ok(Outcome::Changed(pour(&mut create(&path)?)?))
}

/// A writer that knows the hash of what went through it.
struct Hashed<'w> {
    target: &'w mut dyn Write,
    hasher: blake3::Hasher,
}

impl<'w> Hashed<'w> {
    fn new(target: &'w mut dyn Write) -> Self {
        Self {
            target,
            hasher: blake3::Hasher::new(),
        }
    }
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.target.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.target.flush()
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
        let outcomes: Vec<Outcome> = pages
            .par_iter()
            .map(|page| {
                let outcome = one(site, page, existing, staging);
                (options.tell)(Step::Page);
                outcome
            })
            .collect::<Result<_>>()?;
        for (page, outcome) in pages.into_iter().zip(outcomes) {
            let previous = existing.intact.get(&page.path);
            let (print, list) = match outcome {
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
            list.push(page.path.clone());
            self.manifest.insert(page.path, print);
        }
        Ok(())
    }

    /// Completes the staging folder with the files that did not change: linked, so that they keep their times and cost
    /// no space, or copied where that is refused.
    pub fn link_kept(&self, site: &Path, staging: &Path) -> Result<()> {
        let folders: HashSet<PathBuf> = self
            .kept
            .iter()
            .filter_map(|path| Some(staging.join(path).parent()?.to_path_buf()))
            .collect();
        folders.par_iter().try_for_each(|folder| {
            fs::create_dir_all(folder).map_err(|cause| Error::at(folder, "create", cause))
        })?;
        self.kept.par_iter().try_for_each(|path| {
            let (from, to) = (site.join(path), staging.join(path));
            fs::hard_link(&from, &to)
                .or_else(|_| copy_with_time(&from, &to))
                .map_err(|cause| Error::at(&to, "write", cause))
        })
    }
}
