//! Five whys: a chain of questions, each answered by the next cause.

use crate::extract::items::{bullet_lines, flat, is_hint, list_entries};
use crate::extract::outline::Part;
use crate::model::Sourced;
use crate::parse::{Block, BlockKind, Inline};
use std::borrow::Borrow;

/// The answers in order. A question that stands alone is followed by its answer; "Why …? Because …" holds both.
pub fn chain(part: &Part<'_>) -> Vec<Sourced<String>> {
    let mut lines: Vec<Inline> = Vec::new();
    for block in &part.blocks {
        gather(block.borrow(), &mut lines);
    }
    lines.iter().filter_map(answer).collect()
}

fn gather(block: &Block, lines: &mut Vec<Inline>) {
    match &block.kind {
        BlockKind::Paragraph(inline) => match bullet_lines(inline) {
            Some(bullets) => lines.extend(bullets),
            None if is_hint(inline) => {}
            None => lines.extend(inline.lines().map(|line| line.trimmed())),
        },
        BlockKind::List { .. } => {
            for entry in list_entries(block).into_iter().flatten() {
                lines.push(entry.text.clone());
                entry.more.iter().for_each(|block| gather(block, lines));
            }
        }
        BlockKind::Table { rows, .. } => {
            lines.extend(
                rows.iter()
                    .filter_map(|row| row.cells.last())
                    .map(Inline::trimmed),
            );
        }
        _ => {}
    }
}

/// What a line answers: the words after its question mark, after "because", or all of them where it asks nothing.
fn answer(line: &Inline) -> Option<Sourced<String>> {
    let text = &line.text;
    let mut start = text.rfind('?').map_or(0, |at| at + 1);
    if start == 0
        && let Some(label) = label(text)
    {
        start = label;
    }
    let rest = text[start..].trim_start_matches([' ', '\n', ':', '-', '–', '—', '*', '.', ')']);
    start = text.len() - rest.len();
    let lower = rest.to_lowercase();
    for opener in ["because ", "answer: ", "a: "] {
        if lower.starts_with(opener) && rest.is_char_boundary(opener.len()) {
            start += opener.len();
        }
    }
    let words = flat(&text[start..]);
    let is_sentence = words.split(' ').count() >= 3;
    is_sentence.then(|| Sourced::text(words, line.span_of(start..text.len())))
}

/// `Why 2:`, `Why #3 -`: where the label ends.
fn label(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("why")?;
    let digits = rest
        .trim_start_matches([' ', '#'])
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.len() - digits.len();
    (number > 0 && digits.trim_start().starts_with([':', '-', '.', ')'])).then(|| {
        let at = text.len() - digits.len();
        at + digits.find([':', '-', '.', ')']).map_or(0, |at| at + 1)
    })
}
