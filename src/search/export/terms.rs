//! All words of the index in order, each with its score in every document: the sum over the fields, as tantivy adds.

use crate::search::lengths::{Lengths, Statistics};
use std::ops::Range;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, TermInfo};
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermStreamer;
use tantivy::{DocSet, Score, Searcher, TERMINATED};

/// What is exported.
pub struct Source<'a> {
    pub searcher: &'a Searcher,
    pub lengths: &'a Lengths,
    /// Each with its weight.
    pub fields: Vec<(Field, Score)>,
    /// New numbers of documents, by segment and old number; none for deleted ones.
    pub ids: Vec<Vec<Option<u32>>>,
    pub documents: u32,
    /// Which fields know the order of their words.
    pub phrased: Vec<bool>,
}

/// A word in a document.
pub struct Posting {
    pub id: u32,
    pub score: Score,
    /// Of [`Term::positions`].
    pub positions: Range<usize>,
}

/// A word of the index; its buffers are used again for the next one.
#[derive(Default)]
pub struct Term {
    pub key: String,
    /// By document.
    pub postings: Vec<Posting>,
    /// Ascending in each posting. Fields follow one another with a gap, so that no phrase runs across.
    pub positions: Vec<u32>,
}

/// Where a word stands in one field of one segment.
struct Place {
    field: usize,
    segment: usize,
    inverted: Arc<InvertedIndexReader>,
    norms: FieldNormReader,
}

struct Found {
    id: u32,
    score: Score,
    positions: Range<usize>,
}

/// Calls back with every word, in the order of their bytes.
pub fn each(source: &Source<'_>, mut take: impl FnMut(&Term)) -> tantivy::Result<()> {
    let places = places(source)?;
    let mut streams: Vec<TermStreamer<'_>> = Vec::new();
    for place in &places {
        streams.push(place.inverted.terms().stream()?);
    }
    let mut open: Vec<bool> = streams.iter_mut().map(TermStreamer::advance).collect();
    let (total, weights) = weights(source)?;
    let bases = bases(source, &places);
    let mut term = Term::default();
    let mut found: Vec<Found> = Vec::new();
    let mut buffers = Buffers::default();
    loop {
        let keys = streams.iter().zip(&open).filter(|(_, open)| **open);
        let Some(key) = keys.map(|(stream, _)| stream.key()).min() else {
            return Ok(());
        };
        let key = key.to_vec();
        let here: Vec<usize> = (0..places.len())
            .filter(|&at| open[at] && streams[at].key() == key)
            .collect();
        found.clear();
        term.positions.clear();
        for field in 0..source.fields.len() {
            let infos: Vec<(&Place, TermInfo)> = here
                .iter()
                .filter(|&&at| places[at].field == field)
                .map(|&at| (&places[at], streams[at].value().clone()))
                .collect();
            let weight = &weights[field];
            let first = found.len();
            for (place, info) in infos {
                let option = match source.phrased[field] {
                    true => IndexRecordOption::WithFreqsAndPositions,
                    false => IndexRecordOption::WithFreqs,
                };
                let mut postings = place.inverted.read_postings_from_terminfo(&info, option)?;
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if let Some(id) = source.ids[place.segment][doc as usize] {
                        let start = term.positions.len();
                        if source.phrased[field] {
                            let base = bases[id as usize * source.fields.len() + field];
                            postings.positions_with_offset(base, &mut buffers.of_one);
                            term.positions.extend_from_slice(&buffers.of_one);
                        }
                        found.push(Found {
                            id,
                            score: weight
                                .score(place.norms.fieldnorm_id(doc), postings.term_freq()),
                            positions: start..term.positions.len(),
                        });
                    }
                    doc = postings.advance();
                }
            }
            let found = &mut found[first..];
            let rarity = rarity(found.len() as u64, total);
            found.iter_mut().for_each(|found| found.score *= rarity);
        }
        for at in here {
            open[at] = streams[at].advance();
        }
        let Ok(key) = String::from_utf8(key) else {
            continue;
        };
        term.key = key;
        gather(&mut term, &found, &mut buffers);
        if !term.postings.is_empty() {
            take(&term);
        }
    }
}

