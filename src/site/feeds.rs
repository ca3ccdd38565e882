//! Atom feeds: what is new, in all incidents, of one service, of one pattern. They need absolute addresses.

use super::html::escape;
use super::{Site, routes, words};
use crate::people;
use chrono::NaiveDate;

/// Entries of one feed.
const MOST: usize = 50;

/// What a feed tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    All,
    Service(usize),
    Pattern(usize),
}

impl Site<'_> {
    /// Every feed and its path; none where the site does not know its own address.
    pub(super) fn feeds(&self) -> Vec<(String, Feed)> {
        if self.input.config.base_url.is_none() {
            return Vec::new();
        }
        let services = (0..self.index.services.len()).map(Feed::Service);
        let patterns = (0..self.patterns.all.len()).map(Feed::Pattern);
        [Feed::All]
            .into_iter()
            .chain(services)
            .chain(patterns)
            .map(|feed| (self.feed_path(feed), feed))
            .collect()
    }

    /// Beside the page that the feed is of.
    pub(super) fn feed_path(&self, feed: Feed) -> String {
        let page = self.feed_page(feed);
        format!(
            "{}feed.atom",
            page.strip_suffix("index.html").unwrap_or(&page)
        )
    }

    fn feed_page(&self, feed: Feed) -> String {
        match feed {
            Feed::All => "index.html".into(),
            Feed::Service(service) => self.index.services[service].group.path.clone(),
            Feed::Pattern(pattern) => routes::pattern(&self.patterns.all[pattern].category.key),
        }
    }

    /// The newest incidents that count and have a date.
    fn entries(&self, feed: Feed) -> Vec<(usize, NaiveDate)> {
        let incidents = match feed {
            Feed::All => &self.index.newest,
            Feed::Service(service) => &self.index.services[service].group.incidents,
            Feed::Pattern(pattern) => &self.patterns.all[pattern].incidents,
        };
        let dated = incidents.iter().filter_map(|&index| {
            let incident = &self.corpus.incidents[index];
            let date = incident.date.as_ref().filter(|_| incident.counts())?;
            Some((index, date.value))
        });
        let mut entries: Vec<_> = dated.collect();
        entries.sort_by_key(|&(index, date)| (std::cmp::Reverse(date), self.index.place[index]));
        entries.truncate(MOST);
        entries
    }

    /// The bytes of a feed.
    pub(super) fn feed(&self, feed: Feed) -> Vec<u8> {
        let absolute = |path: &str| self.absolute(path).unwrap_or_default();
        let title = &self.input.config.title;
        let name = match feed {
            Feed::All => title.clone(),
            Feed::Service(service) => {
                format!("{}: {title}", self.index.services[service].group.name)
            }
            Feed::Pattern(pattern) => {
                format!("{}: {title}", self.patterns.all[pattern].category.name)
            }
        };
        let entries = self.entries(feed);
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
        );
        element(&mut xml, "title", &name);
        let (own, page) = (
            absolute(&self.feed_path(feed)),
            absolute(&self.feed_page(feed)),
        );
        element(&mut xml, "id", &own);
        link(&mut xml, "self", &own);
        link(&mut xml, "alternate", &page);
        // A feed without entries has never changed.
        let last = entries.first().map(|&(_, date)| date).unwrap_or_default();
        element(&mut xml, "updated", &moment(last));
        xml.push_str("<author>");
        element(&mut xml, "name", title);
        xml.push_str("</author>\n");
        for (index, date) in entries {
            let incident = &self.corpus.incidents[index];
            let quoted = |text: &str| people::quoted(self.input, incident, text).into_owned();
            let url = absolute(&routes::incident(&incident.slug));
            xml.push_str("<entry>\n");
            element(&mut xml, "title", &quoted(&incident.title.value));
            element(&mut xml, "id", &url);
            link(&mut xml, "alternate", &url);
            element(&mut xml, "updated", &moment(date));
            if let Some(summary) = &incident.summary {
                element(
                    &mut xml,
                    "summary",
                    &words::shortened(&quoted(&summary.value), 400),
                );
            }
            for &service in self.index.services_of(index) {
                xml.push_str("<category term=\"");
                escape(&mut xml, &self.index.services[service].group.name);
                xml.push_str("\"/>\n");
            }
            xml.push_str("</entry>\n");
        }
        xml.push_str("</feed>\n");
        xml.into_bytes()
    }
}

/// A day as a moment: the hour is not known, and noon is on that day nearly everywhere.
fn moment(date: NaiveDate) -> String {
    format!("{date}T12:00:00Z")
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>"));
    // Control characters are not allowed in XML, not even escaped.
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect();
    escape(xml, &text);
    xml.push_str(&format!("</{name}>\n"));
}

fn link(xml: &mut String, relation: &str, url: &str) {
    xml.push_str(&format!("<link rel=\"{relation}\" href=\""));
    escape(xml, url);
    xml.push_str("\"/>\n");
}
