//! Front matter that says something else than its author meant: values of another type, names with a slip of the pen.
//!
//! What other tools keep in front matter is theirs: a name that resembles none of `kb`'s is not spoken of.

use super::Context;
use super::actions::due;
use super::headings::words;
use super::moments::{self, Day, Reading, duration};
use crate::config::check::nearest;
use crate::diagnostic::Diagnostic;
use crate::model::Incident;
use crate::span::Span;
use crate::values::{Node, Value};

/// What a field is to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Text,
    Date,
    Duration,
    /// A text or a list of them, or whatever the field is for.
    Any,
}

pub fn extract(context: &Context<'_>, _: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    let Some(front) = &context.document.front_matter else {
        return;
    };
    let reading = context.reading;
    for (key, node) in &front.fields {
        let name = words(key).join("_");
        match NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, wanted)) => {
                diagnostics.extend(misfit(key, *wanted, node, reading));
            }
            None => diagnostics.extend(slip(key, &name, node, context)),
        }
    }
}

/// Says that a value is not what its field is for.
fn misfit(key: &str, wanted: Wanted, node: &Node, reading: Reading<'_>) -> Option<Diagnostic> {
    let (what, example) = match wanted {
        Wanted::Any => return None,
        Wanted::Text => ("a text", "write it on one line behind the name"),
        Wanted::Date => ("a date", "write it as `2026-05-19` or `2026-05-19T14:05Z`"),
        Wanted::Duration => ("a duration", "write it with its unit, as `45 minutes`"),
    };
    let message = match &node.value {
        Value::Null => return None,
        // A list of one is that one.
        Value::List(items) if items.len() == 1 => {
            return misfit(key, wanted, &items[0], reading);
        }
        Value::List(_) | Value::Map(_) => format!("`{key}` is {}; {what} is wanted", node.kind()),
        Value::Text(text) if fits(text, wanted, key, reading) => return None,
        Value::Text(text) => format!("`{key}: {text}` is no {}", &what[2..]),
    };
    Some(Diagnostic::warning("field-value", node.span, message).help(example))
}

fn fits(text: &str, wanted: Wanted, key: &str, reading: Reading<'_>) -> bool {
    if matches!(wanted, Wanted::Text | Wanted::Any) {
        return true;
    }
    let text = text.trim();
    // "TBD" and `2022-05-??` say honestly that it is not known.
    let unknown = ["tbd", "tba", "unknown", "n a", "na", "none", "todo", ""];
    if text.contains('?') || unknown.contains(&words(text).join(" ").as_str()) {
        return true;
    }
    match wanted {
        Wanted::Text | Wanted::Any => true,
        Wanted::Duration => {
            let unit = words(key).iter().any(|word| {
                matches!(
                    word.as_str(),
                    "minutes" | "min" | "mins" | "hours" | "seconds"
                )
            });
            duration::value(text, unit.then_some(1.0)).is_some()
        }
        Wanted::Date => {
            let is_known = |written: &moments::Written| match written.day {
                Some(day) => day != Day::Unknown,
                None => written.has_time(),
            };
            let leading = moments::leading(text, reading).map(|leading| leading.written);
            leading.iter().any(is_known)
                || moments::all(text, reading).iter().any(is_known)
                || due::of_cell(text, reading.order, None).is_some()
        }
    }
}

/// Says that a name is nearly one that `kb` knows.
fn slip(key: &str, name: &str, node: &Node, context: &Context<'_>) -> Option<Diagnostic> {
    // Who may read a document is looked at more closely elsewhere.
    if OTHERS.contains(&name) || name.starts_with("visib") {
        return None;
    }
    let near = meant(name)?;
    let span = place(key, node, context);
    let message = format!("`{key}` is no field that kb reads");
    Some(
        Diagnostic::warning("unknown-field", span, message).help(format!("did you mean `{near}`?")),
    )
}

/// The field of which a name is a slip of the pen; few people slip at the first letter.
fn meant(name: &str) -> Option<&'static str> {
    let names = NAMES.iter().map(|(known, _)| *known);
    let alike: Vec<&str> = names
        .filter(|known| known.as_bytes().first() == name.as_bytes().first())
        .collect();
    nearest(name, &alike).filter(|near| is_slip(name, near))
}

