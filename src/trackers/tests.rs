//! Snapshots in the trackers' own documented forms.

use super::*;
use crate::catalog::Team;
use crate::model::ActionState::*;

fn catalog() -> Catalog {
    let team = Team {
        name: "Payments".into(),
        handles: vec!["@mona".into(), "@Mona Octocat".into()],
        ..Team::default()
    };
    Catalog::new(Vec::new(), vec![team])
}

fn read_as(path: &str, text: &str) -> Read {
    read(FileId(0), path, text, &catalog(), false)
}

/// Reference, state, opened, closed and team of each ticket.
fn told(read: &Read) -> Vec<(String, Option<ActionState>, String, String, String)> {
    let day =
        |day: Option<(NaiveDate, Span)>| day.map_or(String::new(), |(day, _)| day.to_string());
    let tickets = read.snapshot.tickets.iter();
    tickets
        .map(|ticket| {
            let team = ticket.team.clone().unwrap_or_default();
            (
                ticket.reference.to_string(),
                ticket.state,
                day(ticket.opened),
                day(ticket.closed),
                team,
            )
        })
        .collect()
}

fn row(
    reference: &str,
    state: ActionState,
    opened: &str,
    closed: &str,
    team: &str,
) -> (String, Option<ActionState>, String, String, String) {
    (
        reference.into(),
        Some(state),
        opened.into(),
        closed.into(),
        team.into(),
    )
}

const GH: &str = r#"[
  {"assignees":[{"id":"MDQ6","login":"mona","name":"Mona Octocat"}],"closedAt":"2026-05-03T10:00:00Z","createdAt":"2026-04-01T10:00:00Z","labels":[],"number":12,"state":"CLOSED","stateReason":"COMPLETED","title":"Secret plan","url":"https://github.com/Acme/shop/issues/12"},
  {"assignees":[],"closedAt":"2026-05-04T10:00:00Z","createdAt":"2026-04-02T10:00:00Z","number":13,"state":"CLOSED","stateReason":"NOT_PLANNED","title":"x","url":"https://github.com/Acme/shop/issues/13"},
  {"closedAt":null,"createdAt":"2026-04-03T10:00:00Z","labels":[{"name":"in progress"}],"number":14,"state":"OPEN","title":"y","url":"https://github.com/Acme/shop/issues/14"}
]"#;

#[test]
fn what_gh_prints_is_a_snapshot() {
    let read = read_as("trackers/gh-2026-11-01.json", GH);
    assert_eq!(
        told(&read),
        [
            row("acme/shop#12", Done, "2026-04-01", "2026-05-03", "Payments"),
            row("acme/shop#13", WontDo, "2026-04-02", "2026-05-04", ""),
            row("acme/shop#14", InProgress, "2026-04-03", "", ""),
        ]
    );
    assert_eq!(read.snapshot.fetched, "2026-11-01".parse().ok());
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
}

#[test]
fn nothing_but_numbers_states_and_dates_can_be_quoted() {
    let read = read_as("trackers/gh.json", GH);
    assert_eq!(read.text.len(), GH.len());
    for gone in ["mona", "Mona", "Secret", "MDQ6"] {
        assert!(!read.text.contains(gone), "{gone}");
    }
    assert!(read.text.contains("https://github.com/Acme/shop/issues/12"));
    let debug = format!("{:?}", read.snapshot);
    assert!(
        !debug.contains("mona") && !debug.contains("Secret"),
        "{debug}"
    );
    let titles = super::read(FileId(0), "a.json", GH, &catalog(), true).snapshot;
    assert_eq!(titles.tickets[0].title.as_deref(), Some("Secret plan"));
}

