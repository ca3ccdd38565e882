//! The tree as the events that `pulldown-cmark` gives for Markdown: whatever reads those reads HTML too.

use super::Place;
use super::list;
use super::meaning::{self, Meaning};
use super::run::{self, Piece, Run, What};
use super::style::{Style, Styles};
use super::title::{self, Title};
use super::tree::{Kind, NodeId, Tree};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::collections::HashSet;

pub struct Writer<'a, 't> {
    pub(super) text: &'a str,
    pub(super) tree: &'t Tree,
    styles: Styles,
    title: Option<Title>,
    /// Whether a node is a block or holds one.
    blocks: Vec<bool>,
    /// Ids of headings that the document links to.
    pub(super) targets: HashSet<String>,
    pub(super) events: Vec<Place<'a>>,
    /// Whether the next words are the first of an item that may begin with a box: `[x]`.
    pub(super) fresh: bool,
    /// Whether the next date is the term of a task: Confluence takes the first one in it for that.
    pub(super) due: bool,
}

impl<'a, 't> Writer<'a, 't> {
    pub fn new(text: &'a str, tree: &'t Tree) -> Self {
        let mut blocks = vec![false; tree.nodes.len()];
        for id in (0..tree.nodes.len()).rev() {
            blocks[id] = is_block(tree, id) || tree.children(id).iter().any(|&child| blocks[child]);
        }
        let linked: HashSet<&str> = tree
            .below(0)
            .filter_map(|id| tree.value(id, "href").strip_prefix('#'))
            .collect();
        let targets = tree
            .below(0)
            .filter(|&id| title::is_heading(tree.name(id)))
            .map(|id| tree.value(id, "id"))
            .filter(|id| linked.contains(id))
            .map(ToString::to_string)
            .collect();
        Self {
            text,
            tree,
            styles: Styles::of(tree, text),
            title: title::find(tree, text),
            blocks,
            targets,
            events: Vec::new(),
            fresh: false,
            due: false,
        }
    }

