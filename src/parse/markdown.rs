//! Markdown to sections, by way of `pulldown-cmark`.

use super::document::{Block, BlockKind, Heading, Item, Row, Section};
use super::inline::{Inline, Mark, MarkKind};
use super::{bars, html, wiki};
use crate::span::{FileId, SourceFile, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Lists and quotations nested deeper than this are read as if they stood at this depth: no document means more, and
/// no input can exhaust the stack.
const DEEPEST: usize = 24;

/// The dialect: CommonMark and what GitHub, Hugo and Quarto add that carries meaning here.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads the body, which begins at the byte offset `start`, into a tree of sections.
pub fn sections(source: &SourceFile, start: usize) -> Section {
    let body = wiki::as_markdown(&source.text[start..]);
    let mut builder = Builder::new(source.id, start, &body);
    for (event, range) in Parser::new_ext(&body, options()).into_offset_iter() {
        builder.event(event, range.start + start..range.end + start);
    }
    let blocks = underlined(builder.finish(), &source.text);
    nest(blocks, Span::new(source.id, start..source.text.len()))
}

/// Gathers events of another format into a tree of sections; their ranges are of the whole source.
pub fn gather<'a>(
    source: &SourceFile,
    start: usize,
    events: impl IntoIterator<Item = (Event<'a>, Range<usize>)>,
) -> Section {
    let mut builder = Builder::new(source.id, start, &source.text[start..]);
    for (event, range) in events {
        builder.event(event, range);
    }
    nest(
        builder.finish(),
        Span::new(source.id, start..source.text.len()),
    )
}

/// `3. Cause` with a line of dashes below it: the author means a heading, Markdown reads a list and a rule.
fn underlined(blocks: Vec<Block>, text: &str) -> Vec<Block> {
    let is_numbered = |block: &Block| matches!(block.kind, BlockKind::List { ordered: true, .. });
    if !blocks.iter().any(is_numbered) {
        return blocks;
    }
    let mut read: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let below = matches!(block.kind, BlockKind::Rule)
            && read.last().is_some_and(|above| {
                let between = &text[above.span.range().end.min(block.span.range().start)
                    ..block.span.range().start];
                between.bytes().filter(|&byte| byte == b'\n').count() <= 1
                    && text[above.span.range()]
                        .trim_end_matches(' ')
                        .bytes()
                        .filter(|&byte| byte == b'\n')
                        .count()
                        <= 1
            });
        let mut block = block;
        if let Some(text) = number_underlined(&mut block) {
            read.push(heading_of(text));
            if matches!(&block.kind, BlockKind::List { items, .. } if items.is_empty()) {
                continue;
            }
        }
        let heading = read.last().filter(|_| below).and_then(numbered_line);
        match heading {
            Some(text) => {
                read.pop();
                read.push(heading_of(text));
            }
            None => read.push(block),
        }
    }
    read
}

fn heading_of(text: Inline) -> Block {
    let span = text.span;
    Block {
        span,
        kind: BlockKind::Heading(Heading {
            level: 2,
            text,
            id: None,
            span,
        }),
    }
}

/// Takes `3. Cause` with a line of `=` below it out of the list that it seems to begin.
fn number_underlined(block: &mut Block) -> Option<Inline> {
    let BlockKind::List {
        ordered: true,
        items,
    } = &mut block.kind
    else {
        return None;
    };
    let [
        Block {
            kind: BlockKind::Paragraph(line),
            ..
        },
    ] = items.first()?.blocks.as_slice()
    else {
        return None;
    };
    let (title, below) = line.text.split_once('\n')?;
    let is_line = below.len() >= 3 && below.bytes().all(|byte| byte == b'=');
    let title = (is_line && title.len() <= 80).then(|| line.trimmed_slice(0..title.len()))?;
    items.remove(0);
    Some(title)
}

/// The words of a list that is one numbered line.
fn numbered_line(block: &Block) -> Option<Inline> {
    let line = only_line(block)?;
    (!line.text.contains('\n') && line.text.len() <= 80).then(|| line.clone())
}

/// The words of a numbered list of one item that holds nothing else.
fn only_line(block: &Block) -> Option<&Inline> {
    let BlockKind::List {
        ordered: true,
        items,
    } = &block.kind
    else {
        return None;
    };
    let [Item { blocks, .. }] = items.as_slice() else {
        return None;
    };
    let [
        Block {
            kind: BlockKind::Paragraph(line),
            ..
        },
    ] = blocks.as_slice()
    else {
        return None;
    };
    Some(line)
}

