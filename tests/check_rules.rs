//! The rules of `kb check` against their own documentation, against sentences that blame and their blameless twins, and
//! against documents of any shape.

use chrono::NaiveDate;
use kb::check::{self, Rule};
use kb::config;
use kb::diagnostic::Diagnostic;
use kb::pipeline;
use kb::read::Input;
use kb::span::{FileId, Sources};
use std::collections::HashSet;

/// A project of these files, by path; `kb.toml` is its configuration.
fn project(files: &[(String, String)]) -> Input {
    let mut input = Input {
        today: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
        sources: Sources::default(),
        ..Input::default()
    };
    for (path, text) in files {
        let id = input.sources.add(path.clone(), text.clone());
        if path == "kb.toml" {
            input.config = config::parse(input.sources.get(id))
                .value
                .expect("a configuration");
        } else {
            input.documents.push(id);
        }
    }
    input
}

fn found(files: &[(String, String)]) -> Vec<Diagnostic> {
    let input = project(files);
    let checked = pipeline::check(&input, None);
    let mut found = checked.diagnostics;
    found.extend(checked.found);
    found
}

fn document(text: &str) -> Vec<(String, String)> {
    vec![("a.md".to_string(), text.to_string())]
}

/// The files that a section of a rule's documentation holds, each in a fence: its name stands after the language.
fn files(rule: &Rule, heading: &str) -> Vec<(String, String)> {
    let docs = rule.docs();
    let section = docs
        .split(&format!("## {heading}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("{} has no `## {heading}`", rule.name));
    let mut files = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in section.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let name = info.split(' ').nth(1).unwrap_or(if info == "toml" {
                    "kb.toml"
                } else {
                    "a.md"
                });
                open = Some((name.to_string(), String::new()));
            }
            (Some(_), Some(_)) => files.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) if line == "## Instead" => break,
            (None, None) => {}
        }
    }
    files.sort_by_key(|(name, _)| name != "kb.toml");
    assert!(
        !files.is_empty(),
        "{} has no block under `## {heading}`",
        rule.name
    );
    files
}

/// The project of an example: with the rule switched on where it is off by itself.
fn example(rule: &Rule, heading: &str) -> Vec<(String, String)> {
    let mut files = files(rule, heading);
    if rule.level.is_none() {
        let line = format!("[check.levels]\n{} = \"note\"\n", rule.name);
        match files.iter_mut().find(|(name, _)| name == "kb.toml") {
            Some((_, text)) => text.push_str(&line),
            None => files.insert(0, ("kb.toml".into(), line)),
        }
    }
    files
}

