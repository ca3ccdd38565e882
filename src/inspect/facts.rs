//! The facts of an incident in one list: name, value, source.

use crate::model::{Incident, Moment, OrText, Source, Sourced};

/// One value, as people read it.
#[derive(Debug, Clone)]
pub struct Fact<'a> {
    pub name: &'static str,
    /// `None`: the document does not say, or it was not found.
    pub value: Option<(String, &'a Source)>,
}

/// All facts in the order of the data contract, those that are missing as well. Lists (timeline, factors, action items,
/// lessons) are not among them.
pub fn facts(incident: &Incident) -> Vec<Fact<'_>> {
    let mut facts = vec![
        one("id", Some(&incident.id), String::clone),
        one("title", Some(&incident.title), String::clone),
        one("status", incident.status.as_ref(), |status| {
            status.name().into()
        }),
        one("date", incident.date.as_ref(), ToString::to_string),
        one(
            "retrospective date",
            incident.retrospective_date.as_ref(),
            ToString::to_string,
        ),
        one(
            "follow-up on",
            incident.follow_up_on.as_ref(),
            ToString::to_string,
        ),
        Fact {
            name: "severity",
            value: incident.severity.as_ref().map(|severity| {
                let written = incident.severity_text.clone().unwrap_or_default();
                let value = match &severity.value {
                    OrText::Known(known) if written.is_empty() || written == known.name() => {
                        known.name().to_string()
                    }
                    OrText::Known(known) => format!("{} (\"{written}\")", known.name()),
                    OrText::Text(text) => {
                        format!("\"{text}\", on no known scale: map it in [severities]")
                    }
                };
                (value, &severity.source)
            }),
        },
    ];
    facts.extend(many(
        "service",
        &incident.services,
        |service| match service.role {
            Some(role) => format!("{} ({})", service.name, role.name()),
            None => service.name.clone(),
        },
    ));
    facts.extend(many("team", &incident.teams, String::clone));
    facts.extend(many("author", &incident.authors, String::clone));
    facts.extend(many("label", &incident.labels, String::clone));
    let (impact, times, spans) = (&incident.impact, &incident.milestones, &incident.durations);
    facts.extend([
        one("detected by", incident.detected_by.as_ref(), |by| {
            by.name().into()
        }),
        one("started", times.started.as_ref(), moment),
        one("detected", times.detected.as_ref(), moment),
        one("mitigated", times.mitigated.as_ref(), moment),
        one("resolved", times.resolved.as_ref(), moment),
        one("time to detect", spans.detect.as_ref(), minutes),
        one("time to mitigate", spans.mitigate.as_ref(), minutes),
        one("time to resolve", spans.resolve.as_ref(), minutes),
        one("summary", incident.summary.as_ref(), String::clone),
        one("impact", impact.text.as_ref(), String::clone),
        one("users affected", impact.users.as_ref(), String::clone),
        one("segment", impact.segment.as_ref(), String::clone),
        one("not affected", impact.not_affected.as_ref(), String::clone),
        one("SLO", impact.slo.as_ref(), String::clone),
        one(
            "error budget before",
            impact.error_budget_before.as_ref(),
            String::clone,
        ),
        one(
            "error budget after",
            impact.error_budget_after.as_ref(),
            String::clone,
        ),
    ]);
    facts.extend(many("change", &incident.change_refs, String::clone));
    facts.extend(many("mitigation", &incident.mitigations, String::clone));
    facts
}

fn one<'a, T>(
    name: &'static str,
    value: Option<&'a Sourced<T>>,
    show: impl Fn(&T) -> String,
) -> Fact<'a> {
    Fact {
        name,
        value: value.map(|sourced| (show(&sourced.value), &sourced.source)),
    }
}

fn many<'a, T>(
    name: &'static str,
    values: &'a [Sourced<T>],
    show: impl Fn(&T) -> String,
) -> Vec<Fact<'a>> {
    if values.is_empty() {
        return vec![Fact { name, value: None }];
    }
    values
        .iter()
        .map(|value| one(name, Some(value), &show))
        .collect()
}

fn minutes(minutes: &u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// As precisely as it was written.
pub fn moment(at: &Moment) -> String {
    let day = at.date.map(|date| date.to_string());
    let time = at.time.map(|time| time.format("%H:%M").to_string());
    let parts: Vec<_> = day.into_iter().chain(time).collect();
    let uncertain = if at.uncertain { "about " } else { "" };
    format!("{uncertain}{}", parts.join(" "))
}
