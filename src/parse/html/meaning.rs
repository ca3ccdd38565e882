//! What elements mean beyond HTML: Confluence's macros, lozenges, mentions and dates, and what exports add around a page.

use super::text;
use super::tree::{Kind, NodeId, Tree};
use std::ops::Range;

/// How an element is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// As HTML says.
    Usual,
    /// Not at all: it is not the author's words.
    Nothing,
    /// As these words; the place is where they stand, if they stand anywhere.
    Words(String, usize),
    /// As a word of its own, whatever stands beside it.
    Label(String, usize),
    /// As what stands in this element.
    Inside(NodeId),
    /// As a bold line and what stands in this element.
    Panel(Option<String>, NodeId),
    /// As code in this language.
    Code(String, NodeId),
}

use Meaning::{Code, Inside, Label, Nothing, Panel, Usual, Words};

/// Elements that show nothing, or nothing that is the document's.
const SILENT: &[&str] = &[
    "head",
    "title",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "nav",
    "select",
    "button",
    "textarea",
    "input",
    "ac:parameter",
    "ac:task-id",
    "ac:task-uuid",
    "ac:task-status",
    "ac:placeholder",
    "ac:adf-attribute",
    "ac:image",
];

/// Classes and ids of what an export or a macro puts around the author's words.
const CHROME: &[&str] = &[
    "page-metadata",
    "toc-macro",
    "issue-placeholder",
    "breadcrumb-section",
    "footer",
    "greybox",
    "pageSectionHeader",
    "expand-control-icon",
    "numberingColumn",
];

pub fn of(tree: &Tree, text: &str, id: NodeId) -> Meaning {
    let name = tree.name(id);
    if name.is_empty() {
        return Usual;
    }
    if SILENT.contains(&name) || name.starts_with("ri:") {
        return Nothing;
    }
    let class = tree.value(id, "class");
    let is_chrome = |word: &str| CHROME.contains(&word);
    if class.split_ascii_whitespace().any(is_chrome) || is_chrome(tree.value(id, "id")) {
        return Nothing;
    }
    let is_shown =
        |style: &str| !style.contains("display:none") && !style.contains("display: none");
    if tree.attribute(id, "hidden").is_some() || !is_shown(tree.value(id, "style")) {
        return Nothing;
    }
    match name {
        "ac:structured-macro" | "ac:macro" => storage_macro(tree, text, id),
        "ac:link" => storage_link(tree, text, id),
        "ac:emoticon" => emoticon(
            tree.value(id, "ac:name"),
            tree.value(id, "ac:emoji-fallback"),
            id,
            tree,
        ),
        "img" if class.contains("emoticon") => emoticon(
            tree.value(id, "alt").trim_matches(['(', ')']),
            tree.value(id, "data-emoji-fallback"),
            id,
            tree,
        ),
        "img"
            if class.split(' ').any(|class| class == "icon")
                || tree.value(id, "src").contains("images/icons/") =>
        {
            Nothing
        }
        "time" => time(tree, id),
        "a" if tree.value(id, "href").starts_with("#cmnt") => Nothing,
        "a" if tree.has_class(id, "user-mention") || tree.has_class(id, "confluence-userlink") => {
            mention(tree, text, id)
        }
        "div" | "p" if holds_comment(tree, id) => Nothing,
        "div" if tree.has_class(id, "pageSection") && is_attachments(tree, id) => Nothing,
        "div" | "span"
            if tree.has_class(id, "expand-control")
                || tree.has_class(id, "expand-control-text") =>
        {
            match words(tree, text, id).trim() {
                "" | "Click here to expand..." => Nothing,
                _ => Usual,
            }
        }
        "span" if tree.has_class(id, "status-macro") || tree.has_class(id, "aui-lozenge") => {
            Label(words(tree, text, id), place(tree, id))
        }
        "span"
            if tree.has_class(id, "summary")
                && words(tree, text, id).starts_with("Getting issue details") =>
        {
            Nothing
        }
        _ => Usual,
    }
}

/// A macro of Confluence's storage format, with its parameters and its body.
fn storage_macro(tree: &Tree, text: &str, id: NodeId) -> Meaning {
    let parameter = |wanted: &str| {
        let mut found = tree.children(id).iter().copied();
        let found = found.find(|&child| {
            tree.name(child) == "ac:parameter" && tree.value(child, "ac:name") == wanted
        })?;
        let value = words(tree, text, found).trim().to_string();
        (!value.is_empty()).then(|| (value, place(tree, found)))
    };
    match tree.value(id, "ac:name") {
        "status" => parameter("title").map_or(Nothing, |(title, at)| Label(title, at)),
        "jira" => parameter("key").map_or(Nothing, |(key, at)| Label(key, at)),
        _ => {
            if let Some(body) = tree.child(id, "ac:rich-text-body") {
                Panel(parameter("title").map(|(title, _)| title), body)
            } else if let Some(body) = tree.child(id, "ac:plain-text-body") {
                Code(
                    parameter("language").map_or_else(String::new, |(name, _)| name),
                    body,
                )
            } else {
                Nothing
            }
        }
    }
}

