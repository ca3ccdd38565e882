//! Tokens to a tree, as forgiving as a browser: what is not closed is closed where it must end.

use super::token::{self, Attribute, Token};
use std::ops::Range;

/// Elements nested deeper than this are read as if they stood at this depth: no input can exhaust the stack.
const DEEPEST: usize = 100;

/// Index of a node.
pub type NodeId = usize;

/// A document as elements and texts, in the order of the source: a node stands behind its parent.
#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: Vec<Node>,
}

#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    /// The root is its own parent.
    pub parent: NodeId,
    pub children: Vec<NodeId>,
    /// From the first byte of the start tag to the last of the end tag.
    pub range: Range<usize>,
}

#[derive(Debug)]
pub enum Kind {
    Element {
        /// In lower case, with its prefix: `ac:task`.
        name: String,
        attributes: Vec<Attribute>,
    },
    Text,
    /// Text in which `&` is a letter.
    Raw,
}

/// Elements that hold nothing.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// What a start tag ends, and what keeps it from looking further out.
const ENDS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["tr"], &["tr", "td", "th"], &["table"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (
        &["thead", "tbody", "tfoot"],
        &["thead", "tbody", "tfoot", "tr", "td", "th"],
        &["table"],
    ),
    (
        &["h1", "h2", "h3", "h4", "h5", "h6"],
        &["h1", "h2", "h3", "h4", "h5", "h6"],
        SCOPES,
    ),
];

/// Blocks end an open paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// No end tag inside of one of these ends anything outside of it.
const SCOPES: &[&str] = &["table", "td", "th", "li", "body", "html"];

impl Tree {
    /// Reads a text from the byte `start`.
    pub fn read(text: &str, start: usize) -> Self {
        let mut builder = Builder {
            tree: Tree {
                nodes: vec![Node {
                    kind: Kind::Element {
                        name: String::new(),
                        attributes: Vec::new(),
                    },
                    parent: 0,
                    children: Vec::new(),
                    range: start..text.len(),
                }],
            },
            open: vec![0],
        };
        for token in token::read(text, start) {
            builder.token(token);
        }
        builder.close_to(0, text.len());
        builder.tree
    }

    /// The name of an element; nothing for a text.
    pub fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].kind {
            Kind::Element { name, .. } => name,
            Kind::Text | Kind::Raw => "",
        }
    }

    pub fn attribute(&self, id: NodeId, wanted: &str) -> Option<&Attribute> {
        match &self.nodes[id].kind {
            Kind::Element { attributes, .. } => attributes.iter().find(|a| a.name == wanted),
            Kind::Text | Kind::Raw => None,
        }
    }

    /// The value of an attribute, empty where there is none.
    pub fn value(&self, id: NodeId, wanted: &str) -> &str {
        self.attribute(id, wanted)
            .map_or("", |attribute| attribute.value.as_str())
    }

    pub fn has_class(&self, id: NodeId, wanted: &str) -> bool {
        self.value(id, "class")
            .split_ascii_whitespace()
            .any(|class| class == wanted)
    }

    pub fn children(&self, id: NodeId) -> &[NodeId] {
        &self.nodes[id].children
    }

    /// The first child with this name.
    pub fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id)
            .iter()
            .copied()
            .find(|&child| self.name(child) == name)
    }

    /// All that stands below a node, in the order of the source.
    pub fn below(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut waiting: Vec<NodeId> = self.children(id).iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            waiting.extend(self.children(next).iter().rev());
            Some(next)
        })
    }
}

struct Builder {
    tree: Tree,
    /// The root and every element that has no end yet.
    open: Vec<NodeId>,
}

impl Builder {
    fn token(&mut self, token: Token) {
        match token {
            Token::Text(range) => drop(self.add(Kind::Text, range)),
            Token::Raw(range) => drop(self.add(Kind::Raw, range)),
            Token::Start {
                name,
                attributes,
                closed,
                range,
            } => {
                self.end_what_must_end(&name, range.start);
                let holds = !closed && !VOID.contains(&name.as_str());
                let id = self.add(Kind::Element { name, attributes }, range);
                if holds && self.open.len() < DEEPEST {
                    self.open.push(id);
                }
            }
            Token::End { name, range } => self.end(&name, range),
        }
    }

