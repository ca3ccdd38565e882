//! Lists: their items, task lists, and Google Docs' lists that nest by class.

use super::tree::{Kind, NodeId, Tree};

/// An item: what stands in it, and lists that were written beside it instead of inside.
#[derive(Debug, Default, Clone)]
pub struct Item {
    pub node: Option<NodeId>,
    pub lists: Vec<NodeId>,
}

pub fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "menu" | "dir" | "ac:task-list")
}

/// The items of a list.
pub fn items(tree: &Tree, text: &str, id: NodeId) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for &child in tree.children(id) {
        let name = tree.name(child);
        if is_list(name) {
            match items.last_mut() {
                Some(item) => item.lists.push(child),
                None => items.push(Item {
                    node: None,
                    lists: vec![child],
                }),
            }
        } else if !is_blank(tree, text, child) {
            items.push(Item {
                node: Some(child),
                lists: Vec::new(),
            });
        }
    }
    items
}

pub fn is_blank(tree: &Tree, text: &str, id: NodeId) -> bool {
    !matches!(tree.nodes[id].kind, Kind::Element { .. })
        && text[tree.nodes[id].range.clone()].trim().is_empty()
}

/// Whether an item is a task, and whether it is done.
pub fn task(tree: &Tree, text: &str, id: NodeId, list: NodeId) -> Option<bool> {
    if tree.name(id) == "ac:task" {
        let status = tree.child(id, "ac:task-status")?;
        return Some(super::meaning::words(tree, text, status).trim() == "complete");
    }
    if tree.has_class(list, "inline-task-list")
        || tree.attribute(id, "data-inline-task-id").is_some()
    {
        return Some(tree.has_class(id, "checked"));
    }
    let first = tree
        .below(id)
        .take(6)
        .filter(|&below| !is_blank(tree, text, below))
        .find(|&below| tree.name(below) != "p" && tree.name(below) != "label")?;
    (tree.name(first) == "input" && tree.value(first, "type").eq_ignore_ascii_case("checkbox"))
        .then(|| tree.attribute(first, "checked").is_some())
}

/// Whether the first date in an item is its term: it is a task of Confluence.
pub fn has_term(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == "ac:task"
        || tree.attribute(id, "data-inline-task-id").is_some()
        || tree.has_class(tree.nodes[id].parent, "inline-task-list")
}

/// The level of a list of Google Docs: `lst-kix_abc-1` is 1.
pub fn level(tree: &Tree, id: NodeId) -> Option<usize> {
    const DEEPEST: usize = 8;
    if !matches!(tree.name(id), "ul" | "ol") {
        return None;
    }
    let class = tree
        .value(id, "class")
        .split_ascii_whitespace()
        .find(|class| class.starts_with("lst-kix_"))?;
    let level: usize = class.rsplit_once('-')?.1.parse().ok()?;
    Some(level.min(DEEPEST))
}

/// An item of a list that nests by class.
#[derive(Debug, Clone, Copy)]
pub struct Levelled {
    pub level: usize,
    pub list: NodeId,
    pub item: NodeId,
}

/// The items of the levelled lists at the beginning of `siblings`, and how many siblings they take.
pub fn levelled(tree: &Tree, text: &str, siblings: &[NodeId]) -> (Vec<Levelled>, usize) {
    let (mut found, mut taken) = (Vec::new(), 0);
    for (index, &id) in siblings.iter().enumerate() {
        if let Some(level) = level(tree, id) {
            taken = index + 1;
            let items = tree.children(id).iter().copied();
            found.extend(
                items
                    .filter(|&item| tree.name(item) == "li")
                    .map(|item| Levelled {
                        level,
                        list: id,
                        item,
                    }),
            );
        } else if !is_blank(tree, text, id) {
            break;
        }
    }
    (found, taken)
}
