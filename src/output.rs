//! Writes a site into its folder so that readers see the old one or the new one, never a mixture.
//!
//! All changed pages are rendered into a *staging* folder beside the site, unchanged files are linked into it, and the
//! two folders are exchanged in one step of the file system ([`swap`]). Where the folder itself cannot be exchanged (a
//! mount point, a parent that is read-only), changed files are moved into it one by one, with a [`journal`] that the
//! next run completes.
//!
//! A page that cannot be rendered keeps its previous version, and the others are written.

mod copy;
mod existing;
mod journal;
mod known;
mod large;
mod manifest;
mod stage;
mod swap;
mod tree;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::site::{Before, Content, Made, Page, Site};
use existing::Existing;
use stage::Staged;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

pub use known::Known;
pub use manifest::NAME as MANIFEST;

/// What is written: a list of pages, and the bytes of each.
pub trait Pages: Sync {
    fn pages(&self) -> Vec<Page>;

    /// Pages that are not known before the others are done.
    fn later(&self) -> Vec<Page> {
        Vec::new()
    }

    /// # Errors
    /// The page cannot be made; the diagnostic says why.
    fn render(&self, page: &Page) -> std::result::Result<Content, Diagnostic>;

    /// The same, unless the page is made from what it was made from before.
    ///
    /// # Errors
    /// Those of [`Pages::render`].
    fn make(&self, page: &Page, _: Before) -> std::result::Result<Made, Diagnostic> {
        self.render(page).map(Made::from)
    }

    /// Makes a piece of a page whose content is [`Content::Large`].
    ///
    /// # Errors
    /// It cannot be made.
    fn piece(&self, page: &Page, piece: usize) -> io::Result<Vec<u8>>;
}

impl Pages for Site<'_> {
    fn pages(&self) -> Vec<Page> {
        self.pages()
    }

    fn later(&self) -> Vec<Page> {
        self.later()
    }

    fn render(&self, page: &Page) -> std::result::Result<Content, Diagnostic> {
        self.render(page)
    }

    fn make(&self, page: &Page, before: Before) -> std::result::Result<Made, Diagnostic> {
        self.make(page, before)
    }

    fn piece(&self, page: &Page, piece: usize) -> io::Result<Vec<u8>> {
        self.piece(page, piece)
    }
}

/// Looks at a complete site; its error keeps the site from readers.
pub type Inspect<'a> = dyn Fn(&Path) -> Result<()> + Sync + 'a;

/// How to write.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Take over a folder that holds other things; what is no page of the site is removed.
    pub adopt: bool,
    /// Write every file anew instead of linking those that are said to be unchanged.
    pub fresh: bool,
    /// What is known of the files of the last build; `None` where nothing shall be known of those of this one either.
    pub known: Option<&'a Known>,
    /// Looks at the complete site before readers see it; its error leaves the old one in place.
    pub inspect: Option<&'a Inspect<'a>>,
    /// Told what happens, from any thread.
    pub tell: &'a (dyn Fn(Step) + Sync),
}

/// What happens while a site is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Another build holds the folder.
    Waiting,
    /// So many pages will follow.
    Pages(usize),
    /// One page is done.
    Page,
}

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    pub pages: usize,
    /// Pages that are new or have other bytes than before.
    pub changed: usize,
    pub removed: usize,
    /// Size of the whole site in bytes.
    pub bytes: u64,
    /// The folder could not be exchanged in one step: readers may have seen a mixture for a moment.
    pub in_place: bool,
    /// What the next build may know.
    pub known: Known,
    /// Pages that could not be rendered.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that could not be copied, and addresses that two pages claim; one sentence each.
    pub troubles: Vec<String>,
}

/// Writes all pages of the site below `folder`.
///
/// # Errors
/// The folder is not this program's, or the file system refuses; the site that was there stays as it is.
pub fn write(site: &impl Pages, folder: &Path, options: &Options<'_>) -> Result<Written> {
    let place = Place::new(folder)?;
    let _lock = place.lock(options.tell);
    swap::recover(&place)?;
    journal::recover(&place.site)?;
    let existing = Existing::read(&place.site, options)?;
    if place.can_be_exchanged() {
        let staged = or_clear(&place.staging, || {
            let staged = stage::render(site, &existing, &place.staging, options)?;
            if !staged.is_nothing_new(&existing) {
                staged.link_kept(&place.site, &place.staging)?;
                staged.manifest.write(&place.staging)?;
                options
                    .inspect
                    .map_or(Ok(()), |inspect| inspect(&place.staging))?;
            }
            Ok(staged)
        })?;
        if staged.is_nothing_new(&existing) {
            tree::remove(&place.staging)?;
            return Ok(staged.written(&existing));
        }
        if swap::exchange(&place, &existing.intact)? {
            return Ok(staged.written(&existing));
        }
        tree::remove(&place.staging)?;
    }
    let staging = journal::staging(&place.site);
    let staged = or_clear(&staging, || {
        let staged = stage::render(site, &existing, &staging, options)?;
        if !staged.is_nothing_new(&existing) {
            staged.manifest.write(&staging)?;
            options
                .inspect
                .map_or(Ok(()), |inspect| inspect(&staging))?;
        }
        Ok(staged)
    })?;
    if staged.is_nothing_new(&existing) {
        tree::remove(&staging)?;
        return Ok(staged.written(&existing));
    }
    journal::commit(&place.site)?;
    Ok(Written {
        in_place: true,
        ..staged.written(&existing)
    })
}

