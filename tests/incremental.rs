//! What is built step by step has the same bytes as what is built at once, whatever happened in between.

use assert_cmd::Command;
use kb::pipeline::{self, KnowledgeBase, Memory};
use kb::read::{self, Input, Request};
use kb::site::{Before, Content, Fingerprint, Made, Site};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
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
    Ledger(usize),
    Taxonomy(usize),
    Prose(usize),
    Theme(usize),
    Teams(usize),
    Tracker(usize),
    People(usize),
    /// A file that documents link to, or one of the site's root.
    File(usize, usize),
    /// The next builds are of another day.
    Today(usize),
}

const NAMES: &[&str] = &["a.md", "b.md", "sub/c.md", "sub/a.md", "2024-01-01 d.md"];

const TEXTS: &[&str] = &[
    "# Checkout down after certificate expiry\n\n- Date: 2026-03-01\n- Severity: SEV2\n- Services: checkout\n\n## Root cause\n\n- The certificate of the payment gateway expired unnoticed.\n- No alert on the certificate's expiry date.\n\n## Action items\n\n- [ ] Add an alert on the expiry of the gateway certificate (owner: Payments, due 2026-12-01)\n- [x] Renew the gateway certificate (owner: Core)\n\n## What went well\n\n- The rollback took five minutes\n",
    "# Checkout down: certificate expiry again\n\n- Date: 2026-06-01\n- Severity: SEV1\n- Services: Checkout, cart\n\n## Root cause\n\n- The certificate of the payment gateway expired unnoticed again. See [before](a.md#root-cause).\n- No alert on the certificate's expiry date.\n\n## Action items\n\n- [ ] Add an alert on the expiry of the gateway certificate (owner: Payments)\n\n## Where we got lucky\n\n- Nobody was awake\n",
    "# Shop down\n\n- Date: 2026-03-01\n- Severity: SEV2\n- Services: checkout\n\n## Root cause\n\n- The disk was full.\n\n## Action items\n\n- [ ] Add an alert (owner: Payments)\n",
    "---\nid: INC-7\ntitle: Same id\ndate: 2026-02-01\n---\n## Timeline\n\n- 10:00 UTC it began\n- 11:30 UTC it ended\n\nSee [the other](../a.md#root-cause) and [c](sub/c.md).\n",
    "---\nid: INC-7\ndate: 2026-02-01\n---\n# Again\n\n## Contributing factors\n\n- No alert on the certificate's expiry\n- The disk was full.\n",
    "---\nvisibility: restricted\n---\n# Secret\n\n## Root cause\n\n- Nobody may know.\n",
    "---\nstatus: draft\n---\n# A draft\n\n## Root cause\n\n- Not sure. [Broken](nowhere.md)\n",
    "---\ntitle: [\n---\n# Front matter that cannot be read\n\nOutage on 2025-05-05.\n",
    "",
    "# Queue stuck\n\n- Date: 2026-04-04\n- Authors: Ann Archer\n\n![x](x.svg)\n\n## Root cause\n\n- A queue had no limit, as @ann saw.\n\n## Action items\n\n- [ ] Limit the queue (OPS-1, owner: @ann)\n- [ ] Add an alert on the queue (owner: Core)\n",
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
    "edit_url = \"https://acme.example/{path}\"\n[actions.policy]\nSEV2 = \"6w\"\n",
    "[[content.split]]\nglob = \"b.md\"\nheading = 2\n",
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

const LEDGERS: &[&str] = &[
    "",
    "[x1]\nincident = \"a\"\ntext = \"Add an alert\"\nstate = \"wont_do\"\nreason = \"not ours\"\n",
    "[x1]\nincident = \"INC-7\"\ntext = \"Add an alert on the expiry of the gateway certificate\"\nstate = \"open\"\nopened = 2026-03-02\n",
];

const TAXONOMIES: &[&str] = &[
    "",
    "[[category]]\nkey = \"disk\"\nname = \"Full disks\"\naxis = \"factor\"\ndefinition = \"A disk was full.\"\nlever = \"observability\"\ncues = [\"disk\"]\n",
];

const PROSES: &[&str] = &["", "# Alerts\n\nOur own words, see [a](a.md).\n"];

const THEMES: &[&str] = &[
    "{% extends \"base.html\" %}{% block content %}<h1>Ours</h1>{% endblock %}",
    "{% extends \"base.html\" %}{% block content %}<h1>{{ view.incidents }}</h1>{% endblock %}",
];

const TEAMS: &[&str] = &[
    "",
    "[[team]]\nname = \"Core platform\"\naliases = [\"Core\"]\nhandles = [\"@ann\"]\n",
];

const TRACKERS: &[&str] = &[
    "",
    "key,state,opened,closed\nOPS-1,closed,2026-03-02,2026-04-01\n",
    "key,state,opened,closed\nOPS-1,open,2026-03-05,\n",
];

const PEOPLE: &[&str] = &["", "Ann Archer,@ann,ann@example.com\n"];

const FILES: &[&str] = &["content/x.svg", "static/robots.txt"];

const DAYS: &[&str] = &["2026-11-20", "2026-11-21", "2027-03-02"];

fn step() -> impl Strategy<Value = Step> {
    let (names, texts) = (NAMES.len(), TEXTS.len());
    prop_oneof![
        5 => (0..names, 0..texts).prop_map(|(name, text)| Step::Write(name, text)),
        2 => (0..names, 0..names).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => (0..names).prop_map(Step::Delete),
        1 => (0..CONFIGS.len()).prop_map(Step::Configure),
        1 => (0..OVERRIDES.len()).prop_map(Step::Override),
        1 => (0..SERVICES.len()).prop_map(Step::Services),
        1 => (0..LEDGERS.len()).prop_map(Step::Ledger),
        1 => (0..TAXONOMIES.len()).prop_map(Step::Taxonomy),
        1 => (0..PROSES.len()).prop_map(Step::Prose),
        1 => (0..THEMES.len()).prop_map(Step::Theme),
        1 => (0..TEAMS.len()).prop_map(Step::Teams),
        1 => (0..TRACKERS.len()).prop_map(Step::Tracker),
        1 => (0..PEOPLE.len()).prop_map(Step::People),
        1 => (0..FILES.len(), 0..3usize).prop_map(|(file, text)| Step::File(file, text)),
        1 => (0..DAYS.len()).prop_map(Step::Today),
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
        Step::Ledger(text) => put(root.join("actions.toml"), LEDGERS[text]),
        Step::Taxonomy(text) => put(root.join("taxonomy.toml"), TAXONOMIES[text]),
        Step::Prose(text) => put(root.join("patterns/missing-monitoring.md"), PROSES[text]),
        Step::Theme(text) => put(root.join("theme/templates/about.html"), THEMES[text]),
        Step::Teams(text) => put(root.join("teams.toml"), TEAMS[text]),
        Step::Tracker(text) => put(root.join("trackers/issues.csv"), TRACKERS[text]),
        Step::People(text) => put(root.join("people.csv"), PEOPLE[text]),
        Step::File(file, 0) => {
            let path = root.join(FILES[file]);
            let _ = fs::remove_file(&path);
            HashSet::from([path])
        }
        Step::File(file, text) => put(root.join(FILES[file]), &format!("<svg>{text}</svg>")),
        Step::Today(_) => HashSet::new(),
    }
}

fn project() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(home.path()).expect("it is there");
    fs::create_dir_all(root.join("content")).expect("made");
    fs::write(root.join("kb.toml"), "").expect("written");
    fs::write(root.join("content/a.md"), TEXTS[2]).expect("written");
    (home, root)
}

