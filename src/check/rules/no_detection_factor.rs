//! Customers noticed it first, and no factor says why.
//!
//! ## What it flags
//!
//! An incident that customers reported, with factors of which none is about monitoring, alerts or detection.
//!
//! ## Why
//!
//! That nothing inside noticed is a condition of its own, and it is shared by the next incident of another kind.
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
//! **Detected by:** customers
//!
//! ## Contributing factors
//!
//! - The certificate expired
//! - The renewal is done by hand
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
//! **Detected by:** customers
//!
//! ## Contributing factors
//!
//! - The certificate expired
//! - No alert watches the end of certificates
//! ```

use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::headings::words;
use crate::model::DetectedBy;
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "no-detection-factor",
    group: Group::Completeness,
    level: Some(Level::Note),
    source: include_str!("no_detection_factor.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let by_customers = incident
        .detected_by
        .as_ref()
        .filter(|by| by.value == DetectedBy::Customer);
    let Some(span) = by_customers.and_then(|by| by.source.span()) else {
        return;
    };
    let explains = |text: &str| {
        words(text).iter().any(|word| {
            [
                "monitor",
                "alert",
                "detect",
                "alarm",
                "dashboard",
                "probe",
                "notic",
                "observab",
                "metric",
                "visib",
                "unnotic",
                "healthcheck",
                "pag",
            ]
            .iter()
            .any(|stem| word.starts_with(stem))
        })
    };
    let poorly = incident
        .lessons
        .went_poorly
        .iter()
        .map(|lesson| &lesson.value);
    let mut texts = incident
        .factors
        .iter()
        .map(|factor| &factor.text.value)
        .chain(poorly);
    if !incident.factors.is_empty() && !texts.any(|text| explains(text)) {
        found.push(
            RULE.at(span, "customers noticed it first, and no factor says why")
                .help("ask: what could have shown it to us, and why did it not?"),
        );
    }
}
