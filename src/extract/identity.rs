//! What the document is: its title, id, status, kind, visibility, labels and older addresses.

mod letterhead;

use super::Context;
use super::fields::Field;
use super::headings::words;
use crate::diagnostic::Diagnostic;
use crate::expression::expression;
use crate::model::{DocumentStatus, Incident, IncidentKind, Source, Sourced};
use crate::parse::{Block, BlockKind};
use crate::span::Span;
use letterhead::{is_label, is_label_of_somebody, is_letterhead};
use regex::Regex;
use std::borrow::Borrow;
use std::sync::LazyLock;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    incident.title = title(context);
    if let Some(id) = id(context) {
        incident.id = id;
    }
    incident.status = status(context);
    incident.kind = kind(context, &incident.title.value);
    let front = |names: &'static [&str]| context.fields(names).filter(|field| field.part.is_none());
    incident.aliases = front(&["aliases", "alias", "redirect from"])
        .map(|field| field.value.clone())
        .collect();
    incident.labels = front(&[
        "tags",
        "tag",
        "labels",
        "categories",
        "category",
        "keywords",
    ])
    .map(|field| Sourced::new(field.value.clone(), field.source.clone()))
    .collect();
}

const TITLE_NAMES: &[&str] = &[
    "title",
    "incident title",
    "incident name",
    "name of incident",
    "incident summary title",
    "subject",
    "occurrence",
    "tittel",
    "titel",
    "titre",
    "título",
    "titolo",
    "rubrik",
    "betreff",
    "onderwerp",
    "objet",
    "asunto",
];

/// Front matter, a stated title, the title heading, else the file's name; without dates, ids and "Postmortem:".
fn title(context: &Context<'_>) -> Sourced<String> {
    let outline = &context.outline;
    if let Some(field) = context.field(TITLE_NAMES) {
        return Sourced::new(clean(&field.value), field.source.clone());
    }
    if let Some((title, span)) = letterhead::title(context) {
        return Sourced::text(title, span);
    }
    // `# Title:` with the title as the next heading.
    let named = outline
        .parts
        .iter()
        .position(|part| part.is_heading && words(part.title_text()) == ["title"]);
    let below = named
        .and_then(|at| outline.parts.get(at + 1))
        .filter(|part| part.is_heading);
    let heading = below
        .or_else(|| outline.title.map(|at| &outline.parts[at]))
        .filter(|part| !is_fact(part.title_text()));
    let heading = heading.filter(|_| !is_letterhead(context));
    if let Some(title) = heading.and_then(|part| part.title.as_ref()) {
        let cleaned = clean(&title.text);
        // `## 03/07/2026` above the heading that says what happened.
        if is_date(&title.text)
            && let Some((title, span)) = next_heading(context)
        {
            return Sourced::text(title, span);
        }
        // `Acme Root Cause Analysis` above `Incident: Payments were slow`.
        if let Some(field) = named_below(context).filter(|_| is_label_of_somebody(&cleaned)) {
            return Sourced::new(clean(&field.value), field.source.clone());
        }
        if is_label(&cleaned) {
            // The heading says what kind of document this is; what it is about comes below.
            if let Some((title, span)) = next_heading(context) {
                return Sourced::text(title, span);
            }
        } else if words(&cleaned).len() >= 2 || words(&title.text).len() == words(&cleaned).len() {
            return Sourced::text(cleaned, title.span_of(0..title.text.len()));
        }
    }
    let opening = opening(context);
    // `Acme Post-Incident Report` in bold above `Incident: Payments were slow`.
    let is_kind = |(title, _): &(String, Span)| is_label_of_somebody(title);
    if opening.as_ref().is_none_or(is_kind)
        && let Some(field) = named_below(context)
    {
        return Sourced::new(clean(&field.value), field.source.clone());
    }
    if let Some((title, span)) = opening.filter(|_| !is_letterhead(context)) {
        return Sourced::text(title, span);
    }
    Sourced::new(
        undated(clean(&stem(&context.source.path))),
        Source::FileName(context.source.id),
    )
}

/// Whether a heading is a day and nothing else.
fn is_date(heading: &str) -> bool {
    DATE.find(heading)
        .is_some_and(|date| words(&heading[..date.start()]).is_empty())
        && words(&DATE.replace_all(heading, "")).is_empty()
}

