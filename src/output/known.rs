//! What is known of the files of a site beside their bytes: from what each was made, and when it was written. It is kept
//! in the cache, never in the site.
//!
//! It is believed only of a file that is still there as it was written: of that size and that time, and with that hash in
//! the manifest.

use super::existing::Existing;
use super::manifest::Print;
use crate::site::{Before, Fingerprint};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Files by path.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    files: HashMap<String, File>,
}

#[derive(Debug, Serialize, Deserialize)]
struct File {
    from: Fingerprint,
    hash: [u8; 16],
    /// Nanoseconds since 1970.
    modified: u64,
}

impl Known {
    /// Takes it back from bytes that this program has written; whose they are is the reader's to check.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }

    pub fn note(&mut self, path: &str, from: Fingerprint, print: Print, modified: u64) {
        let hash = print.hash;
        self.files.insert(
            path.to_string(),
            File {
                from,
                hash,
                modified,
            },
        );
    }

    /// From what the file at a path was made, if it is still the one that was made.
    pub fn before(&self, path: &str, existing: &Existing) -> Before {
        let before = || {
            let (known, there) = (self.files.get(path)?, existing.intact.get(path)?);
            let same = known.hash == there.hash
                && Some(known.modified) == existing.modified.get(path).copied();
            same.then_some(known.from)
        };
        before().map_or(Before::Nothing, Before::Print)
    }
}
