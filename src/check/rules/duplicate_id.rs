//! Two documents have one id.
//!
//! ## What it flags
//!
//! An id that another document states as well.
//!
//! ## Why
//!
//! Links and references by id lead to one of them only.
//!
//! ## Example
//!
//! ```markdown a.md
//! ---
//! id: INC-1
//! ---
//!
//! # Checkout was down
//!
//! On 3 May 2026 the checkout was down.
//! ```
//!
//! ```markdown b.md
//! ---
//! id: INC-1
//! ---
//!
//! # Search was down
//!
//! On 4 May 2026 the search was down.
//! ```
//!
//! ## Instead
//!
//! ```markdown a.md
//! ---
//! id: INC-1
//! ---
//!
//! # Checkout was down
//!
//! On 3 May 2026 the checkout was down.
//! ```
//!
//! ```markdown b.md
//! ---
//! id: INC-2
//! ---
//!
//! # Search was down
//!
//! On 4 May 2026 the search was down.
//! ```

use crate::check::{Check, Group, Rule};
use crate::diagnostic::Level;

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Consistency,
    level: Some(Level::Warning),
    source: include_str!("duplicate_id.rs"),
    check: Check::Stage,
};
