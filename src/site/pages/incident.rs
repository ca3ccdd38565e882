//! An incident: the author's text in full, and beside it what was taken out of it, each value with its source.

mod correct;
mod facts;
mod fishbone;
mod milestones;
mod share;

use super::super::views::{self, Link};
use crate::diagnostic::Diagnostic;
use crate::model::{ActionState, Basis, Incident, Moment, Source, Sourced};
use crate::site::body::{self, Text};
use crate::site::index::severity_class;
use crate::site::lines::Lines;
use crate::site::prints::{Asked, Made};
use crate::site::{Site, routes, words};
use chrono::NaiveDate;
use correct::Correct;
use facts::Fact;
use milestones::Milestones;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct View {
    title: String,
    date: Option<String>,
    date_words: Option<String>,
    severity: Option<Link>,
    severity_class: &'static str,
    draft: bool,
    in_review: bool,
    near_miss: bool,
    services: Vec<Link>,
    summary: Option<String>,
    /// To whom it happened and what went on working, for those who read no further.
    glance: Vec<Fact>,
    facts: Vec<Fact>,
    milestones: Option<Milestones>,
    factors: Vec<FactorView>,
    actions: Vec<ActionView>,
    timeline: Vec<Event>,
    timeline_zone: Option<String>,
    lessons: Vec<LessonView>,
    body: Value,
    toc: Vec<TocEntry>,
    source: String,
    edit: Option<String>,
    share: Option<share::Share>,
    seen: Option<super::across::seen::Seen>,
    whys: Vec<Vec<Said>>,
    fishbone: Option<fishbone::Fishbone>,
    newer: Option<Link>,
    older: Option<Link>,
}

#[derive(Serialize)]
struct TocEntry {
    text: String,
    id: String,
    level: u8,
}

/// A sentence of the author and where it stands.
#[derive(Serialize)]
struct Said {
    text: String,
    line: Option<u32>,
    origin: String,
    /// Where it can be corrected.
    correct: Option<String>,
}

#[derive(Serialize)]
struct FactorView {
    said: Said,
    uncertain: bool,
    patterns: Vec<Link>,
}

#[derive(Serialize)]
struct ActionView {
    said: Said,
    state: &'static str,
    state_key: &'static str,
    state_origin: Option<String>,
    kind: Option<&'static str>,
    team: Option<String>,
    owners: Vec<String>,
    due: Option<String>,
    due_origin: Option<String>,
    reason: Option<String>,
    reference: Option<Link>,
    /// Texts of the factors that it answers.
    answers: Vec<String>,
    answers_stated: bool,
    ready: Option<views::Ready>,
}

#[derive(Serialize)]
struct Event {
    /// The day, where it is another one than that of the event before.
    day: Option<String>,
    clock: Option<String>,
    at: Option<String>,
    text: String,
    line: u32,
}

#[derive(Serialize)]
struct LessonView {
    name: &'static str,
    key: &'static str,
    items: Vec<Said>,
}

pub fn render(site: &Site<'_>, page: &Asked<'_>, number: usize) -> Result<Made, Diagnostic> {
    site.unless_same(
        page.before,
        || (&page.path, told(site, number)),
        || filled(site, page, number),
    )
}

/// From what the page is made: all that is known of the incident, and what it shows of others.
fn told(site: &Site<'_>, number: usize) -> impl Serialize {
    let neighbours = neighbours(site, number).map(|index| {
        let incident = &site.corpus.incidents[index?];
        Some((&incident.title.value, &incident.slug))
    });
    (super::across::seen::told(site, number), neighbours)
}

/// The next newer and the next older incident.
fn neighbours(site: &Site<'_>, number: usize) -> [Option<usize>; 2] {
    let place = site.index.place[number];
    let at = |place: usize| site.index.newest.get(place).copied();
    [place.checked_sub(1).and_then(at), at(place + 1)]
}

