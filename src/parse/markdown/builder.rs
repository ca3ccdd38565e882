//! Events of Markdown to blocks.

use super::super::document::{Block, BlockKind, Heading};
use super::super::inline::{Inline, Mark, MarkKind};
use super::super::{bars, html};
use super::containers::{Containers, Frame};
use crate::span::{FileId, Span};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::ops::Range;

/// Gathers events into blocks; ranges and spans are of the whole source.
pub struct Builder<'a> {
    file: FileId,
    /// Where the body begins in its file.
    start: usize,
    body: &'a str,
    containers: Containers,
    /// The running text that is being read, and how to close it.
    inline: Option<Inline>,
    marks: Vec<(MarkKind, usize)>,
    heading: Option<(u8, Option<String>)>,
    code: Option<(String, String)>,
    html: Option<String>,
    /// The tag of a script or a style within running text: what it holds is not the author's words.
    hidden: Option<&'static str>,
}

impl<'a> Builder<'a> {
    pub fn new(file: FileId, start: usize, body: &'a str) -> Self {
        let span = Span::new(file, start..start + body.len());
        Self {
            file,
            start,
            body,
            containers: Containers::new(span),
            inline: None,
            marks: Vec::new(),
            heading: None,
            code: None,
            html: None,
            hidden: None,
        }
    }

    pub fn finish(mut self) -> Vec<Block> {
        self.close_inline();
        self.containers.finish()
    }

