//! The timeline: dated or timed entries of lists, tables, headings and lines.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::model::Incident;

pub fn extract(context: &Context<'_>, incident: &mut Incident, diagnostics: &mut Vec<Diagnostic>) {
    let _ = (context, incident, diagnostics);
}
