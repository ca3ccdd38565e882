//! Files with something of every incident, in pieces that follow each other: one for each incident, and what stands around
//! them. A piece is named by what it is made from, so that a file is written anew with the pieces that it had before.

use super::{Before, Fingerprint, Page, PageKind, Site};
use crate::extract::memory;
use rayon::prelude::*;
use std::io;

/// So many pieces are in memory together.
const TOGETHER: usize = 256;

/// A piece of a large page: from what it is made, where that can be told.
pub type Piece = Option<Fingerprint>;

impl Site<'_> {
    /// The pieces of the data contract.
    pub(super) fn data_pieces(&self, before: Before) -> Vec<Piece> {
        let data = self.data();
        let shared = self.beside_documents();
        named(before, data.count(), |piece| {
            let index = data.incident(piece)?;
            let links = self.patterns.similar.get(index).into_iter().flatten();
            let id = |index: usize| self.corpus.incidents[index].id.value.as_str();
            let links = links.map(|link| {
                let kind = link.kind.name();
                (id(link.other), kind, link.score.to_bits(), &link.because)
            });
            let links: Vec<_> = links.collect();
            let told_in = self.corpus.incidents[index].told_in.map(id);
            let told = self.told(index);
            Fingerprint::of(&("data", shared, index == 0, told, links, told_in)).known()
        })
    }

    /// The pieces of a table: the names of its columns, and the rows of each incident.
    pub(super) fn table_pieces(&self, before: Before) -> Vec<Piece> {
        let shared = self.beside_documents();
        named(before, self.corpus.incidents.len() + 1, |piece| {
            self.told(piece.checked_sub(1)?).and(shared)
        })
    }

    /// What is looked at for every incident beside what is told of it.
    fn beside_documents(&self) -> Fingerprint {
        Fingerprint::of(&(memory::key(self.input), self.input.outside.as_deref()))
    }

    /// Makes one piece of a large page.
    ///
    /// # Errors
    /// It cannot be put into the page's form.
    pub fn piece(&self, page: &Page, piece: usize) -> io::Result<Vec<u8>> {
        match page.kind {
            PageKind::Data => Ok(self.data().bytes(piece)?),
            PageKind::Table(table) => Ok(self.table_piece(table, piece)),
            _ => Ok(Vec::new()),
        }
    }

    /// Writes a large page of so many pieces.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn pour(&self, page: &Page, pieces: usize, out: &mut dyn io::Write) -> io::Result<()> {
        for first in (0..pieces).step_by(TOGETHER) {
            let some = first..pieces.min(first + TOGETHER);
            let made = some.into_par_iter().map(|piece| self.piece(page, piece));
            for bytes in made.collect::<io::Result<Vec<_>>>()? {
                out.write_all(&bytes)?;
            }
        }
        Ok(())
    }
}

/// So many pieces, named where somebody will ask for their names.
fn named(before: Before, count: usize, name: impl Fn(usize) -> Piece + Send + Sync) -> Vec<Piece> {
    match before {
        Before::NotAsked => vec![None; count],
        _ => (0..count).into_par_iter().map(name).collect(),
    }
}
