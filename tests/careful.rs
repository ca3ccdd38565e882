//! What a careful reader does not fall for: doubt, slips of the pen, times that cannot be, what only looks like a fact.

use kb::diagnostic::Diagnostic;
use kb::extract;
use kb::model::{ActionState, Incident, Source};
use kb::read::Input;

/// The one incident of a document, and what was said about it.
fn read(path: &str, text: &str) -> (Incident, Vec<Diagnostic>) {
    let mut input = Input::default();
    let file = input.sources.add(path.into(), text.into());
    input.documents.push(file);
    let checked = extract::all(&input);
    let first = checked.value.incidents.into_iter().next();
    let incident = first.unwrap_or_else(|| panic!("{path}: {:?}", checked.value.left_out));
    (incident, checked.diagnostics)
}

fn incident(text: &str) -> Incident {
    read("a.md", text).0
}

fn left_out(path: &str, text: &str) -> Option<String> {
    let mut input = Input::default();
    let file = input.sources.add(path.into(), text.into());
    input.documents.push(file);
    let corpus = extract::all(&input).value;
    corpus
        .left_out
        .first()
        .map(|left_out| left_out.reason.clone())
}

fn factors(incident: &Incident) -> Vec<(&str, bool)> {
    let factors = incident.factors.iter();
    factors
        .map(|factor| (factor.text.value.as_str(), factor.uncertain))
        .collect()
}

/// What the diagnostics of one rule point at.
fn pointed<'t>(text: &'t str, rule: &str, said: &[Diagnostic]) -> Vec<&'t str> {
    said.iter()
        .filter(|diagnostic| diagnostic.rule == rule)
        .map(|diagnostic| &text[diagnostic.span.range()])
        .collect()
}

#[test]
fn what_is_only_suspected_gives_way_to_what_is_stated() {
    let text = "# Queue outage\n\n2026-03-01\n\n## Root cause\n\nThe queue was full because no limit was set. I think the retries made it worse.\n";
    assert_eq!(
        factors(&incident(text)),
        [("The queue was full because no limit was set.", false)]
    );
}

#[test]
fn a_suspicion_that_is_all_there_is_stays_and_is_marked() {
    let text = "# Queue outage\n\n2026-03-01\n\n## Root cause\n\nWe suspect that a retry storm filled the queue.\n";
    assert_eq!(
        factors(&incident(text)),
        [("We suspect that a retry storm filled the queue.", true)]
    );
}

#[test]
fn a_sentence_is_either_a_factor_or_a_lesson() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## What went wrong\n\n- No alert watched the queue's age\n- The bridge call was noisy\n",
    );
    let lessons = incident.lessons.went_poorly.iter();
    let lessons: Vec<_> = lessons.map(|lesson| lesson.value.as_str()).collect();
    for (factor, _) in factors(&incident) {
        assert!(!lessons.contains(&factor), "{factor}");
    }
    assert!(!incident.factors.is_empty());
}

#[test]
fn a_priority_in_front_is_the_actions_priority() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Action items\n\n- HIGH: Add a limit\n- P2 - Alert on the queue's age\n- [LOW] Write a runbook\n- Lower the timeout\n",
    );
    let read: Vec<_> = incident
        .actions
        .iter()
        .map(|action| {
            let priority = action
                .priority
                .as_ref()
                .map(|priority| priority.value.as_str());
            (action.text.value.as_str(), priority)
        })
        .collect();
    assert_eq!(
        read,
        [
            ("Add a limit", Some("HIGH")),
            ("Alert on the queue's age", Some("P2")),
            ("Write a runbook", Some("LOW")),
            ("Lower the timeout", None)
        ]
    );
}

#[test]
fn whoever_is_asked_to_do_it_is_the_owner() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Action items\n\n- Jane to write the runbook\n- Payments team: add a limit\n- Need to review the alerts\n- Migrate to update-in-place\n",
    );
    let owners: Vec<Vec<&str>> = incident
        .actions
        .iter()
        .map(|action| {
            action
                .owners
                .iter()
                .map(|owner| owner.value.as_str())
                .collect()
        })
        .collect();
    assert_eq!(
        owners,
        [vec!["Jane"], vec!["Payments team"], vec![], vec![]]
    );
}

