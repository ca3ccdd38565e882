//! Entries of lists, tables and prose, in a form that factors, actions and lessons share.

use crate::parse::{Block, BlockKind, Inline, Item, MarkKind};
use crate::span::Span;
use std::borrow::Borrow;
use std::ops::Range;

/// One thing that an author lists.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub text: Inline,
    /// `Some(true)` for `[x]`, `Some(false)` for `[ ]`.
    pub task: Option<bool>,
    /// What stands below it: nested lists, further paragraphs.
    pub more: &'a [Block],
    pub span: Span,
}

impl<'a> Entry<'a> {
    fn of(item: &'a Item) -> Option<Self> {
        let lead = item.lead()?;
        let at = item.blocks.iter().position(|block| matches!(&block.kind, BlockKind::Paragraph(inline) if std::ptr::eq(inline, lead)));
        let more = item
            .blocks
            .get(at.map_or(1, |at| at + 1)..)
            .unwrap_or_default();
        Some(Self {
            text: lead.trimmed(),
            task: item.task,
            more,
            span: item.span,
        })
    }

    /// Entries of the nested lists.
    pub fn nested(&self) -> Vec<Entry<'a>> {
        self.more
            .iter()
            .filter_map(list_entries)
            .flatten()
            .collect()
    }

    /// Whether it only names a group of nested entries: `Payments`, `**Short term**:`.
    pub fn is_group(&self) -> bool {
        let text = self.text.text.trim();
        let words = text.split_whitespace().take(7).count();
        let is_label = text.ends_with(':') && words <= 5
            || words <= 3
            || self.text.is_all(&MarkKind::Strong) && words <= 6;
        is_label
            && self.task.is_none()
            && self.text.links().next().is_none()
            && !self.nested().is_empty()
    }
}

/// The entries of a list block.
pub fn list_entries(block: &Block) -> Option<Vec<Entry<'_>>> {
    match &block.kind {
        BlockKind::List { items, .. } => Some(items.iter().filter_map(Entry::of).collect()),
        _ => None,
    }
}

/// Whether any of the blocks is a list or a table.
pub fn has_items<B: Borrow<Block>>(blocks: &[B]) -> bool {
    blocks.iter().any(|block| {
        matches!(
            block.borrow().kind,
            BlockKind::List { .. } | BlockKind::Table { .. }
        )
    })
}

/// The lines of a paragraph that is a list in disguise: each begins with a bullet, a number or a tick. Cells of tables
/// and mail texts are written so.
pub fn bullet_lines(inline: &Inline) -> Option<Vec<Inline>> {
    if let Some(items) = lettered(inline) {
        return Some(items);
    }
    let lines: Vec<Inline> = inline.lines().filter(|line| !line.is_empty()).collect();
    let bullet = |line: &Inline| {
        let text = line.text.trim_start();
        let begin = line.text.len() - text.len();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = if digits > 0 && digits <= 2 {
            text[digits..]
                .strip_prefix(['.', ')'])
                .filter(|rest| rest.starts_with(' '))
                .or_else(|| numbered_by_section(&text[digits..]))
        } else {
            [
                "- ", "* ", "• ", "– ", "· ", "#. ", "[] ", "[ ] ", "[~] ", "[/] ", "[-] ", "[x] ",
                "[X] ", "✅ ", "✔ ", "☑ ", "❌ ", "⏳ ", "🚧 ", "🔲 ", "⬜ ", "☐ ",
            ]
            .iter()
            .find_map(|bullet| {
                // A tick is part of what the line says; a bullet is not.
                let is_tick = !bullet.starts_with(['-', '*', '•', '–', '·', '#']);
                text.strip_prefix(bullet)
                    .map(|rest| if is_tick { text } else { rest })
            })
        }?;
        Some(line.trimmed_slice(begin + text.len() - rest.len()..line.text.len()))
    };
    let stripped: Vec<_> = lines.iter().map(bullet).collect();
    let bullets = stripped.iter().filter(|line| line.is_some()).count();
    (bullets >= 1 && bullets * 3 >= lines.len() * 2)
        .then(|| stripped.into_iter().flatten().collect())
}

/// The items of a paragraph whose lines begin with `a)`, `b)` … in this order; what is wrapped belongs to the item above.
fn lettered(inline: &Inline) -> Option<Vec<Inline>> {
    let text = inline.text.as_str();
    let begin = text.len() - text.trim_start_matches([' ', '(']).len();
    if !text[begin..].starts_with("a)") {
        return None;
    }
    let mut starts = vec![begin];
    for (at, _) in text.match_indices('\n') {
        let line = &text[at + 1..];
        let rest = line.trim_start_matches([' ', '(']);
        let wanted = b'a' + u8::try_from(starts.len()).ok()?;
        if rest.as_bytes().first() == Some(&wanted) && rest[1..].starts_with(')') {
            starts.push(at + 1 + line.len() - rest.len());
        }
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    let item = |(start, end): (&usize, usize)| {
        let end = text[..end].trim_end_matches([' ', '(', '\n']).len();
        inline.trimmed_slice((start + "a)".len()).min(end)..end)
    };
    (starts.len() >= 2).then(|| starts.iter().zip(ends).map(item).collect())
}

/// What follows a number such as `6.1`, where a sentence does.
fn numbered_by_section(behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix('.')?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let words = rest[digits..].trim_start_matches(['.', ')']);
    let mut letters = words.strip_prefix(' ')?.chars();
    let is_sentence = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && words.split_whitespace().count() >= 4;
    ((1..=2).contains(&digits) && is_sentence).then_some(words)
}

/// All running text of a block, in order: paragraphs, items, cells.
pub fn inlines<'b>(block: &'b Block, found: &mut Vec<&'b Inline>) {
    match &block.kind {
        BlockKind::Paragraph(inline) => found.push(inline),
        BlockKind::List { items, .. } => {
            items
                .iter()
                .flat_map(|item| &item.blocks)
                .for_each(|block| inlines(block, found));
        }
        BlockKind::Table { rows, .. } => found.extend(rows.iter().flat_map(|row| &row.cells)),
        _ => {}
    }
}

