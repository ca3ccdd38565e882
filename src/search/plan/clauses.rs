//! Each kind of clause in terms of tantivy's queries.

use crate::search::index::SearchIndex;
use crate::search::query::Clause;
use std::collections::BTreeSet;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

/// A prefix stands for so many words at most: the first in the alphabet.
const MOST_WORDS: usize = 100;

/// What means the same as a word counts half.
const LIKE: Score = 0.5;

impl SearchIndex {
    pub fn clause(&self, clause: &Clause, notes: &mut Vec<String>) -> Box<dyn Query> {
        match clause {
            Clause::Words(text) => self.words(text),
            Clause::Phrase(text) => self.phrase(text),
            Clause::Prefix(text) => self.prefix(text),
            Clause::Filter(name, value) => self.filter(name, value, notes),
            Clause::Like(text) => Box::new(BoostQuery::new(self.phrase(text), LIKE)),
            Clause::All(clauses) => {
                let all = clauses
                    .iter()
                    .map(|part| (Occur::Must, self.clause(part, notes)));
                Box::new(BooleanQuery::new(all.collect()))
            }
        }
    }

    /// A word; a code like `checkout-api` also where its parts stand together.
    fn words(&self, text: &str) -> Box<dyn Query> {
        let tokens = self.tokens(text);
        match tokens.as_slice() {
            [] => Box::new(EmptyQuery),
            [(_, word)] => self.anywhere(|field| term_query(field, word)),
            _ => {
                let wholes = tokens
                    .iter()
                    .filter(|(position, word)| {
                        tokens
                            .iter()
                            .any(|(p, w)| p == position && w != word && word.len() > w.len())
                    })
                    .map(|(_, word)| self.anywhere(|field| term_query(field, word)));
                let mut either: Vec<_> = wholes.collect();
                either.push(self.phrase(text));
                union(either)
            }
        }
    }

    /// Parts in this order, in one of the fields; ranked as its words are.
    fn phrase(&self, text: &str) -> Box<dyn Query> {
        let mut parts: Vec<(usize, String)> = Vec::new();
        for (position, word) in self.tokens(text) {
            // The whole of a code comes before its first part: the part counts.
            match parts.last_mut() {
                Some(last) if last.0 == position => last.1 = word,
                _ => parts.push((position, word)),
            }
        }
        match parts.as_slice() {
            [] => Box::new(EmptyQuery),
            [(_, word)] => self.anywhere(|field| term_query(field, word)),
            parts => {
                let together = self.fields.phrased().map(|(field, _)| {
                    let terms = parts
                        .iter()
                        .map(|(position, word)| (*position, Term::from_field_text(field, word)));
                    Box::new(PhraseQuery::new_with_offset(terms.collect())) as Box<dyn Query>
                });
                let together = union(together.collect());
                let filter: Box<dyn Query> = Box::new(ConstScoreQuery::new(together, 0.0));
                let words = parts.iter().map(|(_, word)| {
                    let anywhere = self.anywhere(|field| term_query(field, word));
                    (Occur::Should, anywhere)
                });
                let clauses = std::iter::once((Occur::Must, filter)).chain(words);
                Box::new(BooleanQuery::new(clauses.collect()))
            }
        }
    }

    fn prefix(&self, text: &str) -> Box<dyn Query> {
        let folded = text.to_lowercase();
        // Stems are shorter than what was typed: `monitori` begins as no stem does.
        let stem = self.tokens(text).pop().map(|(_, stem)| stem);
        let mut words = BTreeSet::new();
        for (field, _) in self.fields.texts {
            words.extend(self.terms(field, |term| term.starts_with(&folded), Some(&folded)));
        }
        let mut words: BTreeSet<_> = words.into_iter().take(MOST_WORDS).collect();
        words.extend(stem);
        let queries = words
            .into_iter()
            .map(|word| self.anywhere(|field| term_query(field, &word)));
        union(queries.collect())
    }

    /// A value by name: the same letters, else those that hold them.
    fn filter(&self, name: &str, value: &str, notes: &mut Vec<String>) -> Box<dyn Query> {
        let Some(field) = self.fields.filter(name) else {
            return Box::new(EmptyQuery);
        };
        let mut folded = crate::catalog::fold(value);
        if name.to_lowercase().starts_with("sev") && folded.chars().all(|c| c.is_ascii_digit()) {
            folded = format!("sev{folded}");
        }
        let mut values = self.terms(field, |term| term == folded, Some(&folded));
        if values.is_empty() {
            values = self.terms(field, |term| term.contains(&folded), None);
        }
        if values.is_empty() {
            let known = self.terms(field, |_| true, None);
            notes.push(match known.is_empty() {
                true => format!("no incident has a {name}"),
                false => {
                    let known: Vec<_> = known.into_iter().take(12).collect();
                    format!(
                        "no {name} is called `{value}`; there are: {}",
                        known.join(", ")
                    )
                }
            });
        }
        let any = union(
            values
                .iter()
                .map(|value| term_query(field, value))
                .collect(),
        );
        Box::new(ConstScoreQuery::new(any, 0.0))
    }

    /// The same query in all text fields, each with its weight.
    fn anywhere(&self, query: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
        let weighted = |&(field, weight): &(Field, Score)| {
            Box::new(BoostQuery::new(query(field), weight)) as Box<dyn Query>
        };
        union(self.fields.texts.iter().map(weighted).collect())
    }

    /// Position and text of a query's tokens, as documents are read.
    pub fn tokens(&self, text: &str) -> Vec<(usize, String)> {
        let mut tokens = Vec::new();
        if let Ok(mut analyzer) = self.index.tokenizer_for_field(self.fields.texts[0].0) {
            let mut stream = analyzer.token_stream(text);
            while let Some(token) = stream.next() {
                tokens.push((token.position, token.text.clone()));
            }
        }
        tokens
    }

    /// Terms of a field that fit; from a prefix on where one is given, until the first that does not begin so.
    fn terms(
        &self,
        field: Field,
        fits: impl Fn(&str) -> bool,
        prefix: Option<&str>,
    ) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(field) else {
                continue;
            };
            let range = inverted.terms().range().ge(prefix.unwrap_or_default());
            let Ok(mut stream) = range.into_stream() else {
                continue;
            };
            let mut here = 0;
            while here < MOST_WORDS && stream.advance() {
                let Ok(term) = std::str::from_utf8(stream.key()) else {
                    continue;
                };
                if prefix.is_some_and(|prefix| !term.starts_with(prefix)) {
                    break;
                }
                if fits(term) {
                    found.insert(term.to_string());
                    here += 1;
                }
            }
        }
        found
    }
}

fn term_query(field: Field, word: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, word);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

pub fn union(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}
