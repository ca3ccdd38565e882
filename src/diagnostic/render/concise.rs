//! `file:line:column: level[rule]: message`, one line for each: for editors and scripts.

use crate::diagnostic::Diagnostic;
use crate::span::Sources;

/// One line without its end; control characters of the content are escaped.
pub fn concise(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = sources.position(diagnostic.span);
    let line = format!(
        "{}:{}:{}: {}[{}]: {}",
        sources.shown(diagnostic.span.file),
        place.line,
        place.column,
        diagnostic.level.name(),
        diagnostic.rule,
        diagnostic.message
    );
    if line.chars().any(char::is_control) {
        return line
            .chars()
            .flat_map(|c| {
                if c.is_control() {
                    c.escape_debug().collect::<Vec<_>>()
                } else {
                    vec![c]
                }
            })
            .collect();
    }
    line
}
