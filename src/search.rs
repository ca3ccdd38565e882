//! Full-text search: one tantivy schema, one tokenizer, one ranking.
//!
//! ```text
//! incidents → entry → index (in the cache folder, or in memory) ← plan ← query ← what somebody typed
//!                       ↓
//!                     hits → excerpt        export → pieces for the browser
//! ```
//!
//! tantivy's files have random names, so the index lives in the cache folder and never in the site. It can always be
//! made again: whatever is wrong with it, it is made again and nobody is told.

pub mod entry;
pub mod excerpt;
pub mod export;
pub mod hits;
pub mod index;
pub mod lengths;
pub mod plain;
pub mod plan;
pub mod query;
pub mod schema;
pub mod spelled;
pub mod spoken;
pub mod synonyms;
pub mod tokenizer;
pub mod vocabulary;

pub use hits::{Hit, Hits};
pub use index::{SearchIndex, forget, prepare};
