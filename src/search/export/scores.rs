//! Documents of a word with their scores, as they stand in a piece.
//!
//! ```text
//! list:   distances; of more than 64: number of scores that occur, they ascending as distances;
//!         then a byte for each document: its score in 255ths of the best, of more than 64 its place among those that occur
//! first:  distances; scores
//! ```
//!
//! Scores are in 16320ths of the best, which two bytes hold. Few of them occur: lengths are known roughly, and most words
//! stand once or twice in a text. So a byte is enough for nearly exact sums, by which hits with nearly equal scores keep
//! tantivy's order.

use super::bytes::{ascending, number};
use super::terms::Posting;
use std::cmp::Reverse;

/// Lists up to this have no table: it would be as long as they.
const LONG: usize = 64;
const FINE: f32 = 16320.0;
/// Steps of one: no sum needs finer ones, and a word that nearly all documents hold counts little. Fewer scores occur then.
const STEPS: f32 = 512.0;
/// From a byte to [`FINE`].
const COARSE: u32 = 64;

/// The scores of a list, in its order.
pub struct Scores {
    /// Those that can be written, ascending; none where the list is short.
    table: Vec<u32>,
    /// What is written for each.
    bytes: Vec<u8>,
}

impl Scores {
    /// `best`: the best score × 1024, rounded up.
    pub fn of(postings: &[Posting], best: f32) -> Self {
        let share = |score: f32, parts: f32| (score * 1024.0 * parts / best).round();
        if postings.len() <= LONG {
            let bytes = postings
                .iter()
                .map(|posting| share(posting.score, 255.0).clamp(1.0, 255.0) as u8);
            return Self {
                table: Vec::new(),
                bytes: bytes.collect(),
            };
        }
        let exact: Vec<u32> = postings
            .iter()
            .map(|posting| (posting.score * STEPS).round() / STEPS)
            .map(|score| share(score, FINE).clamp(1.0, FINE) as u32)
            .collect();
        let mut table = exact.clone();
        table.sort_unstable();
        table.dedup();
        if let last @ 256.. = table.len() - 1 {
            table = (0..=255).map(|at| table[at * last / 255]).collect();
        }
        let nearest = |score: u32| {
            let above = table.partition_point(|&other| other < score);
            match (above.checked_sub(1), table.get(above)) {
                (Some(below), Some(&other)) if score - table[below] < other - score => below,
                (Some(below), None) => below,
                _ => above,
            }
        };
        Self {
            bytes: exact.iter().map(|&score| nearest(score) as u8).collect(),
            table,
        }
    }

    fn written(&self, at: usize) -> u32 {
        let byte = self.bytes[at];
        match self.table.get(usize::from(byte)) {
            Some(&score) => score,
            None => u32::from(byte) * COARSE,
        }
    }

    pub fn list(&self, out: &mut Vec<u8>, postings: &[Posting]) {
        ascending(out, postings.iter().map(|posting| posting.id));
        if !self.table.is_empty() {
            number(out, self.table.len() as u32);
            ascending(out, self.table.iter().copied());
        }
        out.extend_from_slice(&self.bytes);
    }

    /// So many with the best scores, of equal ones the newest.
    pub fn first(&self, out: &mut Vec<u8>, postings: &[Posting], count: usize) {
        let mut places: Vec<usize> = (0..postings.len()).collect();
        places.sort_unstable_by_key(|&at| Reverse((self.written(at), at)));
        places.truncate(count);
        places.sort_unstable();
        ascending(out, places.iter().map(|&at| postings[at].id));
        for at in places {
            number(out, self.written(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::bytes::read_ascending;
    use super::*;

    fn postings(scores: impl IntoIterator<Item = f32>) -> Vec<Posting> {
        let postings = (0..).zip(scores).map(|(id, score)| Posting {
            id,
            score,
            positions: 0..0,
        });
        postings.collect()
    }

    #[test]
    fn a_short_list_has_scores_of_a_byte() {
        let mut out = Vec::new();
        let postings = postings([10.0, 5.0, 0.0]);
        Scores::of(&postings, 10_240.0).list(&mut out, &postings);
        assert_eq!(out, [0, 1, 1, 255, 128, 1]);
    }

    #[test]
    fn a_long_list_has_a_table_of_its_scores() {
        let all = postings((0..100).map(|n| if n % 3 == 0 { 10.0 } else { 5.0 }));
        let scores = Scores::of(&all, 10_240.0);
        assert_eq!(scores.table, [8160, 16320]);
        let mut out = Vec::new();
        scores.first(&mut out, &all, 2);
        assert_eq!(out[..2], [96, 3], "the newest of equal ones");
        out.clear();
        scores.list(&mut out, &all);
        let numbers: Vec<u32> = read_ascending(&out[100..101]).collect();
        assert_eq!(numbers, [2], "entries of the table");
        assert_eq!(out[out.len() - 4..], [1, 0, 0, 1], "places in it");
    }

    #[test]
    fn of_more_scores_than_a_byte_can_tell_apart_the_nearest_is_written() {
        let all = postings((1..=2_000).map(|n| n as f32 / 200.0));
        let scores = Scores::of(&all, 10_240.0);
        assert_eq!(scores.table.len(), 256);
        for (at, posting) in all.iter().enumerate() {
            let written = scores.written(at) as f32 / FINE * 10.0;
            assert!((written - posting.score).abs() < 0.025, "{written} {at}");
        }
    }
}
