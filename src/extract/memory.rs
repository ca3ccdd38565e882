//! What was extracted from each document, kept for the next run: a document whose text is the same is not read again.
//!
//! A *memory* is true of one program and one configuration. It holds facts in a compact form without places in other
//! files; whatever it cannot take back exactly, it forgets, and the document is extracted again.

use super::Outcome;
use crate::diagnostic::{Checked, Diagnostic, Fix, Label, Level};
use crate::read::{Input, Project, kept};
use crate::span::{FileId, Span};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Its folder in the cache folder.
const NAME: &str = "facts-of";

/// Into so many files it is parted, so that one document that changes is one of them to write.
const PARTS: usize = 16;

/// Facts of documents.
#[derive(Debug)]
pub struct Memory {
    /// What the facts depend on besides the text.
    key: [u8; 32],
    parts: Vec<Part>,
    /// Facts that were taken back already, by the number that their source had then.
    ready: FxHashMap<FileId, Ready>,
}

/// What is known of one document, as the next build needs it.
#[derive(Debug)]
struct Ready {
    text: [u8; 16],
    extracted: Checked<Outcome>,
}

/// Facts of some documents, by path below the content folder.
#[derive(Debug, Default, Clone)]
struct Part {
    documents: BTreeMap<String, Known>,
    /// Whether it is not what was kept.
    changed: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new([0; 32])
    }
}

/// What is known of one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Known {
    /// Hash of the text that it was extracted from.
    text: [u8; 16],
    #[serde(with = "whole")]
    facts: Vec<u8>,
}

/// Bytes as one piece, not one by one.
mod whole {
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use std::fmt;

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

#[derive(Serialize)]
struct Facts<'a> {
    outcome: &'a Outcome,
    diagnostics: Vec<Said<'a>>,
}

#[derive(Deserialize)]
struct TakenBack {
    outcome: Outcome,
    diagnostics: Vec<SaidAgain>,
}

#[derive(Serialize)]
struct Said<'a> {
    rule: &'a str,
    level: Level,
    message: &'a str,
    span: Span,
    labels: &'a [Label],
    help: &'a Option<String>,
    fix: &'a Option<Box<Fix>>,
}

#[derive(Deserialize)]
struct SaidAgain {
    rule: String,
    level: Level,
    message: String,
    span: Span,
    labels: Vec<Label>,
    help: Option<String>,
    fix: Option<Box<Fix>>,
}

impl Part {
    fn kept(project: &Project, number: usize) -> Option<([u8; 32], Self)> {
        let (key, documents) = kept::value(project, &format!("{NAME}/{number}"))?;
        let changed = false;
        Some((key, Self { documents, changed }))
    }

    fn keep(&self, project: &Project, number: usize, key: [u8; 32]) {
        let documents = self.documents.iter();
        let sizes = documents.map(|(path, known)| path.len() + known.facts.len() + 32);
        let bytes = Vec::with_capacity(sizes.sum::<usize>() + 64);
        if let Ok(bytes) = postcard::to_extend(&(key, &self.documents), bytes) {
            kept::store(project, &format!("{NAME}/{number}"), &bytes);
        }
    }
}

impl Memory {
    fn new(key: [u8; 32]) -> Self {
        Self {
            key,
            parts: vec![Part::default(); PARTS],
            ready: FxHashMap::default(),
        }
    }

    /// The part that knows a document, or would.
    fn part(path: &str) -> usize {
        let mut hasher = FxHasher::default();
        path.hash(&mut hasher);
        hasher.finish() as usize % PARTS
    }

    /// The memory of the last run that kept one.
    pub fn kept(project: &Project) -> Self {
        let numbers = (0..PARTS).into_par_iter();
        let kept: Vec<_> = numbers.map(|number| Part::kept(project, number)).collect();
        let key = kept.iter().flatten().map(|(key, _)| *key).next();
        let mut memory = Self::new(key.unwrap_or_default());
        for (part, kept) in memory.parts.iter_mut().zip(kept) {
            match kept {
                Some((key, kept)) if key == memory.key => *part = kept,
                // Of another configuration.
                Some(_) => part.changed = true,
                None => {}
            }
        }
        memory
    }

    /// Keeps for the next run what is not what was kept.
    pub fn keep(&self, project: &Project) {
        let parts = self.parts.par_iter().enumerate();
        let changed = parts.filter(|(_, part)| part.changed);
        changed.for_each(|(number, part)| part.keep(project, number, self.key));
    }

    /// Forgets everything if it was learnt under another configuration.
    pub(super) fn prepare(&mut self, input: &Input) {
        let key = key(input);
        if self.key != key {
            *self = Self::new(key);
            // Also of those that stay empty nothing of another configuration is left.
            self.parts.iter_mut().for_each(|part| part.changed = true);
        }
    }

