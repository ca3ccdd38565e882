//! HTML documents, above all exports of Confluence (pages and storage format) and Google Docs.
//!
//! They become the same events that Markdown gives, with places in the HTML: sections, bodies, anchors and links are then
//! read as everywhere. Nothing of the markup itself reaches the site, so there is nothing to sanitise.
//!
//! What an export adds around a page (breadcrumbs, who edited it last, comments, lists of attachments, tables of contents)
//! is not the author's document and is left out.

mod address;
mod blocks;
mod fold;
mod inline;
mod list;
mod meaning;
mod run;
mod style;
mod table;
mod text;
mod title;
mod token;
mod tree;
mod writer;

use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// An event and the bytes of the source that it comes from.
pub type Place<'a> = (Event<'a>, Range<usize>);

/// Extensions of HTML documents, in lower case.
pub const EXTENSIONS: &[&str] = &["html", "htm"];

/// Whether a file is HTML, by its name.
pub fn is_html(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()))
}

/// Reads an HTML document from the byte `start`.
pub fn events(text: &str, start: usize) -> Vec<Place<'_>> {
    let tree = tree::Tree::read(text, start);
    writer::Writer::new(text, &tree).run()
}

/// The words of an HTML document, each block on its own line, headings marked as in Markdown.
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() / 2);
    for (event, _) in events(text, 0) {
        match event {
            Event::Start(Tag::Heading { .. }) => words.push_str("\n# "),
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::End(TagEnd::TableCell) => words.push(' '),
            Event::Start(
                Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableHead | Tag::CodeBlock(_),
            )
            | Event::End(TagEnd::Heading(_) | TagEnd::Item)
            | Event::HardBreak => words.push('\n'),
            _ => {}
        }
    }
    words
}
