//! The retrospective came late.
//!
//! ## What it flags
//!
//! A retrospective later than five working days after the incident (`retrospective_days`, or `retrospective_hours` in
//! kb.toml).
//!
//! ## Why
//!
//! Memory fades within days, logs within weeks, and the reader cannot see which sentence is from either. It is a note
//! about the document, not about its authors: late beats never.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! - **Date:** 2026-05-04
//! - **Postmortem date:** 2026-05-29
//!
//! ## Summary
//!
//! The checkout was down for an hour.
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! - **Date:** 2026-05-04
//! - **Postmortem date:** 2026-05-08
//!
//! ## Summary
//!
//! The checkout was down for an hour.
//! ```

use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;
use chrono::{Datelike, Weekday};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "late-retrospective",
    group: Group::Timeliness,
    level: Some(Level::Note),
    source: include_str!("late_retrospective.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let (Some(date), Some(written)) = (&incident.date, &incident.retrospective_date) else {
        return;
    };
    let Some(span) = written.source.span() else {
        return;
    };
    let check = &facts.input.config.check;
    let days = (written.value - date.value).num_days();
    let (late, promise) = match check.retrospective_hours {
        // Days are what is known: what began at the end of a day has until the end of the last one.
        Some(hours) => (days * 24 > i64::from(hours) + 23, format!("{hours} hours")),
        None => {
            let working = date
                .value
                .iter_days()
                .skip(1)
                .take(days.clamp(0, 4000) as usize)
                .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
                .count();
            (
                working > check.retrospective_days as usize,
                format!("{} working days", check.retrospective_days),
            )
        }
    };
    if late {
        found.push(
            RULE.at(span, format!("{days} days after the incident; {promise} are the aim"))
                .help("short and soon beats long and late: a draft with the timeline and open questions is worth publishing"),
        );
    }
}
