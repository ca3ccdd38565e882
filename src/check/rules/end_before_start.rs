//! Something ended before it began.
//!
//! ## What it flags
//!
//! Milestones in an order that cannot be: resolved before it started, detected after it was resolved.
//!
//! ## Why
//!
//! One of the times is wrong, and every duration that is worked out from it.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! - **Started:** 2026-05-03 12:00 UTC
//! - **Resolved:** 2026-05-03 11:00 UTC
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! - **Started:** 2026-05-03 10:00 UTC
//! - **Resolved:** 2026-05-03 11:00 UTC
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "end-before-start",
    group: Group::Consistency,
    level: Some(Level::Warning),
    source: include_str!("end_before_start.rs"),
    check: Check::Incident(check),
};

fn check(_: &Context<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let milestones = &incident.milestones;
    let named = [
        ("it started", &milestones.started),
        ("it was detected", &milestones.detected),
        ("it was mitigated", &milestones.mitigated),
        ("it was resolved", &milestones.resolved),
    ];
    for (at, (first, earlier)) in named.iter().enumerate() {
        for (second, later) in &named[at + 1..] {
            let (Some(earlier), Some(later)) = (earlier, later) else {
                continue;
            };
            let sure = !earlier.value.uncertain && !later.value.uncertain;
            let (Some(from), Some(to)) = (earlier.value.instant(), later.value.instant()) else {
                continue;
            };
            if sure
                && to < from
                && let Some(span) = later.source.span()
            {
                let mut diagnostic = RULE
                    .at(span, format!("{second} before {first}"))
                    .help("one of the two times is wrong, or of another day or zone");
                if let Some(place) = earlier.source.span() {
                    diagnostic = diagnostic.label(place, first.to_string());
                }
                found.push(diagnostic);
                return;
            }
        }
    }
}
