//! The ledger of action items as a user meets it: states from text, side file and trackers, ids that stay, no people.

use crate::home::{Home, TODAY};
use kb::ledger::edit;
use kb::pipeline::{self, KnowledgeBase};
use kb::read::Input;
use kb::trackers::{Kind, Reference};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const DOCUMENT: &str = "# Queue full\n\n- Date: 2026-05-03\n- Severity: SEV1\n\n## Summary\n\nThe queue was full.\n\n\
                        ## Action items\n\n\
                        - [x] Limit the queue to ten thousand entries (OPS-1)\n\
                        - Alert on the age of the oldest entry (OPS-2)\n\
                        - Move the queue to a disk of its own (https://github.com/acme/shop/issues/7)\n\
                        - Write the runbook for a queue that is full\n";

const JIRA: &str = r#"{"kb":"snapshot","fetched":"2026-11-18","issues":[{"key":"OPS-1","fields":{"summary":"Confidential merger","status":{"name":"Open","statusCategory":{"key":"new"}},"created":"2026-05-04T00:00:00.000+0000","assignee":{"name":"gwyneth","displayName":"Gwyneth Parrish","emailAddress":"gwyneth@acme.example"}}},{"key":"OPS-2","fields":{"status":{"name":"Shipped","statusCategory":{"key":"done"}},"created":"2026-05-05T00:00:00.000+0000","resolutiondate":"2026-06-01T00:00:00.000+0000","assignee":{"name":"gwyneth","displayName":"Gwyneth Parrish"}}}]}"#;

const GITHUB: &str = r#"[{"number":7,"state":"CLOSED","stateReason":"NOT_PLANNED","createdAt":"2026-05-06T00:00:00Z","closedAt":"2026-07-01T00:00:00Z","url":"https://github.com/acme/shop/issues/7","assignees":[{"login":"gwyneth"}]}]"#;

/// A project whose documents lie in `docs`.
fn project(files: &[(&str, &str)]) -> Home {
    let home = Home::new(&[("kb.toml", "content = \"docs\"\n")]);
    for (path, text) in files {
        home.add(path, text);
    }
    home
}

