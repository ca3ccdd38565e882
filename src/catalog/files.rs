//! `services.toml` and `teams.toml`: one `[[service]]` or `[[team]]` table for each.

use super::{Service, Team};
use crate::diagnostic::{Checked, Diagnostic};
use crate::span::{SourceFile, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a `services.toml`. Entries that cannot be understood are named and left out.
pub fn services(source: &SourceFile) -> Checked<Vec<Service>> {
    entries(source, "service", |entry| Service {
        name: entry.text("name"),
        aliases: entry.texts("aliases"),
        team: Some(entry.text("team")).filter(|team| !team.is_empty()),
        description: entry.text("description"),
        links: entry.links(&["name", "aliases", "team", "description"]),
    })
}

/// Reads a `teams.toml`, as [`services`] does.
pub fn teams(source: &SourceFile) -> Checked<Vec<Team>> {
    entries(source, "team", |entry| Team {
        name: entry.text("name"),
        aliases: entry.texts("aliases"),
        handles: entry.texts("handles"),
        description: entry.text("description"),
        links: entry.links(&["name", "aliases", "handles", "description"]),
    })
}

/// One table of the file, with what was found wrong in it so far.
struct Entry<'a> {
    source: &'a SourceFile,
    table: &'a DeTable<'a>,
    found: Vec<Diagnostic>,
}

fn entries<T>(
    source: &SourceFile,
    kind: &str,
    read: impl Fn(&mut Entry<'_>) -> T,
) -> Checked<Vec<T>> {
    let place = |range: Range<usize>| Span::new(source.id, range);
    let table = match DeTable::parse(&source.text) {
        Ok(table) => table,
        Err(error) => {
            let message = error.message().trim().replace('\n', ", ");
            let span = place(error.span().unwrap_or(0..0));
            let found = Diagnostic::error("catalog", span, message)
                .help("the site is built as if the file were not there");
            return Checked::new(Vec::new(), vec![found]);
        }
    };
    let mut checked = Checked::new(Vec::new(), Vec::new());
    let example = format!("write `[[{kind}]]` and below it `name = \"…\"` for each");
    for (key, value) in table.get_ref() {
        let DeValue::Array(tables) = value.get_ref() else {
            checked.diagnostics.push(
                Diagnostic::warning(
                    "catalog",
                    place(key.span()),
                    format!("`{}` is no list of tables", key.get_ref()),
                )
                .help(example.clone()),
            );
            continue;
        };
        if key.get_ref() != kind {
            let message = format!("`{}` has no meaning here", key.get_ref());
            checked.diagnostics.push(
                Diagnostic::warning("catalog", place(key.span()), message).help(example.clone()),
            );
            continue;
        }
        for value in tables.iter() {
            let table = match value.get_ref() {
                DeValue::Table(table)
                    if table.get("name").is_some_and(|name| {
                        name.get_ref()
                            .as_str()
                            .is_some_and(|name| !name.trim().is_empty())
                    }) =>
                {
                    table
                }
                _ => {
                    checked.diagnostics.push(
                        Diagnostic::warning(
                            "catalog",
                            place(value.span()),
                            format!("a {kind} without a name"),
                        )
                        .help("add `name = \"…\"`"),
                    );
                    continue;
                }
            };
            let mut entry = Entry {
                source,
                table,
                found: Vec::new(),
            };
            checked.value.push(read(&mut entry));
            checked.diagnostics.extend(entry.found);
        }
    }
    checked.diagnostics.sort_by_key(Diagnostic::position);
    checked
}

impl<'a> Entry<'a> {
    fn text(&mut self, name: &str) -> String {
        let value = self.table.get(name);
        value
            .and_then(|value| self.string(value))
            .unwrap_or_default()
    }

    fn texts(&mut self, name: &str) -> Vec<String> {
        match self.table.get(name) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => {
                    items.iter().filter_map(|item| self.string(item)).collect()
                }
                _ => self.string(value).into_iter().collect(),
            },
        }
    }

    /// The entries of `links`, and every other key whose value is an address, in the order of the file.
    fn links(&mut self, known: &[&str]) -> Vec<(String, String)> {
        let mut places = Vec::new();
        for (key, value) in self.table {
            match value.get_ref() {
                DeValue::Table(links) if key.get_ref() == "links" => places.extend(links.iter()),
                _ if known.contains(&&**key.get_ref()) => {}
                DeValue::String(text) if text.contains("://") || text.starts_with("mailto:") => {
                    places.push((key, value))
                }
                _ => self.found.push(
                    Diagnostic::warning(
                        "unknown-key",
                        Span::new(self.source.id, key.span()),
                        format!("`{}` has no meaning here", key.get_ref()),
                    )
                    .help(format!("known: {}, links", known.join(", "))),
                ),
            }
        }
        places.sort_by_key(|(key, _)| key.span().start);
        places
            .into_iter()
            .filter_map(|(key, value)| Some((label(key.get_ref()), self.string(value)?)))
            .collect()
    }

    fn string(&mut self, value: &Spanned<DeValue<'a>>) -> Option<String> {
        let text = value.get_ref().as_str().map(|text| text.trim().to_string());
        if text.is_none() {
            self.found.push(
                Diagnostic::warning(
                    "catalog",
                    Span::new(self.source.id, value.span()),
                    "this is no text",
                )
                .help("put it in quotation marks"),
            );
        }
        text
    }
}

/// `on_call` becomes `On call`; what has capitals stays as it is.
fn label(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
