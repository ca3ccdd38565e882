//! Diagnostics as data: `{"diagnostics": [{"rule", "level", "message", "help", "file", "line", "column", "end_line",
//! "end_column"}]}`.

use crate::diagnostic::Diagnostic;
use crate::span::{Sources, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<View<'a>>,
}

#[derive(Serialize)]
struct View<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// All diagnostics as one value, in their order. Lines and columns are counted from 1, columns in characters.
pub fn json(sources: &Sources, diagnostics: &[Diagnostic]) -> serde_json::Value {
    let diagnostics = diagnostics
        .iter()
        .map(|diagnostic| view(sources, diagnostic))
        .collect();
    serde_json::json!(Report { diagnostics })
}

fn view<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> View<'a> {
    let span = diagnostic.span;
    let start = sources.position(span);
    let end = sources.position(Span {
        start: span.end,
        ..span
    });
    View {
        rule: diagnostic.rule,
        level: diagnostic.level.name(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        file: sources.shown(span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
