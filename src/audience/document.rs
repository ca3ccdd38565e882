//! One document as readers outside may have it: listed sections, without what is marked, names and addresses.

use super::names::Names;
use super::{addresses, blocks, links, markup, without};
use crate::config::Profile;
use crate::diagnostic::Diagnostic;
use crate::extract::headings::{Headings, words};
use crate::extract::outline::Outline;
use crate::parse::target::decode_path;
use crate::parse::{self, Section, front_matter, html, wiki};
use crate::read::Input;
use crate::span::{SourceFile, Span};
use crate::values::{Node, Value};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<!--.*?(?:-->|\z)").expect("a sound pattern"));

/// Fields of front matter that may go out.
pub const FIELDS: &[&str] = &[
    "title",
    "id",
    "date",
    "severity",
    "status",
    "visibility",
    "kind",
    "services",
    "service",
    "teams",
    "team",
    "detectedby",
    "startedat",
    "detectedat",
    "mitigatedat",
    "resolvedat",
    "aliases",
];

/// What a document became.
pub struct Redacted {
    pub text: String,
    /// What was taken out, as it stood.
    pub taken: Vec<String>,
}

/// What all documents share.
pub struct Desk<'a> {
    pub input: &'a Input,
    pub profile: &'a Profile,
    pub headings: Headings,
    pub names: &'a Names,
    /// Paths of the documents that go out.
    pub paths: HashSet<&'a str>,
}

