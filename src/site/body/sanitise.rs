//! Raw HTML of documents, made safe as a whole: a tag may open in one Markdown event and close in another.
//!
//! What the writer itself sets is marked with characters that authors cannot write, because it removes them from their
//! HTML: [`OWN`] stands for the prefix of the page's ids, [`READY`] before an address that is resolved already.

use crate::expression::expression;
use crate::site::html::escaped;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

pub const OWN: char = '\u{E000}';
pub const READY: char = '\u{E001}';

/// Classes that the writer uses; an author's classes go, so that no text can look like a part of the page.
const CLASSES: [&str; 12] = [
    "kb-anchor",
    "permalink",
    "table",
    "task",
    "task-done",
    "task-open",
    "footnote",
    "footnote-ref",
    "footnote-number",
    "right",
    "center",
    "short",
];

/// Takes the marks off HTML that needs no cleaning.
pub fn unmark(html: String) -> String {
    html.replace(OWN, "kb-").replace(READY, "")
}

/// Sanitises a body.
pub fn clean(html: &str) -> String {
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_generic_attributes(["id", "class", "role", "aria-label", "tabindex"])
            .add_tag_attributes("img", ["loading", "decoding"])
            .add_tag_attributes("code", ["data-language"])
            .add_tag_attributes("th", ["scope"])
            .add_tag_attributes("details", ["open"])
            .rm_tags(["map", "area"])
            .url_schemes(["http", "https", "mailto", "tel"].into())
            .attribute_filter(attribute);
        builder
    });
    CLEANER.clean(html).to_string()
}

/// What an attribute may be.
fn attribute<'v>(element: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match name {
        "id" => Some(match value.strip_prefix(OWN) {
            Some(own) => format!("kb-{own}").into(),
            None if value.to_ascii_lowercase().starts_with("kb-") => format!("doc-{value}").into(),
            None => value.into(),
        }),
        "class" => {
            let known: Vec<_> = value
                .split_whitespace()
                .filter(|class| CLASSES.contains(class))
                .collect();
            (!known.is_empty()).then(|| known.join(" ").into())
        }
        "href" | "src" | "cite" => match value.strip_prefix(READY) {
            Some(ready) => Some(ready.into()),
            // No page makes a request to another host, and what is relative was resolved before.
            None => (element == "a"
                && (value.contains("://")
                    || value.starts_with("mailto:")
                    || value.starts_with("tel:")
                    || value.starts_with('#')))
            .then(|| value.into()),
        },
        _ => Some(value.into()),
    }
}

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| expression(r#"(?i)\b(src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"#));

fn address(found: &Captures<'_>) -> String {
    let value = found.iter().skip(2).flatten().next();
    value.map_or_else(String::new, |value| value.as_str().replace("&amp;", "&"))
}

/// The addresses that a piece of raw HTML mentions.
pub fn addresses(html: &str) -> Vec<String> {
    ADDRESS
        .captures_iter(html)
        .map(|found| address(&found))
        .collect()
}

/// Raw HTML with its addresses resolved; those that lead nowhere are dropped.
pub fn resolve(html: &str, href: impl Fn(&str) -> Option<String>) -> String {
    let html = html.replace([OWN, READY], "");
    ADDRESS
        .replace_all(&html, |found: &Captures<'_>| match href(&address(found)) {
            Some(href) => format!("{}=\"{}\"", &found[1], escaped(&href)),
            None => String::new(),
        })
        .into_owned()
}
