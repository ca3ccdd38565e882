//! What templates see: small structs of text and links, shared by the kinds of pages.

mod actions;
mod pager;
mod rows;

pub use actions::{ActionRow, Ready, reference};
pub use pager::{Beyond, PART, Pager, action_parts, paged, part, parts};
pub use rows::Row;

use super::index::Group;
use super::lines::Lines;
use super::prints::Before;
use super::{Site, routes};
use crate::model::Source;
use serde::Serialize;

/// What the layout needs to know of a page.
#[derive(Debug, Serialize, Default)]
pub struct Layout {
    /// What leads from the page to the site's root.
    pub root: String,
    pub title: String,
    pub description: String,
    /// Which entry of the navigation is current.
    pub nav: &'static str,
    /// Absolute address, where the site knows its own.
    pub canonical: Option<String>,
    /// The feed to subscribe to, where there is one.
    pub feed: Option<String>,
    pub crumbs: Vec<Link>,
    /// Scripts beside the common one, as names of assets.
    pub scripts: Vec<&'static str>,
    pub incident: bool,
    /// What is known of the page before it is made.
    #[serde(skip)]
    pub before: Before,
}

#[derive(Debug, Serialize, Default, Clone, PartialEq, Eq)]
pub struct Link {
    pub name: String,
    pub url: String,
}

/// A name, its page, and how many incidents stand there.
#[derive(Debug, Serialize, Clone)]
pub struct Counted {
    pub name: String,
    pub url: String,
    pub count: usize,
    pub class: &'static str,
}

impl Site<'_> {
    pub(super) fn link(&self, root: &str, name: impl Into<String>, path: &str) -> Link {
        Link {
            name: name.into(),
            url: self.routes.href(root, path),
        }
    }

    pub(super) fn incident_url(&self, root: &str, index: usize) -> String {
        let slug = &self.corpus.incidents[index].slug;
        self.routes.href(root, &routes::incident(slug))
    }

    /// The place of a value on its incident's page.
    pub(super) fn fact_url(
        &self,
        root: &str,
        index: usize,
        source: &Source,
        lines: &Lines,
    ) -> String {
        let mut url = self.incident_url(root, index);
        if let Some(line) = lines.of_value(source) {
            url.push_str(&format!("#kb-l{line}"));
        }
        url
    }

    /// Pages of the services that an incident names, each once.
    pub(super) fn service_links(&self, root: &str, index: usize) -> Vec<Link> {
        let services = self.index.services_of(index).iter();
        services
            .map(|&service| self.service_link(root, service))
            .collect()
    }

    /// The page of a service, by its index.
    pub(super) fn service_link(&self, root: &str, service: usize) -> Link {
        let group = &self.index.services[service].group;
        self.link(root, group.name.as_str(), &group.path)
    }

    /// Incidents of a group that are no drafts.
    pub(super) fn count(&self, incidents: &[usize]) -> usize {
        let counted = |index: &&usize| self.index.counts[**index];
        incidents.iter().filter(counted).count()
    }

    pub(super) fn counted(&self, root: &str, group: &Group) -> Counted {
        let class = match group.name.as_str() {
            "SEV1" => "sev1",
            "SEV2" => "sev2",
            "SEV3" => "sev3",
            "SEV4" => "sev4",
            "SEV5" => "sev5",
            _ => "",
        };
        Counted {
            name: group.name.clone(),
            url: self.routes.href(root, &group.path),
            count: self.count(&group.incidents),
            class,
        }
    }
}

/// Whether an address may be linked to from a fact.
pub fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