/// The name of a file without the day at its end: `Email delay 2025-04-29`.
fn undated(name: String) -> String {
    let last = DATE
        .find_iter(&name)
        .last()
        .filter(|date| date.end() == name.len());
    let head = last.map(|date| name[..date.start()].trim_end());
    let joins = |head: &str| {
        let last = head.rsplit(' ').next().unwrap_or_default();
        ["on", "of", "at", "from", "for", "the"].contains(&last.to_lowercase().as_str())
    };
    match head.filter(|head| head.len() > 3 && !joins(head)) {
        Some(head) => head.to_string(),
        None => name,
    }
}

/// The heading right below the title, where it is no part of a retrospective.
fn next_heading(context: &Context<'_>) -> Option<(String, Span)> {
    let outline = &context.outline;
    let part = outline.parts.get(outline.title? + 1)?;
    let title = part.title.as_ref()?;
    let cleaned = clean(&title.text);
    let is_title = part.is_heading
        && part.meaning.is_none()
        && !is_fact(&title.text)
        && !is_label(&cleaned)
        && !title
            .text
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
        && (2..=16).contains(&words(&cleaned).len());
    is_title.then(|| (cleaned, title.span_of(0..title.text.len())))
}

/// The fact that tells in a few words what happened.
fn named_below<'c>(context: &'c Context<'_>) -> Option<&'c Field> {
    let named = context.fields(&["incident", "event"]);
    let is_title = |field: &&Field| {
        let words = words(&field.value);
        (2..=16).contains(&words.len())
            && field.value.contains(char::is_lowercase)
            && !matches!(
                words[0].as_str(),
                "see" | "cf" | "http" | "https" | "tbd" | "none"
            )
    };
    named
        .filter(|field| !field.value.ends_with('.'))
        .find(is_title)
}

/// The first line of a text without a title heading, or the bold line below a heading that is only a label.
fn opening(context: &Context<'_>) -> Option<(String, Span)> {
    let outline = &context.outline;
    let first = outline.parts.iter().take(3).flat_map(|part| {
        let bold = part
            .title
            .iter()
            .filter(|_| !part.is_heading && part.meaning.is_none());
        let lines =
            part.blocks.iter().take(2).filter_map(|block| {
                match &Borrow::<Block>::borrow(block).kind {
                    BlockKind::Paragraph(inline) => Some(inline),
                    _ => None,
                }
            });
        bold.chain(lines)
    });
    first
        .take(3)
        .flat_map(|inline| inline.lines().take(2).collect::<Vec<_>>())
        .find_map(|line| {
            let text = line.text.trim();
            let count = words(text).len();
            let is_fact = text
                .split_once(": ")
                .is_some_and(|(name, _)| words(name).len() <= 3);
            let cleaned = clean(text);
            let is_date = words(&DATE.replace_all(text, "")).len() <= 1;
            let is_title = !is_fact
                && !is_date
                && (2..=16).contains(&count)
                && !text.ends_with(['.', ':', '?', ','])
                && !is_label(&cleaned)
                && context.headings.meaning(&cleaned).is_none();
            is_title.then_some((cleaned, line.span))
        })
}

/// `Owner: @jane` is a fact that happens to be a heading.
fn is_fact(heading: &str) -> bool {
    heading.split_once(':').is_some_and(|(name, _)| {
        let words = words(name);
        words.len() <= 2
            && words.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "owner"
                        | "author"
                        | "authors"
                        | "date"
                        | "status"
                        | "severity"
                        | "involved"
                        | "id"
                )
            })
    })
}

/// The name of a document without its extension and separators: the folder's for `index.md`.
pub fn stem(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path);
    let stem = [
        ".md.erb",
        ".html.md",
        ".markdown",
        ".md",
        ".mdx",
        ".qmd",
        ".adoc",
        ".asciidoc",
        ".rst",
        ".txt",
        ".html",
        ".htm",
    ]
    .iter()
    .find_map(|extension| file.strip_suffix(extension))
    .unwrap_or(file);
    let stem = match (stem, parts.next()) {
        ("index" | "_index" | "README" | "readme", Some(folder)) => folder,
        _ => stem,
    };
    if stem.contains(' ') {
        stem.to_string()
    } else {
        stem.replace(['-', '_'], " ")
    }
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    let day = r"\d{1,2}(?:st|nd|rd|th)?";
    let forms = [
        r"\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}(?:[T ]\d{1,2}:\d\d(?::\d\d)?\b)?".to_string(),
        r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}".to_string(),
        r"\b\d{2}[-/]\d{2}[-/]\d{2}\b".to_string(),
        r"\b\d{8}\b".to_string(),
        format!(r"\b{month}\.?\s+{day},?\s+\d{{4}}"),
        format!(r"\b{day}\s+(?:of\s+)?{month}\.?,?\s+\d{{4}}"),
    ];
    expression(&format!("(?i){}", forms.join("|")))
});

