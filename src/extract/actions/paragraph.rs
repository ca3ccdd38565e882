//! Paragraphs that are an action by their number, or that close a list instead of adding to it.

use crate::extract::headings::words;
use crate::parse::{Block, BlockKind, Inline};

/// A paragraph that begins with a number of its own, and what is behind it: `R2. …`, `REC-3: …`.
pub fn numbered(block: &Block) -> Option<(&str, Inline)> {
    let BlockKind::Paragraph(inline) = &block.kind else {
        return None;
    };
    let text = inline.text.trim_start();
    let begin = inline.text.len() - text.len();
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = text[letters..].trim_start_matches('-');
    let at = text.len() - digits.len();
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let rest = digits[length..].strip_prefix(['.', ':', ')'])?;
    ((1..=3).contains(&letters) && (1..=2).contains(&length) && rest.starts_with(' ')).then(|| {
        let rest = inline.trimmed_slice(inline.text.len() - rest.len()..inline.text.len());
        (&inline.text[begin..begin + at + length], rest)
    })
}

/// "All steps have been completed.": what closes a list instead of adding to it.
pub fn closes_all(text: &str) -> bool {
    let words = words(first_sentence(text));
    let has = |wanted: &[&str], among: &[String]| {
        among.iter().any(|word| wanted.contains(&word.as_str()))
    };
    let among = |from: usize, to: usize| {
        words
            .get(from.min(words.len())..to.min(words.len()))
            .unwrap_or_default()
    };
    words.first().is_some_and(|word| word == "all")
        && words.len() <= 12
        && has(
            &[
                "steps",
                "actions",
                "items",
                "measures",
                "tasks",
                "remediations",
                "follow-ups",
            ],
            among(1, 6),
        )
        && has(&["have", "are", "were"], &words)
        && words.last().is_some_and(|last| {
            matches!(
                last.as_str(),
                "completed" | "complete" | "done" | "closed" | "finished" | "implemented"
            )
        })
        && !has(
            &[
                "not", "until", "when", "once", "should", "must", "will", "be",
            ],
            &words,
        )
}

fn first_sentence(text: &str) -> &str {
    text.split(['.', '!']).next().unwrap_or_default()
}
