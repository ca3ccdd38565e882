//! What happens when files change: the page that somebody is writing first, then everything.
//!
//! Two threads: one hears of changes and makes the early page, the other makes generations. While a generation is being
//! made, changes gather; they are one change for the next.

use super::generation::Generation;
use super::page::words;
use super::state::{Early, Shared};
use super::watch::{Changes, Watch};
use super::{Told, early};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use crate::pipeline::Memory;
use crate::read::{self, Earlier, Input, Request};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How far the making of lists stands back behind the page that is open, and the search behind both.
pub const LISTS: i32 = 3;
const SEARCH: i32 = 12;

/// Longer than anybody waits.
const NEVER: Duration = Duration::from_secs(3600);

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

    /// Hears of changes, for ever.
    pub fn hear(&self, mut watch: Watch) {
        // Threads of its own, so that an early page does not queue behind a generation.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().ok();
        loop {
            let mut changes = watch.next();
            let generation = Arc::clone(&self.shared.now().generation);
            changes.paths.retain(|path| !generation.is_silent_on(path));
            let project = generation.input().project.clone();
            drop(generation);
            let structural = changes.all
                || project != watch.project
                || changes.paths.iter().any(|path| !path.is_file());
            if structural {
                // The system forgets a folder that is moved away; until it is watched again, nothing is heard of it.
                changes.all |= changes.paths.iter().any(|path| path.is_dir());
                // A folder may be made in another one just before that one is watched.
                while watch.follow(&project) {
                    changes.all = true;
                }
            }
            if changes.paths.is_empty() && !changes.all {
                continue;
            }
            let number = self.add(&changes);
            if let (false, 1, Some(pool)) = (changes.all, changes.paths.len(), &pool) {
                let now = self.shared.now();
                let location = changes.paths.into_iter().next().unwrap_or_default();
                // A fault here costs the early view only.
                let made = catch_unwind(AssertUnwindSafe(|| {
                    pool.install(|| early::page(&now.generation, &location))
                }));
                if let Ok(Some((path, bytes))) = made {
                    self.show_early(path, bytes, number);
                }
            }
            // Only now: a generation takes every core that there is.
            self.wake.notify_one();
        }
    }

    fn add(&self, changes: &Changes) -> u64 {
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

    fn show_early(&self, path: String, bytes: Vec<u8>, change: u64) {
        self.shared.change(|state| {
            let bytes = bytes.into();
            state.early.insert(path, Early { bytes, change });
        });
    }

    /// Makes generation after generation, for ever.
    pub fn make(&self, mut memory: Memory) {
        stand_back(LISTS);
        let mut changes = Changes::default();
        loop {
            let round = self.take(&mut changes);
            let before = Arc::clone(&self.shared.now().generation);
            let made = catch_unwind(AssertUnwindSafe(|| {
                self.generation(&before, &changes, &round.paths, &mut memory)
            }));
            let made = made.unwrap_or_else(|_| {
                memory = Memory::default();
                Err(Kept::Fault)
            });
            match made {
                Ok(generation) => {
                    self.said(&generation, &changes, round.since);
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

    /// Works the search out for one generation after another, for ever; those that came and went meanwhile are left out.
    pub fn index(&self) {
        let pool = rayon::ThreadPoolBuilder::new()
            .start_handler(|_| stand_back(SEARCH))
            .build();
        let Ok(pool) = pool else { return };
        let mut version = 0;
        loop {
            let now = self.shared.now();
            now.generation.taxonomy();
            let made = now.search.as_ref();
            if made.is_none_or(|made| !Arc::ptr_eq(made, &now.generation)) {
                let before = made.and_then(|made| made.search());
                let done = catch_unwind(AssertUnwindSafe(|| {
                    pool.install(|| now.generation.make_search(before.as_deref()));
                }));
                if done.is_ok() {
                    self.shared
                        .change(|state| state.search_in(Arc::clone(&now.generation)));
                }
                // A fault would come back: wait for another generation.
            }
            drop(now);
            version = self.shared.wait(version, NEVER);
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
        let text = match kept {
            Kept::Broken(text) => text.clone(),
            Kept::Fault => "a fault of kb: please report it with what was changed".into(),
            Kept::Unreadable(error) => {
                let found = error.diagnostics().map(|(sources, found)| {
                    let found: Vec<_> = found.iter().collect();
                    words(sources, &found)
                });
                [found.unwrap_or_default(), error.to_string()]
                    .join("\n\n")
                    .trim()
                    .to_string()
            }
        };
        (self.tell)(Told::Trouble(&text));
        self.shared
            .change(|state| state.trouble = Some(text.into()));
    }

    fn said(&self, generation: &Generation, changes: &Changes, since: Instant) {
        let input = generation.input();
        let names = shown(input, &changes.paths);
        let found: Vec<_> = generation
            .diagnostics()
            .filter(|found| holds(&names, generation.sources().shown(found.span.file)))
            .cloned()
            .collect();
        (self.tell)(Told::Changed {
            files: changes.paths.len(),
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

/// Why the generation before stays.
enum Kept {
    /// The folder or its configuration cannot be read.
    Unreadable(Error),
    /// What was saved has errors, as text.
    Broken(String),
    Fault,
}

/// Errors in what was just saved, and templates that fail. Who saves something else goes on with what there is.
fn newly_broken(
    generation: &Generation,
    before: &Generation,
    paths: &HashSet<PathBuf>,
) -> Vec<Diagnostic> {
    let input = generation.input();
    let names = shown(input, paths);
    let mut broken: Vec<_> = generation
        .diagnostics()
        .filter(|found| is_broken(found))
        .filter(|found| names.contains(generation.sources().shown(found.span.file)))
        .cloned()
        .collect();
    if broken.is_empty() && !input.theme.is_empty() && before.broken_template().is_none() {
        broken.extend(generation.broken_template());
    }
    broken
}

/// Whether something cannot be shown as its author means it: an error, or front matter that cannot be read.
pub fn is_broken(found: &Diagnostic) -> bool {
    found.level == Level::Error || found.rule.ends_with("-syntax")
}

/// Whether a file or a folder that it is in was saved: of a new folder, only the folder is told.
fn holds(names: &HashSet<String>, file: &str) -> bool {
    names.contains(file)
        || names.iter().any(|name| {
            file.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        })
}

fn shown(input: &Input, paths: &HashSet<PathBuf>) -> HashSet<String> {
    paths.iter().map(|path| input.project.shown(path)).collect()
}
