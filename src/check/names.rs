//! Who is a person in a document: those whom it lists, and what people are usually called.

use crate::catalog::Catalog;
use crate::extract::headings::Meaning;
use crate::extract::items;
use crate::extract::outline::Outline;
use crate::model::Incident;
use crate::parse::{Block, BlockKind};
use crate::read::Input;
use rustc_hash::FxHashSet;
use std::borrow::Borrow;

/// Names of the people whom a document lists as its authors, responders and owners.
#[derive(Debug, Default)]
pub struct Names {
    /// Single words of names in lower case, handles with their `@`.
    known: FxHashSet<String>,
}

impl Names {
    /// A team or a service that is called like a person stays one.
    pub fn of(input: &Input, incident: Option<&Incident>, outline: &Outline<'_>) -> Self {
        let mut names = Self::default();
        if let Some(incident) = incident {
            let owners = incident.actions.iter().flat_map(|action| &action.owners);
            for name in incident.authors.iter().chain(owners) {
                names.add(&name.value, &input.catalog);
            }
        }
        for part in outline
            .parts
            .iter()
            .filter(|part| part.within == Some(Meaning::People))
        {
            for block in &part.blocks {
                let block: &Block = block.borrow();
                let mut inlines = Vec::new();
                match &block.kind {
                    BlockKind::Table { rows, .. } => {
                        inlines.extend(rows.iter().filter_map(|row| row.cells.first()));
                    }
                    _ => items::inlines(block, &mut inlines),
                }
                for line in inlines.iter().flat_map(|inline| inline.text.lines()) {
                    for name in line.split([',', ';', ':', '–', '|']) {
                        names.add(name, &input.catalog);
                    }
                }
            }
        }
        names
    }

    fn add(&mut self, name: &str, catalog: &Catalog) {
        let name = name.trim();
        if catalog.team(name).is_some() || catalog.service(name).is_some() {
            return;
        }
        let plain = name.split('(').next().unwrap_or(name).trim();
        let words: Vec<&str> = plain.split_whitespace().collect();
        if words.is_empty() || words.len() > 4 {
            return;
        }
        if let [handle] = words[..]
            && handle.starts_with('@')
        {
            self.known.insert(handle.to_lowercase());
            return;
        }
        let looks_like_one = |word: &&str| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase)
                && chars.clone().count() >= 2
                && chars.clone().any(char::is_lowercase)
                && chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        };
        let is_role = words.iter().any(|word| {
            super::words::class(&word.to_lowercase()) & super::words::ROLE != 0
                || NO_NAME.contains(&word.to_lowercase().as_str())
        });
        if !is_role
            && words.iter().all(looks_like_one)
            && (words.len() > 1 || is_first_name(words[0]))
        {
            self.known
                .extend(words.iter().map(|word| word.to_lowercase()));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether the document lists a person of this name or handle, given in lower case.
    pub fn lists(&self, word: &str) -> bool {
        self.known.contains(word)
    }
}

fn is_first_name(word: &str) -> bool {
    super::words::class(&word.to_lowercase()) & super::words::FIRST_NAME != 0
}

/// Words of groups, which stand where names do.
const NO_NAME: &[&str] = &[
    "platform",
    "support",
    "operations",
    "ops",
    "infrastructure",
    "security",
    "network",
    "group",
    "department",
    "squad",
    "payments",
    "customer",
    "incident",
    "the",
    "service",
    "services",
    "engineering",
    "product",
    "data",
    "cloud",
    "release",
    "management",
    "everyone",
    "all",
    "core",
    "working",
    "devops",
    "reliability",
    "unknown",
    "none",
    "tbd",
    "backend",
    "frontend",
    "mobile",
    "web",
    "identity",
    "search",
    "database",
    "storage",
    "billing",
    "community",
    "moderators",
];
