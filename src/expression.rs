//! Regular expressions over prose.

use regex::{Captures, Regex};

/// Compiles a pattern of the program's own, in which `\b` and `\d` mean ASCII: that is what they say about English words
/// and written numbers, and the engine stays on its fast path beside `’` and `–`.
///
/// # Panics
/// Where the pattern is malformed: patterns are constants, and each is compiled by the tests.
pub fn expression(pattern: &str) -> Regex {
    let ascii = pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
    Regex::new(&ascii).expect("a well-formed pattern")
}

/// The groups of the first match. Where there is none, as mostly, it is found out without making room for groups.
pub fn captures<'t>(pattern: &Regex, text: &'t str) -> Option<Captures<'t>> {
    pattern
        .is_match(text)
        .then(|| pattern.captures(text))
        .flatten()
}

/// One expression for several patterns.
pub fn any_of(patterns: &[&str]) -> Regex {
    let grouped: Vec<String> = patterns
        .iter()
        .map(|pattern| format!("(?:{pattern})"))
        .collect();
    expression(&grouped.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_quotes_and_dashes() {
        let failed = expression(r"\bfail(?:ed|s)\b");
        assert!(failed.is_match("“failed”"));
        assert!(failed.is_match("it–fails–often"));
        assert!(!failed.is_match("failsafe"));
    }

    #[test]
    fn numbers_are_written_with_the_usual_digits() {
        let number = expression(r"[#\d]+");
        assert_eq!(
            number.find("see #12").map(|found| found.as_str()),
            Some("#12")
        );
    }
}
