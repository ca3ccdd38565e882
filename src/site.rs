//! The site: a list of pages, and the bytes of each. Pure: nothing is read or written here.

mod body;
mod charts;
mod companions;
mod feeds;
mod html;
mod index;
mod ledger;
mod lines;
mod links;
mod pages;
mod pieces;
mod prints;
mod routes;
mod tables;
mod theme;
mod views;
mod words;

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::export::{Pieces, Reader};
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::read::Input;
use crate::search::export::{self, Export};
use index::Index;
use lines::Lines;
use links::Links;
pub use pieces::Piece;
use prints::{Asked, Prints};
pub use prints::{Before, Fingerprint, Made};
use rayon::prelude::*;
use routes::Routes;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use theme::Theme;

/// A page as a small value: what it is, by index, never its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Path below the site's root, with `/`: `incidents/x/index.html`.
    pub path: String,
    pub kind: PageKind,
}

/// All kinds of pages. Numbers are indices: of what the page is about, and of the part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    Home,
    Incidents {
        part: usize,
    },
    Incident(usize),
    Patterns,
    Pattern {
        pattern: usize,
        part: usize,
    },
    Actions,
    ActionState {
        state: usize,
        part: usize,
    },
    Services,
    Service {
        service: usize,
        part: usize,
    },
    Teams,
    Team {
        team: usize,
        part: usize,
    },
    /// For whoever facilitates a retrospective.
    Card,
    Severity {
        severity: usize,
        part: usize,
    },
    Year {
        year: usize,
        part: usize,
    },
    /// Lists of all action items.
    Ledger(pages::ledger::Ledger),
    /// What shows only across incidents.
    Across(pages::across::Across),
    Search,
    /// Of the index for the browser.
    SearchPiece(usize),
    /// What the retrospectives tell and leave out.
    Quality,
    Rules,
    Rule(usize),
    About,
    NotFound,
    /// The data contract as JSON.
    Data,
    Schema,
    Table(tables::Table),
    ServiceData(usize),
    Feed(feeds::Feed),
    Redirect {
        incident: usize,
    },
    Sitemap,
    /// Keeps GitHub Pages from running a generator of its own.
    NoJekyll,
    Asset(usize),
    Attachment(usize),
    Static(usize),
}

/// What a page holds.
#[derive(Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    /// A file to be copied in blocks.
    Copy(PathBuf),
    /// Too much to hold: pieces that follow each other, each made by [`Site::piece`].
    Large(Vec<Piece>),
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// The whole site, ready to be rendered page by page, by many threads at once.
pub struct Site<'a> {
    pub input: &'a Input,
    pub corpus: &'a Corpus,
    pub patterns: &'a Patterns,
    routes: Routes,
    theme: Arc<Theme>,
    index: Index<'a>,
    ledger: ledger::Ledger,
    links: Links<'a>,
    /// Of each incident's document: many pages point into it.
    lines: Vec<Lines<'a>>,
    /// Of each incident's document: what its links lead to.
    linked: Vec<String>,
    prints: Prints,
    pages: Vec<Page>,
    diagnostics: Vec<Diagnostic>,
    /// Incidents that happened again: many pages list a part of them.
    again: OnceLock<Vec<usize>>,
    export: OnceLock<Arc<Export>>,
}

impl<'a> Site<'a> {
    pub fn new(input: &'a Input, corpus: &'a Corpus, patterns: &'a Patterns) -> Self {
        let routes = Routes {
            folders: input.config.base_url.is_some() && !input.config.search.offline,
        };
        let index = Index::new(input, corpus, patterns);
        let theme = Theme::new(input, routes, !index.teams.is_empty());
        Self::with(input, corpus, patterns, index, routes, Arc::new(theme))
    }

    /// A site of the same project with other incidents.
    pub fn beside(
        other: &Site<'_>,
        input: &'a Input,
        corpus: &'a Corpus,
        patterns: &'a Patterns,
    ) -> Self {
        let index = Index::new(input, corpus, patterns);
        let theme = Arc::clone(&other.theme);
        Self::with(input, corpus, patterns, index, other.routes, theme)
    }

