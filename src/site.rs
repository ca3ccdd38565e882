//! The site: a list of pages, and the bytes of each. Pure: nothing is read or written here.

use crate::diagnostic::Diagnostic;
use crate::model::Corpus;
use crate::patterns::Patterns;
use crate::read::Input;
use std::path::PathBuf;

/// A page as a small value: what it is, by index, never its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Path below the site's root, with `/`: `incidents/x/index.html`.
    pub path: String,
    pub kind: PageKind,
}

/// Grows with the kinds of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    Home,
}

/// What a page holds.
#[derive(Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    /// A file to be copied in blocks.
    Copy(PathBuf),
}

/// The whole site, ready to be rendered page by page.
pub struct Site<'a> {
    pub input: &'a Input,
    pub corpus: &'a Corpus,
    pub patterns: &'a Patterns,
}

impl<'a> Site<'a> {
    pub fn new(input: &'a Input, corpus: &'a Corpus, patterns: &'a Patterns) -> Self {
        Self {
            input,
            corpus,
            patterns,
        }
    }

    /// Every page of the site, sorted by path.
    pub fn pages(&self) -> Vec<Page> {
        vec![Page {
            path: "index.html".into(),
            kind: PageKind::Home,
        }]
    }

    /// The bytes of one page; a broken template is a diagnostic.
    pub fn render(&self, page: &Page) -> Result<Content, Diagnostic> {
        let _ = page;
        Ok(Content::Bytes(Vec::new()))
    }
}
