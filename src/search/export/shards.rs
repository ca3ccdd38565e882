//! Words, cut into pieces of about ten kilobytes; long lists and positions in pieces of their own.
//!
//! A piece of terms, all numbers as in [`super::bytes`]:
//!
//! ```text
//! packs of tails, packs of positions: their number, the hash of each (5 bytes)
//! number of groups, then each group:
//!   key (after the last key), number of forms, forms (after the key), number of documents, best score × 1024
//!   the documents as in [`super::scores`], or the `best` where there are more than the router's `head`
//!   where there are more: 0 and the hash of a piece, or n and the place in the nth pack of tails: all documents
//!   0: no positions; 1: n and their place in the nth pack; more: 1 less pieces, each with the first document and hash
//! number of aliases, then each: a form, its key (after the form)
//! ```
//!
//! Positions: for each document of the list, their number and distances.

use super::bytes::{ascending, number, word};
use super::forms::Forms;
use super::packs::{Packs, hash};
use super::piece::Pieces;
use super::scores::Scores;
use super::terms::{Posting, Term};
use std::collections::BTreeMap;

/// Of a word in more documents, the best stay with it.
const HEAD: usize = 64;
/// So many: enough for the first hits of this word alone.
const BEST: usize = 20;
/// Of few documents all stay with the word: nothing else has to be loaded then.
const FEW: u32 = 2_000;
/// Bytes before compression. Beyond ten thousand documents pieces are larger, so that their number stays small.
const SIZE: usize = 7_500;
const LARGE_SIZE: usize = 30_000;
const MANY: u32 = 12_000;
/// A longer list has a piece to itself.
const OWN: usize = 6_000;
/// Positions of one word are cut into pieces of about this.
const POSITIONS: usize = 16_000;

/// What was written.
#[derive(Default)]
pub struct Written {
    /// First word of each piece.
    pub keys: Vec<String>,
    /// See [`super::Router`].
    pub head: usize,
    pub best: usize,
    /// Ends of their names, six letters each.
    pub terms: String,
}

/// Words on their way into pieces; they come in order.
pub struct Shards<'p, 'b> {
    size: usize,
    positions: bool,
    head: usize,
    kind: char,
    /// First word and content of the pieces before this one; their aliases are still to come.
    ready: Vec<(String, Vec<u8>)>,
    shard: Shard,
    pieces: &'p mut Pieces<'b>,
}

#[derive(Default)]
struct Shard {
    first: String,
    last: String,
    count: u32,
    groups: Vec<u8>,
    tails: Packs,
    positions: Packs,
}

impl<'p, 'b> Shards<'p, 'b> {
    /// `kind`: the letter of their names; `positions`: whether some of the words know their places.
    pub fn new(kind: char, documents: u32, positions: bool, pieces: &'p mut Pieces<'b>) -> Self {
        let (many, few) = (documents > MANY, documents <= FEW);
        Self {
            size: if many { LARGE_SIZE } else { SIZE },
            positions,
            head: if few { FEW as usize } else { HEAD },
            kind,
            ready: Vec::new(),
            shard: Shard::default(),
            pieces,
        }
    }

    pub fn add(&mut self, term: &Term, forms: &Forms<'_>) {
        let forms = forms.get(&term.key).map_or(&[][..], Vec::as_slice);
        // Forms of a word begin alike, and should lie in one piece with it.
        let length = self.shard.groups.len();
        let alike = length < self.size * 5 / 4 && begin_alike(&self.shard.last, &term.key);
        if length > self.size && !alike {
            self.cut();
        }
        if self.shard.count == 0 {
            self.shard.first.clone_from(&term.key);
        }
        let last = std::mem::replace(&mut self.shard.last, term.key.clone());
        self.shard.count += 1;
        let mut out = std::mem::take(&mut self.shard.groups);
        word(&mut out, &last, &term.key);
        self.pieces.note(&term.key);
        forms.iter().for_each(|(form, _)| self.pieces.note(form));
        let others: Vec<_> = forms.iter().filter(|(form, _)| *form != term.key).collect();
        number(&mut out, others.len() as u32);
        for (form, _) in others {
            word(&mut out, &term.key, form);
        }
        self.postings(&mut out, &term.postings);
        match self.positions {
            true => self.positions(&mut out, term),
            false => number(&mut out, 0),
        }
        self.shard.groups = out;
    }