/// Whether a paragraph is wholly in italics or in brackets: a hint of the template that was left in.
pub fn is_hint(inline: &Inline) -> bool {
    let text = inline.text.trim();
    let within = |open: char, close: char| {
        text.strip_prefix(open)
            .and_then(|text| text.strip_suffix(close))
            .is_some_and(|inner| !inner.contains([open, close]) && inner.contains(' '))
    };
    let is_placeholder = within('[', ']') || within('<', '>');
    inline.is_all(&MarkKind::Emphasis) || is_placeholder && inline.links().next().is_none()
}

/// Words on one line: line breaks and runs of blanks are single blanks.
pub fn flat(text: &str) -> String {
    if is_flat(text) {
        return text.to_string();
    }
    let mut flat = String::with_capacity(text.len());
    let mut add = |word| {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    };
    match text.is_ascii() {
        true => text.split_ascii_whitespace().for_each(&mut add),
        false => text.split_whitespace().for_each(&mut add),
    }
    flat
}

/// Whether a text is surely on one line with single blanks: most are.
fn is_flat(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    // Without leaving early, so that many bytes are looked at together.
    let plain = |all, byte: &u8| all & matches!(byte, b' '..=b'~');
    let apart = |all, (this, next): (&u8, &u8)| all & ((*this != b' ') | (*next != b' '));
    *first != b' '
        && *last != b' '
        && bytes.iter().fold(true, plain)
        && bytes.iter().zip(&bytes[1..]).fold(true, apart)
}

/// Abbreviations that end with a full stop and no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "vs", "approx", "mr", "mrs", "ms", "dr", "no", "st", "cf", "resp", "ca",
    "incl", "jan", "feb", "aug", "sept", "sep", "oct", "nov", "dec", "fig", "inc", "min", "max",
    "eg", "ie",
];

/// The sentences of running text, as ranges without white space at their ends.
pub fn sentences(inline: &Inline) -> Vec<Range<usize>> {
    let text = inline.text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    let inside = |at: usize| {
        inline.marks.iter().any(|mark| {
            !matches!(mark.kind, MarkKind::Strong | MarkKind::Emphasis)
                && mark.range.start < at
                && at < mark.range.end.saturating_sub(1)
        })
    };
    for at in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        if at < start || inside(at) {
            continue;
        }
        let after = &text[at + 1..];
        let closed = after.trim_start_matches(['"', '”', '\'', ')', ']', '`', '.', '!', '?']);
        let end = text.len() - closed.len();
        if !(closed.is_empty() || closed.starts_with(char::is_whitespace)) {
            continue;
        }
        let next = closed.trim_start().chars().next();
        let begins = next.is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | '-' | '–'));
        if begins && !(text[at..].starts_with('.') && is_abbreviated(&text[start..at])) {
            push_trimmed(text, start..end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// Whether a text ends with a word to which a full stop belongs.
fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|c: char| c.is_whitespace() || c == '(').next();
    word.is_some_and(|word| {
        let mut known = ABBREVIATIONS.iter();
        known.any(|known| known.eq_ignore_ascii_case(word))
            || word.chars().count() == 1 && word != "I"
    })
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let rest = text[range.clone()].trim_start();
    let begin = range.end - rest.len();
    let end = begin + rest.trim_end().len();
    // A lone bracket or number is no sentence of its own.
    if text[begin..end].chars().any(char::is_alphabetic) {
        found.push(begin..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn inline(text: &str) -> Inline {
        let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
        inline.push(text, 0);
        inline
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let text = "It broke, e.g. the API v1.2 did. Why? Nobody knew (yet.) Then\nit healed.";
        let inline = inline(text);
        let found: Vec<_> = sentences(&inline)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            found,
            [
                "It broke, e.g. the API v1.2 did.",
                "Why?",
                "Nobody knew (yet.)",
                "Then\nit healed."
            ]
        );
    }

    #[test]
    fn lines_with_bullets_are_a_list() {
        let lines = |text: &str| {
            bullet_lines(&inline(text))
                .map(|lines| lines.into_iter().map(|line| line.text).collect::<Vec<_>>())
        };
        assert_eq!(
            lines("• one\n• two"),
            Some(vec!["one".to_string(), "two".to_string()])
        );
        assert_eq!(
            lines("1. one\n2) two"),
            Some(vec!["one".to_string(), "two".to_string()])
        );
        assert_eq!(lines("plain\ntext"), None);
    }
}
