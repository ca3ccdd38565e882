//! Two short texts to paste elsewhere: an announcement for a chat, a message for those who were affected. No names.

use crate::model::{ActionState, Incident, IncidentKind, Sourced};
use crate::people;
use crate::site::{Site, words};
use serde::Serialize;

/// Learnings and changes that a short text has room for.
const MOST: usize = 3;
const LONGEST: usize = 160;

#[derive(Serialize)]
pub struct Share {
    pub announcement: String,
    /// Nothing to say where the document tells neither an impact nor a summary.
    pub message: Option<String>,
}

/// `url`: the absolute address of the page, where it is known; else a script puts it there.
pub fn gather(site: &Site<'_>, incident: &Incident, url: Option<&str>) -> Share {
    let quoted = |value: &Sourced<String>| {
        let text = people::quoted(site.input, incident, &value.value);
        words::shortened(
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .as_str(),
            LONGEST,
        )
    };
    Share {
        announcement: announcement(site, incident, url, &quoted),
        message: message(incident, &quoted),
    }
}

fn announcement(
    site: &Site<'_>,
    incident: &Incident,
    url: Option<&str>,
    quoted: &dyn Fn(&Sourced<String>) -> String,
) -> String {
    let title = people::quoted(site.input, incident, &incident.title.value);
    let severity = incident
        .severity()
        .map(|severity| severity.name())
        .or(incident.severity_text.as_deref());
    let kind = (incident.kind == IncidentKind::NearMiss).then_some("near miss");
    let head: Vec<&str> = kind.into_iter().chain(severity).collect();
    let mut lines = vec![match head.is_empty() {
        true => format!("Retrospective: {title}"),
        false => format!("Retrospective ({}): {title}", head.join(", ")),
    }];
    let durations = &incident.durations;
    let facts = [
        incident.date.as_ref().map(|date| words::date(date.value)),
        durations
            .resolve
            .as_ref()
            .map(|minutes| format!("resolved after {}", words::duration(minutes.value))),
        durations
            .detect
            .as_ref()
            .map(|minutes| format!("detected after {}", words::duration(minutes.value))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        lines.push(facts.join(", "));
    }
    let lessons = &incident.lessons;
    let factors: Vec<&Sourced<String>> =
        incident.factors.iter().map(|factor| &factor.text).collect();
    let (name, learned): (_, Vec<&Sourced<String>>) = if !lessons.learned.is_empty() {
        ("What we learned", lessons.learned.iter().collect())
    } else if !factors.is_empty() {
        ("What made it possible", factors)
    } else {
        ("What went well", lessons.went_well.iter().collect())
    };
    if !learned.is_empty() {
        lines.push(format!("{name}:"));
        lines.extend(
            learned
                .into_iter()
                .take(MOST)
                .map(|text| format!("• {}", quoted(text))),
        );
    }
    if let Some(date) = incident.follow_up_on.as_ref() {
        lines.push(format!(
            "We look at what came of it on {}.",
            words::date(date.value)
        ));
    }
    lines.extend(url.map(|url| format!("Read it: {url}")));
    lines.join("\n")
}

fn message(incident: &Incident, quoted: &dyn Fn(&Sourced<String>) -> String) -> Option<String> {
    let impact = incident
        .impact
        .text
        .as_ref()
        .or(incident.summary.as_ref())?;
    let milestones = &incident.milestones;
    let clock = |moment: &Option<Sourced<crate::model::Moment>>| {
        moment
            .as_ref()
            .and_then(|moment| words::time(&moment.value))
    };
    let mut begin = incident
        .date
        .as_ref()
        .map(|date| format!("On {}", words::date(date.value)))
        .unwrap_or_default();
    if let (Some(start), Some(end)) = (clock(&milestones.started), clock(&milestones.resolved))
        && !begin.is_empty()
    {
        begin.push_str(&format!(", from {start} to {end}"));
    }
    if let Some(minutes) = &incident.durations.resolve {
        let lasted = words::duration(minutes.value);
        begin = match begin.is_empty() {
            true => format!("For {lasted}"),
            false => format!("{begin} ({lasted})"),
        };
    }
    let mut parts = vec![match begin.is_empty() {
        true => quoted(impact),
        false => format!("{begin}: {}", quoted(impact)),
    }];
    if let Some(whole) = &incident.impact.not_affected {
        parts.push(format!("Not affected: {}", quoted(whole)));
    }
    let changes: Vec<String> = incident
        .actions
        .iter()
        .filter(|action| {
            !matches!(
                action.state.value,
                ActionState::WontDo | ActionState::Superseded
            )
        })
        .take(MOST)
        .map(|action| {
            let done = matches!(
                action.state.value,
                ActionState::Done | ActionState::Verified
            );
            format!(
                "• {}{}",
                quoted(&action.text),
                if done { " (done)" } else { "" }
            )
        })
        .collect();
    if !changes.is_empty() {
        parts.push(format!("What changes:\n{}", changes.join("\n")));
    }
    Some(parts.join("\n\n"))
}
