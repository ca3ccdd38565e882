//! Input that nobody prepared: each gives a located diagnostic or just works, and the rest of the site is built.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const GOOD: &str = "# A good one\n\nDate: 2026-01-02\n\n## Root cause\n\n- The queue had no limit.\n\n## Action items\n\n- [ ] Limit the queue\n";

/// A folder with one good document, beside which a bad one is put.
struct Folder {
    home: TempDir,
}

struct Ran {
    code: i32,
    said: String,
    exported: Value,
}

impl Folder {
    fn new() -> Self {
        let folder = Self {
            home: tempfile::tempdir().expect("a folder"),
        };
        folder.add("good.md", GOOD);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("notes").join(name)
    }

    fn add(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, bytes).expect("written");
        self
    }

    fn kb(&self, arguments: &[&str]) -> std::process::Output {
        Command::cargo_bin("kb")
            .expect("the binary")
            .current_dir(self.home.path())
            .env("XDG_CACHE_HOME", self.home.path().join("cache"))
            .env_remove("SOURCE_DATE_EPOCH")
            .args(arguments)
            .output()
            .expect("it runs")
    }

    /// Builds the site and exports the data; whatever the input is, neither panics and both say the same.
    fn run(&self) -> Ran {
        let built = self.kb(&["build", "notes", "-v", "--today", "2026-06-01"]);
        let said = String::from_utf8(built.stderr).expect("text");
        assert!(!said.contains("panicked"), "{said}");
        assert!(
            self.home.path().join("public/index.html").is_file(),
            "{said}"
        );
        let exported = self.kb(&["export", "notes", "--today", "2026-06-01"]);
        Ran {
            code: built.status.code().expect("a code"),
            said,
            exported: serde_json::from_slice(&exported.stdout).expect("JSON"),
        }
    }
}

impl Ran {
    fn says(&self, rule: &str, place: &str) -> &Self {
        assert!(
            self.said.contains(&format!("[{rule}]")),
            "no {rule} in:\n{}",
            self.said
        );
        assert!(self.said.contains(place), "no {place} in:\n{}", self.said);
        self
    }

    /// The paths of all incidents.
    fn sources(&self) -> Vec<String> {
        let incidents = self.exported["incidents"].as_array().expect("a list");
        incidents
            .iter()
            .map(|incident| incident["source"].as_str().expect("a path").to_string())
            .collect()
    }

    fn has(&self, source: &str) -> &Self {
        assert!(
            self.sources().iter().any(|found| found == source),
            "{source} is not among {:?}",
            self.sources()
        );
        self
    }
}

/// A retrospective with some bytes in its middle.
fn with(bytes: &[u8]) -> Vec<u8> {
    [
        b"# Outage of the shop\n\n## Root cause\n\n- Nobody ".as_slice(),
        bytes,
        b" watched the disk.\n",
    ]
    .concat()
}

#[test]
fn bytes_that_are_not_utf8_are_named_with_their_place() {
    let ran = Folder::new().add("latin1.md", with(b"w\xe4re")).run();
    ran.says("not-utf8", "notes/latin1.md:5:11")
        .has("latin1.md")
        .has("good.md");
    assert_eq!(ran.code, 0);
}

#[test]
fn nul_bytes_are_named_and_the_document_is_read() {
    Folder::new()
        .add("nul.md", with(b"\0"))
        .run()
        .says("nul-byte", "notes/nul.md:5:10")
        .has("nul.md");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let folder = Folder::new();
    let windows = GOOD.replace('\n', "\r\n");
    let ran = folder.add("windows.md", format!("\u{feff}{windows}")).run();
    let incidents = ran.exported["incidents"].as_array().expect("a list");
    let facts = |source: &str| {
        let incident = incidents
            .iter()
            .find(|incident| incident["source"] == source)
            .expect("an incident");
        // Ids of actions are of their incident.
        let mut actions = incident["actions"].clone();
        for action in actions.as_array_mut().expect("a list") {
            action["id"] = Value::Null;
        }
        [
            &incident["title"],
            &incident["date"],
            &incident["factors"],
            &actions,
            &incident["timeline"],
        ]
        .map(Value::to_string)
    };
    assert_eq!(facts("windows.md"), facts("good.md"));
}

