//! What a run says on standard error.

use super::options::Terminal;
use crate::diagnostic::{Diagnostic, Level, render};
use crate::error::Error;
use crate::span::Sources;
use std::collections::BTreeMap;

/// A rule that found more than this is shown by its first few places, unless everything is asked for.
const MANY: usize = 20;
const FEW: usize = 3;

/// Prints trouble with the world.
pub fn error(error: &Error) {
    if let Some((sources, diagnostics)) = error.diagnostics() {
        for diagnostic in diagnostics {
            anstream::eprintln!("{}\n", render::full(sources, diagnostic));
        }
    }
    anstream::eprintln!("{BOLD_RED}error{BOLD_RED:#}: {error}");
}

const BOLD_RED: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const BOLD_YELLOW: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

/// Prints what is no place in a file.
pub fn warning(message: &str) {
    anstream::eprintln!("{BOLD_YELLOW}warning{BOLD_YELLOW:#}: {message}");
}

/// Prints diagnostics in their order: errors if quiet, warnings too by default, notes as well if verbose.
pub fn diagnostics(sources: &Sources, diagnostics: &[Diagnostic], terminal: &Terminal) {
    anstream::eprint!("{}", text(sources, diagnostics, terminal));
}

/// The same as text with colours.
pub fn text(sources: &Sources, diagnostics: &[Diagnostic], terminal: &Terminal) -> String {
    let mut text = String::new();
    let least = match (terminal.quiet, terminal.verbose) {
        (true, _) => Level::Error,
        (false, 0) => Level::Warning,
        (false, _) => Level::Note,
    };
    let mut numbers = BTreeMap::new();
    for diagnostic in diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level >= least)
    {
        *numbers.entry(diagnostic.rule).or_insert(0usize) += 1;
    }
    let mut shown = BTreeMap::new();
    for diagnostic in diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level >= least)
    {
        let many = terminal.verbose == 0 && numbers[diagnostic.rule] > MANY;
        let place = shown.entry(diagnostic.rule).or_insert(0usize);
        *place += 1;
        if !many || *place <= FEW {
            text.push_str(&format!("{}\n\n", render::full(sources, diagnostic)));
        }
        if many && *place == FEW {
            let more = numbers[diagnostic.rule] - FEW;
            text.push_str(&format!(
                "{BOLD_YELLOW}warning{BOLD_YELLOW:#}: {more} more of `{}`; -v shows them\n\n",
                diagnostic.rule
            ));
        }
    }
    text
}

/// `1 incident`, `12,400 incidents`.
pub fn count(amount: usize, noun: &str) -> String {
    let plural = if amount == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(amount))
}

/// `12,400`.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(count(0, "page"), "0 pages");
        assert_eq!(count(1, "page"), "1 page");
        assert_eq!(count(12_400, "page"), "12,400 pages");
        assert_eq!(count(1_234_567, "page"), "1,234,567 pages");
    }
}
