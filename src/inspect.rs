//! What was understood, for the people who write the documents: every value with its source and place, and what was not
//! understood. `kb inspect` prints it.

mod document;
mod facts;
mod folder;
mod json;

use crate::extract::headings::Headings;
use crate::extract::outline::Outline;
use crate::parse;
use crate::read::Input;
use crate::span::{FileId, Span};

pub use document::document;
pub use facts::{Fact, facts};
pub use folder::folder;
pub use json::json;

/// A heading whose words say nothing to `kb`, and whose section no other heading explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub text: String,
    pub span: Span,
}

/// The headings of a document that are not understood, in its order.
pub fn unknown_headings(input: &Input, file: FileId) -> Vec<Unknown> {
    let headings = Headings::new(&input.config.headings);
    let document = parse::document(input.sources.get(file)).value;
    let outline = Outline::new(&document, &headings);
    outline
        .parts
        .iter()
        .enumerate()
        .filter(|(index, part)| {
            part.is_heading && part.within.is_none() && Some(*index) != outline.title
        })
        .filter_map(|(_, part)| {
            let title = part.title.as_ref()?;
            let text = part.title_text().to_string();
            (!text.is_empty()).then_some(Unknown {
                text,
                span: title.span,
            })
        })
        .collect()
}

/// `text` on one line, cut to a number of characters.
fn short(text: &str, most: usize) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ");
    let plain: String = line
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if plain.chars().count() <= most {
        return plain;
    }
    let cut: String = plain.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