/// Groups a flat list of blocks under their headings.
fn nest(blocks: Vec<Block>, span: Span) -> Section {
    let mut path = vec![Section {
        heading: None,
        blocks: Vec::new(),
        children: Vec::new(),
        span,
    }];
    let level = |section: &Section| section.heading.as_ref().map_or(0, |heading| heading.level);
    let close = |path: &mut Vec<Section>, end: u32| {
        if let Some(mut section) = path.pop() {
            section.span.end = end;
            if let Some(parent) = path.last_mut() {
                parent.children.push(section);
            }
        }
    };
    for block in blocks {
        match block.kind {
            BlockKind::Heading(heading) => {
                while path.len() > 1 && path.last().is_some_and(|open| level(open) >= heading.level)
                {
                    close(&mut path, block.span.start);
                }
                let span = Span {
                    end: span.end,
                    ..block.span
                };
                path.push(Section {
                    heading: Some(heading),
                    blocks: Vec::new(),
                    children: Vec::new(),
                    span,
                });
            }
            _ => path
                .last_mut()
                .expect("the root is never closed")
                .blocks
                .push(block),
        }
    }
    while path.len() > 1 {
        close(&mut path, span.end);
    }
    path.pop().expect("the root is never closed")
}

/// A container that is being filled.
enum Frame {
    Blocks(Vec<Block>),
    List {
        ordered: bool,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
        blocks: Vec<Block>,
    },
    Quote(Vec<Block>),
    Footnote(String, Vec<Block>),
    Definitions(Vec<(Inline, Vec<Block>)>),
    Table {
        head: Vec<Inline>,
        rows: Vec<Row>,
    },
    Row {
        cells: Vec<Inline>,
    },
}

/// Whether a block of HTML holds a table or a list, and is not hidden.
fn says_facts(html: &str) -> bool {
    let html = html.trim_start();
    let has = |tag: &str| memchr::memmem::find(html.as_bytes(), tag.as_bytes()).is_some();
    html.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
        && (has("<td") || has("<dd") || has("<li"))
}

struct Builder<'a> {
    file: FileId,
    start: usize,
    body: &'a str,
    frames: Vec<(Frame, Span)>,
    /// The running text that is being read, and how to close it.
    inline: Option<Inline>,
    marks: Vec<(MarkKind, usize)>,
    heading: Option<(u8, Option<String>)>,
    code: Option<(String, String)>,
    html: Option<String>,
    /// The tag of a script or a style within running text: what it holds is not the author's words.
    hidden: Option<&'static str>,
    /// How many containers were too deep to be opened.
    skipped: usize,
}