#[test]
fn utf16_with_its_mark_is_read() {
    let units: Vec<u8> = format!("\u{feff}{GOOD}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    Folder::new()
        .add("notepad.txt", units)
        .run()
        .says("utf16", "notes/notepad.txt:1:1")
        .has("notepad.txt");
}

#[test]
fn an_empty_file_is_named() {
    let ran = Folder::new().add("empty.md", " \n").run();
    ran.says("empty-file", "notes/empty.md:1:1").has("good.md");
}

#[test]
fn fifty_megabytes_are_read_as_far_as_anybody_would() {
    let line = "- 12:00 another line of the log that somebody pasted into the document\n";
    let log = format!(
        "# Outage\n\n## Root cause\n\n- The log was full.\n\n```\n{}",
        line.repeat(50_000_000 / line.len())
    );
    Folder::new()
        .add("long.md", log)
        .run()
        .says("file-too-long", "notes/long.md")
        .has("long.md");
}

#[test]
fn a_table_of_ten_thousand_rows_is_read() {
    let table = format!(
        "# Outage\n\n## Timeline\n\n| Time | What |\n|---|---|\n{}",
        "| 12:01 | It was seen |\n".repeat(10_000)
    );
    Folder::new().add("table.md", table).run().has("table.md");
}

#[test]
fn nesting_ten_thousand_deep_is_read() {
    let folder = Folder::new();
    folder.add(
        "quotes.md",
        format!("# Outage\n\n## Root cause\n\n{} deep\n", ">".repeat(10_000)),
    );
    folder.add(
        "brackets.md",
        format!("# Outage\n\n## Root cause\n\n{} deep\n", "[".repeat(10_000)),
    );
    let list: String = (0..2_000)
        .map(|depth| format!("{}- x\n", " ".repeat(depth * 2)))
        .collect();
    folder.add("lists.md", format!("# Outage\n\n## Root cause\n\n{list}"));
    folder.add(
        "yaml.md",
        format!(
            "---\na: {}\n---\n# Outage\n\n## Root cause\n\n- x\n",
            "[".repeat(10_000)
        ),
    );
    folder.add(
        "toml.md",
        format!(
            "+++\na = {}\n+++\n# Outage\n\n## Root cause\n\n- x\n",
            "[".repeat(10_000)
        ),
    );
    folder
        .run()
        .has("quotes.md")
        .has("brackets.md")
        .has("lists.md")
        .has("yaml.md")
        .has("toml.md");
}

#[test]
fn front_matter_that_does_not_parse_is_named_and_the_body_is_read() {
    let body = "# Outage\n\n## Root cause\n\n- The disk was full.\n";
    let folder = Folder::new();
    folder.add("yaml.md", format!("---\ntitle: [1\n---\n{body}"));
    folder.add("toml.md", format!("+++\ntitle = \n+++\n{body}"));
    folder.add("list.md", format!("---\n- a\n- b\n---\n{body}"));
    let ran = folder.run();
    ran.says("front-matter-syntax", "notes/yaml.md:")
        .says("front-matter-syntax", "notes/toml.md:2:");
    ran.says("front-matter-type", "notes/list.md:2:")
        .has("yaml.md")
        .has("toml.md")
        .has("list.md");
}

#[test]
fn front_matter_of_the_wrong_type_never_stops_the_build() {
    let folder = Folder::new();
    folder.add("odd.md", "---\ntitle: {a: 1}\ndate: [x]\nseverity: {}\nservices: 7\ntags:\n  a: b\nid: []\nstatus: [1, 2]\n---\n# Outage\n\n## Root cause\n\n- The disk was full.\n");
    folder.run().has("odd.md").has("good.md");
}

#[test]
fn two_documents_with_one_id_are_named_with_both_places() {
    let folder = Folder::new();
    for name in ["a.md", "b.md"] {
        folder.add(
            name,
            "---\nid: INC-7\n---\n# Outage\n\n## Root cause\n\n- The disk was full.\n",
        );
    }
    let ran = folder.run();
    ran.says("duplicate-id", "notes/b.md:2:5")
        .says("duplicate-id", "notes/a.md:2:5");
    let incidents = ran.exported["incidents"].as_array().expect("a list");
    let ids: std::collections::BTreeSet<_> = incidents
        .iter()
        .map(|incident| incident["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 3, "ids are unique: {ids:?}");
}

#[test]
#[cfg(unix)]
fn names_may_hold_anything() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let names = [
        "with spaces.md",
        "a#b.md",
        "what?.md",
        "100%.md",
        "🚢 sinks.md",
        "two\nlines.md",
        "-o.md",
        "con.md",
        "é.md",
        "e\u{301}.md",
        "no extension",
    ];
    for name in names {
        folder.add(name, GOOD);
    }
    let latin1 = folder
        .path("x")
        .with_file_name(std::ffi::OsStr::from_bytes(b"caf\xe9.md"));
    fs::write(latin1, GOOD).expect("written");
    let ran = folder.run();
    for name in names {
        ran.has(name);
    }
    ran.has("caf\u{fffd}.md");
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.add("secret.md", GOOD);
    fs::set_permissions(folder.path("secret.md"), fs::Permissions::from_mode(0o000)).expect("set");
    if fs::read(folder.path("secret.md")).is_ok() {
        eprintln!("skipped: permissions do not bind root");
        return;
    }
    let ran = folder.run();
    ran.says("unreadable", "notes/secret.md:1:1").has("good.md");
    assert_eq!(ran.code, 1);
}

#[test]
#[cfg(unix)]
fn links_lead_neither_out_nor_round() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let outside = folder.home.path().join("outside");
    fs::create_dir(&outside).expect("made");
    fs::write(outside.join("other.md"), GOOD).expect("written");
    symlink("loop.md", folder.path("loop.md")).expect("linked");
    symlink(".", folder.path("round")).expect("linked");
    symlink("../outside", folder.path("way-out")).expect("linked");
    symlink("../outside/other.md", folder.path("other.md")).expect("linked");
    symlink("good.md", folder.path("again.md")).expect("linked");
    symlink("nowhere.md", folder.path("broken.md")).expect("linked");
    // As Kubernetes mounts a volume: the documents are links into a hidden folder.
    folder.add("..data/mounted.md", GOOD);
    symlink("..data/mounted.md", folder.path("mounted.md")).expect("linked");
    assert_eq!(folder.run().sources(), ["good.md", "mounted.md"]);
}

#[test]
fn what_is_no_text_is_left_alone() {
    let folder = Folder::new();
    folder
        .add("binary", b"\x7fELF\0\0\0\0")
        .add(".hidden.md", GOOD)
        .add("node_modules/x/readme.md", GOOD);
    folder
        .add("target/doc.md", GOOD)
        .add(".obsidian/a.md", GOOD)
        .add("picture.png", b"\x89PNG\0");
    assert_eq!(folder.run().sources(), ["good.md"]);
}

#[test]
#[cfg(unix)]
fn pipes_are_not_opened() {
    let folder = Folder::new();
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path("pipe.md"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    assert_eq!(folder.run().sources(), ["good.md"]);
}

#[test]
fn a_folder_without_documents_is_a_site_too() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("notes")).expect("made");
    assert_eq!(Folder { home }.run().sources(), Vec::<String>::new());
}

