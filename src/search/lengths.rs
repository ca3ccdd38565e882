//! How long fields are, for the ranking.
//!
//! tantivy counts tokens as they come, but estimates them where it merges documents away: equal documents would rank by
//! the history of their index. Here the rough length that is stored with each document is added up: always the same.
//! Documents that were deleted and are not merged away yet count in nothing.

use super::schema::Fields;
use std::collections::HashMap;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::TermInfo;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// Tokens of each text field.
#[derive(Debug, Default)]
pub struct Lengths(HashMap<Field, u64>);

impl Lengths {
    pub fn of(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let mut lengths = HashMap::new();
        for segment in searcher.segment_readers() {
            for (field, _) in fields.texts {
                let norms = segment.get_fieldnorms_reader(field)?;
                let tokens = segment.doc_ids_alive().map(|doc| norms.fieldnorm(doc));
                *lengths.entry(field).or_default() += tokens.map(u64::from).sum::<u64>();
            }
        }
        Ok(Self(lengths))
    }
}

/// What tantivy's ranking is told of an index.
pub struct Statistics<'a> {
    pub searcher: &'a Searcher,
    pub lengths: &'a Lengths,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match self.lengths.0.get(&field) {
            Some(&tokens) => Ok(tokens),
            None => self.searcher.total_num_tokens(field),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut sum = 0;
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term)? {
                sum += u64::from(documents(segment, &inverted, &info)?);
            }
        }
        Ok(sum)
    }
}

/// How many documents of a segment hold a word.
pub fn documents(
    segment: &SegmentReader,
    inverted: &InvertedIndexReader,
    info: &TermInfo,
) -> tantivy::Result<u32> {
    let Some(alive) = segment.alive_bitset() else {
        return Ok(info.doc_freq);
    };
    let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    Ok(postings.doc_freq_given_deletes(alive))
}
