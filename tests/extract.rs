//! What is read out of whole documents: fixtures in the shapes of published templates, filled in, with everything that
//! the real collections seldom hold. Expected values were written by hand from the documents.

use kb::extract;
use kb::model::{ActionItem, ActionState, Basis, IncidentKind, ServiceRole};
use kb::model::{Incident, Moment, OrText, Severity, Source, Sourced};
use kb::read::Input;
use proptest::prelude::*;
use std::fmt::{self, Write};
use std::fs;
use std::path::PathBuf;

fn fixtures() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extract");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a fixture");
            (name.into_owned(), text)
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

fn incident(path: &str, text: &str) -> Incident {
    let corpus = extract::all(&input(&[(path.to_string(), text.to_string())])).value;
    let first = corpus.incidents.into_iter().next();
    first.unwrap_or_else(|| panic!("{path} is no incident: {:?}", corpus.left_out))
}

/// Facts in the order of the data contract, one in a line; what is not known has no line.
struct Facts(String);

impl Facts {
    fn fact(&mut self, name: &str, value: impl fmt::Display) {
        writeln!(self.0, "{name}: {value}").expect("text");
    }

    fn text(&mut self, name: &str, value: &Option<Sourced<String>>) {
        if let Some(value) = value {
            self.fact(name, &value.value);
        }
    }

    fn list(&mut self, name: &str, values: &[Sourced<String>]) {
        if !values.is_empty() {
            self.fact(name, joined(values));
        }
    }

    fn each(&mut self, name: &str, values: &[Sourced<String>]) {
        for value in values {
            self.fact(name, &value.value);
        }
    }
}

fn joined(values: &[Sourced<String>]) -> String {
    let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    values.join("; ")
}

fn facts(incident: &Incident) -> String {
    let mut out = Facts(String::new());
    if !incident.id.value.is_empty() {
        out.fact("id", &incident.id.value);
    }
    out.fact("title", &incident.title.value);
    if incident.kind != IncidentKind::Incident {
        out.fact("kind", incident.kind.name());
    }
    if let Some(status) = &incident.status {
        out.fact("status", status.value.name());
    }
    for (name, day) in [
        ("date", &incident.date),
        ("retrospective date", &incident.retrospective_date),
        ("follow up on", &incident.follow_up_on),
    ] {
        if let Some(day) = day {
            out.fact(name, day.value);
        }
    }
    if let Some(Sourced { value, .. }) = &incident.severity {
        let name = match value {
            OrText::Known(severity) => Severity::name(*severity),
            OrText::Text(_) => "unknown",
        };
        let written = incident.severity_text.as_deref().unwrap_or_default();
        out.fact("severity", format!("{name}, written \"{written}\""));
    }
    if !incident.services.is_empty() {
        let services: Vec<String> = incident
            .services
            .iter()
            .map(|service| match service.value.role.map(ServiceRole::name) {
                Some(role) => format!("{} ({role})", service.value.name),
                None => service.value.name.clone(),
            })
            .collect();
        out.fact("services", services.join("; "));
    }
    out.list("teams", &incident.teams);
    out.list("authors", &incident.authors);
    if let Some(by) = &incident.detected_by {
        out.fact("detected by", by.value.name());
    }
    out.text("summary", &incident.summary);
    let impact = &incident.impact;
    out.text("impact", &impact.text);
    out.text("users affected", &impact.users);
    out.text("impact segment", &impact.segment);
    out.text("not affected", &impact.not_affected);
    out.text("slo", &impact.slo);
    if let (Some(before), Some(after)) = (&impact.error_budget_before, &impact.error_budget_after) {
        out.fact(
            "error budget",
            format!("{} → {}", before.value, after.value),
        );
    }
    times(incident, &mut out);
    out.each("trigger", &incident.trigger_texts);
    out.each("change", &incident.change_refs);
    for factor in &incident.factors {
        out.fact(&format!("factor {}", factor.id), &factor.text.value);
    }
    for (chain, whys) in incident.whys.iter().enumerate() {
        for (at, why) in whys.iter().enumerate() {
            out.fact(&format!("why {}.{}", chain + 1, at + 1), &why.value);
        }
    }
    incident
        .actions
        .iter()
        .for_each(|action| action_facts(action, &mut out));
    out.each("mitigation", &incident.mitigations);
    for link in &incident.evidence {
        out.fact("evidence", &link.url);
    }
    out.each("went well", &incident.lessons.went_well);
    out.each("went poorly", &incident.lessons.went_poorly);
    out.each("got lucky", &incident.lessons.got_lucky);
    out.each("learned", &incident.lessons.learned);
    out.0
}

