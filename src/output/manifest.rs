//! `.kb-manifest`: the list of a site's files with their hashes. It proves that the folder is this program's, tells what
//! changed, and names what must be removed. It holds no time and no machine's path: same site, same manifest.

use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Its name in the root of the site.
pub const NAME: &str = ".kb-manifest";

/// The first line, with the version of the form.
const HEADER: &str = "kb-manifest 1";

/// What is known about the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    /// The first half of its BLAKE3 hash, of a large one that of the hashes of its pieces: 128 bits are plenty where nobody
    /// attacks himself.
    pub hash: [u8; 16],
    pub size: u64,
}

impl Print {
    pub fn of(bytes: &[u8]) -> Self {
        Self::new(&blake3::hash(bytes), bytes.len() as u64)
    }

    pub fn new(hash: &blake3::Hash, size: u64) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        Self { hash: half, size }
    }
}

/// Files of a site by path, with `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, Print>,
}

impl Manifest {
    pub fn get(&self, path: &str) -> Option<Print> {
        self.files.get(path).copied()
    }

    pub fn insert(&mut self, path: String, print: Print) {
        self.files.insert(path, print);
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Size of all files in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|print| print.size).sum()
    }

    /// Paths that the other has not.
    pub fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let gone = |path: &&String| !other.files.contains_key(*path);
        self.files.keys().filter(gone).map(String::as_str)
    }

    /// Reads the manifest of a folder. `None`: there is none, or it is none.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(NAME)).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return None;
        }
        let mut manifest = Self::default();
        for line in lines {
            let (hash, rest) = line.split_once(' ')?;
            let (size, path) = rest.split_once(' ')?;
            let print = Print {
                hash: u128::from_str_radix(hash, 16).ok()?.to_be_bytes(),
                size: size.parse().ok()?,
            };
            let path = unescape(path);
            // Paths of a manifest are removed: one that leads elsewhere was not written here.
            if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
                return None;
            }
            manifest.insert(path, print);
        }
        Some(manifest)
    }

    /// Writes the manifest into a folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let mut text = format!("{HEADER}\n");
        for (path, print) in &self.files {
            let hash = u128::from_be_bytes(print.hash);
            text.push_str(&format!("{hash:032x} {} {}\n", print.size, escape(path)));
        }
        let file = folder.join(NAME);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, text))
            .map_err(|cause| Error::at(&file, "write", cause))
    }
}

fn escape(path: &str) -> String {
    path.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescape(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut letters = path.chars();
    while let Some(c) = letters.next() {
        plain.push(match c {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_path_comes_back_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut manifest = Manifest::default();
        for path in ["index.html", "a b/ü 🚢.png", "odd\\n\nname\r", " x"] {
            manifest.insert(path.into(), Print::of(path.as_bytes()));
        }
        manifest.write(folder.path()).expect("written");
        assert_eq!(Manifest::read(folder.path()), Some(manifest));
    }

    #[test]
    fn what_is_no_manifest_proves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in [
            "",
            "kb-manifest 2\n",
            "kb-manifest 1\nnonsense\n",
            "kb-manifest 1\n0 0 ../x\n",
        ] {
            fs::write(folder.path().join(NAME), text).expect("written");
            assert_eq!(Manifest::read(folder.path()), None, "{text:?}");
        }
    }
}