#[test]
fn attendees_under_actions_are_no_actions() {
    for text in [
        "- Attendees: Jane, Sam\n- Add a limit to the queue\n",
        "Participants:\n\n- Jane Doe from Payments\n- Sam Poe from Search\n\nTo do:\n\n- Add a limit to the queue\n",
        "Participants: Jane, Sam\n\n- Add a limit to the queue\n",
    ] {
        let text = format!("# Queue outage\n\n2026-03-01\n\n## Action items\n\n{text}");
        let incident = incident(&text);
        let actions: Vec<_> = incident
            .actions
            .iter()
            .map(|action| action.text.value.as_str())
            .collect();
        assert_eq!(actions, ["Add a limit to the queue"], "{text}");
    }
}

#[test]
fn days_on_which_an_action_was_opened_and_closed_are_read_from_its_words() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Action items\n\n- Add a limit. Opened 2026-03-02, closed on 2026-04-09.\n",
    );
    let action = &incident.actions[0];
    let day = |day: &Option<kb::model::Sourced<chrono::NaiveDate>>| {
        day.as_ref().map(|day| day.value.to_string())
    };
    assert_eq!(day(&action.opened).as_deref(), Some("2026-03-02"));
    assert_eq!(day(&action.closed).as_deref(), Some("2026-04-09"));
    assert_eq!(action.state.value, ActionState::Done);
}

#[test]
fn a_time_that_cannot_be_is_kept_in_the_authors_words_and_told() {
    for (entries, wrong) in [
        (
            "- 10:00 the queue fills\n- 25:61 a page goes out\n- 10:30 the queue is empty\n",
            "25:61",
        ),
        (
            "- 2026-03-01 10:00 the queue fills\n- 2026-02-30 10:10 a page goes out\n- 2026-03-01 10:30 the queue is empty\n",
            "2026-02-30 10:10",
        ),
        (
            "| Time | Event |\n|--|--|\n| 10:00 | the queue fills |\n| 25:61 | a page goes out |\n| 10:30 | the queue is empty |\n",
            "25:61",
        ),
    ] {
        let text = format!("# Queue outage\n\n2026-03-01\n\n## Timeline\n\n{entries}");
        let (incident, said) = read("a.md", &text);
        assert_eq!(incident.timeline.len(), 3, "{entries}");
        assert!(
            incident.timeline[1].text.contains(wrong),
            "{}",
            incident.timeline[1].text
        );
        assert!(incident.timeline[1].at.instant().is_none());
        assert_eq!(pointed(&text, "impossible-time", &said), [wrong]);
        assert!(incident.timeline[2].at.instant().is_some(), "{entries}");
    }
}

#[test]
fn an_end_before_the_start_is_told_when_building() {
    let text = "---\ntitle: Queue outage\nstarted: 2026-03-01T10:00Z\nresolved: 2026-03-01T09:00Z\n---\n\nNobody could pay.\n";
    let (incident, said) = read("a.md", text);
    assert_eq!(
        pointed(text, "resolved-before-started", &said),
        ["2026-03-01T09:00Z"]
    );
    assert!(incident.durations.resolve.is_none());
}

#[test]
fn no_minutes_come_out_of_days() {
    for (start, end) in [
        ("2026-03-01T00:00:00Z", "2026-03-01T23:59:59Z"),
        ("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01T00:00:00Z", "2026-03-01T05:30:00Z"),
    ] {
        let text = format!(
            "---\ntitle: Queue outage\nstart_time: {start}\nend_time: {end}\n---\n\nNobody could pay.\n"
        );
        assert!(incident(&text).durations.resolve.is_none(), "{start} {end}");
    }
    let exact = "---\ntitle: Queue outage\nstart_time: 2026-03-01T10:00:00Z\nend_time: 2026-03-01T11:30:00Z\n---\n\nNobody could pay.\n";
    let resolve = incident(exact).durations.resolve.expect("a duration");
    assert_eq!(resolve.value, 90);
    assert!(matches!(resolve.source, Source::Derived(_)));
}

