//! Where the links of documents lead.

mod path;

use super::Context;
use crate::address;
use crate::config::check::nearest;
use crate::parse::MarkKind;
use crate::read::{Input, split};
use crate::span::{FileId, Span};
use path::{decode, relative};
use rustc_hash::{FxHashMap, FxHashSet};

/// Every path below the content folder to which a document may link.
pub struct Links<'a> {
    documents: FxHashMap<&'a str, FileId>,
    others: FxHashSet<&'a str>,
    /// Folders in which any of them lies, at any depth.
    folders: FxHashSet<&'a str>,
    /// Documents by the name of their file; `None` where several are called so.
    by_name: FxHashMap<&'a str, Option<&'a str>>,
}

/// A link or an image.
pub struct Link<'a> {
    pub url: &'a str,
    pub span: Span,
}

pub enum Target {
    Document(FileId),
    /// Something else that is there, or that cannot be looked at from here.
    Elsewhere,
    /// Nothing, and perhaps the address that was meant.
    Missing(Option<String>),
}

impl<'a> Links<'a> {
    pub fn new(input: &'a Input) -> Self {
        let path = |file| input.sources.get(file).path.as_str();
        let mut documents: FxHashMap<&str, FileId> = FxHashMap::default();
        for &file in &input.documents {
            documents.insert(path(file), file);
            // A link to a file of many incidents names the file.
            let part = path(file).rsplit_once('#');
            if part.is_some_and(|(whole, _)| !documents.contains_key(whole))
                && let Some(whole) = split::whole(input, file)
            {
                documents.insert(path(whole), whole);
            }
        }
        let mut by_name = FxHashMap::default();
        for path in documents.keys() {
            let name = path.rsplit('/').next().unwrap_or(path);
            by_name
                .entry(name)
                .and_modify(|known| *known = None)
                .or_insert(Some(*path));
        }
        let files = input.attachments.iter().chain(&input.static_files);
        let others: FxHashSet<&str> = files.map(|file| file.path.as_str()).collect();
        let mut folders = FxHashSet::default();
        for path in documents.keys().chain(&others) {
            let mut path: &str = path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        Self {
            others,
            folders,
            documents,
            by_name,
        }
    }

    /// What lies at an address, seen from the document at `from`.
    pub fn target(&self, from: &str, url: &str) -> Target {
        let url = url.trim();
        let path = url.split(['#', '?']).next().unwrap_or_default();
        let scheme = path
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':'));
        if path.is_empty()
            || path.contains('@')
            || scheme
            || url.starts_with("//")
            || path.contains(['{', '<', '$'])
        {
            return Target::Elsewhere;
        }
        let decoded = decode(path);
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let joined = match decoded.strip_prefix('/') {
            Some(absolute) => Some(absolute.to_string()),
            None => address::join(folder, &decoded),
        };
        // What leaves the content folder may well be there.
        let Some(joined) = joined else {
            return Target::Elsewhere;
        };
        let joined = joined.trim_end_matches('/');
        let stem = joined.strip_suffix(".html").unwrap_or(joined);
        for end in [
            "",
            ".md",
            ".markdown",
            ".mdx",
            ".txt",
            "/index.md",
            "/README.md",
        ] {
            let path = format!("{stem}{end}");
            if let Some(&file) = self.documents.get(path.as_str()) {
                return Target::Document(file);
            }
        }
        if joined.is_empty() || self.others.contains(joined) || self.folders.contains(joined) {
            return Target::Elsewhere;
        }
        // A path from the root of another site, or one without an ending, is an address of that site.
        let name = joined.rsplit('/').next().unwrap_or(joined);
        if decoded.starts_with('/') || !name.contains('.') {
            return Target::Elsewhere;
        }
        let near = self.by_name.get(name).copied().flatten();
        Target::Missing(near.map(|path| {
            format!(
                "{}{}",
                relative(folder, path).replace(' ', "%20"),
                &url[url.split(['#', '?']).next().map_or(0, str::len)..]
            )
        }))
    }
}

/// The links of a document's text.
pub fn all<'a>(context: &Context<'a>) -> Vec<Link<'a>> {
    let mut seen: Option<*const crate::parse::Inline> = None;
    let mut found = Vec::new();
    for sentence in context.sentences {
        if seen == Some(std::ptr::from_ref(sentence.inline)) {
            continue;
        }
        seen = Some(std::ptr::from_ref(sentence.inline));
        for mark in &sentence.inline.marks {
            if let MarkKind::Link(url) | MarkKind::Image(url) = &mark.kind {
                found.push(Link {
                    url,
                    span: sentence.inline.span_of(mark.range.clone()),
                });
            }
        }
    }
    found
}

/// Where an inline link's address stands in the source.
pub fn place(context: &Context<'_>, link: &Link<'_>) -> Option<Span> {
    let rest = context.source.text.get(link.span.end as usize..)?;
    let line = rest.split('\n').next()?;
    let at = line
        .find(&format!("]({}", link.url))
        .filter(|&at| at <= 4)?
        + 2;
    let start = link.span.end as usize + at;
    Some(Span::new(context.source.id, start..start + link.url.len()))
}

/// Whether a text has a heading with this anchor; else perhaps the one that was meant.
pub fn anchor(text: &str, wanted: &str) -> Result<(), Option<String>> {
    let wanted = decode(wanted).to_lowercase();
    let mut known = Vec::new();
    for line in text.lines() {
        let heading = line.trim_start_matches([' ', '>']).trim_start_matches('#');
        if heading.len() == line.len() {
            continue;
        }
        let (title, id) = match heading.rsplit_once("{#") {
            Some((title, id)) => (title, id.trim_end().strip_suffix('}')),
            None => (heading, None),
        };
        let title = title.trim().trim_end_matches('#').trim();
        known.extend(id.map(str::to_lowercase));
        known.push(address::slug(title));
        known.push(hub_slug(title));
    }
    let raw = ["id=\"", "id='", "name=\"", "name='"]
        .iter()
        .any(|attribute| {
            text.to_lowercase()
                .contains(&format!("{attribute}{wanted}"))
        });
    // Several headings of one name are numbered.
    let base = wanted
        .rsplit_once('-')
        .filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(base, _)| base);
    let underlined = text
        .lines()
        .any(|line| line.starts_with("---") || line.starts_with("==="));
    let has = |name: &str| known.iter().any(|known| known == name);
    if raw
        || has(&wanted)
        || base.is_some_and(has)
        || wanted == "top"
        || wanted.starts_with("fn")
        || wanted.starts_with('l') && wanted[1..].bytes().all(|byte| byte.is_ascii_digit())
    {
        return Ok(());
    }
    if underlined && text.lines().any(|line| address::slug(line) == wanted) {
        return Ok(());
    }
    let spelt: Vec<String> = known.iter().map(|known| known.replace('-', "_")).collect();
    let names: Vec<&str> = spelt
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    Err(nearest(&wanted, &names).map(|near| near.replace('_', "-")))
}

/// As code hosts make anchors: punctuation goes, each blank is a `-`.
fn hub_slug(title: &str) -> String {
    title
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
