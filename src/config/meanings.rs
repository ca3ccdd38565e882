//! Values of a `kb.toml` that are of the right type and still say nothing.

use super::check::{inner, nearest};
use super::theme::{COLORS, FONTS, PAGES, is_value};
use crate::diagnostic::Diagnostic;
use crate::model::Severity;
use crate::span::{SourceFile, Span};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What a heading can mean: the keys of `[headings]`.
pub const HEADINGS: &[&str] = &[
    "summary",
    "impact",
    "factors",
    "trigger",
    "five_whys",
    "detection",
    "resolution",
    "timeline",
    "actions",
    "lessons",
    "went_well",
    "went_poorly",
    "got_lucky",
    "people",
    "facts",
    "narrative",
    "other",
];

/// Finds values that no stage understands, each with what would be understood.
pub fn check(source: &SourceFile, table: &DeTable<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut warn = |place: Range<usize>, message: String, help: String| {
        let span = Span::new(source.id, place);
        found.push(Diagnostic::warning("config-value", span, message).help(help));
    };
    for (key, _) in inner(table, &["headings"]).into_iter().flatten() {
        let name: &str = key.get_ref();
        if !HEADINGS.contains(&name) {
            let help = match nearest(name, HEADINGS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a heading means one of: {}", HEADINGS.join(", ")),
            };
            warn(
                key.span(),
                format!("`{name}` is nothing that a heading can mean"),
                help,
            );
        }
    }
    let content = inner(table, &["content"]);
    let splits = match content
        .and_then(|content| content.get("split"))
        .map(|value| value.get_ref())
    {
        Some(DeValue::Array(splits)) => splits.iter().collect(),
        _ => Vec::new(),
    };
    for split in splits {
        let DeValue::Table(keys) = split.get_ref() else {
            continue;
        };
        for (key, value) in keys {
            let name: &str = key.get_ref();
            let text = value.get_ref().as_str();
            match name {
                "glob" if text.is_some_and(|glob| super::globs::compile(glob).is_err()) => warn(
                    value.span(),
                    "this is no glob, and nothing is split".into(),
                    "`*` stands for any part of a name, `**` for any folders".into(),
                ),
                "glob" => {}
                "heading" => {
                    let level = value
                        .get_ref()
                        .as_integer()
                        .and_then(|n| n.as_str().parse().ok());
                    if !level.is_some_and(|level: u8| (1..=6).contains(&level)) {
                        let message = "headings have levels from 1 to 6".to_string();
                        warn(
                            value.span(),
                            message,
                            "`heading = 2` splits at `## …`".into(),
                        );
                    }
                }
                _ => warn(
                    key.span(),
                    format!("`content.split.{name}` is no key of kb.toml, and does nothing"),
                    "known here: glob, heading".into(),
                ),
            }
        }
    }
    for (_, value) in inner(table, &["actions", "policy"]).into_iter().flatten() {
        let term = value.get_ref().as_str().unwrap_or_default();
        if !is_term(term) {
            let message = format!("`{term}` is no term, and nothing is due by it");
            warn(value.span(), message, "write `15d`, `6w` or `3m`".into());
        }
    }
    for (key, value) in inner(table, &["time", "zones"]).into_iter().flatten() {
        let text = value.get_ref().as_str().unwrap_or_default();
        if !is_zone(text) {
            warn(
                value.span(),
                format!(
                    "`{text}` is no time zone, and `{}` says nothing",
                    key.get_ref()
                ),
                "write an offset such as `+05:30` or a place such as `Asia/Kolkata`".into(),
            );
        }
    }
    for (_, value) in inner(table, &["severities"]).into_iter().flatten() {
        let text = value.get_ref().as_str().unwrap_or_default();
        if !Severity::ALL
            .iter()
            .any(|severity| severity.name().eq_ignore_ascii_case(text))
        {
            let help = "the scale goes from SEV1 (worst) to SEV5, as in `\"Tier 1\" = \"SEV1\"`";
            warn(
                value.span(),
                format!("`{text}` is no severity"),
                help.into(),
            );
        }
    }
    let text = |name: &str| match table.get(name).map(|value| (value.span(), value.get_ref())) {
        Some((span, DeValue::String(text))) => Some((span, text.to_string())),
        _ => None,
    };
    if let Some((span, url)) = text("base_url")
        && !is_address(&url)
    {
        let help = "it begins with `https://` and names the place where the site is published";
        warn(
            span,
            format!("`{url}` is no address of a site"),
            help.into(),
        );
    }
    for (kind, known) in [
        ("colors", COLORS.to_vec()),
        ("fonts", FONTS.iter().map(|(name, _)| *name).collect()),
    ] {
        for (key, value) in inner(table, &["theme", kind]).into_iter().flatten() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let help = match nearest(name, &known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", known.join(", ")),
                };
                warn(
                    key.span(),
                    format!("`theme.{kind}.{name}` does nothing"),
                    help,
                );
            }
            let texts: Vec<&str> = match value.get_ref() {
                DeValue::Array(values) => values
                    .iter()
                    .filter_map(|value| value.get_ref().as_str())
                    .collect(),
                value => value.as_str().into_iter().collect(),
            };
            for text in texts.into_iter().filter(|text| !is_value(text)) {
                let help = "write it as CSS does, in one value: `#0e5a69`, `Inter, sans-serif`";
                warn(
                    value.span(),
                    format!("`{text}` cannot be used, and does nothing"),
                    help.into(),
                );
            }
        }
    }
    if let Some(DeValue::Array(entries)) = inner(table, &["theme"])
        .and_then(|theme| theme.get("nav"))
        .map(|nav| nav.get_ref())
    {
        let known: Vec<&str> = PAGES.iter().map(|(key, _, _)| *key).collect();
        for entry in entries.iter() {
            let name = entry.get_ref().as_str();
            if let Some(name) = name.filter(|name| !known.contains(name)) {
                let help = format!(
                    "known here: {}; or `{{ name = \"Runbooks\", url = \"https://…\" }}`",
                    known.join(", ")
                );
                warn(entry.span(), format!("no page is called `{name}`"), help);
            }
        }
    }
    let language = inner(table, &["search"]).and_then(|search| search.get("language"));
    if let Some((value, name)) = language.and_then(|value| Some((value, value.get_ref().as_str()?)))
        && name != "none"
        && frostem::Stemmer::try_from_name(name).is_err()
    {
        warn(
            value.span(),
            format!("words of the language `{name}` are not known: searched as they are written"),
            "write it in English, as `german`; or `none`".into(),
        );
    }
    if let Some((span, url)) = text("edit_url")
        && !url.contains("{path}")
    {
        let help = "put `{path}` where the document's path belongs";
        warn(
            span,
            "every document has the same `edit_url`".into(),
            help.into(),
        );
    }
    found
}

