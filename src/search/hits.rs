//! Runs a query and shows what it found.

use super::entry::Shown;
use super::excerpt::{self, Excerpt};
use super::index::SearchIndex;
use super::plan::{Plan, Strictness, plan};
use super::query;
use crate::model::Corpus;
use crate::read::Input;
use std::collections::{HashMap, HashSet};
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, Score, TantivyDocument};

/// An incident that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub shown: Shown,
    pub score: Score,
    pub excerpt: Excerpt,
}

/// The best hits, and how many there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    pub best: Vec<Hit>,
    pub total: usize,
    /// What the reader should know about the answer, as phrases.
    pub notes: Vec<String>,
}

impl SearchIndex {
    /// The best hits for what somebody typed. Any text is a query; where no document holds all words, the best partial
    /// ones come, and a note says so.
    pub fn search(&self, text: &str, limit: usize, input: &Input, corpus: &Corpus) -> Hits {
        let asked = query::read(text, |name| self.fields.filter(name).is_some());
        let mut planned = plan(&asked, self, Strictness::All);
        let mut total = self.count(&*planned.query);
        if total == 0 && asked.wanted.len() > 1 {
            let partial = plan(&asked, self, Strictness::Any);
            total = self.count(&*partial.query);
            if total > 0 && partial.ranked {
                planned = partial;
                planned
                    .notes
                    .push("no incident holds all of this; these hold a part".into());
            } else {
                total = 0;
            }
        }
        let words = self.marked(&asked);
        let files: HashMap<_, _> = corpus
            .incidents
            .iter()
            .map(|incident| (incident.source.as_str(), incident.file))
            .collect();
        let best = self
            .best(&planned, limit)
            .into_iter()
            .filter_map(|(score, address)| {
                let shown = self.shown(address)?;
                let file = files.get(shown.source.as_str())?;
                let excerpt = excerpt::of(&input.sources.get(*file).text, &words, self);
                Some(Hit {
                    shown,
                    score,
                    excerpt,
                })
            });
        Hits {
            best: best.collect(),
            total,
            notes: planned.notes,
        }
    }

    fn count(&self, query: &dyn Query) -> usize {
        self.searcher.search(query, &Count).unwrap_or_default()
    }

    /// By score, then newest first; equal ones by their key.
    fn best(&self, planned: &Plan, limit: usize) -> Vec<(Score, DocAddress)> {
        let mut found: Vec<(Score, DocAddress)> = if planned.ranked {
            let top = TopDocs::with_limit(limit.max(1)).order_by_score();
            self.searcher
                .search(&*planned.query, &top)
                .unwrap_or_default()
        } else {
            let all = self.searcher.search(&*planned.query, &DocSetCollector);
            all.unwrap_or_default()
                .into_iter()
                .map(|address| (0.0, address))
                .collect()
        };
        let place = |address: &DocAddress| {
            let shown = self.shown(*address);
            let day = shown.as_ref().and_then(|shown| shown.date.clone());
            (std::cmp::Reverse(day), shown.map(|shown| shown.url))
        };
        found.sort_by_cached_key(|(score, address)| {
            (std::cmp::Reverse(score.to_bits()), place(address))
        });
        found.truncate(limit);
        found
    }

    fn shown(&self, address: DocAddress) -> Option<Shown> {
        let document: TantivyDocument = self.searcher.doc(address).ok()?;
        let text = document.get_first(self.fields.shown)?.as_str()?.to_string();
        serde_json::from_str(&text).ok()
    }

    /// The tokens to mark, and the beginnings.
    fn marked(&self, asked: &query::Query) -> excerpt::Words {
        let mut words = excerpt::Words::default();
        for clause in asked.wanted.iter().flatten() {
            match clause {
                query::Clause::Words(text) | query::Clause::Phrase(text) => {
                    words
                        .stems
                        .extend(self.tokens(text).into_iter().map(|(_, word)| word));
                }
                query::Clause::Prefix(text) => words.beginnings.push(text.to_lowercase()),
                query::Clause::Filter(..) => {}
            }
        }
        let distinct: HashSet<_> = words.stems.drain(..).collect();
        words.stems = distinct.into_iter().collect();
        words.stems.sort();
        words
    }
}
