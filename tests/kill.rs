//! `kill -9` in the middle of a build: the site before or the site after, never a mixture. `benches/kill.sh` does the same
//! with more documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// All files of a site with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(folder)
                .expect("below")
                .to_string_lossy()
                .into_owned();
            (path, fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

#[test]
fn a_build_that_is_killed_leaves_the_site_before_or_the_site_after() {
    let home = tempfile::tempdir().expect("a folder");
    for (folder, cause) in [
        ("old/notes", "had no limit"),
        ("new/notes", "was never drained"),
    ] {
        let notes = home.path().join(folder);
        fs::create_dir_all(&notes).expect("made");
        for number in 0..150 {
            let text = format!(
                "# Outage {number}\n\nDate: 2026-01-02\n\n## Root cause\n\n- Queue {number} {cause}.\n"
            );
            fs::write(notes.join(format!("{number}.md")), text).expect("written");
        }
    }
    let build = |notes: &str, out: &str| {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("kb"));
        command.current_dir(home.path()).args([
            "build",
            notes,
            "-q",
            "--today",
            "2026-06-01",
            "-o",
            out,
        ]);
        command
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .stderr(Stdio::null());
        command
    };
    build("old/notes", "before").status().expect("it runs");
    build("new/notes", "after").status().expect("it runs");
    let (before, after) = (
        files(&home.path().join("before")),
        files(&home.path().join("after")),
    );
    assert!(!before.is_empty());

    let site = home.path().join("site");
    let start = Instant::now();
    build("new/notes", "site").status().expect("it runs");
    let took = start.elapsed();
    for moment in 1..=10 {
        build("old/notes", "site").status().expect("it runs");
        let mut child = build("new/notes", "site").spawn().expect("it runs");
        std::thread::sleep(took.max(Duration::from_millis(5)) * moment / 11);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let found = files(&site);
        assert!(
            found == before || found == after,
            "a mixture at moment {moment}"
        );
    }
    build("new/notes", "site").status().expect("it runs");
    assert!(files(&site) == after, "the next build completes it");
    let left: Vec<_> = fs::read_dir(home.path())
        .expect("readable")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().starts_with(".site")),
        "{left:?}"
    );
}
