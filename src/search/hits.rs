//! Runs a query and shows what it found.

use super::entry::Shown;
use super::excerpt::{self, Excerpt};
use super::index::SearchIndex;
use super::lengths::Statistics;
use super::plan::{Plan, Strictness, plan};
use super::query;
use super::synonyms::Synonyms;
use crate::model::Corpus;
use crate::read::Input;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, Score, TantivyDocument};

/// So many equal scores are told apart.
const TIES: usize = 100;

/// An incident that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub shown: Shown,
    pub score: Score,
    pub excerpt: Excerpt,
    /// Words of the query that the incident does not hold.
    pub missing: Vec<String>,
}

/// The best hits, and how many there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    pub best: Vec<Hit>,
    pub total: usize,
    /// What the reader should know about the answer, as phrases.
    pub notes: Vec<String>,
}

/// Hits without their excerpts.
#[derive(Debug, Clone, Default)]
pub struct Ranked {
    pub best: Vec<(Score, Shown)>,
    /// For each of the best, what it does not hold; nothing where all hold everything.
    pub missing: Vec<Vec<String>>,
    pub total: usize,
    pub notes: Vec<String>,
    asked: query::Query,
}

impl SearchIndex {
    /// The best hits for what somebody typed. Any text is a query; where no document holds all words, the best partial
    /// ones come, and a note says so.
    pub fn search(&self, text: &str, limit: usize, input: &Input, corpus: &Corpus) -> Hits {
        let ranked = self.rank(text, limit, input);
        let words = self.marked(&ranked.asked);
        let files: FxHashMap<_, _> = corpus
            .incidents
            .iter()
            .map(|incident| (incident.source.as_str(), incident.file))
            .collect();
        let missing = ranked
            .missing
            .into_iter()
            .chain(std::iter::repeat(Vec::new()));
        let best = ranked
            .best
            .into_iter()
            .zip(missing)
            .filter_map(|((score, shown), missing)| {
                let file = files.get(shown.source.as_str())?;
                let excerpt =
                    excerpt::of(&crate::parse::words(input.sources.get(*file)), &words, self);
                Some(Hit {
                    shown,
                    score,
                    excerpt,
                    missing,
                })
            });
        let best = best.collect();
        let mut notes = ranked.notes;
        notes.extend(self.meant(&ranked.asked, corpus));
        Hits {
            best,
            total: ranked.total,
            notes,
        }
    }

    /// The same without a look at the documents.
    pub fn rank(&self, text: &str, limit: usize, input: &Input) -> Ranked {
        let known = |name: &str| self.fields.filter(name).is_some();
        let mut asked = query::read_on(text, Some(input.today), known);
        Synonyms::new(input).expand(&mut asked);
        let mut planned = plan(&asked, self, Strictness::All);
        let mut total = self.count(&*planned.query);
        let mut missing = Vec::new();
        if total == 0 && asked.wanted.len() > 1 {
            let partial = plan(&asked, self, Strictness::Any);
            if partial.ranked {
                total = self.count(&*partial.query);
            }
            if total > 0 {
                planned = partial;
                let note = "no incident holds all of this; these hold a part";
                planned.notes.push(note.into());
            }
        }
        let best = self.best(&planned, limit);
        if planned.strictness == Strictness::Any {
            missing = self.missing(&asked, &best);
        }
        let best = best.into_iter();
        Ranked {
            best: best
                .filter_map(|(score, address)| Some((score, self.shown(address)?)))
                .collect(),
            missing,
            total,
            notes: planned.notes,
            asked,
        }
    }

    /// Which of the words each hit does not hold.
    fn missing(&self, asked: &query::Query, best: &[(Score, DocAddress)]) -> Vec<Vec<String>> {
        let mut missing = vec![Vec::new(); best.len()];
        for alternatives in &asked.wanted {
            let Some(said) = alternatives.first().and_then(query::Clause::said) else {
                continue;
            };
            let one = query::Query {
                wanted: vec![alternatives.clone()],
                ..query::Query::default()
            };
            let planned = plan(&one, self, Strictness::All);
            let found = self.searcher.search(&*planned.query, &DocSetCollector);
            let found = found.unwrap_or_default();
            for (missing, (_, address)) in missing.iter_mut().zip(best) {
                if !found.contains(address) {
                    missing.push(said.clone());
                }
            }
        }
        missing
    }

    fn count(&self, query: &dyn Query) -> usize {
        self.searcher.search(query, &Count).unwrap_or_default()
    }

    /// By score, then newest first; equal ones by their key.
    fn best(&self, planned: &Plan, limit: usize) -> Vec<(Score, DocAddress)> {
        let mut found: Vec<(Score, DocAddress)> = if planned.ranked {
            // Equal ones at the end are cut by date, not by the index's own order.
            let top = TopDocs::with_limit(limit.max(1) + TIES).order_by_score();
            let statistics = Statistics {
                searcher: &self.searcher,
                lengths: &self.lengths,
            };
            self.searcher
                .search_with_statistics_provider(&*planned.query, &top, &statistics)
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
            self.mark(clause, &mut words);
        }
        let distinct: FxHashSet<_> = words.stems.drain(..).collect();
        words.stems = distinct.into_iter().collect();
        words.stems.sort();
        words
    }

    fn mark(&self, clause: &query::Clause, words: &mut excerpt::Words) {
        match clause {
            // The words of a phrase that nobody typed are too common to be marked alone.
            query::Clause::Like(text) if text.contains(' ') => {}
            query::Clause::Words(text)
            | query::Clause::Phrase(text)
            | query::Clause::Like(text) => {
                let tokens = self.tokens(text).into_iter();
                words.stems.extend(tokens.map(|(_, word)| word));
            }
            query::Clause::Prefix(text) => words.beginnings.push(text.to_lowercase()),
            query::Clause::Filter(..) => {}
            query::Clause::All(parts) => parts.iter().for_each(|part| self.mark(part, words)),
        }
    }
}