/// A hash of what the last build wrote below `folder`; `None` where anything of it is missing or has another size, where
/// other things are there, or where a run that was killed has left something to complete or to clear.
pub fn as_written(folder: &Path) -> Option<[u8; 32]> {
    let place = Place::new(folder).ok()?;
    let leftovers = [
        place.staging.clone(),
        place.aside.clone(),
        journal::staging(&place.site),
    ];
    if leftovers.iter().any(|left| left.exists()) {
        return None;
    }
    let options = Options {
        adopt: false,
        fresh: false,
        known: None,
        inspect: None,
        tell: &|_| {},
    };
    let existing = Existing::read(&place.site, &options).ok()?;
    let whole = existing.owned && existing.intact == existing.manifest;
    whole.then(|| list(&place.site))?
}

/// The same right after a build: without a look at the files.
pub fn list(folder: &Path) -> Option<[u8; 32]> {
    let manifest = fs::read(folder.join(MANIFEST)).ok()?;
    Some(*blake3::hash(&manifest).as_bytes())
}

/// Makes something in a staging folder; where that fails (a full disk), nothing of it stays.
fn or_clear<T>(staging: &Path, make: impl FnOnce() -> Result<T>) -> Result<T> {
    make().inspect_err(|_| {
        // The first error is the one to tell; the next run clears what is left.
        let _ = tree::remove(staging);
    })
}

/// Where the site and its neighbours are.
struct Place {
    parent: PathBuf,
    site: PathBuf,
    /// The new site while it is not complete; the old one after the exchange.
    staging: PathBuf,
    /// The old site between two renames, where one exchange is not to be had.
    aside: PathBuf,
}

impl Place {
    fn new(folder: &Path) -> Result<Self> {
        // A link to the site stays a link: the folder behind it is exchanged.
        let site = match fs::canonicalize(folder) {
            Ok(site) => site,
            Err(_) => folder.to_path_buf(),
        };
        let (Some(parent), Some(name)) = (site.parent(), site.file_name()) else {
            return Err(Error::new(format!(
                "{} cannot be the folder of a site",
                folder.display()
            ))
            .hint("name one with --output"));
        };
        fs::create_dir_all(parent).map_err(|cause| Error::at(parent, "create", cause))?;
        let name = name.to_string_lossy();
        Ok(Self {
            parent: parent.to_path_buf(),
            staging: parent.join(format!(".{name}.kb-new")),
            aside: parent.join(format!(".{name}.kb-old")),
            site,
        })
    }

    /// Held until the site is written; a build into the same folder waits. The lock is on the folder above, so that it
    /// leaves nothing behind; systems that cannot lock a folder go without.
    fn lock(&self, tell: &(dyn Fn(Step) + Sync)) -> Option<File> {
        let file = File::open(&self.parent).ok()?;
        match file.try_lock() {
            Ok(()) => Some(file),
            Err(TryLockError::WouldBlock) => {
                tell(Step::Waiting);
                file.lock().ok().map(|()| file)
            }
            Err(TryLockError::Error(_)) => None,
        }
    }

    /// Whether the folder above lets the site be replaced; makes the staging folder on the way.
    fn can_be_exchanged(&self) -> bool {
        !self.is_mount_point() && fs::create_dir(&self.staging).is_ok()
    }

    #[cfg(unix)]
    fn is_mount_point(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        match (fs::metadata(&self.site), fs::metadata(&self.parent)) {
            (Ok(site), Ok(parent)) => site.dev() != parent.dev(),
            _ => false,
        }
    }

    #[cfg(not(unix))]
    fn is_mount_point(&self) -> bool {
        false
    }
}

impl Staged {
    /// Nothing to write, nothing to remove, and the folder is already this program's.
    fn is_nothing_new(&self, existing: &Existing) -> bool {
        existing.owned && self.changed.is_empty() && self.manifest == existing.manifest
    }

    fn written(self, existing: &Existing) -> Written {
        Written {
            pages: self.manifest.len(),
            changed: self.changed.len(),
            removed: existing.manifest.without(&self.manifest).count(),
            bytes: self.manifest.bytes(),
            in_place: false,
            known: self.known,
            diagnostics: self.diagnostics,
            troubles: self.troubles,
        }
    }
}
