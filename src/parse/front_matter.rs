//! Front matter: the block of YAML (`---`) or TOML (`+++`) before a document's body.
//!
//! Values stay as the author wrote them (`2026-05-03`, `yes`, `0042`), each with its place; what they mean is decided
//! where they are used. The same tree serves side files in TOML.

use crate::diagnostic::{Checked, Diagnostic};
use crate::span::{FileId, SourceFile, Span};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Collections nested deeper than this are not read.
const DEEPEST: usize = 32;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing written: `key:`, `~`, `null`.
    Null,
    /// A scalar as written, without its quotation marks.
    Text(String),
    List(Vec<Node>),
    /// In the order of the source; a key that stands twice is kept twice.
    Map(Vec<(String, Node)>),
}

/// The fields that stand before a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    pub fields: Vec<(String, Node)>,
    pub span: Span,
}

impl FrontMatter {
    /// The first field with one of these names, without regard to case, `_`, `-` and blanks.
    pub fn get(&self, names: &[&str]) -> Option<&Node> {
        names.iter().find_map(|name| get(&self.fields, name))
    }
}

/// The first entry of a map with this name; null counts as absent.
pub fn get<'a>(fields: &'a [(String, Node)], name: &str) -> Option<&'a Node> {
    fields
        .iter()
        .find(|(key, node)| same_key(key, name) && node.value != Value::Null)
        .map(|(_, node)| node)
}

fn same_key(a: &str, b: &str) -> bool {
    let letters = |key: &str| {
        key.chars()
            .filter(|c| !matches!(c, '_' | '-' | ' '))
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    a == b || letters(a) == letters(b)
}

impl Node {
    /// The scalar, where it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; a scalar is a list of one.
    pub fn items(&self) -> Vec<&Node> {
        match &self.value {
            Value::List(items) => items.iter().collect(),
            Value::Text(_) | Value::Map(_) => vec![self],
            Value::Null => Vec::new(),
        }
    }

    /// The entry of a map.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(fields) => get(fields, name),
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a table",
        }
    }
}

/// Takes the front matter from a source; gives it and the offset at which the body begins.
pub fn read(source: &SourceFile) -> Checked<(Option<FrontMatter>, usize)> {
    let text = source.text.as_str();
    let fence = match text.lines().next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return Checked::new((None, 0), Vec::new()),
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let Some(block) = closing(text, start, fence) else {
        return Checked::new((None, 0), unclosed(source, start, fence));
    };
    let span = Span::new(source.id, 0..block.end);
    let inner = start..block.start;
    let read = match fence {
        "---" => yaml(source.id, &text[inner.clone()], start),
        _ => toml(source.id, &text[inner.clone()], start),
    };
    let mut diagnostics = Vec::new();
    let fields = match read {
        Ok(Node {
            value: Value::Map(fields),
            ..
        }) => fields,
        Ok(Node {
            value: Value::Null, ..
        }) => Vec::new(),
        Ok(other) => {
            diagnostics.push(
                Diagnostic::warning(
                    "front-matter-type",
                    other.span,
                    format!("front matter is {}, not a list of fields", other.kind()),
                )
                .help("write one `name: value` on each line"),
            );
            Vec::new()
        }
        Err((message, range)) => {
            diagnostics.push(
                Diagnostic::warning(
                    "front-matter-syntax",
                    Span::new(source.id, range),
                    format!("front matter cannot be read: {message}"),
                )
                .help("the document is read without it; quote values that hold `:` or `#`"),
            );
            Vec::new()
        }
    };
    Checked::new((Some(FrontMatter { fields, span }), block.end), diagnostics)
}

/// The closing fence's line, from its first byte to the first byte after it.
fn closing(text: &str, start: usize, fence: &str) -> Option<Range<usize>> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let content = line.trim_end();
        if content == fence || (fence == "---" && content == "...") {
            return Some(at..at + line.len());
        }
        at += line.len();
    }
    None
}

/// A first line that opens what nothing closes is a rule, unless a field follows it.
fn unclosed(source: &SourceFile, start: usize, fence: &str) -> Vec<Diagnostic> {
    let next = source.text[start..].lines().next().unwrap_or_default();
    let (name, separator) = match fence {
        "---" => (next.split(':').next().unwrap_or_default(), ':'),
        _ => (next.split('=').next().unwrap_or_default(), '='),
    };
    let is_field = next.contains(separator)
        && !name.is_empty()
        && name
            .trim()
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if !is_field {
        return Vec::new();
    }
    vec![
        Diagnostic::warning(
            "front-matter-unclosed",
            Span::new(source.id, 0..fence.len()),
            format!("front matter begins with `{fence}` and never ends"),
        )
        .help(format!("put a line `{fence}` after the last field")),
    ]
}

type Trouble = (String, Range<usize>);

/// Reads TOML that stands at the byte offset `start` of a file.
pub fn toml(file: FileId, text: &str, start: usize) -> Result<Node, Trouble> {
    let place = |range: Range<usize>| Span::new(file, range.start + start..range.end + start);
    let table = DeTable::parse(text).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        (
            error.message().trim().replace('\n', ", "),
            range.start + start..range.end + start,
        )
    })?;
    Ok(Node {
        span: place(table.span()),
        value: toml_map(table.get_ref(), &place),
    })
}

