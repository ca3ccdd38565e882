//! Lists that front matter or a side file states: factors and actions, as a whole or corrected one by one.

use super::actions::{due, state, wording};
use super::headings::words;
use super::items::flat;
use super::{Context, SourceOf, actions};
use crate::catalog::fold;
use crate::diagnostic::Diagnostic;
use crate::model::{ActionItem, Basis, Due, Factor, Incident, Sourced};
use crate::values::{Node, Value};

pub fn extract(context: &Context<'_>, incident: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    for (name, node, source) in context.lists() {
        match words(name).join(" ").as_str() {
            "factors" | "contributing factors" | "causes" | "root causes" => {
                factors(node, source, incident, diagnostics)
            }
            "actions" | "action items" => {
                self::actions(context, node, source, incident, diagnostics)
            }
            _ => {}
        }
    }
}

/// The words of an item that is a table, under one of the names that people give them.
fn told(item: &Node) -> Option<&str> {
    const NAMES: &[&str] = &[
        "text",
        "title",
        "action",
        "task",
        "item",
        "what",
        "factor",
        "cause",
        "name",
        "summary",
        "description",
    ];
    // Beside an id the other names correct what that has.
    let names = match item.get("id") {
        Some(_) => &NAMES[..1],
        None => NAMES,
    };
    names
        .iter()
        .find_map(|name| item.get(name).and_then(Node::text))
}

/// A list of texts is the list of factors; tables correct those that have their `id`, or add to them.
fn factors(
    node: &Node,
    source: SourceOf,
    incident: &mut Incident,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let items = node.items();
    if items.iter().any(|item| item.text().is_some()) {
        incident.factors.clear();
    }
    for item in items {
        let text = item.text().or_else(|| told(item));
        let id = item.get("id").and_then(Node::text);
        let categories: Option<Vec<String>> = item.get("categories").map(|list| {
            list.items()
                .iter()
                .filter_map(|item| item.text().map(str::to_string))
                .collect()
        });
        let known = incident
            .factors
            .iter_mut()
            .find(|factor| Some(factor.id.as_str()) == id);
        match (known, text) {
            (Some(factor), text) => {
                if let Some(text) = text {
                    factor.text = Sourced::new(text.to_string(), source(item.span));
                    factor.uncertain = false;
                }
                factor.stated_categories = categories.or(factor.stated_categories.take());
            }
            (None, Some(text)) => {
                let id = format!("f{}", incident.factors.len() + 1);
                let text = Sourced::new(text.to_string(), source(item.span));
                incident.factors.push(Factor {
                    id,
                    text,
                    uncertain: false,
                    categories: Vec::new(),
                    stated_categories: categories,
                });
            }
            (None, None) => diagnostics.push(unknown(item, "factor", id)),
        }
    }
}

/// Tables correct the action with their `id` or reference, or with the same words; others are added.
fn actions(
    context: &Context<'_>,
    node: &Node,
    source: SourceOf,
    incident: &mut Incident,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let near = incident.date.as_ref().map(|date| date.value);
    for item in node.items() {
        let text = item.text().or_else(|| told(item));
        let id = item
            .get("id")
            .or_else(|| item.get("ref"))
            .and_then(Node::text);
        let is_meant = |action: &ActionItem| match (id, text) {
            (Some(id), _) => action.id == id || action.refs.iter().any(|reference| reference == id),
            (None, Some(text)) => fold(&action.text.value).starts_with(&fold(text)),
            (None, None) => false,
        };
        let at = incident.actions.iter().position(is_meant);
        let action = match (at, text) {
            (Some(at), _) => &mut incident.actions[at],
            (None, Some(text)) => {
                let mut action = wording::blank(flat(text), item.span);
                action.text.source = source(item.span);
                action.named = id.is_some();
                action.id = id.map_or_else(
                    || format!("a{}", incident.actions.len() + 1),
                    str::to_string,
                );
                incident.actions.push(action);
                let last = incident.actions.len() - 1;
                &mut incident.actions[last]
            }
            (None, None) => {
                diagnostics.push(unknown(item, "action item", id));
                continue;
            }
        };
        if let Value::Map(fields) = &item.value {
            for (name, value) in fields {
                correct(context, action, name, value, source, near, diagnostics);
            }
        }
        wording::team(action, context);
    }
}

fn correct(
    context: &Context<'_>,
    action: &mut ActionItem,
    name: &str,
    node: &Node,
    source: SourceOf,
    near: Option<chrono::NaiveDate>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let order = context.reading.order;
    let text = node.text().unwrap_or_default().to_string();
    let sourced = || Some(Sourced::new(text.clone(), source(node.span)));
    let day =
        || due::of_cell(&text, order, near).map(|due| Sourced::new(due.on, source(node.span)));
    match words(name).join(" ").as_str() {
        "status" | "state" => match state::of_cell(&text.replace('_', " ")) {
            Some(state) => action.state = Sourced::new(state, source(node.span)),
            None => diagnostics.push(
                Diagnostic::warning(
                    "action-state-unknown",
                    node.span,
                    format!("`{text}` is no state of an action"),
                )
                .help("write proposed, open, in_progress, done, verified, wont_do or superseded"),
            ),
        },
        "owner" | "owners" | "assignee" | "assignees" | "who" | "responsible" => {
            action.owners = node
                .items()
                .iter()
                .filter_map(|item| {
                    item.text()
                        .map(|name| Sourced::new(name.to_string(), source(item.span)))
                })
                .collect();
            action.team = None;
        }
        "team" => action.team = Some(text),
        "due" | "due date" | "deadline" | "eta" | "when" => {
            action.due = due::of_cell(&text, order, near)
                .map(|due: Due| Sourced::new(due, source(node.span)))
        }
        "opened" | "opened at" | "created" => action.opened = day(),
        "closed" | "closed at" | "completed" => action.closed = day(),
        "verified" | "verified at" => action.verified = day(),
        "kind" | "type" => {
            action.kind = actions::group::kind(&words(&text))
                .map(|kind| Sourced::new(kind, source(node.span)));
        }
        "priority" => action.priority = sourced(),
        "size" => action.size = sourced(),
        "acceptance" => action.acceptance = sourced(),
        "initiative" => action.initiative = sourced(),
        "reason" => action.reason = sourced(),
        "url" | "link" => action.url = Some(text),
        "ticket" | "issue" | "tracker" => action.refs = vec![text],
        "refs" => {
            action.refs = node
                .items()
                .iter()
                .filter_map(|item| item.text().map(str::to_string))
                .collect()
        }
        "answers" => {
            action.answers = node
                .items()
                .iter()
                .filter_map(|item| item.text().map(str::to_string))
                .collect();
            action.answers_basis = Some(Basis::Stated);
        }
        "text" if action.text.value != text => action.text = Sourced::new(text, source(node.span)),
        _ => {}
    }
}

fn unknown(item: &Node, what: &str, id: Option<&str>) -> Diagnostic {
    let message = match id {
        Some(id) => format!("no {what} of this document is `{id}`"),
        None => format!("this {what} has neither an `id` nor a `text`"),
    };
    Diagnostic::warning("correction-without-target", item.span, message)
        .help("`kb inspect FILE` shows the ids")
}
