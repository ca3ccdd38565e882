//! `actions.toml`: what is known of actions without a tracker, and the ids that are pinned to their words.
//!
//! ```toml
//! [k3f9x2ab0c]
//! incident = "INC-2026-05-19-001"
//! text = "Limit the connection pool"
//! state = "verified"
//! closed = 2026-06-01
//! verified = 2026-07-01
//! ```

use super::day;
use crate::diagnostic::{Checked, Diagnostic};
use crate::extract::actions::state;
use crate::model::{ActionItem, ActionState, Due, Source, Sourced};
use crate::read::Input;
use crate::span::Span;
use crate::values::{Node, Value, toml_parts};
use chrono::NaiveDate;

/// What the file says about one action.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: String,
    /// Id of the incident, and the words, that the id is pinned to.
    pub incident: Option<String>,
    pub text: Option<String>,
    pub state: Option<Sourced<ActionState>>,
    pub reason: Option<Sourced<String>>,
    pub opened: Option<Sourced<NaiveDate>>,
    pub closed: Option<Sourced<NaiveDate>>,
    pub verified: Option<Sourced<NaiveDate>>,
    pub due: Option<Sourced<NaiveDate>>,
    pub team: Option<String>,
    pub span: Span,
}

impl Entry {
    /// Whether it says more than which words the id is pinned to.
    pub fn says_something(&self) -> bool {
        self.state.is_some()
            || self.closed.is_some()
            || self.verified.is_some()
            || self.due.is_some()
    }
}

const KEYS: &[&str] = &[
    "incident", "text", "state", "reason", "note", "opened", "closed", "verified", "due", "team",
];

/// Reads the project's file, as much of it as can be read.
pub fn read(input: &Input) -> Checked<Vec<Entry>> {
    let mut diagnostics = Vec::new();
    let Some(file) = input.actions else {
        return Checked::new(Vec::new(), diagnostics);
    };
    let (node, troubles) = toml_parts(file, &input.sources.get(file).text);
    for (why, range) in troubles {
        let found = Diagnostic::warning(
            "actions-file",
            Span::new(file, range),
            format!("this cannot be read: {why}"),
        );
        diagnostics.push(found.help("what else the file says holds"));
    }
    let mut entries = Vec::new();
    let Value::Map(tables) = node.value else {
        return Checked::new(entries, diagnostics);
    };
    for (id, table) in tables {
        match &table.value {
            Value::Map(fields) => entries.push(entry(id, fields, table.span, &mut diagnostics)),
            _ => diagnostics.push(
                Diagnostic::warning(
                    "actions-file",
                    table.span,
                    format!("`{id}` is {}, not an action's table", table.kind()),
                )
                .help("write `[id]` above what is known of an action; `kb actions` shows the ids"),
            ),
        }
    }
    Checked::new(entries, diagnostics)
}

fn entry(
    id: String,
    fields: &[(String, Node)],
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let mut entry = Entry {
        id,
        incident: None,
        text: None,
        state: None,
        reason: None,
        opened: None,
        closed: None,
        verified: None,
        due: None,
        team: None,
        span,
    };
    for (name, node) in fields {
        let text = node.text().unwrap_or_default();
        let source = Source::SideFile(node.span);
        let mut day = || {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            if day.is_none() {
                let found =
                    Diagnostic::warning("actions-file", node.span, format!("`{name}` is no day"));
                diagnostics.push(found.help("a day looks like 2026-05-03"));
            }
            day.map(|day| Sourced::new(day, Source::SideFile(node.span)))
        };
        match name.as_str() {
            "incident" => entry.incident = Some(text.to_string()),
            "text" => entry.text = Some(text.to_string()),
            "opened" => entry.opened = day(),
            "closed" => entry.closed = day(),
            "verified" => entry.verified = day(),
            "due" => entry.due = day(),
            "team" => entry.team = Some(text.to_string()),
            "reason" | "note" => entry.reason = Some(Sourced::new(text.to_string(), source)),
            "state" => match state::of_cell(&text.replace('_', " ")) {
                Some(state) => entry.state = Some(Sourced::new(state, source)),
                None => diagnostics.push(
                    Diagnostic::warning(
                        "action-state-unknown",
                        node.span,
                        format!("`{text}` is no state of an action"),
                    )
                    .help(
                        "write proposed, open, in_progress, done, verified, wont_do or superseded",
                    ),
                ),
            },
            _ => diagnostics.push(
                Diagnostic::warning(
                    "actions-file",
                    node.span,
                    format!("`{name}` says nothing about an action"),
                )
                .help(format!("known here: {}", KEYS.join(", "))),
            ),
        }
    }
    if entry.verified.is_some() && entry.state.is_none() {
        entry.state = entry
            .verified
            .as_ref()
            .map(|date| Sourced::new(ActionState::Verified, date.source.clone()));
    }
    entry
}

/// Puts what the file says in the place of what the text says.
pub fn apply(
    action: &mut ActionItem,
    entry: &Entry,
    today: NaiveDate,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if let Some(state) = &entry.state {
        let claimed = action.state.value;
        let asks = entry
            .closed
            .as_ref()
            .is_none_or(|closed| closed.value <= today);
        if day::contradicts(claimed, state.value) && !day::refines(state.value, claimed) && asks {
            diagnostics.push(differ(&action.state, state, "the text", "the side file"));
        }
        action.state = state.clone();
    } else if entry.closed.is_some() && !super::is_closed(action.state.value) {
        action.state = Sourced::new(ActionState::Done, Source::SideFile(entry.span));
    }
    action.reason = entry.reason.clone().or(action.reason.take());
    action.opened = entry.opened.clone().or(action.opened.take());
    action.closed = entry.closed.clone().or(action.closed.take());
    action.verified = entry.verified.clone().or(action.verified.take());
    action.team = entry.team.clone().or(action.team.take());
    if let Some(due) = &entry.due {
        let text = due.value.to_string();
        action.due = Some(Sourced::new(
            Due {
                on: due.value,
                text,
            },
            due.source.clone(),
        ));
    }
    day::as_of(action, today);
}

/// Two sources of one action's state that deny each other.
pub fn differ(
    claim: &Sourced<ActionState>,
    said: &Sourced<ActionState>,
    claimant: &str,
    sayer: &str,
) -> Diagnostic {
    let (claimed, state) = (claim.value.name(), said.value.name());
    let place = claim.source.span().or(said.source.span());
    let place = place.unwrap_or(Span::new(crate::span::FileId(0), 0..0));
    let message = format!("{claimant} says `{claimed}` of this action, {sayer} says `{state}`");
    let mut found = Diagnostic::warning("action-states-differ", place, message);
    if let Some(span) = said.source.span().filter(|span| *span != place) {
        found = found.label(span, format!("`{state}`"));
    }
    found.help(format!(
        "it counts as `{state}`; correct whichever is wrong"
    ))
}
