//! `kb check` and `kb explain` as a user meets them.

use crate::home::{Home, Ran};
use serde_json::Value;
use std::fs;

const BLAME: &str = "# Checkout was down\n\n## What happened\n\nOn 3 May 2026 John forgot to renew the certificate.\n";
const CLEAN: &str =
    "# Search was down\n\n## What happened\n\nOn 4 May 2026 the certificate expired.\n";

fn rules(ran: &Ran) -> Vec<String> {
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    let list = json["diagnostics"].as_array().expect("a list");
    list.iter()
        .map(|found| found["rule"].as_str().expect("a rule").to_string())
        .collect()
}

#[test]
fn findings_are_suggestions_until_a_project_decides() {
    let home = Home::new(&[("a.md", BLAME)]);
    let ran = home.kb(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(ran.out.contains("makes a person the cause"), "{}", ran.out);
    assert!(
        ran.said
            .ends_with("1 document: 1 warning; `kb explain RULE` says why\n"),
        "{}",
        ran.said
    );
    assert_eq!(home.kb(&["check", "--fail-on", "warning"]).code, 1);
    assert_eq!(home.kb(&["check", "--fail-on", "never"]).code, 0);
    let strict = Home::new(&[
        ("a.md", BLAME),
        (
            "kb.toml",
            "content = \".\"\n[check.levels]\nperson-as-cause = \"error\"\n",
        ),
    ]);
    assert_eq!(strict.kb(&["check"]).code, 1);
    let off = Home::new(&[
        ("a.md", BLAME),
        (
            "kb.toml",
            "content = \".\"\n[check.levels]\nperson-as-cause = \"off\"\n",
        ),
    ]);
    let ran = off.kb(&["check", "--fail-on", "note"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.said);
}

#[test]
fn a_rule_that_does_not_exist_is_named() {
    let home = Home::new(&[
        ("a.md", BLAME),
        (
            "kb.toml",
            "content = \".\"\n[check.levels]\nperson-as-caus = \"off\"\n",
        ),
    ]);
    let ran = home.kb(&["check", "--format", "concise"]);
    assert!(
        ran.out
            .contains("kb.toml:3:1: warning[unknown-rule]: `person-as-caus` is no rule"),
        "{}",
        ran.out
    );
    let ran = home.kb(&["check", "--select", "person-as-caus"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.said.contains("did you mean `person-as-cause`?"),
        "{}",
        ran.said
    );
}

#[test]
fn files_and_folders_are_checked_as_they_are_named() {
    let home = Home::new(&[("x/a.md", BLAME), ("x/deep/b.md", BLAME), ("x/c.md", CLEAN)]);
    let places = |arguments: &[&str]| {
        let ran = home.kb(&[&["check", "--format", "concise"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.said);
        ran.out
            .lines()
            .map(|line| line.split(':').next().expect("a path").to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(places(&["x"]), ["x/a.md", "x/deep/b.md"]);
    assert_eq!(places(&["x/a.md"]), ["x/a.md"]);
    assert_eq!(places(&["x", "x/a.md"]), ["x/a.md", "x/deep/b.md"]);
    assert!(places(&["x/c.md"]).is_empty());
    let ran = home.kb(&["check", "missing.md"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn what_is_off_the_track_of_a_retrospective_is_checked_when_it_is_named() {
    let home = Home::new(&[("notes.md", "John forgot to test it.\n")]);
    let ran = home.kb(&["check", "notes.md", "--format", "json"]);
    assert_eq!(rules(&ran), ["person-as-cause"], "{}", ran.said);
}

#[test]
fn rules_and_groups_are_selected_and_ignored() {
    let home = Home::new(&[(
        "a.md",
        "# Outage\n\n## What happened\n\nOn 3 May 2026 John forgot it. It was a stupid plan.\n",
    )]);
    let found =
        |arguments: &[&str]| rules(&home.kb(&[&["check", "--format", "json"], arguments].concat()));
    assert_eq!(
        found(&["--select", "language"]),
        ["person-as-cause", "judgement"]
    );
    assert_eq!(found(&["--select", "judgement"]), ["judgement"]);
    assert_eq!(
        found(&["--select", "language", "--ignore", "judgement"]),
        ["person-as-cause"]
    );
    assert!(found(&["--ignore", "language"]).is_empty());
}

#[test]
fn an_author_allows_what_follows_a_comment() {
    let comment = "<!-- kb: allow person-as-cause the customer's words -->";
    let text = format!(
        "# Outage\n\n## What happened\n\n{comment}\nOn 3 May 2026 John forgot it.\n\nJohn forgot it twice.\n"
    );
    let home = Home::new(&[
        ("a.md", &text),
        ("b.md", &format!("{CLEAN}\n{comment}\n")),
        ("c.md", &format!("{CLEAN}\n```\n{comment}\n```\n")),
    ]);
    let ran = home.kb(&["check", "--format", "concise"]);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(
        lines[0].starts_with("a.md:8:1: warning[person-as-cause]"),
        "{}",
        ran.out
    );
    assert!(
        lines[1].starts_with("b.md:7:1: note[unused-allow]"),
        "{}",
        ran.out
    );
}

#[test]
fn one_comment_allows_several_rules_and_says_which_of_them_are_none() {
    let text = "# Outage\n\n## What happened\n\nOn 3 May 2026 it was full.\n\n\
                <!-- kb: allow human-error, who-caused as the board wrote it -->\n\n\
                Who caused it? Human error.\n\n\
                <!-- kb: allow human-error, who-causd, judgement -->\n\nIt was human error.\n";
    let home = Home::new(&[("a.md", text)]);
    let ran = home.kb(&["check", "--format", "concise"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(
        lines[1].contains("nothing here is a finding of `judgement`"),
        "{}",
        ran.out
    );
    assert!(lines[0].contains("`who-causd` is no rule"), "{}", ran.out);
    let before = home.bytes("a.md");
    home.kb(&["check", "--fix"]);
    assert_eq!(home.bytes("a.md"), before);
}

#[test]
fn what_other_stages_find_is_explained_as_well() {
    let home = Home::new(&[]);
    let list = home.kb(&["explain"]);
    for stage in kb::check::STAGES {
        assert!(list.out.contains(stage.name), "{}", stage.name);
        assert!(
            stage.finds.ends_with('.') && stage.answer.ends_with('.'),
            "{}",
            stage.name
        );
    }
    for name in ["reference-unknown", "action-states-differ", "not-utf8"] {
        let ran = home.kb(&["explain", name]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        assert!(
            ran.out
                .starts_with(&format!("# {name}\n\n*while reading*\n")),
            "{}",
            ran.out
        );
    }
    let near = home.kb(&["explain", "not-utf9"]);
    assert_eq!(near.code, 2);
    assert!(
        near.said.contains("did you mean `not-utf8`?"),
        "{}",
        near.said
    );
}

#[test]
fn fixes_change_no_other_byte_and_are_made_once() {
    let before = b"\xef\xbb\xbf# Outage\r\n\r\n## What happened\r\n\r\nOn 3 May 2026 it was obviously full.  \r\nAsk jane@harbour.example, not AKIAIOSFODNN7EXAMPLE.\r\n\r\n<!-- kb: allow judgement -->\r\n";
    let home = Home::new(&[]);
    fs::write(home.path("a.md"), before).expect("written");
    let ran = home.kb(&["check", "--fix"]);
    assert!(ran.said.contains("4 places changed"), "{}", ran.said);
    let after = "\u{feff}# Outage\r\n\r\n## What happened\r\n\r\nOn 3 May 2026 it was full.  \r\nAsk [address removed], not [removed: rotate it].\r\n\r\n";
    assert_eq!(String::from_utf8(home.bytes("a.md")).expect("text"), after);
    // The history still holds the secret, so that it was taken out is not the end of it.
    assert!(ran.out.contains("warning[secret]"), "{}", ran.out);
    assert!(ran.out.contains("rotate it"), "{}", ran.out);
    let again = home.kb(&["check", "--fix"]);
    assert!(!again.said.contains("changed"), "{}", again.said);
    assert!(again.out.contains("warning[secret]"), "{}", again.out);
    assert_eq!(String::from_utf8(home.bytes("a.md")).expect("text"), after);
}

#[test]
fn a_file_of_many_incidents_is_checked_and_changed_as_one_file() {
    let split = "[[content.split]]\nglob = \"all.md\"\nheading = 2\n";
    let of = |day: &str, word: &str| {
        format!("## 2026-05-{day} Outage\r\n\r\nOn {day} May 2026 it was {word}full.\r\n\r\n")
    };
    let file = |word| format!("# All of them\r\n\r\n{}{}", of("03", word), of("04", word));
    let home = Home::new(&[
        ("kb.toml", split),
        ("all.md", &file("obviously ")),
        (
            "other.md",
            "# Outage\n\nAs [all](all.md), [one](all.md#2026-05-03-outage) and [none](all.md#nowhere).\n",
        ),
    ]);
    let links = [
        "--format",
        "concise",
        "--select",
        "broken-link,broken-anchor",
    ];
    let links = home.kb(&[&["check", "other.md"][..], &links].concat());
    assert_eq!(
        links.out,
        "other.md:3:56: note[broken-anchor]: no heading here is called `#nowhere`\n"
    );
    let named = home.kb(&[
        "check", "all.md", "--format", "concise", "--select", "language",
    ]);
    assert!(named.said.contains("2 documents"), "{}", named.said);
    let lines: Vec<&str> = named.out.lines().collect();
    assert_eq!(
        lines,
        [
            "all.md:5:23: note[judgement]: `obviously` judges",
            "all.md:9:23: note[judgement]: `obviously` judges",
        ]
    );
    let form = ["--format", "concise", "--select", "language"];
    let unsaved = ["check", "--stdin", "--stdin-filename", "all.md"];
    let unsaved = home.kb_with(&[&unsaved[..], &form].concat(), &file("sadly obviously "));
    let places: Vec<&str> = unsaved
        .out
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(places, ["all.md:5:29:", "all.md:9:29:"], "{}", unsaved.said);
    let fixed = home.kb(&["check", "all.md", "--fix"]);
    assert!(fixed.said.contains("2 places changed"), "{}", fixed.said);
    assert_eq!(
        String::from_utf8(home.bytes("all.md")).expect("text"),
        file("")
    );
}

#[test]
fn bytes_that_are_no_text_are_left_alone() {
    let home = Home::new(&[]);
    let bytes = b"# Outage\n\nOn 3 May 2026 the caf\xe9 was obviously full.\n";
    fs::write(home.path("a.md"), bytes).expect("written");
    let ran = home.kb(&["check", "--fix"]);
    assert!(
        ran.said
            .contains("a.md is not changed: save it as UTF-8 first"),
        "{}",
        ran.said
    );
    assert_eq!(home.bytes("a.md"), bytes);
}

#[test]
fn an_editor_checks_what_it_has_not_saved() {
    let home = Home::new(&[("a.md", CLEAN), ("b.md", BLAME)]);
    let ran = home.kb_with(
        &[
            "check",
            "--stdin",
            "--stdin-filename",
            "a.md",
            "--format",
            "json",
        ],
        BLAME,
    );
    assert_eq!(rules(&ran), ["person-as-cause"], "{}", ran.said);
    let new = home.kb_with(
        &[
            "check",
            "--stdin",
            "--stdin-filename",
            "new/c.md",
            "--format",
            "concise",
        ],
        BLAME,
    );
    assert!(
        new.out
            .starts_with("new/c.md:5:15: warning[person-as-cause]"),
        "{}{}",
        new.out,
        new.said
    );
    let bare = home.kb_with(&["check", "--stdin", "--format", "json"], BLAME);
    assert_eq!(rules(&bare), ["person-as-cause"], "{}", bare.said);
}

#[test]
fn places_are_exact_in_every_form() {
    let home = Home::new(&[("a b.md", BLAME)]);
    let json: Value =
        serde_json::from_str(&home.kb(&["check", "--format", "json"]).out).expect("JSON");
    let found = &json["diagnostics"][0];
    let place = ["line", "column", "end_line", "end_column"]
        .map(|name| found[name].as_u64().expect("a number"));
    assert_eq!(place, [5, 15, 5, 35]);
    assert_eq!(found["file"], "a b.md");
    assert!(found["fix"].is_null());
    let github = home.kb(&["check", "--format", "github"]).out;
    assert!(
        github.starts_with(
            "::warning file=a b.md,line=5,endLine=5,col=15,endColumn=35,title=person-as-cause::"
        ),
        "{github}"
    );
    let sarif: Value =
        serde_json::from_str(&home.kb(&["check", "--format", "sarif"]).out).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "a%20b.md"
    );
    assert_eq!(
        result["locations"][0]["physicalLocation"]["region"]["startColumn"],
        15
    );
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(rules[index]["id"], "person-as-cause");
    assert!(
        rules
            .iter()
            .all(|rule| rule["shortDescription"]["text"].is_string())
    );
}

#[test]
fn every_rule_explains_itself() {
    let home = Home::new(&[]);
    let list = home.kb(&["explain"]).out;
    assert!(list.contains("person-as-cause"), "{list}");
    let ran = home.kb(&["explain", "human-error"]);
    assert_eq!(ran.code, 0);
    for heading in [
        "# human-error",
        "## What it flags",
        "## Why",
        "## Example",
        "## Instead",
    ] {
        assert!(ran.out.contains(heading), "{}", ran.out);
    }
    let ran = home.kb(&["explain", "human-eror"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.said.contains("did you mean `human-error`?"),
        "{}",
        ran.said
    );
}
