//! A part of a complete retrospective is missing.
//!
//! ## What it flags
//!
//! A document that has the shape of a retrospective, and of these parts lacks some: a summary for people outside of the
//! team, what monitoring showed, who was told when, contributing factors, the technical analysis, follow-up actions,
//! the story; how it was detected, and what went well. One finding names them all. A short note without such headings
//! is left alone, and what many documents of the same folder
//! lack is told once for all of them (`missing-in-many`).
//!
//! ## Why
//!
//! Each part answers a question that somebody has later: support what to say, the next on-call what it looks like, the
//! organisation what to change. What went well is what must not be taken away by the next change (Erik Hollnagel,
//! "Safety-II").
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
//! ## Contributing factors
//!
//! - The pool has no limit
//! - Nothing watches the pool
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
//! ## Contributing factors
//!
//! - The pool has no limit
//! - Nothing watches the pool
//!
//! The requests queue up when the pool is full, and each of them holds a connection of the database until it times out.
//!
//! ## Detection
//!
//! The alert on the error rate fired after four minutes; the [dashboard](https://grafana.example/d/1) shows the queue.
//!
//! ## Timeline
//!
//! All times UTC.
//!
//! - 10:00 The queue fills
//! - 10:04 The alert fires; the on-call engineer is paged
//! - 10:10 The status page says so
//! - 11:00 The limit is in place
//!
//! ## What went well
//!
//! - The alert came early
//!
//! ## Action items
//!
//! - Limit the pool to 40 connections (@payments, due 2026-05-20, OPS-12)
//! ```

use crate::check::customs::Custom;
use crate::check::shape;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Element, Incident};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "missing-elements",
    group: Group::Completeness,
    level: Some(Level::Note),
    source: include_str!("missing_elements.rs"),
    check: Check::Facts(check),
};

fn check(facts: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    if !incident.elements.laid_out {
        return;
    }
    let missing: Vec<&str> = incident
        .elements
        .missing()
        .filter(|&element| {
            let custom = Custom::Element(element);
            !facts.customs.usually_lack(facts.input, incident, custom)
        })
        .map(Element::name)
        .collect();
    if missing.is_empty() {
        return;
    }
    let list = missing.join(", ");
    found.push(
        RULE.at(shape::title(facts.input, incident), format!("nothing here about {list}"))
            .help("a sentence under a heading of its own is enough; say so where there is nothing to tell"),
    );
}
