//! Small steps over text: bytes, digits, words. Every position that comes out is a character boundary.

/// Digits from `at`: their value and how many there are. More than nine are no number that a date or time has.
pub fn digits(text: &str, at: usize) -> Option<(u32, usize)> {
    let count = text
        .as_bytes()
        .get(at..)?
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if count == 0 || count > 9 {
        return None;
    }
    Some((text[at..at + count].parse().ok()?, count))
}

/// The letters from `at`, accents included.
pub fn word(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let end = match rest.as_bytes().get(letters) {
        Some(byte) if !byte.is_ascii() => rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len()),
        _ => letters,
    };
    &rest[..end]
}

pub fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// Behind spaces, tabs and no-break spaces.
pub fn blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if rest
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphanumeric)
    {
        return at;
    }
    at + rest.len()
        - rest
            .trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}'])
            .len()
}

/// Behind white space of any kind.
pub fn spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start().len()
}

/// The length of the first of `words` that stands at `at` as a whole word, in any case.
pub fn any_word(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let found = word(text, at);
    is_any(found, words).then_some(found.len())
}

/// Whether a word is one of `words`, in any case.
pub fn is_any(found: &str, words: &[&str]) -> bool {
    let Some(first) = found.as_bytes().first() else {
        return false;
    };
    words.iter().any(|word| {
        word.len() == found.len()
            && word.as_bytes()[0].eq_ignore_ascii_case(first)
            && found.eq_ignore_ascii_case(word)
    })
}

/// Whether a letter or digit stands at `at`.
pub fn alphanumeric(text: &str, at: usize) -> bool {
    match byte(text, at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric),
    }
}

/// Whether a letter or digit ends at `at`.
pub fn alphanumeric_before(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| byte(text, before)) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => text
            .get(..at)
            .and_then(|rest| rest.chars().next_back())
            .is_some_and(char::is_alphanumeric),
    }
}
