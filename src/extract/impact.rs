//! What it meant for whom, what was not affected, and what shows it.

use super::Context;
use super::actions::refs;
use super::headings::Meaning;
use super::items::{flat, inlines, sentences};
use crate::diagnostic::Diagnostic;
use crate::expression::expression;
use crate::model::{Evidence, Incident, Sourced};
use crate::parse::{Block, BlockKind, Inline, Item};
use regex::Regex;
use std::borrow::Borrow;
use std::ops::Range;
use std::sync::LazyLock;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let mut texts: Vec<&Inline> = Vec::new();
    let mut accounts: Vec<&Inline> = Vec::new();
    for part in context
        .outline
        .parts
        .iter()
        .filter(|part| part.within == Some(Meaning::Impact))
    {
        for block in &part.blocks {
            let block: &Block = block.borrow();
            let before = texts.len();
            inlines(block, &mut texts);
            // Few words in a cell name what the next cell tells.
            let is_table = matches!(block.kind, BlockKind::Table { .. });
            let tells = |inline: &&&Inline| !is_table || inline.text.split_whitespace().count() > 8;
            accounts.extend(texts[before..].iter().filter(tells));
        }
    }
    let stated = |names: &[&str]| {
        context
            .field(names)
            .map(|field| Sourced::new(flat(&field.value), field.source.clone()))
    };
    incident.impact.text = stated(&[
        "impact",
        "calculated impact",
        "customer impact",
        "user impact",
        "business impact",
        "what was the impact",
    ])
    .or_else(|| {
        // A name or a number alone, as in a table of services, is no account of the impact.
        let first = accounts
            .iter()
            .find(|inline| inline.text.split_whitespace().count() >= 4)?;
        Some(Sourced::text(flat(&first.text), first.span))
    });
    incident.impact.users = stated(&[
        "users affected",
        "affected users",
        "customers affected",
        "affected customers",
        "number of users",
        "users",
        "customers impacted",
        "users impacted",
        "how many customers were affected",
        "how many users were affected",
        "how many customers were impacted",
        "how many users were impacted",
    ]);
    incident.impact.segment = stated(&[
        "segment",
        "customer segment",
        "affected segment",
        "user segment",
        "who was affected",
        "who was impacted",
    ]);
    incident.impact.not_affected = stated(&["not affected", "unaffected", "what was not affected"])
        .or_else(|| {
            texts.iter().find_map(|inline| {
                let range = sentences(inline)
                    .into_iter()
                    .find(|range| NOT_AFFECTED.is_match(&inline.text[range.clone()]))?;
                Some(Sourced::text(
                    flat(&inline.text[range.clone()]),
                    inline.span_of(range),
                ))
            })
        });
    incident.impact.slo = stated(&["slo", "slo impact", "sla", "service level objective"]);
    budget(context, &texts, incident);
    evidence(context, incident);
}

static NOT_AFFECTED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?:not affected|unaffected|not impacted|no (?:data|customer data) (?:was|were) lost|kept working|continued to work|remained (?:available|unaffected))\b",
    )
});

/// `from 94.2% remaining down to 91.1%`, `94 % → 91 %` beside the words "error budget".
static BUDGET: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"(?i)(\d+(?:\.\d+)?)\s?%[^%]{0,40}?(?:to|→|->|down to|until)\s+(\d+(?:\.\d+)?)\s?%")
});

fn budget(context: &Context<'_>, texts: &[&Inline], incident: &mut Incident) {
    let stated = context
        .fields
        .iter()
        .find(|field| field.name.contains("error budget"));
    if let Some(field) = stated
        && let Some(found) = BUDGET.captures(&field.value)
    {
        let percent = |index| Sourced::new(format!("{}%", &found[index]), field.source.clone());
        incident.impact.error_budget_before = Some(percent(1));
        incident.impact.error_budget_after = Some(percent(2));
        return;
    }
    for inline in texts.iter().filter(|inline| {
        let may_name = ["udget", "UDGET"]
            .iter()
            .any(|word| inline.text.contains(word));
        may_name && inline.text.to_lowercase().contains("error budget")
    }) {
        if let Some(found) = BUDGET.captures(&inline.text) {
            let percent = |index: usize| {
                let range = found.get(index).map_or(0..0, |group| group.range());
                Sourced::text(
                    format!("{}%", &inline.text[range.clone()]),
                    inline.span_of(range),
                )
            };
            incident.impact.error_budget_before = Some(percent(1));
            incident.impact.error_budget_after = Some(percent(2));
            return;
        }
    }
}

/// Links to dashboards, logs, traces and chats, told by their address or their words.
static EVIDENCE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)grafana|kibana|datadog|splunk|dashboard|sentry|jaeger|honeycomb|newrelic|cloudwatch|stackdriver|\blogs?\b|\btraces?\b|slack|zulip|discord|gitter|graph|snapshot",
    )
});

fn evidence(context: &Context<'_>, incident: &mut Incident) {
    for part in &context.outline.parts {
        for block in &part.blocks {
            let block: &Block = block.borrow();
            match &block.kind {
                BlockKind::Paragraph(inline) => links(inline, incident),
                BlockKind::List { items, .. } => {
                    let leads = items.iter().filter_map(Item::lead);
                    leads.for_each(|lead| links(lead, incident));
                }
                _ => {}
            }
        }
    }
}

fn links(inline: &Inline, incident: &mut Incident) {
    let linked: Vec<(&str, Range<usize>)> = inline
        .links()
        .map(|(url, range)| (url, range.clone()))
        .collect();
    let bare: Vec<Range<usize>> = refs::addresses(&inline.text)
        .filter(|bare| !linked.iter().any(|(_, range)| range.contains(&bare.start)))
        .collect();
    let bare = bare
        .into_iter()
        .map(|range| (&inline.text[range.clone()], range));
    for (url, range) in linked.iter().cloned().chain(bare) {
        let label = inline.text[range.clone()].trim();
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if is_web
            && (EVIDENCE.is_match(url) || EVIDENCE.is_match(label))
            && !incident.evidence.iter().any(|known| known.url == url)
        {
            incident.evidence.push(Evidence {
                label: flat(label),
                url: url.to_string(),
                span: inline.span_of(range.clone()),
            });
        }
    }
}
