//! Full-text search: one tantivy schema, one tokenizer, one ranking.
