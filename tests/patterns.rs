//! What shows only across incidents: in the example, every planted pattern is where a reader looks for it; and what looks
//! alike only from afar is no recurrence.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The data of a folder of documents.
fn export(folder: &Path) -> Value {
    let output = Command::cargo_bin("kb")
        .unwrap()
        .args(["export", "--today", "2026-11-20"])
        .arg(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn example() -> Value {
    export(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

/// Kind and id of an incident's links.
fn links(data: &Value, id: &str) -> Vec<String> {
    let incidents = data["incidents"].as_array().unwrap();
    let incident = incidents.iter().find(|incident| incident["id"] == id);
    incident.unwrap_or_else(|| panic!("no incident {id}"))["similar"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| {
            format!(
                "{} {}",
                link["kind"].as_str().unwrap(),
                link["id"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn in_the_example_what_came_again_is_linked_to_what_came_before() {
    let data = example();
    for (id, link) in [
        ("HP-2024-009", "again HP-2024-002"),
        ("HP-2025-007", "again HP-2024-009"),
        (
            "2025-08-05-mail-queue-again",
            "similar 2025-02-18-silent-queue",
        ),
        ("2025-03-06-opening-day", "similar 2024-03-07-opening-day"),
        ("INC-2026-10-25-001", "similar HP-2024-004"),
        ("INC-2026-09-15-001", "again 2025-09-11-ranking-drift"),
    ] {
        let links = links(&data, id);
        assert!(links.iter().any(|found| found == link), "{id}: {links:?}");
    }
    for incident in data["incidents"].as_array().unwrap() {
        for link in incident["similar"].as_array().unwrap() {
            assert!(
                !link["because"].as_array().unwrap().is_empty(),
                "{incident}"
            );
        }
    }
}

#[test]
fn one_incident_in_two_documents_counts_once_until_somebody_decides() {
    let data = example();
    let report = "INC-2026-03-24-001-1e5566";
    assert_eq!(links(&data, report), ["same_incident INC-2026-03-24-001"]);
    let patterns = data["patterns"].as_array().unwrap();
    let stands = |pattern: &Value| {
        pattern["incidents"]
            .as_array()
            .unwrap()
            .iter()
            .any(|id| id == report)
    };
    assert!(!patterns.iter().any(stands));

    let one = "---\nid: INC-7\ndate: 2026-01-02\n---\n# The queue is full\n\n## Contributing factors\n\n- No alert on the queue\n";
    let other =
        "---\nid: INC-7\ndate: 2026-01-02\n---\n# Late mail\n\n## Impact\n\nMail was late.\n";
    let told = folder(&[("one.md", one), ("other.md", other)]);
    assert_eq!(links(&export(told.path()), "INC-7").len(), 1);
    fs::write(
        told.path().join("overrides.toml"),
        "[\"other.md\"]\nnot_same_incident_as = \"one.md\"\n",
    )
    .unwrap();
    assert_eq!(links(&export(told.path()), "INC-7").len(), 0);
}

#[test]
fn almost_identical_but_for_another_cause_is_similar_and_not_again() {
    let text = |day: &str, cause: &str| {
        format!(
            "# All pages answer 503\n\nDate: {day}\n\n## Summary\n\nAll pages answered 503 since the balancer had no targets.\n\n\
             ## Contributing factors\n\n- {cause}\n"
        )
    };
    let told = folder(&[
        (
            "first.md",
            &text(
                "2026-01-02",
                "An upgrade of the cluster to version 1.20 detached the targets",
            ),
        ),
        (
            "second.md",
            &text(
                "2026-01-09",
                "An upgrade of the provider tore down the targets; a different root cause than last week",
            ),
        ),
        (
            "third.md",
            "# Disk full\n\nDate: 2026-01-03\n\n## Summary\n\nLogs filled the disk of the mail host.\n",
        ),
        (
            "fourth.md",
            "# Late invoices\n\nDate: 2026-01-04\n\n## Summary\n\nThe printer of invoices was out of paper.\n",
        ),
        (
            "fifth.md",
            "# Wrong prices\n\nDate: 2026-01-05\n\n## Summary\n\nThe currency was rounded twice.\n",
        ),
        (
            "sixth.md",
            "# Slow search\n\nDate: 2026-01-06\n\n## Summary\n\nThe ranking model was too large.\n",
        ),
    ]);
    assert_eq!(links(&export(told.path()), "second"), ["similar first"]);
    assert_eq!(links(&export(told.path()), "third"), [""; 0]);
}