    pub fn run(mut self) -> Vec<Place<'a>> {
        if let Some(title) = self.title.clone().filter(|title| title.in_head) {
            self.heading(title.node, 1);
        }
        self.children(&[0], false);
        self.events
    }

    /// Blocks and running text side by side; `tight`: running text is no paragraph of its own.
    pub(super) fn children(&mut self, nodes: &[NodeId], tight: bool) {
        let tree = self.tree;
        let mut run = Run::default();
        let mut at = 0;
        while at < nodes.len() {
            let id = nodes[at];
            at += 1;
            if !self.blocks[id] {
                self.collect(id, Style::default(), &mut run);
                continue;
            }
            self.flush(std::mem::take(&mut run), tight);
            if list::level(tree, id).is_some() {
                let (items, taken) = list::levelled(tree, self.text, &nodes[at - 1..]);
                at += taken - 1;
                self.levels(&items);
            } else {
                self.block(id, tight);
            }
        }
        self.flush(run, tight);
    }

    fn flush(&mut self, run: Run<'a>, tight: bool) {
        let paragraphs = run.paragraphs();
        let tight = tight && paragraphs.len() == 1;
        for mut pieces in paragraphs {
            if std::mem::take(&mut self.fresh)
                && let Some(done) = run::take_box(&mut pieces)
            {
                let range = pieces.first().map_or(0..0, |piece| piece.range.clone());
                self.events.push((Event::TaskListMarker(done), range));
            }
            let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
                continue;
            };
            let range = first.range.start..last.range.end.max(first.range.end);
            if !tight {
                self.events
                    .push((Event::Start(Tag::Paragraph), range.clone()));
            }
            self.inline(&pieces);
            if !tight {
                self.events.push((Event::End(TagEnd::Paragraph), range));
            }
        }
    }

    fn block(&mut self, id: NodeId, tight: bool) {
        let tree = self.tree;
        let name = tree.name(id);
        let range = tree.nodes[id].range.clone();
        match meaning::of(tree, self.text, id) {
            Meaning::Nothing => return,
            Meaning::Inside(inner) => return self.children(tree.children(inner), tight),
            Meaning::Panel(title, inner) => {
                if let Some(title) = title {
                    let mut run = Run::default();
                    let style = Style {
                        strong: true,
                        ..Style::default()
                    };
                    run.words(self.text, &title, usize::MAX, range.start, style);
                    self.flush(run, false);
                }
                return self.children(tree.children(inner), tight);
            }
            Meaning::Code(language, inner) => return self.code(language, inner),
            Meaning::Words(..) | Meaning::Label(..) => {
                let mut run = Run::default();
                self.collect(id, Style::default(), &mut run);
                return self.flush(run, tight);
            }
            Meaning::Usual => {}
        }
        if self.title.as_ref().is_some_and(|title| title.node == id) {
            return self.heading(id, 1);
        }
        match name {
            _ if title::is_heading(name) => {
                let level = name.as_bytes()[1] - b'0';
                let deeper = self.title.as_ref().is_some_and(|title| title.deeper);
                // The title may stand inside of the heading that the export made for it.
                let is_title = self
                    .title
                    .as_ref()
                    .is_some_and(|title| tree.below(id).any(|below| below == title.node));
                self.heading(
                    id,
                    if is_title {
                        1
                    } else {
                        level + u8::from(deeper)
                    },
                );
            }
            _ if list::is_list(name) => self.list(id),
            "table" => self.table(id),
            "pre" => self.preformatted(id),
            "blockquote" => {
                self.fresh = false;
                self.around(Tag::BlockQuote(None), id, |this| {
                    this.children(tree.children(id), false)
                });
            }
            "dl" => self.definitions(id),
            "hr" => self.events.push((Event::Rule, range)),
            _ => self.children(tree.children(id), tight),
        }
    }

    /// Writes what an element holds between the beginning and the end of a tag.
    pub(super) fn around(&mut self, tag: Tag<'a>, id: NodeId, inside: impl FnOnce(&mut Self)) {
        let range = self.tree.nodes[id].range.clone();
        let end = tag.to_end();
        self.events.push((Event::Start(tag), range.clone()));
        inside(self);
        self.events.push((Event::End(end), range));
    }

    /// Everything below a node as running text; blocks in it are lines.
    pub(super) fn flat(&mut self, id: NodeId) -> Vec<Piece<'a>> {
        let mut run = Run::default();
        for &child in self.tree.children(id) {
            self.collect(child, Style::default(), &mut run);
        }
        run.joined()
    }

    fn collect(&mut self, id: NodeId, outer: Style, run: &mut Run<'a>) {
        let tree = self.tree;
        let range = tree.nodes[id].range.clone();
        let name = match &tree.nodes[id].kind {
            Kind::Text => return run.text(self.text, range, false, outer),
            Kind::Raw => return run.text(self.text, range, true, outer),
            Kind::Element { name, .. } => name.as_str(),
        };
        let blank = |run: &mut Run<'a>| {
            run.push(
                What::Text(" ".into()),
                range.start..range.start + 1,
                Style::default(),
            )
        };
        if name == "time" && std::mem::take(&mut self.due) && !run.ends_with_term() {
            run.words(self.text, "due ", usize::MAX, range.start, outer);
        }
        let inner = match meaning::of(tree, self.text, id) {
            Meaning::Nothing => return,
            Meaning::Words(words, place) => {
                return run.words(self.text, &words, place, range.start, outer);
            }
            Meaning::Label(words, place) => {
                blank(run);
                run.words(self.text, words.trim(), place, range.start, outer);
                return blank(run);
            }
            Meaning::Inside(inner) | Meaning::Panel(_, inner) | Meaning::Code(_, inner) => inner,
            Meaning::Usual => id,
        };
        let start = range.start..range.start + 1;
        match name {
            "br" => return run.push(What::Break, start, outer),
            "img" => {
                let what = What::Image(tree.value(id, "src").into(), tree.value(id, "alt").into());
                return run.push(what, range, outer);
            }
            _ => {}
        }
        let style = self.styles.inside(tree, id, outer);
        let is_line = is_block(tree, id) && !matches!(name, "td" | "th");
        if is_line {
            run.push(What::Break, start.clone(), style);
        }
        if name == "ac:task" || name == "li" {
            let task = list::task(tree, self.text, id, tree.nodes[id].parent);
            self.due = list::has_term(tree, id);
            let sign = task.map(|done| if done { "[x] " } else { "[ ] " });
            let sign = sign.unwrap_or_default();
            run.words(self.text, sign, usize::MAX, range.start, style);
        }
        for &child in tree.children(inner) {
            self.collect(child, style, run);
        }
        match name {
            "td" | "th" => blank(run),
            _ if is_line => run.push(What::Break, start, style),
            _ => {}
        }
    }

    fn heading(&mut self, id: NodeId, level: u8) {
        let mut pieces = self.flat(id);
        for piece in &mut pieces {
            (piece.style.strong, piece.style.emphasis) = (false, false);
            if matches!(piece.what, What::Break) {
                piece.what = What::Text(" ".into());
            }
        }
        if self.title.as_ref().is_some_and(|title| title.prefix) && level == 1 {
            run::strip_space(&mut pieces);
        }
        if pieces.is_empty() {
            return;
        }
        let level = match level {
            1 => HeadingLevel::H1,
            2 => HeadingLevel::H2,
            3 => HeadingLevel::H3,
            4 => HeadingLevel::H4,
            5 => HeadingLevel::H5,
            _ => HeadingLevel::H6,
        };
        let own = self.tree.value(id, "id");
        let tag = Tag::Heading {
            level,
            id: self.targets.contains(own).then(|| own.to_string().into()),
            classes: Vec::new(),
            attrs: Vec::new(),
        };
        self.around(tag, id, |this| this.inline(&pieces));
    }
}

/// Elements that stand on lines of their own.
fn is_block(tree: &Tree, id: NodeId) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "style",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ac:layout",
        "ac:layout-section",
        "ac:layout-cell",
        "ac:rich-text-body",
        "ac:task-list",
        "ac:task",
    ];
    let name = tree.name(id);
    BLOCKS.contains(&name)
        || title::is_heading(name)
        || matches!(name, "ac:structured-macro" | "ac:macro")
            && (tree.child(id, "ac:rich-text-body").is_some()
                || tree.child(id, "ac:plain-text-body").is_some())
}
