//! The title of a document: the heading that an export gives it, or its `<title>`.

use super::meaning;
use super::tree::{NodeId, Tree};

/// What stands as the document's title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    pub node: NodeId,
    /// Whether the page's own headings begin one level below it, although they are written as `<h1>` too.
    pub deeper: bool,
    /// Whether it stands in the `<head>`, outside of the text.
    pub in_head: bool,
    /// Bytes of text to leave out at its beginning: the space's name and a colon.
    pub prefix: bool,
}

pub fn find(tree: &Tree, text: &str) -> Option<Title> {
    let exported = tree
        .below(0)
        .find(|&id| tree.name(id) == "h1" && tree.value(id, "id") == "title-heading")
        .or_else(|| {
            tree.below(0)
                .find(|&id| tree.value(id, "id") == "title-text")
        });
    let styled = || {
        let is_title = |&id: &NodeId| tree.name(id) == "p" && tree.has_class(id, "title");
        let boxed = |id: &NodeId| {
            let class = tree.value(*id, "class");
            class.contains("macro") || class.contains("panel")
        };
        let mut inside = tree.below(0).filter(boxed).flat_map(|id| tree.children(id));
        let found = tree.below(0).find(is_title)?;
        (!inside.any(|&child| child == found)).then_some(found)
    };
    let firsts: Vec<NodeId> = tree
        .below(0)
        .filter(|&id| tree.name(id) == "h1" && !meaning::words(tree, text, id).trim().is_empty())
        .collect();
    if let Some(node) = exported.or_else(styled) {
        let deeper = firsts
            .iter()
            .any(|&id| id != node && tree.below(id).all(|below| below != node));
        return Some(Title {
            node,
            deeper,
            in_head: false,
            prefix: exported.is_some(),
        });
    }
    let node = tree.below(0).find(|&id| tree.name(id) == "title")?;
    let heading = tree.below(0).find(|&id| is_heading(tree.name(id)));
    let has_one = firsts.len() == 1 && heading == firsts.first().copied();
    (!has_one && !meaning::words(tree, text, node).trim().is_empty()).then(|| Title {
        node,
        deeper: !firsts.is_empty(),
        in_head: true,
        prefix: tree.below(0).any(|id| {
            tree.value(id, "id") == "main-content" || tree.value(id, "class").contains("aui-theme")
        }),
    })
}

pub fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}
