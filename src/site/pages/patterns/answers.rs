//! What has been decided about a pattern: the action items that answer it, with their states.

use crate::model::ActionState;
use crate::patterns::Pattern;
use crate::patterns::answering;
use crate::site::pages::across::ActionSeen;
use crate::site::{Site, words};
use serde::Serialize;

/// So many of the newest are shown.
const SHOWN: usize = 20;

#[derive(Serialize)]
pub struct Answers {
    factors: usize,
    linked: usize,
    total: usize,
    /// State and number, without states that none has.
    states: Vec<(&'static str, usize)>,
    actions: Vec<ActionSeen>,
    more: usize,
}

/// `None` for a pattern that quotes no factor.
pub fn view(site: &Site<'_>, root: &str, pattern: &Pattern) -> Option<Answers> {
    let found = answering::answers(pattern, site.corpus);
    if found.factors == 0 {
        return None;
    }
    let state = |at: &answering::ActionAt| {
        let incident = &site.corpus.incidents[at.incident];
        incident.actions[at.action].state.value
    };
    let states = ActionState::ALL
        .into_iter()
        .map(|wanted| {
            let count = found.actions.iter().filter(|at| state(at) == wanted);
            (words::state(wanted), count.count())
        })
        .filter(|(_, count)| *count > 0);
    Some(Answers {
        factors: found.factors,
        linked: found.linked,
        total: found.actions.len(),
        states: states.collect(),
        actions: found
            .actions
            .iter()
            .take(SHOWN)
            .map(|&at| site.action_seen(root, at))
            .collect(),
        more: found.actions.len().saturating_sub(SHOWN),
    })
}
