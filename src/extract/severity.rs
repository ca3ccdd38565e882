//! How bad the document says it was.

mod scale;

use super::Context;
use super::fields::Field;
use super::headings::{Meaning, words};
use super::items::inlines;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, OrText, Severity, Source, Sourced};
use crate::parse::BlockKind;
use scale::{level, named, words_with_numbers};
pub use scale::{numbered, parse, words_with_numbers as words_of};

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
    "schwere",
    "kritikalität",
    "criticality",
    "criticité",
    "criticidad",
    "criticidade",
    "ernst",
    "powaga",
    "серьёзность",
    "серьезность",
    "критичность",
    "приоритет",
    "重大度",
    "深刻度",
    "级别",
    "故障级别",
    "事故级别",
    "严重程度",
    "严重级别",
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
    "prioridade",
    "priorità",
    "prioriteit",
    "prioritet",
    "dringlichkeit",
    "urgentie",
    "gravità",
    "gravidade",
    "allvarlighet",
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
            || field.name == "classification" && named(&field.value.trim().to_lowercase()).is_some()
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
    let told = in_title(context)
        .or_else(|| in_sentence(context))
        .or_else(|| below_title(context))
        .or_else(|| in_passing(context))
        .or_else(|| as_impact(context));
    if let Some((severity, text, source)) = told {
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

/// `Public since 18 May. Severity: Medium (not exploited).`: a fact within a paragraph above the first heading that means
/// something.
fn in_sentence(context: &Context<'_>) -> Option<(Severity, String, Source)> {
    const NAMES: [&str; 2] = ["Severity:", "severity:"];
    // `Upstream severity: high` is another one's.
    let begins = |text: &str| {
        let before = text.trim_end_matches([' ', '*', '_', '"', '(', '[']);
        before.is_empty() || before.ends_with(['.', '!', '?', ';', '|', '·', '•', ')', ']', '\n'])
    };
    let parts = context.outline.parts.iter();
    let above = parts
        .take_while(|part| matches!(part.within, None | Some(Meaning::Facts | Meaning::Summary)));
    above.flat_map(|part| part.blocks.iter()).find_map(|block| {
        let inline = match &block.kind {
            BlockKind::Paragraph(inline) => inline,
            _ => return None,
        };
        let text = inline.text.as_str();
        let mut named = NAMES.iter().flat_map(|name| text.match_indices(name));
        let (at, name) = named.find(|(at, _)| begins(&text[..*at]))?;
        let at = at + name.len();
        let rest = &text[at..];
        let said = rest[..rest.find(['.', '(', ',', ';', '\n']).unwrap_or(rest.len())].trim();
        let severity = parse(said, &context.config.severities)?;
        let start = at + rest.find(said)?;
        let source = Source::Text(inline.span_of(start..start + said.len()));
        Some((severity, said.to_string(), source))
    })
}

/// `30 May 2026 · P3`: facts side by side in a short line below the title, one of them the severity.
fn below_title(context: &Context<'_>) -> Option<(Severity, String, Source)> {
    const LONGEST: usize = 80;
    let parts = &context.outline.parts;
    let parts = parts
        .iter()
        .take(context.outline.title.map_or(1, |at| at + 1));
    let mut lines = parts.flat_map(|part| part.blocks.iter()).take(3);
    let line = lines.find_map(|block| match &block.kind {
        BlockKind::Paragraph(inline) if inline.text.len() <= LONGEST => Some(inline),
        _ => None,
    })?;
    // `Sev 1 / Sev 2 / Sev 3`: a form that nobody filled in.
    let mut at = 0;
    let mut found = line
        .text
        .split_inclusive([',', '·', '|', '•', ';', '\n'])
        .filter_map(|piece| {
            let start = at;
            at += piece.len();
            let said = piece.trim_matches([' ', ',', '·', '|', '•', ';', '\n', '(', ')']);
            let words = words_with_numbers(said);
            // `S3` is a service more often.
            let is_named = said.starts_with('P') || said.to_lowercase().starts_with("sev");
            let severity = numbered(&words).filter(|_| is_named && words.len() <= 2)?;
            let start = start + piece.find(said)?;
            let source = Source::Text(line.span_of(start..start + said.len()));
            Some((severity, said.to_string(), source))
        });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// `Impact: major`, as status pages put it: one word of the scale and nothing else.
fn as_impact(context: &Context<'_>) -> Option<(Severity, String, Source)> {
    // Beside an urgency it is one of two axes.
    if context
        .fields
        .iter()
        .any(|field| matches!(field.name.as_str(), "urgency" | "priority"))
    {
        return None;
    }
    let mut fields = context.fields.iter().filter(|field| field.name == "impact");
    fields.find_map(|field| {
        let said = field.value.split(['·', '•', '|']).next()?.trim();
        let severity = named(&said.to_lowercase())?;
        Some((severity, said.to_string(), field.source.clone()))
    })
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
        for block in &part.blocks {
            match &block.kind {
                // An export puts its facts into a quotation below the title.
                BlockKind::Quote(inner) if index == 0 || is_title => {
                    inner.iter().for_each(|block| inlines(block, &mut texts));
                }
                _ => inlines(block, &mut texts),
            }
        }
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
    fn a_sentence_begins_with_the_severity_it_states() {
        use crate::model::OrText;
        let severity = |text: &str| {
            let mut input = crate::read::Input::default();
            let text =
                format!("# Pump\n\nDate: 2026-03-01\n\n{text}\n\n## Timeline\n\n- 10:00 stopped\n");
            let file = input.sources.add("a.md".to_string(), text);
            input.documents.push(file);
            let incident = crate::extract::all(&input).value.incidents.remove(0);
            incident.severity.map(|severity| severity.value)
        };
        let known = |text: &str| matches!(severity(text), Some(OrText::Known(_)));
        assert!(known(
            "Public since 18 May. Severity: Medium (not exploited)."
        ));
        assert!(!known(
            "A bug. Upstream severity: high. Ours was a small thing."
        ));
        assert!(!known(
            "CVE-2026-1 has Severity: Critical, but we do not run it."
        ));
    }

    #[test]
    fn mentions_stand_alone() {
        assert_eq!(mentions("a SEV-2 and sev1.").len(), 2);
        assert_eq!(mentions("~severity::3 ~review").len(), 1);
        assert!(priority("We call this a P3 (minor) incident.").is_some());
        assert!(mentions("seven, sev21, SEVERITY").is_empty());
    }
}
