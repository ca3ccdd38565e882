//! `kb` turns a folder of incident retrospectives into a knowledge base.
//!
//! ```text
//! files → read → parse → extract → audience → patterns → { check, search, export, site } → output
//! ```
//!
//! Modules stand in the order of the pipeline, and a module uses only modules that are declared before it.
//!
//! What holds everywhere, and the test that keeps it:
//!
//! - Only `read`, `output`, `search`, `serve` and the commands touch the outside world
//!   (`architecture::only_the_doors_touch_the_file_system`).
//! - The model knows no HTML, no JSON, no template and no index (`architecture::the_model_knows_no_boundary`).
//! - Content never ends a build: what is wrong with it is a diagnostic with its place (`bad_input`, and the properties in `extract` and `html`).
//! - The same input gives the same bytes, whatever the folder and the number of threads
//!   (`bad_input::the_same_folder_gives_the_same_bytes_anywhere_and_with_any_number_of_threads`).
//! - What is built step by step has the bytes of what is built at once (`incremental`).
//! - A build that is killed leaves the site before or the site after (`kill`).
//! - People stand on the page of their own incident and nowhere else
//!   (`patterns::people_stand_on_their_incidents_page_and_nowhere_else`).
//! - What a reader may not see is in no byte of what is made for that reader
//!   (`audience::of_internal_documents_no_word_is_anywhere`).
//! - No page needs another host or an inline script (`site::no_page_needs_another_host_or_an_inline_script`).

/// Regular expressions over prose.
pub mod expression;

/// Places in source files.
pub mod span;

/// What `kb` has to say about content: located, explained, never fatal.
pub mod diagnostic;

/// Trouble with the world: printed once, with a way out.
pub mod error;

/// The words of the domain as types.
pub mod model;

/// TOML and YAML as trees of values with their places.
pub mod values;

/// `kb.toml`.
pub mod config;

/// Services and teams: canonical names, aliases, owners, links.
pub mod catalog;

/// Side files that correct what documents say.
pub mod overrides;

/// Snapshots of issue trackers: tickets with their states.
pub mod trackers;

/// The project folder as it is; the only reader of the outside world.
pub mod read;

/// Keeps people out of everything but their own incident's page.
pub mod people;

/// From bytes to front matter and a tree of sections.
pub mod parse;

/// From a document to an incident.
pub mod extract;

/// What the readers of this build may see.
pub mod audience;

/// Slugs, anchors, page paths.
pub mod address;

/// All action items: one id and one state each, from text, side file and trackers.
pub mod ledger;

/// What shows only across incidents.
pub mod patterns;

/// The ledger as lists and counts.
pub mod backlog;

/// What a team should hear of once in a while.
pub mod digest;

/// Better retrospectives before they are merged: rules over text and facts.
pub mod check;

/// The tantivy index and its queries.
pub mod search;

/// The data contract.
pub mod export;

/// What was understood of a document or a folder, for its author.
pub mod inspect;

/// The list of pages, and the bytes of each.
pub mod site;

/// Writes a site into its folder, all of it or nothing.
pub mod output;

/// The whole program on one screen.
pub mod pipeline;

/// The site while it is written: in memory, in the browser, current.
pub mod serve;

/// Fetches snapshots of trackers.
pub mod sync;

/// The command line.
pub mod cli;