/// All pages of the site but those of the search, by path.
fn pages(input: &Input, base: &KnowledgeBase) -> BTreeMap<String, Vec<u8>> {
    let site = Site::new(input, &base.corpus, &base.patterns);
    let rendered = site.pages().into_iter().map(|page| {
        let bytes = match site.render(&page).expect("the built-in theme") {
            Content::Bytes(bytes) => bytes,
            Content::Copy(location) => fs::read(location).expect("it is there"),
            Content::Large(pieces) => {
                let mut bytes = Vec::new();
                site.pour(&page, pieces.len(), &mut bytes).expect("memory");
                bytes
            }
        };
        (page.path, bytes)
    });
    rendered.collect()
}

/// Pages of the build before, by path.
type Earliers = BTreeMap<String, Earlier>;

/// A page of the build before.
#[derive(Clone)]
struct Earlier {
    bytes: Vec<u8>,
    /// From what it was made, and from what its pieces were.
    print: Option<Fingerprint>,
    pieces: HashMap<Fingerprint, Vec<u8>>,
}

/// The same pages, but those that say to be as they were are taken from the build before, and so are pieces of large ones.
fn pages_after(before: &Earliers, input: &Input, base: &KnowledgeBase) -> Earliers {
    let site = Site::new(input, &base.corpus, &base.patterns);
    let made = site.pages().into_iter().filter_map(|page| {
        let earlier = before.get(&page.path);
        let print = earlier.and_then(|earlier| earlier.print);
        let known = print.map_or(Before::Nothing, Before::Print);
        let page_now = match site.make(&page, known).expect("the built-in theme") {
            Made::Same(_) => earlier.expect("it was there").clone(),
            Made::New(Content::Bytes(bytes), print) => Earlier {
                bytes,
                print,
                pieces: HashMap::new(),
            },
            Made::New(Content::Large(named), print) => {
                let mut now = Earlier {
                    bytes: Vec::new(),
                    print,
                    pieces: HashMap::new(),
                };
                for (number, name) in named.into_iter().enumerate() {
                    let known = || earlier?.pieces.get(&name?).cloned();
                    let bytes =
                        known().unwrap_or_else(|| site.piece(&page, number).expect("a piece"));
                    now.bytes.extend(&bytes);
                    now.pieces.extend(name.map(|name| (name, bytes)));
                }
                now
            }
            Made::New(Content::Copy(_), _) => return None,
        };
        Some((page.path, page_now))
    });
    made.collect()
}

