//! The facts in short that stand beside an incident's text.

use super::correct::Correct;
use crate::model::{Incident, IncidentKind, Sourced};
use crate::patterns::taxonomy::Axis;
use crate::site::lines::Lines;
use crate::site::views::is_web;
use crate::site::{Site, routes, words};
use serde::Serialize;

/// A name and its values.
#[derive(Serialize)]
pub struct Fact {
    pub name: &'static str,
    pub values: Vec<FactValue>,
}

#[derive(Serialize)]
pub struct FactValue {
    pub text: String,
    pub url: Option<String>,
    /// Where it comes from, in words.
    pub origin: String,
    /// The line of the document that it stands in.
    pub line: Option<u32>,
    pub derived: bool,
    /// Where it can be corrected.
    pub correct: Option<String>,
}

pub fn gather(
    site: &Site<'_>,
    root: &str,
    number: usize,
    lines: &Lines,
    correct: &Correct,
) -> Vec<Fact> {
    let incident = &site.corpus.incidents[number];
    let mut facts = Facts {
        lines,
        list: Vec::new(),
    };
    let long = |text: &String| words::shortened(text, 160);

    facts.one(
        "Id",
        Some(&incident.id).filter(|id| id.value != incident.slug),
        |id| id.clone(),
    );
    if incident.kind == IncidentKind::NearMiss {
        facts.push(
            "Kind",
            vec![FactValue::plain("Near miss", "as the document says")],
        );
    }
    severity(site, root, number, &mut facts);
    facts.one("Date", incident.date.as_ref(), |date| words::date(*date));
    facts.one("Time to detect", incident.durations.detect.as_ref(), |m| {
        words::duration(*m)
    });
    facts.one(
        "Time to mitigate",
        incident.durations.mitigate.as_ref(),
        |m| words::duration(*m),
    );
    facts.one(
        "Time to resolve",
        incident.durations.resolve.as_ref(),
        |m| words::duration(*m),
    );
    facts.one("Detected by", incident.detected_by.as_ref(), |by| {
        words::detected_by(*by).into()
    });
    facts.one("Impact", incident.impact.text.as_ref(), long);
    facts.one("Users affected", incident.impact.users.as_ref(), long);
    facts.one("Who", incident.impact.segment.as_ref(), long);
    facts.one("Not affected", incident.impact.not_affected.as_ref(), long);
    facts.one("Objective", incident.impact.slo.as_ref(), long);
    error_budget(incident, &mut facts);
    services(site, root, incident, &mut facts);
    let teams = incident
        .teams
        .iter()
        .map(|team| facts.value(team, |team| team.clone()))
        .collect();
    facts.push("Teams", teams);
    triggers(site, root, incident, &mut facts);
    let changes = incident
        .change_refs
        .iter()
        .map(|change| FactValue {
            url: Some(change.value.clone()).filter(|url| is_web(url)),
            ..facts.value(change, |change| words::shortened(change, 60))
        })
        .collect();
    facts.push("Change", changes);
    facts.one("Status", incident.status.as_ref(), |status| {
        words::status(*status).into()
    });
    facts.one(
        "Retrospective",
        incident.retrospective_date.as_ref(),
        |date| words::date(*date),
    );
    facts.one("Follow-up", incident.follow_up_on.as_ref(), |date| {
        words::date(*date)
    });
    let authors = incident
        .authors
        .iter()
        .map(|name| facts.value(name, |name| name.clone()))
        .collect();
    facts.push("Written by", authors);
    let labels = incident
        .labels
        .iter()
        .map(|label| facts.value(label, |label| label.clone()))
        .collect();
    facts.push("Labels", labels);
    for fact in &mut facts.list {
        for value in &mut fact.values {
            value.correct = correct.url(&fact.name.to_lowercase(), &value.text, value.line);
        }
    }
    facts.list
}

