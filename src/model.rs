//! The words of the domain as types: what an incident's retrospective says.
//!
//! Model types know no HTML, no JSON and no template; each boundary has view types of its own.

pub mod action_item;
pub mod corpus;
pub mod elements;
pub mod factor;
pub mod incident;
pub mod moment;
pub mod severity;
pub mod sourced;
pub mod timeline;

pub use action_item::{ActionItem, ActionKind, ActionState, Basis, Due};
pub use corpus::{Corpus, LeftOut};
pub use elements::{Element, Elements};
pub use factor::Factor;
pub use incident::*;
pub use moment::{Moment, Precision, Zone};
pub use severity::Severity;
pub use sourced::{OrText, Source, Sourced};
pub use timeline::TimelineEvent;