fn times(incident: &Incident, out: &mut Facts) {
    let milestones = &incident.milestones;
    for (name, milestone) in [
        ("started", &milestones.started),
        ("detected", &milestones.detected),
        ("mitigated", &milestones.mitigated),
        ("resolved", &milestones.resolved),
    ] {
        if let Some(milestone) = milestone {
            out.fact(name, show(&milestone.value));
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
            out.fact(name, format!("{value} minutes, {basis}"));
        }
    }
    for event in &incident.timeline {
        out.fact(&format!("event {}", show(&event.at)), &event.text);
    }
}

fn action_facts(action: &ActionItem, out: &mut Facts) {
    out.fact(&format!("action {}", action.id), &action.text.value);
    if action.state.value != ActionState::Unknown {
        out.fact("  state", action.state.value.name());
    }
    if let Some(kind) = &action.kind {
        out.fact("  kind", kind.value.name());
    }
    out.list("  owner", &action.owners);
    if let Some(due) = &action.due {
        let due = &due.value;
        out.fact("  due", format!("{}, written \"{}\"", due.on, due.text));
    }
    for (name, day) in [("  opened", &action.opened), ("  closed", &action.closed)] {
        if let Some(day) = day {
            out.fact(name, day.value);
        }
    }
    out.text("  priority", &action.priority);
    out.text("  size", &action.size);
    out.text("  acceptance", &action.acceptance);
    out.text("  initiative", &action.initiative);
    out.text("  reason", &action.reason);
    if !action.refs.is_empty() {
        out.fact("  refs", action.refs.join(" "));
    }
    if let Some(basis) = action.answers_basis {
        let basis = match basis {
            Basis::Stated => "stated",
            Basis::SameWords => "same words",
        };
        out.fact(
            "  answers",
            format!("{} ({basis})", action.answers.join("; ")),
        );
    }
}

fn show(moment: &Moment) -> String {
    let doubt = if moment.uncertain { "~" } else { "" };
    let text = moment.to_text().unwrap_or_else(|| "unknown".into());
    format!("{doubt}{text}")
}

#[test]
fn the_fixtures_are_understood() {
    for (path, text) in fixtures() {
        let name = path.split('.').next().unwrap_or_default().to_string();
        let incident = incident(&path, &text);
        insta::assert_snapshot!(name, facts(&incident));
    }
}

/// Every trap of the fixture holds the one word, every real fact the other.
#[test]
fn headers_attendees_hints_and_chat_are_neither_factors_nor_actions() {
    let (path, text) = fixtures()
        .into_iter()
        .find(|(path, _)| path == "traps.md")
        .expect("the traps");
    let incident = incident(&path, &text);
    let factors = incident.factors.iter().map(|factor| &factor.text.value);
    let actions = incident.actions.iter().map(|action| &action.text.value);
    let found: Vec<String> = factors
        .chain(actions)
        .map(|text| text.to_lowercase())
        .collect();
    assert_eq!(found.len(), 3, "{found:#?}");
    for text in found {
        assert!(
            !text.contains("marmalade") && text.contains("genuine"),
            "{text}"
        );
    }
}

/// What can happen to a line.
#[derive(Debug, Clone)]
enum Edit {
    Drop(usize),
    Double(usize),
    Swap(usize, usize),
    Cut(usize, usize),
    /// The line loses its beginning.
    Behead(usize, usize),
    /// A line moves in from the other document.
    Bring(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<usize>().prop_map(Edit::Drop),
        any::<usize>().prop_map(Edit::Double),
        any::<(usize, usize)>().prop_map(|(a, b)| Edit::Swap(a, b)),
        any::<(usize, usize)>().prop_map(|(a, b)| Edit::Cut(a, b)),
        any::<(usize, usize)>().prop_map(|(a, b)| Edit::Behead(a, b)),
        any::<(usize, usize)>().prop_map(|(a, b)| Edit::Bring(a, b)),
    ]
}

