//! Regular expressions over prose.

use aho_corasick::AhoCorasick;
use regex::{Captures, Regex};
use std::sync::OnceLock;

/// What `\w` means: letters of all scripts in a few stretches. As a list of each single one, and in both cases, they would
/// make up most of a compiled pattern.
const LETTERS: &str = r"[0-9A-Za-z_\u{B5}\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3041}-\u{D7FF}]";

/// Compiles a pattern of the program's own, in which `\b` and `\d` mean ASCII: that is what they say about English words
/// and written numbers, and the engine stays on its fast path beside `’` and `–`. What `\w` means, [`LETTERS`] says.
///
/// # Panics
/// Where the pattern is malformed: patterns are constants, and each is compiled by the tests.
pub fn expression(pattern: &str) -> Regex {
    let pattern = pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\W", r"(?-i:[^\w])");
    Regex::new(&with_letters(&pattern)).expect("a well-formed pattern")
}

/// A pattern with the stretches of letters for `\w`, which stand for both cases where they are not in a list of others.
fn with_letters(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let mut end = 0;
    for (at, name) in pattern.match_indices(r"\w") {
        let before = pattern[..at].trim_end_matches(|c| !matches!(c, '[' | ']'));
        let is_alone = before.is_empty() || before.ends_with(']') && !before.ends_with(r"\]");
        written.push_str(&pattern[end..at]);
        written.push_str(&match is_alone {
            true => format!("(?-i:{LETTERS})"),
            false => LETTERS.to_string(),
        });
        end = at + name.len();
    }
    written + &pattern[end..]
}

/// Words, or their beginnings, as they are written: `alert`, `Alert`, `ALERT`. The engine finds these many bytes at a time,
/// which it does not where each letter may be of any case.
pub fn as_written(words: &[&str]) -> String {
    let each = words.iter().flat_map(|word| {
        let (first, rest) = word.split_at(1);
        let capital = first.to_uppercase() + rest;
        [word.to_string(), capital, word.to_uppercase()]
    });
    format!("(?:{})", each.collect::<Vec<_>>().join("|"))
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

/// A pattern and its cues: small letters of which some stand, in any case, wherever it fits. Without cues it is always
/// looked for.
pub type Cued = (&'static [&'static str], &'static str);

/// Several patterns, each looked for, and compiled, only where one of its cues stands.
pub struct AnyCued {
    cues: AhoCorasick,
    /// Which pattern a cue is of.
    of: Vec<usize>,
    patterns: Vec<(Cued, OnceLock<Regex>)>,
}

impl AnyCued {
    /// # Panics
    /// Where there are more patterns than bits in a `u32`.
    pub fn new(patterns: &[Cued]) -> Self {
        assert!(patterns.len() <= u32::BITS as usize);
        let of = |(at, (cues, _)): (usize, &Cued)| std::iter::repeat_n(at, cues.len());
        let cues = patterns.iter().flat_map(|(cues, _)| *cues);
        let cues = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(cues);
        Self {
            cues: cues.expect("a few short words"),
            of: patterns.iter().enumerate().flat_map(of).collect(),
            patterns: patterns
                .iter()
                .map(|cued| (*cued, OnceLock::new()))
                .collect(),
        }
    }

    /// Whether a pattern fits here, looked for whether a cue of it stands or not.
    #[cfg(test)]
    pub fn fits_without_cue(&self, text: &str) -> bool {
        let mut patterns = self.patterns.iter();
        patterns.any(|((_, pattern), _)| expression(pattern).is_match(text))
    }

    /// Whether any of the patterns fits.
    pub fn is_match(&self, text: &str) -> bool {
        let mut cued = 0u32;
        for cue in self.cues.find_overlapping_iter(text) {
            cued |= 1 << self.of[cue.pattern()];
        }
        let mut patterns = self.patterns.iter().enumerate();
        patterns.any(|(at, ((cues, pattern), compiled))| {
            (cues.is_empty() || cued & 1 << at != 0)
                && compiled.get_or_init(|| expression(pattern)).is_match(text)
        })
    }
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
    fn words_are_written_with_the_letters_of_any_script() {
        let word = expression(r"^\w+$");
        for text in ["größe", "Ågård", "сбой", "障害", "ошибка_7"] {
            assert!(word.is_match(text), "{text}");
        }
        for text in ["a–b", "it’s", "✅", "→", "a b", "„x“"] {
            assert!(!word.is_match(text), "{text}");
        }
        assert!(expression(r"^\W$").is_match("–"));
        assert!(expression(r"^[\w ]+$").is_match("größe 7"));
    }

    #[test]
    fn words_are_written_small_with_a_capital_or_large() {
        let told = expression(&format!(r"\b{}", as_written(&["alert", "page"])));
        for text in ["an alert", "Alerts", "ALERTED", "Paged"] {
            assert!(told.is_match(text), "{text}");
        }
        assert!(!told.is_match("halert, aLERT"));
    }

    #[test]
    fn a_pattern_is_looked_for_where_its_cue_stands() {
        let any = AnyCued::new(&[
            (&["because", "cause"], r"(?i)\bcaused? by\b"),
            (&[], r"^why\b"),
        ]);
        assert!(any.is_match("It was CAUSED BY a typo"));
        assert!(any.is_match("why it broke"));
        assert!(!any.is_match("the cause, by and large"));
        assert!(!any.is_match("nobody knew why"));
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
