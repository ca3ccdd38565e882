//! GitLab: issues and merge requests of its REST API.

use super::forge::{self, Forge, State, labelled};
use super::{Format, Kind, Reading, Ticket};
use crate::model::ActionState;
use crate::values::Node;

/// See the head of this file.
pub static FORMAT: Format = Format {
    name: "GitLab",
    is: |item| item.get("iid").is_some() && item.get("state").is_some(),
    ticket,
};

const FORGE: Forge = Forge {
    kind: Kind::GitLab,
    number: "iid",
    address: &["web_url"],
    opened: &["created_at"],
    closed: &["closed_at", "merged_at"],
    handle: "username",
};

fn ticket(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    forge::ticket(reading, item, &FORGE, |_, word, url| state(item, word, url))
}

fn state(item: &Node, word: &str, url: &str) -> State {
    match word {
        "opened" | "locked" if labelled(item, &["doing", "in progress", "in dev"]) => {
            (Some(ActionState::InProgress), None)
        }
        "opened" | "locked" => (Some(ActionState::Open), None),
        "merged" => (Some(ActionState::Done), None),
        "closed" if url.contains("/merge_requests/") => (
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
    }
}
