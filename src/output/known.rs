//! What is known of the files of a site beside their bytes: from what each was made, and when it was written. It is kept
//! in the cache, never in the site.
//!
//! It is believed only of a file that is still there as it was written: of that size and that time, and with that hash in
//! the manifest.

use super::existing::Existing;
use super::manifest::Print;
use crate::site::{Before, Fingerprint};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How a file was made.
#[derive(Debug)]
pub struct Made {
    pub from: Fingerprint,
    /// When it was written, in nanoseconds since 1970.
    pub modified: u64,
    pub pieces: Vec<Wrote>,
}

/// Files by path.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    files: FxHashMap<String, File>,
}

#[derive(Debug, Serialize, Deserialize)]
struct File {
    from: Fingerprint,
    hash: [u8; 16],
    /// Nanoseconds since 1970.
    modified: u64,
    /// Of a large one.
    pieces: Vec<Wrote>,
}

/// A piece of a large file: from what it was made, the first half of its hash, and its size in bytes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Wrote {
    pub from: Option<Fingerprint>,
    pub hash: [u8; 16],
    pub size: u64,
}

impl Known {
    /// Takes it back from bytes that this program has written; whose they are is the reader's to check.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }

    pub fn note(&mut self, path: &str, made: Made, print: Print) {
        let hash = print.hash;
        let Made {
            from,
            modified,
            pieces,
        } = made;
        self.files.insert(
            path.to_string(),
            File {
                from,
                hash,
                modified,
                pieces,
            },
        );
    }

    /// From what the file at a path was made, if it is still the one that was made.
    pub fn before(&self, path: &str, existing: &Existing) -> Before {
        let file = self.file(path, existing);
        file.map_or(Before::Nothing, |file| Before::Print(file.from))
    }

    /// The pieces of the file at a path, if it is still the one that was made.
    pub fn pieces(&self, path: &str, existing: &Existing) -> &[Wrote] {
        let file = self.file(path, existing);
        file.map_or(&[], |file| &file.pieces)
    }

    fn file(&self, path: &str, existing: &Existing) -> Option<&File> {
        let (known, there) = (self.files.get(path)?, existing.intact.get(path)?);
        let modified = existing.modified.get(path).copied();
        (known.hash == there.hash && Some(known.modified) == modified).then_some(known)
    }
}
