//! Signs in front of a list's entries whose meaning the others of the list tell: ❌ among ✅ and ⏳.

use crate::extract::items::Entry;
use crate::model::{ActionItem, ActionState, Sourced};

/// Something is being done.
const AT_WORK: &[&str] = &["🚧", "🔄", "🟡", "🏗", "🛠"];
/// Something is still to come.
const AHEAD: &[&str] = &["⏳", "⌛", "🔲", "⬜", "☐", "🕒", "📅"];
/// Something is not done: yet, or at all.
const NOT: &[&str] = &["❌", "✖", "✗", "🚫", "⛔"];

/// Reads what a sign says beside the others. A ❌ among signs for what is still open is a decision not to do it, an ⏳
/// beside a sign for what is being done waits.
pub fn settle(entries: &[Entry<'_>], actions: &mut [ActionItem]) {
    let begins = |entry: &Entry<'_>, signs: &[&str]| {
        let text = entry.text.text.trim_start();
        !text.is_ascii() && signs.iter().any(|sign| text.starts_with(sign))
    };
    let any = |signs: &[&str]| entries.iter().any(|entry| begins(entry, signs));
    if entries.len() != actions.len() || !(any(NOT) || any(AHEAD)) {
        return;
    }
    let (at_work, ahead) = (any(AT_WORK), any(AHEAD));
    for (entry, action) in entries.iter().zip(actions) {
        let state = match action.state.value {
            ActionState::InProgress if at_work && begins(entry, AHEAD) => ActionState::Open,
            ActionState::Unknown if (at_work || ahead) && begins(entry, NOT) => ActionState::WontDo,
            _ => continue,
        };
        action.state = Sourced::text(state, entry.span);
        let words = action
            .text
            .value
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '`');
        action.text.value = words.to_string();
    }
}
