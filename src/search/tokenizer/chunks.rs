//! Where words begin and end.

use std::ops::Range;

/// Whether a chunk is one word of one case: nearly all are.
pub fn is_simple(chunk: &str) -> bool {
    chunk
        .bytes()
        .skip(1)
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && chunk.as_bytes()[0].is_ascii_alphanumeric()
}

/// The next run of letters and digits, with single joiners between them, and where to go on.
pub fn next_chunk(text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let start = match first_ascii(text, from) {
        Some(start) => start,
        None => from + text[from..].find(char::is_alphanumeric)?,
    };
    let end = chunk_end(text, start);
    // "team's" is about the team.
    let chunk = &text[start..end];
    let apostrophe = match chunk.bytes().any(|byte| byte == b'\'' || byte >= 0x80) {
        true => chunk.rfind(['\'', '’']),
        false => None,
    };
    let word = match apostrophe {
        Some(at) if chunk[at..].chars().count() <= 3 => start..start + at,
        _ => start..end,
    };
    Some((word, end))
}

/// The first letter or digit, where nothing but ASCII stands before it: nearly always.
fn first_ascii(text: &str, from: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[from..];
    let at = bytes
        .iter()
        .position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    bytes[at].is_ascii().then_some(from + at)
}

fn chunk_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
        end += 1;
    }
    // A plain word: what follows it neither belongs to it nor joins it to another.
    if bytes
        .get(end)
        .is_none_or(|&byte| byte.is_ascii() && !is_joiner(char::from(byte)))
    {
        return end;
    }
    let mut rest = text[end..].chars().peekable();
    while let Some(c) = rest.next() {
        let goes_on = c.is_alphanumeric()
            || (is_joiner(c) && rest.peek().is_some_and(|next| next.is_alphanumeric()));
        if !goes_on {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// What holds the parts of a chunk together.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ':' | '\'' | '’')
}

/// Words between joiners and at humps: `HTTPServer-v2` is `HTTP`, `Server`, `v2`.
pub fn parts(chunk: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut cut = |end: usize, next: usize| {
        if end > start {
            parts.push(start..end);
        }
        start = next;
    };
    let mut before = ' ';
    let mut rest = chunk.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map_or(' ', |&(_, c)| c);
        if is_joiner(c) {
            cut(at, at + c.len_utf8());
        } else if c.is_uppercase()
            && (before.is_lowercase() || (before.is_uppercase() && after.is_lowercase()))
        {
            cut(at, at);
        }
        before = c;
    }
    cut(chunk.len(), chunk.len());
    parts
}

pub fn fold(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.extend(text.chars().flat_map(char::to_lowercase));
    }
}
