//! The pages, one kind per file: what its template sees, and how that is gathered.

pub mod about;
pub mod across;
pub mod actions;
pub mod home;
pub mod incident;
pub mod incidents;
pub mod ledger;
pub mod patterns;
pub mod quality;
pub mod redirect;
pub mod rules;
pub mod search;
pub mod services;
pub mod teams;

use super::feeds::Feed;
use super::prints::{Asked, Made};
use super::views::Layout;
use super::{Content, Page, PageKind, Site, routes};
use crate::diagnostic::Diagnostic;
use crate::export;

/// A page with its content, unless it is as it was.
pub fn make(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    match page.kind {
        PageKind::Home => home::render(site, page),
        PageKind::Incidents { part } => incidents::all(site, page, part),
        PageKind::Severity { severity, part } => incidents::severity(site, page, severity, part),
        PageKind::Year { year, part } => incidents::year(site, page, year, part),
        PageKind::Incident(incident) => incident::render(site, page, incident),
        PageKind::Patterns => patterns::index(site, page),
        PageKind::Pattern { pattern, part } => patterns::pattern(site, page, pattern, part),
        PageKind::Actions => actions::index(site, page),
        PageKind::ActionState { state, part } => actions::state(site, page, state, part),
        PageKind::Services => services::index(site, page),
        PageKind::Service { service, part } => services::service(site, page, service, part),
        PageKind::Teams => teams::index(site, page),
        PageKind::Team { team, part } => teams::team(site, page, team, part),
        PageKind::Card => site.fill(
            "card.html",
            &site.layout(page, "card", "Before a retrospective"),
            &(),
        ),
        PageKind::Search => search::page(site, page),
        PageKind::SearchPiece(index) => Ok(site.search().pieces[index].bytes.to_vec().into()),
        PageKind::Ledger(kind) => ledger::render(site, page, kind),
        PageKind::Across(kind) => across::render(site, page, kind),
        PageKind::Quality => quality::render(site, page),
        PageKind::Rules => rules::index(site, page),
        PageKind::Rule(rule) => rules::rule(site, page, rule),
        PageKind::About => about::render(site, page),
        PageKind::NotFound => about::not_found(site),
        PageKind::Redirect { incident } => redirect::render(site, page, incident),
        PageKind::Sitemap => Ok(redirect::sitemap(site).into()),
        PageKind::Data => site.unless_same(
            page.before,
            || (site.input.today, site.told_of_all(), site.across()),
            || Ok(Content::Large(site.data_pieces(page.before))),
        ),
        PageKind::Schema => Ok(export::SCHEMA.as_bytes().to_vec().into()),
        PageKind::Table(table) => site.unless_same(
            page.before,
            || (table.name(), site.told_of_all()),
            || Ok(Content::Large(site.table_pieces(page.before))),
        ),
        PageKind::ServiceData(service) => Ok(site.service_data(service).into()),
        PageKind::Feed(feed) => Ok(site.feed(feed).into()),
        PageKind::NoJekyll => Ok(Vec::new().into()),
        PageKind::Asset(asset) => Ok(site.theme.assets[asset].bytes.to_vec().into()),
        PageKind::Attachment(index) => {
            Ok(Content::Copy(site.input.attachments[index].location.clone()).into())
        }
        PageKind::Static(index) => {
            Ok(Content::Copy(site.input.static_files[index].location.clone()).into())
        }
    }
}

impl Site<'_> {
    /// The layout of a page with its title.
    fn layout(&self, page: &Asked<'_>, nav: &'static str, title: impl Into<String>) -> Layout {
        Layout {
            root: routes::root_of(&page.path),
            title: title.into(),
            nav,
            canonical: self.absolute(&page.path),
            feed: self.feed_link(page),
            before: page.before,
            ..Layout::default()
        }
    }

    /// The feed that tells of a page's news: its own, else that of everything.
    fn feed_link(&self, page: &Page) -> Option<String> {
        self.input.config.base_url.as_ref()?;
        let feed = match page.kind {
            PageKind::Service { service, .. } => Feed::Service(service),
            PageKind::Pattern { pattern, .. } => Feed::Pattern(pattern),
            _ => Feed::All,
        };
        Some(format!(
            "{}{}",
            routes::root_of(&page.path),
            self.feed_path(feed)
        ))
    }

    /// The absolute address of a path, where the site knows its own.
    pub(super) fn absolute(&self, path: &str) -> Option<String> {
        let base = self.input.config.base_url.as_deref()?;
        Some(
            self.routes
                .href(&format!("{}/", base.trim_end_matches('/')), path),
        )
    }
}