fn messages(base: &KnowledgeBase) -> Vec<String> {
    let said = base.diagnostics.iter();
    said.map(|found| format!("{found:?}")).collect()
}

proptest! {
    // More where `PROPTEST_CASES` asks for them.
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(32),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_steps_give_the_bytes_of_a_cold_build(steps in prop::collection::vec(step(), 1..8)) {
        let (_home, root) = project();
        let mut request = Request {
            dir: Some(root.clone()),
            today: chrono::NaiveDate::from_ymd_opt(2026, 11, 20),
            ..Request::default()
        };
        let mut memory = Memory::default();
        // One for each build, as `kb build` has it, and one for all of them, as `kb serve` has it.
        let mut running = Memory::default();
        let mut input = read::input(&request).expect("a project");
        let base = pipeline::rebuild(&input, &mut memory);
        let mut known = pages_after(&Earliers::new(), &input, &base);
        for step in &steps {
            let changed = take(&root, step);
            if let Step::Today(day) = step {
                request.today = DAYS[*day].parse().ok();
            }
            let earlier = read::Earlier { input: &input, changed: &changed };
            let next = read::input_after(&request, Some(&earlier)).expect("a project");
            let warm = pipeline::rebuild(&next, &mut memory);
            let fresh = read::input(&request).expect("a project");
            let cold = pipeline::build(&fresh);
            prop_assert_eq!(messages(&warm), messages(&cold), "after {:?}", step);
            let expected = pages(&fresh, &cold);
            prop_assert!(pages(&next, &warm) == expected, "after {:?}", step);
            let served = pipeline::rebuild(&next, &mut running);
            // As a preview does while it waits.
            running.documents.make_ready(&next);
            prop_assert_eq!(messages(&served), messages(&cold), "after {:?}", step);
            prop_assert!(pages(&next, &served) == expected, "after {:?}", step);
            known = pages_after(&known, &next, &warm);
            let anew = pages_after(&Earliers::new(), &fresh, &cold);
            for (path, new) in &anew {
                let kept = &known[path];
                prop_assert!(kept.bytes == new.bytes, "{} after {:?}", path, step);
                prop_assert_eq!(kept.print, new.print, "{} after {:?}", path, step);
            }
            // What comes out of the cache files is the same memory.
            memory.keep(&next.project);
            memory = Memory::kept(&next.project);
            input = next;
        }
    }
}