#[test]
fn ranges_set_start_and_end() {
    for text in [
        "# Queue outage\n\n2026-03-01\n\n## Summary\n\nBetween 09:41 and 13:15 UTC payments failed.\n",
        "# Queue outage\n\n**Date:** 2026-03-01\n\n**Total Duration:** 03:34 (09:41 UTC → 13:15 UTC)\n",
    ] {
        let milestones = incident(text).milestones;
        let at = |moment: Option<kb::model::Sourced<kb::model::Moment>>| {
            moment
                .and_then(|moment| moment.value.to_text())
                .unwrap_or_default()
        };
        assert_eq!(
            at(milestones.started),
            "2026-03-01T09:41:00+00:00",
            "{text}"
        );
        assert_eq!(
            at(milestones.resolved),
            "2026-03-01T13:15:00+00:00",
            "{text}"
        );
    }
}

#[test]
fn a_time_may_be_told_from_the_entry_before() {
    let incident = incident(
        "# Queue outage\n\n## Timeline (UTC)\n\n- 2026-03-01 23:50 the queue fills\n- 20 minutes later a page goes out\n- Half an hour later: the queue is empty\n",
    );
    let times: Vec<_> = incident
        .timeline
        .iter()
        .filter_map(|event| event.at.to_text())
        .collect();
    assert_eq!(
        times,
        [
            "2026-03-01T23:50:00+00:00",
            "2026-03-02T00:10:00+00:00",
            "2026-03-02T00:40:00+00:00"
        ]
    );
}

#[test]
fn scripts_and_styles_are_not_the_authors_words() {
    for (path, text) in [
        (
            "a.md",
            "# Queue outage <script>alert(\"Severity: SEV1\")</script>\n\n2026-03-01 <style>Severity: SEV1</style>\n\n## Root cause\n\nA full disk.\n",
        ),
        (
            "a.html",
            "<html><head><style>Severity: SEV1</style><script>Severity: SEV1</script></head><body><h1>Queue outage<script>alert(1)</script></h1><p>2026-03-01</p><script>Severity: SEV1</script><h2>Root cause</h2><p>A full disk.</p></body></html>",
        ),
    ] {
        let (incident, _) = read(path, text);
        assert_eq!(incident.title.value, "Queue outage");
        assert!(incident.severity.is_none());
        assert_eq!(factors(&incident), [("A full disk.", false)]);
    }
}

#[test]
fn a_long_document_with_a_few_placeholders_is_no_template() {
    let story = "The queue filled up and nobody noticed it for an hour. ".repeat(60);
    let text = format!(
        "# Queue outage\n\n## Summary\n\n{story}\n\nTODO TODO TODO XXX and XXX are open.\n\n## Root cause\n\nNo limit was set.\n"
    );
    assert_eq!(left_out("a.md", &text), None);
    let short =
        "# [Incident title]\n\n## Summary\n\n<Describe what happened>\n\n## Root cause\n\nXXX\n";
    assert!(left_out("b.md", short).is_some());
}

#[test]
fn a_byline_is_no_summary() {
    let incident = incident(
        "# Queue outage\n\n*Written by Jane Doe and Sam Poe, reviewed by the whole platform team on 3 March 2026*\n\nOn 2026-03-01 the queue filled up and nobody could pay for an hour.\n",
    );
    let summary = incident.summary.expect("a summary").value;
    assert!(summary.starts_with("On 2026-03-01"), "{summary}");
}

#[test]
fn a_table_of_sources_is_no_incident() {
    let text = "# Where these come from\n\nIncidents and outages of others.\n\n| Folder | From | Licence |\n|--|--|--|\n| a | example.org, 2026-03-01 | MIT |\n| b | example.com | CC0 |\n";
    assert!(left_out("origins.md", text).is_some());
}

#[test]
fn a_day_that_stands_only_in_the_stated_id_is_the_incidents() {
    let text = "# Queue outage\n\nIncident ID: INC-2026-05-19-001\n\n## Root cause\n\nNo limit was set on the queue.\n";
    let date = incident(text).date.expect("a date");
    assert_eq!(date.value.to_string(), "2026-05-19");
    assert!(matches!(date.source, Source::Derived(_)));
}

#[test]
fn headings_of_a_wiki_are_headings() {
    let text = "== Queue outage ==\n\n2026-03-01\n\n=== Root cause ===\n* No limit was set on the queue\n\n=== Actionables ===\n* Add a limit\n";
    let incident = incident(text);
    assert_eq!(
        factors(&incident),
        [("No limit was set on the queue", false)]
    );
    assert_eq!(incident.actions.len(), 1);
    let span = incident.actions[0].text.source.span().expect("a place");
    assert_eq!(&text[span.range()], "Add a limit");
}

