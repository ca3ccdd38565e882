//! Terms of incidents, kept for the next run: texts that are the same are not read again.
//!
//! There are many, so they are kept as they lie in memory, number after number, and in parts: of one incident that changes
//! two parts are written, the one that had it and the one that has it.

use super::described::Read;
use super::written::Written;
use crate::patterns::memory::Key;
use crate::patterns::terms::Term;
use crate::read::{Project, kept};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Their folder in the cache folder.
const NAME: &str = "terms-of";

/// Into so many files they are parted.
const PARTS: usize = 16;

/// Bytes of a key, and of a term with its weight and how it is written.
const KEY: usize = 16;
const ENTRY: usize = 16;

/// What was read of incidents.
#[derive(Debug, Default)]
pub struct Known {
    /// What it depends on beside the incident: the language, and the words that are no terms.
    under: Option<Key>,
    parts: [Part; PARTS],
}

#[derive(Debug, Default)]
struct Part {
    read: FxHashMap<Key, Arc<Read>>,
    /// Whether it is not what was kept.
    changed: bool,
}

impl Known {
    /// Those of the last run that kept some.
    pub fn kept(project: &Project) -> Self {
        let numbers = (0..PARTS).into_par_iter();
        let kept = numbers.map(|number| {
            let bytes = kept::load(project, &format!("{NAME}/{number}"))?;
            let (under, rest) = bytes.split_first_chunk()?;
            Some((Key::from_bytes(*under), from_bytes(rest)?))
        });
        let kept: Vec<Option<_>> = kept.collect();
        let mut known = Self {
            under: kept.iter().flatten().map(|(under, _)| *under).next(),
            ..Self::default()
        };
        for (part, kept) in known.parts.iter_mut().zip(kept) {
            match kept {
                Some((under, read)) if Some(under) == known.under => part.read = read,
                Some(_) => part.changed = true,
                None => {}
            }
        }
        known
    }

    /// Keeps for the next run what is not what was kept.
    pub fn keep(&self, project: &Project) {
        let Some(under) = self.under else { return };
        let parts = self.parts.par_iter().enumerate();
        parts
            .filter(|(_, part)| part.changed)
            .for_each(|(number, part)| {
                let bytes = to_bytes(under, &part.read);
                kept::store(project, &format!("{NAME}/{number}"), &bytes);
            });
    }

    /// Forgets everything if it was learnt under other words.
    pub(super) fn prepare(&mut self, language: &str, stop: &FxHashSet<Term>) {
        let mut stop: Vec<Term> = stop.iter().copied().collect();
        stop.sort_unstable();
        let under = Some(Key::of(&(language, stop)));
        if self.under != under {
            *self = Self {
                under,
                ..Self::default()
            };
            // Also of those that stay empty nothing of before is left.
            self.parts.iter_mut().for_each(|part| part.changed = true);
        }
    }

    pub(super) fn recall(&self, key: Key) -> Option<Arc<Read>> {
        self.parts[part(key)].read.get(&key).cloned()
    }

    /// Keeps what incidents have now, and nothing else.
    pub(super) fn learn(&mut self, read: &[(Key, Arc<Read>)]) {
        let mut now: [FxHashMap<Key, Arc<Read>>; PARTS] = Default::default();
        for (key, read) in read {
            now[part(*key)].insert(*key, Arc::clone(read));
        }
        for (part, now) in self.parts.iter_mut().zip(now) {
            let same =
                now.len() == part.read.len() && now.keys().all(|key| part.read.contains_key(key));
            part.changed |= !same;
            part.read = now;
        }
    }
}

fn part(key: Key) -> usize {
    usize::from(key.as_bytes()[0]) % PARTS
}

fn to_bytes(under: Key, read: &FxHashMap<Key, Arc<Read>>) -> Vec<u8> {
    let sizes = read.values().map(|read| KEY + 4 + read.len() * ENTRY);
    let mut bytes = Vec::with_capacity(KEY + sizes.sum::<usize>());
    bytes.extend(under.as_bytes());
    for (key, read) in read {
        bytes.extend(key.as_bytes());
        bytes.extend((read.len() as u32).to_le_bytes());
        for (term, weight, written) in read.iter() {
            bytes.extend(term.to_le_bytes());
            bytes.extend(weight.to_le_bytes());
            bytes.extend(written.to_bits().to_le_bytes());
        }
    }
    bytes
}

fn from_bytes(mut bytes: &[u8]) -> Option<FxHashMap<Key, Arc<Read>>> {
    let mut found = FxHashMap::default();
    while !bytes.is_empty() {
        let (key, rest) = bytes.split_first_chunk()?;
        let (count, rest) = rest.split_first_chunk()?;
        let size = (u32::from_le_bytes(*count) as usize).checked_mul(ENTRY)?;
        let (own, rest) = rest.split_at_checked(size)?;
        let (entries, _) = own.as_chunks::<ENTRY>();
        let read = entries.iter().map(|entry| {
            let entry = u128::from_le_bytes(*entry);
            let weight = f32::from_bits((entry >> 64) as u32);
            let written = Written::from_bits((entry >> 96) as u32);
            (entry as Term, weight, written)
        });
        found.insert(Key::from_bytes(*key), Arc::new(read.collect()));
        bytes = rest;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_as_they_were_and_half_of_them_not_at_all() {
        let key = |name: &str| Key::of(name);
        let one: Read = vec![
            (1, 2.5, Written::NOT),
            (u64::MAX, -0.0, Written::from_bits(u32::MAX)),
        ];
        let read = [(key("a"), one), (key("b"), Read::new())];
        let read = read.map(|(key, read)| (key, Arc::new(read)));
        let read = FxHashMap::from_iter(read);
        let bytes = to_bytes(key("under"), &read);
        assert_eq!(bytes[..KEY], *key("under").as_bytes());
        assert_eq!(from_bytes(&bytes[KEY..]), Some(read));
        assert_eq!(from_bytes(&bytes[KEY..bytes.len() - 1]), None);
    }
}
