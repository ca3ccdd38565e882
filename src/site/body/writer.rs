//! Markdown events to HTML.

mod targets;

use super::{Reading, Shared, Text, sanitise};
use crate::site::html::escape;
use crate::site::lines::Lines;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};
use std::collections::HashMap;
use std::fmt::Write;

/// Containers nested deeper than this are shown as if they stood at this depth: browsers give up on deeper ones.
const DEEPEST: usize = 100;

pub struct Writer<'a> {
    shared: &'a Shared<'a>,
    text: &'a Text<'a>,
    reading: &'a Reading<'a>,
    lines: &'a Lines<'a>,
    /// Places of facts that have no anchor yet, the next one first.
    facts: std::iter::Peekable<std::slice::Iter<'a, u32>>,
    last_line: u32,
    out: String,
    heading: usize,
    title_seen: bool,
    depth: usize,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    /// Tags that close what is open: links, cells, headings.
    closers: Vec<&'static str>,
    in_link: bool,
    in_code: bool,
    footnotes: HashMap<String, usize>,
    has_html: bool,
    /// Lines of plain text files stay lines.
    keep_breaks: bool,
}

impl<'a> Writer<'a> {
    pub fn new(
        shared: &'a Shared<'a>,
        text: &'a Text<'a>,
        reading: &'a Reading<'a>,
        facts: &'a [u32],
        lines: &'a Lines,
    ) -> Self {
        Self {
            shared,
            text,
            reading,
            lines,
            facts: facts.iter().peekable(),
            last_line: 0,
            out: String::with_capacity(reading.source.text.len() * 3 / 2),
            heading: 0,
            title_seen: false,
            depth: 0,
            alignments: Vec::new(),
            cell: 0,
            in_head: false,
            closers: Vec::new(),
            in_link: false,
            in_code: false,
            footnotes: HashMap::new(),
            has_html: false,
            keep_breaks: text.path.ends_with(".txt"),
        }
    }

    /// The HTML, and whether raw HTML is part of it.
    pub fn finish(mut self) -> (String, bool) {
        self.anchors(u32::MAX as usize);
        (self.out, self.has_html)
    }

    pub fn run(&mut self) {
        let events = &self.reading.events;
        let mut at = 0;
        while at < events.len() {
            let (event, range) = &events[at];
            at += 1;
            match event {
                Event::Start(Tag::Image { .. }) => {
                    self.anchors(range.end);
                    at = self.image(at - 1);
                }
                Event::Start(Tag::Heading { .. }) if self.is_title() => {
                    self.title_seen = true;
                    while at < events.len()
                        && !matches!(events[at].0, Event::End(TagEnd::Heading(_)))
                    {
                        at += 1;
                    }
                    at += 1;
                }
                Event::Start(Tag::TableCell) => {
                    let empty = matches!(events.get(at), Some((Event::End(TagEnd::TableCell), _)));
                    let is_short = match events.get(at..at + 2) {
                        Some([(Event::Text(text), _), (Event::End(TagEnd::TableCell), _)]) => {
                            is_short(text)
                        }
                        _ => false,
                    };
                    self.cell(empty, is_short);
                }
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => {
                    self.anchors(range.end);
                    escape(&mut self.out, text);
                }
                Event::Code(text) => {
                    self.anchors(range.end);
                    self.out.push_str("<code>");
                    escape(&mut self.out, text);
                    self.out.push_str("</code>");
                }
                Event::SoftBreak if self.keep_breaks => self.out.push_str("<br>\n"),
                Event::SoftBreak => self.out.push('\n'),
                Event::HardBreak => self.out.push_str("<br>\n"),
                Event::Rule => self.out.push_str("<hr>\n"),
                Event::Html(html) | Event::InlineHtml(html) => self.html(html),
                Event::FootnoteReference(name) => {
                    self.anchors(range.end);
                    let number = self.footnote(name);
                    let _ = write!(
                        self.out,
                        "<sup><a class=\"footnote-ref\" href=\"#kb-note-{number}\">{number}</a></sup>"
                    );
                }
                Event::TaskListMarker(done) => {
                    let (class, label) = if *done {
                        ("task task-done", "done")
                    } else {
                        ("task task-open", "not done")
                    };
                    let _ = write!(
                        self.out,
                        "<span class=\"{class}\" role=\"img\" aria-label=\"{label}\"></span> "
                    );
                }
                Event::InlineMath(text) | Event::DisplayMath(text) => escape(&mut self.out, text),
            }
        }
    }

