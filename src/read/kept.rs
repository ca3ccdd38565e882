//! The project's cache folder: things that can be worked out again. Each file is of one program (the hash of its binary)
//! and carries the hash of its own content; whatever is not exactly as it was written counts as not there.

use super::{Input, Project};
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Opens every file of this form.
const MARK: &[u8] = b"kb cache 1\n";

/// Bytes of a hash.
const HASH: usize = 32;

/// Takes a file out of the cache.
pub fn load(project: &Project, name: &str) -> Option<Vec<u8>> {
    let mut file = File::open(place(project, name)?).ok()?;
    let mut head = [0; MARK.len() + 2 * HASH];
    file.read_exact(&mut head).ok()?;
    let hashes = head.strip_prefix(MARK)?;
    let mut body = Vec::new();
    file.read_to_end(&mut body).ok()?;
    let sound = hashes[..HASH] == program()? && hashes[HASH..] == hash_of(name, &body);
    sound.then_some(body)
}

/// Takes a value out of the cache.
pub fn value<T: DeserializeOwned>(project: &Project, name: &str) -> Option<T> {
    postcard::from_bytes(&load(project, name)?).ok()
}

/// Puts a file into the cache, whole or not at all. Where that fails there is no cache, which is no trouble.
pub fn store(project: &Project, name: &str, body: &[u8]) {
    let (Some(place), Some(program)) = (place(project, name), program()) else {
        return;
    };
    let new = place.with_extension(format!("new-{}", std::process::id()));
    let head = [MARK, &program, &hash_of(name, body)[..]].concat();
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(&head)?;
        file.write_all(body)
    };
    let written = place
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| write())
        .and_then(|()| fs::rename(&new, &place));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
}

/// The hash of everything that decides what a build makes. `None`: something in it cannot be read.
pub fn whole(input: &Input) -> Option<[u8; HASH]> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(format!("{:?} {:?} {}", input.config, input.audience, input.today).as_bytes());
    add(format!("{:?} {}", input.diagnostics, input.restricted).as_bytes());
    // Teams of tickets are not in the texts that sources keep of snapshots.
    add(format!("{:?}", input.trackers).as_bytes());
    add(input.project.output.as_os_str().as_encoded_bytes());
    for source in input.sources.all() {
        add(source.path.as_bytes());
        add(input.sources.shown(source.id).as_bytes());
        add(&input.sources.hash(source.id));
    }
    for (path, location) in input
        .attachments
        .iter()
        .chain(&input.static_files)
        .map(|file| (&file.path, &file.location))
    {
        add(path.as_bytes());
        add(location.as_os_str().as_encoded_bytes());
        add(&hash_file(location)?);
    }
    Some(*hasher.finalize().as_bytes())
}

fn place(project: &Project, name: &str) -> Option<PathBuf> {
    Some(project.cache.as_deref()?.join(name))
}

/// The name belongs to it: one file of the cache is never taken for another.
fn hash_of(name: &str, body: &[u8]) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(name.as_bytes());
    hasher.update(&[0]);
    hasher.update(body);
    *hasher.finalize().as_bytes()
}

/// Which program this is: another one may understand documents in another way.
fn program() -> Option<[u8; HASH]> {
    static PROGRAM: OnceLock<Option<[u8; HASH]>> = OnceLock::new();
    *PROGRAM.get_or_init(|| hash_file(&std::env::current_exe().ok()?))
}

fn hash_file(path: &Path) -> Option<[u8; HASH]> {
    let mut file = File::open(path).ok()?;
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; 256 * 1024];
    loop {
        match file.read(&mut block).ok()? {
            0 => return Some(*hasher.finalize().as_bytes()),
            read => hasher.update(&block[..read]),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_written_is_taken_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Project {
            cache: Some(folder.path().join("cache")),
            ..Project::default()
        };
        assert_eq!(load(&project, "a"), None);
        store(&project, "a", b"content");
        assert_eq!(load(&project, "a").as_deref(), Some(&b"content"[..]));
        let file = folder.path().join("cache/a");
        let good = fs::read(&file).expect("written");
        fs::copy(&file, folder.path().join("cache/b")).expect("copied");
        assert_eq!(load(&project, "b"), None, "under another name");
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&file, bad).expect("written");
            assert_eq!(load(&project, "a"), None, "byte {at}");
        }
        fs::write(&file, &good[..good.len() - 1]).expect("written");
        assert_eq!(load(&project, "a"), None);
    }
}
