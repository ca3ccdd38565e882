//! What the links of documents lead to.

use crate::address;
use crate::model::Corpus;
use crate::parse::target::decode_path;
use crate::read::Input;
use crate::span::FileId;
use rustc_hash::{FxHashMap, FxHashSet};

/// Everything that a document may link to within the site.
pub struct Links<'a> {
    /// Index of the incident, by the path of its document.
    documents: FxHashMap<&'a str, usize>,
    /// Index of the attachment, by its path below the content folder.
    attachments: FxHashMap<&'a str, usize>,
    static_files: FxHashMap<&'a str, usize>,
    /// Documents that tell of no incident.
    left_out: FxHashSet<&'a str>,
}

/// What one link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target<'d> {
    /// An address outside of the site, with a scheme that is allowed.
    External(&'d str),
    /// A heading of the same page.
    Here(String),
    /// Another document, and a heading of it.
    Incident(usize, Option<String>),
    Attachment(usize),
    Static(usize),
    /// A document that tells of no incident: it has no page.
    Pageless,
    /// Nothing that the site has.
    Missing,
    /// A scheme that could run code or carry content.
    Refused,
}

/// Schemes that may leave the site.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Links<'a> {
    pub fn new(input: &'a Input, corpus: &'a Corpus) -> Self {
        fn by_path<'p>(paths: impl Iterator<Item = &'p str>) -> FxHashMap<&'p str, usize> {
            let mut map = FxHashMap::default();
            for (index, path) in paths.enumerate() {
                map.entry(path).or_insert(index);
            }
            map
        }
        let left_out: FxHashMap<&str, FileId> = corpus
            .left_out
            .iter()
            .map(|file| (file.source.as_str(), file.file))
            .collect();
        // A page or a text is copied only where it is no document at all: one that readers may not see stays unseen, and
        // front matter may say that of any.
        let is_plain = |path: &str| {
            left_out.get(path).is_some_and(|&file| {
                let text = input.sources.get(file).text.trim_start();
                !text.starts_with("---") && !text.starts_with("+++")
            })
        };
        let mut documents = by_path(corpus.incidents.iter().map(|i| i.source.as_str()));
        for (index, incident) in corpus.incidents.iter().enumerate() {
            // A link to a split file leads to the first of its incidents that readers see.
            if let Some((file, _)) = incident.source.split_once(".md#") {
                let file = &incident.source[..file.len() + ".md".len()];
                documents.entry(file).or_insert(index);
            }
        }
        Self {
            documents,
            attachments: by_path(input.attachments.iter().map(|a| a.path.as_str()))
                .into_iter()
                .filter(|(path, index)| !input.attachments[*index].document || is_plain(path))
                .collect(),
            left_out: left_out.into_keys().collect(),
            static_files: by_path(input.static_files.iter().map(|a| a.path.as_str())),
        }
    }

    /// What `address` means in the document at `from`.
    pub fn resolve<'d>(&self, from: &str, address: &'d str) -> Target<'d> {
        let address = address.trim();
        if address.starts_with("//") {
            return Target::External(address);
        }
        match scheme(address) {
            Some(scheme) if SCHEMES.contains(&scheme.as_str()) => {
                return Target::External(address);
            }
            // A drive letter, a time such as `12:30`, `localhost:8080`: no scheme that a browser would run is spared.
            Some(_) => return Target::Refused,
            None => {}
        }
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(decode_path(fragment))),
            None => (address, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let part = |file: &str, fragment: &str| {
            let part = format!("{file}#{fragment}");
            self.documents.get(part.as_str()).copied()
        };
        if path.is_empty() {
            if let Some((file, _)) = from.split_once('#')
                && let Some(index) = part(file, fragment.as_deref().unwrap_or_default())
            {
                return Target::Incident(index, None);
            }
            return Target::Here(fragment.unwrap_or_default());
        }
        let decoded = decode_path(path);
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(fragment) = &fragment
            && let Some(path) = address::join(folder, &decoded)
            && let Some(index) = part(&path, fragment)
        {
            return Target::Incident(index, None);
        }
        let found = match decoded.strip_prefix('/') {
            Some(absolute) => self.find(absolute).or_else(|| {
                let file = self.static_files.get(absolute);
                file.map(|&index| Target::Static(index))
            }),
            None => address::join(folder, &decoded).and_then(|path| self.find(&path)),
        };
        match found {
            Some(Target::Incident(index, _)) => {
                Target::Incident(index, fragment.filter(|fragment| !fragment.is_empty()))
            }
            Some(target) => target,
            None => Target::Missing,
        }
    }

    fn find(&self, path: &str) -> Option<Target<'static>> {
        let path = path.trim_end_matches('/');
        let document = [
            "",
            ".md",
            ".markdown",
            ".mdx",
            ".txt",
            ".html",
            "/index.md",
            "/README.md",
        ]
        .iter()
        .find_map(|suffix| match *suffix {
            "" => self.documents.get(path),
            suffix => self.documents.get(format!("{path}{suffix}").as_str()),
        });
        // Sites that were generated before link to `page.html` or `page/`.
        let document = document.or_else(|| {
            self.documents
                .get(format!("{}.md", path.strip_suffix(".html")?).as_str())
        });
        match document {
            Some(&index) => Some(Target::Incident(index, None)),
            None => match self.attachments.get(path) {
                Some(&index) => Some(Target::Attachment(index)),
                None => self.left_out.contains(path).then_some(Target::Pageless),
            },
        }
    }
}

/// The scheme of an address as a browser reads it: white space and control characters do not hide it.
fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
    {
        match c {
            ':' => return (!scheme.is_empty()).then(|| scheme.to_lowercase()),
            '/' | '?' | '#' => return None,
            c => scheme.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_through_any_disguise() {
        for address in [
            "javascript:x",
            "JavaScript:x",
            " java\nscript:x",
            "\u{1}javascript:x",
        ] {
            assert_eq!(
                scheme(address).as_deref(),
                Some("javascript"),
                "{address:?}"
            );
        }
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("?x=a:b"), None);
    }
}