#[test]
fn the_rest_apis_of_github_and_gitlab_are_read() {
    let github = r#"{"total_count":2,"items":[
      {"url":"https://api.github.com/repos/acme/shop/issues/1","html_url":"https://github.com/acme/shop/issues/1","number":1,"state":"open","state_reason":"reopened","created_at":"2026-01-01T00:00:00Z","closed_at":null,"assignee":{"login":"mona"}},
      {"html_url":"https://github.com/acme/shop/pull/2","number":2,"state":"closed","pull_request":{"merged_at":null},"created_at":"2026-01-02T00:00:00Z","closed_at":"2026-01-03T00:00:00Z"},
      {"html_url":"https://github.com/acme/shop/pull/3","number":3,"state":"closed","pull_request":{"merged_at":"2026-01-04T00:00:00Z"},"created_at":"2026-01-02T00:00:00Z","closed_at":"2026-01-04T00:00:00Z"}]}"#;
    assert_eq!(
        told(&read_as("trackers/a.json", github)),
        [
            row("acme/shop#1", Open, "2026-01-01", "", "Payments"),
            row("acme/shop#2", WontDo, "2026-01-02", "2026-01-03", ""),
            row("acme/shop#3", Done, "2026-01-02", "2026-01-04", ""),
        ]
    );
    let gitlab = r#"[{"id":76,"iid":6,"project_id":8,"state":"opened","created_at":"2026-01-04T15:31:51.081Z","closed_at":null,"due_date":"2026-02-01","labels":["Doing"],"assignees":[{"username":"mona","name":"Mona Octocat"}],"web_url":"https://gitlab.example.com/g/p/-/issues/6"},
      {"iid":7,"state":"closed","moved_to_id":9,"created_at":"2026-01-05T00:00:00Z","closed_at":"2026-01-06T00:00:00Z","web_url":"https://gitlab.example.com/g/p/-/issues/7"}]"#;
    let read = read_as("trackers/b.json", gitlab);
    assert_eq!(
        told(&read),
        [
            row("g/p#6", InProgress, "2026-01-04", "", "Payments"),
            row("g/p#7", Superseded, "2026-01-05", "2026-01-06", ""),
        ]
    );
    assert_eq!(
        read.snapshot.tickets[0]
            .due
            .map(|(day, _)| day.to_string())
            .as_deref(),
        Some("2026-02-01")
    );
}

#[test]
fn jira_is_read_from_its_api_and_from_its_export() {
    let rest = r#"{"startAt":0,"issues":[
      {"key":"OPS-1","self":"https://acme.atlassian.net/rest/api/3/issue/1","fields":{"summary":"s","status":{"name":"In Arbeit","statusCategory":{"key":"indeterminate"}},"resolution":null,"created":"2026-01-04T15:31:51.081+0000","resolutiondate":null,"duedate":"2026-03-01","assignee":{"displayName":"Mona Octocat"},"priority":{"name":"High"}}},
      {"key":"OPS-2","fields":{"status":{"name":"Closed","statusCategory":{"key":"done"}},"resolution":{"name":"Won't Do"},"created":"2026-01-05T00:00:00.000+0000","resolutiondate":"2026-01-09T00:00:00.000+0000"}}]}"#;
    let read = read_as("trackers/jira.json", rest);
    assert_eq!(
        told(&read),
        [
            row("OPS-1", InProgress, "2026-01-04", "", "Payments"),
            row("OPS-2", WontDo, "2026-01-05", "2026-01-09", ""),
        ]
    );
    assert_eq!(
        read.snapshot.tickets[0].url.as_deref(),
        Some("https://acme.atlassian.net/browse/OPS-1")
    );
    assert_eq!(
        read.snapshot.tickets[1].reason.as_deref(),
        Some("closed as “Won't Do”")
    );
    let csv = "Summary,Issue key,Status,Resolution,Assignee,Created,Resolved\n\
               \"a, b\",OPS-3,Done,Done,Mona Octocat,03/May/26 10:22 AM,04/May/26 9:00 AM\n";
    let read = read_as("trackers/jira.csv", csv);
    assert_eq!(
        told(&read),
        [row("OPS-3", Done, "2026-05-03", "2026-05-04", "Payments")]
    );
    assert!(!read.text.contains("Mona"), "{}", read.text);
}

#[test]
fn any_table_with_keys_and_states_is_a_snapshot() {
    let csv = "id;url;state;opened;closed;team\n\
               X-1;https://tracker.example.com/t/1;done;2026-01-02;2026-02-02;@mona\n\
               X-2;;splendid;2026-01-03;someday;\n";
    let read = read_as("trackers/sheet.csv", csv);
    let rules: Vec<_> = read.diagnostics.iter().map(|found| found.rule).collect();
    assert_eq!(rules, ["tracker-date", "tracker-state-unknown"]);
    assert_eq!(
        told(&read)[0],
        row("X-1", Done, "2026-01-02", "2026-02-02", "Payments")
    );
    assert_eq!(told(&read)[1].1, None);
}

#[test]
fn a_snapshot_of_another_shape_or_half_of_one_is_a_diagnostic() {
    let read = read_as("trackers/x.json", r#"{"hello": "world"}"#);
    assert_eq!(read.diagnostics[0].rule, "tracker-snapshot");
    for end in 0..GH.len() {
        if !GH.is_char_boundary(end) {
            continue;
        }
        let read = read_as("trackers/half.json", &GH[..end]);
        assert!(
            read.diagnostics
                .iter()
                .any(|found| found.rule == "tracker-snapshot"),
            "{end}"
        );
        assert!(read.snapshot.tickets.len() <= 3);
    }
    let half = read_as("trackers/half.json", &GH[..GH.len() - 60]);
    assert_eq!(
        half.snapshot.tickets[..2],
        read_as("trackers/half.json", GH).snapshot.tickets[..2]
    );
}
