//! Words that mean the same: the built-in ones, the project's own, and the aliases of its services.
//!
//! A word that somebody types is searched together with the others of its group, which count half.

use super::query::{Clause, Query};
use crate::read::Input;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

const DEFAULT: &str = include_str!("synonyms.toml");

#[derive(Deserialize)]
#[serde(default)]
struct File {
    defaults: bool,
    same: Vec<Vec<String>>,
}

impl Default for File {
    fn default() -> Self {
        Self {
            defaults: true,
            same: Vec::new(),
        }
    }
}

/// Groups of words and phrases.
#[derive(Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    by_word: FxHashMap<String, Vec<usize>>,
    /// Words of the longest phrase.
    longest: usize,
}

impl Synonyms {
    /// Of a project. A file that cannot be understood adds nothing.
    pub fn new(input: &Input) -> Self {
        let own = input.synonyms.map(|file| &input.sources.get(file).text);
        let own: File = own
            .and_then(|text| toml::from_str(text).ok())
            .unwrap_or_default();
        let mut groups = own.same;
        for service in input.catalog.services() {
            let names = std::iter::once(&service.name).chain(&service.aliases);
            groups.push(names.cloned().collect());
        }
        if own.defaults {
            groups.extend(toml::from_str::<File>(DEFAULT).unwrap_or_default().same);
        }
        Self::of(groups)
    }

    fn of(groups: Vec<Vec<String>>) -> Self {
        let mut synonyms = Self::default();
        for group in groups {
            let mut group: Vec<String> = group.iter().map(|word| plain(word)).collect();
            group.retain(|word| !word.is_empty());
            let mut seen = FxHashSet::default();
            group.retain(|word| seen.insert(word.clone()));
            if group.len() < 2 {
                continue;
            }
            let index = synonyms.groups.len();
            for word in &group {
                let length = word.split(' ').count();
                synonyms.longest = synonyms.longest.max(length);
                synonyms
                    .by_word
                    .entry(word.clone())
                    .or_default()
                    .push(index);
            }
            synonyms.groups.push(group);
        }
        synonyms
    }

    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// Adds to each word of a query, and to words that stand together, what means the same.
    pub fn expand(&self, query: &mut Query) {
        let mut at = 0;
        while at < query.wanted.len() {
            let most = self.longest.min(query.wanted.len() - at);
            for length in (1..=most).rev() {
                let Some(words) = words(&query.wanted[at..at + length]) else {
                    continue;
                };
                let same = plain(&words.join(" "));
                let Some(groups) = self.by_word.get(&same) else {
                    continue;
                };
                let typed: Vec<Clause> = words.iter().map(|w| Clause::Words(w.clone())).collect();
                let mut seen = FxHashSet::from_iter([&same]);
                let all = groups.iter().flat_map(|&group| &self.groups[group]);
                let others = all.filter(|word| seen.insert(word));
                let mut alternatives = match typed.len() {
                    1 => typed,
                    _ => vec![Clause::All(typed)],
                };
                alternatives.extend(others.map(|word| Clause::Like(word.clone())));
                query.wanted.splice(at..at + length, [alternatives]);
                break;
            }
            at += 1;
        }
    }
}

/// The words of clauses that are one plain word each.
fn words(groups: &[Vec<Clause>]) -> Option<Vec<String>> {
    groups
        .iter()
        .map(|alternatives| match alternatives.as_slice() {
            [Clause::Words(word)] => Some(word.clone()),
            _ => None,
        })
        .collect()
}

/// Small letters, single blanks, nothing but letters and digits at the ends of words.
fn plain(text: &str) -> String {
    text.split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Clause::*;

    #[test]
    fn words_and_phrases_are_joined_by_what_means_the_same() {
        let synonyms = Synonyms::of(vec![vec!["OOM".into(), "out of memory".into()]]);
        let mut query = super::super::query::read("pod oom out of memory \"oom\"", |_| false);
        synonyms.expand(&mut query);
        let word = |text: &str| Words(text.into());
        assert_eq!(
            query.wanted,
            [
                vec![word("pod")],
                vec![word("oom"), Like("out of memory".into())],
                vec![
                    All(vec![word("out"), word("of"), word("memory")]),
                    Like("oom".into())
                ],
                vec![Phrase("oom".into())],
            ]
        );
    }

    #[test]
    fn the_built_in_words_are_well_formed() {
        let file: File = toml::from_str(DEFAULT).unwrap();
        let synonyms = Synonyms::of(file.same.clone());
        assert_eq!(synonyms.groups.len(), file.same.len());
        assert_eq!(
            synonyms.by_word.len(),
            file.same.iter().map(Vec::len).sum::<usize>(),
            "no word twice"
        );
    }
}
