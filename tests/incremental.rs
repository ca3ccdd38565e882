//! What is built step by step has the same bytes as what is built at once, whatever happened in between.

use assert_cmd::Command;
use kb::extract::memory::Memory;
use kb::pipeline::{self, KnowledgeBase};
use kb::read::{self, Earlier, Input, Request};
use kb::site::{Content, Site};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Something that an author does.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Rename(usize, usize),
    Delete(usize),
    Configure(usize),
    Override(usize),
    Services(usize),
}

const NAMES: &[&str] = &["a.md", "b.md", "sub/c.md", "sub/a.md", "2024-01-01 d.md"];

const TEXTS: &[&str] = &[
    "# Shop down\n\n- Date: 2026-03-01\n- Severity: SEV2\n- Services: checkout\n\n## Root cause\n\n- The disk was full.\n\n## Action items\n\n- [ ] Add an alert (owner: Payments)\n",
    "---\nid: INC-7\ntitle: Same id\ndate: 2026-02-01\n---\n## Timeline\n\n- 10:00 UTC it began\n- 11:30 UTC it ended\n\nSee [the other](../a.md#root-cause) and [c](sub/c.md).\n",
    "---\nid: INC-7\ndate: 2026-02-01\n---\n# Again\n\n## Contributing factors\n\n- No alert on the certificate's expiry\n- The disk was full.\n",
    "---\nvisibility: restricted\n---\n# Secret\n\n## Root cause\n\n- Nobody may know.\n",
    "---\nstatus: draft\n---\n# A draft\n\n## Root cause\n\n- Not sure. [Broken](nowhere.md)\n",
    "---\ntitle: [\n---\n# Front matter that cannot be read\n\nOutage on 2025-05-05.\n",
    "",
    "# Template\n\n[title]\n\n{{ date }}\n\nYYYY-MM-DD\n",
    "\u{feff}# Marks\r\n\r\n## What went well\r\n\r\n- Rollback took 5 minutes\r\n",
];

const CONFIGS: &[&str] = &[
    "",
    "title = \"Ours\"\n",
    "exclude = [\"sub/**\"]\n",
    "base_url = \"https://acme.example/kb/\"\n[people]\nshow = \"handle\"\n",
    "[headings]\nfactors = [\"Action items\"]\n",
    "[time]\ndate_order = \"mdy\"\n",
];

const OVERRIDES: &[&str] = &[
    "",
    "[\"a.md\"]\nseverity = \"SEV1\"\n",
    "[\"INC-7\"]\ntitle = \"Named anew\"\n",
];

const SERVICES: &[&str] = &[
    "",
    "[[service]]\nname = \"Checkout API\"\naliases = [\"checkout\"]\nteam = \"Payments\"\n",
];

fn step() -> impl Strategy<Value = Step> {
    let (names, texts) = (NAMES.len(), TEXTS.len());
    prop_oneof![
        5 => (0..names, 0..texts).prop_map(|(name, text)| Step::Write(name, text)),
        2 => (0..names, 0..names).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => (0..names).prop_map(Step::Delete),
        1 => (0..CONFIGS.len()).prop_map(Step::Configure),
        1 => (0..OVERRIDES.len()).prop_map(Step::Override),
        1 => (0..SERVICES.len()).prop_map(Step::Services),
    ]
}

/// Does it; gives the files that a watcher would name.
fn take(root: &Path, step: &Step) -> HashSet<PathBuf> {
    let content = root.join("content");
    let put = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(&path, text).expect("written");
        HashSet::from([path])
    };
    match *step {
        Step::Write(name, text) => put(content.join(NAMES[name]), TEXTS[text]),
        Step::Rename(from, to) => {
            let (from, to) = (content.join(NAMES[from]), content.join(NAMES[to]));
            fs::create_dir_all(to.parent().expect("a parent")).expect("made");
            // What is not there cannot be renamed: nothing happens.
            let _ = fs::rename(&from, &to);
            HashSet::from([from, to])
        }
        Step::Delete(name) => {
            let path = content.join(NAMES[name]);
            let _ = fs::remove_file(&path);
            HashSet::from([path])
        }
        Step::Configure(config) => put(root.join("kb.toml"), CONFIGS[config]),
        Step::Override(text) => put(content.join("overrides.toml"), OVERRIDES[text]),
        Step::Services(text) => put(root.join("services.toml"), SERVICES[text]),
    }
}

fn project() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(home.path()).expect("it is there");
    fs::create_dir_all(root.join("content")).expect("made");
    fs::write(root.join("kb.toml"), "").expect("written");
    fs::write(root.join("content/a.md"), TEXTS[0]).expect("written");
    (home, root)
}

