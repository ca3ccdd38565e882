//! Links, images and raw HTML of a document: what leads inside loses its target and keeps its words.

use super::addresses::host;
use super::document::Desk;
use crate::parse::target::{decode_path, join};
use crate::parse::{front_matter, markdown};
use crate::span::SourceFile;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<[^>]*(?:>|\z)").expect("a sound pattern"));
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?is)<(?:script|style|iframe|object)\b.*?(?:</(?:script|style|iframe|object)\s*>|\z)",
    )
    .expect("a sound pattern")
});

/// A link that is open: its place, the place of what stands in it, whether its target may stay.
struct Open {
    range: Range<usize>,
    inner: Option<Range<usize>>,
    stays: bool,
}

/// The text without targets, images and tags that may not go out.
pub fn unlink(desk: &Desk<'_>, source: &SourceFile, text: &str, taken: &mut Vec<String>) -> String {
    let start = front_matter::body_start(text);
    let body = &text[start..];
    let parser = Parser::new_ext(body, markdown::options());
    let mut cuts: Vec<Range<usize>> = Vec::new();
    // Where a tag stood between two words, a blank stands for it.
    let mut apart: HashSet<usize> = HashSet::new();
    for (_, definition) in parser.reference_definitions().iter() {
        if !stays(desk, source, &definition.dest, false) {
            taken.push(definition.dest.to_string());
            cuts.push(definition.span.clone());
        }
    }
    let mut open: Vec<Open> = Vec::new();
    let mut image: Option<Range<usize>> = None;
    for (event, range) in parser.into_offset_iter() {
        if image
            .as_ref()
            .is_some_and(|image| range.start >= image.start && range.end <= image.end)
        {
            continue;
        }
        let is_end = matches!(event, Event::End(_));
        if !is_end {
            for link in &mut open {
                let inner = link.inner.get_or_insert(range.clone());
                inner.start = inner.start.min(range.start);
                inner.end = inner.end.max(range.end);
            }
        }
        match event {
            Event::Start(Tag::Image { dest_url, .. }) if !stays(desk, source, &dest_url, true) => {
                taken.push(body[range.clone()].to_string());
                cuts.push(range.clone());
                image = Some(range);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let stays = stays(desk, source, &dest_url, false);
                if !stays {
                    taken.push(dest_url.to_string());
                }
                open.push(Open {
                    range,
                    inner: None,
                    stays,
                });
            }
            Event::End(TagEnd::Link) => {
                let Some(link) = open.pop().filter(|link| !link.stays) else {
                    continue;
                };
                match link.inner {
                    Some(inner) => {
                        cuts.push(link.range.start..inner.start);
                        cuts.push(inner.end..link.range.end);
                    }
                    None => cuts.push(link.range),
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let raw = &body[range.clone()];
                let tags = CODE.find_iter(raw).chain(TAG.find_iter(raw));
                for tag in tags {
                    if !is_within_words(tag.as_str()) {
                        apart.insert(range.start + tag.start());
                    }
                    cuts.push(range.start + tag.start()..range.start + tag.end());
                }
                taken.push(raw.to_string());
            }
            _ => {}
        }
    }
    text[..start].to_string() + &without_tags(body, cuts, &apart)
}

/// The text without some ranges; a blank parts what stood on both sides of those that begin at `apart`.
fn without_tags(text: &str, mut cuts: Vec<Range<usize>>, apart: &HashSet<usize>) -> String {
    cuts.sort_by_key(|cut| cut.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for cut in cuts {
        if cut.start > done {
            out.push_str(&text[done..cut.start]);
        }
        let is_open = !out.is_empty() && !out.ends_with(char::is_whitespace);
        if is_open && apart.contains(&cut.start) {
            out.push(' ');
        }
        done = done.max(cut.end);
    }
    out + &text[done..]
}

/// Tags that may stand within a word; all others part words.
const WITHIN: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

fn is_within_words(tag: &str) -> bool {
    let name: String = tag
        .chars()
        .skip_while(|c| matches!(c, '<' | '/'))
        .take_while(char::is_ascii_alphanumeric)
        .flat_map(char::to_lowercase)
        .collect();
    WITHIN.contains(&name.as_str())
}

/// Whether a target may be seen: a public host, a public document, a listed file, a place of the same page.
fn stays(desk: &Desk<'_>, source: &SourceFile, target: &str, is_image: bool) -> bool {
    let target = target.trim();
    if let Some(fragment) = target.strip_prefix('#') {
        return !is_image && desk.names.find(fragment).is_empty();
    }
    let lower = target.to_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return !is_image
            && host(target).is_some_and(|host| desk.profile.has_host(host))
            && !target.contains('@')
            && !desk.names_somebody(target);
    }
    if target.contains(':') || target.starts_with("//") || target.starts_with('\\') {
        return false;
    }
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let path = decode_path(path);
    let from = source.path.split('#').next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = match path.strip_prefix('/') {
        Some(absolute) => Some(absolute.to_string()),
        None => join(folder, &path),
    };
    let Some(path) = joined else { return false };
    if desk.profile.has_file(&path) {
        return true;
    }
    let path = path.trim_end_matches('/');
    !is_image
        && ["", ".md", ".markdown", ".mdx", ".txt", "/index.md"]
            .iter()
            .any(|end| desk.paths.contains(format!("{path}{end}").as_str()))
}
