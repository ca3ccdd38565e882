//! What happened again while an action item against it was still open.
//!
//! Claimed only with dates on both sides: the action answers what both incidents share, it existed before the second one,
//! and text, tracker or side file say that it was closed afterwards or is not done. Everything else could not be
//! determined, and is in no count. `proposed`, `wont_do` and `unknown` are not open.

use super::asked_again::{ActionAt, Request, is_key};
use super::similar::Kind;
use super::terms::{Term, Terms};
use super::{Patterns, similar};
use crate::ledger;
use crate::model::{ActionItem, ActionState, Corpus, Factor, Incident};
use crate::read::Input;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// Why an action of the earlier incident bears on the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearing {
    /// The later document asks for it again, or names it.
    AskedAgain,
    Named,
    /// It answers a factor that both have; the factors' ids, earlier and later.
    Answers {
        earlier: String,
        later: String,
    },
}

/// An action item that was there before it happened again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAction {
    /// Index of the later incident.
    pub later: usize,
    pub at: ActionAt,
    pub bearing: Bearing,
    /// How many days it had waited; `None` where its state on that day could not be determined.
    pub waited: Option<i64>,
}

/// All such actions, of the newest incidents first.
pub fn find(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    stop: &FxHashSet<Term>,
) -> Vec<OpenAction> {
    let again = again(&patterns.asked_again);
    let mut terms = Terms::new(&input.config.search.language, stop);
    let counted = corpus.counted().count();
    let specific: FxHashSet<&str> = patterns
        .all
        .iter()
        .filter(|pattern| similar::facts::is_specific(pattern, counted))
        .map(|pattern| pattern.category.key.as_str())
        .collect();
    let mut found = Vec::new();
    for (later, incident) in corpus.incidents.iter().enumerate().rev() {
        let Some(date) = incident.date.as_ref().map(|date| date.value) else {
            continue;
        };
        if !incident.counts() {
            continue;
        }
        let mut earlier: BTreeSet<usize> = patterns.similar[later]
            .iter()
            .filter(|link| link.other < later && link.kind != Kind::SameIncident)
            .map(|link| link.other)
            .collect();
        // The same request in the same place is a link of its own.
        let asked = again.range(
            (
                later,
                ActionAt {
                    incident: 0,
                    action: 0,
                },
            )
                ..(
                    later + 1,
                    ActionAt {
                        incident: 0,
                        action: 0,
                    },
                ),
        );
        earlier.extend(asked.map(|(_, at)| at.incident).filter(|&other| {
            similar::same_incident::same_place(incident, &corpus.incidents[other])
        }));
        for other in earlier {
            let before = &corpus.incidents[other];
            for (action, item) in before.actions.iter().enumerate() {
                let at = ActionAt {
                    incident: other,
                    action,
                };
                let Some(waited) = state_on(before, item, date) else {
                    continue;
                };
                let bearing = if again.contains(&(later, at)) {
                    Some(Bearing::AskedAgain)
                } else if names(incident, item) {
                    Some(Bearing::Named)
                } else {
                    answers(&specific, before, item, incident, &mut terms)
                };
                if let Some(bearing) = bearing {
                    found.push(OpenAction {
                        later,
                        at,
                        bearing,
                        waited,
                    });
                }
            }
        }
    }
    found
}

/// Which earlier actions each incident asks for again.
fn again(requests: &[Request]) -> BTreeSet<(usize, ActionAt)> {
    let mut again = BTreeSet::new();
    for request in requests {
        // Of a wish that stands in every retrospective the nearest ones say enough.
        for (index, at) in request.actions.iter().enumerate() {
            for before in request.actions[..index].iter().rev().take(8) {
                if before.incident != at.incident {
                    again.insert((at.incident, *before));
                }
            }
        }
    }
    again
}

/// Whether an action was open on a day: `Some(Some(days waited))` where both sides have dates, `Some(None)` where that
/// could not be determined, `None` where it was not.
fn state_on(incident: &Incident, item: &ActionItem, day: NaiveDate) -> Option<Option<i64>> {
    let since = ledger::since(incident, item);
    if since.is_some_and(|since| since >= day) {
        return None;
    }
    let closed = item.closed.as_ref().map(|date| date.value);
    let open = match (item.state.value, closed) {
        (ActionState::WontDo | ActionState::Superseded | ActionState::Proposed, _) => return None,
        (_, Some(closed)) if closed <= day => return None,
        (ActionState::Done | ActionState::Verified, closed) => closed.is_some(),
        (ActionState::Open | ActionState::InProgress, _) => true,
        (ActionState::Unknown, _) => false,
    };
    Some(since.filter(|_| open).map(|since| (day - since).num_days()))
}

/// Whether a document names an action where it tells why or what is to be done.
fn names(incident: &Incident, item: &ActionItem) -> bool {
    let Some(key) = item.refs.iter().find(|key| is_key(key)) else {
        return false;
    };
    let holds = |text: &str| {
        text.match_indices(key.as_str()).any(|(at, _)| {
            let after = text[at + key.len()..].chars().next();
            let before = text[..at].chars().next_back();
            !after.is_some_and(|c| c.is_ascii_digit()) && !before.is_some_and(char::is_alphanumeric)
        })
    };
    incident
        .factors
        .iter()
        .any(|factor| holds(&factor.text.value))
        || incident.summary.iter().any(|summary| holds(&summary.value))
}

/// Whether an action answers a factor that both incidents have: a specific one, or in the same words.
fn answers(
    specific: &FxHashSet<&str>,
    before: &Incident,
    item: &ActionItem,
    incident: &Incident,
    terms: &mut Terms<'_>,
) -> Option<Bearing> {
    let answered = before
        .factors
        .iter()
        .filter(|factor| item.answers.contains(&factor.id));
    for earlier in answered {
        for later in &incident.factors {
            let mut shared = earlier
                .categories
                .iter()
                .filter(|key| later.categories.contains(key))
                .peekable();
            if shared.peek().is_some()
                && (shared.any(|key| specific.contains(key.as_str()))
                    || same_words(earlier, later, terms))
            {
                return Some(Bearing::Answers {
                    earlier: earlier.id.clone(),
                    later: later.id.clone(),
                });
            }
        }
    }
    None
}

fn same_words(this: &Factor, that: &Factor, terms: &mut Terms<'_>) -> bool {
    let mut read = |factor: &Factor| {
        let mut found = BTreeMap::new();
        terms.each(&factor.text.value, |term, _| {
            found.insert(term, ());
        });
        found
    };
    let (this, that) = (read(this), read(that));
    let shared = this.keys().filter(|term| that.contains_key(term)).count();
    shared >= 3 && shared * 2 >= this.len().min(that.len())
}
