//! How bad the document says it was.

use super::Context;
use super::fields::Field;
use super::headings::{Meaning, words};
use super::items::inlines;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, OrText, Severity, Source, Sourced};
use crate::parse::BlockKind;
use std::collections::BTreeMap;

/// Names of the fact, surest first.
const NAMES: &[&str] = &[
    "severity",
    "sev",
    "incident severity",
    "severity level",
    "severity tier",
    "incident severity level",
    "sev level",
    "incident level",
    "severity rating",
    "severity class",
    "severity classification",
    "priority",
    "incident priority",
    "impact level",
    "tier",
    "schweregrad",
    "gravité",
    "gravedad",
    "severidad",
    "severidade",
    "alvorlighetsgrad",
    "alvorlighed",
    "allvarlighetsgrad",
    "priorität",
    "priorité",
    "prioridad",
    "category",
    "incident category",
    "classification",
    "class",
];

/// Names of facts of another kind, which name a severity only with its number: `Category: P2`.
const OF_OTHERS: usize = 4;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let known = &context.config.severities;
    let stated = NAMES.iter().flat_map(|name| {
        context
            .fields
            .iter()
            .filter(move |field| field.name == *name)
    });
    let of_others = &NAMES[NAMES.len() - OF_OTHERS..];
    let is_numbered = |field: &&Field| {
        !of_others.contains(&field.name.as_str())
            || words_with_numbers(&field.value).len() <= 2
                && numbered(&words_with_numbers(&field.value)).is_some()
    };
    for field in stated.filter(is_numbered) {
        if let Some(severity) = parse(&field.value, known) {
            set(incident, OrText::Known(severity), field);
            return;
        }
    }
    let first = context
        .field(&NAMES[..11])
        .filter(|field| is_value(&field.value));
    if let Some(field) = first {
        set(incident, OrText::Text(field.value.clone()), field);
        return;
    }
    if let Some((severity, text, source)) = in_title(context).or_else(|| in_passing(context)) {
        incident.severity = Some(Sourced::new(OrText::Known(severity), source));
        incident.severity_text = Some(text);
    }
}

fn set(incident: &mut Incident, severity: OrText<Severity>, field: &Field) {
    incident.severity = Some(Sourced::new(severity, field.source.clone()));
    incident.severity_text = Some(field.value.clone());
}

/// Whether a value that is no known severity is one all the same, and not a sentence or a blank.
fn is_value(value: &str) -> bool {
    let words = words(value);
    !words.is_empty()
        && words.len() <= 6
        && !matches!(
            words[0].as_str(),
            "n" | "na" | "none" | "tbd" | "unknown" | "xxx"
        )
}

/// Reads a severity: the project's own words first, then a number after `SEV`, `P`, `S`, `Tier`, `Level`, then words.
///
/// 0 and 1, critical → `SEV1`; 2, high, major → `SEV2`; 3, medium, moderate → `SEV3`; 4, low, minor → `SEV4`;
/// 5, informational → `SEV5`.
pub fn parse(text: &str, own: &BTreeMap<String, String>) -> Option<Severity> {
    let words = words_with_numbers(text);
    let joined = words.join(" ");
    for (word, severity) in own {
        if words_with_numbers(word).join(" ") == joined {
            return Severity::ALL
                .into_iter()
                .find(|known| known.name().eq_ignore_ascii_case(severity));
        }
    }
    // `Sev 1 / Sev 2 / Sev 3`: a form that nobody filled in.
    if text
        .split(['/', '|'])
        .filter(|choice| !choice.trim().is_empty())
        .count()
        >= 3
    {
        return None;
    }
    if words.is_empty() || words.len() > 12 {
        return None;
    }
    numbered(&words)
        .or_else(|| words.iter().take(4).find_map(|word| named(word)))
        .or_else(|| beside_words(text))
}

