//! Writes a site into its folder so that readers see the old one or the new one, never a mixture.

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::site::{Content, Site};
use std::fs;
use std::path::Path;

/// Writes all pages of the site below `folder`; gives what could not be rendered.
pub fn write(site: &Site<'_>, folder: &Path) -> Result<Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    for page in site.pages() {
        let path = folder.join(&page.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|cause| Error::at(parent, "create", cause))?;
        }
        match site.render(&page) {
            Ok(Content::Bytes(bytes)) => {
                fs::write(&path, bytes).map_err(|cause| Error::at(&path, "write", cause))?;
            }
            Ok(Content::Copy(from)) => {
                fs::copy(&from, &path).map_err(|cause| Error::at(&path, "write", cause))?;
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Ok(diagnostics)
}
