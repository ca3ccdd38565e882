//! What is read out of real collections, against annotations made by hand. The collections are not part of the project:
//! they lie beside it in `../shared`, or where `KB_SHARED` says; without them these tests say so and pass.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Least figures. `given`: right where the document gives a value; `invented`: most made up where it gives none.
const FLOORS: &[(&str, &str, f64)] = &[
    ("found", "accuracy", 1.0),
    ("factors", "precision", 0.92),
    ("factors", "f1", 0.94),
    ("actions", "precision", 0.98),
    ("actions", "f1", 0.98),
    ("timeline", "f1", 0.98),
    ("timeline at", "accuracy", 0.98),
    ("action status", "given", 0.95),
    ("action owner", "given", 0.95),
    ("action due", "given", 0.95),
    ("action ref", "given", 0.98),
    ("title", "accuracy", 0.98),
    ("date", "accuracy", 0.98),
    ("time_to_detect_minutes", "given", 0.95),
    ("time_to_resolve_minutes", "given", 0.95),
];

/// Values of which at most this share is made up.
const INVENTED: f64 = 0.02;

fn shared() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("KB_SHARED").map_or_else(beside, PathBuf::from);
    let is_there = shared.join("corpus/gold").is_dir() && shared.join("score/score.py").is_file();
    if !is_there {
        eprintln!("skipped: no collections at {}", shared.display());
    }
    is_there.then_some(shared)
}

fn export(shared: &Path, to: &Path) {
    let mut kb = Command::new(env!("CARGO_BIN_EXE_kb"));
    kb.args(["export", "--format", "json", "--today", "2026-11-20"]);
    let out = kb.arg(shared.join("corpus")).output().expect("kb runs");
    assert!(
        !out.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    fs::write(to, out.stdout).expect("a place for the data");
}

#[test]
fn real_documents_are_read_as_by_a_careful_reader() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("kb.json");
    export(&shared, &data);
    let python = Command::new("python3")
        .arg(shared.join("score/score.py"))
        .arg(shared.join("corpus/gold"))
        .arg(&data)
        .args(["--json", "--worst", "1000"])
        .output();
    let Ok(out) = python else {
        eprintln!("skipped: no python3");
        return;
    };
    let printed = String::from_utf8(out.stdout).expect("text");
    let mut values = serde_json::Deserializer::from_str(&printed).into_iter::<Value>();
    let figures = values.next().expect("figures").expect("JSON");
    let mut missed = Vec::new();
    for (name, figure, floor) in FLOORS {
        let reached = figures[name][figure].as_f64().unwrap_or_default();
        if reached + 1e-9 < *floor {
            missed.push(format!("{name}: {figure} {reached:.3} is below {floor}"));
        }
    }
    for name in ["action status", "action owner", "action due", "severity"] {
        let invented = figures[name]["invented"].as_f64().unwrap_or(1.0);
        if invented > INVENTED {
            missed.push(format!(
                "{name}: {invented:.3} invented, more than {INVENTED}"
            ));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}\n{printed}");
    let (extracted, gold) = lengths(&shared, &data);
    assert!(
        extracted <= 1.5 * gold,
        "the median factor has {extracted} characters, the gold's {gold}"
    );
}

/// Median characters of a factor, as extracted and as annotated, in the annotated documents.
fn lengths(shared: &Path, data: &Path) -> (f64, f64) {
    let read = |path: &Path| -> Value {
        serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
    };
    let base = read(data);
    let incidents = base["incidents"].as_array().expect("incidents");
    let (mut extracted, mut gold) = (Vec::new(), Vec::new());
    let measure = |factors: &Value, lengths: &mut Vec<usize>| {
        let texts = factors.as_array().into_iter().flatten();
        lengths.extend(texts.filter_map(|factor| Some(factor["text"].as_str()?.chars().count())));
    };
    for file in json_files(&shared.join("corpus/gold")) {
        let annotated = read(&file);
        let is_same = |incident: &&Value| incident["source"] == annotated["source"];
        if let Some(incident) = incidents.iter().find(is_same) {
            measure(&annotated["factors"], &mut gold);
            measure(&incident["factors"], &mut extracted);
        }
    }
    (median(extracted), median(gold))
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                json_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect()
}

fn median(mut lengths: Vec<usize>) -> f64 {
    lengths.sort_unstable();
    lengths
        .get(lengths.len() / 2)
        .map_or(0.0, |&length| length as f64)
}
