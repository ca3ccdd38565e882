//! Times without a time zone.
//!
//! ## What it flags
//!
//! A timeline with times and without any zone. One finding for each document.
//!
//! ## Why
//!
//! Logs are in UTC, chats in the time of the reader and daylight saving in between; a year later nobody can compare
//! them.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Timeline
//!
//! On 2026-05-03:
//!
//! - 10:00 The queue fills
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
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;
use crate::model::Zone;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "zone-unclear",
    group: Group::Consistency,
    level: Some(Level::Note),
    source: include_str!("zone_unclear.rs"),
    check: Check::Incident(check),
};

fn check(_: &Context<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let timed: Vec<_> = incident
        .timeline
        .iter()
        .filter(|event| event.at.time.is_some())
        .collect();
    let unclear = timed.len() >= 2 && timed.iter().all(|event| event.at.zone == Zone::Unstated);
    if let Some(event) = timed.first().filter(|_| unclear) {
        found.push(
            RULE.at(event.span, "nothing says in which time zone this is")
                .help("write `All times UTC` above the timeline, or the zone after each time"),
        );
    }
}
