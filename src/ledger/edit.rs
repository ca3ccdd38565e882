//! Changes `actions.toml` and keeps its comments and its order.

use crate::model::{ActionItem, ActionState, Incident};
use chrono::NaiveDate;
use toml_edit::{DocumentMut, Item, Table, TableLike, Value, value};

/// What `kb actions set` is told.
#[derive(Debug, Default)]
pub struct Change<'a> {
    pub state: Option<ActionState>,
    pub note: Option<&'a str>,
    pub closed: Option<NaiveDate>,
    pub verified: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
}

/// An action with its incident.
pub type Placed<'a> = (&'a Incident, &'a ActionItem);

/// Reads the file for changing it.
///
/// # Errors
/// What keeps it from being read: a file that is broken is not written over.
pub fn document(text: &str) -> Result<DocumentMut, String> {
    text.parse::<DocumentMut>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        match before.map(|before| before.matches('\n').count() + 1) {
            Some(line) => format!("line {line}: {}", error.message().trim()),
            None => error.message().trim().to_string(),
        }
    })
}

/// Pins the ids of actions to their words: new ones at the end, those that are there with their words of today. Gives the
/// number of new pins and of those with new words.
pub fn pin(document: &mut DocumentMut, actions: &[Placed<'_>]) -> (usize, usize) {
    let (mut new, mut changed) = (0, 0);
    for (incident, action) in actions {
        let is_there = document.contains_key(&action.id);
        if action.named && !is_there {
            continue;
        }
        let Some(table) = table(document, &action.id) else {
            continue;
        };
        let before = pinned(table);
        let (incident, text) = (incident.id.value.as_str(), action.text.value.as_str());
        put(table, "incident", incident.into());
        put(table, "text", text.into());
        match before {
            _ if !is_there => new += 1,
            (known, words) if !words.is_empty() && (known != incident || words != text) => {
                changed += 1;
            }
            _ => {}
        }
    }
    (new, changed)
}

/// Notes what became of an action; `false`: the place of its id in the file is taken by something else.
pub fn set(document: &mut DocumentMut, placed: Placed<'_>, change: &Change<'_>) -> bool {
    let (incident, action) = placed;
    if !action.named {
        pin(document, &[(incident, action)]);
    }
    let Some(table) = table(document, &action.id) else {
        return false;
    };
    if let Some(state) = change.state {
        put(table, "state", state.name().into());
    }
    let days = [
        ("closed", change.closed),
        ("verified", change.verified),
        ("due", change.due),
    ];
    for (name, day) in days {
        if let Some(day) = day.and_then(|day| day.to_string().parse::<toml_edit::Datetime>().ok()) {
            put(table, name, day.into());
        }
    }
    if let Some(note) = change.note {
        let name = if table.contains_key("reason") {
            "reason"
        } else {
            "note"
        };
        put(table, name, note.into());
    }
    // Whatever is open again was not closed.
    if change.state.is_some_and(|state| !super::is_closed(state)) {
        table.remove("closed");
        table.remove("verified");
    }
    true
}

fn table<'d>(document: &'d mut DocumentMut, id: &str) -> Option<&'d mut dyn TableLike> {
    document
        .entry(id)
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_like_mut()
}

fn pinned(table: &dyn TableLike) -> (String, String) {
    let text = |name: &str| {
        table
            .get(name)
            .and_then(Item::as_str)
            .unwrap_or_default()
            .to_string()
    };
    (text("incident"), text("text"))
}

/// Sets a value in its place: what stands around it stays.
fn put(table: &mut dyn TableLike, name: &str, new: Value) {
    match table.get_mut(name).and_then(Item::as_value_mut) {
        Some(old) => {
            let around = old.decor().clone();
            *old = new;
            *old.decor_mut() = around;
        }
        None => {
            table.insert(name, value(new));
        }
    }
}