/// A link of the storage format: to a person, or with words of its own, or to a page by its title.
fn storage_link(tree: &Tree, text: &str, id: NodeId) -> Meaning {
    let body = tree
        .child(id, "ac:link-body")
        .or_else(|| tree.child(id, "ac:plain-text-link-body"));
    if let Some(user) = tree.child(id, "ri:user") {
        let known = tree
            .attribute(user, "ri:username")
            .map(|name| (name.value.clone(), name.place));
        let shown = body.map(|body| (words(tree, text, body), place(tree, body)));
        let opaque = ["ri:account-id", "ri:userkey"]
            .iter()
            .find_map(|key| tree.attribute(user, key))
            .map(|key| (key.value.clone(), key.place));
        return known.or(shown).or(opaque).map_or(Nothing, at_name);
    }
    if let Some(body) = body {
        return Inside(body);
    }
    let target = [
        ("ri:page", "ri:content-title"),
        ("ri:attachment", "ri:filename"),
    ]
    .iter()
    .find_map(|(name, key)| tree.attribute(tree.child(id, name)?, key));
    target.map_or(Nothing, |title| Words(title.value.clone(), title.place))
}

/// A person in an export: by handle where the page has it, else by the name as one word.
fn mention(tree: &Tree, text: &str, id: NodeId) -> Meaning {
    let handle = tree
        .attribute(id, "data-username")
        .map(|name| (name.value.clone(), name.place))
        .or_else(|| {
            let href = tree.attribute(id, "href")?;
            let at = href.value.find("/display/~")? + "/display/~".len();
            Some((href.value[at..].to_string(), href.place + at))
        });
    at_name(handle.unwrap_or_else(|| (words(tree, text, id), place(tree, id))))
}

/// `@jane`; a name of several words becomes one, so that all of it is the handle.
fn at_name((name, place): (String, usize)) -> Meaning {
    let name: String = name
        .trim()
        .trim_start_matches('@')
        .split_whitespace()
        .collect();
    if name.is_empty() {
        return Nothing;
    }
    Words(format!("@{name}"), place)
}

/// A date as it is meant, not as the exporting user's language writes it.
fn time(tree: &Tree, id: NodeId) -> Meaning {
    let Some(stated) = tree.attribute(id, "datetime") else {
        return Usual;
    };
    let day = stated.value.trim();
    let is_day = day.len() == 10
        && day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_day || tree.children(id).is_empty() {
        Words(day.to_string(), stated.place)
    } else {
        Usual
    }
}

fn emoticon(name: &str, fallback: &str, id: NodeId, tree: &Tree) -> Meaning {
    let sign = match name {
        "tick" | ":check_mark:" | "/" => "✅",
        "cross" | ":cross_mark:" | "x" => "❌",
        "warning" | "!" => "⚠️",
        _ if !fallback.starts_with(':') => fallback,
        _ => "",
    };
    match sign {
        "" => Nothing,
        sign => Words(sign.to_string(), tree.nodes[id].range.start),
    }
}

/// Comments of Google Docs stand below the document, each behind a link back to its place.
fn holds_comment(tree: &Tree, id: NodeId) -> bool {
    tree.below(id).take(4).any(|below| {
        tree.name(below) == "a"
            && tree.value(below, "id").starts_with("cmnt")
            && tree.value(below, "href").starts_with("#cmnt_ref")
    })
}

/// Attachments and comments that Confluence lists below a page.
fn is_attachments(tree: &Tree, id: NodeId) -> bool {
    tree.below(id)
        .take(6)
        .any(|below| tree.has_class(below, "pageSectionTitle"))
}

/// All words below a node.
pub fn words(tree: &Tree, source: &str, id: NodeId) -> String {
    let mut words = String::new();
    for below in tree.below(id) {
        match tree.nodes[below].kind {
            Kind::Text => words.push_str(&text::decoded(source, tree.nodes[below].range.clone())),
            Kind::Raw => words.push_str(&source[tree.nodes[below].range.clone()]),
            Kind::Element { .. } => {}
        }
    }
    words
}

/// Where the words below a node begin.
fn place(tree: &Tree, id: NodeId) -> usize {
    let is_text = |&below: &NodeId| !matches!(tree.nodes[below].kind, Kind::Element { .. });
    let found: Option<&Range<usize>> = tree
        .below(id)
        .find(is_text)
        .map(|below| &tree.nodes[below].range);
    found.unwrap_or(&tree.nodes[id].range).start
}