    /// Takes everything back while nobody waits for it, so that the next build of these documents need not.
    pub fn make_ready(&mut self, input: &Input) {
        let known = &*self;
        let documents = input.documents.par_iter();
        let ready = documents.filter_map(|&file| {
            let extracted = known.recall(input, file)?;
            let text = input.sources.hash(file);
            Some((file, Ready { text, extracted }))
        });
        self.ready = ready.collect();
    }

    /// For each document what is ready of it, where it is as it was and stands where it stood.
    pub(super) fn take_ready(&mut self, input: &Input) -> Vec<Option<Checked<Outcome>>> {
        let mut ready = std::mem::take(&mut self.ready);
        let documents = input.documents.iter();
        let taken = documents.map(|&file| {
            let Ready { text, extracted } = ready.remove(&file)?;
            let same = text == input.sources.hash(file)
                && extracted.value.source() == input.sources.get(file).path;
            same.then_some(extracted)
        });
        taken.collect()
    }

    /// What is known of a document with exactly this text.
    pub(super) fn recall(&self, input: &Input, file: FileId) -> Option<Checked<Outcome>> {
        let path = &input.sources.get(file).path;
        let known = self.parts[Self::part(path)].documents.get(path)?;
        if known.text != input.sources.hash(file) {
            return None;
        }
        let back: TakenBack = file.within(|| postcard::from_bytes(&known.facts)).ok()?;
        let diagnostics = back.diagnostics.into_iter().map(|said| Diagnostic {
            rule: name(said.rule),
            level: said.level,
            message: said.message,
            span: said.span,
            labels: said.labels,
            help: said.help,
            fix: said.fix,
        });
        Some(Checked::new(back.outcome, diagnostics.collect()))
    }

    /// Notes what was extracted; the rest of the documents stays, those that are gone are forgotten.
    pub(super) fn learn(&mut self, input: &Input, learnt: Vec<(FileId, Option<Known>)>) {
        for (file, known) in learnt {
            let path = input.sources.get(file).path.clone();
            let part = &mut self.parts[Self::part(&path)];
            part.changed = true;
            match known {
                Some(known) => part.documents.insert(path, known),
                None => part.documents.remove(&path),
            };
        }
        let known = self.parts.iter().map(|part| part.documents.len());
        if known.sum::<usize>() > input.documents.len() {
            let documents = input.documents.iter();
            let there: HashSet<&str> = documents
                .map(|&file| input.sources.get(file).path.as_str())
                .collect();
            for part in &mut self.parts {
                let before = part.documents.len();
                part.documents
                    .retain(|path, _| there.contains(path.as_str()));
                part.changed |= part.documents.len() < before;
            }
        }
    }
}

impl Known {
    /// `None`: something in it is said of another file.
    pub(super) fn of(input: &Input, file: FileId, checked: &Checked<Outcome>) -> Option<Self> {
        let facts = Facts {
            outcome: &checked.value,
            diagnostics: checked.diagnostics.iter().map(said).collect(),
        };
        Some(Self {
            text: input.sources.hash(file),
            facts: file.within(|| postcard::to_stdvec(&facts)).ok()?,
        })
    }
}

fn said(diagnostic: &Diagnostic) -> Said<'_> {
    Said {
        rule: diagnostic.rule,
        level: diagnostic.level,
        message: &diagnostic.message,
        span: diagnostic.span,
        labels: &diagnostic.labels,
        help: &diagnostic.help,
        fix: &diagnostic.fix,
    }
}

/// The hash of everything beside a document's own path and text that extraction may look at: the configuration, and the
/// files that declare services and teams.
pub fn key(input: &Input) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{:?}", input.config).as_bytes());
    let documents = input.documents.iter().copied();
    let others: HashSet<FileId> = documents
        .clone()
        .chain(input.theme.iter().map(|(_, file)| *file))
        .chain(input.pattern_prose.iter().map(|(_, file)| *file))
        .chain(input.taxonomy)
        .chain(input.actions)
        .chain(input.trackers.iter().map(|snapshot| snapshot.file))
        .collect();
    // Of a file that holds many documents, each is known by its own text.
    let split: HashSet<&str> = documents
        .filter_map(|file| input.sources.get(file).path.split_once('#'))
        .map(|(path, _)| path)
        .collect();
    for source in input.sources.all() {
        let other = others.contains(&source.id) || split.contains(source.path.as_str());
        if !other && !source.text.trim().is_empty() {
            hasher.update(&(source.path.len() as u64).to_le_bytes());
            hasher.update(source.path.as_bytes());
            hasher.update(&input.sources.hash(source.id));
        }
    }
    *hasher.finalize().as_bytes()
}

/// The name of a rule as one that lasts. There are few, and each is kept once.
fn name(rule: String) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    match names.get(rule.as_str()) {
        Some(name) => name,
        None => {
            let name: &'static str = Box::leak(rule.into_boxed_str());
            names.insert(name);
            name
        }
    }
}