#[test]
fn the_example_of_each_rule_fires_and_what_to_write_instead_is_silent() {
    let mut wrong = Vec::new();
    for rule in check::rules() {
        let fires = |heading| {
            found(&example(rule, heading))
                .iter()
                .any(|found| found.rule == rule.name)
        };
        if !fires("Example") {
            wrong.push(format!("{}: the example is silent", rule.name));
        }
        if fires("Instead") {
            wrong.push(format!("{}: what to write instead fires", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_documented_in_the_same_form() {
    let mut names: Vec<_> = check::rules().iter().map(|rule| rule.name).collect();
    for rule in check::rules() {
        let docs = rule.docs();
        let mut at = 0;
        for heading in ["## What it flags", "## Why", "## Example", "## Instead"] {
            let next = docs[at..]
                .find(heading)
                .unwrap_or_else(|| panic!("{}: no `{heading}`", rule.name));
            at += next;
        }
        assert!(
            rule.summary().ends_with('.'),
            "{}: {}",
            rule.name,
            rule.summary()
        );
        assert!(
            rule.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            rule.name
        );
    }
    let number = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), number, "two rules have one name");
}

fn language(files: &[(String, String)]) -> Vec<Diagnostic> {
    let mut found = found(files);
    found.retain(|found| {
        check::rule(found.rule).is_some_and(|rule| rule.group == check::Group::Language)
    });
    found
}

#[test]
fn sentences_that_blame_are_told_from_their_blameless_twins() {
    told_apart(include_str!("data/blame.txt"), 60);
}

#[test]
fn sentences_that_the_rules_were_not_written_for_are_told_apart_as_well() {
    told_apart(include_str!("data/blame-unseen.txt"), 30);
}

#[test]
fn sentences_of_many_styles_and_trades_are_told_apart() {
    told_apart(include_str!("data/blame-styles.txt"), 80);
}

#[test]
fn sentences_of_another_author_are_told_apart() {
    told_apart(include_str!("data/blame-twins.txt"), 150);
}

#[test]
fn sentences_of_many_constructions_are_told_apart() {
    told_apart(include_str!("data/blame-contrasts.txt"), 160);
}

#[test]
fn deeds_are_weighed_by_what_stands_beside_them() {
    told_apart(include_str!("data/blame-weighed.txt"), 140);
}

#[test]
fn sentences_as_they_stand_in_retrospectives_are_told_apart() {
    told_apart(include_str!("data/blame-plain.txt"), 55);
}

#[test]
fn an_action_that_asks_for_care_is_told_once_and_of_what_to_ask_instead() {
    let text = |heading: &str| {
        format!(
            "# Outage\n\n## Summary\n\nOn 3 May 2026 it was down.\n\n## {heading}\n\n- Be more careful with upgrades\n"
        )
    };
    let about = |heading: &str| -> Vec<&'static str> {
        let found = found(&document(&text(heading)));
        let rules = found.iter().map(|found| found.rule);
        rules
            .filter(|rule| matches!(*rule, "judgement" | "action-about-people"))
            .collect()
    };
    assert_eq!(about("Action items"), ["action-about-people"]);
    assert_eq!(about("What went poorly"), ["judgement"]);
}

/// Holds the language rules to a recall of 0.9 and a precision of 0.95 on a table of at least so many pairs. Each
/// sentence is a document of its own.
fn told_apart(table: &str, pairs: usize) {
    let sentences: Vec<(&str, &str)> = table
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(kind, _)| matches!(*kind, "-" | "+"))
        .collect();
    let document = |(at, (_, sentence)): (usize, &(&str, &str))| {
        let text = format!("# Outage\n\n## What happened\n\n{sentence}\n");
        (format!("{at}.md"), text)
    };
    let documents: Vec<_> = sentences.iter().enumerate().map(document).collect();
    let blamed: HashSet<FileId> = language(&documents)
        .iter()
        .map(|found| found.span.file)
        .collect();
    let (mut hits, mut blameful, mut false_alarms) = (0, 0, 0);
    let mut wrong = String::new();
    for (at, (kind, sentence)) in sentences.into_iter().enumerate() {
        let fires = blamed.contains(&FileId(at as u32));
        match kind {
            "-" => {
                blameful += 1;
                hits += usize::from(fires);
            }
            _ => false_alarms += usize::from(fires),
        }
        if fires != (kind == "-") {
            wrong.push_str(&format!("{kind} {sentence}\n"));
        }
    }
    let recall = hits as f64 / blameful as f64;
    let precision = hits as f64 / (hits + false_alarms) as f64;
    println!("recall {recall:.3}, precision {precision:.3}\n{wrong}");
    assert!(blameful >= pairs, "{blameful} pairs");
    assert!(
        recall >= 0.9 && precision >= 0.95,
        "recall {recall:.3}, precision {precision:.3}\n{wrong}"
    );
}

#[test]
fn code_quotations_logs_chats_and_addresses_are_not_narrative() {
    let sentence = "John forgot to test it, which was a stupid human error.";
    for text in [
        format!("```\n{sentence}\n```"),
        format!("    {sentence}"),
        format!("> {sentence}"),
        format!("The ticket said “{sentence}” and was closed."),
        format!("The ticket said \"{sentence}\" and was closed."),
        format!("The title was `{sentence}` then."),
        format!("[10:03] john: {sentence}"),
        format!("<john> {sentence}"),
        format!("2026-05-03T10:03:00Z ERROR {sentence}"),
        format!("## Slack log\n\n{sentence}"),
        "See https://example.com/human-error/john-forgot-to-test for more.".to_string(),
        "![John forgot to test](a.png)".to_string(),
    ] {
        let found = language(&document(&format!(
            "# Outage\n\n## What happened\n\n{text}\n"
        )));
        assert!(found.is_empty(), "{text}\n{found:?}");
    }
}

#[test]
fn the_same_words_are_told_once() {
    for sentence in [
        "It was a stupid mistake.",
        "The operator's carelessness was the reason.",
        "The engineer carelessly deployed the change.",
    ] {
        let found = language(&document(&format!(
            "# Outage\n\n## What happened\n\n{sentence}\n"
        )));
        assert_eq!(found.len(), 1, "{sentence}\n{found:?}");
    }
}

#[test]
fn what_a_template_left_is_found_and_work_to_be_done_is_none() {
    let remains = |text: &str| {
        let files = document(&format!(
            "# Outage\n\n## What happened\n\nOn 3 May 2026 it was full.\n\n{text}\n"
        ));
        found(&files)
            .iter()
            .any(|found| found.rule == "template-remains")
    };
    for text in [
        "TODO: describe the impact",
        "## Impact\n\nTODO",
        "## Impact\n\nFILL IN",
        "## Impact\n\nXXX users",
        "## Impact\n\nTBD",
        "The <service name> was down.",
        "<describe who was affected>",
    ] {
        assert!(remains(text), "{text}");
    }
    for text in [
        "## Action items\n\n- TODO: raise the limit\n- FIXME in the parser is gone",
        "## TODO\n\n- Raise the limit",
        "```\nTODO: describe\n```",
        "The comment said `TODO`.",
        "It answered with 5xx codes and <b>stopped</b>.",
        "The todo list of the team was long.",
    ] {
        assert!(!remains(text), "{text}");
    }
}

/// Paths with their texts.
type Files = Vec<(String, String)>;

/// The collections beside this repository, each as a project of its own.
fn collections() -> Option<Vec<(String, Files)>> {
    let beside = || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("KB_SHARED").map_or_else(beside, std::path::PathBuf::from);
    let root = root.join("corpus");
    if !root.is_dir() {
        eprintln!("skipped: {} is not there", root.display());
        return None;
    }
    let mut collections = Vec::new();
    for folder in std::fs::read_dir(&root).expect("a folder").flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        let mut files = Vec::new();
        for file in std::fs::read_dir(folder.path())
            .into_iter()
            .flatten()
            .flatten()
        {
            let path = file.path();
            if path.extension().is_some_and(|end| end == "md") {
                let text = std::fs::read(&path).expect("readable");
                let file = file.file_name().to_string_lossy().into_owned();
                files.push((
                    format!("{name}/{file}"),
                    String::from_utf8_lossy(&text).into_owned(),
                ));
            }
        }
        files.sort();
        if !files.is_empty() {
            collections.push((name, files));
        }
    }
    collections.sort();
    Some(collections)
}

