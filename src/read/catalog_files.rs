//! The files that declare services and teams.

use super::{Input, beside};
use crate::catalog::{self, Catalog};
use crate::span::FileId;

/// Reads `services.toml` and `teams.toml` of the project folder into the catalog.
pub fn read(input: &mut Input) {
    let mut found = Vec::new();
    let services = source(input, "services.toml")
        .map(|file| catalog::services(input.sources.get(file)).keep(&mut found));
    let teams = source(input, "teams.toml")
        .map(|file| catalog::teams(input.sources.get(file)).keep(&mut found));
    input.diagnostics.extend(found);
    input.catalog = Catalog::new(services.unwrap_or_default(), teams.unwrap_or_default());
}

fn source(input: &mut Input, name: &str) -> Option<FileId> {
    let location = input.project.root.join(name);
    location.is_file().then(|| beside(input, &location))?
}
