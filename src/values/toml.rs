//! TOML by way of the `toml` crate's own tree, which knows the place of every key and value.

use super::{Node, Trouble, Value};
use crate::span::{FileId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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

/// Reads as much as can be read, and says what could not.
pub fn toml_parts(file: FileId, text: &str) -> (Node, Vec<Trouble>) {
    let place = |range: Range<usize>| Span::new(file, range);
    let (table, errors) = DeTable::parse_recoverable(text);
    let troubles = errors.iter().map(|error| {
        let range = error.span().unwrap_or(0..0);
        (error.message().trim().replace('\n', ", "), range)
    });
    let node = Node {
        span: place(table.span()),
        value: toml_map(table.get_ref(), &place),
    };
    (node, troubles.collect())
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