/// `2 - Alvorlig`, `Kritisk (1)`: a number beside words of another language.
fn beside_words(text: &str) -> Option<Severity> {
    let text = text.trim();
    let inner = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
        .map(|(_, inner)| inner);
    let first = text.split_whitespace().next()?;
    let rest = text[first.len()..].trim_start();
    let words = rest
        .strip_prefix(['-', '–', '—', ':', '('])
        .map(str::trim_start);
    let leads = words.is_some_and(|words| words.starts_with(char::is_alphabetic));
    inner
        .and_then(level)
        .or_else(|| level(first.trim_end_matches(':')).filter(|_| leads))
}

fn named(word: &str) -> Option<Severity> {
    Some(match word {
        "critical" | "catastrophic" | "blocker" | "emergency" | "kritisk" | "kritisch"
        | "critique" => Severity::Sev1,
        "high" | "major" | "severe" | "hoch" | "alta" | "alto" | "haute" | "majeure" | "majeur"
        | "høy" | "hög" | "høj" => Severity::Sev2,
        "medium" | "moderate" | "normal" | "mittel" | "media" | "medio" | "moyenne" | "middels" => {
            Severity::Sev3
        }
        "low" | "minor" | "niedrig" | "gering" | "baja" | "bajo" | "faible" | "mineure" | "lav" => {
            Severity::Sev4
        }
        "informational" | "info" | "negligible" | "trivial" => Severity::Sev5,
        _ => return None,
    })
}

fn numbered(words: &[String]) -> Option<Severity> {
    words.iter().take(3).enumerate().find_map(|(at, word)| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &word[letters.len()..];
        let digits = if digits.is_empty() {
            words.get(at + 1).map_or("", String::as_str)
        } else {
            digits
        };
        let is_name = matches!(
            letters,
            "sev" | "s" | "p" | "severity" | "tier" | "level" | "priority" | "prio" | "class"
        );
        // "2" and "2 - major", not "2 of 3 nodes".
        let is_alone =
            letters.is_empty() && at == 0 && words.get(1).is_none_or(|next| named(next).is_some());
        if is_name || is_alone {
            level(digits)
        } else {
            None
        }
    })
}

fn level(digits: &str) -> Option<Severity> {
    Some(match digits {
        "0" | "1" => Severity::Sev1,
        "2" => Severity::Sev2,
        "3" => Severity::Sev3,
        "4" => Severity::Sev4,
        "5" => Severity::Sev5,
        _ => return None,
    })
}

