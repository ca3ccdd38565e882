//! A link to a heading that is not there.
//!
//! ## What it flags
//!
//! Links with `#…` to a heading that neither this document nor the linked one has.
//!
//! ## Why
//!
//! The browser stays at the top of the page, and the reader does not know what was meant.
//!
//! ## Example
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! See [the times](#time-line).
//!
//! ## Timeline
//!
//! - 2026-05-03 10:00 UTC The queue fills
//! ```
//!
//! ## Instead
//!
//! ```markdown
//! # Checkout was down
//!
//! ## Summary
//!
//! On 3 May 2026 the checkout was down for an hour.
//!
//! See [the times](#timeline).
//!
//! ## Timeline
//!
//! - 2026-05-03 10:00 UTC The queue fills
//! ```

use crate::check::links;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "broken-anchor",
    group: Group::Consistency,
    level: Some(Level::Note),
    source: include_str!("broken_anchor.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for link in links::all(context) {
        let Some((path, wanted)) = link
            .url
            .split_once('#')
            .filter(|(_, wanted)| !wanted.is_empty())
        else {
            continue;
        };
        let text = match path {
            "" => Some(context.source.text.as_str()),
            path => match context.links.target(&context.source.path, path) {
                links::Target::Document(file) => {
                    Some(context.input.sources.get(file).text.as_str())
                }
                _ => None,
            },
        };
        let Some(text) = text else { continue };
        let Some(near) = links::anchor(text, wanted).err() else {
            continue;
        };
        let mut diagnostic = RULE.at(link.span, format!("no heading here is called `#{wanted}`"));
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!("did you mean `#{near}`?"));
            if let Some(place) = links::place(context, &link) {
                diagnostic = diagnostic.fix(
                    format!("link to `#{near}`"),
                    place,
                    format!("{path}#{near}"),
                );
            }
        } else {
            diagnostic = diagnostic
                .help("a heading's anchor is its words in lower case with `-` between them");
        }
        found.push(diagnostic);
    }
}