/// Of short names, only those that differ by swapped, missing or doubled letters: `tilte`, not `order` for `owner`.
fn is_slip(name: &str, near: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_close =
        near.len() > 5 || name.len().abs_diff(near.len()) == 1 || sorted(name) == sorted(near);
    is_close && name.len() >= 4
}

/// Where the name stands: on the line of its value or above it.
fn place(key: &str, node: &Node, context: &Context<'_>) -> Span {
    let before = context
        .source
        .text
        .get(..node.span.range().start)
        .unwrap_or_default();
    match before.rfind(key) {
        Some(at) => Span::new(context.source.id, at..at + key.len()),
        None => node.span,
    }
}

/// The fields that are read, with `_` for blanks.
const NAMES: &[(&str, Wanted)] = &[
    ("title", Wanted::Text),
    ("id", Wanted::Text),
    ("incident_id", Wanted::Text),
    ("summary", Wanted::Text),
    ("severity", Wanted::Text),
    ("priority", Wanted::Text),
    ("status", Wanted::Text),
    ("kind", Wanted::Text),
    ("visibility", Wanted::Text),
    ("detected_by", Wanted::Text),
    ("date", Wanted::Date),
    ("started", Wanted::Date),
    ("started_at", Wanted::Date),
    ("start_time", Wanted::Date),
    ("detected", Wanted::Date),
    ("detected_at", Wanted::Date),
    ("mitigated", Wanted::Date),
    ("mitigated_at", Wanted::Date),
    ("resolved", Wanted::Date),
    ("resolved_at", Wanted::Date),
    ("ended_at", Wanted::Date),
    ("end_time", Wanted::Date),
    ("retrospective_date", Wanted::Date),
    ("postmortem_date", Wanted::Date),
    ("follow_up_on", Wanted::Date),
    ("time_to_detect", Wanted::Duration),
    ("time_to_mitigate", Wanted::Duration),
    ("time_to_resolve", Wanted::Duration),
    ("time_to_recover", Wanted::Duration),
    ("duration", Wanted::Any),
    ("impact", Wanted::Any),
    ("service", Wanted::Any),
    ("services", Wanted::Any),
    ("systems", Wanted::Any),
    ("components", Wanted::Any),
    ("team", Wanted::Any),
    ("teams", Wanted::Any),
    ("owner", Wanted::Any),
    ("owners", Wanted::Any),
    ("author", Wanted::Any),
    ("authors", Wanted::Any),
    ("tags", Wanted::Any),
    ("labels", Wanted::Any),
    ("keywords", Wanted::Any),
    ("categories", Wanted::Any),
    ("aliases", Wanted::Any),
    ("draft", Wanted::Any),
    ("factors", Wanted::Any),
    ("contributing_factors", Wanted::Any),
    ("root_causes", Wanted::Any),
    ("actions", Wanted::Any),
    ("action_items", Wanted::Any),
    ("triggers", Wanted::Any),
    ("timeline", Wanted::Any),
    ("responders", Wanted::Any),
    ("participants", Wanted::Any),
    ("attendees", Wanted::Any),
];

/// Names of other tools that resemble one of these.
const OTHERS: &[&str] = &[
    "state",
    "category",
    "categorie",
    "label",
    "tag",
    "alias",
    "subtitle",
    "keyword",
    "component",
    "system",
    "cause",
    "causes",
    "root_cause",
    "factor",
    "action",
    "trigger",
    "responder",
    "descriptions",
    "update",
    "updated",
    "dated",
    "dates",
    "start",
    "end",
    "times",
    "time",
    "teaser",
    "theme",
    "themes",
    "authored",
    "services_affected",
    "serviced",
    "private",
    "prior",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slips_of_the_pen_are_spoken_of() {
        assert_eq!(meant("servcies"), Some("services"));
        assert_eq!(meant("tilte"), Some("title"));
        assert_eq!(meant("severty"), Some("severity"));
        assert_eq!(meant("resloved_at"), Some("resolved_at"));
        for name in [
            "order",
            "layout",
            "weight",
            "slug",
            "company",
            "product",
            "uuid",
            "archive_url",
        ] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
