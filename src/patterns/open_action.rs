//! What happened again while an action item against it was still open.
//!
//! Claimed only with dates on both sides: the action answers what both incidents share, it existed before the second one,
//! and text, tracker or side file say that it was closed afterwards or is not done. Everything else could not be
//! determined, and is in no count. `proposed`, `wont_do` and `unknown` are not open.

use super::asked_again::{ActionAt, Keys, Request};
use super::similar::Kind;
use super::similar::places::Places;
use super::terms::{Term, Terms};
use super::{Patterns, similar};
use crate::ledger;
use crate::model::{ActionItem, ActionState, Corpus, Factor, Incident};
use crate::read::Input;
use chrono::NaiveDate;
use rayon::prelude::*;
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
    places: &Places,
    keys: &Keys<'_>,
    stop: &FxHashSet<Term>,
) -> Vec<OpenAction> {
    let counted = corpus.counted().count();
    let specific = patterns.all.iter();
    let specific = specific.filter(|pattern| similar::facts::is_specific(pattern, counted));
    let known = Known {
        corpus,
        patterns,
        places,
        keys,
        again: again(corpus, &patterns.asked_again),
        specific: specific
            .map(|pattern| pattern.category.key.as_str())
            .collect(),
    };
    let fresh = || Terms::new(&input.config.search.language, stop);
    let newest_first = (0..corpus.incidents.len()).into_par_iter().rev();
    let found: Vec<Vec<OpenAction>> = newest_first
        .map_init(fresh, |terms, later| known.before(later, terms))
        .collect();
    found.into_iter().flatten().collect()
}

/// What all incidents are looked at with.
struct Known<'a> {
    corpus: &'a Corpus,
    patterns: &'a Patterns,
    places: &'a Places,
    keys: &'a Keys<'a>,
    /// Which earlier actions each incident asks for again, sorted.
    again: Vec<Vec<ActionAt>>,
    /// Keys of the patterns that few incidents show.
    specific: FxHashSet<&'a str>,
}

impl Known<'_> {
    /// The actions that were there before one incident.
    fn before(&self, later: usize, terms: &mut Terms<'_>) -> Vec<OpenAction> {
        let incident = &self.corpus.incidents[later];
        let date = incident.date.as_ref().map(|date| date.value);
        let Some(date) = date.filter(|_| incident.counts()) else {
            return Vec::new();
        };
        let again = &self.again[later];
        let links = self.patterns.similar[later].iter();
        let mut earlier: BTreeSet<usize> = links
            .filter(|link| link.other < later && link.kind != Kind::SameIncident)
            .map(|link| link.other)
            .collect();
        // The same request in the same place is a link of its own.
        let asked = again.chunk_by(|a, b| a.incident == b.incident);
        let asked = asked.map(|of_one| of_one[0].incident);
        earlier.extend(asked.filter(|&other| self.places.same(later, other)));
        let mut found = Vec::new();
        for other in earlier {
            let before = &self.corpus.incidents[other];
            for (action, item) in before.actions.iter().enumerate() {
                let at = ActionAt {
                    incident: other,
                    action,
                };
                let Some(waited) = state_on(before, item, date) else {
                    continue;
                };
                let bearing = if again.binary_search(&at).is_ok() {
                    Some(Bearing::AskedAgain)
                } else if self.keys.of(at).is_some_and(|key| names(incident, key)) {
                    Some(Bearing::Named)
                } else {
                    answers(&self.specific, before, item, incident, terms)
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
        found
    }
}

/// Which earlier actions each incident asks for again, sorted.
fn again(corpus: &Corpus, requests: &[Request]) -> Vec<Vec<ActionAt>> {
    let mut again = vec![Vec::new(); corpus.incidents.len()];
    for request in requests {
        // Of a wish that stands in every retrospective the nearest ones say enough.
        for (index, at) in request.actions.iter().enumerate() {
            for before in request.actions[..index].iter().rev().take(8) {
                if before.incident != at.incident {
                    again[at.incident].push(*before);
                }
            }
        }
    }
    for asked in &mut again {
        asked.sort_unstable();
        asked.dedup();
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

/// Whether a document names an action, by its key, where it tells why or what is to be done.
fn names(incident: &Incident, key: &str) -> bool {
    let holds = |text: &str| {
        text.match_indices(key).any(|(at, _)| {
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
