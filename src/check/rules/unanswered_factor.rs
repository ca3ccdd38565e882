//! A factor that no action answers.
//!
//! ## What it flags
//!
//! Where some factors have an action: a factor that none answers, by what the author states (`answers` in a side file),
//! else because no action shares a telling word with it.
//!
//! ## Why
//!
//! It may be a decision, then a sentence says so. Otherwise it is the condition under which it happens again.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Contributing factors
//!
//! - The connection pool has no limit
//! - Nobody is told when the certificate of the gateway expires
//!
//! ## Action items
//!
//! - Limit the connection pool to 40
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! ## Contributing factors
//!
//! - The connection pool has no limit
//! - Nobody is told when the certificate of the gateway expires
//!
//! ## Action items
//!
//! - Limit the connection pool to 40
//! - Page 30 days before a certificate expires
//! ```

use super::short;
use crate::check::earlier::telling;
use crate::check::{Check, Facts, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Basis, Factor, Incident};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "unanswered-factor",
    group: Group::Actions,
    level: Some(Level::Note),
    source: include_str!("unanswered_factor.rs"),
    check: Check::Facts(check),
};

fn check(_: &Facts<'_>, incident: &Incident, found: &mut Vec<Diagnostic>) {
    let actions = &incident.actions;
    if actions.iter().all(|action| action.answers.is_empty()) {
        return;
    }
    let stated = actions
        .iter()
        .any(|action| action.answers_basis == Some(Basis::Stated));
    let asked: LazyCell<FxHashSet<String>, _> = LazyCell::new(|| {
        let actions = actions.iter();
        actions
            .flat_map(|action| telling(&action.text.value))
            .collect()
    });
    let answered = |factor: &&Factor| {
        actions
            .iter()
            .any(|action| action.answers.contains(&factor.id))
    };
    for factor in incident.factors.iter().filter(|factor| !answered(factor)) {
        // Without a statement only what no action comes near to is surely left.
        let far = || {
            let words = telling(&factor.text.value);
            words.len() >= 3 && words.iter().all(|word| !asked.contains(word))
        };
        let listed = || factor.text.value.split_whitespace().count() <= 14;
        let left = stated || listed() && far();
        if let Some(span) = factor.text.source.span().filter(|_| left) {
            found.push(
                RULE.at(
                    span,
                    format!("no action answers {}", short(&factor.text.value)),
                )
                .help("add an action, or a sentence on why none is worth it"),
            );
        }
    }
}
