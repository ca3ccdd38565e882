//! What happened when.

use super::moment::Moment;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// One entry of a document's timeline, in the document's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEvent {
    pub at: Moment,
    /// The entry's own line or first paragraph, without the time.
    pub text: String,
    pub span: Span,
}
