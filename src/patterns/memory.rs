//! Which categories texts show, kept for the next run: an incident with the same texts is not classified again.
//!
//! A *memory* is true of one program and one taxonomy. It knows texts by their hash, whatever document they stand in.

use super::gather::Found;
use super::similar::known::Known;
use crate::read::{Input, Project, kept};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Its name in the cache folder.
const NAME: &str = "categories";

/// What was found in the texts of incidents.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    /// Hash of the project's taxonomy, where it has one.
    taxonomy: Option<[u8; 16]>,
    found: FxHashMap<Key, Found>,
    /// In files of their own.
    #[serde(skip)]
    pub(super) terms: Known,
    /// Whether it is not what was kept.
    #[serde(skip)]
    changed: bool,
}

/// All that is looked at, as one number: the first half of a BLAKE3 hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key([u8; 16]);

impl Key {
    /// # Panics
    /// Where a sequence does not know its length before it is written: what is looked at is strings and slices.
    pub fn of<T: Serialize + ?Sized>(looked_at: &T) -> Self {
        let bytes = postcard::to_stdvec(looked_at).expect("texts and numbers");
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..16]);
        Self(half)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl Memory {
    /// The memory of the last run that kept one.
    pub fn kept(project: &Project) -> Self {
        Self {
            terms: Known::kept(project),
            ..kept::value(project, NAME).unwrap_or_default()
        }
    }

    /// Keeps it for the next run, unless it is what was kept.
    pub fn keep(&self, project: &Project) {
        if self.changed
            && let Ok(bytes) = postcard::to_stdvec(self)
        {
            kept::store(project, NAME, &bytes);
        }
        self.terms.keep(project);
    }

    /// Forgets everything if it was learnt under another taxonomy.
    pub(super) fn prepare(&mut self, input: &Input) {
        let taxonomy = input.taxonomy.map(|file| input.sources.hash(file));
        if self.taxonomy != taxonomy {
            self.taxonomy = taxonomy;
            self.found.clear();
        }
    }

    pub(super) fn recall(&self, key: Key) -> Option<Found> {
        self.found.get(&key).cloned()
    }

    /// Notes what all incidents show; texts that stand in none of them are forgotten.
    pub(super) fn learn(&mut self, shown: impl Iterator<Item = (Key, Found)>) {
        let found: FxHashMap<Key, Found> = shown.collect();
        let same =
            found.len() == self.found.len() && found.keys().all(|key| self.found.contains_key(key));
        self.changed |= !same;
        self.found = found;
    }
}
