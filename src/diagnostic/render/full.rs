//! The source line with a caret below, labels and help, as compilers do it.

use crate::diagnostic::{Diagnostic, Level};
use crate::span::{FileId, SourceFile, Sources, Span};
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Drawn, Origin, Renderer, Snippet,
};
use std::ops::Range;

/// A line that is longer than this (in bytes) is a log or a picture, and is not shown.
const LONGEST_LINE: usize = 2_000;

/// Several lines with colours and without a line end; the terminal's side takes the colours out where nobody wants them.
pub fn full(sources: &Sources, diagnostic: &Diagnostic) -> String {
    drawn(&Renderer::styled(), sources, diagnostic)
}

/// The same without colours.
pub fn plain(sources: &Sources, diagnostic: &Diagnostic) -> String {
    drawn(&Renderer::plain(), sources, diagnostic)
}

fn drawn(renderer: &Renderer, sources: &Sources, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Note => Drawn::NOTE,
        Level::Warning => Drawn::WARNING,
        Level::Error => Drawn::ERROR,
    };
    let mut group: Group<'_> = Group::with_title(
        level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.rule),
    );
    for (file, places) in by_file(diagnostic) {
        group = place(group, sources, file, &places);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Drawn::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// A span of one line of the text, and what to write beside it.
struct Place<'a> {
    span: Range<usize>,
    label: Option<&'a str>,
}

type Labelled<'a> = (Span, Option<&'a str>);

/// The main place first, then the labels; those of one file together.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<Labelled<'_>>)> {
    let mut files = vec![(diagnostic.span.file, vec![(diagnostic.span, None)])];
    for label in &diagnostic.labels {
        let place = (label.span, Some(label.text.as_str()));
        match files.iter_mut().find(|(file, _)| *file == label.span.file) {
            Some((_, places)) => places.push(place),
            None => files.push((label.span.file, vec![place])),
        }
    }
    files
}

fn place<'a>(
    group: Group<'a>,
    sources: &'a Sources,
    file: FileId,
    places: &[(Span, Option<&'a str>)],
) -> Group<'a> {
    let source = sources.get(file);
    let places: Vec<_> = places
        .iter()
        .map(|&(span, label)| Place {
            span: first_line(source, span.range()),
            label,
        })
        .collect();
    let start = places
        .iter()
        .map(|place| line_start(&source.text, place.span.start))
        .min()
        .unwrap_or(0);
    let end = places
        .iter()
        .map(|place| line_end(&source.text, place.span.end))
        .max()
        .unwrap_or(0);
    let excerpt = &source.text[start..end];
    if excerpt.is_empty() || excerpt.lines().any(|line| line.len() > LONGEST_LINE) {
        let at = sources.position(Span::new(file, places[0].span.clone()));
        return group.element(
            Origin::path(sources.shown(file))
                .line(at.line)
                .char_column(at.column),
        );
    }
    let annotations = places.iter().map(|place| -> Annotation<'a> {
        let kind = if place.label.is_none() {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(place.span.start - start..place.span.end - start)
            .label(place.label)
    });
    group.element(
        Snippet::source(excerpt)
            .line_start(source.position(start).line)
            .path(sources.shown(file))
            .annotations(annotations),
    )
}

/// A span that ends with its first line, on character boundaries.
fn first_line(source: &SourceFile, span: Range<usize>) -> Range<usize> {
    let text = &source.text;
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(span.start.min(text.len()));
    let end = boundary(span.end.clamp(start, text.len()));
    let line = line_end(text, start);
    start..end.min(line.max(start))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline)
}