    fn postings(&mut self, out: &mut Vec<u8>, postings: &[Posting]) {
        let best = postings.iter().map(|posting| posting.score);
        let best = (best.fold(0.0, f32::max) * 1024.0).ceil().max(1.0);
        number(out, postings.len() as u32);
        number(out, best as u32);
        let scores = Scores::of(postings, best);
        if postings.len() <= self.head {
            scores.list(out, postings);
            return;
        }
        scores.first(out, postings, BEST);
        let mut tail = Vec::with_capacity(postings.len() * 2);
        scores.list(&mut tail, postings);
        if tail.len() > OWN {
            number(out, 0);
            hash(out, &self.pieces.add('l', tail));
        } else {
            self.shard.tails.add('l', &tail, out, self.pieces);
        }
    }

    fn positions(&mut self, out: &mut Vec<u8>, term: &Term) {
        let mut chunks: Vec<(u32, Vec<u8>)> = Vec::new();
        for posting in &term.postings {
            if chunks
                .last()
                .is_none_or(|(_, bytes)| bytes.len() > POSITIONS)
            {
                chunks.push((posting.id, Vec::new()));
            }
            if let Some((_, bytes)) = chunks.last_mut() {
                let positions = &term.positions[posting.positions.clone()];
                number(bytes, positions.len() as u32);
                ascending(bytes, positions.iter().copied());
            }
        }
        if let [(_, bytes)] = chunks.as_slice()
            && bytes.len() <= OWN
        {
            number(out, 1);
            self.shard.positions.add('p', bytes, out, self.pieces);
            return;
        }
        number(out, chunks.len() as u32 + 1);
        let mut last = 0;
        for (first, bytes) in chunks {
            number(out, first - last);
            last = first;
            hash(out, &self.pieces.add('p', bytes));
        }
    }

    fn cut(&mut self) {
        let shard = std::mem::take(&mut self.shard);
        if shard.count == 0 {
            return;
        }
        let mut out = Vec::with_capacity(shard.groups.len() + 64);
        shard.tails.finish('l', &mut out, self.pieces);
        shard.positions.finish('p', &mut out, self.pieces);
        number(&mut out, shard.count);
        out.extend(shard.groups);
        self.ready.push((shard.first, out));
    }

    /// A form that would be looked for in another piece than its word has an alias there.
    pub fn finish(mut self, forms: &Forms<'_>) -> Written {
        self.cut();
        let place = |word: &str| {
            let after = self
                .ready
                .partition_point(|(first, _)| first.as_str() <= word);
            after.saturating_sub(1)
        };
        let mut aliases: BTreeMap<usize, Vec<(&str, &str)>> = BTreeMap::new();
        for (key, written) in forms {
            let home = place(key);
            for (form, _) in written {
                let there = place(form);
                if there != home {
                    aliases.entry(there).or_default().push((form, key));
                }
            }
        }
        aliases.values_mut().for_each(|here| here.sort_unstable());
        let mut written = Written {
            head: self.head,
            best: BEST,
            ..Written::default()
        };
        for (index, (first, mut bytes)) in self.ready.into_iter().enumerate() {
            let here = aliases.remove(&index).unwrap_or_default();
            number(&mut bytes, here.len() as u32);
            for (form, key) in here {
                word(&mut bytes, "", form);
                word(&mut bytes, form, key);
            }
            written.keys.push(first);
            let name = self.pieces.add_numbered(self.kind, index, bytes);
            written.terms.push_str(&name);
        }
        written
    }
}

/// Whether two words share their first four letters.
fn begin_alike(one: &str, other: &str) -> bool {
    one.chars().take(4).eq(other.chars().take(4))
}