#[test]
fn control_characters_of_a_document_do_not_reach_the_terminal() {
    let ran = Folder::new()
        .add(
            "evil.md",
            "---\nti\u{1b}]0;owned\u{7}tle: [1\n---\n# Outage\n\n## Root cause\n\n- \u{1b}[2J\n",
        )
        .run();
    assert!(
        !ran.said.contains('\u{1b}') && !ran.said.contains('\u{7}'),
        "{:?}",
        ran.said
    );
}

#[test]
fn the_same_folder_gives_the_same_bytes_anywhere_and_with_any_number_of_threads() {
    let site = |threads: &str, deep: &str| {
        let home = tempfile::tempdir().expect("a folder");
        let notes = home.path().join(deep).join("notes");
        copy(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("content")
                .as_path(),
            &notes,
        );
        let built = Command::cargo_bin("kb")
            .expect("the binary")
            .current_dir(&notes)
            .env("RAYON_NUM_THREADS", threads)
            .args(["build", "--today", "2026-06-01", "-o", "../site"])
            .output()
            .expect("it runs");
        assert!(
            built.status.code() < Some(2),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        let site = home.path().join(deep).join("site");
        fs::read_to_string(site.join(".kb-manifest")).expect("a manifest")
    };
    let first = site("1", "a");
    for threads in ["2", "7"] {
        assert_eq!(first, site(threads, "another/folder"), "{threads} threads");
    }
    assert!(first.contains("index.html"));
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
    {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a parent")).expect("made");
        fs::copy(entry.path(), target).expect("copied");
    }
}