    fn with(
        input: &'a Input,
        corpus: &'a Corpus,
        patterns: &'a Patterns,
        index: Index<'a>,
        routes: Routes,
        theme: Arc<Theme>,
    ) -> Self {
        let mut site = Self {
            input,
            corpus,
            patterns,
            routes,
            ledger: ledger::Ledger::new(input, corpus, patterns, &index.newest),
            index,
            links: Links::new(input, corpus),
            lines: corpus
                .incidents
                .iter()
                .map(|incident| Lines::of(input.sources.get(incident.file)))
                .collect(),
            linked: Vec::new(),
            prints: Prints::new(corpus.incidents.len()),
            pages: Vec::new(),
            diagnostics: theme.diagnostics.clone(),
            theme,
            again: OnceLock::new(),
            export: OnceLock::new(),
        };
        let attachments = site.survey();
        site.pages = site.list(&attachments);
        site
    }

    /// Looks through the links of all documents; gives the attachments that pages need.
    fn survey(&mut self) -> BTreeSet<usize> {
        let shared = self.shared();
        let surveys: Vec<_> = self
            .corpus
            .incidents
            .par_iter()
            .map(|incident| body::survey(&shared, incident))
            .collect();
        let mut attachments = BTreeSet::new();
        for survey in surveys {
            attachments.extend(survey.attachments);
            self.linked.push(survey.linked);
            let found = check::levelled(self.input, survey.diagnostics);
            self.diagnostics.extend(found);
        }
        attachments
    }

