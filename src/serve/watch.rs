//! Which files changed. What editors and version control do in many steps becomes one change.

use crate::read::{Project, places};
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
    /// Folders that are there and cannot be watched.
    deaf: HashSet<PathBuf>,
    /// Why changes in some of them are not seen; for whoever asks first.
    pub unheard: Vec<String>,
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
            deaf: HashSet::new(),
            unheard: Vec::new(),
            project: project.clone(),
        };
        watch.follow(project);
        Ok(watch)
    }

    /// Watches the folders that the project has now. Each folder on its own, so that those of tools are left out.
    /// `true`: there are folders that were not watched before; something may have happened in them already.
    pub fn follow(&mut self, project: &Project) -> bool {
        self.project = project.clone();
        let wanted = places::folders(project);
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
                Err(_) if !folder.is_dir() => self.missing.push(folder),
                // Of the folders above nothing is to be heard but that one comes back.
                Err(error) if is_ours(project, &folder) => {
                    if self.deaf.insert(folder) {
                        self.unheard.push(error.to_string());
                    }
                }
                Err(_) => {}
            }
        }
        for gone in known.difference(&self.watched) {
            // It is gone: the system has forgotten it already.
            let _ = self.watcher.unwatch(gone);
        }
        more
    }

    /// Whether this is, or was, a folder in which changes are heard.
    pub fn watches(&self, folder: &Path) -> bool {
        self.watched.contains(folder)
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

/// Whether a path can matter: reading looks at it, and it is not what this run itself says, sent into a file.
fn is_ours(project: &Project, path: &Path) -> bool {
    // Vim tries with this one whether it may write.
    let probe = path.file_name().is_some_and(|name| name == "4913");
    places::looks_at(project, path) && !probe && !is_own_output(path)
}

/// Whether this run writes to the file: to show that it has changed would change it again.
#[cfg(unix)]
fn is_own_output(path: &Path) -> bool {
    use std::fs::File;
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let Ok(file) = path.metadata() else {
        return false;
    };
    let (out, err) = (std::io::stdout(), std::io::stderr());
    [out.as_fd(), err.as_fd()].into_iter().any(|own| {
        let own = own.try_clone_to_owned().map(File::from);
        let own = own.and_then(|own| own.metadata());
        own.is_ok_and(|own| (own.dev(), own.ino()) == (file.dev(), file.ino()))
    })
}

#[cfg(not(unix))]
fn is_own_output(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_try_is_no_change() {
        let project = Project {
            root: "/p".into(),
            content: "/p".into(),
            output: "/p/public".into(),
            ..Project::default()
        };
        for path in ["/p/4913", "/p/.a.md.swp", "/p/a.md~", "/p/#a.md#"] {
            assert!(!is_ours(&project, Path::new(path)), "{path}");
        }
        assert!(is_ours(&project, Path::new("/p/a.md")));
    }
}