impl<'a> Builder<'a> {
    fn new(file: FileId, start: usize, body: &'a str) -> Self {
        let span = Span::new(file, start..start + body.len());
        Self {
            file,
            start,
            body,
            frames: vec![(Frame::Blocks(Vec::new()), span)],
            inline: None,
            marks: Vec::new(),
            heading: None,
            code: None,
            html: None,
            hidden: None,
            skipped: 0,
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_inline();
        while self.frames.len() > 1 {
            self.close();
        }
        match self.frames.pop() {
            Some((Frame::Blocks(blocks), _)) => blocks,
            _ => Vec::new(),
        }
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

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
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
                    self.running(span).push(&text, range.start);
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
                None => self.block(BlockKind::Html(text.into_string()), span),
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
            Event::TaskListMarker(done) => {
                if let Some((Frame::Item { task, .. }, _)) = self
                    .frames
                    .iter_mut()
                    .rev()
                    .find(|(frame, _)| matches!(frame, Frame::Item { .. }))
                {
                    *task = Some(done);
                }
            }
            Event::Rule => {
                self.close_inline();
                self.block(BlockKind::Rule, span);
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
                let text = self.take_inline(span);
                if let Some((level, id)) = self.heading.take() {
                    self.block(
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
                if let Some((Frame::Row { cells }, _)) = self.frames.last_mut() {
                    cells.push(cell);
                }
            }
            TagEnd::DefinitionListTitle => {
                let title = self.take_inline(span);
                if let Some((Frame::Definitions(terms), _)) = self.frames.last_mut() {
                    terms.push((title, Vec::new()));
                }
            }
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    self.block(BlockKind::Code { language, text }, span);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    match says_facts(&html) {
                        true => self.html_block(span),
                        false => self.block(BlockKind::Html(html), span),
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
                self.close();
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
            self.block(kind, span);
        }
    }

    fn open(&mut self, frame: Frame, span: Span) {
        self.close_inline();
        if self.frames.len() >= DEEPEST {
            self.skipped += 1;
        } else {
            self.frames.push((frame, span));
        }
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.frames.len() == 1 {
            return;
        }
        let Some((frame, span)) = self.frames.pop() else {
            return;
        };
        match frame {
            Frame::List { ordered, items } => self.block(BlockKind::List { ordered, items }, span),
            Frame::Quote(blocks) => self.block(BlockKind::Quote(blocks), span),
            Frame::Footnote(name, blocks) => self.block(BlockKind::Footnote(name, blocks), span),
            Frame::Definitions(terms) => self.block(BlockKind::Definitions(terms), span),
            Frame::Table { head, rows } => self.block(BlockKind::Table { head, rows }, span),
            Frame::Item { task, blocks } => {
                if let Some((Frame::List { items, .. }, _)) = self.frames.last_mut() {
                    items.push(Item { task, blocks, span });
                }
            }
            Frame::Row { cells } => {
                if let Some((Frame::Table { head, rows }, _)) = self.frames.last_mut() {
                    if head.is_empty() && rows.is_empty() {
                        *head = cells;
                    } else {
                        rows.push(Row { cells, span });
                    }
                }
            }
            Frame::Blocks(blocks) => {
                if let Some((Frame::Definitions(terms), _)) = self.frames.last_mut()
                    && let Some((_, definitions)) = terms.last_mut()
                {
                    definitions.extend(blocks);
                }
            }
        }
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        let block = Block { span, kind };
        match self.frames.last_mut() {
            Some((
                Frame::Blocks(blocks) | Frame::Quote(blocks) | Frame::Item { blocks, .. },
                _,
            ))
            | Some((Frame::Footnote(_, blocks), _)) => blocks.push(block),
            Some((Frame::Definitions(terms), _)) => {
                if let Some((_, definitions)) = terms.last_mut() {
                    definitions.push(block);
                }
            }
            // Too deep: the words are kept as an item of the innermost list.
            Some((Frame::List { items, .. }, _)) => items.push(Item {
                task: None,
                blocks: vec![block],
                span,
            }),
            Some((Frame::Table { .. } | Frame::Row { .. }, _)) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Section {
        sections(
            &SourceFile {
                id: FileId(0),
                path: "a.md".into(),
                text: text.into(),
            },
            0,
        )
    }

    fn outline(section: &Section) -> String {
        let name = section
            .heading
            .as_ref()
            .map_or("·", |heading| heading.text.text.as_str());
        let children: Vec<_> = section.children.iter().map(outline).collect();
        format!("{name}{}[{}]", section.blocks.len(), children.join(" "))
    }

    #[test]
    fn headings_open_sections_that_nest_by_level() {
        assert_eq!(
            outline(&read("intro\n\n# A\n\ntext\n\n### B\n\n## C\n\n# D\n")),
            "·1[A1[B0[] C0[]] D0[]]"
        );
    }

    #[test]
    fn task_items_keep_their_state_and_nested_lists_their_place() {
        let root = read("- [x] done\n- [ ] open\n  - nested\n- bare\n");
        let BlockKind::List { items, .. } = &root.blocks[0].kind else {
            panic!("a list was expected")
        };
        assert_eq!(
            items.iter().map(|item| item.task).collect::<Vec<_>>(),
            [Some(true), Some(false), None]
        );
        assert_eq!(items[1].lead().map(|lead| lead.text.as_str()), Some("open"));
        assert_eq!(items[1].blocks.len(), 2);
    }

    #[test]
    fn tables_have_a_head_and_rows() {
        let root = read("| A | B |\n|---|---|\n| 1 | **2** |\n");
        let BlockKind::Table { head, rows } = &root.blocks[0].kind else {
            panic!("a table was expected")
        };
        assert_eq!(
            head.iter()
                .map(|cell| cell.text.as_str())
                .collect::<Vec<_>>(),
            ["A", "B"]
        );
        assert_eq!(rows[0].cells[1].marks[0].kind, MarkKind::Strong);
    }

    #[test]
    fn nesting_of_any_depth_is_read() {
        let quotes = format!("{} deep\n", ">".repeat(10_000));
        let lists: String = (0..400)
            .map(|depth| format!("{}- level {depth}\n", "  ".repeat(depth)))
            .collect();
        for text in [quotes, lists] {
            assert!(!read(&text).blocks.is_empty());
        }
    }

    #[test]
    fn a_numbered_line_that_is_underlined_is_a_heading() {
        assert_eq!(
            outline(&read(
                "1. Summary\n----------\n\ntext\n\n2. Cause\n--------\n\n- a\n"
            )),
            "·0[Summary1[] Cause1[]]"
        );
        assert_eq!(outline(&read("1. one\n2. two\n\n---\n")), "·2[]");
    }

    #[test]
    fn reference_links_are_resolved() {
        let root = read("see [it][1]\n\n[1]: https://example.com/x\n");
        let BlockKind::Paragraph(inline) = &root.blocks[0].kind else {
            panic!("a paragraph was expected")
        };
        assert_eq!(
            inline.links().next().map(|(url, _)| url),
            Some("https://example.com/x")
        );
    }
}
