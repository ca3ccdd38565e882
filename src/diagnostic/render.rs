//! Diagnostics as text: one file per form.

mod concise;
mod full;
mod github;
mod json;
mod sarif;

pub use concise::concise;
pub use full::{full, plain};
pub use github::github;
pub use json::{Report, json};
pub use sarif::{About, sarif};
