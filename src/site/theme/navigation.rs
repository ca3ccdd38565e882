//! The main navigation: the site's pages, or what `kb.toml` lists.

use crate::config::theme::{Entry, NAV, PAGES};
use crate::read::Input;
use crate::site::views::is_web;
use serde::Serialize;

/// An entry of the main navigation.
#[derive(Serialize)]
pub struct NavEntry {
    key: String,
    name: String,
    /// Folder of the site, or empty.
    folder: &'static str,
    url: String,
}

/// Its entries, in their order.
pub fn entries(input: &Input) -> Vec<NavEntry> {
    let own = &input.config.theme.nav;
    let entries = match own.is_empty() {
        true => NAV
            .iter()
            .map(|key| Entry::Page((*key).to_string()))
            .collect(),
        false => own.clone(),
    };
    let entry = |entry: Entry| match entry {
        Entry::Page(key) => {
            let (key, name, folder) = PAGES.iter().find(|(known, _, _)| *known == key)?;
            let shown = *key != "search" || input.config.search.site;
            shown.then(|| NavEntry {
                key: (*key).to_string(),
                name: (*name).to_string(),
                folder,
                url: String::new(),
            })
        }
        Entry::Link { name, url } => is_web(&url).then(|| NavEntry {
            key: String::new(),
            name,
            folder: "",
            url,
        }),
    };
    entries.into_iter().filter_map(entry).collect()
}
