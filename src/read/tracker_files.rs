//! What is known of action items beside the documents: `actions.toml`, and snapshots of trackers below `trackers/`.

use super::{Input, beside, walk};
use crate::trackers;

/// Its name beside `kb.toml`.
pub const ACTIONS: &str = "actions.toml";

/// The folder of snapshots beside `kb.toml`.
pub const FOLDER: &str = "trackers";

/// Reads the side file and all snapshots. Of a snapshot nothing is kept that must not be quoted.
pub fn read(input: &mut Input) {
    let root = input.project.root.clone();
    let side = root.join(ACTIONS);
    if side.is_file() {
        input.actions = beside(input, &side);
    }
    if input.project.config_file.is_none() {
        return;
    }
    for found in walk::files(&root.join(FOLDER)) {
        let known = [".json", ".csv", ".tsv"];
        let lower = found.path.to_lowercase();
        if !known.iter().any(|extension| lower.ends_with(extension)) {
            continue;
        }
        let Some(file) = beside(input, &found.location) else {
            continue;
        };
        let source = input.sources.get(file);
        let (path, titles) = (source.path.clone(), input.config.actions.publish_titles);
        let read = trackers::read(file, &path, &source.text, &input.catalog, titles);
        input.sources.replace(file, read.text);
        input.trackers.push(read.snapshot);
        input.diagnostics.extend(read.diagnostics);
    }
}
