//! Lists, tables, terms and code as events.

use super::list::{self, Levelled};
use super::table;
use super::text;
use super::tree::{Kind, NodeId, Tree};
use super::writer::Writer;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag};

impl Writer<'_, '_> {
    pub(super) fn list(&mut self, id: NodeId) {
        let items = list::items(self.tree, self.text, id);
        if items.is_empty() {
            return;
        }
        self.around(Tag::List(number(self.tree, id)), id, |this| {
            for item in &items {
                let node = item.node.unwrap_or(id);
                let task = item
                    .node
                    .and_then(|node| list::task(this.tree, this.text, node, id));
                this.item(node, task, |this| {
                    if let Some(node) = item.node {
                        this.item_content(node);
                    }
                    this.children(&item.lists, false);
                });
            }
        });
    }

    fn item(&mut self, node: NodeId, task: Option<bool>, inside: impl FnOnce(&mut Self)) {
        self.around(Tag::Item, node, |this| {
            if let Some(done) = task {
                let range = this.tree.nodes[node].range.clone();
                this.events.push((Event::TaskListMarker(done), range));
            }
            this.fresh = task.is_none();
            this.due = list::has_term(this.tree, node);
            inside(this);
            (this.fresh, this.due) = (false, false);
        });
    }

    fn item_content(&mut self, node: NodeId) {
        let tree = self.tree;
        if !matches!(tree.name(node), "li" | "ac:task") {
            return self.children(&[node], true);
        }
        let body = tree.child(node, "ac:task-body").unwrap_or(node);
        let paragraphs = tree
            .children(body)
            .iter()
            .filter(|&&child| tree.name(child) == "p");
        let tight = paragraphs.count() <= 1;
        self.children(tree.children(body), tight);
    }

    /// Lists of Google Docs: deeper items belong to the one before them.
    pub(super) fn levels(&mut self, mut items: &[Levelled]) {
        let tree = self.tree;
        while let Some(&first) = items.first() {
            let same = |item: &Levelled| {
                item.level > first.level || tree.name(item.list) == tree.name(first.list)
            };
            let length = items.iter().take_while(|item| same(item)).count();
            let (list, after) = items.split_at(length.max(1));
            self.around(Tag::List(number(tree, first.list)), first.list, |this| {
                let mut rest = list;
                while let Some((&item, below)) = rest.split_first() {
                    let nested = below
                        .iter()
                        .take_while(|other| other.level > item.level)
                        .count();
                    let task = list::task(tree, this.text, item.item, item.list);
                    this.item(item.item, task, |this| {
                        this.item_content(item.item);
                        this.levels(&below[..nested]);
                    });
                    rest = &below[nested..];
                }
            });
            items = after;
        }
    }

    pub(super) fn definitions(&mut self, id: NodeId) {
        let tree = self.tree;
        self.around(Tag::DefinitionList, id, |this| {
            for &child in tree.children(id) {
                match tree.name(child) {
                    "dt" => {
                        let pieces = this.flat(child);
                        this.around(Tag::DefinitionListTitle, child, |this| this.inline(&pieces));
                    }
                    "dd" => this.around(Tag::DefinitionListDefinition, child, |this| {
                        this.children(tree.children(child), false);
                    }),
                    _ => {}
                }
            }
        });
    }

    pub(super) fn table(&mut self, id: NodeId) {
        let tree = self.tree;
        let table = table::read(tree, self.text, id);
        if let Some(caption) = table.caption {
            self.children(&[caption], false);
        }
        match table.rows.as_slice() {
            [] => return,
            // A frame, not a table.
            [(_, cells)] if cells.len() == 1 => {
                let inside = cells[0].map_or(&[][..], |cell| tree.children(cell));
                return self.children(inside, false);
            }
            _ => {}
        }
        self.fresh = false;
        let alignments = vec![Alignment::None; table.columns];
        self.around(Tag::Table(alignments), id, |this| {
            let mut rows = table.rows.iter();
            let (row, head) = match rows.as_slice().first() {
                Some((row, cells)) if table.has_head => {
                    rows.next();
                    (*row, cells.clone())
                }
                _ => (id, vec![None; table.columns]),
            };
            this.around(Tag::TableHead, row, |this| this.cells(row, &head));
            for (row, cells) in rows {
                this.around(Tag::TableRow, *row, |this| this.cells(*row, cells));
            }
        });
    }

    fn cells(&mut self, row: NodeId, cells: &[Option<NodeId>]) {
        for &cell in cells {
            let pieces = cell.map(|cell| self.flat(cell)).unwrap_or_default();
            self.around(Tag::TableCell, cell.unwrap_or(row), |this| {
                this.inline(&pieces)
            });
        }
    }

    pub(super) fn preformatted(&mut self, id: NodeId) {
        self.code(language(self.tree, id), id);
    }

    pub(super) fn code(&mut self, language: String, id: NodeId) {
        let tree = self.tree;
        self.fresh = false;
        let kind = match language.as_str() {
            "" => CodeBlockKind::Indented,
            _ => CodeBlockKind::Fenced(language.into()),
        };
        self.around(Tag::CodeBlock(kind), id, |this| {
            let mut text = String::new();
            for below in tree.below(id) {
                let range = tree.nodes[below].range.clone();
                match &tree.nodes[below].kind {
                    Kind::Text => text.push_str(&text::decoded(this.text, range)),
                    Kind::Raw => text.push_str(&this.text[range]),
                    Kind::Element { name, .. } if name == "br" => text.push('\n'),
                    Kind::Element { .. } => {}
                }
            }
            let text = text.trim_start_matches('\n').trim_end();
            let range = tree.nodes[id].range.clone();
            this.events
                .push((Event::Text(format!("{text}\n").into()), range));
        });
    }
}

/// The number with which an ordered list begins.
fn number(tree: &Tree, list: NodeId) -> Option<u64> {
    (tree.name(list) == "ol").then(|| tree.value(list, "start").parse().unwrap_or(1))
}

fn language(tree: &Tree, id: NodeId) -> String {
    let brush = tree
        .value(id, "data-syntaxhighlighter-params")
        .split(';')
        .find_map(|parameter| parameter.trim().strip_prefix("brush:"));
    let class = || {
        let within = std::iter::once(id).chain(tree.below(id).take(3));
        within
            .flat_map(|id| tree.value(id, "class").split_ascii_whitespace())
            .find_map(|class| class.strip_prefix("language-"))
    };
    brush.or_else(class).unwrap_or_default().trim().to_string()
}