impl Desk<'_> {
    /// # Errors
    /// A mark without its other half: the document stays inside.
    pub fn redact(&self, source: &SourceFile) -> Result<Redacted, Box<Diagnostic>> {
        let mut taken = Vec::new();
        let found = blocks::find(&source.text);
        if let Some(mark) = found.alone.first() {
            let span = Span::new(source.id, mark.clone());
            return Err(Box::new(
                Diagnostic::error("internal-block", span, "this mark has no other half; the document was left out")
                    .help("write `<!-- internal -->` before and `<!-- /internal -->` after what stays inside"),
            ));
        }
        let text = cut(&source.text, &found.ranges, &mut taken);
        let comments: Vec<_> = COMMENT
            .find_iter(&text)
            .map(|found| found.range())
            .collect();
        let text = cut(&text, &comments, &mut taken);
        let body = front_matter::body_start(&text);
        let front = text[..body].to_string();
        if !html::is_html(&source.path) {
            let text = front + &wiki::as_markdown(&text[body..]);
            let text = self.sections(source, text, &mut taken);
            let text = self.mask(source, &text, &mut taken);
            return Ok(Redacted { text, taken });
        }
        // As Markdown for as long as it takes to decide what goes out.
        let markdown = SourceFile {
            id: source.id,
            path: format!("{}.md", source.path),
            text: String::new(),
        };
        taken.push(text.clone());
        let text = front + &markup::to_markdown(&text, body);
        let text = self.sections(&markdown, text, &mut taken);
        let text = self.mask(&markdown, &text, &mut taken);
        Ok(Redacted {
            text: markup::to_html(&text),
            taken,
        })
    }

    /// The project's own prose about a pattern, masked like a document; all of its sections may be seen.
    ///
    /// # Errors
    /// A mark without its other half.
    pub fn prose(&self, source: &SourceFile) -> Result<String, ()> {
        let found = blocks::find(&source.text);
        if !found.alone.is_empty() {
            return Err(());
        }
        let text = without(&source.text, &found.ranges);
        let comments: Vec<_> = COMMENT
            .find_iter(&text)
            .map(|found| found.range())
            .collect();
        Ok(self.mask(source, &without(&text, &comments), &mut Vec::new()))
    }

    /// Masks links, addresses and names of a Markdown text.
    pub fn mask(&self, source: &SourceFile, text: &str, taken: &mut Vec<String>) -> String {
        let text = links::unlink(self, source, text, taken);
        self.plain(&text, taken)
    }

    /// Masks addresses and names of plain text.
    pub fn plain(&self, text: &str, taken: &mut Vec<String>) -> String {
        let text = addresses::mask(
            text,
            self.profile,
            &self.input.config,
            &self.input.catalog,
            &|address| self.names_somebody(address),
            taken,
        );
        self.names.mask(&text)
    }

    /// Whether an address tells who somebody is, also where letters are written as numbers.
    pub fn names_somebody(&self, address: &str) -> bool {
        let found = self.names.find(&decode_path(address));
        found.iter().any(|name| !name.is_word)
    }

    fn lists(&self, section: &str) -> bool {
        let name = words(section).join(" ");
        self.profile
            .sections
            .iter()
            .any(|listed| listed == section || words(listed).join(" ") == name)
    }

    /// Front matter and sections that are listed.
    fn sections(&self, source: &SourceFile, text: String, taken: &mut Vec<String>) -> String {
        let source = SourceFile {
            id: source.id,
            path: source.path.clone(),
            text,
        };
        let document = parse::document(&source).value;
        let outline = Outline::new(&document, &self.headings);
        let title = outline
            .title
            .and_then(|index| outline.parts[index].title.as_ref())
            .map(|title| title.span);
        let mut cuts: Vec<Range<usize>> = Vec::new();
        self.walk(&document.root, title, None, document.body_start, &mut cuts);
        let front = document
            .front_matter
            .as_ref()
            .map(|front| self.front(&front.fields))
            .unwrap_or_default();
        if document.body_start > 0 {
            taken.push(source.text[..document.body_start].to_string());
        }
        let body = &source.text[document.body_start..];
        let cuts: Vec<_> = cuts
            .iter()
            .map(|cut| cut.start - document.body_start..cut.end - document.body_start)
            .collect();
        front + &cut(body, &cuts, taken)
    }

    /// Whether a section may be seen is its own heading's to say, else that of the one around it.
    fn walk(
        &self,
        section: &Section,
        title: Option<Span>,
        around: Option<bool>,
        body: usize,
        cuts: &mut Vec<Range<usize>>,
    ) {
        let span = section.span.range();
        let end = section
            .children
            .first()
            .map_or(span.end, |child| child.span.range().start);
        let (shown, start) = match &section.heading {
            None => (self.lists("introduction"), span.start.max(body)),
            Some(heading) if Some(heading.text.span) == title => {
                (self.lists("introduction"), heading.span.range().end)
            }
            Some(heading) => {
                let meaning = self.headings.meaning(&heading.text.text);
                let own = match meaning {
                    _ if self.lists(&heading.text.text) => Some(true),
                    Some(meaning) => Some(self.lists(meaning.name())),
                    None => None,
                };
                (own.or(around).unwrap_or(false), span.start)
            }
        };
        let is_top = section
            .heading
            .as_ref()
            .is_none_or(|heading| Some(heading.text.span) == title);
        if !shown {
            cuts.push(start..end.max(start));
        }
        for child in &section.children {
            self.walk(child, title, (!is_top).then_some(shown), body, cuts);
        }
    }

    /// Front matter with the fields that may go out.
    fn front(&self, fields: &[(String, Node)]) -> String {
        let mut front = String::from("---\n");
        for (name, node) in fields {
            if self.has_field(name) {
                front.push_str(&format!("{}: {}\n", json(name), flow(node)));
            }
        }
        front + "---\n"
    }

    /// Side files may also say what sections say, where these may be seen.
    pub fn has_side_field(&self, name: &str) -> bool {
        self.has_field(name) || self.lists(name)
    }

    fn has_field(&self, name: &str) -> bool {
        let plain: String = name
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        FIELDS.contains(&plain.as_str()) || plain == "summary" && self.lists("summary")
    }
}

fn cut(text: &str, ranges: &[Range<usize>], taken: &mut Vec<String>) -> String {
    taken.extend(ranges.iter().map(|range| text[range.clone()].to_string()));
    without(text, ranges)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A value as YAML writes it in one line, which is JSON.
fn flow(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".into(),
        Value::Text(text) => json(text),
        Value::List(items) => format!(
            "[{}]",
            items.iter().map(flow).collect::<Vec<_>>().join(", ")
        ),
        Value::Map(fields) => {
            let fields = fields
                .iter()
                .map(|(name, node)| format!("{}: {}", json(name), flow(node)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}