fn filled(site: &Site<'_>, page: &Asked<'_>, number: usize) -> Result<Vec<u8>, Diagnostic> {
    let incident = &site.corpus.incidents[number];
    let lines = &site.lines[number];
    let root = routes::root_of(&page.path);
    let correct = Correct::new(site, number);
    let facts = facts::gather(site, &root, number, lines, &correct);
    let text = Text::of(incident);
    let body = body::render(
        &site.shared(),
        &text,
        &places(incident, &facts, lines),
        lines,
    );
    let (glance, facts) = facts::at_a_glance(facts);
    let title = body.title.unwrap_or_else(|| incident.title.value.clone());

    let mut layout = site.layout(page, "incidents", incident.title.value.as_str());
    layout.incident = true;
    layout
        .crumbs
        .push(site.link(&root, "Incidents", "incidents/index.html"));
    layout.description = incident
        .summary
        .as_ref()
        .or(incident.impact.text.as_ref())
        .map(|summary| words::shortened(&summary.value, 200))
        .unwrap_or_default();

    let said = |value: &Sourced<String>, field: &str| Said {
        text: value.value.clone(),
        line: lines.of_value(&value.source),
        origin: lines.origin(&value.source),
        correct: correct.url(field, &value.value, lines.of_value(&value.source)),
    };
    let [newer, older] = neighbours(site, number).map(|index| {
        let incident = &site.corpus.incidents[index?];
        let path = routes::incident(&incident.slug);
        Some(site.link(&root, incident.title.value.as_str(), &path))
    });
    let severity = incident.severity.as_ref().map(|_| {
        let group = site.index.severity(number);
        site.link(&root, group.name.as_str(), &group.path)
    });
    let (timeline, timeline_zone) = timeline(incident, lines);
    let date = incident.date.as_ref().map(|date| date.value);
    let status = incident.status.as_ref().map(|status| status.value);
    let view = View {
        title,
        date: date.map(|date| date.to_string()),
        date_words: date.map(words::date),
        severity,
        severity_class: severity_class(incident),
        draft: incident.is_draft(),
        in_review: status == Some(crate::model::DocumentStatus::InReview),
        near_miss: incident.kind == crate::model::IncidentKind::NearMiss,
        services: site.service_links(&root, number),
        summary: lead(site, incident),
        glance,
        facts,
        milestones: milestones::gather(incident, lines),
        factors: incident
            .factors
            .iter()
            .map(|factor| FactorView {
                said: said(&factor.text, "factors"),
                uncertain: factor.uncertain,
                patterns: factor
                    .categories
                    .iter()
                    .filter_map(|key| site.index.pattern(key))
                    .map(|pattern| {
                        let category = &site.patterns.all[pattern].category;
                        site.link(
                            &root,
                            category.name.as_str(),
                            &routes::pattern(&category.key),
                        )
                    })
                    .collect(),
            })
            .collect(),
        actions: actions(site, incident, lines, &correct),
        timeline,
        timeline_zone,
        lessons: lessons(incident, &|value| said(value, "lessons")),
        body: Value::safe_string(&body.html),
        toc: body
            .headings
            .into_iter()
            .filter(|heading| heading.level <= 3 && !heading.text.is_empty())
            .map(|heading| TocEntry {
                text: words::shortened(&heading.text, 70),
                id: crate::site::html::encoded_path(&heading.id),
                level: heading.level,
            })
            .collect(),
        source: crate::audience::source(site.input, &incident.source).to_string(),
        edit: site
            .input
            .config
            .edit_url
            .as_deref()
            .filter(|url| views::is_web(url))
            .map(|url| {
                // A part of a split file is edited in the file.
                let path = match incident.source.split_once(".md#") {
                    Some((stem, _)) => &incident.source[..stem.len() + ".md".len()],
                    None => &incident.source,
                };
                url.replace("{path}", &crate::site::html::encoded_path(path))
            }),
        // What goes out is said by those inside.
        share: site
            .input
            .outside
            .is_none()
            .then(|| share::gather(site, incident, layout.canonical.as_deref())),
        seen: super::across::seen::gather(site, &root, number),
        whys: incident
            .whys
            .iter()
            .map(|chain| chain.iter().map(|why| said(why, "whys")).collect())
            .collect(),
        fishbone: fishbone::gather(site, incident, lines),
        newer,
        older,
    };
    site.filled("incident.html", &layout, &view)
}

