//! Times in whole documents: what is read out of the fixtures, and that nothing breaks when their lines are shuffled.

use kb::extract;
use kb::model::{Incident, Moment, Source, Sourced};
use kb::read::Input;
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn fixtures() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/time");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (
                name.into_owned(),
                fs::read_to_string(&path).expect("a fixture"),
            )
        })
        .collect()
}

fn input(documents: &[(String, String)]) -> Input {
    let mut input = Input::default();
    for (path, text) in documents {
        let file = input.sources.add(path.clone(), text.clone());
        input.documents.push(file);
    }
    input
}

/// What was understood of time, one fact in a line.
fn facts(incident: &Incident) -> String {
    let mut out = String::new();
    let mut fact = |name: &str, value: String| writeln!(out, "{name}: {value}").expect("text");
    if let Some(date) = &incident.date {
        fact("date", date.value.to_string());
    }
    let milestones = &incident.milestones;
    for (name, milestone) in [
        ("started", &milestones.started),
        ("detected", &milestones.detected),
        ("mitigated", &milestones.mitigated),
        ("resolved", &milestones.resolved),
    ] {
        if let Some(milestone) = milestone {
            fact(name, show(&milestone.value));
        }
    }
    let durations = &incident.durations;
    for (name, duration) in [
        ("time to detect", &durations.detect),
        ("time to mitigate", &durations.mitigate),
        ("time to resolve", &durations.resolve),
    ] {
        if let Some(Sourced { value, source }) = duration {
            let basis = match source {
                Source::Derived(_) => "derived",
                _ => "stated",
            };
            fact(name, format!("{value} minutes, {basis}"));
        }
    }
    for event in &incident.timeline {
        fact(&show(&event.at), event.text.clone());
    }
    out
}

fn show(moment: &Moment) -> String {
    let doubt = if moment.uncertain { "~" } else { "" };
    let text = moment.to_text().unwrap_or_else(|| "unknown".into());
    format!("{doubt}{text}")
}

#[test]
fn the_fixtures_are_understood() {
    for (path, text) in fixtures() {
        let corpus = extract::all(&input(&[(path.clone(), text)])).value;
        let incident = corpus
            .incidents
            .first()
            .unwrap_or_else(|| panic!("{path} is an incident"));
        insta::assert_snapshot!(path.trim_end_matches(".md"), facts(incident));
    }
}

/// What can happen to a line.
#[derive(Debug, Clone)]
enum Edit {
    Drop(usize),
    Double(usize),
    Swap(usize, usize),
    Cut(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<usize>().prop_map(Edit::Drop),
        any::<usize>().prop_map(Edit::Double),
        any::<(usize, usize)>().prop_map(|(a, b)| Edit::Swap(a, b)),
        any::<(usize, usize)>().prop_map(|(a, b)| Edit::Cut(a, b)),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    for edit in edits {
        let count = lines.len();
        if count == 0 {
            break;
        }
        match *edit {
            Edit::Drop(line) => {
                lines.remove(line % count);
            }
            Edit::Double(line) => lines.insert(line % count, lines[line % count].clone()),
            Edit::Swap(a, b) => lines.swap(a % count, b % count),
            Edit::Cut(line, at) => {
                let line = &mut lines[line % count];
                let keep = at % (line.chars().count() + 1);
                *line = line.chars().take(keep).collect();
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_lines_break_nothing(which in any::<usize>(), edits in prop::collection::vec(edit(), 1..12)) {
        let fixtures = fixtures();
        let (path, text) = &fixtures[which % fixtures.len()];
        let other = &fixtures[(which + 1) % fixtures.len()];
        let text = edited(text, &edits);
        let documents = [("a/".to_string() + path, text.clone()), ("b/".to_string() + &other.0, other.1.clone())];
        let checked = extract::all(&input(&documents));
        prop_assert!(!checked.diagnostics.iter().any(|diagnostic| diagnostic.rule == "internal-fault"));
        for incident in &checked.value.incidents {
            let length = if incident.source.starts_with("a/") { text.len() } else { other.1.len() };
            for event in &incident.timeline {
                prop_assert!(event.span.start <= event.span.end && event.span.end as usize <= length);
            }
        }
        let alone = extract::all(&input(std::slice::from_ref(&documents[1]))).value;
        let with = checked.value.incidents.iter().find(|incident| incident.source.starts_with("b/"));
        prop_assert_eq!(with.map(facts), alone.incidents.first().map(facts));
    }
}
