//! Diagnostics as data: `{"diagnostics": [{"rule", "level", "message", "help", "file", "line", "column", "end_line",
//! "end_column", "fix"}]}`, where a fix is null or `{"title", "edits": [{"line", "column", "end_line", "end_column",
//! "replacement"}]}`.

use crate::diagnostic::{Diagnostic, Edit};
use crate::span::{Position, Sources, Span};
use serde::Serialize;

// Fields are sorted by name.

/// Diagnostics as one object.
#[derive(Default, Serialize)]
pub struct Report<'a> {
    diagnostics: Vec<View<'a>>,
}

#[derive(Serialize)]
struct View<'a> {
    column: usize,
    end_column: usize,
    end_line: usize,
    file: &'a str,
    fix: Option<FixView<'a>>,
    help: Option<&'a str>,
    level: &'a str,
    line: usize,
    message: &'a str,
    rule: &'a str,
}

#[derive(Serialize)]
struct FixView<'a> {
    edits: Vec<EditView<'a>>,
    title: &'a str,
}

#[derive(Serialize)]
struct EditView<'a> {
    column: usize,
    end_column: usize,
    end_line: usize,
    line: usize,
    replacement: &'a str,
}

/// All diagnostics, in their order. Lines and columns are counted from 1, columns in characters.
pub fn json<'a>(sources: &'a Sources, diagnostics: &'a [Diagnostic]) -> Report<'a> {
    let diagnostics = diagnostics.iter();
    Report {
        diagnostics: diagnostics.map(|found| view(sources, found)).collect(),
    }
}

impl<'a> Extend<Report<'a>> for Report<'a> {
    fn extend<T: IntoIterator<Item = Self>>(&mut self, reports: T) {
        let reports = reports.into_iter();
        self.diagnostics
            .extend(reports.flat_map(|report| report.diagnostics));
    }
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
