//! Which files changed. What editors and version control do in many steps becomes one change.

use crate::read::{Project, walk};
use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// So long nothing must happen before a few changed files count as saved. An editor writes within a millisecond or two.
const QUIET: Duration = Duration::from_millis(6);

/// So long after many files: a checkout pauses now and then.
const QUIET_AFTER_MANY: Duration = Duration::from_millis(80);

/// From so many files on they are many.
const MANY: usize = 8;

/// A folder in which something happens without a pause is read as it is after this time.
const LONGEST: Duration = Duration::from_secs(2);

/// How often folders are looked for that were not there.
const AGAIN: Duration = Duration::from_secs(1);

/// How often files are compared where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(700);

/// What changed.
#[derive(Debug, Default)]
pub struct Changes {
    pub paths: HashSet<PathBuf>,
    /// Nobody knows what changed: all must be read again.
    pub all: bool,
}

/// Watches the folders of a project.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    watched: HashSet<PathBuf>,
    missing: Vec<PathBuf>,
    pub project: Project,
}

impl Watch {
    /// Watches from now on. A system that cannot tell of changes is asked again and again.
    pub fn new(project: &Project) -> notify::Result<Self> {
        let (sender, events) = channel();
        let watcher: Box<dyn Watcher + Send> =
            match RecommendedWatcher::new(sender.clone(), Config::default()) {
                Ok(watcher) => Box::new(watcher),
                Err(_) => Box::new(PollWatcher::new(
                    sender,
                    Config::default().with_poll_interval(POLL),
                )?),
            };
        let mut watch = Self {
            watcher,
            events,
            watched: HashSet::new(),
            missing: Vec::new(),
            project: project.clone(),
        };
        watch.follow(project);
        Ok(watch)
    }

    /// Watches the folders that the project has now. Each folder on its own, so that those of tools are left out.
    /// `true`: there are folders that were not watched before; something may have happened in them already.
    pub fn follow(&mut self, project: &Project) -> bool {
        self.project = project.clone();
        let wanted = walk::folders(project);
        let known = std::mem::take(&mut self.watched);
        let mut more = false;
        self.missing.clear();
        for folder in wanted {
            // A folder that was replaced by another of the same name must be watched anew: to watch twice costs little.
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    more |= !known.contains(&folder);
                    self.watched.insert(folder);
                }
                Err(_) => self.missing.push(folder),
            }
        }
        for gone in known.difference(&self.watched) {
            // It is gone: the system has forgotten it already.
            let _ = self.watcher.unwatch(gone);
        }
        more
    }

    /// Waits for a change, and until it is complete. Without one it gives nothing from time to time.
    pub fn next(&mut self) -> Changes {
        let mut changes = Changes::default();
        let mut since: Option<Instant> = None;
        loop {
            let quiet = match (since, changes.paths.len()) {
                (None, _) => AGAIN,
                (_, 0..MANY) if !changes.all => QUIET,
                _ => QUIET_AFTER_MANY,
            };
            match self.events.recv_timeout(quiet) {
                Ok(event) => {
                    if self.note(event, &mut changes) {
                        since.get_or_insert_with(Instant::now);
                    }
                    if since.is_some_and(|since| since.elapsed() > LONGEST) {
                        return changes;
                    }
                }
                Err(RecvTimeoutError::Timeout) if since.is_some() => return changes,
                Err(RecvTimeoutError::Timeout) => {
                    changes.all = self.missing.iter().any(|folder| folder.is_dir());
                    return changes;
                }
                // The watcher lives as long as this does.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(AGAIN),
            }
        }
    }

    /// `true`: the event is about the project.
    fn note(&self, event: notify::Result<Event>, changes: &mut Changes) -> bool {
        let Ok(event) = event else {
            changes.all = true;
            return true;
        };
        if event.need_rescan() {
            changes.all = true;
            return true;
        }
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
            EventKind::Access(_) => return false,
            _ => {}
        }
        let before = changes.paths.len();
        let relevant: Vec<_> = event
            .paths
            .into_iter()
            .filter(|path| is_ours(&self.project, path))
            .collect();
        let any = !relevant.is_empty();
        changes.paths.extend(relevant);
        // A file that is written and then closed tells twice; the second time only prolongs the silence that is waited for.
        any || changes.paths.len() > before
    }
}

/// Whether a path can matter: below the project, not of the site or the cache, not hidden, no editor's temporary file.
fn is_ours(project: &Project, path: &Path) -> bool {
    if path.starts_with(&project.output)
        || project
            .cache
            .as_ref()
            .is_some_and(|cache| path.starts_with(cache))
    {
        return false;
    }
    let below = [&project.content, &project.root]
        .into_iter()
        .find_map(|root| path.strip_prefix(root).ok());
    // The folder above is watched for the sake of the project's own.
    let Some(below) = below else { return false };
    below.components().all(|part| {
        let name = part.as_os_str().to_string_lossy();
        (!name.starts_with('.') || name == ".well-known") && !is_temporary(&name)
    })
}

/// What editors write beside a file while they save it.
fn is_temporary(name: &str) -> bool {
    name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "4913"
        || [".swp", ".swx", ".swo", ".tmp", ".part", ".crdownload"]
            .iter()
            .any(|end| name.ends_with(end))
        || name.contains("___jb_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        Project {
            root: "/p".into(),
            content: "/p/content".into(),
            output: "/p/public".into(),
            cache: Some("/p/.kb-cache".into()),
            ..Project::default()
        }
    }

    #[test]
    fn only_what_the_project_reads_is_a_change() {
        let project = project();
        for path in [
            "/p/content/a.md",
            "/p/kb.toml",
            "/p/content",
            "/p/static/.well-known/x",
        ] {
            assert!(is_ours(&project, Path::new(path)), "{path}");
        }
        for path in [
            "/p/public/index.html",
            "/p/.kb-cache/x",
            "/p/.git/HEAD",
            "/p/content/.a.md.swp",
            "/p/content/a.md~",
            "/p/content/4913",
            "/p/content/a.md___jb_tmp___",
            "/other/a.md",
        ] {
            assert!(!is_ours(&project, Path::new(path)), "{path}");
        }
    }
}
