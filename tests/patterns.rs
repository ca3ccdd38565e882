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
fn two_documents_with_one_summary_tell_of_one_incident_unless_their_days_differ() {
    let told = |date: &str, cause: &str| {
        format!(
            "# Trams without a plan\n\n{date}\n\n## Summary\n\nThe lock of the night job was never released, so that no \
             tram was planned for the morning, and the depot planned by hand until nine.\n\n## Contributing factors\n\n- {cause}\n"
        )
    };
    let depot = told("Date: 2026-02-03", "The lock has no time limit");
    let linked = |date: &str| {
        let feed = told(date, "Nobody is told of a job that waits").replace("no tram", "`no` tram");
        links(
            &export(folder(&[("depot.md", &depot), ("feed.md", &feed)]).path()),
            "feed",
        )
    };
    assert_eq!(linked("Date: 2026-02-03"), ["same_incident depot"]);
    assert_eq!(linked(""), ["same_incident depot"]);
    assert!(!linked("Date: 2026-03-09").contains(&"same_incident depot".into()));
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

#[test]
fn people_stand_on_their_incidents_page_and_nowhere_else() {
    let people = [
        ("Zebulon Quist", "zebulonq"),
        ("Ottoline Fjordsen", "ottolinef"),
        ("Caspian Wrexley", "caspianw"),
        ("Isolde Marrowby", "isoldem"),
        ("Thaddeus Orlop", "thaddeuso"),
        ("Marguerite Vantongeren", "margueritev"),
        ("Balthasar Nkemelu", "balthasarn"),
        ("Philippa Quenneville", "philippaq"),
        ("Evander Toskala", "evandert"),
        ("Rosalind Achterberg", "rosalinda"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir_all(&content).unwrap();
    for (number, (name, handle)) in people.iter().enumerate() {
        // A theme is what some share.
        let theme = match number % 3 {
            0 => format!("- {name} and @{handle} looked for the pallet scanner\n"),
            _ => String::new(),
        };
        let service = ["mailer", "sender"][number % 2];
        let text = format!(
            "# The mail queue stood still\n\nDate: 2026-0{}-02\nService: {service}\nAuthors: {name}\n\n## Summary\n\nThe workers of the mail queue \
             hung, {name} restarted them.\n\n## Trigger\n\nA certificate expired.\n\n## Five whys\n\n1. Why? @{handle} saw no alert.\n2. Why? The queue has none.\n\n\
             ## Contributing factors\n\n- No alert on the age of the mail queue, so {name} saw it late\n- @{handle} alone knew the runbook\n- {name} had no test for the change\n{theme}\n\
             ## What went well\n\n- {name} was awake\n\n## Where we got lucky\n\n- @{handle} had no holiday\n\n\
             ## Action items\n\n- [ ] Add an alert on the age of the mail queue, says {name} (@{handle}, opened 2026-0{}-03)\n- [ ] Ask {name} to write the mail queue runbook down (owner: {name})\n",
            number % 9 + 1,
            number % 9 + 1
        );
        fs::write(content.join(format!("queue-{number}.md")), text).unwrap();
    }
    let site = folder.path().join("site");
    let built = Command::cargo_bin("kb")
        .unwrap()
        .args(["build", "--today", "2026-11-20", "--quiet", "--output"])
        .args([&site, &content])
        .output()
        .unwrap();
    assert!(site.is_dir(), "{}", String::from_utf8_lossy(&built.stderr));
    let again = fs::read_to_string(site.join("patterns/happened-again/index.html")).unwrap();
    assert!(
        again.contains("While an action item was open"),
        "the folder has what might name people"
    );
    // So have the pages that are drawn and counted from factors.
    for (path, words) in [
        ("incidents/queue-0", "kb-fishbone"),
        ("patterns/themes", "pallet scanner"),
        ("metrics", "<table class=\"heat\""),
    ] {
        let page = fs::read_to_string(site.join(path).join("index.html")).unwrap();
        assert!(page.contains(words), "{words} on {path}");
    }
    let mut wrong = Vec::new();
    each_file(&site, &mut |path, text| {
        for (number, (name, handle)) in people.iter().enumerate() {
            let own = path.ends_with(format!("incidents/queue-{number}/index.html"));
            let parts = name.split(' ').chain([*handle]);
            for part in
                parts.filter(|part| !own && text.to_lowercase().contains(&part.to_lowercase()))
            {
                wrong.push(format!(
                    "{part} in {}",
                    path.strip_prefix(&site).unwrap().display()
                ));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn each_file(folder: &Path, look: &mut dyn FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => each_file(&path, look),
            false => look(&path, &String::from_utf8_lossy(&fs::read(&path).unwrap())),
        }
    }
}

#[test]
fn in_the_example_every_planted_pattern_stands_where_a_reader_looks_for_it() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    Command::cargo_bin("kb")
        .unwrap()
        .args(["build", "--today", "2026-11-20", "--quiet", "--output"])
        .args([&site, &content])
        .output()
        .unwrap();
    let page =
        |path: &str| fs::read_to_string(site.join(path).join("index.html")).unwrap_or_default();
    let again = page("patterns/happened-again");
    for key in ["PLAT-118", "MSG-58", "BOOK-31", "MSG-21"] {
        assert!(again.contains(key), "{key} was open when it happened again");
    }
    let asked = page("actions/asked-again");
    for key in [
        "PLAT-118", "PLAT-164", "PLAT-201", "BOOK-31", "BOOK-77", "BOOK-120",
    ] {
        assert!(asked.contains(key), "{key} was asked for again");
    }
    for (path, words) in [
        ("incidents/hp-2024-009", "had waited for 284 days"),
        (
            "incidents/2025-08-05-mail-queue-again",
            "Nine hours without a mail",
        ),
        (
            "incidents/inc-2026-03-24-001",
            "Probably the same incident in another document",
        ),
        (
            "patterns/lookalike-environments",
            "A clean-up for the test database ran in production",
        ),
        (
            "patterns/silent-failure",
            "The search that fell in love with the mountains",
        ),
        ("incidents/2025-02-18-silent-queue", "Five whys"),
        ("lessons", "Taking one message out of the queue"),
        ("metrics", "<desc id=\"kb-detect-text\">"),
        ("metrics", "<table class=\"heat\""),
        (
            "incidents/hp-2024-002",
            "<desc id=\"kb-bones-text\">Observability: 1 factor.",
        ),
        ("practice", "near miss"),
        ("patterns/themes", "evaluates … local time"),
        (
            "patterns/themes",
            "Gift vouchers expired half a day too early",
        ),
    ] {
        assert!(page(path).contains(words), "{words} on {path}");
    }
}

#[test]
fn what_no_category_takes_and_several_incidents_say_is_an_emerging_theme() {
    let told = [
        (
            "Labels printed twice",
            "The pallet scanner sends its firmware name twice",
        ),
        (
            "Gate stays shut",
            "A pallet scanner with old firmware spells the gate's name in capitals",
        ),
        (
            "Stock counted wrongly",
            "Dust on the glass of a pallet scanner: its firmware guesses the digits",
        ),
        (
            "Night shift blocked",
            "The rota had no entry for that night",
        ),
    ];
    let documents: Vec<(String, String)> = told
        .iter()
        .enumerate()
        .map(|(at, (title, factor))| {
            let text = format!(
                "# {title}\n\n- Date: 2026-0{}-10\n\n## Contributing factors\n\n- {factor}\n",
                at + 1
            );
            (format!("{at}.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = documents
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let content = folder(&files);
    let site = content.path().join("site");
    Command::cargo_bin("kb")
        .unwrap()
        .args(["build", "--today", "2026-11-20", "--quiet", "--output"])
        .args([&site, content.path()])
        .output()
        .unwrap();
    let page = fs::read_to_string(site.join("patterns/themes/index.html")).unwrap();
    // Two of the three write it in another order, and between other words.
    assert!(page.contains("pallet scanner … firmware"), "{page}");
    assert!(page.contains("Found in 3 incidents"), "{page}");
    assert!(page.contains("guesses the digits"), "{page}");
    assert!(!page.contains("rota had no entry"), "{page}");
}

#[test]
fn factors_of_several_levers_are_a_fishbone_and_fewer_are_a_list() {
    let factors = [
        "There was no alert on the age of the queue",
        "The load test did not cover the change",
        "The runbook was out of date",
    ];
    let text = |title: &str, factors: &[&str]| {
        let list: String = factors
            .iter()
            .map(|factor| format!("- {factor}\n"))
            .collect();
        format!("# {title}\n\nDate: 2026-01-02\n\n## Contributing factors\n\n{list}")
    };
    let alike = [
        "No alert on the queue",
        "No alert on the disk",
        "No alert on the mail",
    ];
    let content = folder(&[
        ("three.md", &text("The queue is full", &factors)),
        ("two.md", &text("The disk is full", &factors[..2])),
        ("alike.md", &text("The mail is late", &alike)),
    ]);
    let site = content.path().join("site");
    Command::cargo_bin("kb")
        .unwrap()
        .args(["build", "--today", "2026-11-20", "--quiet", "--output"])
        .args([&site, content.path()])
        .output()
        .unwrap();
    let page =
        |name: &str| fs::read_to_string(site.join(format!("incidents/{name}/index.html"))).unwrap();
    let three = page("three");
    let (_, bones) = three.split_once("id=\"kb-fishbone\"").expect("a fishbone");
    let (chart, list) = bones.split_once("</svg>").expect("a chart");
    for lever in ["Observability", "Testing", "Playbooks"] {
        assert!(chart.contains(&format!("{lever}: 1 factor.")), "{chart}");
        assert!(list.contains(&format!("<dt>{lever}</dt>")), "{list}");
    }
    assert!(list.contains("The runbook was out of date"), "{list}");
    assert!(!page("two").contains("kb-fishbone"));
    assert!(!page("alike").contains("kb-fishbone"));
}