/// Memory that is used again for each word.
#[derive(Default)]
struct Buffers {
    of_one: Vec<u32>,
    order: Vec<u64>,
    positions: Vec<u32>,
}

/// Adds up the fields of each document.
fn gather(term: &mut Term, found: &[Found], buffers: &mut Buffers) {
    let Buffers {
        order, positions, ..
    } = buffers;
    // By document, then by field, in which order they were found: to sort numbers is quicker.
    order.clear();
    order.extend(
        (0..)
            .zip(found)
            .map(|(at, found)| u64::from(found.id) << 32 | at),
    );
    order.sort_unstable();
    std::mem::swap(&mut term.positions, positions);
    term.positions.clear();
    term.postings.clear();
    for at in order {
        let found = &found[(*at & u64::from(u32::MAX)) as usize];
        let start = term.positions.len();
        term.positions
            .extend_from_slice(&positions[found.positions.clone()]);
        match term.postings.last_mut() {
            Some(last) if last.id == found.id => {
                last.score += found.score;
                last.positions.end = term.positions.len();
            }
            _ => term.postings.push(Posting {
                id: found.id,
                score: found.score,
                positions: start..term.positions.len(),
            }),
        }
    }
}

fn places(source: &Source<'_>) -> tantivy::Result<Vec<Place>> {
    let mut places = Vec::new();
    for (segment, reader) in source.searcher.segment_readers().iter().enumerate() {
        for (field, &(handle, _)) in source.fields.iter().enumerate() {
            places.push(Place {
                field,
                segment,
                inverted: reader.inverted_index(handle)?,
                norms: reader.get_fieldnorms_reader(handle)?,
            });
        }
    }
    Ok(places)
}

/// The number of documents, and tantivy's weight of each field for a word that counts one: its table of lengths is the
/// same for all words.
fn weights(source: &Source<'_>) -> tantivy::Result<(u64, Vec<Bm25Weight>)> {
    let statistics = Statistics {
        searcher: source.searcher,
        lengths: source.lengths,
    };
    // Of no document no word is asked.
    let total = statistics.total_num_docs()?.max(1);
    let weight = |&(field, boost): &(Field, Score)| {
        let average = statistics.total_num_tokens(field)? as Score / total as Score;
        Ok(unit(total, average, boost))
    };
    let weights: tantivy::Result<_> = source.fields.iter().map(weight).collect();
    Ok((total, weights?))
}

/// tantivy's weight for a word that counts one.
pub fn unit(documents: u64, average_length: Score, boost: Score) -> Bm25Weight {
    let weight = Bm25Weight::for_one_term_without_explain(1, documents, average_length);
    weight.boost_by(boost / rarity(1, documents))
}

/// What a word counts that stands in so many documents, as tantivy has it.
pub fn rarity(count: u64, total: u64) -> Score {
    let others = total.saturating_sub(count) as Score;
    (1.0 + (others + 0.5) / (count as Score + 0.5)).ln()
}

/// The first position of each field in each document. Lengths are known roughly: the next larger one that can be told
/// apart is beyond the last position.
fn bases(source: &Source<'_>, places: &[Place]) -> Vec<u32> {
    let count = source.fields.len();
    let mut bases = vec![0; source.documents as usize * count];
    for place in places {
        for (doc, id) in source.ids[place.segment].iter().enumerate() {
            let Some(id) = id else { continue };
            let norm = place.norms.fieldnorm_id(doc as u32);
            let length = FieldNormReader::id_to_fieldnorm(norm.saturating_add(1));
            bases[*id as usize * count + place.field] = length.min(1 << 24) + 1;
        }
    }
    for document in bases.chunks_mut(count) {
        let mut next = 0;
        for base in document {
            next += std::mem::replace(base, next);
        }
    }
    bases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_what_tantivy_says() {
        let unit = unit(900, 55.0, 2.0);
        for count in [1, 7, 450, 899, 900] {
            let theirs = Bm25Weight::for_one_term_without_explain(count, 900, 55.0).boost_by(2.0);
            let ours = rarity(count, 900) * unit.score(40, 3);
            assert!((ours / theirs.score(40, 3) - 1.0).abs() < 1e-5);
        }
    }
}