    fn add(&mut self, kind: Kind, range: Range<usize>) -> NodeId {
        let id = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes[parent].children.push(id);
        self.tree.nodes.push(Node {
            kind,
            parent,
            children: Vec::new(),
            range,
        });
        id
    }

    /// Ends the innermost of `names` that is open, unless one of `walls` stands before it.
    fn end_within(&mut self, names: &[&str], walls: &[&str], at: usize) {
        let mut found = None;
        for (depth, &id) in self.open.iter().enumerate().skip(1).rev() {
            let name = self.tree.name(id);
            if names.contains(&name) {
                // A row ends its cells first: the outermost of the names counts.
                found = Some(depth);
            } else if walls.contains(&name) || name.starts_with("ac:") {
                break;
            }
        }
        if let Some(depth) = found {
            self.close_to(depth, at);
        }
    }

    fn end_what_must_end(&mut self, name: &str, at: usize) {
        if BLOCKS.contains(&name) {
            self.end_within(&["p"], SCOPES, at);
        }
        for (starts, ends, walls) in ENDS {
            if starts.contains(&name) {
                self.end_within(ends, walls, at);
            }
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let walled = |open: &str| match name {
            "table" | "body" | "html" => false,
            "tr" | "thead" | "tbody" | "tfoot" | "td" | "th" => open == "table",
            "ul" | "ol" => matches!(open, "table" | "td" | "th"),
            _ => SCOPES.contains(&open) || open.starts_with("ac:") && !name.starts_with("ac:"),
        };
        for depth in (1..self.open.len()).rev() {
            let open = self.tree.name(self.open[depth]);
            if open == name {
                self.tree.nodes[self.open[depth]].range.end = range.end;
                self.close_to(depth, range.start);
                return;
            }
            if walled(open) {
                return;
            }
        }
    }

    /// Closes everything from `depth` inwards; the root stays.
    fn close_to(&mut self, depth: usize, at: usize) {
        for id in self.open.drain(depth.max(1)..) {
            let end = &mut self.tree.nodes[id].range.end;
            *end = (*end).max(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tree: &Tree, id: NodeId, text: &str) -> String {
        let inner: String = tree
            .children(id)
            .iter()
            .map(|&child| shown(tree, child, text))
            .collect();
        match &tree.nodes[id].kind {
            Kind::Element { name, .. } if name.is_empty() => inner,
            Kind::Element { name, .. } => format!("{name}[{inner}]"),
            Kind::Text | Kind::Raw => text[tree.nodes[id].range.clone()].trim().to_string(),
        }
    }

    #[test]
    fn what_is_not_closed_ends_where_it_must() {
        for (text, expected) in [
            ("<p>a<p>b<ul><li>c<li>d</ul>e", "p[a]p[b]ul[li[c]li[d]]e"),
            (
                "<table><tr><td>1<td>2<tr><td>3</table>x",
                "table[tr[td[1]td[2]]tr[td[3]]]x",
            ),
            ("<h2>a<h2>b</h2><p>c</i></b></p>d", "h2[a]h2[b]p[c]d"),
            ("<b><p>a</b>b</p>", "b[p[a]]b"),
            ("</ul></p>a<br></br>b", "abr[]b"),
        ] {
            assert_eq!(shown(&Tree::read(text, 0), 0, text), expected, "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let text = "<div>".repeat(10_000) + "deep";
        let tree = Tree::read(&text, 0);
        assert_eq!(tree.nodes.len(), 10_002);
        let mut depth = 0;
        let mut at = 0;
        while let Some(&child) = tree.children(at).last() {
            (at, depth) = (child, depth + 1);
        }
        assert_eq!(depth, DEEPEST);
    }
}