/// A folder in which every page shows something of other files.
const RELATED: &[(&str, &str)] = &[
    (
        "kb.toml",
        "title = \"Ours\"\n[theme]\nlogo = \"other.svg\"\n",
    ),
    ("static/logo.svg", "<svg/>"),
    ("content/a.md", TEXTS[0]),
    ("content/b.md", TEXTS[1]),
    (
        "content/c.md",
        "---\nstatus: draft\ndate: 2026-04-01\n---\n# A draft\n\n## Root cause\n\n- The disk was full.\n",
    ),
    (
        "content/d.md",
        "# Search slow\n\n- Date: 2025-01-01\n- Services: search\n- Severity: bad\n\n## Root cause\n\n- No monitoring of the query times.\n- An index was missing. See [this](a.md), [that](plan.txt) and [more](gone.md).\n\n## Action items\n\n- [ ] Check the plan (owner: @jane, due 2026-12-24)\n",
    ),
    ("content/img/x.png", "an image"),
    (
        "content/e.md",
        "# Storage full\n\n- Date: 2026-05-05\n\n## Root cause\n\n- @ops and @jane filled it.\n\n## Notes\n\nRead [the slow search](d.md#root-cause) too. ![x](img/x.png)\n",
    ),
    (
        "actions.toml",
        "[x]\nincident = \"d\"\ntext = \"Check the plan\"\nstate = \"open\"\nopened = 2026-01-01\n",
    ),
    (
        "teams.toml",
        "[[team]]\nname = \"Operations\"\nhandles = [\"@ops\"]\n",
    ),
];

/// What can happen to it: in which file, which words become which.
const CHANGES: &[(&str, &str, &str)] = &[
    ("kb.toml", "Ours", "Theirs"),
    (
        "kb.toml",
        "title",
        "base_url = \"https://acme.example/x/\"\ntitle",
    ),
    ("kb.toml", "other.svg", "logo.svg"),
    (
        "kb.toml",
        "[theme]",
        "edit_url = \"https://acme.example/{path}\"\n[theme]",
    ),
    ("content/a.md", "Checkout down", "Shop gone"),
    ("content/a.md", "2026-03-01", "2026-07-01"),
    ("content/a.md", "2026-03-01", "2026-03-02"),
    ("content/a.md", "SEV2", "SEV3"),
    ("content/a.md", "Services: checkout", "Services: basket"),
    ("content/a.md", "Root cause", "Contributing factors"),
    ("content/a.md", "Add an alert", "Think of an alert"),
    ("content/a.md", "- [ ]", "- [x]"),
    ("content/a.md", "due 2026-12-01", "due 2026-12-02"),
    ("content/a.md", "took five", "took six"),
    ("content/a.md", "# Checkout", "\n\n# Checkout"),
    (
        "content/a.md",
        "# Checkout",
        "---\nstatus: draft\n---\n# Checkout",
    ),
    (
        "content/a.md",
        "# Checkout",
        "---\nid: INC-9\n---\n# Checkout",
    ),
    ("content/b.md", "SEV1", "SEV4"),
    ("content/b.md", "2026-06-01", "2026-02-01"),
    ("content/b.md", "No alert", "An alert"),
    ("content/b.md", "Checkout, cart", "CHECKOUT"),
    ("content/b.md", "Nobody was awake", "Somebody was"),
    ("content/c.md", "status: draft", "status: final"),
    ("content/c.md", "disk was full", "certificate expired"),
    ("content/d.md", "bad", "worse"),
    ("content/d.md", "(a.md)", "(a.md#root-cause)"),
    ("content/e.md", "filled it", "did not fill it"),
    ("content/d.md", "Root cause", "Why it happened"),
    ("content/e.md", "Read", "Do read"),
    (
        "content/0.md",
        "",
        "# Bad\n\n- Date: 2030-01-01\n- Severity: BAD\n\n## Root cause\n\n- Rain.\n",
    ),
    (
        "taxonomy.toml",
        "",
        "[[category]]\nkey = \"missing-monitoring\"\nname = \"Unseen\"\n",
    ),
    ("content/plan.txt", "", "a plan"),
    (
        "content/gone.md",
        "",
        "# Back\n\n## Root cause\n\n- It was away.\n",
    ),
    (
        "content/0.md",
        "",
        "# First of all\n\n## Root cause\n\n- No date.\n",
    ),
    (
        "content/overrides.toml",
        "",
        "[\"d.md\"]\ntitle = \"Search slower\"\n",
    ),
    ("actions.toml", "", LEDGERS[1]),
    ("actions.toml", "2026-01-01", "2026-02-01"),
    ("actions.toml", "open\"", "done\""),
    ("services.toml", "", SERVICES[1]),
    ("teams.toml", "Operations", "Platform"),
    ("static/other.svg", "", "<svg/>"),
    ("static/plan.txt", "", "a plan"),
    ("theme/templates/about.html", "", THEMES[0]),
    ("theme/css/site.css", "", "body { color: red; }"),
    ("taxonomy.toml", "", TAXONOMIES[1]),
    ("patterns/missing-monitoring.md", "", PROSES[1]),
];