fn edited(text: &str, other: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let strange: Vec<&str> = other.lines().collect();
    for edit in edits {
        let count = lines.len();
        if count == 0 {
            break;
        }
        let place = |line: &str, at: usize| at % (line.chars().count() + 1);
        match *edit {
            Edit::Drop(line) => {
                lines.remove(line % count);
            }
            Edit::Double(line) => lines.insert(line % count, lines[line % count].clone()),
            Edit::Swap(a, b) => lines.swap(a % count, b % count),
            Edit::Cut(line, at) => {
                let line = &mut lines[line % count];
                *line = line.chars().take(place(line, at)).collect();
            }
            Edit::Behead(line, at) => {
                let line = &mut lines[line % count];
                *line = line.chars().skip(place(line, at)).collect();
            }
            Edit::Bring(line, from) => {
                lines.insert(line % count, strange[from % strange.len()].to_string());
            }
        }
    }
    lines.join("\n")
}

/// All places that an incident names.
fn spans(incident: &Incident) -> Vec<kb::span::Span> {
    let mut spans: Vec<kb::span::Span> = Vec::new();
    {
        let mut add = |source: &Source| match source {
            Source::Derived(from) => spans.extend(from),
            other => spans.extend(other.span()),
        };
        macro_rules! places {
            ($($values:expr),* $(,)?) => { $( $values.iter().for_each(|value| add(&value.source)); )* };
        }
        add(&incident.id.source);
        add(&incident.title.source);
        let (impact, lessons) = (&incident.impact, &incident.lessons);
        let (milestones, durations) = (&incident.milestones, &incident.durations);
        places!(
            incident.status,
            incident.summary,
            incident.date,
            incident.retrospective_date,
            incident.follow_up_on,
            incident.severity,
            incident.services,
            incident.teams,
            incident.authors,
            incident.labels,
            incident.detected_by,
            incident.trigger_texts,
            incident.change_refs,
            incident.mitigations,
            impact.text,
            impact.users,
            impact.segment,
            impact.not_affected,
            impact.slo,
            impact.error_budget_before,
            impact.error_budget_after,
            lessons.went_well,
            lessons.went_poorly,
            lessons.got_lucky,
            lessons.learned,
            milestones.started,
            milestones.detected,
            milestones.mitigated,
            milestones.resolved,
            durations.detect,
            durations.mitigate,
            durations.resolve,
        );
        for factor in &incident.factors {
            add(&factor.text.source);
        }
        for chain in &incident.whys {
            places!(*chain);
        }
        for action in &incident.actions {
            add(&action.text.source);
            add(&action.state.source);
            places!(
                action.kind,
                action.owners,
                action.due,
                action.priority,
                action.size,
                action.acceptance,
                action.initiative,
                action.reason,
                action.opened,
                action.closed,
            );
        }
    }
    spans.extend(incident.timeline.iter().map(|event| event.span));
    spans.extend(incident.evidence.iter().map(|link| link.span));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_lines_break_nothing(which in any::<usize>(), step in 1..40usize, edits in prop::collection::vec(edit(), 1..16)) {
        let fixtures = fixtures();
        let (path, text) = &fixtures[which % fixtures.len()];
        let other = &fixtures[(which % fixtures.len() + step) % fixtures.len()];
        let text = edited(text, &other.1, &edits);
        let documents = [(format!("a/{path}"), text), (format!("b/{}", other.0), other.1.clone())];
        let input = input(&documents);
        let checked = extract::all(&input);
        let faults: Vec<_> = checked.diagnostics.iter().filter(|diagnostic| diagnostic.rule == "internal-fault").collect();
        prop_assert!(faults.is_empty(), "{:?}", faults);
        for incident in &checked.value.incidents {
            for span in spans(incident) {
                prop_assert_eq!(span.file, incident.file);
                let source = &input.sources.get(span.file).text;
                prop_assert!(source.get(span.range()).is_some(), "{:?} of {}", span, incident.source);
            }
        }
        let alone = self::input(std::slice::from_ref(&documents[1]));
        let alone = extract::all(&alone).value;
        let with = checked.value.incidents.iter().find(|incident| incident.source.starts_with("b/"));
        prop_assert_eq!(with.map(facts), alone.incidents.first().map(facts));
    }
}
