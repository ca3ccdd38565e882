//! Files on their way into the staging folder.

use super::manifest::Print;
use super::stage::Outcome;
use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// Bytes of a large file that are in memory at a time.
pub const BLOCK: usize = 128 * 1024;

/// Copies a file in blocks. One that cannot be read is no reason to stop.
pub fn copy(from: &Path, path: &str, previous: Option<Print>, staging: &Path) -> Result<Outcome> {
    let missing = |cause| {
        Ok(Outcome::Missing(format!(
            "cannot read {}: {cause}",
            from.display()
        )))
    };
    let mut source = match File::open(from) {
        Ok(source) => source,
        Err(cause) => return missing(cause),
    };
    if let Some(previous) = previous
        && source
            .metadata()
            .is_ok_and(|metadata| metadata.len() == previous.size)
    {
        match pour(&mut source, |_| Ok(())) {
            Ok(print) if print == previous => return Ok(Outcome::Kept(print)),
            Ok(_) => {}
            Err(Poured::Source(cause) | Poured::Target(cause)) => return missing(cause),
        }
        source = match File::open(from) {
            Ok(source) => source,
            Err(cause) => return missing(cause),
        };
    }
    let target = staging.join(path);
    let mut file = create(&target)?;
    match pour(&mut source, |block| file.write_all(block)) {
        Ok(print) => Ok(Outcome::Changed(print)),
        Err(Poured::Target(cause)) => Err(Error::at(&target, "write", cause)),
        Err(Poured::Source(cause)) => {
            drop(file);
            fs::remove_file(&target).map_err(|cause| Error::at(&target, "remove", cause))?;
            missing(cause)
        }
    }
}

/// Which side of a copy failed.
enum Poured {
    Source(std::io::Error),
    Target(std::io::Error),
}

fn pour(
    source: &mut File,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> std::result::Result<Print, Poured> {
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK];
    loop {
        let read = source.read(&mut block).map_err(Poured::Source)?;
        if read == 0 {
            return Ok(Print::new(&hasher.finalize(), hasher.count()));
        }
        hasher.update(&block[..read]);
        take(&block[..read]).map_err(Poured::Target)?;
    }
}

/// Opens a new file; its folder is made when it is missed, so that a known one costs no call.
pub fn create(path: &Path) -> Result<File> {
    let made = match File::create(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| File::create(path)),
        made => made,
    };
    made.map_err(|cause| Error::at(path, "write", cause))
}

/// Copies a file that cannot be linked.
pub fn copy_with_time(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options()
        .append(true)
        .open(to)?
        .set_modified(modified)
}
