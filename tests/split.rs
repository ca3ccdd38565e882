//! Files that hold many incidents.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const INCIDENTS: &str = "# Incidents of 2026\n\nAll of them, see [the second](#queue-full-on-2026-04-05).\n\n\
## Disk full on 2026-03-02\n\nSeverity: SEV2\n\n### Root cause\n\n- Nobody emptied the cache.\n\n### Action items\n\n\
- [ ] Empty it, as in [the other](#queue-full-on-2026-04-05)\n\n\
## Queue full on 2026-04-05\n\nSeverity: SEV3\n\n### Root cause\n\n- The queue had no limit.\n\n[gone](nowhere.md)\n";

fn project(configuration: &str) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let add = |path: &str, text: &str| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    };
    add("kb.toml", configuration);
    add("content/all/incidents.md", INCIDENTS);
    home
}

fn kb(home: &TempDir, arguments: &[&str]) -> (String, String) {
    let ran = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(home.path())
        .env("XDG_CACHE_HOME", home.path().join("cache"))
        .args(arguments)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(ran.stdout), text(ran.stderr))
}

fn incidents(home: &TempDir) -> Vec<Value> {
    let data: Value = serde_json::from_str(&kb(home, &["export"]).0).expect("JSON");
    data["incidents"].as_array().expect("incidents").clone()
}

#[test]
fn each_section_is_an_incident_with_the_places_of_its_file() {
    let home = project("[[content.split]]\nglob = \"incidents.md\"\nheading = 2\n");
    let found = incidents(&home);
    let shown: Vec<_> = found
        .iter()
        .map(|incident| {
            let text = |name: &str| incident[name].as_str().unwrap_or_default().to_string();
            (text("source"), text("slug"), text("date"), text("severity"))
        })
        .collect();
    let row = |source: &str, slug: &str, date: &str, severity: &str| {
        (source.into(), slug.into(), date.into(), severity.into())
    };
    assert_eq!(
        shown,
        [
            row(
                "all/incidents.md#disk-full-on-2026-03-02",
                "disk-full-on-2026-03-02",
                "2026-03-02",
                "SEV2"
            ),
            row(
                "all/incidents.md#queue-full-on-2026-04-05",
                "queue-full-on-2026-04-05",
                "2026-04-05",
                "SEV3"
            ),
        ]
    );
    assert_eq!(found[1]["factors"][0]["line"], 23);
    let (_, said) = kb(&home, &["build"]);
    assert!(said.contains("incidents.md:25:1"), "{said}");
    let page = home
        .path()
        .join("public/incidents/disk-full-on-2026-03-02/index.html");
    let page = fs::read_to_string(page).expect("a page");
    assert!(
        page.contains("href=\"../../incidents/queue-full-on-2026-04-05/"),
        "{page}"
    );
}

#[test]
fn what_a_side_file_says_of_the_file_holds_for_each_part() {
    let home = project("[[content.split]]\nglob = \"incidents.md\"\n");
    let side = "[\"incidents.md\"]\nvisibility = \"restricted\"\n";
    fs::write(home.path().join("content/all/overrides.toml"), side).expect("written");
    assert!(incidents(&home).is_empty());
}

#[test]
fn what_splits_nothing_is_named() {
    let home = project("[[content.split]]\nglob = \"incidents.md\"\nheading = 5\nlevel = 2\n");
    assert_eq!(incidents(&home).len(), 1);
    let (_, said) = kb(&home, &["build"]);
    assert!(
        said.contains("no heading of level 5 splits this file"),
        "{said}"
    );
    assert!(
        said.contains("`content.split.level` is no key of kb.toml"),
        "{said}"
    );
}
