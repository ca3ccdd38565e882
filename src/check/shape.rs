//! Places that stand for a document as a whole.

use crate::model::Incident;
use crate::parse::front_matter;
use crate::read::Input;
use crate::span::Span;

/// The place of what concerns the document as a whole: its title, else its first line.
pub fn title(input: &Input, incident: &Incident) -> Span {
    let stated = incident.title.source.span();
    stated
        .filter(|span| span.file == incident.file)
        .unwrap_or_else(|| {
            let text = &input.sources.get(incident.file).text;
            let start = front_matter::body_start(text).min(text.len());
            let rest = text.get(start..).unwrap_or_default();
            let first = start + rest.len() - rest.trim_start().len();
            let end = text
                .get(first..)
                .and_then(|line| line.find('\n'))
                .map_or(text.len(), |at| first + at);
            Span::new(incident.file, first..end)
        })
}
