//! TOML, YAML, JSON and CSV as trees of values, each with its place.
//!
//! Values stay as the author wrote them (`2026-05-03`, `yes`, `0042`); what they mean is decided where they are used.

mod json;
mod table;
mod toml;
mod yaml;

use crate::span::Span;
use std::ops::Range;

pub use self::json::json;
pub use self::table::csv;
pub use self::toml::{toml, toml_parts};
pub use yaml::{yaml, yaml_documents};

/// Collections nested deeper than this are not read.
const DEEPEST: usize = 32;

/// Why a text cannot be read, and where.
pub type Trouble = (String, Range<usize>);

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
