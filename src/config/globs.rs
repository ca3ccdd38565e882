//! Globs of paths, as people know them from `.gitignore`.

use super::Config;
use globset::{Error, Glob, GlobBuilder, GlobSet, GlobSetBuilder};

impl Config {
    /// What `exclude` names.
    pub fn excluded(&self) -> GlobSet {
        set(&self.exclude)
    }

    /// The level at which a file is split into documents, if it is.
    pub fn split_level(&self, path: &str) -> Option<u8> {
        self.content
            .split
            .iter()
            .find(|split| set(std::slice::from_ref(&split.glob)).is_match(path))
            .map(|split| split.heading)
    }

    /// What `restricted` names.
    pub fn restricted(&self) -> GlobSet {
        set(&self.restricted)
    }
}

/// Globs that do not compile were refused with `kb.toml`.
fn set(globs: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in globs.iter().flat_map(|glob| compile(glob)).flatten() {
        builder.add(glob);
    }
    builder.build().unwrap_or_default()
}

/// A glob and all that lies below what it names; without a `/` it names files and folders at any depth.
pub fn compile(glob: &str) -> Result<Vec<Glob>, Error> {
    let path = glob
        .trim_start_matches("./")
        .trim_start_matches('/')
        .trim_end_matches('/');
    let anchored = glob.trim_end_matches('/').contains('/');
    let base = if anchored {
        path.to_string()
    } else {
        format!("**/{path}")
    };
    [base.clone(), format!("{base}/**")]
        .iter()
        .map(|glob| {
            GlobBuilder::new(glob)
                .literal_separator(true)
                .backslash_escape(true)
                .build()
        })
        .collect()
}
