//! Ids of actions: the author's, the pinned one, else a hash of incident and words. No two actions share one.

use super::likeness::{self, normal};
use super::side::Entry;
use crate::diagnostic::Diagnostic;
use crate::model::{ActionItem, Corpus};
use crate::span::{FileId, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Letters of ids that nobody wrote: none that is taken for another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Incident and action by index.
pub type Place = (usize, usize);

/// Gives every action its id; says which entry of the side file is about which action.
pub fn assign(
    corpus: &mut Corpus,
    entries: &[Entry],
    diagnostics: &mut Vec<Diagnostic>,
) -> HashMap<Place, usize> {
    let by_id: HashMap<&str, usize> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry.id.as_str(), at))
        .collect();
    // An id that is pinned is nobody else's, whether its words are found or not. One that somebody wrote down without
    // words is that of whoever has it anyway.
    let mut taken: FxHashMap<String, Option<Place>> = entries
        .iter()
        .filter(|entry| entry.text.is_some())
        .map(|entry| (entry.id.clone(), None))
        .collect();
    let mut owners = HashMap::new();
    let mut nameless: Vec<Place> = Vec::new();
    for at in places(corpus) {
        let action = &mut corpus.incidents[at.0].actions[at.1];
        action.short = action.id.clone();
        if !action.named {
            nameless.push(at);
            continue;
        }
        let id = action.id.clone();
        match taken.get(&id) {
            Some(Some(first)) => {
                let first = *first;
                diagnostics.push(is_taken(corpus, at, first));
                nameless.push(at);
            }
            _ => {
                if let Some(&entry) = by_id.get(id.as_str()) {
                    owners.insert(at, entry);
                }
                taken.insert(id, Some(at));
            }
        }
    }
    for (at, entry) in pinned(corpus, &nameless, entries, &owners) {
        let id = &entries[entry].id;
        corpus.incidents[at.0].actions[at.1].id = id.clone();
        taken.insert(id.clone(), Some(at));
        owners.insert(at, entry);
    }
    let mut wordless = Vec::new();
    nameless.retain(|at| !owners.contains_key(at));
    let hashed = |at: &Place, number| {
        let incident = &corpus.incidents[at.0];
        hashed(&incident.id.value, &incident.actions[at.1], number)
    };
    let first: Vec<String> = nameless.par_iter().map(|at| hashed(at, 0)).collect();
    let mut ids = Vec::with_capacity(first.len());
    for (at, first) in nameless.iter().zip(first) {
        let others = (1..).map(|number| hashed(at, number));
        let mut candidates = std::iter::once(first).chain(others);
        let free = candidates.find(|id| is_fit(id) && !taken.contains_key(id.as_str()));
        let id = free.unwrap_or_default();
        if let Some(&entry) = by_id.get(id.as_str()) {
            wordless.push((*at, entry));
        }
        taken.insert(id.clone(), Some(*at));
        ids.push(id);
    }
    for (at, id) in nameless.into_iter().zip(ids) {
        corpus.incidents[at.0].actions[at.1].id = id;
    }
    owners.extend(wordless);
    let used: HashSet<usize> = owners.values().copied().collect();
    let lost = entries
        .iter()
        .enumerate()
        .filter(|(at, entry)| !used.contains(at) && entry.says_something());
    diagnostics.extend(lost.map(|(_, entry)| {
        Diagnostic::warning(
            "action-unknown",
            entry.span,
            format!("no action has the id `{}`, nor words like those", entry.id),
        )
        .help("`kb actions` shows the ids; `kb actions pin` ties them to the words")
    }));
    owners
}

fn places(corpus: &Corpus) -> Vec<Place> {
    let incidents = corpus.incidents.iter().enumerate();
    incidents
        .flat_map(|(at, incident)| (0..incident.actions.len()).map(move |number| (at, number)))
        .collect()
}

/// Which nameless action has which pinned id: the most alike first, within the incident that the pin names; then those
/// whose incident has another name now, by the very words.
fn pinned(
    corpus: &Corpus,
    nameless: &[Place],
    entries: &[Entry],
    owners: &HashMap<Place, usize>,
) -> Vec<(Place, usize)> {
    let mut by_incident: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
    let owned: HashSet<usize> = owners.values().copied().collect();
    for (at, entry) in entries
        .iter()
        .enumerate()
        .filter(|(at, _)| !owned.contains(at))
    {
        let Some(text) = &entry.text else { continue };
        let words = normal(text);
        by_words.entry(words.clone()).or_default().push(at);
        if let Some(incident) = &entry.incident {
            by_incident.entry(incident).or_default().push((at, words));
        }
    }
    if by_words.is_empty() {
        return Vec::new();
    }
    let mut pairs: Vec<(i32, Place, usize)> = Vec::new();
    for &at in nameless {
        let incident = &corpus.incidents[at.0];
        let words = normal(&incident.actions[at.1].text.value);
        let names = [incident.id.value.as_str(), incident.slug.as_str()];
        let pins = names.iter().find_map(|name| by_incident.get(name));
        for (entry, pinned) in pins.into_iter().flatten() {
            let score = likeness::of(&words, pinned);
            if score >= likeness::SAME {
                pairs.push(((score * -10_000.0) as i32, at, *entry));
            }
        }
        for &entry in by_words.get(&words).into_iter().flatten() {
            pairs.push((1, at, entry));
        }
    }
    pairs.sort_unstable();
    let (mut placed, mut used) = (HashSet::new(), HashSet::new());
    let best = pairs.into_iter().filter(|(_, at, entry)| {
        let free = !placed.contains(at) && !used.contains(entry);
        if free {
            placed.insert(*at);
            used.insert(*entry);
        }
        free
    });
    best.map(|(_, at, entry)| (at, entry)).collect()
}

/// An id from incident and words; the number is for those that somebody has already.
fn hashed(incident: &str, action: &ActionItem, number: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(incident.as_bytes());
    hasher.update(&[0]);
    hasher.update(normal(&action.text.value).as_bytes());
    if number > 0 {
        hasher.update(&number.to_le_bytes());
    }
    let hash = hasher.finalize();
    let letters = hash.as_bytes()[..10].iter();
    letters
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}

/// What is all digits would be taken for a number.
fn is_fit(id: &str) -> bool {
    !id.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_taken(corpus: &Corpus, at: Place, first: Place) -> Diagnostic {
    let place = |(incident, action): Place| {
        let span = corpus.incidents[incident].actions[action]
            .text
            .source
            .span();
        span.unwrap_or(Span::new(FileId(0), 0..0))
    };
    let id = &corpus.incidents[at.0].actions[at.1].short;
    Diagnostic::note(
        "action-id-taken",
        place(at),
        format!("the id `{id}` belongs to another action"),
    )
    .label(place(first), "this one")
    .help("the ledger gives this one an id of its own")
}