#[test]
fn front_matter_of_another_type_or_with_a_slip_in_a_name_is_told() {
    let text = "---\ntitle: Queue outage\ndate: yesterday\nservcies: [queue]\nseverity: [SEV1, SEV2]\nstatus: {is: final}\ncompany: Example\nstarted: 2022-05-??\n---\n\nThe queue was full and nobody could pay.\n";
    let (_, said) = read("a.md", text);
    assert_eq!(
        pointed(text, "field-value", &said),
        ["yesterday", "[SEV1, SEV2]", "{is: final}"]
    );
    assert_eq!(pointed(text, "unknown-field", &said), ["servcies"]);
    let slip = said.iter().find(|found| found.rule == "unknown-field");
    assert_eq!(
        slip.and_then(|found| found.help.as_deref()),
        Some("did you mean `services`?")
    );
    let (_, said) = read("a.md", &text.replace("[SEV1, SEV2]", "[SEV1]"));
    let listed = said.iter().any(|found| found.message.contains("is a list"));
    assert!(!listed, "{said:?}");
}

#[test]
fn services_in_running_text_are_told_from_its_other_words() {
    let services = |value: &str| -> Vec<String> {
        let incident = incident(&format!(
            "# Power outage\n\n2026-03-01\n\n**Affected services:** {value}\n\n## Root cause\n\nNo limit was set.\n"
        ));
        let services = incident.services.into_iter();
        services.map(|service| service.value.name).collect()
    };
    assert_eq!(
        services("Northern, Eastern Grids"),
        ["Northern, Eastern Grids"]
    );
    assert_eq!(services("Example .com, search"), ["Example.com", "search"]);
    assert_eq!(
        services("search, most of our tools, users were affected"),
        ["search"]
    );
    assert_eq!(
        services("Search, Billing, Order Services"),
        ["Search", "Billing", "Order Services"]
    );
}

#[test]
fn people_who_only_act_in_the_prose_are_kept_from_other_pages() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Root cause\n\nThe queue was full because Mara Lindqvist merged a change without a limit. The Service Desk noticed it late.\n\n## Attendees\n\n- Otto Brandt (IC)\n",
    );
    assert_eq!(incident.people, ["Mara Lindqvist", "Otto Brandt"]);
    let mut input = Input::default();
    input.config.people.show = kb::config::ShowPeople::Team;
    let quoted = kb::people::quoted(&input, &incident, &incident.factors[0].text.value);
    assert!(!quoted.contains("Lindqvist"), "{quoted}");
}

#[test]
fn pieces_between_dashes_behind_an_action_say_who_and_when() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Action items\n\n- Add a limit to the queue — Platform — https://tracker.example/issues/7\n- Alert on its age - Search - 2026-04-01\n- Tell the vendor - again\n",
    );
    let read: Vec<_> = incident
        .actions
        .iter()
        .map(|action| {
            let owners: Vec<&str> = action
                .owners
                .iter()
                .map(|owner| owner.value.as_str())
                .collect();
            (
                action.text.value.as_str(),
                owners,
                action.due.as_ref().map(|due| due.value.on.to_string()),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            ("Add a limit to the queue", vec!["Platform"], None),
            (
                "Alert on its age",
                vec!["Search"],
                Some("2026-04-01".to_string())
            ),
            ("Tell the vendor - again", vec![], None)
        ]
    );
    assert_eq!(
        incident.actions[0].url.as_deref(),
        Some("https://tracker.example/issues/7")
    );
}

#[test]
fn a_line_that_only_numbers_a_cause_is_none() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Root cause analysis\n\nContributing factor #1: limits\n\nNo limit was set on the queue.\n\nContributing factor #2: alerts\n\nNobody watched the queue's age.\n",
    );
    assert_eq!(
        factors(&incident),
        [
            ("No limit was set on the queue.", false),
            ("Nobody watched the queue's age.", false)
        ]
    );
}

