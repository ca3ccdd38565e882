//! A document's body as HTML: the author's words in full, safe to show.
//!
//! Headings are nested below the page's own and carry permalinks; every place that a fact was taken from gets an anchor
//! (`kb-l31` for line 31); links between documents lead to pages. Only where a document has raw HTML is the result read
//! again and sanitised.

mod headings;
mod sanitise;
mod writer;

pub use headings::{Heading, Headings};

use super::lines::Lines;
use super::links::{Links, Target};
use super::routes::{self, Routes};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced};
use crate::parse::{self, front_matter};
use crate::read::Input;
use crate::span::{FileId, SourceFile, Span};
use pulldown_cmark::Event;
use std::ops::Range;

/// What the bodies of all documents have in common.
pub struct Shared<'a> {
    pub input: &'a Input,
    pub incidents: &'a [Incident],
    pub links: &'a Links<'a>,
    pub routes: Routes,
}

/// A Markdown text that becomes a part of a page.
pub struct Text<'a> {
    pub file: FileId,
    /// Path below the content folder, from which relative links count.
    pub path: &'a str,
    pub title: &'a Sourced<String>,
    /// What leads from the page back to the site's root.
    pub root: &'a str,
}

impl<'a> Text<'a> {
    /// The retrospective of an incident, on the incident's page.
    pub fn of(incident: &'a Incident) -> Self {
        Self {
            file: incident.file,
            path: &incident.source,
            title: &incident.title,
            root: "../../",
        }
    }
}

/// A body that is ready for its page.
#[derive(Debug, Default)]
pub struct Body {
    pub html: String,
    /// The title as the author wrote it, where the body began with it: the page shows it as its own heading.
    pub title: Option<String>,
    pub headings: Vec<Heading>,
}

/// A document's events and headings, read once.
struct Reading<'a> {
    source: &'a SourceFile,
    events: Vec<(Event<'a>, Range<usize>)>,
    headings: Headings,
}

fn read<'a>(input: &'a Input, text: &Text<'_>) -> Reading<'a> {
    let source = input.sources.get(text.file);
    let start = front_matter::body_start(&source.text);
    let events = parse::events(source, start);
    let headings = Headings::of(&events, text.title, source.id);
    Reading {
        source,
        events,
        headings,
    }
}

/// Renders a text; `facts` are the byte offsets of what was taken from it, in order.
pub fn render(shared: &Shared<'_>, text: &Text<'_>, facts: &[u32], lines: &Lines) -> Body {
    let reading = read(shared.input, text);
    let raw_html = shared.input.config.raw_html;
    let mut writer = writer::Writer::new(shared, text, &reading, facts, lines);
    writer.run();
    let (html, has_html) = writer.finish();
    Body {
        html: if has_html && !raw_html {
            sanitise::clean(&html)
        } else {
            sanitise::unmark(html)
        },
        title: reading.headings.title.clone(),
        headings: reading.headings.list,
    }
}

/// The link that a document's address becomes on its page, or `None` where it leads nowhere.
fn href(
    shared: &Shared<'_>,
    from: &Text<'_>,
    own: Option<&Headings>,
    address: &str,
) -> Option<String> {
    let root = from.root;
    match shared.links.resolve(from.path, address) {
        Target::External(address) => Some(address.to_string()),
        Target::Here(fragment) if fragment.is_empty() => Some("#kb-main".into()),
        Target::Here(fragment) => {
            // Raw HTML may set ids that only the browser finds.
            let Some(own) = own else {
                return Some(format!("#{fragment}"));
            };
            own.find(&fragment)
                .map(|id| format!("#{}", super::html::encoded_path(id)))
        }
        Target::Incident(index, fragment) => {
            let target = &shared.incidents[index];
            let mut href = shared.routes.href(root, &routes::incident(&target.slug));
            if let Some(fragment) = fragment
                && let Some(id) = read(shared.input, &Text::of(target))
                    .headings
                    .find(&fragment)
            {
                href.push('#');
                href.push_str(&super::html::encoded_path(id));
            }
            Some(href)
        }
        Target::Attachment(index) => {
            let path = routes::attachment(&shared.input.attachments[index].path);
            Some(shared.routes.href(root, &path))
        }
        Target::Static(index) => Some(
            shared
                .routes
                .href(root, &shared.input.static_files[index].path),
        ),
        Target::Pageless | Target::Missing | Target::Refused => None,
    }
}

