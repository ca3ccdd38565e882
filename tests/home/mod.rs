//! A folder of a test, in which the binary runs as a user runs it: on 20 November 2026, with a cache of its own.

#![allow(dead_code, reason = "each test file uses some of it")]

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// The day that counts as today, and its first second since 1970.
pub const TODAY: &str = "2026-11-20";
const EPOCH: &str = "1795132800";

pub struct Home(TempDir);

/// What a run said, and how it ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub said: String,
}

impl Home {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            home.add(path, text);
        }
        home
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn add(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Empty where there is no such file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).expect("readable")
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    pub fn kb(&self, arguments: &[&str]) -> Ran {
        self.run(".", arguments, "")
    }

    pub fn kb_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        self.run(folder, arguments, "")
    }

    pub fn kb_with(&self, arguments: &[&str], input: &str) -> Ran {
        self.run(".", arguments, input)
    }

    fn run(&self, folder: &str, arguments: &[&str], input: &str) -> Ran {
        let ran = Command::cargo_bin("kb")
            .expect("the binary")
            .current_dir(self.path(folder))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .args(arguments)
            .write_stdin(input)
            .output()
            .expect("it runs");
        Ran {
            code: ran.status.code().expect("a code"),
            out: String::from_utf8(ran.stdout).expect("text"),
            said: String::from_utf8(ran.stderr).expect("text"),
        }
    }
}
