//! Hears of changes, and shows the page that somebody is writing before everything else follows.

use super::state::Early;
use super::watch::Watch;
use super::work::Work;
use super::{Told, early};
use crate::read::Project;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

impl Work {
    /// Hears of changes, for ever.
    pub fn hear(&self, mut watch: Watch) {
        // Threads of its own, so that an early page does not queue behind a generation.
        let pool = rayon::ThreadPoolBuilder::new()
            .thread_name(|number| format!("early {number}"))
            .num_threads(2)
            .build()
            .ok();
        self.say_unheard(&mut watch);
        loop {
            let mut changes = watch.next();
            let generation = Arc::clone(&self.shared.now().generation);
            changes.paths.retain(|path| !generation.is_silent_on(path));
            let project = &generation.input().project;
            let folders = |path: &Path| path.is_dir() || watch.watches(path);
            if changes.all
                || *project != watch.project
                || changes.paths.iter().any(|path| folders(path))
            {
                // The system forgets a folder that is moved away; until it is watched again, nothing is heard of it.
                changes.all |= changes.paths.iter().any(|path| path.is_dir());
                changes.all |= self.follow(&mut watch, project);
            }
            if changes.paths.is_empty() && !changes.all {
                continue;
            }
            let number = self.add(&changes);
            // Editors write beside a file and rename: of what came and went meanwhile there is nothing to show.
            let mut saved = changes.paths.iter();
            let mut saved = saved.by_ref().filter(|path| generation.shows(path));
            if let (false, Some(location), None, Some(pool)) =
                (changes.all, saved.next(), saved.next(), &pool)
            {
                // A fault here costs the early view only.
                let made = catch_unwind(AssertUnwindSafe(|| {
                    pool.install(|| early::page(&generation, location))
                }));
                if let Ok(Some((path, bytes))) = made {
                    self.show_early(path, bytes, number);
                }
            }
            // Only now: a generation takes every core that there is.
            self.go_on();
        }
    }

    /// Watches the folders that there are now. `true`: some were not watched before.
    fn follow(&self, watch: &mut Watch, project: &Project) -> bool {
        let mut more = false;
        // A folder may be made in another one just before that one is watched.
        while watch.follow(project) {
            more = true;
        }
        self.say_unheard(watch);
        more
    }

    fn say_unheard(&self, watch: &mut Watch) {
        for why in watch.unheard.drain(..) {
            (self.tell)(Told::Deaf(&why));
        }
    }

    fn show_early(&self, path: String, bytes: Vec<u8>, change: u64) {
        self.shared.change(|state| {
            let bytes = bytes.into();
            state.early.insert(path, Early { bytes, change });
        });
    }
}