#[test]
fn whatever_a_page_shows_of_other_files_is_a_part_of_its_fingerprint() {
    let build = |root: &Path, today: &str, before: &Earliers| {
        let request = Request {
            dir: Some(root.to_path_buf()),
            today: today.parse().ok(),
            ..Request::default()
        };
        let input = read::input(&request).expect("a project");
        let base = pipeline::build(&input);
        pages_after(before, &input, &base)
    };
    let compare = |root: &Path, today: &str, before: &Earliers, what: &str| {
        let (warm, cold) = (
            build(root, today, before),
            build(root, today, &Earliers::new()),
        );
        for (path, new) in &cold {
            assert!(warm[path].bytes == new.bytes, "{path} after {what}");
        }
    };
    let home = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(home.path()).expect("it is there");
    let put = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(&path, text).expect("written");
    };
    RELATED.iter().for_each(|(path, text)| put(path, text));
    let before = build(&root, DAYS[0], &Earliers::new());
    let named = before.values().filter(|page| page.print.is_some());
    assert!(named.count() > 60, "most pages have a fingerprint");
    for (path, from, to) in CHANGES {
        let original = RELATED.iter().find(|(known, _)| known == path);
        let text = original.map_or("", |(_, text)| *text);
        assert!(text.contains(from), "{path}: {from}");
        put(path, &text.replacen(from, to, 1));
        compare(
            &root,
            DAYS[0],
            &before,
            &format!("{path}: {from:?} → {to:?}"),
        );
        match original {
            Some((_, text)) => put(path, text),
            None => fs::remove_file(root.join(path)).expect("removed"),
        }
    }
    for (path, _) in RELATED.iter().filter(|(path, _)| path.ends_with(".md")) {
        let moved = path.replace(".md", "-2.md");
        fs::rename(root.join(path), root.join(&moved)).expect("renamed");
        compare(&root, DAYS[0], &before, &format!("{path} → {moved}"));
        fs::rename(root.join(&moved), root.join(path)).expect("renamed");
    }
    for day in &DAYS[1..] {
        compare(&root, day, &before, day);
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
    let first: Vec<_> = [&["-v"][..], &[], &["-q"]]
        .map(|flags| kb(&root, "cold", &[flags, &["--no-cache"]].concat()))
        .into();
    kb(&root, "site", &["-v"]);
    let before = tree(&root);
    let words = |said: &str| said.split("; ").next().expect("words").to_string();
    for (flags, first) in [&["-v"][..], &[], &["-q"]].into_iter().zip(first) {
        let second = kb(&root, "site", flags);
        assert!(flags == ["-q"] || second.contains(" 0 changed"), "{second}");
        assert_eq!(words(&first), words(&second));
        assert!(tree(&root) == before, "nothing was written: {flags:?}");
    }
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
    let facts = fs::read_dir(root.join(".kb-cache/facts-of")).expect("kept");
    let facts = facts.flatten().next().expect("a part").path();
    let facts = facts.strip_prefix(root.join(".kb-cache")).expect("below");
    let names = [
        facts.to_str().expect("text"),
        "categories",
        "pages",
        "last-build",
    ];
    for name in names {
        let file = root.join(".kb-cache").join(name);
        let good = fs::read(&file).expect("it was kept");
        let middle = good.len() / 2;
        let mut flipped = good.clone();
        flipped[middle] ^= 0x20;
        let other = names.into_iter().find(|other| *other != name);
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
