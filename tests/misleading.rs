//! Real folders mislead: titles are copied, alerts are the same, chats mention everything. Links come from what happened.
//!
//! Each folder in `fixtures/misleading` is laid over `others`, the rest of what a hospital writes down.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/misleading")
}

/// One of the folders together with the others.
fn folder(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["others", name] {
        for entry in fs::read_dir(fixtures().join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Kind, source and reasons of the links of one document, the first one first. Sources without what is after the file.
fn links(folder: &Path, source: &str) -> Vec<(String, String, String)> {
    let output = Command::cargo_bin("kb")
        .unwrap()
        .args(["export", "--today", "2026-11-20"])
        .arg(folder)
        .output()
        .unwrap();
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    let incidents = data["incidents"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let source_of = |id: &Value| {
        let incident = incidents.iter().find(|incident| incident["id"] == *id);
        text(&incident.expect("the other side of a link")["source"])
    };
    let incident = incidents
        .iter()
        .find(|incident| text(&incident["source"]).starts_with(source))
        .unwrap_or_else(|| panic!("no incident {source}"));
    let links = incident["similar"].as_array().unwrap().iter();
    links
        .map(|link| {
            let because = link["because"].as_array().unwrap().iter();
            let because: Vec<String> = because.map(text).collect();
            (
                text(&link["kind"]),
                source_of(&link["id"]),
                because.join("; "),
            )
        })
        .collect()
}

/// The same without the reasons.
fn linked(folder: &Path, source: &str) -> Vec<String> {
    let links = links(folder, source).into_iter();
    links
        .map(|(kind, other, _)| format!("{kind} {other}"))
        .collect()
}

const NONE: [&str; 0] = [];

#[test]
fn a_title_that_was_copied_links_to_what_the_document_tells() {
    let folder = folder("copied-titles");
    let badges = linked(folder.path(), "2025-07-19-badge-clock.md");
    assert_eq!(badges, ["again 2026-01-23-badges-refused.md"]);
    let orders = linked(folder.path(), "2025-04-11-pharmacy-orders.md");
    assert_eq!(orders, NONE);
}

#[test]
fn the_same_alerts_and_the_same_template_are_no_likeness_and_the_same_cause_is() {
    let folder = folder("same-alerts");
    let forms = linked(folder.path(), "2025-07-02-forms-blocked.md");
    assert_eq!(forms, NONE);
    let login = linked(folder.path(), "2025-03-05-portal-login.md");
    assert_eq!(login, ["similar 2025-12-09-letters-late.md"]);
}

#[test]
fn the_system_that_a_folder_is_all_about_is_no_likeness_of_two_of_its_documents() {
    let folder = folder("same-alerts");
    let lifts = [
        (
            "doors",
            "Doors of the liftctl cabin stay shut",
            "A spring of the door was worn",
        ),
        (
            "display",
            "liftctl cabin shows the wrong floor",
            "A new panel counts the cellar as well",
        ),
        (
            "night",
            "liftctl cabin stands still at night",
            "The saving mode never ended",
        ),
        (
            "bell",
            "Bell of the liftctl cabin rings nowhere",
            "The number of the guard had changed",
        ),
    ];
    fs::create_dir(folder.path().join("lifts")).unwrap();
    for (at, (name, title, cause)) in lifts.iter().enumerate() {
        let text = format!(
            "# {title}\n\nDate: 2025-0{}-03\n\n## Summary\n\nThe liftctl cabin of the east wing was out of order.\n\n\
             ## Contributing factors\n\n- {cause}\n",
            at + 1
        );
        fs::write(folder.path().join(format!("lifts/{name}.md")), text).unwrap();
    }
    for (name, ..) in lifts {
        assert_eq!(
            linked(folder.path(), &format!("lifts/{name}.md")),
            NONE,
            "{name}"
        );
    }
}

#[test]
fn a_chat_that_is_linked_in_two_documents_does_not_link_them() {
    let folder = folder("chat-links");
    for source in ["2025-04-02-x-ray-archive.md", "2025-09-16-parking-gates.md"] {
        assert_eq!(linked(folder.path(), source), NONE, "{source}");
    }
}

#[test]
fn a_long_chat_that_mentions_everything_resembles_nothing() {
    let folder = folder("chat-links");
    let mut said = String::new();
    let mut minute = 0;
    let mut paths: Vec<_> = fs::read_dir(fixtures().join("others"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    while said.len() < 30_000 {
        for path in &paths {
            let text = fs::read_to_string(path).unwrap();
            let told = text.lines().filter(|line| !line.trim().is_empty());
            for line in told.map(|line| line.trim_start_matches(['#', '-', ' '])) {
                minute += 1;
                let (hour, minute) = (minute / 60 % 24, minute % 60);
                said += &format!("[{hour:02}:{minute:02}] duty: was it not like this: {line}\n\n");
            }
        }
    }
    let text = format!(
        "# Telephone exchange silent\n\n- Date: 2026-02-02\n- Service: telephony\n\n## Summary\n\n\
         The exchange rang nobody for ten minutes.\n\n## Contributing factors\n\n\
         - A licence of the exchange counts handsets that are gone\n\n## Chat\n\n{said}"
    );
    fs::write(folder.path().join("2026-02-02-exchange.md"), text).unwrap();
    assert_eq!(linked(folder.path(), "2026-02-02-exchange.md"), NONE);

    // And where the chat is all that there is.
    fs::remove_file(folder.path().join("2026-02-02-exchange.md")).unwrap();
    let text = format!("# Chat of 2026-02-02\n\n- Date: 2026-02-02\n\n## Root cause\n\n{said}");
    fs::write(folder.path().join("chat.md"), text).unwrap();
    assert_eq!(linked(folder.path(), "chat.md"), NONE);
}

#[test]
fn the_same_symptom_is_similar_at_most_and_the_same_cause_comes_first() {
    let folder = folder("same-symptom");
    let pool = links(folder.path(), "2025-05-26-portal-503.md");
    let (kind, source, because) = &pool[0];
    assert_eq!(source, "2026-02-19-report-starves-pharmacy.md", "{pool:?}");
    assert!(
        !because.contains("no contributing factor in common was found"),
        "{kind} {because}"
    );
    for (kind, source, because) in &pool[1..] {
        assert_eq!(kind, "similar", "{source}");
        assert!(
            because.contains("no contributing factor in common was found"),
            "{source}: {because}"
        );
    }
    for day in ["2025-01-09", "2025-03-17", "2025-09-04", "2025-12-12"] {
        let links = links(folder.path(), &format!("{day}-portal-503.md"));
        assert!(
            links.iter().all(|(kind, ..)| kind == "similar"),
            "{links:?}"
        );
    }
}

#[test]
fn the_same_thing_in_other_words_is_found_by_what_it_is() {
    let folder = folder("other-words");
    let links = links(folder.path(), "2026-03-11-handshake.md");
    let [(kind, source, because)] = links.as_slice() else {
        panic!("{links:?}");
    };
    assert_eq!(
        (kind.as_str(), source.as_str()),
        ("again", "2025-02-20-certificate.md")
    );
    assert!(because.contains("began at the same service"), "{because}");
}

#[test]
fn what_was_published_later_may_have_happened_earlier() {
    let folder = folder("published-later");
    // Of what happened on 3 May the document is the newer one.
    let output = Command::cargo_bin("kb")
        .unwrap()
        .args(["similar", "--json", "--today", "2026-11-20", "--project"])
        .args([
            folder.path(),
            &folder.path().join("2025-05-12-dose-calculator.md"),
        ])
        .output()
        .unwrap();
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &data["similar"][0];
    assert_eq!(first["source"], "2025-06-30-dose-calculator.md");
    assert_eq!(first["date"], "2025-05-03");
    // The same day of publication is no sign.
    assert_eq!(linked(folder.path(), "2025-06-30-car-park.md"), NONE);
}

#[test]
fn of_a_file_with_four_incidents_the_one_that_is_meant_is_linked() {
    let folder = folder("four-in-one");
    let freezer = linked(folder.path(), "2026-02-08-freezer-again.md");
    assert_eq!(
        freezer,
        ["similar 2025-q4-incidents.md#2025-11-19-freezer-of-the-blood-bank-too-warm"]
    );
    for other in ["2025-10-28", "2025-12-15"] {
        let source = format!("2025-q4-incidents.md#{other}");
        assert_eq!(linked(folder.path(), &source), NONE, "{source}");
    }
}

#[test]
fn a_draft_is_told_what_it_has_in_common_with_what_is_less_alike_and_what_is_missing_in_it() {
    let folder = folder("other-words");
    let drafts = tempfile::tempdir().unwrap();
    let draft = drafts.path().join("draft.md");
    let similar = || {
        let ran = Command::cargo_bin("kb")
            .unwrap()
            .args(["similar", "--today", "2026-11-20"])
            .arg(&draft)
            .arg("--project")
            .arg(folder.path())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(ran.stdout), text(ran.stderr))
    };
    let told =
        "Somebody booked twice since the lift stopped and the controller of the lift rebooted.\n";
    fs::write(&draft, format!("# Lifts\n\n{told}")).unwrap();
    let (out, said) = similar();
    assert!(
        out.is_empty() && said.contains("`## Summary`"),
        "{out}{said}"
    );
    fs::write(&draft, format!("# Lifts\n\nDate: 2026-11-19\n\n{told}")).unwrap();
    let (out, said) = similar();
    assert!(out.starts_with("Lifts stop between floors"), "{out}{said}");
    assert!(
        out.contains("the same words: ") && out.contains("controller"),
        "{out}"
    );
}