#[test]
fn no_collection_has_more_than_three_findings_for_a_thousand_words_alone_or_with_the_others() {
    let Some(collections) = collections() else {
        return;
    };
    let told = |found: Vec<Diagnostic>| -> Vec<(&'static str, String)> {
        let mut told: Vec<_> = found
            .into_iter()
            .map(|found| (found.rule, found.message))
            .collect();
        told.sort();
        told
    };
    let mut alone = Vec::new();
    let mut all = Vec::new();
    for (name, files) in &collections {
        let words: usize = files
            .iter()
            .map(|(_, text)| text.split_whitespace().count())
            .sum();
        let found = found(files);
        assert!(
            found.len() * 1000 <= words * 3,
            "{name}: {} findings in {words} words",
            found.len()
        );
        alone.extend(found);
        all.extend(files.iter().cloned());
    }
    // What a document is told does not depend on what lies in other folders, but for what only the whole shows.
    let whole = |(rule, _): &(&str, String)| {
        !matches!(
            *rule,
            "action-asked-before" | "broken-link" | "broken-anchor"
        )
    };
    let (mut alone, mut together) = (told(alone), told(found(&all)));
    alone.retain(whole);
    together.retain(whole);
    assert_eq!(alone, together);
}

#[test]
fn thanks_and_credits_are_fine() {
    for sentence in [
        "Thanks to John, who noticed the wrong value.",
        "Kudos to Alice for the quick rollback.",
        "The on-call engineer restarted the service and informed support.",
        "Maria found the missing index within minutes.",
        "Who noticed it first? Support did.",
    ] {
        let found = language(&document(&format!(
            "# Outage\n\n## What happened\n\n{sentence}\n"
        )));
        assert!(found.is_empty(), "{sentence}\n{found:?}");
    }
}

mod mutated {
    use super::found;
    use proptest::prelude::*;

    /// Pieces of which documents are made, whole and broken.
    const PIECES: &[&str] = &[
        "# Outage of the shop\n\n",
        "## Root cause\n",
        "## Timeline\n\n",
        "## Action items\n\n",
        "## Lessons learned\n",
        "---\n",
        "+++\n",
        "- 10:00 John forgot to test\n",
        "- [ ] be more careful\n",
        "| a | b |\n|---|---|\n",
        "| 1 | 2 |\n",
        "```\n",
        "> quoted\n",
        "<!-- kb: allow judgement x -->\n",
        "<!-- kb: allow",
        "-->",
        "[link](a.md#b)",
        "![](x.png)",
        "\"",
        "“",
        "”",
        "'s ",
        "’s ",
        "I ",
        "the engineer ",
        "failed to ",
        "should have ",
        "been ",
        "who ",
        "if only ",
        "(",
        ")",
        ",",
        ", and ",
        "@x",
        "a@b.example",
        "AKIAIOSFODNN7EXAMPLE ",
        "https://u:p4ssw0rdx@h/",
        "ß",
        "İ",
        "日本",
        "\u{301}",
        "e\u{301}",
        "\u{200b}",
        "\n",
        "\n\n",
        " ",
        "\t",
        "&amp;",
        "*",
        "**",
        "`",
        "\\",
        "<b>",
        "{#id}",
        "2026-05-03 ",
        "Started: ",
        "status: draft\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]

        #[test]
        fn no_document_makes_a_rule_fail(picks in prop::collection::vec(0..PIECES.len(), 0..60), noise in "\\PC{0,12}", at in 0usize..60) {
            let mut text: String = String::new();
            for (number, pick) in picks.iter().enumerate() {
                if number == at {
                    text.push_str(&noise);
                }
                text.push_str(PIECES[*pick]);
            }
            let files = vec![("a.md".to_string(), text.clone())];
            let fault = found(&files).into_iter().find(|found| found.rule == "internal-fault");
            prop_assert!(fault.is_none(), "{text:?}\n{fault:?}");
        }
    }
}
