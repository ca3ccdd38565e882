//! Front matter: the block of YAML (`---`) or TOML (`+++`) before a document's body.
//!
//! What the values mean is decided where they are used.

use crate::diagnostic::{Checked, Diagnostic};
use crate::span::{SourceFile, Span};
use crate::values::yaml;
use std::ops::Range;

pub use crate::values::{Node, Value, get, toml};

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

/// Where the body begins, without reading the fields before it.
pub fn body_start(text: &str) -> usize {
    let fence = match text.lines().next().map(str::trim_end) {
        Some(fence @ ("---" | "+++")) => fence,
        _ => return 0,
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    closing(text, start, fence).map_or(0, |block| block.end)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

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
