//! The files that declare services and teams.

use super::{Input, beside, walk};
use crate::catalog::{self, Catalog, Declared};
use crate::span::FileId;
use std::path::{Path, PathBuf};

/// Reads `services.toml` and `teams.toml` of the project folder into the catalog, then Backstage's files: its
/// `catalog-info.yaml`, and every YAML file below `catalog/`. What comes first wins where two declare one name.
pub fn read(input: &mut Input) {
    let root = input.project.root.clone();
    let mut found = Vec::new();
    let mut declared = Declared::default();
    if let Some(file) = source(input, &root.join("services.toml")) {
        declared.services = catalog::services(input.sources.get(file)).keep(&mut found);
    }
    if let Some(file) = source(input, &root.join("teams.toml")) {
        declared.teams = catalog::teams(input.sources.get(file)).keep(&mut found);
    }
    for location in backstage_files(input, &root) {
        if let Some(file) = source(input, &location) {
            declared.extend(catalog::backstage(input.sources.get(file)).keep(&mut found));
        }
    }
    declared.join_members();
    input.diagnostics.extend(found);
    input.catalog = Catalog::new(declared.services, declared.teams);
}

fn backstage_files(input: &Input, root: &Path) -> Vec<PathBuf> {
    let mut files = vec![
        root.join("catalog-info.yaml"),
        root.join("catalog-info.yml"),
    ];
    if input.project.config_file.is_some() {
        let below = walk::files(&root.join("catalog"))
            .into_iter()
            .map(|file| file.location);
        files.extend(below.filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "yaml" || extension == "yml")
        }));
    }
    files
}

fn source(input: &mut Input, location: &Path) -> Option<FileId> {
    location.is_file().then(|| beside(input, location))?
}
