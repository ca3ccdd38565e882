//! The command line as a user meets it: which folder is the project, what is printed, how it ends.

use crate::home::Home;
use assert_cmd::Command;
use std::fs;
use std::path::Path;

const DOCUMENT: &str = "# Outage of the shop\n\n## Root cause\n\n- The disk was full.\n";

#[test]
fn any_folder_of_documents_is_a_project() {
    let home = Home::new(&[("notes/a.md", DOCUMENT)]);
    let ran = home.kb(&["build", "notes"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(ran.said.contains("Open public/index.html"), "{}", ran.said);
    assert!(home.has("public/index.html"));
    let names: Vec<_> = fs::read_dir(home.path("notes"))
        .expect("readable")
        .collect();
    assert_eq!(names.len(), 1, "nothing is written beside the documents");
}

#[test]
fn documents_may_lie_in_a_folder_called_content() {
    let home = Home::new(&[("x/content/a.md", DOCUMENT), ("x/other.md", DOCUMENT)]);
    let ran = home.kb(&["build", "x"]);
    assert!(ran.said.starts_with("1 document,"), "{}", ran.said);
    assert!(home.has("public/index.html"));
}

#[test]
fn the_project_is_found_from_any_folder_below_it() {
    let home = Home::new(&[
        ("p/kb.toml", "content = \"incidents\"\n"),
        ("p/incidents/2026/a.md", DOCUMENT),
        ("p/README.md", "# Not a document of the project\n"),
    ]);
    for (folder, argument) in [(".", "p"), ("p", "."), ("p/incidents", "2026")] {
        let ran = home.kb_in(folder, &["build", argument]);
        assert!(ran.said.starts_with("1 document,"), "{}", ran.said);
        assert!(home.has("p/public/index.html"));
        fs::remove_dir_all(home.path("p/public")).expect("removed");
    }
}

#[test]
fn a_content_folder_may_be_a_project_of_its_own() {
    let home = Home::new(&[
        ("content/kb.toml", "content = \"incidents\"\n"),
        ("content/incidents/a.md", DOCUMENT),
        ("content/patterns/missing-test.md", "Our words.\n"),
    ]);
    let ran = home.kb(&["build"]);
    assert!(ran.said.starts_with("1 document,"), "{}", ran.said);
    assert!(home.has("public/index.html") && !home.has("content/public"));
}

#[test]
fn parts_of_the_project_are_no_documents() {
    let home = Home::new(&[
        ("kb.toml", "output = \"site\"\nexclude = [\"old\"]\n"),
        ("a.md", DOCUMENT),
        ("theme/templates/readme.md", "# T\n"),
        ("static/robots.txt", "User-agent: *\n"),
        ("patterns/missing-test.md", "# P\n"),
        ("services.toml", "[[service]]\nname = \"shop\"\n"),
        ("old/b.md", DOCUMENT),
        ("deep/old/c.md", DOCUMENT),
    ]);
    for _ in 0..2 {
        let ran = home.kb(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        assert!(ran.said.starts_with("1 document,"), "{}", ran.said);
    }
    assert!(home.has("site/index.html"));
}

#[test]
fn an_earlier_site_inside_of_the_content_is_not_read() {
    let home = Home::new(&[("a.md", DOCUMENT)]);
    home.kb(&["build"]);
    fs::write(home.path("public/notes.txt"), DOCUMENT).expect("written");
    let ran = home.kb(&["build", "-o", "elsewhere"]);
    assert!(ran.said.starts_with("1 document,"), "{}", ran.said);
}

#[test]
fn restricted_documents_are_kept_out_unless_asked_for() {
    let home = Home::new(&[
        (
            "kb.toml",
            "restricted = [\"private/**\", \"*.secret.md\"]\n",
        ),
        ("a.md", DOCUMENT),
        ("b.secret.md", DOCUMENT),
        ("private/deep/c.md", DOCUMENT),
    ]);
    let ran = home.kb(&["build", "-v"]);
    assert!(ran.said.contains("1 document,"), "{}", ran.said);
    assert!(
        ran.said.contains("left out: 2 restricted documents"),
        "{}",
        ran.said
    );
    let ran = home.kb(&["build", "--include-restricted"]);
    assert!(ran.said.starts_with("3 documents,"), "{}", ran.said);
}

#[test]
fn a_configuration_that_cannot_be_understood_ends_the_run() {
    let broken = [
        ("syntax", "title = \"x\nexclude = []\n"),
        ("type", "title = \"x\"\nexclude = \"drafts\"\n"),
        ("value", "[people]\nshow = \"everybody\"\n"),
        ("glob", "restricted = [\"private/**\", \"a{b\"]\n"),
        (
            "slip in what must not be published",
            "restrictd = [\"private/**\"]\n",
        ),
    ];
    let mut said = String::new();
    for (name, text) in broken {
        let home = Home::new(&[("kb.toml", text), ("a.md", DOCUMENT)]);
        let ran = home.kb(&["build"]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(!home.has("public"), "{name}");
        said.push_str(&format!("== {name}\n{}\n", ran.said));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn unknown_keys_and_odd_catalogs_are_warnings() {
    let home = Home::new(&[
        (
            "kb.toml",
            "titel = \"x\"\n\n[people]\nshwo = \"team\"\n\n[severities]\n\"Tier 1\" = \"SEV1\"\n\"Tier 2\" = \"bad\"\n\n[headings]\nfactor = [\"What bit us\"]\n",
        ),
        (
            "services.toml",
            "[[service]]\nname = \"shop\"\nowner = \"web\"\naliases = [7]\n\n[[service]]\nteam = \"web\"\n\n[[servce]]\nname = \"x\"\n",
        ),
        ("teams.toml", "[[team]\nname = \"web\"\n"),
        ("a.md", DOCUMENT),
    ]);
    let ran = home.kb(&["build", "-v"]);
    let found = ran.said.rsplit_once("\n\n").map_or("", |(found, _)| found);
    insta::assert_snapshot!(found);
    assert_eq!(ran.code, 1, "teams.toml cannot be read");
}

#[test]
fn a_language_whose_words_are_not_known_is_a_warning() {
    for (language, warned) in [("klingon", true), ("german", false), ("none", false)] {
        let config = format!("[search]\nlanguage = \"{language}\"\n");
        let home = Home::new(&[("kb.toml", &config), ("a.md", DOCUMENT)]);
        let ran = home.kb(&["build"]);
        assert_eq!(ran.said.contains("`klingon`"), warned, "{}", ran.said);
        assert_eq!(ran.code, 0, "{}", ran.said);
    }
}

#[test]
fn what_cannot_run_says_why_and_what_to_do() {
    let home = Home::new(&[("a.md", DOCUMENT), ("mine/thesis.txt", "years")]);
    for (arguments, reason) in [
        (&["build", "nowhere"][..], "cannot open nowhere"),
        (&["build", "a.md"], "a.md is a file"),
        (&["build", "-o", "mine"], "`thesis.txt`"),
        (&["build", "-o", "."], "the documents are in it"),
        (
            &["build", "--today", "yesterday"],
            "a day looks like 2026-05-03",
        ),
        (&["build", "--base-url", "/kb/"], "https://acme.example/kb/"),
        (&["build", "--no-such-flag"], "--no-such-flag"),
        (&["search", " "], "nothing to search for"),
        (
            &["build", "-o", "a.md"],
            "cannot write the site to a.md: Not a directory",
        ),
    ] {
        let ran = home.kb(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.said);
        assert!(ran.said.contains(reason), "{arguments:?}: {}", ran.said);
    }
    assert!(!home.has("public"));
}

#[test]
fn a_content_folder_that_is_none_or_above_the_project_ends_the_run() {
    for (content, reason) in [
        ("../..", "is above the project"),
        ("kb.toml", "is no folder"),
        ("nowhere", "cannot open the content folder"),
    ] {
        let config = format!("content = \"{content}\"\n");
        let home = Home::new(&[("a/b/kb.toml", &config), ("a.md", DOCUMENT)]);
        let ran = home.kb(&["build", "a/b"]);
        assert_eq!(ran.code, 2, "{content}: {}", ran.said);
        assert!(ran.said.contains(reason), "{content}: {}", ran.said);
        assert!(!home.has("a/b/public"));
    }
    let home = Home::new(&[
        ("kb/kb.toml", "content = \"../docs\"\n"),
        ("docs/a.md", DOCUMENT),
    ]);
    assert_eq!(
        home.kb(&["build", "kb"]).code,
        0,
        "beside it is another matter"
    );
}

#[test]
fn quiet_says_nothing_and_colours_are_as_asked() {
    let home = Home::new(&[("kb.toml", "titel = \"x\"\n"), ("a.md", DOCUMENT)]);
    assert_eq!(home.kb(&["build", "-q"]).said, "");
    assert!(
        home.kb(&["build", "--color", "always"])
            .said
            .contains("\u{1b}[")
    );
    assert!(
        !home.kb(&["build"]).said.contains('\u{1b}'),
        "not into a pipe"
    );
}

#[test]
fn a_rule_with_many_findings_is_summed_up() {
    let home = Home::new(&[]);
    for number in 0..30 {
        fs::write(home.path(&format!("{number:02}.md")), "\n").expect("written");
    }
    let said = home.kb(&["build"]).said;
    assert_eq!(said.matches("[empty-file]").count(), 3, "{said}");
    assert!(
        said.contains("27 more of `empty-file`; -v shows them"),
        "{said}"
    );
    assert_eq!(
        home.kb(&["build", "-v"])
            .said
            .matches("[empty-file]")
            .count(),
        30
    );
}

#[test]
fn the_data_goes_to_standard_output_alone() {
    let home = Home::new(&[("a.md", DOCUMENT)]);
    let ran = home.kb(&["export", "--format", "json"]);
    let data: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(data["schema_version"], 1);
    assert_eq!(ran.said, "");
    assert!(
        !home.has("public") && !home.has("cache"),
        "an export writes nothing"
    );
}

#[test]
fn the_help_of_every_command_has_examples_and_fits_a_terminal() {
    let home = Home::new(&[]);
    let overview = home.kb(&["--help"]).out;
    let commands = overview
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    for command in commands
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
    {
        let help = home.kb(&[command, "--help"]).out;
        assert!(help.contains("Examples:"), "{command}:\n{help}");
        assert!(
            help.lines().all(|line| line.chars().count() <= 100),
            "{command}:\n{help}"
        );
    }
}

#[test]
fn today_comes_from_the_flag_else_from_the_environment() {
    let home = Home::new(&[("a.md", DOCUMENT)]);
    let export = |arguments: &[&str], epoch: &str| {
        let ran = Command::cargo_bin("kb")
            .expect("the binary")
            .current_dir(home.path("."))
            .env("SOURCE_DATE_EPOCH", epoch)
            .args(arguments)
            .output()
            .expect("it runs");
        (
            ran.status.code(),
            String::from_utf8(ran.stdout).expect("text"),
        )
    };
    assert_eq!(export(&["export"], "someday").0, Some(2));
    assert_eq!(
        export(&["export", "--today", "2026-01-02"], "someday").0,
        Some(0)
    );
    assert_eq!(
        export(&["export"], "86400"),
        export(&["export", "--today", "1970-01-02"], "0")
    );
}

#[test]
fn a_read_only_project_is_built() {
    let home = Home::new(&[("p/kb.toml", ""), ("p/a.md", DOCUMENT)]);
    let project = home.path("p");
    let mut permissions = fs::metadata(&project).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&project, permissions.clone()).expect("set");
    let ran = home.kb(&["build", "p", "-o", "site"]);
    make_writable(&project);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(home.has("site/index.html"));
}

#[cfg(unix)]
fn make_writable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("set");
}

#[cfg(not(unix))]
fn make_writable(_: &Path) {}

#[test]
fn inspect_shows_values_with_their_lines_and_what_is_not_understood() {
    let home = Home::new(&[(
        "notes/a.md",
        "---\nid: INC-7\nseverity: SEV2\n---\n# Outage of the shop\n\n## What bit us\n\nThe cache.\n\n## Root cause\n\n- The disk was full.\n\n## Action items\n\n- [x] Alert on the disk @web\n- [ ] Buy a larger disk (Owner: Search team)\n",
    )]);
    let ran = home.kb(&["inspect", "notes/a.md"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    for expected in [
        "INC-7  · line 2, front matter",
        "SEV2  · line 3, front matter",
        "The disk was full.  · line 13",
        "resource-exhaustion  · “disk … full”, line 13",
        "Alert on the disk",
        "done",
        "What bit us  · line 7",
        "not found: ",
    ] {
        assert!(
            ran.out.contains(expected),
            "no {expected:?} in:\n{}",
            ran.out
        );
    }
    let ran = home.kb(&["inspect", "notes/a.md", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["incident"]["id"], "INC-7");
    assert_eq!(report["headings_not_understood"][0]["line"], 7);
    let words = serde_json::json!({ "category": "resource-exhaustion", "words": "disk … full", "line": 13 });
    assert_eq!(report["categories"][0], words);
    let severity = serde_json::json!({ "name": "severity", "value": "SEV2", "source": "front_matter", "line": 3 });
    let facts = report["facts"].as_array().expect("facts");
    assert!(facts.contains(&severity), "{facts:?}");
    assert_eq!(home.kb(&["inspect", "notes", "--format", "json"]).code, 2);
    let ran = home.kb(&["inspect", "notes"]);
    assert!(
        ran.out
            .starts_with("documents: 1, incidents: 1, left out: 0"),
        "{}",
        ran.out
    );
    for expected in [
        "[[team]]\n    name = \"Search team\"\n",
        "handles = [\"@web\"]",
    ] {
        assert!(
            ran.out.contains(expected),
            "no {expected:?} in:\n{}",
            ran.out
        );
    }
    assert!(ran.out.lines().count() < 50, "a screenful:\n{}", ran.out);
    assert!(
        !home.has("public") && !home.has("cache"),
        "nothing is written"
    );
    assert_eq!(home.kb(&["inspect", "nowhere"]).code, 2);
}

#[test]
fn what_readers_may_not_see_leaves_no_trace() {
    let secret = "---\nid: INC-1\nvisibility: restricted\n---\n# Merger talks leaked\n\n## Root cause\n\n- [x](nowhere.md) zanzibar.\n";
    let public =
        "---\nid: INC-1\n---\n# Outage of the shop\n\n## Root cause\n\n- The disk was full.\n";
    let draft = "---\nstatus: draft\n---\n# Half written\n\n## Root cause\n\n- The fan.\n";
    let home = Home::new(&[("n/a.md", secret), ("n/b.md", public), ("n/c.md", draft)]);
    let ran = home.kb(&["build", "n", "-v"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        ran.said.contains("left out: 1 restricted document"),
        "{}",
        ran.said
    );
    assert!(
        !ran.said.contains("zanzibar") && !ran.said.contains("duplicate-id"),
        "{}",
        ran.said
    );
    let said = |word: &str| {
        let files = walkdir::WalkDir::new(home.path("public"))
            .into_iter()
            .flatten();
        let texts = files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| fs::read(entry.path()).expect("readable"));
        texts
            .filter(|text| String::from_utf8_lossy(text).contains(word))
            .count()
    };
    assert_eq!((said("zanzibar"), said("Merger")), (0, 0));
    assert!(
        home.has("public/incidents/inc-1/index.html"),
        "its address does not depend on what is hidden"
    );
    assert!(said("Half written") > 0, "drafts are marked, not hidden");
    home.kb(&["build", "n", "--no-drafts"]);
    assert_eq!(said("Half written"), 0);
    home.kb(&["build", "n", "--include-restricted"]);
    assert!(said("zanzibar") > 0);
}

#[test]
fn a_side_file_has_the_last_word() {
    let document = "---\nseverity: SEV1\n---\n# Outage of the shop\n\n## Root cause\n\n- The disk was full.\n\n## Action items\n\n- Buy a disk\n";
    let side = "['a.md']\nseverity = 'SEV3'\nactions = [{ id = 'a1', status = 'done', owner = 'Storage' }]\n\n['gone.md']\ntitle = 'x'\n";
    let home = Home::new(&[("notes/a.md", document), ("notes/overrides.toml", side)]);
    let ran = home.kb(&["export", "notes", "-v"]);
    let data: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let incident = &data["incidents"][0];
    assert_eq!(incident["severity"], "SEV3");
    assert_eq!(incident["actions"][0]["status"], "done");
    assert_eq!(incident["actions"][0]["status_basis"], "side_file");
    assert_eq!(incident["actions"][0]["owner"][0], "Storage");
    assert!(
        ran.said.contains("no document is `gone.md`"),
        "{}",
        ran.said
    );
}

#[test]
fn a_slip_in_what_says_who_may_read_closes_the_document() {
    let body = "# Outage of the shop\n\n## Root cause\n\n- The quokka was full.\n";
    let closed = [
        "---\nvisibility: restricted\ntitle: [a\n---\n",
        "---\nvisibility: restricted\n\n",
        "---\nvisibilty: restricted\n---\n",
        "---\nvisibility: private\n---\n",
        "---\nconfidential: true\n---\n",
        "Visibility: restricted\n\n",
    ];
    for front in closed {
        let home = Home::new(&[
            ("notes/a.md", &format!("{front}{body}")),
            ("notes/b.md", DOCUMENT),
        ]);
        let ran = home.kb(&["export", "notes"]);
        assert!(
            !ran.out.contains("quokka") && ran.out.contains("disk"),
            "{front}"
        );
    }
    let home = Home::new(&[(
        "notes/a.md",
        &format!("---\nvisibility: private\n---\n{body}"),
    )]);
    let ran = home.kb(&["build", "notes", "-v"]);
    assert!(
        ran.said.contains("`private` is no visibility"),
        "{}",
        ran.said
    );
}