    fn shared(&self) -> body::Shared<'_> {
        body::Shared {
            input: self.input,
            incidents: &self.corpus.incidents,
            links: &self.links,
            routes: self.routes,
        }
    }

    /// The list of pages. Where two claim one path, the project's own file wins, then what stands first here.
    fn list(&self, attachments: &BTreeSet<usize>) -> Vec<Page> {
        let mut pages = BTreeMap::new();
        let mut add = |path: String, kind: PageKind| {
            pages.entry(path).or_insert(kind);
        };
        for (index, file) in self.input.static_files.iter().enumerate() {
            add(file.path.clone(), PageKind::Static(index));
        }
        let parts = |path: &str, length: usize| {
            let path = path.to_string();
            (0..views::parts(length)).map(move |number| (routes::part(&path, number), number))
        };
        add("index.html".into(), PageKind::Home);
        for (path, part) in parts("incidents/index.html", self.corpus.incidents.len()) {
            add(path, PageKind::Incidents { part });
        }
        for (index, incident) in self.corpus.incidents.iter().enumerate() {
            add(routes::incident(&incident.slug), PageKind::Incident(index));
        }
        add("patterns/index.html".into(), PageKind::Patterns);
        for (pattern, found) in self.patterns.all.iter().enumerate() {
            let path = routes::pattern(&found.category.key);
            for (path, part) in parts(&path, found.incidents.len()) {
                add(path, PageKind::Pattern { pattern, part });
            }
        }
        add("actions/index.html".into(), PageKind::Actions);
        for (state, actions) in self.index.actions.iter().enumerate() {
            let path = pages::actions::path(state);
            let pages = 0..views::action_parts(actions.len());
            for part in pages.take_while(|_| !actions.is_empty()) {
                let path = routes::part(&path, part);
                add(path, PageKind::ActionState { state, part });
            }
        }
        add("services/index.html".into(), PageKind::Services);
        for (service, entry) in self.index.services.iter().enumerate() {
            for (path, part) in parts(&entry.group.path, entry.group.incidents.len()) {
                add(path, PageKind::Service { service, part });
            }
        }
        if !self.index.teams.is_empty() {
            add(pages::teams::PATH.into(), PageKind::Teams);
        }
        for (team, entry) in self.index.teams.iter().enumerate() {
            for (path, part) in parts(&entry.group.path, entry.group.incidents.len()) {
                add(path, PageKind::Team { team, part });
            }
        }
        add("card/index.html".into(), PageKind::Card);
        for (severity, group) in self.index.severities.iter().enumerate() {
            for (path, part) in parts(&group.path, group.incidents.len()) {
                add(path, PageKind::Severity { severity, part });
            }
        }
        for (year, group) in self.index.years.iter().enumerate() {
            for (path, part) in parts(&group.path, group.incidents.len()) {
                add(path, PageKind::Year { year, part });
            }
        }
        if self.input.config.search.site {
            add("search/index.html".into(), PageKind::Search);
        }
        for (path, kind) in pages::ledger::list(self) {
            add(path, kind);
        }
        for (path, kind) in pages::across::list(self) {
            add(path, kind);
        }
        // How to write better ones is for those who write.
        if self.input.outside.is_none() {
            add(pages::quality::PATH.into(), PageKind::Quality);
            add(pages::rules::INDEX.into(), PageKind::Rules);
            for (number, rule) in check::rules().iter().enumerate() {
                add(pages::rules::path(rule), PageKind::Rule(number));
            }
        }
        add("about/index.html".into(), PageKind::About);
        add("404.html".into(), PageKind::NotFound);
        add("data/knowledge-base.json".into(), PageKind::Data);
        add("data/schema.json".into(), PageKind::Schema);
        for table in tables::Table::ALL {
            add(table.path().into(), PageKind::Table(table));
        }
        for service in 0..self.index.services.len() {
            add(
                self.service_data_path(service),
                PageKind::ServiceData(service),
            );
        }
        for (path, feed) in self.feeds() {
            add(path, PageKind::Feed(feed));
        }
        add(".nojekyll".into(), PageKind::NoJekyll);
        if self.input.config.base_url.is_some() {
            add("sitemap.xml".into(), PageKind::Sitemap);
        }
        for (index, asset) in self.theme.assets.iter().enumerate() {
            add(asset.path.clone(), PageKind::Asset(index));
        }
        for &index in attachments {
            let path = routes::attachment(&self.input.attachments[index].path);
            add(path, PageKind::Attachment(index));
        }
        for (incident, said) in self.corpus.incidents.iter().enumerate() {
            for path in said
                .aliases
                .iter()
                .filter_map(|alias| pages::redirect::path(alias))
            {
                add(path, PageKind::Redirect { incident });
            }
        }
        pages
            .into_iter()
            .map(|(path, kind)| Page { path, kind })
            .collect()
    }

    /// Every page of the site, sorted by path.
    pub fn pages(&self) -> Vec<Page> {
        self.pages.clone()
    }

    /// Whether a page needs this attachment.
    pub fn shows_attachment(&self, index: usize) -> bool {
        let path = routes::attachment(&self.input.attachments[index].path);
        let by_path = |page: &Page| page.path.as_str().cmp(&path);
        let page = self.pages.binary_search_by(by_path);
        page.is_ok_and(|at| self.pages[at].kind == PageKind::Attachment(index))
    }

    /// Pages that come after all others, since working them out takes long: the search for the browser.
    pub fn later(&self) -> Vec<Page> {
        if !self.input.config.search.site {
            return Vec::new();
        }
        let taken: HashSet<&str> = self.pages.iter().map(|page| page.path.as_str()).collect();
        let pieces = self.search().pieces.iter().enumerate();
        pieces
            .filter(|(_, piece)| !taken.contains(piece.path.as_str()))
            .map(|(index, piece)| Page {
                path: piece.path.clone(),
                kind: PageKind::SearchPiece(index),
            })
            .collect()
    }

    /// The search for the browser. The first thread that asks works it out, the others wait.
    pub fn search(&self) -> &Arc<Export> {
        self.search_after(&[])
    }

    /// The same with less work: pieces of an earlier one are taken over where they are the same.
    pub fn search_after(&self, before: &[export::Piece]) -> &Arc<Export> {
        self.export
            .get_or_init(|| Arc::new(pages::search::export(self, before)))
    }

    /// The data contract as this site's readers see it.
    fn data(&self) -> Pieces<'a> {
        Pieces::new(self.input, self.corpus, self.patterns, Reader::Site)
    }

    /// What is wrong with links and with the project's theme.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The bytes of one page; a broken template is a diagnostic.
    pub fn render(&self, page: &Page) -> Result<Content, Diagnostic> {
        match self.make(page, Before::NotAsked)? {
            Made::New(content, _) => Ok(content),
            Made::Same(_) => unreachable!("nothing is known of how it was"),
        }
    }

    /// The same, unless what the page is made from is what it was made from before.
    ///
    /// # Errors
    /// Those of [`Site::render`].
    pub fn make(&self, page: &Page, before: Before) -> Result<Made, Diagnostic> {
        pages::make(self, &Asked { page, before })
    }
}
