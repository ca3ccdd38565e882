//! How the practice of learning is doing, in the organisation as a whole: never of a team, never of a person.

use crate::diagnostic::Diagnostic;
use crate::model::{ActionItem, ActionState, Incident, IncidentKind};
use crate::site::Site;
use crate::site::prints::{Asked, Made};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

/// So many working days after the incident a retrospective is still fresh.
const FRESH: usize = 5;

#[derive(Serialize)]
struct View {
    incidents: usize,
    groups: Vec<Group>,
    near_misses: usize,
}

#[derive(Serialize)]
struct Group {
    name: &'static str,
    hint: &'static str,
    /// Whether there is anything to count.
    known: bool,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    count: usize,
    of: usize,
    percent: usize,
}

impl Group {
    fn new(name: &'static str, hint: &'static str, rows: Vec<Row>) -> Self {
        Self {
            name,
            hint,
            known: rows.iter().any(|row| row.of > 0),
            rows,
        }
    }
}

impl Row {
    fn new(name: &'static str, count: usize, of: usize) -> Self {
        Self {
            name,
            count,
            of,
            percent: count * 100 / of.max(1),
        }
    }
}

pub fn render(site: &Site<'_>, page: &Asked<'_>) -> Result<Made, Diagnostic> {
    let layout = site.layout(page, "practice", "Practice");
    let counted: Vec<&Incident> = site.corpus.counted().collect();
    let view = View {
        incidents: counted.len(),
        groups: vec![held(&counted), complete(&counted), actions(&counted)],
        near_misses: counted
            .iter()
            .filter(|incident| incident.kind == IncidentKind::NearMiss)
            .count(),
    };
    site.fill("practice.html", &layout, &view)
}

fn held(counted: &[&Incident]) -> Group {
    let known: Vec<(NaiveDate, NaiveDate)> = counted
        .iter()
        .filter_map(|incident| {
            Some((
                incident.date.as_ref()?.value,
                incident.retrospective_date.as_ref()?.value,
            ))
        })
        .filter(|(date, held)| date <= held)
        .collect();
    let fresh = known
        .iter()
        .filter(|(date, held)| working_days(*date, *held) <= FRESH)
        .count();
    Group::new(
        "Looked back in time",
        "Only where the document says when the retrospective was held.",
        vec![Row::new(
            "held within five working days",
            fresh,
            known.len(),
        )],
    )
}

/// Working days after one day up to another; holidays are nobody's here.
fn working_days(from: NaiveDate, to: NaiveDate) -> usize {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    // More than a year is no matter of days.
    days.take(400)
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        .count()
}

fn complete(counted: &[&Incident]) -> Group {
    let row = |name, has: &dyn Fn(&Incident) -> bool| {
        let count = counted.iter().filter(|incident| has(incident)).count();
        Row::new(name, count, counted.len())
    };
    Group::new(
        "What retrospectives tell",
        "As far as it was understood.",
        vec![
            row("a summary", &|incident| incident.summary.is_some()),
            row("the impact", &|incident| incident.impact.text.is_some()),
            row("a timeline", &|incident| !incident.timeline.is_empty()),
            row("contributing factors", &|incident| {
                !incident.factors.is_empty()
            }),
            row("action items", &|incident| !incident.actions.is_empty()),
            row("what went well", &|incident| {
                !incident.lessons.went_well.is_empty()
            }),
        ],
    )
}

fn actions(counted: &[&Incident]) -> Group {
    let actions: Vec<&ActionItem> = counted
        .iter()
        .flat_map(|incident| &incident.actions)
        .collect();
    let row = |name, has: &dyn Fn(&ActionItem) -> bool| {
        let count = actions.iter().filter(|action| has(action)).count();
        Row::new(name, count, actions.len())
    };
    Group::new(
        "Action items",
        "An item without a state is not an open one.",
        vec![
            row("answer a factor that the document names", &|action| {
                !action.answers.is_empty()
            }),
            row("have an owner", &|action| !action.owners.is_empty()),
            row("have a due date", &|action| action.due.is_some()),
            row("have a state", &|action| {
                action.state.value != ActionState::Unknown
            }),
            row("are done", &|action| {
                matches!(
                    action.state.value,
                    ActionState::Done | ActionState::Verified
                )
            }),
            row("are done and verified", &|action| {
                action.state.value == ActionState::Verified
            }),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_no_working_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(working_days(day("2026-11-20"), day("2026-11-27")), 5);
        assert_eq!(working_days(day("2026-11-20"), day("2026-11-20")), 0);
    }
}
