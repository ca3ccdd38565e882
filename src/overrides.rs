//! Side files that correct what documents say: `overrides.toml` of a folder.
//!
//! Each table names a document by its path below the folder, its file name, its stem or its id, and sets any field that
//! front matter could set:
//!
//! ```toml
//! ["2026-05-19-checkout.md"]
//! severity = "SEV2"
//! actions = [{ id = "AI-42", status = "done", closed = 2026-06-01 }]
//! ```

use crate::diagnostic::{Checked, Diagnostic};
use crate::span::{SourceFile, Span};
use crate::values::{Node, Value, toml};

/// What a side file says about one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Folder of the side file below the content folder, with `/` at its end; empty at the top.
    pub folder: String,
    /// How the side file names the document.
    pub name: String,
    pub fields: Vec<(String, Node)>,
    pub span: Span,
}

/// Reads a side file that stands in `folder`.
pub fn read(source: &SourceFile, folder: &str) -> Checked<Vec<Override>> {
    let mut diagnostics = Vec::new();
    let entries = match toml(source.id, &source.text, 0) {
        Ok(Node {
            value: Value::Map(entries),
            ..
        }) => entries,
        Ok(_) => Vec::new(),
        Err((message, range)) => {
            let span = Span::new(source.id, range);
            diagnostics.push(
                Diagnostic::error(
                    "overrides-syntax",
                    span,
                    format!("this side file cannot be read: {message}"),
                )
                .help("nothing in it holds until it can"),
            );
            Vec::new()
        }
    };
    let mut read = Vec::new();
    for (name, node) in entries {
        match node.value {
            Value::Map(fields) => {
                read.push(Override {
                    folder: folder.to_string(),
                    name,
                    fields,
                    span: node.span,
                });
            }
            _ => diagnostics.push(
                Diagnostic::warning(
                    "overrides-shape",
                    node.span,
                    format!("`{name}` is {}, not a document's table", node.kind()),
                )
                .help("write `[\"file.md\"]` above the fields of a document"),
            ),
        }
    }
    Checked::new(read, diagnostics)
}

impl Override {
    /// Whether it is about the document at this path; `id` is the one that the document states.
    pub fn is_about(&self, path: &str, id: Option<&str>) -> bool {
        let Some(below) = path.strip_prefix(&self.folder) else {
            return false;
        };
        let file = below.rsplit('/').next().unwrap_or(below);
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        let folder = below
            .strip_suffix(file)
            .map_or("", |folder| folder.trim_end_matches('/'));
        let is_index = matches!(stem, "index" | "_index" | "README");
        // A part of a split file is `incidents.md#heading`: what is said of the file is said of each.
        let whole = |path: &str| {
            path.split_once('#')
                .is_some_and(|(path, _)| path == self.name && path.contains('.'))
        };
        self.name == below
            || whole(below)
            || whole(file)
            || self.name == file
            || self.name == stem && !is_index
            || self.name == folder && is_index
            || id.is_some_and(|id| id == self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    #[test]
    fn a_document_is_named_by_path_file_stem_folder_or_id() {
        let mut sources = Sources::default();
        let file = sources.add("overrides.toml".into(), "[x]\ntitle = 'a'\n".into());
        let read = read(sources.get(file), "2026/").value;
        let named = |name: &str| Override {
            name: name.into(),
            ..read[0].clone()
        };
        for name in ["05/a.md", "a.md", "a", "INC-1"] {
            assert!(
                named(name).is_about("2026/05/a.md", Some("INC-1")),
                "{name}"
            );
        }
        assert!(named("05").is_about("2026/05/index.md", None));
        assert!(!named("a").is_about("2025/a.md", None));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_holds_nothing() {
        let mut sources = Sources::default();
        let file = sources.add("overrides.toml".into(), "[a\n".into());
        let read = read(sources.get(file), "");
        assert!(read.value.is_empty());
        assert_eq!(read.diagnostics[0].rule, "overrides-syntax");
    }
}