/// Whether it is a number of days, weeks or months.
fn is_term(term: &str) -> bool {
    let digits = term.strip_suffix(['d', 'w', 'm']);
    digits.is_some_and(|digits| {
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether it is an offset from UTC or a place that has a time.
fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-', '−', '–']) else {
        return matches!(text, "Z" | "UTC") || text.parse::<chrono_tz::Tz>().is_ok();
    };
    let (hours, minutes) = match offset.split_once(':') {
        Some(parts) => parts,
        None if offset.len() == 4 && offset.is_ascii() => offset.split_at(2),
        None => (offset, "00"),
    };
    let number = |text: &str, lengths: &[usize], most: u8| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        digits && lengths.contains(&text.len()) && text.parse().is_ok_and(|n: u8| n <= most)
    };
    number(hours, &[1, 2], 14) && number(minutes, &[2], 59)
}

/// Whether links can begin with it.
pub fn is_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::headings::Headings;
    use std::collections::BTreeMap;

    #[test]
    fn every_meaning_that_is_offered_is_understood() {
        for name in HEADINGS {
            let own = BTreeMap::from([(name.to_string(), vec!["What bit us".to_string()])]);
            let meaning = Headings::new(&own)
                .meaning("What bit us")
                .map(|meaning| meaning.name());
            assert_eq!(meaning, Some(*name));
        }
    }

    #[test]
    fn zones_that_are_taken_are_those_that_documents_can_be_read_with() {
        let document = "# Down\n\n2026-05-03\n\n## Timeline\n\n- 10:00 XYZ the disk was full\n- 10:05 XYZ it was not\n";
        for (text, known) in [
            ("+05:30", true),
            ("-0700", true),
            ("+2", true),
            ("UTC", true),
            ("Asia/Kolkata", true),
            ("plus five", false),
            ("+99:30", false),
            ("+05:75", false),
            ("5", false),
            ("", false),
        ] {
            assert_eq!(is_zone(text), known, "{text}");
            let mut input = crate::read::Input::default();
            input.config.time.zones = BTreeMap::from([("XYZ".to_string(), text.to_string())]);
            let file = input.sources.add("a.md".into(), document.into());
            input.documents.push(file);
            let base = crate::pipeline::build(&input);
            let zone = &base.corpus.incidents[0].timeline[0].at.zone;
            let is_read = !matches!(zone, crate::model::Zone::Unstated);
            assert_eq!(is_read, known, "{text}: {zone:?}");
        }
    }

    #[test]
    fn addresses_begin_with_their_scheme() {
        assert!(is_address("https://acme.example/kb/"));
        assert!(
            ["acme.example", "https://", "/kb/", "ftp://acme.example", ""]
                .into_iter()
                .all(|url| !is_address(url))
        );
    }
}
