//! Words of trackers for what an action's state is.

use crate::model::ActionState::{self, *};

/// The state behind a word of any tracker or table.
pub fn of(word: &str) -> Option<ActionState> {
    let word: String = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let state = match word.as_str() {
        "open"
        | "opened"
        | "new"
        | "todo"
        | "backlog"
        | "reopened"
        | "notstarted"
        | "created"
        | "selectedfordevelopment"
        | "ready"
        | "triage"
        | "accepted"
        | "approved"
        | "planned" => Open,
        "inprogress" | "doing" | "started" | "indeterminate" | "inreview" | "review"
        | "intesting" | "testing" | "underreview" | "active" | "wip" | "ongoing" | "blocked"
        | "waiting" | "onhold" => InProgress,
        "done" | "closed" | "resolved" | "completed" | "complete" | "fixed" | "merged"
        | "released" | "finished" | "implemented" | "yes" => Done,
        "verified" | "validated" => Verified,
        "wontdo" | "wontfix" | "notplanned" | "rejected" | "declined" | "abandoned"
        | "cancelled" | "canceled" | "obsolete" | "cannotreproduce" | "invalid"
        | "wontimplement" => WontDo,
        "duplicate" | "superseded" | "moved" => Superseded,
        "proposed" | "idea" | "draft" => Proposed,
        _ => return None,
    };
    Some(state)
}

/// Whether a state ends a ticket.
pub fn is_closed(state: ActionState) -> bool {
    matches!(state, Done | Verified | WontDo | Superseded)
}