fn toml_map(table: &DeTable<'_>, place: &impl Fn(Range<usize>) -> Span) -> Value {
    let mut fields: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            (
                key.span().start,
                key.get_ref().to_string(),
                toml_node(value, place),
            )
        })
        .collect();
    fields.sort_by_key(|(start, ..)| *start);
    Value::Map(
        fields
            .into_iter()
            .map(|(_, key, node)| (key, node))
            .collect(),
    )
}

fn toml_node(value: &Spanned<DeValue<'_>>, place: &impl Fn(Range<usize>) -> Span) -> Node {
    let span = place(value.span());
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Text(number.as_str().to_string()),
        DeValue::Float(number) => Value::Text(number.as_str().to_string()),
        DeValue::Boolean(yes) => Value::Text(yes.to_string()),
        DeValue::Datetime(at) => Value::Text(at.to_string()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| toml_node(item, place)).collect())
        }
        DeValue::Table(table) => toml_map(table, place),
    };
    Node { value, span }
}

/// Reads YAML that stands at the byte offset `start` of a file. Anchors and aliases are not followed.
fn yaml(file: FileId, text: &str, start: usize) -> Result<Node, Trouble> {
    let offsets = Offsets::new(text, start);
    let place = |span: saphyr_parser::Span| {
        Span::new(
            file,
            offsets.byte(span.start.index())..offsets.byte(span.end.index()),
        )
    };
    let mut open: Vec<(Node, Option<String>)> = Vec::new();
    let mut skipped = 0usize;
    let mut root = Node {
        value: Value::Null,
        span: Span::new(file, start..start),
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = offsets.byte(error.marker().index());
            (error.info().to_string(), at..at)
        })?;
        let node = |value| Node {
            value,
            span: place(span),
        };
        let finished = match event {
            Event::Scalar(text, style, ..) => Some(node(match (&*text, style) {
                ("" | "~" | "null" | "Null" | "NULL", ScalarStyle::Plain) => Value::Null,
                _ => Value::Text(text.into_owned()),
            })),
            Event::Alias(_) => Some(node(Value::Null)),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                skipped += 1;
                None
            }
            Event::SequenceStart(..) => {
                open.push((node(Value::List(Vec::new())), None));
                None
            }
            Event::MappingStart(..) => {
                open.push((node(Value::Map(Vec::new())), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd if skipped > 0 => {
                skipped -= 1;
                (skipped == 0).then(|| node(Value::Null))
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|(mut node, _)| {
                node.span.end = place(span).end.max(node.span.end);
                node
            }),
            Event::DocumentEnd => break,
            _ => None,
        };
        let Some(node) = finished.filter(|_| skipped == 0) else {
            continue;
        };
        match open.last_mut() {
            None => root = node,
            Some((
                Node {
                    value: Value::List(items),
                    ..
                },
                _,
            )) => items.push(node),
            Some((
                Node {
                    value: Value::Map(fields),
                    ..
                },
                key,
            )) => match key.take() {
                Some(name) => fields.push((name, node)),
                None => *key = Some(node.text().unwrap_or_default().to_string()),
            },
            Some(_) => {}
        }
    }
    Ok(root)
}

/// Turns the parser's character indices into byte offsets.
struct Offsets {
    start: usize,
    len: usize,
    /// Byte offset of each character; empty for ASCII, where both are the same.
    bytes: Vec<u32>,
}

impl Offsets {
    fn new(text: &str, start: usize) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at as u32).collect()
        };
        Self {
            start,
            len: text.len(),
            bytes,
        }
    }

    fn byte(&self, index: usize) -> usize {
        let byte = if self.bytes.is_empty() {
            index
        } else {
            self.bytes.get(index).map_or(self.len, |&at| at as usize)
        };
        self.start + byte.min(self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> SourceFile {
        SourceFile {
            id: FileId(0),
            path: "a.md".into(),
            text: text.into(),
        }
    }

    fn fields(text: &str) -> Vec<(String, Node)> {
        read(&source(text)).value.0.expect("front matter").fields
    }

    #[test]
    fn yaml_and_toml_give_the_same_fields_with_their_places() {
        let yaml = "---\ntitle: Größe\nservices: [a, b]\ndate: 2026-01-02\n---\nbody";
        let toml =
            "+++\ntitle = \"Größe\"\nservices = [\"a\", \"b\"]\ndate = 2026-01-02\n+++\nbody";
        for text in [yaml, toml] {
            let fields = fields(text);
            let date = get(&fields, "Date").expect("a date");
            assert_eq!(date.text(), Some("2026-01-02"));
            assert_eq!(&text[date.span.range()], "2026-01-02");
            assert_eq!(
                get(&fields, "services").map(|node| node.items().len()),
                Some(2)
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_a_diagnostic_and_the_body_goes_on() {
        for text in [
            "---\na: [1\n---\nbody",
            "+++\na = \n+++\nbody",
            "---\n- just\n- a list\n---\nbody",
        ] {
            let read = read(&source(text));
            assert_eq!(read.diagnostics.len(), 1, "{text}");
            assert_eq!(&text[read.value.1..], "body");
        }
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert!(read(&source("---\n\nbody\n")).diagnostics.is_empty());
        assert_eq!(
            read(&source("---\ntitle: x\n\nbody\n")).diagnostics[0].rule,
            "front-matter-unclosed"
        );
    }
}
