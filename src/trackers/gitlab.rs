//! GitLab: issues and merge requests of its REST API.

use super::github::labelled;
use super::{Format, Kind, Reading, Reference, Ticket};
use crate::model::ActionState;
use crate::values::Node;

/// See the head of this file.
pub static FORMAT: Format = Format {
    name: "GitLab",
    is: |item| item.get("iid").is_some() && item.get("state").is_some(),
    ticket,
};

fn ticket(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    let (number, number_span) = reading.text(item, &["iid"])?;
    let address = reading.text(item, &["web_url"]);
    let reference = address
        .map(|(url, _)| Reference::of(url))
        .filter(|reference| reference.kind == Kind::GitLab)
        .or_else(|| {
            Some(Reference::new(
                Kind::GitLab,
                reading.project.as_deref()?,
                number,
            ))
        })?;
    let (word, state_span) = reading.text(item, &["state"])?;
    let is_merge = address.is_some_and(|(url, _)| url.contains("/merge_requests/"));
    let (state, reason) = match word {
        "opened" | "locked" if labelled(item, &["doing", "in progress", "in dev"]) => {
            (Some(ActionState::InProgress), None)
        }
        "opened" | "locked" => (Some(ActionState::Open), None),
        "merged" => (Some(ActionState::Done), None),
        "closed" if is_merge => (
            Some(ActionState::WontDo),
            Some("closed without being merged"),
        ),
        "closed" if item.get("moved_to_id").is_some() => (
            Some(ActionState::Superseded),
            Some("moved to another project"),
        ),
        "closed" if labelled(item, &["wontfix", "won't fix", "wont-fix", "not planned"]) => {
            (Some(ActionState::WontDo), Some("closed as not planned"))
        }
        "closed" => (Some(ActionState::Done), None),
        _ => (None, None),
    };
    if state.is_none() {
        reading.unknown_state(state_span);
    }
    let assignees = item.get("assignees").map(Node::items).unwrap_or_default();
    let assignees = assignees.iter().copied().chain(item.get("assignee"));
    let team = reading.team(assignees.filter_map(|who| who.get("username")?.text()));
    Some(Ticket {
        url: address.map(|(url, _)| url.to_string()),
        state,
        state_span,
        reason: reason.map(str::to_string),
        opened: reading.day(item, &["created_at"]),
        closed: reading.day(item, &["closed_at", "merged_at"]),
        due: reading.day(item, &["due_date"]),
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