/// What stands above the text for everybody, and what stays beside it.
pub fn at_a_glance(mut facts: Vec<Fact>) -> (Vec<Fact>, Vec<Fact>) {
    let mut take = |name: &str, shown: &'static str| {
        let at = facts.iter().position(|fact| fact.name == name)?;
        let fact = facts.remove(at);
        Some(Fact {
            name: shown,
            ..fact
        })
    };
    let impact = take("Impact", "What it meant");
    let users =
        take("Users affected", "Who was affected").or_else(|| take("Who", "Who was affected"));
    let spared = take("Not affected", "What was not affected");
    // Often the impact begins with, or is, the sentence about users.
    let text = |fact: &Fact| {
        fact.values
            .first()
            .map_or(String::new(), |value| value.text.to_lowercase())
    };
    let is_said = |impact: &Fact| {
        let (impact, users) = (text(impact), users.as_ref().map(&text));
        users.is_some_and(|users| {
            let stem = users.trim_end_matches(['…', '.', ' ']);
            !stem.is_empty() && impact.contains(stem)
        })
    };
    let impact = impact.filter(|impact| !is_said(impact));
    (
        [impact, users, spared].into_iter().flatten().collect(),
        facts,
    )
}

struct Facts<'a> {
    lines: &'a Lines<'a>,
    list: Vec<Fact>,
}

impl FactValue {
    fn plain(text: impl Into<String>, origin: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            url: None,
            origin: origin.into(),
            line: None,
            derived: false,
            correct: None,
        }
    }
}

impl Facts<'_> {
    fn value<T>(&self, value: &Sourced<T>, text: impl Fn(&T) -> String) -> FactValue {
        FactValue {
            text: text(&value.value),
            url: None,
            origin: self.lines.origin(&value.source),
            line: self.lines.of_value(&value.source),
            derived: value.source.is_derived(),
            correct: None,
        }
    }

    fn one<T>(
        &mut self,
        name: &'static str,
        value: Option<&Sourced<T>>,
        text: impl Fn(&T) -> String,
    ) {
        if let Some(value) = value {
            let value = self.value(value, text);
            self.push(name, vec![value]);
        }
    }

    fn push(&mut self, name: &'static str, values: Vec<FactValue>) {
        if !values.is_empty() {
            self.list.push(Fact { name, values });
        }
    }
}

/// The severity on the common scale, and the author's own words where they are others.
fn severity(site: &Site<'_>, root: &str, number: usize, facts: &mut Facts<'_>) {
    let incident = &site.corpus.incidents[number];
    let Some(severity) = &incident.severity else {
        return;
    };
    let group = site.index.severity(number);
    let written = incident.severity_text.as_deref().unwrap_or_default().trim();
    let same = crate::catalog::same(written, &group.name);
    let mut values = vec![FactValue {
        url: Some(site.routes.href(root, &group.path)),
        ..facts.value(severity, |_| group.name.clone())
    }];
    if !written.is_empty() && !same {
        values.push(FactValue::plain(
            format!("“{}”", words::shortened(written, 60)),
            "as the author wrote it",
        ));
    }
    facts.push("Severity", values);
}

fn error_budget(incident: &Incident, facts: &mut Facts<'_>) {
    let (before, after) = (
        &incident.impact.error_budget_before,
        &incident.impact.error_budget_after,
    );
    match (before, after) {
        (Some(before), Some(after)) => {
            let value = facts.value(after, |after| format!("{} → {after}", before.value));
            facts.push("Error budget", vec![value]);
        }
        (one, other) => facts.one(
            "Error budget",
            one.as_ref().or(other.as_ref()),
            String::clone,
        ),
    }
}

fn services(site: &Site<'_>, root: &str, incident: &Incident, facts: &mut Facts<'_>) {
    let mut values: Vec<FactValue> = Vec::new();
    for used in &incident.services {
        let Some(entry) = site.index.service(&used.value.name) else {
            continue;
        };
        if values
            .iter()
            .any(|value| value.text.starts_with(&entry.group.name))
        {
            continue;
        }
        values.push(FactValue {
            url: Some(site.routes.href(root, &entry.group.path)),
            ..facts.value(used, |used| match used.role {
                Some(role) => format!("{} ({})", entry.group.name, role.name()),
                None => entry.group.name.clone(),
            })
        });
    }
    facts.push("Services", values);
}

fn triggers(site: &Site<'_>, root: &str, incident: &Incident, facts: &mut Facts<'_>) {
    let values = incident
        .triggers
        .iter()
        .filter_map(|key| site.index.pattern(key))
        .map(|pattern| &site.patterns.all[pattern].category)
        .filter(|category| category.axis == Axis::Trigger)
        .map(|category| FactValue {
            url: Some(site.routes.href(root, &routes::pattern(&category.key))),
            ..FactValue::plain(category.name.as_str(), "recognised by its words")
        })
        .collect();
    facts.push("Trigger", values);
}
