//! Puts a complete staging folder in the place of the site.

use super::existing::CARRIED;
use super::manifest::Manifest;
use super::{Place, tree};
use crate::error::{Error, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Puts the staging folder in the site's place and removes the old site, of which these files were found. `false`: the
/// file system refuses, and nothing has changed.
pub fn exchange(place: &Place, found: &Manifest) -> Result<bool> {
    let Ok(old) = fs::metadata(&place.site) else {
        return match fs::rename(&place.staging, &place.site) {
            Ok(()) => Ok(true),
            Err(cause) => Err(Error::at(&place.site, "create", cause)),
        };
    };
    // The site keeps who may enter it; a system that cannot say so keeps its own rule.
    let _ = fs::set_permissions(&place.staging, old.permissions());
    let found: Vec<&str> = found.paths().collect();
    match in_one_step(&place.staging, &place.site) {
        Ok(()) => tree::remove_found(&place.staging, &found),
        Err(cause) if cause.kind() == ErrorKind::ResourceBusy => return Ok(false),
        Err(_) => {
            if fs::rename(&place.site, &place.aside).is_err() {
                return Ok(false);
            }
            if let Err(cause) = fs::rename(&place.staging, &place.site) {
                fs::rename(&place.aside, &place.site)
                    .map_err(|cause| Error::at(&place.aside, "move back", cause))?;
                return Err(Error::at(&place.site, "replace", cause));
            }
            tree::remove_found(&place.aside, &found);
        }
    }
    clear(place, &place.staging)?;
    clear(place, &place.aside)?;
    Ok(true)
}

/// Completes or takes back what a run that was killed has left.
pub fn recover(place: &Place) -> Result<()> {
    // Only between the two renames of `exchange` is the site missing while its old version stands aside.
    if place.aside.is_dir() && !place.site.exists() {
        fs::rename(&place.aside, &place.site)
            .map_err(|cause| Error::at(&place.aside, "move back", cause))?;
    }
    clear(place, &place.staging)?;
    clear(place, &place.aside)
}

/// Removes a folder that is no site any more; what belongs to the site's owner goes on to the new one first.
fn clear(place: &Place, folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for name in CARRIED {
        let (from, to) = (folder.join(name), place.site.join(name));
        if from.symlink_metadata().is_ok() && to.symlink_metadata().is_err() {
            fs::rename(&from, &to).map_err(|cause| Error::at(&from, "move", cause))?;
        }
    }
    tree::remove(folder)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn in_one_step(new: &Path, old: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn in_one_step(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
