//! GitHub: `gh issue list --json …`, `gh pr list --json …`, the REST API and its search.

use super::{Format, Kind, Reading, Reference, Ticket};
use crate::model::ActionState;
use crate::values::Node;

/// See the head of this file.
pub static FORMAT: Format = Format {
    name: "GitHub",
    is: |item| item.get("number").is_some() && item.get("state").is_some(),
    ticket,
};

fn ticket(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    let (number, number_span) = reading.text(item, &["number"])?;
    let address = reading.text(item, &["html_url", "url"]);
    let reference = address
        .map(|(url, _)| Reference::of(url))
        .filter(|reference| reference.kind == Kind::GitHub)
        .or_else(|| {
            Some(Reference::new(
                Kind::GitHub,
                reading.project.as_deref()?,
                number,
            ))
        })?;
    let (word, state_span) = reading.text(item, &["state"])?;
    let why = reading.text(item, &["state_reason", "stateReason"]);
    let merged = reading.text(item, &["mergedAt", "merged_at"]).is_some()
        || item
            .get("pull_request")
            .and_then(|pull| pull.get("merged_at"))
            .is_some();
    let is_pull = item.get("pull_request").is_some()
        || address.is_some_and(|(url, _)| url.contains("/pull/"));
    let why = why.map(|(why, _)| why.to_lowercase());
    let (state, reason) = match (word.to_lowercase().as_str(), why.as_deref()) {
        ("open", _) if labelled(item, &["in progress", "in-progress", "doing", "wip"]) => {
            (Some(ActionState::InProgress), None)
        }
        ("open", _) => (Some(ActionState::Open), None),
        ("merged", _) => (Some(ActionState::Done), None),
        ("closed", Some("not_planned")) => {
            (Some(ActionState::WontDo), Some("closed as not planned"))
        }
        ("closed", Some("duplicate")) => {
            (Some(ActionState::Superseded), Some("closed as a duplicate"))
        }
        ("closed", _) if is_pull && !merged => (
            Some(ActionState::WontDo),
            Some("closed without being merged"),
        ),
        ("closed", _) => (Some(ActionState::Done), None),
        _ => (None, None),
    };
    if state.is_none() {
        reading.unknown_state(state_span);
    }
    let assignees = item.get("assignees").map(Node::items).unwrap_or_default();
    let assignees = assignees.iter().copied().chain(item.get("assignee"));
    let team = reading.team(assignees.filter_map(|who| who.get("login")?.text()));
    Some(Ticket {
        url: address
            .map(|(url, _)| url.to_string())
            .filter(|url| !url.contains("/repos/")),
        state,
        state_span,
        reason: reason.map(str::to_string),
        opened: reading.day(item, &["created_at", "createdAt"]),
        closed: reading.day(item, &["closed_at", "closedAt"]),
        due: None,
        priority: None,
        team,
        title: item
            .get("title")
            .and_then(Node::text)
            .filter(|_| reading.titles)
            .map(str::to_string),
        span: address.map_or(number_span, |(_, span)| span),
        reference,
    })
}

/// Whether a label says so.
pub fn labelled(item: &Node, words: &[&str]) -> bool {
    let labels = item.get("labels").map(Node::items).unwrap_or_default();
    labels.iter().any(|label| {
        let name = label
            .text()
            .or_else(|| label.get("name")?.text())
            .unwrap_or_default();
        let name = name.rsplit("::").next().unwrap_or(name).to_lowercase();
        words.contains(&name.as_str())
    })
}