/// Like the words of a heading, but a leading number is kept.
fn words_with_numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// `Checkout is down (P0)`, `[SEV2] Checkout is down`: brackets at an end of the title.
fn in_title(context: &Context<'_>) -> Option<(Severity, String, Source)> {
    let title = context.outline.parts[context.outline.title?]
        .title
        .as_ref()?;
    let text = title.text.trim();
    let inner = |open, close| {
        let first = text
            .strip_prefix(open)
            .and_then(|rest: &str| rest.split(close).next());
        let last = text
            .strip_suffix(close)
            .and_then(|rest: &str| rest.rsplit(open).next());
        first.into_iter().chain(last).find_map(|inner| {
            let words = words_with_numbers(inner);
            // A number alone counts something else.
            let named = words
                .first()
                .is_some_and(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
            Some((
                numbered(&words).filter(|_| named && words.len() <= 2)?,
                inner,
            ))
        })
    };
    let (severity, said) = inner('(', ')').or_else(|| inner('[', ']'))?;
    let at = title.text.find(said)?;
    Some((
        severity,
        said.to_string(),
        Source::Text(title.span_of(at..at + said.len())),
    ))
}

/// `SEV-2` in the title, before the first heading, in summary, impact or timeline, where all mentions agree.
fn in_passing(context: &Context<'_>) -> Option<(Severity, String, Source)> {
    let mut found: Option<(Severity, String, Source)> = None;
    for (index, part) in context.outline.parts.iter().enumerate() {
        let is_title = context.outline.title == Some(index);
        if !(index == 0
            || is_title
            || matches!(
                part.within,
                Some(Meaning::Summary | Meaning::Timeline | Meaning::Impact)
            ))
        {
            continue;
        }
        let mut texts = Vec::new();
        part.blocks
            .iter()
            .for_each(|block| inlines(block, &mut texts));
        let heads = part.blocks.iter().flat_map(|block| match &block.kind {
            BlockKind::Table { head, .. } => head.as_slice(),
            _ => &[],
        });
        for inline in part
            .title
            .iter()
            .filter(|_| is_title)
            .chain(texts)
            .chain(heads)
        {
            for (range, severity) in mentions(&inline.text)
                .into_iter()
                .chain(priority(&inline.text))
            {
                if found.as_ref().is_some_and(|(known, ..)| *known != severity) {
                    return None;
                }
                let text = inline.text[range.clone()].to_string();
                found.get_or_insert((severity, text, Source::Text(inline.span_of(range))));
            }
        }
    }
    found
}

/// `a P1 incident`: the priority of something else says nothing.
fn priority(text: &str) -> Option<(std::ops::Range<usize>, Severity)> {
    text.match_indices(" incident").find_map(|(end, _)| {
        // `a P2 (major) incident`
        let end = text[..end]
            .strip_suffix(')')
            .and_then(|said| said.rfind(" ("))
            .unwrap_or(end);
        let start = text[..end].rfind([' ', '(']).map_or(0, |at| at + 1);
        let digits = text[start..end].strip_prefix('P')?;
        (digits.len() == 1).then_some(())?;
        Some((start..end, level(digits)?))
    })
}

/// `SEV2`, `Sev-2`, `sev 2`, `severity::2` and where they stand.
fn mentions(text: &str) -> Vec<(std::ops::Range<usize>, Severity)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    for (at, _) in text.to_ascii_lowercase().match_indices("sev") {
        let rest = &text[at + 3..];
        let rest = rest.strip_prefix("erity::").unwrap_or(rest);
        let rest = rest.trim_start_matches(['-', ' ']);
        let digit = text.len() - rest.len();
        let stands_alone = (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
            && bytes
                .get(digit + 1)
                .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if stands_alone && let Some(severity) = rest.get(..1).and_then(level) {
            found.push((at..digit + 1, severity));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_of_many_houses_are_one_scale() {
        for (text, expected) in [
            ("SEV-1", Severity::Sev1),
            ("Sev 2 (major)", Severity::Sev2),
            ("P0", Severity::Sev1),
            ("S3", Severity::Sev3),
            ("Tier 1 (High Impact)", Severity::Sev1),
            ("Critical", Severity::Sev1),
            ("medium", Severity::Sev3),
            ("4 - Low", Severity::Sev4),
            ("Level 5", Severity::Sev5),
            ("2 - Alvorlig", Severity::Sev2),
            ("hoch", Severity::Sev2),
            ("Svært alvorlig (1)", Severity::Sev1),
        ] {
            assert_eq!(parse(text, &BTreeMap::new()), Some(expected), "{text}");
        }
        assert_eq!(parse("purple", &BTreeMap::new()), None);
        assert_eq!(parse("300 users", &BTreeMap::new()), None);
        assert_eq!(parse("2 of 3 nodes lost", &BTreeMap::new()), None);
    }

    #[test]
    fn a_project_has_its_own_words() {
        let own = BTreeMap::from([("Purple".to_string(), "SEV2".to_string())]);
        assert_eq!(parse("purple", &own), Some(Severity::Sev2));
    }

    #[test]
    fn mentions_stand_alone() {
        assert_eq!(mentions("a SEV-2 and sev1.").len(), 2);
        assert_eq!(mentions("~severity::3 ~review").len(), 1);
        assert!(priority("We call this a P3 (minor) incident.").is_some());
        assert!(mentions("seven, sev21, SEVERITY").is_empty());
    }
}
