//! What is served at this moment, and who wants to know when it changes.

use super::generation::Generation;
use crate::search::export::{Export, Piece};
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

/// Everything that an answer comes from; replaced as a whole.
#[derive(Clone)]
pub struct State {
    /// Counts the changes that a browser may see.
    pub version: u64,
    pub generation: Arc<Generation>,
    /// The newest search that is complete: searches are answered from this one.
    pub search: Option<Arc<Export>>,
    /// The search before that: a page that is open has its list of pieces, and asks for them until it is loaded again.
    pub search_before: Option<Arc<Export>>,
    /// Pages of documents that were saved after the generation was begun, by path.
    pub early: HashMap<String, Early>,
    /// Why the newest state of the folder is not what is served, as text.
    pub trouble: Option<Arc<str>>,
}

impl State {
    /// A piece of the search, or of the one before.
    pub fn piece(&self, path: &str) -> Option<&Piece> {
        let both = self.search.iter().chain(&self.search_before);
        let mut pieces = both.flat_map(|search| &search.pieces);
        pieces.find(|piece| piece.path == path)
    }

    /// Answers searches from another one.
    pub fn search_in(&mut self, search: Arc<Export>) {
        if let Some(before) = self.search.replace(search) {
            self.search_before = Some(before);
        }
    }
}

/// A page that is ahead of its generation.
#[derive(Clone)]
pub struct Early {
    pub bytes: Arc<[u8]>,
    /// Number of the change that it shows.
    pub change: u64,
}

/// The state of the moment, shared by all threads.
pub struct Shared {
    state: RwLock<Arc<State>>,
    version: Mutex<u64>,
    changed: Condvar,
}

impl Shared {
    pub fn new(generation: Generation) -> Self {
        Self {
            state: RwLock::new(Arc::new(State {
                version: 1,
                generation: Arc::new(generation),
                search: None,
                search_before: None,
                early: HashMap::new(),
                trouble: None,
            })),
            version: Mutex::new(1),
            changed: Condvar::new(),
        }
    }

    pub fn now(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the state and tells everybody who waits.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        // What nobody needs any more is dropped after the lock: a whole generation takes its time.
        let (version, _before) = {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            let mut next = State::clone(&state);
            change(&mut next);
            next.version += 1;
            (next.version, std::mem::replace(&mut *state, Arc::new(next)))
        };
        *self.count() = version;
        self.changed.notify_all();
    }

    /// Waits until there is a newer version than the one that is known; gives the newest, or the known one when time is up.
    pub fn wait(&self, known: u64, longest: Duration) -> u64 {
        let waited = self
            .changed
            .wait_timeout_while(self.count(), longest, |version| *version <= known);
        match waited {
            Ok((version, _)) => *version,
            Err(_) => known,
        }
    }

    fn count(&self) -> MutexGuard<'_, u64> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
