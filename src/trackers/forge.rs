//! What GitHub and GitLab have in common: numbered items with an address, labels and assignees.

use super::{Kind, Reading, Reference, Ticket};
use crate::model::ActionState;
use crate::values::Node;

/// How one of them names things.
pub struct Forge {
    pub kind: Kind,
    pub number: &'static str,
    pub address: &'static [&'static str],
    pub opened: &'static [&'static str],
    pub closed: &'static [&'static str],
    /// Of an assignee.
    pub handle: &'static str,
}

/// A state, and why it is so.
pub type State = (Option<ActionState>, Option<&'static str>);

/// Reads an item; `state` understands the word of its state, beside its address.
pub fn ticket(
    reading: &mut Reading<'_>,
    item: &Node,
    forge: &Forge,
    state: impl FnOnce(&mut Reading<'_>, &str, &str) -> State,
) -> Option<Ticket> {
    let (number, number_span) = reading.text(item, &[forge.number])?;
    let address = reading.text(item, forge.address);
    let named = address.map(|(url, _)| Reference::of(url));
    let reference = match named.filter(|reference| reference.kind == forge.kind) {
        Some(reference) => reference,
        None => Reference::new(forge.kind, reading.project.as_deref()?, number),
    };
    let (word, state_span) = reading.text(item, &["state"])?;
    let url = address.map_or("", |(url, _)| url);
    let (state, reason) = state(reading, word, url);
    if state.is_none() {
        reading.unknown_state(state_span);
    }
    let assignees = item.get("assignees").map(Node::items).unwrap_or_default();
    let assignees = assignees.iter().copied().chain(item.get("assignee"));
    Some(Ticket {
        url: address.map(|(url, _)| url.to_string()),
        state,
        state_span,
        reason: reason.map(str::to_string),
        opened: reading.day(item, forge.opened),
        closed: reading.day(item, forge.closed),
        due: reading.day(item, &["due_date"]),
        priority: None,
        team: reading.team(assignees.filter_map(|who| who.get(forge.handle)?.text())),
        title: reading.title(item, "title"),
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
