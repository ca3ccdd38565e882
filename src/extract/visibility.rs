//! Who may read the document. What cannot be understood closes it: a slip must not publish what was meant to stay inside.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Visibility};
use crate::span::Span;

/// How much of a document's beginning is looked at where its front matter cannot be read.
const HEAD: usize = 4096;

pub fn extract(context: &Context<'_>, incident: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    incident.visibility = stated(context, diagnostics);
}

fn stated(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Visibility {
    let mut closed = |span: Span, message: String| {
        diagnostics.push(
            Diagnostic::warning("visibility-unknown", span, message)
                .help("write `visibility: public`, `internal` or `restricted`; until then the document counts as restricted"),
        );
        Visibility::Restricted
    };
    if is_unreadable(context) {
        let mut end = context.source.text.len().min(HEAD);
        while !context.source.text.is_char_boundary(end) {
            end -= 1;
        }
        let head = context.source.text[..end].to_lowercase();
        if ["visib", "restrict", "confidential"]
            .iter()
            .any(|word| head.contains(word))
        {
            let span = Span::new(context.source.id, 0..0);
            return closed(
                span,
                "front matter that speaks of visibility cannot be read".into(),
            );
        }
    }
    let mut visibility = Visibility::Internal;
    for field in &context.fields {
        let in_front = field.part.is_none();
        let says = field.value.to_lowercase();
        let span = field
            .source
            .span()
            .unwrap_or(Span::new(context.source.id, 0..0));
        match field.name.as_str() {
            "visibility" => match says.as_str() {
                "restricted" | "confidential" => return Visibility::Restricted,
                "public" if in_front => visibility = Visibility::Public,
                "internal" if in_front => visibility = Visibility::Internal,
                _ if in_front => {
                    return closed(span, format!("`{}` is no visibility", field.value));
                }
                _ => {}
            },
            "restricted" | "confidential" if in_front && says != "false" && says != "no" => {
                return Visibility::Restricted;
            }
            name if in_front && is_slip(name) => {
                return closed(span, format!("`{name}` looks like `visibility`"));
            }
            _ => {}
        }
    }
    visibility
}

/// Front matter that is there, and of which no field could be read.
fn is_unreadable(context: &Context<'_>) -> bool {
    match &context.document.front_matter {
        Some(front) => front.fields.is_empty(),
        None => context.source.text.starts_with("---") || context.source.text.starts_with("+++"),
    }
}

/// `visibilty`, `visiblity`: one word that begins like it and has nearly its length.
fn is_slip(name: &str) -> bool {
    name.starts_with("visib") && name.len().abs_diff("visibility".len()) <= 2
}
