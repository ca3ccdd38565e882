//! Who and what was involved: authors (for the incident's own page only), services, teams, how it came to light.

pub mod named;

use super::Context;
use super::fields::Field;
use super::headings::{Meaning, words};
use super::items::sentences;
use crate::catalog::fold;
use crate::diagnostic::Diagnostic;
use crate::model::{DetectedBy, Incident, ServiceRole, ServiceUse, Source, Sourced};
use crate::parse::{Block, BlockKind};
use crate::span::Span;
use std::borrow::Borrow;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    incident.authors = names(context, AUTHORS);
    if incident.authors.is_empty() && context.field(&["subject"]).is_some() {
        // A mail has a sender.
        incident.authors = names(context, &["from"]);
    }
    services(context, incident);
    incident.teams = names(context, TEAMS)
        .into_iter()
        .map(|team| {
            team.map(|name| {
                context
                    .catalog
                    .team(&name)
                    .map_or(name, |known| known.name.clone())
            })
        })
        .collect();
    dedup(&mut incident.teams, |team| &team.value);
    incident.detected_by = detected_by(context);
}

const AUTHORS: &[&str] = &[
    "author",
    "authors",
    "document authors",
    "written by",
    "created by",
    "by",
    "postmortem author",
    "postmortem owner",
    "prepared by",
    "name s",
];
const TEAMS: &[&str] = &[
    "team",
    "teams",
    "owning team",
    "responsible team",
    "teams involved",
    "team involved",
    "extra team",
    "team attribution",
];
const SERVICES: &[&str] = &[
    "service",
    "services",
    "affected service",
    "affected services",
    "services affected",
    "service affected",
    "impacted service",
    "impacted services",
    "services impacted",
    "system",
    "systems",
    "affected system",
    "affected systems",
    "component",
    "components",
    "affected components",
    "service s affected",
    "service s",
    "product",
    "products",
    "application",
];
const ORIGINS: &[&str] = &[
    "origin",
    "origin service",
    "originating service",
    "service origin",
    "services origin",
    "source service",
    "root service",
];

/// The names that some facts list.
fn names(context: &Context<'_>, wanted: &[&str]) -> Vec<Sourced<String>> {
    let mut found: Vec<Sourced<String>> = Vec::new();
    for field in context.fields(wanted) {
        found.extend(
            split(&field.value).map(|name| Sourced::new(name.to_string(), field.source.clone())),
        );
    }
    dedup(&mut found, |name| &name.value);
    found
}

fn dedup<T>(values: &mut Vec<Sourced<T>>, name: impl Fn(&Sourced<T>) -> &str) {
    let mut seen = Vec::new();
    values.retain(|value| {
        let key = fold(name(value));
        let is_new = !key.is_empty() && !seen.contains(&key);
        seen.push(key);
        is_new
    });
}

/// The names in a value: separated by commas, semicolons, slashes with blanks, "and", line breaks. Sentences hold none.
fn split(value: &str) -> impl Iterator<Item = &str> {
    let count = |text: &str| text.split_whitespace().count();
    let mut pieces = value.split([',', ';', '\n', '|']);
    let is_sentence = count(value) > 30 && pieces.any(|piece| count(piece) > 8);
    let value = if is_sentence { "" } else { value };
    value
        .split([',', ';', '\n', '|'])
        .flat_map(|piece| piece.split(" and "))
        .flat_map(|piece| piece.split(" & "))
        .flat_map(|piece| piece.split(" / "))
        .map(|name| name.trim().trim_matches(['`', '*', '_', '.']).trim())
        .filter(|name| {
            let words = words(name);
            !words.is_empty()
                && words.len() <= 6
                && !matches!(
                    words.join(" ").as_str(),
                    "n a" | "na" | "none" | "tbd" | "unknown" | "all"
                )
        })
}

/// `Northern, Eastern Grids`: adjectives before a noun that they share name one thing.
fn shares_a_noun(value: &str) -> bool {
    let pieces: Vec<&str> = value.split([',', '&']).map(str::trim).collect();
    let Some((last, before)) = pieces.split_last() else {
        return false;
    };
    let is_adjective = |word: &str| {
        let ends = ["ern", "al", "ian", "ean", "ary", "ish", "ese"];
        word.starts_with(char::is_uppercase)
            && !word.contains(' ')
            && ends.iter().any(|end| word.ends_with(end))
    };
    let (adjective, noun) = last.split_once(' ').unwrap_or((last, ""));
    !before.is_empty()
        && before.iter().all(|piece| is_adjective(piece))
        && is_adjective(adjective)
        && noun.ends_with('s')
}

