//! The days on which people look back: the retrospective, and the review of what came of its actions.

use super::Context;
use super::actions::due;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced};
use chrono::NaiveDate;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let near = incident.date.as_ref().map(|date| date.value);
    incident.retrospective_date = day(context, RETROSPECTIVE, near);
    incident.follow_up_on = day(context, FOLLOW_UP, near);
}

const RETROSPECTIVE: &[&str] = &[
    "postmortem date",
    "retrospective date",
    "date of postmortem",
    "date of retrospective",
    "postmortem held on",
    "retrospective held on",
    "postmortem meeting",
    "retrospective meeting",
    "meeting date",
    "review meeting",
    "meeting scheduled for",
];

const FOLLOW_UP: &[&str] = &[
    "follow up on",
    "follow up date",
    "follow up review",
    "follow up review on",
    "follow up",
    "review actions on",
    "next review",
];

/// The first of these facts that is a day; without a year it is the next one after the incident.
fn day(
    context: &Context<'_>,
    names: &[&str],
    near: Option<NaiveDate>,
) -> Option<Sourced<NaiveDate>> {
    context.fields(names).find_map(|field| {
        let due = due::of_cell(&field.value, context.reading.order, near)?;
        Some(Sourced::new(due.on, field.source.clone()))
    })
}