    /// Whether the heading that begins here is the document's title.
    fn is_title(&self) -> bool {
        self.reading.headings.title.is_some() && !self.title_seen && self.heading == 0
    }

    /// Sets the anchors of all facts that begin before `end`.
    fn anchors(&mut self, end: usize) {
        while let Some(&&fact) = self.facts.peek() {
            if fact as usize >= end {
                return;
            }
            self.facts.next();
            let line = self.lines.line(fact);
            if line != self.last_line {
                self.last_line = line;
                let own = sanitise::OWN;
                let _ = write!(
                    self.out,
                    "<span class=\"kb-anchor\" id=\"{own}l{line}\"></span>"
                );
            }
        }
    }

    fn footnote(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_string()).or_insert(next)
    }

    fn deeper(&mut self, open: &str) {
        self.depth += 1;
        if self.depth <= DEEPEST {
            self.out.push_str(open);
        }
    }

    fn shallower(&mut self, close: &str) {
        if self.depth <= DEEPEST {
            self.out.push_str(close);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { .. } => {
                let heading = &self.reading.headings.list[self.heading];
                let _ = write!(self.out, "<h{} id=\"", heading.level);
                escape(&mut self.out, &heading.id);
                self.out.push_str("\">");
            }
            Tag::BlockQuote(_) => self.deeper("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                self.out.push_str("<pre tabindex=\"0\"><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) =
                        info.split([' ', ',', '{']).next().filter(|l| !l.is_empty())
                {
                    self.out.push_str(" data-language=\"");
                    escape(&mut self.out, language);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Tag::List(None) => self.deeper("<ul>\n"),
            Tag::List(Some(1)) => self.deeper("<ol>\n"),
            Tag::List(Some(start)) => self.deeper(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.deeper("<li>"),
            Tag::FootnoteDefinition(name) => {
                let number = self.footnote(name);
                let own = sanitise::OWN;
                let open = format!(
                    "<div class=\"footnote\" id=\"{own}note-{number}\"><span class=\"footnote-number\">{number}</span>"
                );
                self.deeper(&open);
            }
            Tag::DefinitionList => self.deeper("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.deeper("<dd>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.out
                    .push_str("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(*link_type, dest_url, title),
            Tag::TableCell | Tag::Image { .. } | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => {
                let Some(heading) = self.reading.headings.list.get(self.heading) else {
                    return;
                };
                self.heading += 1;
                self.out.push_str(" <a class=\"permalink\" href=\"#");
                escape(&mut self.out, &crate::site::html::encoded_path(&heading.id));
                self.out.push_str("\" aria-label=\"Link to this section: ");
                escape(&mut self.out, &heading.text);
                let _ = writeln!(self.out, "\">#</a></h{}>", heading.level);
            }
            TagEnd::BlockQuote(_) => self.shallower("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.push_str("</code></pre>\n");
            }
            TagEnd::List(true) => self.shallower("</ol>\n"),
            TagEnd::List(false) => self.shallower("</ul>\n"),
            TagEnd::Item => self.shallower("</li>\n"),
            TagEnd::FootnoteDefinition => self.shallower("</div>\n"),
            TagEnd::DefinitionList => self.shallower("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.shallower("</dd>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                let close = self.closers.pop().unwrap_or_default();
                self.out.push_str(close);
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link => {
                self.in_link = false;
                let close = self.closers.pop().unwrap_or_default();
                self.out.push_str(close);
            }
            TagEnd::Image | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// A cell; an empty one is no heading of anything.
    fn cell(&mut self, empty: bool, is_short: bool) {
        let (open, close) = if self.in_head && !empty {
            ("<th scope=\"col\"", "</th>")
        } else {
            ("<td", "</td>")
        };
        self.out.push_str(open);
        match self.alignments.get(self.cell) {
            Some(Alignment::Center) => self.out.push_str(" class=\"center\""),
            Some(Alignment::Right) => self.out.push_str(" class=\"right\""),
            _ if is_short => self.out.push_str(" class=\"short\""),
            _ => {}
        }
        self.out.push('>');
        self.cell += 1;
        self.closers.push(close);
    }
}

/// Whether a cell is a date, a time or a number, which stays on its line.
fn is_short(text: &str) -> bool {
    text.len() <= 24 && text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '~' | '+'))
}
