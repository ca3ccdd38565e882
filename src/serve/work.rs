//! What happens when files change: the page that somebody is writing first, then everything.
//!
//! Three threads: one hears of changes and makes the early page, one makes generations, one works out the search. While a
//! generation is being made, changes gather; they are one change for the next.

use super::Told;
use super::generation::Generation;
use super::kept::{Kept, holds, newly_broken, shown};
use super::page::words;
use super::state::Shared;
use super::watch::Changes;
use crate::pipeline::Memory;
use crate::read::{self, Earlier, Request};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How far the making of lists stands back behind the page that is open, and the search behind both.
pub const LISTS: i32 = 3;
pub const SEARCH: i32 = 12;

/// Changes that no generation shows yet.
#[derive(Default)]
struct Waiting {
    changes: Changes,
    /// How many there have been.
    number: u64,
    since: Option<Instant>,
}

/// What came since the last generation was begun.
struct Round {
    paths: HashSet<PathBuf>,
    /// Number of the last change.
    number: u64,
    /// When the first one was heard of.
    since: Instant,
}

/// Keeps the shared state current.
pub struct Work {
    pub request: Request,
    pub shared: Arc<Shared>,
    pub tell: Box<dyn Fn(Told<'_>) + Send + Sync>,
    waiting: Mutex<Waiting>,
    wake: Condvar,
}

impl Work {
    pub fn new(
        request: Request,
        shared: Arc<Shared>,
        tell: Box<dyn Fn(Told<'_>) + Send + Sync>,
    ) -> Self {
        Self {
            request,
            shared,
            tell,
            waiting: Mutex::default(),
            wake: Condvar::new(),
        }
    }

    pub fn add(&self, changes: &Changes) -> u64 {
        let mut waiting = self.waiting();
        waiting.changes.all |= changes.all;
        waiting.changes.paths.extend(changes.paths.iter().cloned());
        waiting.number += 1;
        waiting.since.get_or_insert_with(Instant::now);
        waiting.number
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a generation be made.
    pub fn go_on(&self) {
        self.wake.notify_one();
    }

    /// Makes generation after generation, for ever.
    pub fn make(&self, mut memory: Memory) {
        stand_back(LISTS);
        let mut changes = Changes::default();
        loop {
            let before = Arc::clone(&self.shared.now().generation);
            memory.documents.make_ready(before.input());
            let round = self.take(&mut changes);
            let made = catch_unwind(AssertUnwindSafe(|| {
                self.generation(&before, &changes, &round.paths, &mut memory)
            }));
            let made = made.unwrap_or_else(|_| {
                memory = Memory::default();
                Err(Kept::Fault)
            });
            match made {
                Ok(generation) => {
                    self.said(&before, &generation, &changes, round.since);
                    self.shared.change(|state| {
                        state.generation = Arc::new(generation);
                        state.early.retain(|_, early| early.change > round.number);
                        state.trouble = None;
                    });
                    changes = Changes::default();
                }
                // What changed is still to be shown: it stays in `changes`.
                Err(kept) => self.keep(&kept),
            }
        }
    }

    /// Waits for changes and adds them to those that are to be shown.
    fn take(&self, changes: &mut Changes) -> Round {
        let waiting = self.wake.wait_while(self.waiting(), |waiting| {
            waiting.changes.paths.is_empty() && !waiting.changes.all
        });
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let new = std::mem::take(&mut waiting.changes);
        changes.all |= new.all;
        changes.paths.extend(new.paths.iter().cloned());
        Round {
            paths: new.paths,
            number: waiting.number,
            since: waiting.since.take().unwrap_or_else(Instant::now),
        }
    }

    fn generation(
        &self,
        before: &Generation,
        changes: &Changes,
        round: &HashSet<PathBuf>,
        memory: &mut Memory,
    ) -> Result<Generation, Kept> {
        let earlier = Earlier {
            input: before.input(),
            changed: &changes.paths,
        };
        // What readers outside see is not what was read.
        let known = !changes.all && !before.is_for_outside();
        let earlier = known.then_some(&earlier);
        let input = read::input_after(&self.request, earlier).map_err(Kept::Unreadable)?;
        let generation = Generation::of(input, memory);
        let broken = newly_broken(&generation, before, round);
        if !broken.is_empty() {
            let broken: Vec<_> = broken.iter().collect();
            return Err(Kept::Broken(words(generation.sources(), &broken)));
        }
        Ok(generation)
    }

    /// The last good state stays, and everybody is told why.
    fn keep(&self, kept: &Kept) {
        let text = kept.text();
        (self.tell)(Told::Trouble(&text));
        self.shared
            .change(|state| state.trouble = Some(text.into()));
    }

    fn said(
        &self,
        before: &Generation,
        generation: &Generation,
        changes: &Changes,
        since: Instant,
    ) {
        let paths = changes.paths.iter();
        let paths = paths.filter(|path| generation.shows(path) || before.shows(path));
        // A log that what is said here is written to must not be told of.
        let paths = paths.filter(|path| !(generation.leaves_out(path) && before.leaves_out(path)));
        let names = shown(generation.input(), paths);
        if names.is_empty() && !changes.all {
            return;
        }
        let found: Vec<_> = generation
            .diagnostics()
            .filter(|found| holds(&names, generation.sources().shown(found.span.file)))
            .cloned()
            .collect();
        (self.tell)(Told::Changed {
            files: names.len(),
            one: names.iter().next().map(String::as_str),
            sources: generation.sources(),
            diagnostics: &found,
            time: since.elapsed(),
        });
    }
}

/// Lets the threads that somebody waits for go first, by so much: each makes use of every core that there is.
pub fn stand_back(by: i32) {
    // Elsewhere that is said of a whole process only. A system that refuses has its reasons.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(by);
    #[cfg(not(target_os = "linux"))]
    let _ = by;
}
