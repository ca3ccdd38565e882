//! Pages that are never wholly in memory: they are written piece by piece, and a piece that was in the file before is taken
//! from there.

use super::Pages;
use super::copy::{BLOCK, create};
use super::known::Wrote;
use super::manifest::Print;
use crate::error::{Error, Result};
use crate::site::{Fingerprint, Page, Piece};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// So many pieces are in memory together.
const TOGETHER: usize = 256;

/// The file as it is in the site of the last build.
pub struct Before {
    file: Option<BufReader<File>>,
    /// Where each piece is, and how long.
    places: HashMap<Fingerprint, (u64, usize)>,
    /// Where the file is to be read next.
    at: u64,
}

impl Before {
    pub fn new(path: PathBuf, pieces: &[Wrote]) -> Self {
        let mut places = HashMap::with_capacity(pieces.len());
        let mut at = 0;
        for piece in pieces {
            if let Some(from) = piece.from {
                places.insert(from, (at, piece.size as usize));
            }
            at += piece.size;
        }
        let open = || Some(BufReader::with_capacity(BLOCK, File::open(path).ok()?));
        Self {
            file: (!places.is_empty()).then(open).flatten(),
            places,
            at: 0,
        }
    }

    fn has(&self, piece: Piece) -> bool {
        self.file.is_some() && piece.is_some_and(|piece| self.places.contains_key(&piece))
    }

    /// Reads a piece; `None` where it cannot be read, and then no other can.
    fn take(&mut self, piece: Piece, bytes: &mut Vec<u8>) -> Option<()> {
        let &(start, size) = self.places.get(&piece?)?;
        let mut file = self.file.take()?;
        bytes.resize(size, 0);
        let away = start.cast_signed() - self.at.cast_signed();
        file.seek_relative(away).ok()?;
        file.read_exact(bytes).ok()?;
        self.at = start + size as u64;
        self.file = Some(file);
        Some(())
    }
}

/// Writes a page; gives its file, its print and the pieces that it has now.
pub fn write(
    site: &impl Pages,
    page: &Page,
    pieces: &[Piece],
    mut before: Before,
    path: &Path,
) -> Result<(File, Print, Vec<Wrote>)> {
    let file = create(path)?;
    let mut written = Vec::with_capacity(pieces.len());
    let pour = || {
        let mut out = BufWriter::with_capacity(BLOCK, Hashed::new(file));
        let mut taken = Vec::new();
        for (first, some) in (0..).step_by(TOGETHER).zip(pieces.chunks(TOGETHER)) {
            let made = some.par_iter().enumerate().map(|(number, &from)| {
                let new = !before.has(from);
                new.then(|| site.piece(page, first + number)).transpose()
            });
            let made: Vec<Option<Vec<u8>>> = made.collect::<io::Result<_>>()?;
            for (number, (&from, made)) in some.iter().zip(made).enumerate() {
                let bytes = match made {
                    Some(made) => made,
                    None if before.take(from, &mut taken).is_some() => std::mem::take(&mut taken),
                    None => site.piece(page, first + number)?,
                };
                out.write_all(&bytes)?;
                let size = bytes.len() as u64;
                written.push(Wrote { from, size });
                taken = bytes;
            }
        }
        out.into_inner().map_err(|error| error.into_error())
    };
    let hashed = pour().map_err(|cause| Error::at(path, "write", cause))?;
    let print = Print::new(&hashed.hasher.finalize(), hashed.hasher.count());
    Ok((hashed.target, print, written))
}

/// A file, and the hash of what went into it.
struct Hashed {
    target: File,
    hasher: blake3::Hasher,
}

impl Hashed {
    fn new(target: File) -> Self {
        Self {
            target,
            hasher: blake3::Hasher::new(),
        }
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.target.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.target.flush()
    }
}
