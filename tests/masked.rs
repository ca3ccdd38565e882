//! Have we seen this before? Authors sometimes say so: with that sentence taken out, and only earlier incidents to look
//! at, `kb similar` has the incident that they meant among its first three.
//!
//! Some of the documents are collections that lie beside this repository (`KB_SHARED`, else `../shared`): without them the
//! test says so, and asks only about the example.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A document whose author means an earlier one.
struct Case {
    folder: &'static str,
    /// How the names of both files begin; any of the earlier ones is meant.
    later: &'static str,
    earlier: &'static [&'static str],
    /// Sentences with one of these words give it away.
    masked: &'static [&'static str],
}

const fn case(
    folder: &'static str,
    later: &'static str,
    earlier: &'static [&'static str],
    masked: &'static [&'static str],
) -> Case {
    Case {
        folder,
        later,
        earlier,
        masked,
    }
}

const OF_THE_EXAMPLE: [Case; 6] = [
    case(
        "incidents",
        "2024-11-19",
        &["2024-02-06"],
        &["PLAT-118", "nine months"],
    ),
    case(
        "incidents",
        "2025-03-06",
        &["2024-03-07"],
        &["2024-03-07", "BOOK-31"],
    ),
    case(
        "incidents",
        "2025-05-13",
        &["2024-02-06", "2024-11-19"],
        &["2024-02-06", "HP-2024-009"],
    ),
    case(
        "incidents",
        "2025-08-05",
        &["2025-02-18"],
        &["MSG-58", "February"],
    ),
    case("incidents", "2026-09-15", &["2025-09-11"], &["2025-09-11"]),
    case(
        "incidents",
        "2026-10-25",
        &["2024-03-31"],
        &["2024-03-31", "MSG-21"],
    ),
];

const OF_COLLECTIONS: [Case; 6] = [
    case("dfds", "PM2019-010", &["PM2019-009"], &["PM2019-009"]),
    case("dfds", "PM2019-011", &["PM2019-009"], &["PM2019-009"]),
    case("dfds", "PM2021-003", &["PM2021-002"], &["aware of"]),
    case(
        "dfds",
        "PM2021-006",
        &["PM2021-005"],
        &[
            "second occurence",
            "seen this issue before",
            "previous postmortem",
        ],
    ),
    case(
        "dfds",
        "PM2021-007",
        &["PM2021-006", "PM2021-005"],
        &[
            "another 503",
            "past few days",
            "June 30",
            "previous postmortem",
        ],
    ),
    case(
        "hachyderm",
        "2023-01-07",
        &["2023-01-03"],
        &["some more", "another cascading"],
    ),
];

#[test]
fn an_incident_that_an_author_means_is_found_without_the_sentence_that_says_so() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = count(&home.join("content"), &OF_THE_EXAMPLE);
    assert!(
        found * 5 >= OF_THE_EXAMPLE.len() * 4,
        "{found} in the example"
    );
    let shared =
        std::env::var_os("KB_SHARED").map_or_else(|| home.join("../shared"), PathBuf::from);
    let corpus = shared.join("corpus");
    if !corpus.join("dfds").is_dir() {
        eprintln!("skipped: no collections at {}", corpus.display());
        return;
    }
    let found = count(&corpus, &OF_COLLECTIONS);
    assert!(
        found * 5 >= OF_COLLECTIONS.len() * 4,
        "{found} in the collections"
    );
}

fn count(home: &Path, cases: &[Case]) -> usize {
    let found = |case: &&Case| {
        let similar = similar(home, case);
        let is_meant = |name: &String| case.earlier.iter().any(|meant| name.starts_with(meant));
        let at = similar.iter().position(is_meant);
        eprintln!("{}: {:?}, {at:?} of {similar:?}", case.later, case.earlier);
        at.is_some_and(|at| at < 3)
    };
    cases.iter().filter(found).count()
}

/// What resembles the later document, nearest first, by the names of the files.
fn similar(home: &Path, case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("before");
    fs::create_dir(&before).unwrap();
    for name in ["services.toml", "teams.toml"] {
        if let Ok(text) = fs::read(home.join(name)) {
            fs::write(before.join(name), text).unwrap();
        }
    }
    let mut draft = None;
    for entry in fs::read_dir(home.join(case.folder)).unwrap() {
        let entry = entry.unwrap();
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        let name = dated(&entry.file_name().to_string_lossy(), &text);
        if name.starts_with(case.later) {
            draft = Some((name, text));
        } else if name.as_str() < case.later {
            fs::write(before.join(&name), text).unwrap();
        }
    }
    let (name, text) = draft.unwrap_or_else(|| panic!("no document {}", case.later));
    let text = masked(&text, case.masked);
    assert!(case.masked.iter().all(|word| !text.contains(word)));
    let draft = folder.path().join(name);
    fs::write(&draft, text).unwrap();
    let output = Command::cargo_bin("kb")
        .unwrap()
        .args(["similar", "--json", "--today", "2026-11-20", "--project"])
        .args([&before, &draft])
        .output()
        .unwrap();
    let data: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let similar = data["similar"].as_array().cloned().unwrap_or_default();
    let name = |link: &Value| link["source"].as_str().map(str::to_string);
    similar.iter().filter_map(name).collect()
}

/// A name that sorts by time: files that are called by an id begin with the day of their incident.
fn dated(name: &str, text: &str) -> String {
    match name {
        "HP-2024-009-app-certificate.md" => name.replace("HP-2024-009", "2024-11-19"),
        name if name.starts_with("HP-2024-008") => format!("2024-10-10-{name}"),
        name if name.starts_with("HP-") => format!("2025-01-22-{name}"),
        name => match name.strip_prefix("INC-").filter(|_| !text.is_empty()) {
            Some(rest) => rest.to_string(),
            None => name.to_string(),
        },
    }
}

/// The text without the sentences that hold one of the words.
fn masked(text: &str, words: &[&str]) -> String {
    let gives_away = |part: &str| words.iter().any(|word| part.contains(word));
    let line = |line: &str| match gives_away(line) {
        true => line
            .split_inclusive(". ")
            .filter(|sentence| !gives_away(sentence))
            .collect(),
        false => line.to_string(),
    };
    text.lines().map(line).collect::<Vec<String>>().join("\n")
}
