//! Links, images and raw HTML of a document: what leads inside loses its target and keeps its words.

use super::addresses::host;
use super::document::Desk;
use super::without;
use crate::parse::target::{decode_path, join};
use crate::parse::{front_matter, markdown};
use crate::span::SourceFile;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;
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
                cuts.extend(tags.map(|tag| range.start + tag.start()..range.start + tag.end()));
                taken.push(raw.to_string());
            }
            _ => {}
        }
    }
    text[..start].to_string() + &without(body, &cuts)
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
            && !target.contains('@');
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
