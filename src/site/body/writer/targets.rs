//! What leads elsewhere: links, images, raw HTML.

use super::super::{href, sanitise};
use super::Writer;
use crate::site::html::escape;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

impl Writer<'_> {
    /// The beginning of a link; words without a target stay words.
    pub fn link(&mut self, kind: LinkType, address: &str, title: &str) {
        let mail;
        let address = if kind == LinkType::Email && !address.starts_with("mailto:") {
            mail = format!("mailto:{address}");
            &mail
        } else {
            address
        };
        let Some(href) = self.resolve(address) else {
            self.closers.push("");
            return;
        };
        self.in_link = true;
        self.closers.push("</a>");
        self.out.push_str("<a href=\"");
        escape(&mut self.out, &href);
        self.out.push('"');
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape(&mut self.out, title);
            self.out.push('"');
        }
        if href.starts_with("http") || href.starts_with("//") {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        self.out.push('>');
    }

    /// An address for this page; marked as ready where raw HTML makes it pass the sanitiser.
    fn resolve(&self, address: &str) -> Option<String> {
        let headings = &self.reading.headings;
        let own = (!headings.has_raw_ids
            || headings.find(address.trim_start_matches('#')).is_some())
        .then_some(headings);
        let href = href(self.shared, self.text, own, address)?;
        if href.contains("://") || href.starts_with("mailto:") || href.starts_with("tel:") {
            return Some(href);
        }
        Some(format!("{}{href}", sanitise::READY))
    }

    /// An image and its alternative text; gives the index of the event after it.
    pub fn image(&mut self, start: usize) -> usize {
        let events = &self.reading.events;
        let Event::Start(Tag::Image {
            dest_url, title, ..
        }) = &events[start].0
        else {
            return start + 1;
        };
        let (mut alt, mut depth, mut at) = (String::new(), 1, start + 1);
        while at < events.len() && depth > 0 {
            match &events[at].0 {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            at += 1;
        }
        match self.resolve(dest_url) {
            // No page makes a request to another host: a foreign image becomes a link to it.
            Some(href) if !href.starts_with(sanitise::READY) => {
                let label = if alt.is_empty() {
                    "Image"
                } else {
                    alt.as_str()
                };
                if self.in_link {
                    escape(&mut self.out, label);
                } else {
                    self.out.push_str("<a href=\"");
                    escape(&mut self.out, &href);
                    self.out.push_str("\" rel=\"noopener noreferrer\">");
                    escape(&mut self.out, label);
                    self.out.push_str("</a>");
                }
            }
            Some(href) => {
                self.out
                    .push_str("<img loading=\"lazy\" decoding=\"async\" src=\"");
                escape(&mut self.out, &href);
                self.out.push_str("\" alt=\"");
                escape(&mut self.out, &alt);
                if !title.is_empty() {
                    self.out.push_str("\" title=\"");
                    escape(&mut self.out, title);
                }
                self.out.push_str("\">");
            }
            None => escape(&mut self.out, &alt),
        }
        at
    }

    /// Raw HTML: comments go, line breaks stay, everything else waits for the sanitiser.
    pub fn html(&mut self, html: &str) {
        let trimmed = html.trim();
        if trimmed.starts_with("<!--")
            && trimmed.ends_with("-->")
            && trimmed.matches("-->").count() == 1
        {
            return;
        }
        if matches!(trimmed, "<br>" | "<br/>" | "<br />") {
            self.out.push_str("<br>");
            return;
        }
        self.has_html = true;
        let html = sanitise::resolve(html, |address| self.resolve(address));
        self.out.push_str(&html);
    }
}
