//! Diagnostics as data: `{"diagnostics": [{"rule", "level", "message", "help", "file", "line", "column", "end_line",
//! "end_column", "fix"}]}`, where a fix is null or `{"title", "edits": [{"line", "column", "end_line", "end_column",
//! "replacement"}]}`.

use crate::diagnostic::{Diagnostic, Edit};
use crate::span::{Position, Sources, Span};
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
    fix: Option<FixView<'a>>,
}

#[derive(Serialize)]
struct FixView<'a> {
    title: &'a str,
    edits: Vec<EditView<'a>>,
}

#[derive(Serialize)]
struct EditView<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    replacement: &'a str,
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
    let (start, end) = ends(sources, diagnostic.span);
    View {
        rule: diagnostic.rule,
        level: diagnostic.level.name(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        file: sources.shown(diagnostic.span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        fix: diagnostic.fix.as_ref().map(|fix| FixView {
            title: &fix.title,
            edits: fix
                .edits
                .iter()
                .map(|edit| edit_view(sources, edit))
                .collect(),
        }),
    }
}

fn edit_view<'a>(sources: &Sources, edit: &'a Edit) -> EditView<'a> {
    let (start, end) = ends(sources, edit.span);
    EditView {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        replacement: &edit.replacement,
    }
}

/// First place of a span, and the place after its last.
pub(super) fn ends(sources: &Sources, span: Span) -> (Position, Position) {
    let end = Span {
        start: span.end,
        ..span
    };
    (sources.position(span), sources.position(end))
}
