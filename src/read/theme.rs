//! The theme inside of the program.

use include_dir::{Dir, File, include_dir};

/// A plain web folder; a project's `theme/` replaces it file by file.
pub static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/theme");

/// Everything that the site says by itself: templates, scripts, styles.
pub fn words() -> impl Iterator<Item = &'static str> {
    fn files(folder: &'static Dir<'_>) -> Vec<&'static File<'static>> {
        folder
            .files()
            .chain(folder.dirs().flat_map(files))
            .collect()
    }
    files(&BUILT_IN).into_iter().filter_map(File::contents_utf8)
}
