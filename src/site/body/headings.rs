//! Headings of a document as its page shows them: nested without gaps, each with an address of its own.

use crate::catalog::fold;
use crate::model::Sourced;
use crate::span::FileId;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashSet;
use std::ops::Range;

/// One heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Level in the page, from 2: nesting counts, not the number of `#`.
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// All headings of a document.
#[derive(Debug, Default)]
pub struct Headings {
    pub list: Vec<Heading>,
    /// Words of the first heading, where it is the document's title: it stands above the body then.
    pub title: Option<String>,
    title_id: String,
    /// Whether raw HTML sets ids that are not known here.
    pub has_raw_ids: bool,
}

impl Headings {
    pub fn of(events: &[(Event<'_>, Range<usize>)], title: &Sourced<String>, file: FileId) -> Self {
        let mut headings = Self::default();
        let mut used = HashSet::new();
        let mut open: Vec<u8> = Vec::new();
        let mut began = false;
        let mut at = 0;
        while at < events.len() {
            let (event, range) = &events[at];
            at += 1;
            match event {
                Event::Html(html) | Event::InlineHtml(html) => {
                    headings.has_raw_ids |= html.contains("id=") || html.contains("name=");
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let mut text = String::new();
                    while at < events.len() {
                        match &events[at].0 {
                            Event::End(TagEnd::Heading(_)) => break,
                            Event::Text(part) | Event::Code(part) => text.push_str(part),
                            Event::SoftBreak | Event::HardBreak => text.push(' '),
                            _ => {}
                        }
                        at += 1;
                    }
                    let level = *level as u8;
                    let wanted = match id {
                        Some(id) => id.to_string(),
                        None => slug(&text),
                    };
                    let is_title = !began && {
                        let span = title.source.span().filter(|span| span.file == file);
                        let holds = span.is_some_and(|span| {
                            range.start <= span.start as usize && (span.end as usize) <= range.end
                        });
                        holds || fold(&text) == fold(&title.value)
                    };
                    began = true;
                    if is_title {
                        headings.title = Some(text.trim().to_string());
                        headings.title_id = wanted;
                        continue;
                    }
                    while open.last().is_some_and(|&other| other >= level) {
                        open.pop();
                    }
                    open.push(level);
                    headings.list.push(Heading {
                        level: (open.len() as u8 + 1).min(6),
                        id: unique(wanted, &mut used),
                        text: text.trim().to_string(),
                    });
                }
                Event::Text(_) | Event::Code(_) => began = true,
                _ => {}
            }
        }
        headings
    }

    /// The id that a link's fragment means.
    pub fn find(&self, fragment: &str) -> Option<&str> {
        let found = |wanted: &str| {
            self.list
                .iter()
                .find(|heading| heading.id == wanted)
                .map(|heading| heading.id.as_str())
        };
        found(fragment)
            .or_else(|| found(&slug(fragment)))
            .or_else(|| found(&format!("doc-{fragment}")))
            .or_else(|| {
                (self.title.is_some()
                    && (fragment == self.title_id || slug(fragment) == self.title_id))
                    .then_some("kb-title")
            })
    }
}

/// An id that no other heading has, and none of the page's own, which all begin with `kb-`.
fn unique(wanted: String, used: &mut HashSet<String>) -> String {
    let mut wanted: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
    if wanted.is_empty() {
        wanted.push_str("section");
    }
    if wanted
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("kb-"))
    {
        wanted.insert_str(0, "doc-");
    }
    let mut id = wanted.clone();
    let mut number = 0;
    while !used.insert(id.clone()) {
        number += 1;
        id = format!("{wanted}-{number}");
    }
    id
}

/// The id that GitHub gives a heading, so that links written for it work here.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => slug.push('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => slug.push(c),
            _ => {}
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;
    use pulldown_cmark::Parser;

    fn headings(text: &str) -> Headings {
        let events: Vec<_> = Parser::new_ext(text, crate::parse::markdown::options())
            .into_offset_iter()
            .collect();
        let title = Sourced::new("Queue full".to_string(), Source::FileName(FileId(0)));
        Headings::of(&events, &title, FileId(0))
    }

    #[test]
    fn headings_nest_without_gaps_below_the_title() {
        let headings = headings("# Queue full\n\n## A\n\n#### B\n\n# C\n");
        let shape: Vec<_> = headings
            .list
            .iter()
            .map(|h| (h.level, h.id.as_str()))
            .collect();
        assert_eq!(shape, [(2, "a"), (3, "b"), (2, "c")]);
        assert_eq!(headings.title.as_deref(), Some("Queue full"));
        assert_eq!(headings.find("queue-full"), Some("kb-title"));
    }

    #[test]
    fn ids_clash_neither_with_each_other_nor_with_the_page() {
        let headings = headings("## A\n\n## A\n\n## X {#kb-facts}\n\n## ?\n");
        let ids: Vec<_> = headings.list.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["a", "a-1", "doc-kb-facts", "section"]);
        assert_eq!(headings.find("kb-facts"), Some("doc-kb-facts"));
        assert_eq!(headings.find("nowhere"), None);
    }
}
