//! Why an incident was possible.

use super::sourced::Sourced;
use serde::{Deserialize, Serialize};

/// A contributing factor: one thing that the document presents as a cause, a condition or a trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Short name within the incident: `f1`, `f2`, … in the document's order.
    pub id: String,
    pub text: Sourced<String>,
    /// The author is not sure of it: "we suspect", "probably". It stays on its own page, marked.
    pub uncertain: bool,
    /// Keys of the taxonomy's categories, sorted; empty where none fits.
    pub categories: Vec<String>,
    /// What the author says they are, in front matter or a side file: it takes the place of what the words suggest.
    pub stated_categories: Option<Vec<String>>,
}
