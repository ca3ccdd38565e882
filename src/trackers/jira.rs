//! Jira: the REST API's search, and the CSV that its web pages export.

use super::{Format, Kind, Reading, Reference, Ticket, states};
use crate::model::ActionState;
use crate::span::Span;
use crate::values::Node;

/// Issues of the REST API.
pub static REST: Format = Format {
    name: "Jira",
    is: |item| item.get("key").is_some() && item.get("fields").is_some(),
    ticket: rest,
};

/// Rows of an export.
pub static TABLE: Format = Format {
    name: "Jira CSV",
    is: |item| item.get("Issue key").is_some(),
    ticket: row,
};

fn rest(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    let (key, span) = reading.text(item, &["key"])?;
    let fields = item.get("fields")?;
    let status = fields.get("status")?;
    let category = status
        .get("statusCategory")
        .and_then(|category| reading.text(category, &["key"]));
    let name = reading.text(status, &["name"]);
    let resolution = fields
        .get("resolution")
        .and_then(|resolution| reading.text(resolution, &["name"]));
    let state_span = name.or(category).map_or(span, |(_, place)| place);
    let (state, reason) = state(
        name.map(|(name, _)| name),
        category.map(|(category, _)| category),
        resolution.map(|(resolution, _)| resolution),
    );
    if state.is_none() {
        reading.unknown_state(state_span);
    }
    let assignee = fields.get("assignee");
    let names = ["name", "displayName", "emailAddress"];
    let team = reading.team(names.iter().filter_map(|name| assignee?.get(name)?.text()));
    let base = item
        .get("self")
        .and_then(Node::text)
        .and_then(|url| Some(url.split_once("/rest/")?.0.to_string()));
    Some(Ticket {
        reference: reference(key)?,
        url: base.map(|base| format!("{base}/browse/{key}")),
        state,
        state_span,
        reason,
        opened: reading.day(fields, &["created"]),
        closed: reading.day(fields, &["resolutiondate"]),
        due: reading.day(fields, &["duedate"]),
        priority: fields
            .get("priority")
            .and_then(|priority| priority.get("name")?.text())
            .map(str::to_string),
        team,
        title: reading.title(fields, "summary"),
        span,
    })
}

fn row(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    let (key, span) = reading.text(item, &["Issue key"])?;
    let name = reading.text(item, &["Status"]);
    let category = reading.text(item, &["Status Category"]);
    let resolution = reading.text(item, &["Resolution"]);
    let state_span: Span = name.or(category).map_or(span, |(_, place)| place);
    let (state, reason) = state(
        name.map(|(name, _)| name),
        category.map(|(category, _)| category),
        resolution
            .map(|(resolution, _)| resolution)
            .filter(|resolution| *resolution != "Unresolved"),
    );
    if state.is_none() {
        reading.unknown_state(state_span);
    }
    let team = reading.team(
        ["Assignee", "Assignee Id"]
            .iter()
            .filter_map(|name| item.get(name)?.text()),
    );
    Some(Ticket {
        reference: reference(key)?,
        url: None,
        state,
        state_span,
        reason,
        opened: reading.day(item, &["Created"]),
        closed: reading.day(item, &["Resolved"]),
        due: reading.day(item, &["Due date", "Due Date"]),
        priority: item
            .get("Priority")
            .and_then(Node::text)
            .map(str::to_string),
        team,
        title: reading.title(item, "Summary"),
        span,
    })
}

fn reference(key: &str) -> Option<Reference> {
    Some(Reference::of(key)).filter(|reference| reference.kind == Kind::Jira)
}

/// A resolution says why, a category says whether; the name of a status is any team's own.
fn state(
    name: Option<&str>,
    category: Option<&str>,
    resolution: Option<&str>,
) -> (Option<ActionState>, Option<String>) {
    let category = category.and_then(states::of);
    let named = name.and_then(states::of);
    let state = category.or(named);
    let is_closed = state.is_some_and(states::is_closed);
    let resolved = resolution.and_then(states::of).filter(|_| is_closed);
    match (resolved, named) {
        (Some(state @ (ActionState::WontDo | ActionState::Superseded)), _) => (
            Some(state),
            resolution.map(|why| format!("closed as “{why}”")),
        ),
        // "Verified" or "Rejected" are closed by their category, and say more.
        (
            _,
            Some(named @ (ActionState::Verified | ActionState::WontDo | ActionState::Superseded)),
        ) if is_closed => (
            Some(named),
            name.map(|name| format!("closed as “{name}”"))
                .filter(|_| named != ActionState::Verified),
        ),
        _ => (state, None),
    }
}
