//! A *generation*: one complete knowledge base with its site, as it was at one moment. Requests are answered from one,
//! while the next is being made.

use super::http::Body;
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::patterns::taxonomy::Taxonomy;
use crate::pipeline::{self, KnowledgeBase, Memory};
use crate::read::Input;
use crate::read::walk::slashed;
use crate::search::export::Export;
use crate::site::{Content, Page, PageKind, Site};
use crate::span::Sources;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What a site is made of.
pub struct Parts {
    pub input: Input,
    pub base: KnowledgeBase,
    /// For readers outside: what their authors should look at, with the texts as they were written.
    pub inside: Option<(Sources, Vec<Diagnostic>)>,
}

/// The site, and where to find its pages.
pub struct Served<'a> {
    site: Site<'a>,
    pages: HashMap<String, Page>,
    taxonomy: OnceLock<Taxonomy>,
    /// What was found in documents, by the path of their page, as far as anybody asked.
    found: Mutex<HashMap<String, Vec<Diagnostic>>>,
}

self_cell::self_cell!(
    /// The parts together with the site that borrows from them.
    pub struct Generation {
        owner: Parts,
        #[covariant]
        dependent: Served,
    }
);

/// What a page is before anything is added to it.
pub enum Found {
    Bytes(Vec<u8>),
    /// A file, its size, and a tag that changes with it.
    File(File, u64, String),
    Stream(Body),
    /// Its template is broken.
    Broken(Box<Diagnostic>),
    Missing,
}

impl Generation {
    /// What is there for the readers that were asked for.
    pub fn of(input: Input, memory: &mut Memory) -> Self {
        let Some(outside) = pipeline::outside(&input) else {
            let base = pipeline::rebuild(&input, memory);
            return Self::made(Parts {
                input,
                base,
                inside: None,
            });
        };
        let mut said = input.diagnostics;
        let outside = outside.keep(&mut said);
        said.sort_by(|a, b| a.position().cmp(&b.position()));
        Self::made(Parts {
            base: pipeline::build(&outside.input),
            input: outside.input,
            inside: Some((input.sources, said)),
        })
    }

    fn made(parts: Parts) -> Self {
        Self::new(parts, |parts| {
            let site = Site::new(&parts.input, &parts.base.corpus, &parts.base.patterns);
            Served {
                pages: by_path(site.pages()),
                taxonomy: OnceLock::new(),
                found: Mutex::default(),
                site,
            }
        })
    }

    pub fn input(&self) -> &Input {
        &self.borrow_owner().input
    }

    pub fn base(&self) -> &KnowledgeBase {
        &self.borrow_owner().base
    }