fn actions_on(home: &Home, today: &str) -> Vec<Value> {
    let ran = home.kb(&["actions", "--format", "json", "--today", today]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let all: Value = serde_json::from_str(&ran.out).expect("JSON");
    all["actions"].as_array().expect("a list").clone()
}

/// The action whose text begins so.
fn action(home: &Home, text: &str) -> Value {
    let actions = actions_on(home, TODAY);
    let found = actions.iter().find(|action| {
        action["text"]
            .as_str()
            .is_some_and(|own| own.starts_with(text))
    });
    found
        .unwrap_or_else(|| panic!("{text}: {actions:#?}"))
        .clone()
}

fn with_trackers() -> Home {
    project(&[
        ("docs/queue.md", DOCUMENT),
        ("trackers/jira.json", JIRA),
        ("trackers/github-2026-11-19.json", GITHUB),
    ])
}

#[test]
fn states_come_from_text_side_file_and_trackers_and_say_so() {
    let home = with_trackers();
    home.add(
        "kb.toml",
        "content = \"docs\"\n[actions.policy]\nSEV1 = \"15d\"\n",
    );
    let state = |text: &str| {
        let action = action(&home, text);
        [
            "state",
            "state_basis",
            "opened_at",
            "closed_at",
            "due",
            "due_basis",
        ]
        .map(|name| action[name].as_str().unwrap_or("-").to_string())
    };
    assert_eq!(
        state("Limit"),
        ["open", "tracker", "2026-05-04", "-", "2026-05-19", "policy"]
    );
    assert_eq!(
        state("Alert"),
        ["done", "tracker", "2026-05-05", "2026-06-01", "-", "-"]
    );
    assert_eq!(
        state("Move"),
        ["wont_do", "tracker", "2026-05-06", "2026-07-01", "-", "-"]
    );
    assert_eq!(action(&home, "Move")["reason"], "closed as not planned");
    assert_eq!(action(&home, "Limit")["waiting_days"], 200);
    assert_eq!(
        state("Write"),
        ["unknown", "-", "-", "-", "2026-05-18", "policy"]
    );
    let id = action(&home, "Write")["id"]
        .as_str()
        .expect("an id")
        .to_string();
    assert_eq!(
        home.kb(&["actions", "set", &id, "done", "--closed", "2026-06-02"])
            .code,
        0
    );
    assert_eq!(
        state("Write")[..4],
        ["done", "side_file", "-", "2026-06-02"]
    );
    assert_eq!(action(&home, "Write")["id"], id.as_str());
}

#[test]
fn sources_that_deny_each_other_are_a_finding_at_both_places() {
    let home = with_trackers();
    let said = home.kb(&["build", "-o", "site"]).said;
    assert!(said.contains("action-states-differ"), "{said}");
    assert!(
        said.contains("the text says `done` of this action, the tracker says `open`"),
        "{said}"
    );
    assert!(
        said.contains("docs/queue.md:12:") && said.contains("trackers/jira.json:1:"),
        "{said}"
    );
    // A ticket that was closed after the text was written is the course of things.
    assert_eq!(said.matches("action-states-differ").count(), 1, "{said}");
}

#[test]
fn tickets_of_one_action_that_differ_are_named_and_the_open_one_counts() {
    let home = project(&[
        (
            "docs/a.md",
            "# Two tickets\n\n2026-05-04\n\n## Action items\n\n- Split the queue (OPS-1, OPS-2)\n",
        ),
        ("trackers/jira.json", JIRA),
    ]);
    assert_eq!(action(&home, "Split")["state"], "open");
    let said = home.kb(&["build", "-v", "-o", "site"]).said;
    assert!(
        said.contains("OPS-2 is `done` and OPS-1 is `open`"),
        "{said}"
    );
}

#[test]
fn an_action_waits_since_its_incident_though_its_ticket_is_older() {
    let home = project(&[
        (
            "docs/a.md",
            "# Old ticket\n\n2026-11-10\n\n## Action items\n\n- Split the queue (OPS-1)\n",
        ),
        ("trackers/jira.json", JIRA),
    ]);
    let action = action(&home, "Split");
    assert_eq!(action["opened_at"], "2026-05-04");
    let ran = home.kb(&["actions"]);
    assert!(ran.out.contains("10 d"), "{}", ran.out);
    home.kb(&["build", "-o", "site"]);
    let page = home.read("site/actions/waiting/index.html");
    assert!(page.contains("whose ticket is of 4 May 2026"), "{page}");
    // It was no part of the backlog before it was asked for.
    let page = home.read("site/actions/backlog/index.html");
    assert!(
        page.contains("Nov 2026") && !page.contains("Oct 2026"),
        "{page}"
    );
}

#[test]
fn nobody_to_whom_a_ticket_is_assigned_is_in_any_byte_of_what_kb_makes() {
    let home = with_trackers();
    // The ticket's reference is unknown, and its state contradicts: both are quoted.
    home.add(
        "trackers/strange.csv",
        "key;state;assignee\nOPS-9;splendid;Gwyneth Parrish\n",
    );
    let mut bytes = String::new();
    for arguments in [
        &["build", "-o", "site", "-v"][..],
        &["actions"],
        &["actions", "--format", "json"],
        &["actions", "--format", "csv"],
        &["actions", "--format", "markdown"],
        &["actions", "pin"],
        &["check", "--format", "sarif"],
        &["check"],
        &["export"],
        &["digest", "--since", "400d"],
    ] {
        let ran = home.kb(arguments);
        bytes.push_str(&ran.out);
        bytes.push_str(&ran.said);
    }
    bytes.push_str(&home.read("actions.toml"));
    let mut files = 0;
    for entry in walkdir::WalkDir::new(home.path("site"))
        .into_iter()
        .flatten()
    {
        if entry.file_type().is_file() {
            files += 1;
            bytes.push_str(&String::from_utf8_lossy(
                &fs::read(entry.path()).expect("readable"),
            ));
        }
    }
    assert!(files > 20);
    for name in ["gwyneth", "Gwyneth", "Parrish", "Confidential merger"] {
        assert!(!bytes.contains(name), "{name}");
    }
    home.add(
        "kb.toml",
        "content = \"docs\"\n[actions]\npublish_titles = true\n",
    );
    home.kb(&["build", "-o", "site"]);
    assert!(
        home.read("site/actions/all/index.html")
            .contains("Confidential merger")
    );
}

#[test]
fn setting_a_state_keeps_comments_and_order() {
    let home = with_trackers();
    let id = action(&home, "Write")["id"]
        .as_str()
        .expect("an id")
        .to_string();
    home.add("actions.toml", &format!("# ours\n\n[other-1] # keep\nstate = \"open\"\n\n# about the runbook\n[{id}]\ndue = 2026-12-01 # agreed\nstate = \"open\"   # so far\n"));
    let ran = home.kb(&[
        "actions",
        "set",
        &id,
        "wont_do",
        "--note",
        "the queue \"drains\" by itself",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(
        home.read("actions.toml"),
        format!(
            "# ours\n\n[other-1] # keep\nstate = \"open\"\n\n# about the runbook\n[{id}]\ndue = 2026-12-01 # agreed\nstate = \"wont_do\"   # so far\n\
             incident = \"queue\"\ntext = \"Write the runbook for a queue that is full\"\nclosed = 2026-11-20\nnote = 'the queue \"drains\" by itself'\n"
        )
    );
    assert_eq!(action(&home, "Write")["state"], "wont_do");
    let ran = home.kb(&["actions", "set", "OPS-2", "verified"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(action(&home, "Alert")["state"], "verified");
    // What a ticket denies is written down, and said not to count.
    let ran = home.kb(&["actions", "set", "OPS-1", "verified"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(ran.said.contains("its ticket says `open`"), "{}", ran.said);
    assert_eq!(action(&home, "Limit")["state"], "open");
    assert_eq!(home.kb(&["actions", "set", "nobody", "done"]).code, 2);
    home.add("actions.toml", "[half\n");
    let ran = home.kb(&["actions", "set", &id, "done"]);
    assert_eq!(
        (ran.code, home.read("actions.toml").as_str()),
        (2, "[half\n")
    );
    assert!(
        ran.said.contains("actions.toml cannot be read: line 1:"),
        "{}",
        ran.said
    );
}

#[test]
fn bad_snapshots_and_side_files_are_findings_and_the_rest_works() {
    let home = with_trackers();
    home.add(
        "trackers/half.json",
        &GITHUB
            .replace("issues/7", "issues/8")
            .replace("}]}]", "}]},{\"number\":9,\"sta"),
    );
    home.add("trackers/shape.json", "{\"hello\": [1, 2]}");
    home.add(
        "trackers/plain-2026-11-01.csv",
        "key,state,opened,closed\nOPS-7,open,2026-01-01,2026-02-01\nOPS-8,done,2026-01-01,2027-01-01\nOPS-8,open,2026-01-01,\nOPS-9,done,2026-03-01,2026-01-01\n",
    );
    home.add(
        "actions.toml",
        "[nobody]\nstate = \"done\"\n\n[OPS-1]\nstate = \"fine\"\nwhat = 1\n\n[x]\ny = \n",
    );
    let ran = home.kb(&["build", "-o", "site", "-v"]);
    for rule in [
        "tracker-snapshot",
        "tracker-duplicate",
        "tracker-reopened",
        "tracker-date",
        "action-unknown",
        "action-state-unknown",
        "actions-file",
        "before it was opened on 2026-03-01",
    ] {
        assert!(ran.said.contains(rule), "{rule}: {}", ran.said);
    }
    assert_eq!(action(&home, "Alert")["state"], "done");
}

#[test]
fn what_was_closed_later_was_open_then() {
    let home = with_trackers();
    let (jira, github): (Value, Value) = (
        serde_json::from_str(JIRA).expect("JSON"),
        serde_json::from_str(GITHUB).expect("JSON"),
    );
    // Counted from the snapshots alone.
    let mut days: Vec<(String, Option<String>)> = Vec::new();
    let day = |value: &Value| value.as_str().map(|text| text[..10].to_string());
    for issue in jira["issues"].as_array().expect("issues") {
        let fields = &issue["fields"];
        days.push((
            day(&fields["created"]).expect("a day"),
            day(&fields["resolutiondate"]),
        ));
    }
    for issue in github.as_array().expect("issues") {
        days.push((
            day(&issue["createdAt"]).expect("a day"),
            day(&issue["closedAt"]),
        ));
    }
    for today in [
        "2026-05-05",
        "2026-06-01",
        "2026-06-30",
        "2026-07-01",
        TODAY,
    ] {
        let there = days.iter().filter(|(opened, _)| opened.as_str() <= today);
        let closed = there
            .clone()
            .filter(|(_, closed)| closed.as_deref().is_some_and(|closed| closed <= today))
            .count();
        let open = there.count() - closed;
        let actions = actions_on(&home, today);
        let count = |states: &[&str]| {
            let joined = actions
                .iter()
                .filter(|action| action["state_basis"] == "tracker");
            joined
                .filter(|action| states.contains(&action["state"].as_str().unwrap_or_default()))
                .count()
        };
        assert_eq!(
            (
                count(&["open", "in_progress"]),
                count(&["done", "wont_do", "superseded"])
            ),
            (open, closed),
            "{today}"
        );
    }
}

#[test]
fn a_list_too_long_to_turn_its_pages_ends_and_says_where_the_rest_stands() {
    let actions: String = (0..2_600)
        .map(|number| format!("- [ ] Add a check of shelf {number} to the nightly run\n"))
        .collect();
    let text = format!("# Shelves lost their labels\n\n2024-03-01\n\n## Action items\n\n{actions}");
    let home = project(&[("docs/a.md", &text)]);
    home.kb(&["build"]);
    let last = home.read("public/actions/all/page-25/index.html");
    assert!(last.contains("The first 2500 of 2600"), "{last}");
    assert!(!home.path("public/actions/all/page-26").exists());
    let table = home.read("public/data/actions.csv");
    assert_eq!(table.lines().count(), 2_601);
}

#[test]
fn lists_are_filtered_and_printed_in_each_form() {
    let home = with_trackers();
    let table = home.kb(&["actions", "--state", "open,wont_do"]).out;
    assert!(
        table.contains("Limit the queue")
            && table.contains("Move the queue")
            && table.ends_with("2 of 4\n"),
        "{table}"
    );
    let csv = home
        .kb(&["actions", "--state", "done", "--format", "csv"])
        .out;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(
        csv.lines()
            .nth(1)
            .is_some_and(|line| line.contains(",done,tracker,")),
        "{csv}"
    );
    let markdown = home
        .kb(&["actions", "--state", "wont_do", "--format", "markdown"])
        .out;
    assert!(
        markdown.contains("](https://github.com/acme/shop/issues/7) | wont_do |"),
        "{markdown}"
    );
    assert_eq!(home.kb(&["actions", "--state", "splendid"]).code, 2);
    for (option, name) in [
        ("--pattern", "splendid"),
        ("--team", "Nobody"),
        ("--service", "nothing"),
        ("--since", "2027-01-01"),
    ] {
        let ran = home.kb(&["actions", option, name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{option}");
        assert!(ran.said.contains(name), "{}", ran.said);
    }
    assert_eq!(
        home.kb(&["actions", "--since", "2026-05-05", "--format", "json"])
            .out
            .matches("\"id\"")
            .count(),
        2
    );
}

/// A generator of numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }
}

/// Documents with the number of each action in its words, so that the test knows which is which.
fn documents() -> Vec<String> {
    let verbs = [
        "Limit", "Alert on", "Document", "Test", "Remove", "Rehearse", "Measure",
    ];
    let things = [
        "the connection pool of the checkout",
        "the age of the oldest message",
        "the failover of the database",
        "the retries of the client",
        "the certificate of the gateway",
        "the rollout of new flags",
        "the memory of the workers",
        "the restore of the backups",
    ];
    let ends = [
        "in all regions",
        "before the next release",
        "for every tenant",
        "with a second person",
        "in the staging cluster",
    ];
    (0..5)
        .map(|number| {
            let mut text = format!("# Incident number {number}\n\n- Date: 2026-0{}-11\n\n## Summary\n\nSomething was down.\n\n## What happened\n\nIt went down.\n\n## Action items\n\n", 1 + number % 9);
            for action in 0..5 {
                let (verb, thing, end) = (verbs[(number + action * 3) % 7], things[(number * 5 + action) % 8], ends[(number + action) % 5]);
                text.push_str(&format!("- {verb} {thing} {end} q{number}z{action}\n"));
            }
            text.push_str("\n## Lessons\n\nMany.\n");
            text
        })
        .collect()
}

fn built(documents: &[String], side: &str) -> KnowledgeBase {
    let mut input = Input {
        today: TODAY.parse().expect("a day"),
        ..Input::default()
    };
    input.actions = Some(input.sources.add("actions.toml".into(), side.into()));
    for (number, text) in documents.iter().enumerate() {
        let file = input
            .sources
            .add(format!("incident-{number}.md"), text.clone());
        input.documents.push(file);
    }
    pipeline::build(&input)
}

/// Ids by the mark in the words.
fn ids(base: &KnowledgeBase) -> BTreeMap<String, String> {
    let actions = base
        .corpus
        .incidents
        .iter()
        .flat_map(|incident| &incident.actions);
    let marked = actions.filter_map(|action| {
        let mark = action
            .text
            .value
            .split_whitespace()
            .find(|word| word.starts_with('q') && word.contains('z') && word.len() < 8)?;
        Some((mark.trim_matches(['.', ',']).to_string(), action.id.clone()))
    });
    marked.collect()
}

/// One small edit: a typo put in or mended, a word added or left out, an item moved, a heading changed, a paragraph added.
fn edit(text: &mut String, dice: &mut Dice) {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let items: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            lines[at].starts_with("- ") && lines[at].contains('q') && lines[at].contains('z')
        })
        .collect();
    let item = items[dice.roll(items.len())];
    let words: Vec<String> = lines[item].split(' ').map(str::to_string).collect();
    let word = 1 + dice.roll(words.len().saturating_sub(2).max(1));
    match dice.roll(7) {
        0 if words[word].len() > 3 => {
            let mut letters: Vec<char> = words[word].chars().collect();
            let at = 1 + dice.roll(letters.len() - 2);
            letters.swap(at, at - 1);
            let mut words = words;
            words[word] = letters.into_iter().collect();
            lines[item] = words.join(" ");
        }
        1 => {
            let mut words = words;
            words.insert(
                word,
                ["also", "soon", "again", "really"][dice.roll(4)].into(),
            );
            lines[item] = words.join(" ");
        }
        2 if words.len() > 7 => {
            let mut words = words;
            words.remove(word);
            lines[item] = words.join(" ");
        }
        3 => {
            let other = items[dice.roll(items.len())];
            lines.swap(item, other);
        }
        4 => {
            let heading = lines
                .iter()
                .position(|line| line.starts_with("## What") || line.starts_with("## The story"));
            if let Some(at) = heading {
                lines[at] = [
                    "## What happened",
                    "## The story",
                    "## What happened that day",
                ][dice.roll(3)]
                .into();
            }
        }
        5 => {
            let at = lines.iter().position(|line| line.starts_with("## Action"));
            if let Some(at) = at {
                lines[at] =
                    ["## Action items", "## Actions", "## Follow-up actions"][dice.roll(3)].into();
            }
        }
        _ => lines.push("One more sentence about it.".into()),
    }
    *text = lines.join("\n") + "\n";
}

fn pinned(base: &KnowledgeBase, side: &str) -> String {
    let mut document = edit::document(side).expect("TOML");
    let incidents = base.corpus.incidents.iter();
    let actions: Vec<_> = incidents
        .flat_map(|incident| {
            incident
                .actions
                .iter()
                .map(move |action| (incident, action))
        })
        .collect();
    edit::pin(&mut document, &actions);
    document.to_string()
}

#[test]
fn ids_stay_over_a_thousand_small_edits_and_no_two_actions_share_one() {
    let mut dice = Dice(7);
    let mut texts = documents();
    let mut side = pinned(&built(&texts, ""), "");
    let first = ids(&built(&texts, &side));
    assert_eq!(first.len(), 25);
    let (mut seen, mut stayed) = (0, 0);
    for round in 0..250 {
        for _ in 0..4 {
            let document = dice.roll(texts.len());
            edit(&mut texts[document], &mut dice);
        }
        let base = built(&texts, &side);
        let all: Vec<&str> = base
            .corpus
            .incidents
            .iter()
            .flat_map(|incident| &incident.actions)
            .map(|action| action.id.as_str())
            .collect();
        assert_eq!(
            all.iter().collect::<BTreeSet<_>>().len(),
            all.len(),
            "two actions share an id in round {round}"
        );
        for (mark, id) in ids(&base) {
            if let Some(known) = first.get(&mark) {
                seen += 1;
                stayed += usize::from(*known == id);
            }
        }
        // Whoever pins does so now and then.
        if round % 25 == 24 {
            side = pinned(&base, &side);
        }
    }
    println!("{stayed} of {seen} ids stayed");
    assert!(
        seen > 6_000 && stayed * 100 >= seen * 99,
        "{stayed} of {seen}"
    );
}

#[test]
fn an_authors_id_is_the_id_and_its_second_owner_gets_another() {
    let text = |number: usize| {
        format!(
            "# Incident {number}\n\n- Date: 2026-0{number}-02\n\n## Summary\n\nDown.\n\n## Action items\n\n- [AI-1] Limit the pool of number {number} to forty\n"
        )
    };
    let base = built(&[text(1), text(2)], "");
    let all: Vec<&str> = base
        .corpus
        .incidents
        .iter()
        .map(|incident| incident.actions[0].id.as_str())
        .collect();
    assert_eq!(all[0], "AI-1");
    assert_ne!(all[1], "AI-1");
    assert!(
        base.diagnostics
            .iter()
            .any(|found| found.rule == "action-id-taken")
    );
}

/// Uses `../shared/corpus`, and says so where it is absent.
#[test]
fn every_reference_of_the_public_collections_is_recognised_and_joins_or_is_a_finding() {
    let shared = std::env::var_os("KB_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        std::path::PathBuf::from,
    );
    let corpus = Some(shared.join("corpus")).filter(|path| path.is_dir());
    let Some(corpus) = corpus else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let mut number = 0;
    for (collection, repository) in [
        ("mybinder", "jupyterhub/mybinder.org-deploy"),
        ("2i2c", "2i2c-org/infrastructure"),
        ("kubernetes", "kubernetes/test-infra"),
    ] {
        let mut references: BTreeSet<Reference> = BTreeSet::new();
        for entry in walkdir::WalkDir::new(corpus.join("gold").join(collection))
            .into_iter()
            .flatten()
        {
            let Ok(text) = fs::read_to_string(entry.path()) else {
                continue;
            };
            let Ok(gold) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            for action in gold["actions"].as_array().into_iter().flatten() {
                for text in action["ref"].as_str().into_iter().chain(
                    action["refs"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str),
                ) {
                    number += 1;
                    let reference = Reference::of(text);
                    assert_eq!(reference.kind, Kind::GitHub, "{text}");
                    assert!(
                        reference.is_bare() || reference.project.contains('/'),
                        "{text}"
                    );
                    references.insert(reference);
                }
            }
        }
        // States and days are invented: opened and closed in years that the number gives, those that end in 1 never.
        let mut days: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
        let mut tickets: Vec<Value> = Vec::new();
        for reference in &references {
            let project = if reference.is_bare() {
                repository
            } else {
                &reference.project
            };
            // Of some nobody has a snapshot.
            if reference.number.ends_with('7') {
                continue;
            }
            let digit = reference.number.bytes().last().map_or(0, |byte| byte % 10);
            let opened = format!("20{}-02-01", 15 + digit % 4);
            let closed = (digit != 1).then(|| format!("20{}-06-01", 19 + digit % 5));
            tickets.push(serde_json::json!({
                "number": reference.number.parse::<u64>().expect("a number"),
                "state": if closed.is_some() { "closed" } else { "open" },
                "html_url": format!("https://github.com/{project}/issues/{}", reference.number),
                "created_at": format!("{opened}T00:00:00Z"),
                "closed_at": closed.as_ref().map(|day| format!("{day}T00:00:00Z")),
            }));
            days.insert(
                format!("{project}#{}", reference.number).to_lowercase(),
                (opened, closed),
            );
        }
        let home = project(&[(
            "trackers/invented-2026-11-01.json",
            &Value::Array(tickets).to_string(),
        )]);
        let documents = corpus.join(collection);
        home.add(
            "kb.toml",
            &format!(
                "content = '{}'\n[actions]\nrepository = \"{repository}\"\n",
                documents.display()
            ),
        );
        let said = home.kb(&["build", "-o", "site", "-v"]).said;
        let (mut joined, mut told) = (0, 0);
        for action in actions_on(&home, TODAY) {
            for key in keys(&action, repository) {
                match days.contains_key(&key) {
                    true => {
                        assert_eq!(action["state_basis"], "tracker", "{collection}: {action}");
                        joined += 1;
                    }
                    false => {
                        let (_, number) = key.split_once('#').expect("a number");
                        let named = [format!("`{key}`"), format!("`#{number}`")];
                        assert!(
                            named.iter().any(|name| said.contains(name.as_str())),
                            "{collection}: {key}"
                        );
                        told += 1;
                    }
                }
            }
        }
        // Counted from the snapshot alone: an action is closed when all of its tickets are.
        for today in ["2018-03-01", "2020-12-31", "2022-07-01"] {
            let (mut open, mut closed) = (0, 0);
            let (mut counted_open, mut counted_closed) = (0, 0);
            for action in actions_on(&home, today) {
                let known = keys(&action, repository);
                let known = known.iter().filter_map(|key| days.get(key));
                let there: Vec<_> = known
                    .filter(|(opened, _)| opened.as_str() <= today)
                    .collect();
                let is_closed = |day: &Option<String>| {
                    day.as_ref().is_some_and(|closed| closed.as_str() <= today)
                };
                if there.is_empty() {
                    assert_ne!(action["state_basis"], "tracker", "{collection}: {action}");
                    continue;
                }
                match there.iter().all(|(_, closed)| is_closed(closed)) {
                    true => counted_closed += 1,
                    false => counted_open += 1,
                }
                match action["state"].as_str() {
                    Some("open" | "in_progress") => open += 1,
                    Some("done" | "verified" | "wont_do" | "superseded") => closed += 1,
                    state => panic!("{collection}: {state:?}"),
                }
            }
            println!("{collection} on {today}: {open} open, {closed} closed");
            assert_eq!(
                (open, closed),
                (counted_open, counted_closed),
                "{collection} on {today}"
            );
        }
        println!(
            "{collection}: {} references, {joined} joined, {told} told",
            references.len()
        );
        assert!(joined > 0, "{collection}");
    }
    println!("{number} annotated references");
    assert!(number >= 67);
}

/// The tickets on GitHub that an action names, as `owner/name#number`, read without the code under test.
fn keys(action: &Value, repository: &str) -> BTreeSet<String> {
    let texts = action["refs"].as_array().into_iter().flatten();
    let texts = texts.chain([&action["url"]]).filter_map(Value::as_str);
    let key = |text: &str| {
        let rest = text.strip_prefix("https://github.com/");
        let (project, number) = match rest {
            Some(rest) => {
                let mut parts = rest.split('/');
                let project = format!("{}/{}", parts.next()?, parts.next()?);
                let is_ticket = ["issues", "pull", "discussions"].contains(&parts.next()?);
                (project, parts.next().filter(|_| is_ticket)?)
            }
            None => {
                let (project, number) = text.split_once('#')?;
                let project = if project.is_empty() {
                    repository
                } else {
                    project
                };
                (project.to_string(), number)
            }
        };
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| format!("{project}#{digits}").to_lowercase())
    };
    texts.filter_map(key).collect()
}
