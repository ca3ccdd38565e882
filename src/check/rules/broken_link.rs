//! A link to a file that is not there.
//!
//! ## What it flags
//!
//! Links and images with a path below the content folder where nothing lies. Addresses of other sites are not visited.
//!
//! ## Why
//!
//! The reader who follows it is the one who wanted to know more.
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
//! See [the incident of March](2026-03-01-checkout.md).
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
//! See [the site](https://example.com/2026-03-01).
//! ```

use crate::check::links;
use crate::check::{Check, Context, Group, Rule};
use crate::diagnostic::{Diagnostic, Level};

/// See the head of this file.
pub static RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Consistency,
    level: Some(Level::Warning),
    source: include_str!("broken_link.rs"),
    check: Check::Text(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // Images that did not come along with their document are one finding.
    let mut lost: Option<Diagnostic> = None;
    let mut number = 0;
    for link in links::all(context) {
        if let links::Target::Missing(near) = context.links.target(&context.source.path, link.url) {
            let mut diagnostic = RULE.at(link.span, format!("nothing lies at `{}`", link.url));
            diagnostic = match (near, links::place(context, &link)) {
                (Some(near), Some(place)) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .fix(format!("link to `{near}`"), place, near),
                _ => {
                    number += 1;
                    lost = Some(match lost {
                        None => {
                            diagnostic.help("links are relative to the folder of their document")
                        }
                        Some(first) => first.label(link.span, format!("nor at `{}`", link.url)),
                    });
                    continue;
                }
            };
            found.push(diagnostic);
        }
    }
    if let Some(mut first) = lost {
        if number > 1 {
            first
                .message
                .push_str(&format!(", the first of {number} broken links here"));
        }
        found.push(first);
    }
}
