//! A single root cause has to explain everything.
//!
//! ## What it flags
//!
//! A section "Root cause" with one entry, and no other factor in the document.
//!
//! ## Why
//!
//! An incident needs several conditions at once, each of them necessary and none sufficient. The one that is called the
//! root is where somebody stopped asking (Richard Cook, "How Complex Systems Fail", 3 and 7).
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Timeline
//!
//! - 2026-05-03 10:00 UTC The checkout is down
//!
//! ## Root cause
//!
//! The connection pool was exhausted.
//!
//! ## Action items
//!
//! - Limit the pool to 40 connections
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Timeline
//!
//! - 2026-05-03 10:00 UTC The checkout is down
//!
//! ## Contributing factors
//!
//! - The connection pool was exhausted
//! - No alert watches the pool
//! - The retry has no limit
//!
//! ## Action items
//!
//! - Limit the pool to 40 connections
//! ```

use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::headings::{Meaning, words};
use crate::model::Incident;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "single-root-cause",
    group: Group::Completeness,
    level: Some(Level::Note),
    source: include_str!("single_root_cause.rs"),
    check: Check::Incident(check),
};

fn check(context: &Context<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let [factor] = incident.factors.as_slice() else {
        return;
    };
    let heading = context.outline.parts.iter().find(|part| {
        let words = words(part.title_text()).join(" ");
        part.within == Some(Meaning::Factors)
            && matches!(
                words.as_str(),
                "root cause"
                    | "the root cause"
                    | "cause"
                    | "rca"
                    | "root cause analysis"
                    | "root cause s"
            )
    });
    if let (Some(_), Some(span)) = (heading, factor.text.source.span()) {
        found.push(RULE.at(span, "this is the only factor").help(
            "ask of it: why was it possible, why was it not noticed earlier, what made it worse, what made it last? Each answer is a factor",
        ));
    }
}