/// All pages of the site but those of the search, by path.
fn pages(input: &Input, base: &KnowledgeBase) -> BTreeMap<String, Vec<u8>> {
    let site = Site::new(input, &base.corpus, &base.patterns);
    let rendered = site.pages().into_iter().map(|page| {
        let bytes = match site.render(&page).expect("the built-in theme") {
            Content::Bytes(bytes) => bytes,
            Content::Copy(location) => fs::read(location).expect("it is there"),
            Content::Large => {
                let mut bytes = Vec::new();
                site.pour(&page, &mut bytes).expect("memory");
                bytes
            }
        };
        (page.path, bytes)
    });
    rendered.collect()
}

fn messages(base: &KnowledgeBase) -> Vec<String> {
    let said = base.diagnostics.iter();
    said.map(|found| format!("{found:?}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_steps_give_the_bytes_of_a_cold_build(steps in prop::collection::vec(step(), 1..8)) {
        let (_home, root) = project();
        let request = Request {
            dir: Some(root.clone()),
            today: chrono::NaiveDate::from_ymd_opt(2026, 11, 20),
            ..Request::default()
        };
        let mut memory = Memory::default();
        let mut input = read::input(&request).expect("a project");
        pipeline::rebuild(&input, &mut memory);
        for step in &steps {
            let changed = take(&root, step);
            let earlier = Earlier { input: &input, changed: &changed };
            let next = read::input_after(&request, Some(&earlier)).expect("a project");
            let (warm, _) = pipeline::rebuild(&next, &mut memory);
            let fresh = read::input(&request).expect("a project");
            let cold = pipeline::build(&fresh);
            prop_assert_eq!(messages(&warm), messages(&cold), "after {:?}", step);
            prop_assert!(pages(&next, &warm) == pages(&fresh, &cold), "after {:?}", step);
            // What comes out of the cache file is the same memory.
            let bytes = memory.to_bytes().expect("bytes");
            memory = Memory::from_bytes(&bytes).expect("a memory");
            input = next;
        }
    }
}

fn kb(root: &Path, output: &str, arguments: &[&str]) -> String {
    let ran = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(root)
        .args(["build", "--today", "2026-11-20", "--output", output])
        .args(arguments)
        .output()
        .expect("it runs");
    let said = String::from_utf8(ran.stderr).expect("text");
    assert!(matches!(ran.status.code(), Some(0 | 1)), "{said}");
    said
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(folder)
                .expect("below")
                .to_path_buf();
            (path, fs::read(entry.path()).expect("it is there"))
        })
        .collect()
}

#[test]
fn the_binary_builds_step_by_step_what_it_builds_at_once() {
    let (_home, root) = project();
    let steps = [
        Step::Write(1, 1),
        Step::Write(2, 2),
        Step::Rename(1, 3),
        Step::Write(0, 4),
        Step::Configure(3),
        Step::Override(2),
        Step::Delete(2),
        Step::Services(1),
    ];
    for step in steps {
        take(&root, &step);
        kb(&root, "warm", &[]);
        let _ = fs::remove_dir_all(root.join("cold"));
        // The cache that the first one made stays: this one does not look at it.
        kb(&root, "cold", &["--no-cache"]);
        assert!(
            tree(&root.join("warm")) == tree(&root.join("cold")),
            "after {step:?}"
        );
    }
}

#[test]
fn a_build_with_nothing_to_do_says_the_same_and_touches_nothing() {
    let (_home, root) = project();
    take(&root, &Step::Write(1, 4));
    let first = kb(&root, "site", &["-v"]);
    let before = tree(&root);
    let second = kb(&root, "site", &["-v"]);
    assert!(second.contains(" 0 changed"), "{second}");
    let words = |said: &str| said.split("; ").next().expect("words").to_string();
    assert_eq!(words(&first), words(&second));
    assert!(tree(&root) == before, "nothing was written");
}

#[test]
fn a_site_that_was_touched_is_made_whole_again() {
    let (_home, root) = project();
    kb(&root, "site", &[]);
    let before = tree(&root.join("site"));
    fs::remove_file(root.join("site/index.html")).expect("removed");
    kb(&root, "site", &[]);
    assert!(tree(&root.join("site")) == before);
}

#[test]
fn a_cache_that_is_damaged_or_foreign_changes_nothing() {
    let (_home, root) = project();
    kb(&root, "cold", &["--no-cache"]);
    let cold = tree(&root.join("cold"));
    kb(&root, "site", &[]);
    for name in ["facts", "last-build"] {
        let file = root.join(".kb-cache").join(name);
        let good = fs::read(&file).expect("it was kept");
        let middle = good.len() / 2;
        let mut flipped = good.clone();
        flipped[middle] ^= 0x20;
        let other = ["facts", "last-build"]
            .into_iter()
            .find(|other| *other != name);
        let other = fs::read(root.join(".kb-cache").join(other.expect("two"))).unwrap_or_default();
        for bad in [
            Vec::new(),
            b"nonsense".to_vec(),
            good[..middle].to_vec(),
            flipped,
            other,
        ] {
            fs::write(&file, bad).expect("written");
            let _ = fs::remove_dir_all(root.join("site"));
            kb(&root, "site", &[]);
            assert!(tree(&root.join("site")) == cold, "{name}");
        }
    }
}
