//! YAML by way of the parser's events.

use super::{DEEPEST, Node, Trouble, Value};
use crate::span::{FileId, Span};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// Reads YAML that stands at the byte offset `start` of a file. Anchors and aliases are not followed.
pub fn yaml(file: FileId, text: &str, start: usize) -> Result<Node, Trouble> {
    let empty = Node {
        value: Value::Null,
        span: Span::new(file, start..start),
    };
    let first = documents(file, text, start, 1)?.into_iter().next();
    Ok(first.unwrap_or(empty))
}

/// Reads all documents of a YAML file, which `---` separates.
pub fn yaml_documents(file: FileId, text: &str) -> Result<Vec<Node>, Trouble> {
    documents(file, text, 0, usize::MAX)
}

fn documents(file: FileId, text: &str, start: usize, most: usize) -> Result<Vec<Node>, Trouble> {
    let offsets = Offsets::new(text, start);
    let place = |span: saphyr_parser::Span| {
        Span::new(
            file,
            offsets.byte(span.start.index())..offsets.byte(span.end.index()),
        )
    };
    let mut open: Vec<(Node, Option<String>)> = Vec::new();
    let mut skipped = 0usize;
    let mut roots = Vec::new();
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
            Event::DocumentEnd if roots.len() >= most => break,
            _ => None,
        };
        let Some(node) = finished.filter(|_| skipped == 0) else {
            continue;
        };
        match open.last_mut() {
            None => roots.push(node),
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
    Ok(roots)
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