/// Byte offsets of everything that was taken from the document, in order: each gets an anchor.
fn places(incident: &Incident, facts: &[Fact], lines: &Lines) -> Vec<u32> {
    let mut places: Vec<u32> = Vec::new();
    let mut add = |source: &Source| {
        if let Some(span) = source.span().filter(|span| span.file == incident.file) {
            places.push(span.start);
        }
    };
    for factor in &incident.factors {
        add(&factor.text.source);
    }
    for action in &incident.actions {
        add(&action.text.source);
    }
    for trigger in &incident.trigger_texts {
        add(&trigger.source);
    }
    add(&incident.title.source);
    let lessons = &incident.lessons;
    for lesson in [
        &lessons.went_well,
        &lessons.went_poorly,
        &lessons.got_lucky,
        &lessons.learned,
        &incident.mitigations,
    ] {
        lesson.iter().for_each(|lesson| add(&lesson.source));
    }
    for value in [
        &incident.summary,
        &incident.impact.text,
        &incident.impact.not_affected,
    ] {
        value.iter().for_each(|value| add(&value.source));
    }
    for event in &incident.timeline {
        add(&Source::Text(event.span));
    }
    for fact in facts.iter().flat_map(|fact| &fact.values) {
        places.extend(fact.line.map(|line| lines.start(line)));
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The summary, where the document does not begin with it anyway.
fn lead(site: &Site<'_>, incident: &Incident) -> Option<String> {
    /// So far below the beginning of a document, its summary is worth saying twice.
    const FAR: u32 = 900;
    let summary = incident.summary.as_ref()?;
    let text = &site.input.sources.get(incident.file).text;
    let near = match summary
        .source
        .span()
        .filter(|span| span.file == incident.file)
    {
        Some(span) => {
            let start = crate::parse::front_matter::body_start(text);
            span.start >= start as u32 && span.start < start as u32 + FAR
        }
        None => false,
    };
    (!near && !text.is_empty()).then(|| words::shortened(&summary.value, 420))
}

fn actions(
    site: &Site<'_>,
    incident: &Incident,
    lines: &Lines,
    correct: &Correct,
) -> Vec<ActionView> {
    let factor = |id: &String| {
        let factor = incident.factors.iter().find(|factor| factor.id == *id)?;
        Some(words::shortened(&factor.text.value, 90))
    };
    incident
        .actions
        .iter()
        .map(|action| ActionView {
            said: Said {
                text: action.text.value.clone(),
                line: lines.of_value(&action.text.source),
                origin: lines.origin(&action.text.source),
                correct: correct.url(
                    "actions",
                    &action.text.value,
                    lines.of_value(&action.text.source),
                ),
            },
            state: words::state(action.state.value),
            state_key: action.state.value.name(),
            state_origin: (action.state.value != ActionState::Unknown)
                .then(|| lines.origin(&action.state.source)),
            kind: action.kind.as_ref().map(|kind| words::kind(kind.value)),
            team: action.team.clone(),
            // Whoever is a member of a known team is shown by the team.
            owners: match action.team {
                Some(_) => Vec::new(),
                None => action
                    .owners
                    .iter()
                    .map(|owner| owner.value.clone())
                    .collect(),
            },
            due: action
                .due
                .as_ref()
                .map(|due| words::compact_date(due.value.on)),
            due_origin: action
                .due
                .as_ref()
                .map(|due| format!("“{}”, {}", due.value.text, lines.origin(&due.source))),
            reason: action.reason.as_ref().map(|reason| reason.value.clone()),
            reference: views::reference(action),
            answers: action.answers.iter().filter_map(factor).collect(),
            answers_stated: action.answers_basis == Some(Basis::Stated),
            ready: site.ready(action),
        })
        .collect()
}

/// Events by day, and the zone where all of them share one.
fn timeline(incident: &Incident, lines: &Lines) -> (Vec<Event>, Option<String>) {
    let zones: Vec<String> = incident
        .timeline
        .iter()
        .filter(|event| event.at.time.is_some())
        .map(|event| words::zone(&event.at))
        .collect();
    let shared = zones
        .first()
        .filter(|first| !first.is_empty() && zones.iter().all(|zone| zone == *first))
        .cloned();
    let clock = |at: &Moment| match &shared {
        Some(_) => words::clock(at),
        None => words::time(at),
    };
    let first_day = incident.date.as_ref().map(|date| date.value);
    let several_days = incident
        .timeline
        .iter()
        .any(|event| event.at.date.is_some() && event.at.date != first_day);
    let mut day: Option<NaiveDate> = None;
    let events = incident
        .timeline
        .iter()
        .map(|event| {
            let new_day = event
                .at
                .date
                .filter(|&date| several_days && day != Some(date));
            day = event.at.date.or(day);
            Event {
                day: new_day.map(words::date),
                clock: clock(&event.at),
                at: event.at.to_text(),
                text: event.text.clone(),
                line: lines.line(event.span.start),
            }
        })
        .collect();
    (events, shared)
}

fn lessons(incident: &Incident, said: &dyn Fn(&Sourced<String>) -> Said) -> Vec<LessonView> {
    let lessons = &incident.lessons;
    [
        ("What went well", "went-well", &lessons.went_well),
        ("Where we got lucky", "got-lucky", &lessons.got_lucky),
        ("What went poorly", "went-poorly", &lessons.went_poorly),
        ("What was learned", "learned", &lessons.learned),
    ]
    .into_iter()
    .filter(|(_, _, items)| !items.is_empty())
    .map(|(name, key, items)| LessonView {
        name,
        key,
        items: items.iter().map(said).collect(),
    })
    .collect()
}