    /// A table or list that the author wrote as HTML: read as if it were Markdown's own.
    fn html_block(&mut self, span: Span) {
        let range = span.range();
        let text = &self.body[..range.end - self.start];
        for (event, place) in html::events(text, range.start - self.start) {
            self.event(event, place.start + self.start..place.end + self.start);
        }
        self.close_inline();
    }

    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(self.file, range.clone());
        match event {
            Event::Start(tag) => self.start_tag(tag, span),
            Event::End(tag) => self.end_tag(tag, span),
            Event::Text(_) | Event::Code(_) if self.hidden.is_some() => {}
            Event::Text(text) => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&text);
                } else if let Some(html) = &mut self.html {
                    html.push_str(&text);
                } else {
                    self.running(span).push_words(&text, range.start);
                }
            }
            Event::Code(text) => {
                let source = &self.body[range.start - self.start..range.end - self.start];
                let ticks = source.len() - source.trim_start_matches('`').len();
                let inline = self.running(span);
                let start = inline.text.len();
                inline.push(&text, range.start + ticks);
                inline.marks.push(Mark {
                    kind: MarkKind::Code,
                    range: start..inline.text.len(),
                });
            }
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self
                    .containers
                    .push(BlockKind::Html(text.into_string()), span),
            },
            Event::InlineHtml(text) => {
                let tag = text.to_ascii_lowercase();
                self.hide(&tag);
                let inline = self.running(span);
                if tag.starts_with("<br") {
                    inline.push("\n", range.start);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.running(span).push("\n", range.start),
            Event::TaskListMarker(done) => self.containers.task(done),
            Event::Rule => {
                self.close_inline();
                self.containers.push(BlockKind::Rule, span);
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Notes where a script or a style begins and ends.
    fn hide(&mut self, tag: &str) {
        let is = |tag: &str, name: &str| {
            tag.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphanumeric()))
        };
        match self.hidden {
            Some(name) if tag.strip_prefix("</").is_some_and(|tag| is(tag, name)) => {
                self.hidden = None;
            }
            Some(_) => {}
            None => {
                self.hidden = ["script", "style"]
                    .into_iter()
                    .find(|name| tag.strip_prefix('<').is_some_and(|tag| is(tag, name)));
            }
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph | Tag::TableCell | Tag::DefinitionListTitle => {
                self.close_inline();
                self.inline = Some(Inline::with_room(span));
            }
            Tag::Heading { level, id, .. } => {
                self.close_inline();
                self.heading = Some((level as u8, id.map(|id| id.into_string())));
                self.inline = Some(Inline::with_room(span));
            }
            Tag::CodeBlock(kind) => {
                self.close_inline();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::HtmlBlock => {
                self.close_inline();
                self.html = Some(String::new());
            }
            Tag::List(start) => self.open(
                Frame::List {
                    ordered: start.is_some(),
                    items: Vec::new(),
                },
                span,
            ),
            Tag::Item => self.open(
                Frame::Item {
                    task: None,
                    blocks: Vec::new(),
                },
                span,
            ),
            Tag::BlockQuote(_) => self.open(Frame::Quote(Vec::new()), span),
            Tag::FootnoteDefinition(name) => {
                self.open(Frame::Footnote(name.into_string(), Vec::new()), span)
            }
            Tag::DefinitionList => self.open(Frame::Definitions(Vec::new()), span),
            Tag::DefinitionListDefinition => self.open(Frame::Blocks(Vec::new()), span),
            Tag::Table(_) => self.open(
                Frame::Table {
                    head: Vec::new(),
                    rows: Vec::new(),
                },
                span,
            ),
            Tag::TableHead | Tag::TableRow => self.open(Frame::Row { cells: Vec::new() }, span),
            Tag::Strong => self.mark(MarkKind::Strong, span),
            Tag::Emphasis => self.mark(MarkKind::Emphasis, span),
            Tag::Strikethrough => self.mark(MarkKind::Strike, span),
            Tag::Link { dest_url, .. } => self.mark(MarkKind::Link(dest_url.into_string()), span),
            Tag::Image { dest_url, .. } => self.mark(MarkKind::Image(dest_url.into_string()), span),
            Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.close_inline(),
            TagEnd::Heading(_) => {
                let text = without_overline(self.take_inline(span));
                // `title: …` and other facts above `--`, as tools print them.
                if holds_facts(&text) {
                    self.heading = None;
                    self.containers.push(BlockKind::Paragraph(text), span);
                    return;
                }
                if let Some((level, id)) = self.heading.take() {
                    self.containers.push(
                        BlockKind::Heading(Heading {
                            level,
                            text,
                            id,
                            span,
                        }),
                        span,
                    );
                }
            }
            TagEnd::TableCell => {
                let cell = self.take_inline(span);
                self.containers.cell(cell);
            }
            TagEnd::DefinitionListTitle => {
                let title = self.take_inline(span);
                self.containers.term(title);
            }
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    self.containers
                        .push(BlockKind::Code { language, text }, span);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    match says_facts(&html) {
                        true => self.html_block(span),
                        false => self.containers.push(BlockKind::Html(html), span),
                    }
                }
            }
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.close_inline();
                self.containers.close();
            }
            TagEnd::Strong
            | TagEnd::Emphasis
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                if let (Some((kind, start)), Some(inline)) = (self.marks.pop(), &mut self.inline) {
                    let mark = Mark {
                        kind,
                        range: start.min(inline.text.len())..inline.text.len(),
                    };
                    let at = inline
                        .marks
                        .partition_point(|other| other.range.start < mark.range.start);
                    inline.marks.insert(at, mark);
                }
            }
            TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// The running text; an item of a tight list has no paragraph of its own and opens one here.
    fn running(&mut self, span: Span) -> &mut Inline {
        let inline = self.inline.get_or_insert_with(|| Inline::new(span));
        inline.span.end = inline.span.end.max(span.end);
        inline
    }

    fn mark(&mut self, kind: MarkKind, span: Span) {
        let start = self.running(span).text.len();
        self.marks.push((kind, start));
    }

    fn take_inline(&mut self, span: Span) -> Inline {
        self.marks.clear();
        self.inline.take().unwrap_or_else(|| Inline::new(span))
    }

    fn close_inline(&mut self) {
        self.marks.clear();
        self.hidden = None;
        if let Some(inline) = self.inline.take()
            && (!inline.text.is_empty() || !inline.marks.is_empty())
        {
            let span = inline.span;
            let kind = bars::table(&inline).unwrap_or(BlockKind::Paragraph(inline));
            self.containers.push(kind, span);
        }
    }

    fn open(&mut self, frame: Frame, span: Span) {
        self.close_inline();
        self.containers.open(frame, span);
    }
}

/// Whether a block of HTML holds a table or a list, and is not hidden.
fn says_facts(html: &str) -> bool {
    let html = html.trim_start();
    let has = |tag: &str| memchr::memmem::find(html.as_bytes(), tag.as_bytes()).is_some();
    html.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
        && (has("<td") || has("<dd") || has("<li"))
}

/// Whether each of several lines is a fact.
fn holds_facts(heading: &Inline) -> bool {
    const SEVERAL: usize = 3;
    let lines = heading.text.split('\n');
    heading.text.contains('\n')
        && lines.clone().count() >= SEVERAL
        && lines.clone().all(|line| {
            line.split_once(':')
                .is_some_and(|(name, _)| name.split_whitespace().count() <= 2)
        })
}

/// A heading of reStructuredText without the line above it: `=====`, `Title`, `=====`.
fn without_overline(heading: Inline) -> Inline {
    let above = heading.text.split('\n').next().unwrap_or_default();
    let sign = above.bytes().next().filter(u8::is_ascii_punctuation);
    let is_line = above.len() >= 3
        && above.len() < heading.text.len()
        && sign.is_some_and(|sign| above.bytes().all(|byte| byte == sign));
    match is_line {
        true => heading.trimmed_slice(above.len()..heading.text.len()),
        false => heading,
    }
}
