//! Blocks that an author keeps inside: `<!-- internal -->…<!-- /internal -->`.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<!--\s*(/?)\s*internal\b.*?(?:-->|\z)").expect("a sound pattern")
});

/// The blocks of a text, from mark to mark. A block that never ends goes to the end.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    pub ranges: Vec<Range<usize>>,
    /// Marks without their other half: what the author meant is not known.
    pub alone: Vec<Range<usize>>,
}

/// Finds them wherever they stand, in code as well: who writes about the marks has them taken for marks.
pub fn find(text: &str) -> Blocks {
    let mut blocks = Blocks::default();
    let mut open: Vec<Range<usize>> = Vec::new();
    for found in MARK.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let closes = found.get(1).is_some_and(|slash| !slash.is_empty());
        match (closes, open.len()) {
            (false, _) => open.push(whole.range()),
            (true, 0) => blocks.alone.push(whole.range()),
            (true, 1) => {
                let start = open.remove(0).start;
                blocks.ranges.push(start..whole.end());
            }
            (true, _) => {
                open.pop();
            }
        }
    }
    if let Some(first) = open.first() {
        blocks.ranges.push(first.start..text.len());
        blocks.alone.extend(open);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> (String, usize) {
        let found = find(text);
        (
            super::super::without(text, &found.ranges),
            found.alone.len(),
        )
    }

    #[test]
    fn what_stands_between_the_marks_goes_nested_and_in_any_spelling() {
        for (text, left) in [
            ("a<!-- internal -->b<!-- /internal -->c", "ac"),
            ("a<!--INTERNAL: a reason-->b<!--/ Internal-->c", "ac"),
            (
                "a<!-- internal -->b<!-- internal -->c<!-- /internal -->d<!-- /internal -->e",
                "ae",
            ),
            ("a<!-- internal\n-->b\n<!-- /internal -->\nc", "a\nc"),
            ("a<!-- internally -->b", "a<!-- internally -->b"),
        ] {
            assert_eq!(kept(text), (left.to_string(), 0), "{text}");
        }
    }

    #[test]
    fn marks_without_their_other_half_are_told_and_open_nothing() {
        assert_eq!(kept("a<!-- internal -->b"), ("a".into(), 1));
        assert_eq!(kept("a<!-- internal"), ("a".into(), 1));
        assert_eq!(kept("a<!-- /internal -->b").1, 1);
    }
}
