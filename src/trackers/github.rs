//! GitHub: `gh issue list --json …`, `gh pr list --json …`, the REST API and its search.

use super::forge::{self, Forge, State, labelled};
use super::{Format, Kind, Reading, Ticket};
use crate::model::ActionState;
use crate::values::Node;

/// See the head of this file.
pub static FORMAT: Format = Format {
    name: "GitHub",
    is: |item| item.get("number").is_some() && item.get("state").is_some(),
    ticket,
};

const FORGE: Forge = Forge {
    kind: Kind::GitHub,
    number: "number",
    address: &["html_url", "url"],
    opened: &["created_at", "createdAt"],
    closed: &["closed_at", "closedAt"],
    handle: "login",
};

fn ticket(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    let ticket = forge::ticket(reading, item, &FORGE, |reading, word, url| {
        state(reading, item, word, url)
    })?;
    // Where only the API's address is known, nobody can open it.
    let url = ticket.url.filter(|url| !url.contains("/repos/"));
    Some(Ticket { url, ..ticket })
}

fn state(reading: &mut Reading<'_>, item: &Node, word: &str, url: &str) -> State {
    let why = reading.text(item, &["state_reason", "stateReason"]);
    let why = why.map(|(why, _)| why.to_lowercase());
    let pull = item.get("pull_request");
    let merged = reading.text(item, &["mergedAt", "merged_at"]).is_some()
        || pull.is_some_and(|pull| pull.get("merged_at").is_some());
    let is_pull = pull.is_some() || url.contains("/pull/");
    match (word.to_lowercase().as_str(), why.as_deref()) {
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
    }
}