/// Ids such as `PM2021-004`, `INC-2026-05-19-001`, `OPS-12`, `#17`, `004`.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(?:#\d+|[A-Z][A-Z0-9]{0,9}[-_]\d+(?:-\d+)*|[A-Z]{1,10}\d{3,}(?:-\d+)*|0\d{2,4})\b",
    )
});

/// What an author puts before the title proper.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let kind = "(?:public |customer |internal |outage |service |security |production |major )?(?:incidents?|outage|post-?\\s?mortem|retrospective|rca|rfo|reason for outage|root cause analysis|disruption|event|pir)";
    let what = "(?: (?:report|review|analysis|summary|retrospective|documentation|post-?\\s?mortem|date|id|title|name|write-?up))*";
    expression(&format!(
        r"(?i)^(?:{kind}{what}|report|title)\b\s*(?:(?:for|on|of|about)\b\s*)?(?:the\b\s*)?(?:\([^)]*\)\s*)?"
    ))
});

/// A title as a reader would cite it: without a date, an id, a severity in brackets or a label in front.
pub fn clean(title: &str) -> String {
    let whole = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = whole.as_str();
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches([' ', '-', '–', '—', ':', ',', '|', '#', '.', '/']);
        for pattern in [&*DATE, &*ID] {
            if let Some(found) = pattern.find(rest).filter(|found| found.start() == 0) {
                rest = &rest[found.end()..];
            }
        }
        if let Some(found) = LABEL.find(rest) {
            let after = &rest[found.end()..];
            let separated = after
                .trim_start()
                .starts_with([':', '-', '–', '—', '|', '#', '(', '/']);
            let dated = DATE.find(after).is_some_and(|date| date.start() == 0);
            // "Postmortem for the mail migration", but "Outage of the login service".
            let label = found.as_str().to_lowercase();
            let kinds = [
                "report",
                "review",
                "analysis",
                "mortem",
                "retrospective",
                "rca",
                "summary",
                "write",
            ];
            let joined = kinds.iter().any(|word| label.contains(word))
                && [" for", " on", " of", " about", " the"]
                    .iter()
                    .any(|word| label.trim_end().ends_with(word));
            let coded = ID.is_match(after.trim_start());
            if separated || dated || joined || coded {
                rest = after;
            }
        }
        if let Some(after) = bracket(rest) {
            rest = after;
        }
        if rest.len() == before {
            break;
        }
    }
    let mut end = rest.trim_end_matches([' ', ':', '-', '–', '—', ',', '|', '(']);
    // A date at the end, or two, in brackets or after a separator.
    while let Some(found) = DATE.find_iter(end).last() {
        let tail = end[found.end()..].trim_matches([' ', ')', ']', '.']);
        let head = end[..found.start()].trim_end();
        let separated = head.ends_with(['(', '[', '-', '–', '—', ',', ':', '|', '/']);
        if !tail.is_empty() || !separated || head.len() <= 8 {
            break;
        }
        end = head.trim_end_matches([' ', '(', '[', '-', '–', '—', ',', ':', '|', '/']);
    }
    let lower = end.to_lowercase();
    for label in [
        ", a postmortem",
        ", a retrospective",
        " postmortem",
        " post-mortem",
        " post mortem",
        " incident report",
        " retrospective",
        " rca",
    ] {
        if lower.ends_with(label) && end.len() > label.len() + 8 {
            end = end[..end.len() - label.len()]
                .trim_end_matches([' ', ':', '-', '–', '—', ',', '|']);
        }
    }
    if end.is_empty() {
        whole
    } else {
        end.to_string()
    }
}

/// `[SEV2] …`, `(INC-12) …`: what follows the brackets, where they hold a date, an id or a severity.
fn bracket(text: &str) -> Option<&str> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let end = text.find(close)?;
    let inner = text[1..end].trim();
    let label =
        ID.is_match(inner) || DATE.is_match(inner) || inner.to_lowercase().starts_with("sev");
    (label && text.len() > end + 4).then(|| &text[end + 1..])
}

const ID_NAMES: &[&str] = &[
    "id",
    "incident id",
    "incident number",
    "incident no",
    "incident key",
    "postmortem id",
    "incident",
    "number",
    "ticket id",
    "rca id",
    "tracking id",
];

