//! One document: what was taken out of it, from where, and what was not understood.

use super::facts::{facts, moment};
use super::{short, unknown_headings};
use crate::model::{ActionItem, Corpus, Incident, Source, Sourced};
use crate::patterns::Place;
use crate::patterns::explained::{Explained, explained};
use crate::patterns::taxonomy::Taxonomy;
use crate::read::Input;
use crate::span::{FileId, Span};
use std::fmt::Write;

/// Characters of a value that are shown.
const WIDTH: usize = 84;

/// The report on a document, as lines of text.
pub fn document(input: &Input, corpus: &Corpus, file: FileId) -> String {
    let mut out = Report {
        input,
        taxonomy: Taxonomy::read(input).value,
        text: String::new(),
    };
    let name = input.sources.shown(file);
    match corpus
        .incidents
        .iter()
        .find(|incident| incident.file == file)
    {
        Some(incident) => out.incident(name, incident),
        None => {
            let left_out = corpus
                .left_out
                .iter()
                .find(|left_out| left_out.file == file);
            let reason = left_out.map_or("nothing in it tells of an incident", |left_out| {
                &left_out.reason
            });
            out.line(format_args!("{name}: left out of the incidents: {reason}"));
        }
    }
    out.unknown(file);
    out.text
}

struct Report<'a> {
    input: &'a Input,
    taxonomy: Taxonomy,
    text: String,
}

impl Report<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing into a text cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn incident(&mut self, name: &str, incident: &Incident) {
        let kind = incident.kind.name().replace('_', " ");
        self.line(format_args!(
            "{name}: {kind}, address incidents/{}/\n",
            incident.slug
        ));
        let facts = facts(incident);
        for fact in &facts {
            if let Some((value, source)) = &fact.value {
                let place = self.source(source);
                self.row(fact.name, value, &place);
            }
        }
        self.list("triggers", incident.triggers.len());
        let explained = explained(&self.taxonomy, incident);
        for trigger in &incident.triggers {
            let said = explained.iter().find(|said| said.category == *trigger);
            let said = said.map(|said| self.said(incident, said));
            self.row("", trigger, &said.unwrap_or_default());
        }
        self.list("factors", incident.factors.len());
        for (index, factor) in incident.factors.iter().enumerate() {
            let place = self.source(&factor.text.source);
            let categories = match factor.categories.as_slice() {
                [] if factor.uncertain => "the author is not sure".to_string(),
                [] => "no category".to_string(),
                _ => {
                    let own = explained.iter().filter(|said| {
                        said.place == Place::Factor(index)
                            && factor.categories.contains(&said.category)
                    });
                    let own: Vec<String> = own.map(category).collect();
                    own.join(", ")
                }
            };
            self.row(
                &factor.id,
                &factor.text.value,
                &format!("{place}; {categories}"),
            );
        }
        self.list("action items", incident.actions.len());
        for action in &incident.actions {
            let place = self.source(&action.text.source);
            self.row(
                &action.short,
                &action.text.value,
                &format!("{place}; {}", facets(action)),
            );
        }
        self.list("timeline events", incident.timeline.len());
        for event in &incident.timeline {
            let place = self.place(event.span);
            self.row(&moment(&event.at), &event.text, &place);
        }
        let lessons = &incident.lessons;
        let kinds: [(&str, &[Sourced<String>]); 4] = [
            ("went well", &lessons.went_well),
            ("went poorly", &lessons.went_poorly),
            ("got lucky", &lessons.got_lucky),
            ("learned", &lessons.learned),
        ];
        self.list(
            "lessons",
            kinds.iter().map(|(_, lessons)| lessons.len()).sum(),
        );
        for (kind, lesson) in kinds
            .iter()
            .flat_map(|(kind, lessons)| lessons.iter().map(move |lesson| (kind, lesson)))
        {
            let place = self.source(&lesson.source);
            self.row(kind, &lesson.value, &place);
        }
        let missing: Vec<_> = facts
            .iter()
            .filter(|fact| fact.value.is_none())
            .map(|fact| fact.name)
            .collect();
        if !missing.is_empty() {
            self.line(format_args!("\nnot found: {}", missing.join(", ")));
        }
    }

    fn unknown(&mut self, file: FileId) {
        let unknown = unknown_headings(self.input, file);
        if unknown.is_empty() {
            return;
        }
        self.line(format_args!("\nheadings that are not understood (their text stays on the page; [headings] in kb.toml explains them)"));
        for heading in unknown {
            let place = self.place(heading.span);
            self.row("", &heading.text, &place);
        }
    }

    fn list(&mut self, name: &str, number: usize) {
        match number {
            0 => self.line(format_args!("\n{name}: none found")),
            number => self.line(format_args!("\n{name}: {number}")),
        }
    }

    fn row(&mut self, name: &str, value: &str, place: &str) {
        let value = short(value, WIDTH);
        self.line(format_args!(
            "  {name:<20} {value}{}{place}",
            if place.is_empty() { "" } else { "  · " }
        ));
    }

    /// The words that show a trigger, and where they stand.
    fn said(&self, incident: &Incident, said: &Explained) -> String {
        let text = said.place.text(incident);
        let place = text.map(|text| self.source(&text.source));
        let words = said.words.as_deref().unwrap_or("stated by the author");
        format!("“{words}”, {}", place.unwrap_or_default())
    }

    fn place(&self, span: Span) -> String {
        format!("line {}", self.input.sources.position(span).line)
    }

    fn source(&self, source: &Source) -> String {
        match source {
            Source::Text(span) => self.place(*span),
            Source::FrontMatter(span) => format!("{}, front matter", self.place(*span)),
            Source::SideFile(span) | Source::Tracker(span) => {
                format!(
                    "{} {}",
                    self.input.sources.shown(span.file),
                    self.place(*span)
                )
            }
            Source::FileName(_) => "the file's name".into(),
            Source::Policy => "policy in kb.toml".into(),
            Source::Derived(spans) => {
                let lines: Vec<_> = spans
                    .iter()
                    .map(|span| self.input.sources.position(*span).line.to_string())
                    .collect();
                match lines.len() {
                    0 => "worked out".into(),
                    1 => format!("worked out from line {}", lines[0]),
                    _ => format!("worked out from lines {}", lines.join(", ")),
                }
            }
        }
    }
}

/// A factor's category, and the words that say so.
fn category(said: &Explained) -> String {
    match &said.words {
        Some(words) => format!("{} (“{words}”)", said.category),
        None => format!("{} (stated)", said.category),
    }
}

/// State, kind, owner, due date and references of an action item, as far as they are known.
fn facets(action: &ActionItem) -> String {
    let mut facets = vec![action.state.value.name().to_string()];
    facets.extend(
        action
            .kind
            .as_ref()
            .map(|kind| kind.value.name().to_string()),
    );
    facets.extend(
        action
            .owners
            .iter()
            .map(|owner| format!("owner {}", owner.value)),
    );
    facets.extend(
        action
            .due
            .as_ref()
            .map(|due| format!("due {}", due.value.on)),
    );
    facets.extend(
        action
            .priority
            .as_ref()
            .map(|priority| format!("priority {}", priority.value)),
    );
    facets.extend(action.refs.iter().cloned());
    short(&facets.join(", "), WIDTH)
}
