//! Renders the site: pages whose bytes are new go into the staging folder, the others are remembered.

use super::existing::Existing;
use super::manifest::{self, Manifest, Print};
use super::{Options, Pages, Step, journal};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::site::{Content, Page};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of an attachment that are in memory at a time.
const BLOCK: usize = 128 * 1024;

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
enum Outcome {
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
    let pages = distinct(site.pages(), &mut staged.troubles);
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
            Outcome::Changed(print) => (print, &mut staged.changed),
            Outcome::Kept(print) => (print, &mut staged.kept),
            Outcome::Broken(diagnostic) => {
                staged.diagnostics.push(*diagnostic);
                let Some(print) = previous else { continue };
                (print, &mut staged.kept)
            }
            Outcome::Missing(trouble) => {
                staged.troubles.push(trouble);
                let Some(print) = previous else { continue };
                (print, &mut staged.kept)
            }
        };
        list.push(page.path.clone());
        staged.manifest.insert(page.path, print);
    }
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

/// Copies a file in blocks. One that cannot be read is no reason to stop.
fn copy(from: &Path, path: &str, previous: Option<Print>, staging: &Path) -> Result<Outcome> {
    let missing = |cause| {
        Ok(Outcome::Missing(format!(
            "cannot read {}: {cause}",
            from.display()
        )))
    };
    let mut source = match File::open(from) {
        Ok(source) => source,
        Err(cause) => return missing(cause),
    };
    if let Some(previous) = previous
        && source
            .metadata()
            .is_ok_and(|metadata| metadata.len() == previous.size)
    {
        match pour(&mut source, |_| Ok(())) {
            Ok(print) if print == previous => return Ok(Outcome::Kept(print)),
            Ok(_) => {}
            Err(Poured::Source(cause) | Poured::Target(cause)) => return missing(cause),
        }
        source = match File::open(from) {
            Ok(source) => source,
            Err(cause) => return missing(cause),
        };
    }
    let target = staging.join(path);
    let mut file = create(&target)?;
    match pour(&mut source, |block| file.write_all(block)) {
        Ok(print) => Ok(Outcome::Changed(print)),
        Err(Poured::Target(cause)) => Err(Error::at(&target, "write", cause)),
        Err(Poured::Source(cause)) => {
            drop(file);
            fs::remove_file(&target).map_err(|cause| Error::at(&target, "remove", cause))?;
            missing(cause)
        }
    }
}

/// Which side of a copy failed.
enum Poured {
    Source(std::io::Error),
    Target(std::io::Error),
}

fn pour(
    source: &mut File,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> std::result::Result<Print, Poured> {
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK];
    loop {
        let read = source.read(&mut block).map_err(Poured::Source)?;
        if read == 0 {
            return Ok(Print::new(&hasher.finalize(), hasher.count()));
        }
        hasher.update(&block[..read]);
        take(&block[..read]).map_err(Poured::Target)?;
    }
}

/// Opens a new file; its folder is made when it is missed, so that a known one costs no call.
fn create(path: &Path) -> Result<File> {
    let made = match File::create(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| File::create(path)),
        made => made,
    };
    made.map_err(|cause| Error::at(path, "write", cause))
}

/// Pages with an address of their own; the first one keeps an address that two claim. Addresses that differ only by case
/// are one on many systems.
fn distinct(pages: Vec<Page>, troubles: &mut Vec<String>) -> Vec<Page> {
    let mut taken = HashSet::with_capacity(pages.len());
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

fn copy_with_time(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options()
        .append(true)
        .open(to)?
        .set_modified(modified)
}
