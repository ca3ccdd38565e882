//! Works out the search in the background.

use super::work::{SEARCH, Work, stand_back};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Longer than anybody waits.
const NEVER: Duration = Duration::from_secs(3600);

impl Work {
    /// Works the search out for one generation after another, for ever; those that came and went meanwhile are left out.
    pub fn index(&self) {
        let pool = rayon::ThreadPoolBuilder::new()
            .thread_name(|number| format!("search {number}"))
            .start_handler(|_| stand_back(SEARCH))
            .build();
        let Ok(pool) = pool else { return };
        let mut version = 0;
        let mut done = Weak::new();
        loop {
            let now = self.shared.now();
            now.generation.taxonomy();
            let new = Arc::downgrade(&now.generation);
            if !Weak::ptr_eq(&new, &done) {
                let before = now.search.as_deref();
                let made = catch_unwind(AssertUnwindSafe(|| {
                    pool.install(|| now.generation.make_search(before))
                }));
                if let Ok(search) = made {
                    self.shared.change(|state| state.search_in(search));
                }
                // A fault would come back: wait for another generation.
                done = new;
            }
            drop(now);
            version = self.shared.wait(version, NEVER);
        }
    }
}