    pub fn site(&self) -> &Site<'_> {
        &self.borrow_dependent().site
    }

    /// The categories of patterns. The first thread that asks reads them.
    pub fn taxonomy(&self) -> &Taxonomy {
        let served = self.borrow_dependent();
        served
            .taxonomy
            .get_or_init(|| Taxonomy::read(self.input()).value)
    }

    /// Whether it is made for readers outside.
    pub fn is_for_outside(&self) -> bool {
        self.borrow_owner().inside.is_some()
    }

    /// The texts that diagnostics are about.
    pub fn sources(&self) -> &Sources {
        let Parts { input, inside, .. } = self.borrow_owner();
        inside
            .as_ref()
            .map_or(&input.sources, |(sources, _)| sources)
    }

    /// What was found wrong, in the content and in the site's links and templates.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let (base, site) = match &self.borrow_owner().inside {
            // Places in what they see are in no text that an author knows.
            Some((_, said)) => (said, &[][..]),
            None => {
                let site = self.borrow_dependent().site.diagnostics();
                (&self.base().diagnostics, site)
            }
        };
        base.iter().chain(site)
    }

    /// Whether this is a page of the site itself, not of its search.
    pub fn has(&self, path: &str) -> bool {
        self.borrow_dependent().pages.contains_key(path)
    }

    /// Whether the address of a file changes with its bytes.
    pub fn is_named_by_content(&self, path: &str) -> bool {
        let page = self.borrow_dependent().pages.get(path);
        page.is_some_and(|page| matches!(page.kind, PageKind::Asset(_)))
    }

    /// Whether new content of a file would change nothing: it is excluded, or a file of which only its presence counts,
    /// as no page shows it.
    pub fn is_silent_on(&self, location: &Path) -> bool {
        let input = self.input();
        let Ok(below) = location.strip_prefix(&input.project.content) else {
            return false;
        };
        let path = slashed(below);
        if input.config.excluded().is_match(&path) {
            return true;
        }
        let files = &input.attachments;
        let Ok(index) = files.binary_search_by(|file| file.path.as_str().cmp(&path)) else {
            return false;
        };
        !files[index].document && !self.site().shows_attachment(index) && location.is_file()
    }

    /// Whether anything is at a path, or was read there or below it: not so where an editor wrote beside a file and
    /// renamed over it.
    pub fn shows(&self, location: &Path) -> bool {
        let input = self.input();
        let shown = input.project.shown(location);
        let mut sources = input.sources.all();
        let mut files = input.attachments.iter().chain(&input.static_files);
        location.symlink_metadata().is_ok()
            || sources.any(|source| {
                let rest = input.sources.shown(source.id).strip_prefix(&shown);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
            || files.any(|file| file.location.starts_with(location))
    }

    /// Whether what was read at a path tells of no incident, so that no page shows it.
    pub fn leaves_out(&self, location: &Path) -> bool {
        let shown = self.input().project.shown(location);
        let mut left_out = self.base().corpus.left_out.iter();
        left_out.any(|left_out| self.input().sources.shown(left_out.file) == shown)
    }

    /// Works the search out, with the one before at hand: this takes the longest of all.
    pub fn make_search(&self, before: Option<&Export>) -> Arc<Export> {
        let before = before.map_or(&[][..], |before| &before.pieces);
        match self.input().config.search.site {
            true => Arc::clone(self.site().search_after(before)),
            false => Arc::default(),
        }
    }

    /// What was found in the document of an incident's page, by `kb check` too: each open page asks after each change.
    pub fn found_on(&self, path: &str) -> Vec<Diagnostic> {
        let served = self.borrow_dependent();
        let known = || served.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(path) {
            return found.clone();
        }
        let found = self.find_on(path);
        known().insert(path.to_string(), found.clone());
        found
    }

    fn find_on(&self, path: &str) -> Vec<Diagnostic> {
        let page = self.borrow_dependent().pages.get(path);
        let Some(PageKind::Incident(index)) = page.map(|page| page.kind) else {
            return Vec::new();
        };
        let incident = &self.base().corpus.incidents[index];
        let is_here = |found: &Diagnostic| match self.is_for_outside() {
            true => self.sources().get(found.span.file).path == incident.source,
            false => found.span.file == incident.file,
        };
        let mut all: Vec<Diagnostic> = self
            .diagnostics()
            .filter(|found| is_here(found))
            .cloned()
            .collect();
        if !self.is_for_outside() {
            let only = HashSet::from([incident.file]);
            let checked = check::again(self.input(), &self.base().corpus, &only);
            // A link is looked at by the site and by a rule: what the rule says is enough.
            let line = |found: &Diagnostic| self.sources().position(found.span).line;
            all.retain(|found| {
                let mut same = checked.iter().filter(|other| other.rule == found.rule);
                !same.any(|other| line(other) == line(found))
            });
            all.extend(checked.into_iter().filter(is_here));
        }
        all.sort_by_key(|found| (found.span, found.rule));
        all.dedup();
        all
    }

    /// What is wrong with a template, as the first page of each kind shows it.
    pub fn broken_template(&self) -> Option<Diagnostic> {
        let served = self.borrow_dependent();
        let mut kinds = HashSet::new();
        let mut firsts = served
            .pages
            .values()
            .filter(|page| kinds.insert(std::mem::discriminant(&page.kind)));
        firsts.find_map(|page| served.site.render(page).err())
    }

    /// The page at a path, made now.
    pub fn page(self: &Arc<Self>, path: &str) -> Found {
        let served = self.borrow_dependent();
        let Some(page) = served.pages.get(path) else {
            return Found::Missing;
        };
        match served.site.render(page) {
            Ok(Content::Bytes(bytes)) => Found::Bytes(bytes),
            Ok(Content::Copy(location)) => open(&location).unwrap_or(Found::Missing),
            Ok(Content::Large(pieces)) => {
                let (generation, page) = (Arc::clone(self), page.clone());
                Found::Stream(Body::Stream(Box::new(move |out| {
                    generation.site().pour(&page, pieces.len(), out)
                })))
            }
            Err(diagnostic) => Found::Broken(Box::new(diagnostic)),
        }
    }
}

fn by_path(pages: Vec<Page>) -> HashMap<String, Page> {
    let named = pages.into_iter().map(|page| (page.path.clone(), page));
    named.collect()
}

/// A file that is gone since it was found is no page.
fn open(location: &Path) -> Option<Found> {
    let file = File::open(location).ok()?;
    let metadata = file.metadata().ok()?;
    let modified = metadata.modified().ok()?;
    let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
    let tag = format!("{:x}-{:x}", metadata.len(), since.as_nanos());
    Some(Found::File(file, metadata.len(), tag))
}
