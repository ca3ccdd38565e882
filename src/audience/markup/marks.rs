//! Strong, emphasised and struck text: what Markdown reads as such depends on the letters around it, known at the end only.

/// Begin and end of strong, emphasised and struck text, until it is known what stands around.
pub const MARKS: [(char, char, &str); 3] = [
    ('\u{fdd3}', '\u{fdd4}', "**"),
    ('\u{fdd5}', '\u{fdd6}', "*"),
    ('\u{fdd7}', '\u{fdd8}', "~~"),
];

/// Marks of emphasis where Markdown reads them as such; elsewhere the words alone.
pub fn marked(text: &str) -> String {
    let mut text = text.to_string();
    for (open, close, mark) in MARKS {
        while let Some(start) = text.find(open) {
            let from = start + open.len_utf8();
            let Some(length) = text[from..].find(close) else {
                text.replace_range(start..from, "");
                continue;
            };
            let (end, after) = (from + length, from + length + close.len_utf8());
            let inner = text[from..end].to_string();
            let words = inner.trim();
            let lead = inner.len() - inner.trim_start().len();
            let (left, right) = (&inner[..lead], &inner[lead + words.len()..]);
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let opens = edge(text[..start].chars().next_back()) || !left.is_empty();
            let closes = edge(text[after..].chars().next()) || !right.is_empty();
            let whole = match opens && closes && !words.is_empty() {
                true => format!("{left}{mark}{words}{mark}{right}"),
                false => inner.clone(),
            };
            text.replace_range(start..after, &whole);
        }
        text = text.replace(close, "");
    }
    text
}
