//! An entry of the timeline stands after a later one.
//!
//! ## What it flags
//!
//! An entry with an earlier moment than the one before it. A timeline with the newest entry first is fine.
//!
//! ## Why
//!
//! Mostly a slip of the pen in an hour or a day, which changes what readers take for cause and effect.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Timeline
//!
//! All times UTC, on 2026-05-03.
//!
//! - 10:00 The queue fills
//! - 11:30 The limit is in place
//! - 10:40 The on-call engineer is paged
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Timeline
//!
//! All times UTC, on 2026-05-03.
//!
//! - 10:00 The queue fills
//! - 10:40 The on-call engineer is paged
//! - 11:30 The limit is in place
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "timeline-out-of-order",
    group: Group::Consistency,
    level: Some(Level::Note),
    source: include_str!("timeline_out_of_order.rs"),
    check: Check::Incident(check),
};

fn check(_: &Context<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let timed: Vec<_> = incident
        .timeline
        .iter()
        .filter(|event| !event.at.uncertain && event.span.file == incident.file)
        .filter_map(|event| Some((event.at.instant()?, event.span)))
        .collect();
    let back: Vec<usize> = (1..timed.len())
        .filter(|&at| timed[at].0 < timed[at - 1].0)
        .collect();
    // Several timelines after each other, or one from the end to the beginning, are no slips.
    if let [at] = back[..]
        && timed.len() >= 3
    {
        let shown = |at: usize| timed[at].0.format("%Y-%m-%d %H:%M").to_string();
        found.push(
            RULE.at(
                timed[at].1,
                format!("{} stands after {}", shown(at), shown(at - 1)),
            )
            .label(timed[at - 1].1, "the entry before")
            .help("correct the time, the day or the order"),
        );
    }
}