/// Whether a piece of running text names no service: "most of our tools", "users were affected".
fn is_prose(name: &str) -> bool {
    let words = words(name);
    let vague = [
        "all",
        "most",
        "some",
        "our",
        "any",
        "every",
        "various",
        "several",
        "other",
        "others",
        "multiple",
        "both",
        "many",
        "everything",
    ];
    let verbs = [
        "was", "were", "is", "are", "could", "had", "has", "did", "been",
    ];
    words
        .first()
        .is_some_and(|first| vague.contains(&first.as_str()))
        || words.iter().any(|word| verbs.contains(&word.as_str()))
}

fn services(context: &Context<'_>, incident: &mut Incident) {
    let mut add = |name: &str, role: Option<ServiceRole>, source: Source| {
        // A blank before the dot of a name is a slip: `GitLab .com`.
        let joined = name.replace(" .", ".");
        let name = joined.as_str();
        let known = context.catalog.service(name);
        let name = known
            .map_or(name, |service| service.name.as_str())
            .to_string();
        match incident
            .services
            .iter_mut()
            .find(|service| fold(&service.value.name) == fold(&name))
        {
            Some(service) => service.value.role = service.value.role.or(role),
            None => incident
                .services
                .push(Sourced::new(ServiceUse { name, role }, source)),
        }
    };
    for field in context.fields(ORIGINS) {
        split(&field.value)
            .for_each(|name| add(name, Some(ServiceRole::Origin), field.source.clone()));
    }
    // Front matter lists of tables: `- name: auth-service`, `role: origin`.
    let mut fields = context.fields.iter().peekable();
    while let Some(field) = fields.next() {
        if !matches!(field.name.as_str(), "services name" | "service name") || field.part.is_some()
        {
            continue;
        }
        let role = fields
            .next_if(|next| next.name.ends_with(" role"))
            .and_then(|next| role(&next.value));
        add(&field.value, role, field.source.clone());
    }
    for field in context.fields(SERVICES) {
        let affected = field.name.contains("affected") || field.name.contains("impacted");
        let names: Vec<&str> = match shares_a_noun(&field.value) {
            true => vec![field.value.trim()],
            false => split(&field.value).collect(),
        };
        for name in names {
            let (name, stated) = match name.split_once('(') {
                Some((name, note)) => (name.trim(), role(note)),
                None => (name, None),
            };
            // In running text only what the catalog knows is surely a service.
            let is_known = context.catalog.service(name).is_some();
            let is_name = words(name).len() <= 4 && !name.ends_with('.') && !is_prose(name);
            if is_known || is_name {
                add(
                    name,
                    stated.or(affected.then_some(ServiceRole::Affected)),
                    field.source.clone(),
                );
            }
        }
    }
    for (name, stated, span) in tabled(context) {
        add(&name, stated, Source::Text(span));
    }
    if incident.services.is_empty() {
        mentioned(context, incident);
    }
}

/// Tables of services: `| Service | Role |`.
fn tabled(context: &Context<'_>) -> Vec<(String, Option<ServiceRole>, Span)> {
    let mut found = Vec::new();
    for block in context.outline.parts.iter().flat_map(|part| &part.blocks) {
        let block: &Block = block.borrow();
        let BlockKind::Table { head, rows } = &block.kind else {
            continue;
        };
        let is_list = head.len() >= 2 && rows.len() >= 2;
        let names_services = head
            .first()
            .is_some_and(|cell| SERVICES.contains(&words(&cell.text).join(" ").as_str()));
        if is_list && names_services {
            for row in rows {
                let Some(name) = row
                    .cells
                    .first()
                    .filter(|cell| words(&cell.text).len() <= 4 && !cell.is_empty())
                else {
                    continue;
                };
                let stated = row.cells.iter().skip(1).find_map(|cell| role(&cell.text));
                found.push((name.text.trim().to_string(), stated, name.span));
            }
        }
    }
    found
}

fn role(text: &str) -> Option<ServiceRole> {
    let words = words(text);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["origin", "root", "source"]) {
        Some(ServiceRole::Origin)
    } else if has(&["affected", "impacted", "downstream"]) {
        Some(ServiceRole::Affected)
    } else {
        None
    }
}

