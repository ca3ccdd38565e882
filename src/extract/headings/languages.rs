//! Headings in other languages than English: a file for each, and its line here.

/// The languages by their codes, with the phrases of each in the form of `headings.toml`.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("da", include_str!("languages/da.toml")),
    ("de", include_str!("languages/de.toml")),
    ("es", include_str!("languages/es.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("it", include_str!("languages/it.toml")),
    ("ja", include_str!("languages/ja.toml")),
    ("ko", include_str!("languages/ko.toml")),
    ("nl", include_str!("languages/nl.toml")),
    ("no", include_str!("languages/no.toml")),
    ("pl", include_str!("languages/pl.toml")),
    ("pt", include_str!("languages/pt.toml")),
    ("ru", include_str!("languages/ru.toml")),
    ("sv", include_str!("languages/sv.toml")),
    ("zh", include_str!("languages/zh.toml")),
];

/// What a heading means that is one word in a script without blanks, of which a known phrase is the most:
/// `根本原因分析`, `障害タイムライン`.
pub fn within(
    word: &str,
    known: impl Fn(&str) -> Option<super::Meaning>,
) -> Option<super::Meaning> {
    const SHORTEST: usize = 2;
    const LONGEST: usize = 12;
    if word.chars().next()? < '\u{3040}' {
        return None;
    }
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    let count = starts.len();
    if !(SHORTEST + 1..=LONGEST).contains(&count) {
        return None;
    }
    let end = |at: usize| starts.get(at).copied().unwrap_or(word.len());
    (count.div_ceil(2).max(SHORTEST)..count)
        .rev()
        .find_map(|length| {
            // What a compound ends with says what it is.
            let from = (0..=count - length).rev();
            from.map(|at| &word[starts[at]..end(at + length)])
                .find_map(&known)
        })
}

#[cfg(test)]
mod tests {
    use super::super::{Headings, Meaning};
    use std::collections::BTreeMap;

    #[test]
    fn headings_are_understood_in_other_scripts() {
        let headings = Headings::new(&BTreeMap::new());
        for (heading, expected) in [
            ("故障时间线", Meaning::Timeline),
            ("根本原因の分析", Meaning::Factors),
            ("三、改进措施", Meaning::Actions),
            ("재발 방지 대책", Meaning::Actions),
            ("Хронология событий", Meaning::Timeline),
            ("Oś czasu (UTC)", Meaning::Timeline),
        ] {
            assert_eq!(headings.meaning(heading), Some(expected), "{heading}");
        }
        assert_eq!(headings.meaning("订单服务故障复盘"), None);
    }
}
