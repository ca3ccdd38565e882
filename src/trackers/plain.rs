//! Any table or list with a key or an address and a state: what other trackers export, or a sheet by hand.

use super::{Format, Reading, Reference, Ticket, states};
use crate::values::Node;

/// See the head of this file.
pub static FORMAT: Format = Format {
    name: "a table",
    is: |item| {
        KEYS.iter().chain(URLS).any(|name| item.get(name).is_some())
            && STATES
                .iter()
                .chain(CLOSED)
                .any(|name| item.get(name).is_some())
    },
    ticket,
};

const KEYS: &[&str] = &["key", "id", "ticket", "issue", "reference", "ref"];
const URLS: &[&str] = &["url", "link", "address"];
const STATES: &[&str] = &["state", "status"];
const OPENED: &[&str] = &["opened", "opened_at", "created", "created_at"];
const CLOSED: &[&str] = &["closed", "closed_at", "resolved", "completed", "done"];

fn ticket(reading: &mut Reading<'_>, item: &Node) -> Option<Ticket> {
    let address = reading.text(item, URLS);
    let key = reading.text(item, KEYS);
    let (name, span) = key.or(address)?;
    let closed = reading.day(item, CLOSED);
    let stated = reading.text(item, STATES);
    let state = match stated {
        Some((word, place)) => {
            let state = states::of(word);
            if state.is_none() {
                reading.unknown_state(place);
            }
            state
        }
        None => closed.map(|_| crate::model::ActionState::Done),
    };
    let team = reading.text(item, &["team"]).map(|(team, _)| {
        let known = reading.catalog.team(team);
        known.map_or(team.to_string(), |team| team.name.clone())
    });
    let assigned = ["assignee", "owner"]
        .iter()
        .filter_map(|name| item.get(name)?.text());
    Some(Ticket {
        // An address says more than a number beside it.
        reference: match address {
            Some((url, _)) => Some(Reference::of(url))
                .filter(|reference| reference.kind != super::Kind::Other || key.is_none())
                .unwrap_or_else(|| Reference::of(name)),
            None => Reference::of(name),
        },
        url: address.map(|(url, _)| url.to_string()),
        state,
        state_span: stated.map_or(span, |(_, place)| place),
        reason: reading
            .text(item, &["reason", "resolution"])
            .map(|(why, _)| why.to_string()),
        opened: reading.day(item, OPENED),
        closed,
        due: reading.day(item, &["due", "due_date"]),
        priority: reading
            .text(item, &["priority"])
            .map(|(priority, _)| priority.to_string()),
        team: team.or_else(|| reading.team(assigned)),
        title: reading.title(item, "title"),
        span,
    })
}
