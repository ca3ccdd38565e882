//! The place in a document that answers the query best, with the words marked.

use super::index::SearchIndex;
use super::plain;
use std::ops::Range;

/// About so long, in bytes.
const LENGTH: usize = 200;

/// What to mark: tokens, and beginnings of words.
#[derive(Debug, Default)]
pub struct Words {
    pub stems: Vec<String>,
    pub beginnings: Vec<String>,
}

/// A stretch of text and the words in it that were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Byte ranges of `text`, ascending.
    pub marks: Vec<Range<usize>>,
}

/// The best stretch of a Markdown source; its beginning where none of the words stands in it.
pub fn of(source: &str, words: &Words, search: &SearchIndex) -> Excerpt {
    let text = flat(&plain::read(source).body);
    let marks = marks(&text, words, search);
    let window = best(&text, &marks);
    let inside = marks
        .iter()
        .filter(|(_, mark)| window.start <= mark.start && mark.end <= window.end)
        .map(|(_, mark)| mark.clone());
    let before = if window.start > 0 { "… " } else { "" };
    let after = if window.end < text.len() { " …" } else { "" };
    let shift = before.len();
    Excerpt {
        marks: inside
            .map(|mark| mark.start - window.start + shift..mark.end - window.start + shift)
            .collect(),
        text: format!("{before}{}{after}", &text[window]),
    }
}

/// One line, single blanks, without the signs of Markdown that only show structure.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = word.strip_prefix('!').unwrap_or(word);
        let bare =
            word.trim_matches(|c| matches!(c, '*' | '`' | '|' | '[' | ']' | '#' | '>' | '_'));
        if !bare.contains(char::is_alphanumeric) {
            continue;
        }
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(bare);
    }
    flat
}

/// Which word stands where; of overlapping marks the first and longest.
fn marks(text: &str, words: &Words, search: &SearchIndex) -> Vec<(usize, Range<usize>)> {
    let mut marks: Vec<(usize, Range<usize>)> = Vec::new();
    let Ok(mut analyzer) = search.index.tokenizer_for_field(search.fields.texts[0].0) else {
        return marks;
    };
    let mut stream = analyzer.token_stream(text);
    while let Some(token) = stream.next() {
        let range = token.offset_from..token.offset_to;
        let word = words
            .stems
            .iter()
            .position(|stem| *stem == token.text)
            .or_else(|| {
                let written = text[range.clone()].to_lowercase();
                let begins = |beginning: &String| written.starts_with(beginning.as_str());
                Some(words.stems.len() + words.beginnings.iter().position(begins)?)
            });
        let free = marks.last().is_none_or(|(_, last)| last.end <= range.start);
        if let Some(word) = word.filter(|_| free) {
            marks.push((word, range));
        }
    }
    marks
}

/// The stretch with the most different words, then the most, then the first; cut between words.
fn best(text: &str, marks: &[(usize, Range<usize>)]) -> Range<usize> {
    let mut best = (0, 0, 0..0);
    for (index, (_, first)) in marks.iter().enumerate() {
        let inside: Vec<_> = marks[index..]
            .iter()
            .take_while(|(_, mark)| mark.end <= first.start + LENGTH * 3 / 4)
            .collect();
        let mut kinds: Vec<_> = inside.iter().map(|(word, _)| word).collect();
        kinds.sort();
        kinds.dedup();
        let end = inside.last().map_or(first.end, |(_, mark)| mark.end);
        if (kinds.len(), inside.len()) > (best.0, best.1) {
            best = (kinds.len(), inside.len(), first.start..end);
        }
    }
    let core = best.2;
    let spare = LENGTH.saturating_sub(core.len());
    let start = blank_after(text, core.start.saturating_sub(spare / 4));
    let end = blank_before(text, (start + LENGTH).max(core.end).min(text.len()));
    start.min(core.start)..end.max(core.end)
}

fn blank_after(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    text.as_bytes()[at..]
        .iter()
        .position(|&byte| byte == b' ')
        .map_or(text.len(), |blank| at + blank + 1)
}

fn blank_before(text: &str, at: usize) -> usize {
    if at == text.len() {
        return at;
    }
    text.as_bytes()[..at]
        .iter()
        .rposition(|&byte| byte == b' ')
        .unwrap_or_else(|| text[..].len())
}