/// The id that front matter or the text states.
pub fn stated_id(fields: &[Field]) -> Option<String> {
    stated(fields).map(|field| field.value.trim_matches('#').to_string())
}

/// The fact that states the id.
pub fn stated(fields: &[Field]) -> Option<&Field> {
    let is_id = |value: &str| {
        value.len() <= 48 && !value.contains(' ') && value.chars().any(|c| c.is_ascii_digit())
    };
    ID_NAMES.iter().find_map(|name| {
        fields
            .iter()
            .find(|field| field.name == *name && is_id(&field.value))
    })
}

/// The id that the document states, else the one at the beginning of the file's name.
fn id(context: &Context<'_>) -> Option<Sourced<String>> {
    if let Some(field) = stated(&context.fields) {
        return Some(Sourced::new(
            field.value.trim_matches('#').to_string(),
            field.source.clone(),
        ));
    }
    let path = &context.source.path;
    let file = path.rsplit('/').next().unwrap_or(path);
    let found = ID.find(file).filter(|found| {
        found
            .as_str()
            .starts_with(|c: char| c.is_ascii_alphabetic())
    })?;
    // `PM2021-004`, not `AWS-2`: a number that counts.
    let digits = found.as_str().chars().filter(char::is_ascii_digit).count();
    (digits >= 3).then(|| {
        Sourced::new(
            found.as_str().to_string(),
            Source::FileName(context.source.id),
        )
    })
}

fn status(context: &Context<'_>) -> Option<Sourced<DocumentStatus>> {
    let names = [
        "status",
        "document status",
        "postmortem status",
        "report status",
        "state",
        "review status",
        "retrospective status",
    ];
    if let Some(field) = context
        .field(&["draft"])
        .filter(|field| field.part.is_none() && field.value == "true")
    {
        return Some(Sourced::new(DocumentStatus::Draft, field.source.clone()));
    }
    context.fields(&names).find_map(|field| {
        let words = words(&field.value);
        let has = |wanted: &[&str]| {
            words
                .iter()
                .take(5)
                .any(|word| wanted.contains(&word.as_str()))
        };
        let status = if has(&[
            "final",
            "complete",
            "completed",
            "published",
            "closed",
            "reviewed",
            "approved",
            "done",
        ]) && !has(&["not"])
        {
            DocumentStatus::Final
        } else if has(&["draft", "wip", "progress", "incomplete"]) {
            DocumentStatus::Draft
        } else if has(&["review", "reviewing"]) {
            DocumentStatus::InReview
        } else {
            return None;
        };
        Some(Sourced::new(status, field.source.clone()))
    })
}

fn kind(context: &Context<'_>, title: &str) -> IncidentKind {
    let says = |text: &str| {
        let words = words(text).join(" ");
        words.contains("near miss") || words == "nearmiss"
    };
    let stated = context.fields(&[
        "kind",
        "type",
        "incident type",
        "incident kind",
        "class",
        "tags",
        "labels",
        "category",
    ]);
    if stated.into_iter().any(|field| says(&field.value)) || says(title) {
        IncidentKind::NearMiss
    } else {
        IncidentKind::Incident
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cited_without_dates_ids_and_labels() {
        for (title, expected) in [
            (
                "2018-03-31, Server launch failures",
                "Server launch failures",
            ),
            (
                "February 8th, 2019 - Slow & partial outage",
                "Slow & partial outage",
            ),
            (
                "Incident date: 2019-02-20, logs unavailable",
                "logs unavailable",
            ),
            ("Incident report August 12 2025 - Hub outage", "Hub outage"),
            ("Postmortem: DNS outage", "DNS outage"),
            ("PM2021-004 - ADFS outage", "ADFS outage"),
            ("[SEV2] Checkout is down", "Checkout is down"),
            (
                "Incident Retrospective: Card confirmations fail",
                "Card confirmations fail",
            ),
            ("Postmortem for the mail migration", "mail migration"),
            ("Expired certificate postmortem", "Expired certificate"),
            ("Outage of the login service", "Outage of the login service"),
            ("Incident response was slow", "Incident response was slow"),
            ("S3 outage", "S3 outage"),
        ] {
            assert_eq!(clean(title), expected, "{title}");
        }
    }

    #[test]
    fn a_stem_is_the_folder_of_an_index() {
        assert_eq!(
            stem("2025/2025-06-24-login-cascade/index.md"),
            "2025 06 24 login cascade"
        );
        assert_eq!(stem("a/PM1 - x y.md"), "PM1 - x y");
    }
}
