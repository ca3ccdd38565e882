//! An `allow` comment allows nothing.
//!
//! ## What it flags
//!
//! `<!-- kb: allow RULE reason -->` where that rule finds nothing, or where no rule is called so.
//!
//! ## Why
//!
//! The sentence has changed, and the comment would hide the next finding.
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
//! <!-- kb: allow judgement we quote the ticket -->
//!
//! The disk was full.
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
//! <!-- kb: allow judgement the word is the ticket's -->
//!
//! The disk was obviously full.
//! ```

use crate::check::{Check, Group, Rule};
use crate::diagnostic::Level;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "unused-allow",
    group: Group::Consistency,
    level: Some(Level::Note),
    source: include_str!("unused_allow.rs"),
    check: Check::Stage,
};
