//! The commonest words, for "did you mean". Names of people are no words.

use super::bytes::{number, word};
use super::forms::Forms;
use super::piece::Pieces;
use crate::model::Corpus;
use std::collections::HashSet;

const MOST: usize = 12_000;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;

/// Writes the words with the number of documents that hold each: word (after the last), number.
pub fn write(forms: &Forms<'_>, corpus: &Corpus, pieces: &mut Pieces<'_>) -> String {
    let people = people(corpus);
    let least = if corpus.incidents.len() > 200 { 2 } else { 1 };
    let mut words: Vec<(&str, u32)> = forms
        .values()
        .flatten()
        .copied()
        .filter(|(form, count)| {
            *count >= least
                && form.chars().count() >= SHORTEST
                && form.chars().all(char::is_alphabetic)
                && !people.contains(*form)
        })
        .collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    words.truncate(MOST);
    words.sort_unstable();
    let mut out = Vec::new();
    number(&mut out, words.len() as u32);
    let mut last = "";
    for (form, count) in words {
        pieces.note(form);
        word(&mut out, last, form);
        // Roughly: it only tells common words from rare ones.
        number(&mut out, count.ilog2());
        last = form;
    }
    pieces.add('s', out)
}

/// Words of the names of authors and owners.
fn people(corpus: &Corpus) -> HashSet<String> {
    let mut words = HashSet::new();
    for incident in &corpus.incidents {
        let owners = incident.actions.iter().flat_map(|action| &action.owners);
        for name in incident.authors.iter().chain(owners) {
            let parts = name.value.split(|c: char| !c.is_alphanumeric());
            words.extend(parts.map(str::to_lowercase));
        }
    }
    for incident in &corpus.incidents {
        for team in &incident.teams {
            for part in team.value.split(|c: char| !c.is_alphanumeric()) {
                words.remove(&part.to_lowercase());
            }
        }
    }
    words
}
