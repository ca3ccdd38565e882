//! Pages that are never wholly in memory: they are written piece by piece, and pieces that were in the file before are
//! copied from there by the system, unread.
//!
//! The print of such a page is the hash of the hashes of its pieces.

use super::Pages;
use super::copy::{BLOCK, create};
use super::known::Wrote;
use super::manifest::Print;
use crate::error::{Error, Result};
use crate::site::{Fingerprint, Page, Piece};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// So many pieces are in memory together.
const TOGETHER: usize = 256;

/// The file as it is in the site of the last build.
#[derive(Default)]
pub struct Before {
    file: Option<File>,
    /// Where each piece begins, and what is known of it.
    pieces: HashMap<Fingerprint, (u64, Wrote)>,
}

impl Before {
    pub fn new(path: PathBuf, pieces: &[Wrote]) -> Self {
        let mut places = HashMap::with_capacity(pieces.len());
        let mut at = 0;
        for piece in pieces {
            if let Some(from) = piece.from {
                places.insert(from, (at, *piece));
            }
            at += piece.size;
        }
        Self {
            file: File::open(path).ok().filter(|_| !places.is_empty()),
            pieces: places,
        }
    }

    fn get(&self, piece: Piece) -> Option<(u64, Wrote)> {
        self.file.as_ref()?;
        self.pieces.get(&piece?).copied()
    }

    /// Copies a part of the file.
    fn copy(&self, part: &Range<u64>, out: &mut BufWriter<File>) -> io::Result<()> {
        let Some(mut file) = self.file.as_ref().filter(|_| !part.is_empty()) else {
            return Ok(());
        };
        file.seek(SeekFrom::Start(part.start))?;
        let size = part.end - part.start;
        match io::copy(&mut file.take(size), out)? == size {
            true => Ok(()),
            false => Err(ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// Writes a page; gives its file, its print and the pieces that it has now.
pub fn write(
    site: &impl Pages,
    page: &Page,
    pieces: &[Piece],
    before: &Before,
    path: &Path,
) -> Result<(File, Print, Vec<Wrote>)> {
    let poured = pour(site, page, pieces, before, create(path)?);
    let poured = match (poured, &before.file) {
        // The file may have become shorter meanwhile.
        (Err(_), Some(_)) => pour(site, page, pieces, &Before::default(), create(path)?),
        (poured, _) => poured,
    };
    let (file, wrote) = poured.map_err(|cause| Error::at(path, "write", cause))?;
    let mut hasher = blake3::Hasher::new();
    for piece in &wrote {
        hasher.update(&piece.hash);
    }
    let size = wrote.iter().map(|piece| piece.size).sum();
    Ok((file, Print::new(&hasher.finalize(), size), wrote))
}

fn pour(
    site: &impl Pages,
    page: &Page,
    pieces: &[Piece],
    before: &Before,
    file: File,
) -> io::Result<(File, Vec<Wrote>)> {
    let mut out = BufWriter::with_capacity(BLOCK, file);
    let mut wrote = Vec::with_capacity(pieces.len());
    // Pieces that follow each other there too are copied together.
    let mut waiting = 0..0;
    for (first, some) in (0..).step_by(TOGETHER).zip(pieces.chunks(TOGETHER)) {
        let made = some.par_iter().enumerate().map(|(number, &from)| {
            if before.get(from).is_some() {
                return Ok(None);
            }
            let bytes = site.piece(page, first + number)?;
            let Print { hash, size } = Print::of(&bytes);
            Ok(Some((bytes, Wrote { from, hash, size })))
        });
        let made: Vec<Option<(Vec<u8>, Wrote)>> = made.collect::<io::Result<_>>()?;
        for (&from, made) in some.iter().zip(made) {
            if let Some((bytes, new)) = made {
                before.copy(&std::mem::take(&mut waiting), &mut out)?;
                out.write_all(&bytes)?;
                wrote.push(new);
            } else if let Some((start, same)) = before.get(from) {
                if waiting.end != start {
                    before.copy(&waiting, &mut out)?;
                    waiting = start..start;
                }
                waiting.end += same.size;
                wrote.push(same);
            }
        }
    }
    before.copy(&waiting, &mut out)?;
    let file = out.into_inner().map_err(|error| error.into_error())?;
    Ok((file, wrote))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::site::{Content, PageKind};
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Pieces by their text, and how many were made.
    struct Texts(&'static [&'static str], AtomicUsize);

    impl Pages for Texts {
        fn pages(&self) -> Vec<Page> {
            Vec::new()
        }

        fn render(&self, _: &Page) -> std::result::Result<Content, Diagnostic> {
            Ok(Vec::new().into())
        }

        fn piece(&self, _: &Page, piece: usize) -> io::Result<Vec<u8>> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Ok(self.0[piece].into())
        }
    }

    type Wrote = (String, Print, Vec<super::Wrote>, usize);

    fn wrote(texts: &'static [&'static str], before: &Before, path: &Path) -> Wrote {
        let page = Page {
            path: "data".into(),
            kind: PageKind::Data,
        };
        let site = Texts(texts, AtomicUsize::new(0));
        let named = texts.iter().map(|text| Some(Fingerprint::of(text)));
        let pieces: Vec<Piece> = named.collect();
        let (_, print, wrote) = write(&site, &page, &pieces, before, path).expect("written");
        let text = fs::read_to_string(path).expect("text");
        (text, print, wrote, site.1.into_inner())
    }

    #[test]
    fn pieces_that_were_there_are_taken_from_there_in_any_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        let (_, _, known, made) = wrote(&["[", "one", "two", "three"], &Before::default(), &old);
        assert_eq!(made, 4);
        let texts = &["[", "one", "zero", "three", "two", "three", "end"];
        let (_, print, _, _) = wrote(texts, &Before::default(), &new);
        let before = Before::new(old.clone(), &known);
        let (text, same, _, made) = wrote(texts, &before, &new);
        assert_eq!(
            (text.as_str(), same, made),
            ("[onezerothreetwothreeend", print, 2)
        );
        assert_eq!(print.size, text.len() as u64);
        // Somebody has cut it off.
        fs::write(&old, "[one").expect("written");
        let (text, same, _, _) = wrote(texts, &before, &new);
        assert_eq!((text.as_str(), same), ("[onezerothreetwothreeend", print));
    }
}