#[test]
fn bold_names_before_actions_are_owners_where_the_document_knows_them() {
    let incident = incident(
        "# Queue outage\n\nDate: 2026-03-01\nResponders: Aline, Ruben\n\n## Tasks\n\n* **Aline** - add a limit to the queue\n* **Ruben** - alert on its age\n",
    );
    let read: Vec<_> = incident
        .actions
        .iter()
        .map(|action| (action.text.value.as_str(), action.owners[0].value.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("add a limit to the queue", "Aline"),
            ("alert on its age", "Ruben")
        ]
    );
}

#[test]
fn facts_of_restructured_text_and_a_heading_below_a_label_are_read() {
    let text = "Incident 31\n===========\n\n:Date: 2026-03-01\n:Status: final\n\nMails sent twice\n----------------\n\nReminders were sent twice.\n\nActions\n-------\n\n#. add a token\n#. remember what was sent\n";
    let incident = incident(text);
    assert_eq!(incident.title.value, "Mails sent twice");
    assert_eq!(
        incident.date.expect("a date").value.to_string(),
        "2026-03-01"
    );
    assert_eq!(incident.actions.len(), 2);
}

#[test]
fn a_bold_sentence_states_the_cause_and_what_follows_explains_it() {
    let incident = incident(
        "# Queue outage\n\n2026-03-01\n\n## Causes\n\n**The alert fires at 95 percent.** That leaves nine minutes at full load.\n\n**Nobody owns the queue.** It has moved between three teams.\n",
    );
    assert_eq!(
        factors(&incident),
        [
            ("The alert fires at 95 percent.", false),
            ("Nobody owns the queue.", false)
        ]
    );
}

#[test]
fn a_section_about_causes_without_the_words_of_one_still_says_them() {
    let incident = incident(
        "# Deployments blocked\n\n2026-03-01\n\n## Root cause\n\nOn Friday somebody tidied the list of tokens. The bot's token belonged to a former employee. Both owners of the organisation sat in a plane.\n",
    );
    assert_eq!(incident.factors.len(), 3, "{:?}", factors(&incident));
}

#[test]
fn an_owner_may_stand_before_a_tick_and_a_day_at_the_end_of_a_files_name_is_no_title() {
    let text = "**Root cause:** No limit was set on the queue.\n\n**Action items**\n\n1. Add a limit — @wren ✅\n2. Alert on its age — @isla\n";
    let (incident, _) = read("Root Cause Analysis - Queue outage 2026-03-01.md", text);
    assert_eq!(incident.title.value, "Queue outage");
    let owners: Vec<&str> = incident
        .actions
        .iter()
        .map(|action| action.owners[0].value.as_str())
        .collect();
    assert_eq!(owners, ["@wren", "@isla"]);
    assert_eq!(incident.actions[0].state.value, ActionState::Done);
}

#[test]
fn a_table_of_times_among_the_causes_holds_no_cause() {
    let text = "# Queue outage\n\n2026-03-01\n\n## Root cause\n\n- The queue had no limit.\n\n| Point | Time |\n|---|---|\n| Outage start | 10:00 |\n| First detected | 10:04 |\n| Restored | 10:30 |\n";
    let incident = incident(text);
    assert_eq!(factors(&incident), [("The queue had no limit.", false)]);
    let detected = incident
        .milestones
        .detected
        .and_then(|at| at.value.instant());
    assert_eq!(
        detected.map(|at| at.to_rfc3339()),
        Some("2026-03-01T10:04:00+00:00".to_string())
    );
}

#[test]
fn who_took_part_is_no_factor_and_a_sentence_of_a_story_is_no_heading() {
    let told = incident("# Kø stoppet\n\n2026-03-04\n\n## Medvirkende\n\n- Anna Jensen\n");
    assert_eq!(factors(&told), []);
    let told = incident(
        "# Shop down\n\nDate: 2026-03-04\n\n## What happened\n\nalertmanager listed next steps:\n\n- restart the queue\n",
    );
    assert!(told.actions.is_empty(), "{:?}", told.actions);
    let told = incident(
        "# Outage of the certificate authority\n\n## Summary\n\n2026-03-04: it was down.\n",
    );
    assert_eq!(told.title.value, "Outage of the certificate authority");
    let told = incident(
        "# Shop down\n\nDate: 04/03/2026\n\nThe roll-out goes in steps of 10/25/50 % of traffic.\n\n## Causes\n\n- No test\n",
    );
    assert_eq!(told.date.unwrap().value.to_string(), "2026-03-04");
}
