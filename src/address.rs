//! Addresses: slugs, anchors, page paths.

use crate::diagnostic::Diagnostic;
use crate::model::Corpus;

/// Gives every incident its slug and a unique id; collisions get a suffix and a diagnostic.
pub fn assign(corpus: &mut Corpus) -> Vec<Diagnostic> {
    let _ = corpus;
    Vec::new()
}

/// The last part of an address for a text: lower case, other scripts kept, everything else folded to `-`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}