/// What a document links to: the attachments that its page needs, and links that lead nowhere.
#[derive(Debug, Default)]
pub struct Survey {
    pub attachments: Vec<usize>,
    /// All that the page shows of what the links lead to, to be compared; empty for most.
    pub linked: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// Looks through a document's links without rendering it.
pub fn survey(shared: &Shared<'_>, incident: &Incident) -> Survey {
    let mut survey = Survey::default();
    if !may_link(&shared.input.sources.get(incident.file).text) {
        return survey;
    }
    let reading = read(shared.input, &Text::of(incident));
    let mut look = |address: &str, range: &Range<usize>| {
        let target = shared.links.resolve(&incident.source, address);
        survey.linked.push_str(&seen_of(shared, &target));
        let (rule, missing) = match target {
            Target::Attachment(index) => {
                survey.attachments.push(index);
                return;
            }
            Target::Pageless => ("broken-link", "it tells of no incident, so it has no page"),
            Target::Missing => ("broken-link", "there is no such file among the documents"),
            Target::Refused => (
                "refused-link",
                "only http, https, mailto and tel may be linked to",
            ),
            Target::Here(fragment)
                if !fragment.is_empty()
                    && !reading.headings.has_raw_ids
                    && reading.headings.find(&fragment).is_none() =>
            {
                ("broken-anchor", "the document has no such heading")
            }
            _ => return,
        };
        let span = Span::new(reading.source.id, range.clone());
        survey.diagnostics.push(
            Diagnostic::warning(rule, span, format!("`{address}` leads nowhere")).help(format!(
                "{missing}; the page shows the text without the link"
            )),
        );
    };
    for (event, range) in &reading.events {
        match event {
            Event::Start(pulldown_cmark::Tag::Link {
                dest_url,
                link_type,
                ..
            }) if *link_type != pulldown_cmark::LinkType::Email => look(dest_url, range),
            Event::Start(pulldown_cmark::Tag::Image { dest_url, .. }) => look(dest_url, range),
            Event::Html(html) | Event::InlineHtml(html) => {
                for address in sanitise::addresses(html) {
                    look(&address, range);
                }
            }
            _ => {}
        }
    }
    survey
}

/// What a page shows of the target of a link.
fn seen_of(shared: &Shared<'_>, target: &Target<'_>) -> String {
    match target {
        Target::Incident(index, fragment) => {
            let incident = &shared.incidents[*index];
            // Which heading a fragment means is seen in its text.
            let text = fragment
                .is_some()
                .then(|| shared.input.sources.hash(incident.file));
            let title = &incident.title;
            let place = title.source.span().map(|span| span.range());
            format!("{} {text:?} {place:?} {}\n", incident.slug, title.value)
        }
        Target::Attachment(index) => format!("{}\n", shared.input.attachments[*index].path),
        Target::Static(index) => format!("/{}\n", shared.input.static_files[*index].path),
        Target::External(_) | Target::Here(_) => String::new(),
        Target::Pageless | Target::Missing | Target::Refused => "-\n".into(),
    }
}

/// Whether a text may hold links to something else than other sites: most documents hold none, and are not read twice.
fn may_link(text: &str) -> bool {
    let external = |rest: &str| {
        let rest = rest.trim_start_matches(['<', ' ', '"', '\'']);
        ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| rest.starts_with(scheme))
    };
    let mut marks = memchr::memchr2_iter(b']', b'=', text.as_bytes());
    marks.any(|at| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let address = match text.as_bytes()[at] {
            b'=' if before.ends_with("src") || before.ends_with("href") => Some(after),
            b'=' => None,
            _ => after.strip_prefix(['(', ':']),
        };
        address.is_some_and(|address| !external(address))
    })
}
