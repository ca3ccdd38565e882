//! A stated duration is not the time between the stated moments.
//!
//! ## What it flags
//!
//! A duration that differs from the milestones by more than five minutes and more than a tenth.
//!
//! ## Why
//!
//! Readers take either number; one of them is wrong.
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
//! - **Started:** 2026-05-03 10:00 UTC
//! - **Resolved:** 2026-05-03 11:00 UTC
//! - **Time to resolve:** 3 hours
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
//! - **Time to resolve:** 1 hour
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Incident, Source};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "times-contradict",
    group: Group::Consistency,
    level: Some(Level::Note),
    source: include_str!("times_contradict.rs"),
    check: Check::Incident(check),
};

fn check(context: &Context<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let (milestones, durations) = (&incident.milestones, &incident.durations);
    let started = milestones.started.as_ref();
    let pairs = [
        ("detect", &durations.detect, milestones.detected.as_ref()),
        (
            "mitigate",
            &durations.mitigate,
            milestones.mitigated.as_ref(),
        ),
        ("resolve", &durations.resolve, milestones.resolved.as_ref()),
    ];
    for (name, stated, end) in pairs {
        let (Some(stated), Some(start), Some(end)) = (stated, started, end) else {
            continue;
        };
        let sure = !start.value.uncertain && !end.value.uncertain && !stated.source.is_derived();
        let (Some(from), Some(to), Some(span)) = (
            start.value.instant(),
            end.value.instant(),
            stated.source.span(),
        ) else {
            continue;
        };
        let minutes = (to - from).num_minutes();
        let differs = (minutes - i64::from(stated.value)).abs();
        // "Down for 20 minutes" in a sentence may be a part of it; a labelled value is the whole.
        let text = &context.source.text;
        let before = text.get(..span.start as usize).unwrap_or_default();
        let line = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let labelled = matches!(stated.source, Source::FrontMatter(_))
            || ["time to", "duration", "ttd", "ttm", "ttr"]
                .iter()
                .any(|label| line.contains(label))
                && line.split_whitespace().count() <= 8;
        if sure
            && labelled
            && minutes >= 0
            && differs > 5
            && differs * 10 > minutes.max(i64::from(stated.value))
        {
            let mut diagnostic = RULE
                .at(span, format!("the stated time to {name} is {} minutes; the stated moments are {minutes} minutes apart", stated.value))
                .help("correct one of them, or say what the duration counts");
            for place in [start.source.span(), end.source.span()]
                .into_iter()
                .flatten()
            {
                diagnostic = diagnostic.label(place, "stated here");
            }
            found.push(diagnostic);
        }
    }
}
