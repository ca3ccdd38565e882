//! From clauses to what tantivy runs.

mod clauses;

use super::index::SearchIndex;
use super::query::{Clause, Query as Asked};
use clauses::union;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query};

/// A query ready to run.
pub struct Plan {
    pub query: Box<dyn Query>,
    /// Whether anything in it is ranked; filters alone give the newest first.
    pub ranked: bool,
    pub strictness: Strictness,
    pub notes: Vec<String>,
}

/// How strictly words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    All,
    Any,
}

/// Plans a query. Filters and exclusions always hold; of the words all must, or any.
pub fn plan(asked: &Asked, search: &SearchIndex, strictness: Strictness) -> Plan {
    let mut notes = asked.notes.clone();
    let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut words: Vec<Box<dyn Query>> = Vec::new();
    for alternatives in &asked.wanted {
        let filters_only = alternatives
            .iter()
            .all(|clause| matches!(clause, Clause::Filter(..)));
        let queries = alternatives
            .iter()
            .map(|clause| search.clause(clause, &mut notes));
        let query = union(queries.collect());
        if filters_only {
            all.push((Occur::Must, query));
        } else {
            words.push(query);
        }
    }
    let ranked = !words.is_empty();
    match strictness {
        Strictness::All => all.extend(words.into_iter().map(|query| (Occur::Must, query))),
        Strictness::Any if ranked => all.push((Occur::Must, union(words))),
        Strictness::Any => {}
    }
    for clause in &asked.unwanted {
        all.push((Occur::MustNot, search.clause(clause, &mut notes)));
    }
    if all.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        let everything: Box<dyn Query> = match all.is_empty() {
            true => Box::new(EmptyQuery),
            false => Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0)),
        };
        all.push((Occur::Must, everything));
    }
    notes.dedup();
    Plan {
        query: Box::new(BooleanQuery::new(all)),
        ranked,
        strictness,
        notes,
    }
}