/// Services of the catalog that title or summary name, where no fact lists any.
fn mentioned(context: &Context<'_>, incident: &mut Incident) {
    let title = incident.title.value.clone();
    let mut texts: Vec<(String, Source)> = vec![(title, incident.title.source.clone())];
    for part in context
        .outline
        .parts
        .iter()
        .filter(|part| part.within == Some(Meaning::Summary))
    {
        for block in &part.blocks {
            let block: &Block = block.borrow();
            if let BlockKind::Paragraph(inline) = &block.kind {
                texts.push((inline.text.clone(), Source::Text(inline.span)));
            }
        }
    }
    for service in context.catalog.services() {
        let names = std::iter::once(&service.name).chain(&service.aliases);
        let mention = names
            .flat_map(|name| texts.iter().filter(move |(text, _)| holds(text, name)))
            .next();
        if let Some((_, source)) = mention {
            let service = ServiceUse {
                name: service.name.clone(),
                role: None,
            };
            incident
                .services
                .push(Sourced::new(service, source.clone()));
        }
    }
}

/// Whether a text holds a name as whole words, in any case.
fn holds(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    text.match_indices(&name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        let is_edge =
            |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
        is_edge(before) && is_edge(after)
    })
}

const DETECTION: &[&str] = &[
    "detection",
    "detected by",
    "detection source",
    "detection method",
    "how detected",
    "detected via",
    "discovered by",
    "reported by",
    "incident detected by",
    "source of detection",
    "detection by",
];

/// Who or what noticed it first: a stated fact, else the first sentences of the section about detection.
fn detected_by(context: &Context<'_>) -> Option<Sourced<DetectedBy>> {
    let is_meant = |field: &&Field| {
        DETECTION.contains(&field.name.as_str())
            || field.name.starts_with("incident detected by ")
            || field.name.starts_with("how was the incident detected")
    };
    let stated = context.fields.iter().filter(is_meant).find_map(|field| {
        (field.value.len() <= 200)
            .then(|| noticed(&field.value))
            .flatten()
            .map(|by| Sourced::new(by, field.source.clone()))
    });
    stated.or_else(|| {
        let part = context.outline.within(Meaning::Detection).next()?;
        let inline =
            part.blocks
                .iter()
                .find_map(|block| match &Borrow::<Block>::borrow(block).kind {
                    BlockKind::Paragraph(inline) => Some(inline),
                    _ => None,
                })?;
        let range = sentences(inline).into_iter().next()?;
        noticed(&inline.text[range.clone()]).map(|by| Sourced::text(by, inline.span_of(range)))
    })
}

/// Reads who noticed; nothing where the words name several or none.
fn noticed(text: &str) -> Option<DetectedBy> {
    let words = words(text);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["not", "no", "didnt", "never", "failed"]) {
        return None;
    }
    let monitoring = has(&[
        "monitoring",
        "monitor",
        "monitors",
        "alert",
        "alerts",
        "alerting",
        "alarm",
        "alarms",
        "paged",
        "pager",
        "pagerduty",
        "prometheus",
        "dashboard",
        "probe",
        "uptime",
        "automated",
        "automatic",
        "check",
    ]);
    let customer = has(&[
        "customer",
        "customers",
        "user",
        "users",
        "client",
        "clients",
        "guest",
        "guests",
        "support",
        "ticket",
        "tickets",
    ]);
    let employee = has(&[
        "employee",
        "employees",
        "engineer",
        "engineers",
        "developer",
        "developers",
        "colleague",
        "colleagues",
        "staff",
        "team",
        "internally",
        "manual",
        "manually",
        "oncall",
        "qa",
    ]);
    let third = has(&[
        "vendor",
        "provider",
        "researcher",
        "partner",
        "third",
        "external",
    ]);
    match (monitoring, customer, employee, third) {
        (true, false, _, false) => Some(DetectedBy::Monitoring),
        (false, true, _, false) => Some(DetectedBy::Customer),
        (false, false, true, false) => Some(DetectedBy::Employee),
        (false, false, _, true) => Some(DetectedBy::ThirdParty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_and_sentences_are_not_names() {
        assert_eq!(
            split("Jane Okafor (@jane), Mikkel and `Noor`").collect::<Vec<_>>(),
            ["Jane Okafor (@jane)", "Mikkel", "Noor"]
        );
        assert_eq!(split("N/A").count(), 0);
        assert_eq!(split(&"Jane Okafor, ".repeat(16)).count(), 16);
        assert_eq!(
            split(&"it went on and on and on and on, ".repeat(6)).count(),
            0
        );
    }

    #[test]
    fn who_noticed_is_read_only_where_it_is_clear() {
        assert_eq!(
            noticed("Prometheus alert on error rate"),
            Some(DetectedBy::Monitoring)
        );
        assert_eq!(
            noticed("A customer wrote to us"),
            Some(DetectedBy::Customer)
        );
        assert_eq!(noticed("Neither customers nor alerts"), None);
        assert_eq!(noticed("No alert fired"), None);
    }
}
