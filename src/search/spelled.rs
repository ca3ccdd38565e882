//! Words that nobody wrote, and what may have been meant. `theme/js/search-core-more.js` finds the same.

use super::index::SearchIndex;
use super::query::{Clause, Query};
use crate::model::Corpus;
use std::collections::HashSet;
use tantivy::Term;

/// So many words can be meant: the commonest.
const MOST: usize = 12_000;
/// A pasted text is not put right.
const SLIPS: usize = 3;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;

/// The commonest words of a corpus, sorted, each with how common it is. Names of people are no words.
pub fn common<'a>(written: Vec<(&'a str, u32)>, corpus: &Corpus) -> Vec<(&'a str, u32)> {
    let people = people(corpus);
    let least = if corpus.incidents.len() > 200 { 2 } else { 1 };
    let mut words = written;
    words.retain(|(form, count)| {
        *count >= least
            && form.chars().count() >= SHORTEST
            && form.chars().all(char::is_alphabetic)
            && !people.contains(*form)
    });
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    words.truncate(MOST);
    words.sort_unstable();
    // Roughly: it only tells common words from rare ones.
    let words = words.into_iter();
    words.map(|(word, count)| (word, count.ilog2())).collect()
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

/// The word that is written most nearly so, the commonest of equally near ones: one slip in a short word, two in others.
fn nearest<'a>(word: &str, common: &[(&'a str, u32)]) -> Option<&'a str> {
    let length = word.chars().count();
    let mut least = if length > 5 { 3 } else { 2 };
    let mut best: Option<(&str, u32)> = None;
    for &(other, count) in common {
        if other.chars().count().abs_diff(length) >= least + usize::from(best.is_some()) {
            continue;
        }
        let far = strsim::osa_distance(word, other);
        let commoner = best.is_some_and(|(_, most)| far == least && count > most);
        if far < least || commoner {
            (best, least) = (Some((other, count)), far);
        }
    }
    best.map(|(word, _)| word)
}

impl SearchIndex {
    /// What may have been meant by words that no incident holds, as sentences.
    pub fn meant(&self, asked: &Query, corpus: &Corpus) -> Vec<String> {
        let clauses = asked.wanted.iter().flatten();
        let unknown = clauses.filter_map(|clause| self.unknown(clause));
        let unknown: Vec<String> = unknown.take(SLIPS).collect();
        if unknown.is_empty() {
            return Vec::new();
        }
        let common = common(self.vocabulary.counted(), corpus);
        let notes = unknown.iter().filter_map(|word| {
            let other = nearest(word, &common)?;
            Some(format!("did you mean `{other}` instead of `{word}`?"))
        });
        notes.collect()
    }

    /// A word that is in no text.
    fn unknown(&self, clause: &Clause) -> Option<String> {
        let Clause::Words(text) = clause else {
            return None;
        };
        let [(_, stem)] = &self.tokens(text)[..] else {
            return None;
        };
        let holds = |field| {
            let term = Term::from_field_text(field, stem);
            self.searcher.doc_freq(&term).unwrap_or_default() > 0
        };
        let known = self.fields.texts.iter().any(|&(field, _)| holds(field));
        let word = text.trim_matches(|c: char| !c.is_alphanumeric());
        (!known).then(|| word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_meant_and_of_equally_near_ones_the_commonest() {
        let common = [
            ("certificate", 3),
            ("lease", 1),
            ("least", 5),
            ("leash", 2),
            ("certify", 9),
        ];
        assert_eq!(nearest("certifcate", &common), Some("certificate"));
        assert_eq!(nearest("certifciate", &common), Some("certificate"));
        assert_eq!(nearest("leasz", &common), Some("least"));
        assert_eq!(nearest("lesaz", &common), None, "two slips in a short word");
        assert_eq!(nearest("zanzibar", &common), None);
        assert_eq!(nearest("", &common), None);
    }
}
