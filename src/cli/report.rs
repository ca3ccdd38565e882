//! What a run says on standard error.

use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use crate::span::Sources;

/// Prints trouble with the world.
pub fn error(error: &Error) {
    if let Some((sources, diagnostics)) = error.diagnostics() {
        self::diagnostics(sources, diagnostics);
    }
    anstream::eprintln!("error: {error}");
}

/// Prints diagnostics, in their order.
pub fn diagnostics(sources: &Sources, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let position = sources.position(diagnostic.span);
        let level = match diagnostic.level {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        };
        anstream::eprintln!(
            "{}:{}:{}: {level}[{}]: {}",
            sources.shown(diagnostic.span.file),
            position.line,
            position.column,
            diagnostic.rule,
            diagnostic.message
        );
    }
}
