//! States as of a day: what was closed later was open then.

use crate::model::{ActionItem, ActionState, Sourced};
use chrono::NaiveDate;

/// What is said to be closed after today was still open today.
pub fn as_of(action: &mut ActionItem, today: NaiveDate) {
    let later =
        |date: &Option<Sourced<NaiveDate>>| date.as_ref().is_some_and(|date| date.value > today);
    if later(&action.verified) {
        action.verified = None;
        if action.state.value == ActionState::Verified {
            action.state.value = ActionState::Done;
        }
    }
    if later(&action.closed) {
        action.closed = None;
        if super::is_closed(action.state.value) {
            action.state.value = ActionState::Open;
        }
    }
}

/// Whether one source denies what another one claims. That a ticket was closed after a text was written is no
/// contradiction; that a text says "done" of an open ticket is one.
pub fn contradicts(claim: ActionState, said: ActionState) -> bool {
    use ActionState::*;
    matches!(
        (claim, said),
        (Done | Verified, Open | InProgress | WontDo | Superseded)
            | (WontDo, Open | InProgress | Done | Verified)
    )
}

/// Whether one source only says more about the other's state.
pub fn refines(more: ActionState, state: ActionState) -> bool {
    use ActionState::*;
    match (more, state) {
        (Verified, Done) | (InProgress, Open) | (WontDo, Superseded) => true,
        // What replaces it may be its ticket, in any state.
        (Superseded, _) => true,
        _ => false,
    }
}
