//! Running text as sentences of words, for cues to look at.

use std::ops::Range;

/// A word in lower case, and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub range: Range<usize>,
}

/// The words of a text, sentence by sentence. "isn't" is "is not", "it's" is "it".
pub fn sentences(text: &str) -> Vec<Vec<Word>> {
    let mut sentences = vec![Vec::new()];
    let mut start = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || (is_apostrophe(c) && before.is_alphanumeric()) {
            start.get_or_insert(at);
        } else {
            if let Some(start) = start.take() {
                push(sentences.last_mut(), text, start..at);
            }
            let stop = match c {
                '.' | '!' | '?' => ends(&text[at + c.len_utf8()..]),
                ';' => true,
                // A blank line or a new item: other line breaks are only the author's line width.
                '\n' => before == '\n' || opens_item(&text[at + 1..]),
                _ => false,
            };
            if stop && sentences.last().is_some_and(|words| !words.is_empty()) {
                sentences.push(Vec::new());
            }
        }
        before = c;
    }
    if let Some(start) = start {
        push(sentences.last_mut(), text, start..text.len());
    }
    sentences.retain(|words| !words.is_empty());
    sentences
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Whether a full stop is one: `1.15` and `prow.k8s.io` go on.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

fn opens_item(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.starts_with("- ") || rest.starts_with("* ")
}

fn push(sentence: Option<&mut Vec<Word>>, text: &str, range: Range<usize>) {
    let Some(sentence) = sentence else { return };
    let written = &text[range.clone()];
    let lower = match written.is_ascii() {
        true => written.to_ascii_lowercase(),
        false => written.to_lowercase().replace('’', "'"),
    };
    if lower != "cannot" && !lower.contains('\'') {
        sentence.push(Word { text: lower, range });
        return;
    }
    let mut word = |text: &str| {
        if !text.is_empty() {
            sentence.push(Word {
                text: text.to_string(),
                range: range.clone(),
            });
        }
    };
    match lower.as_str() {
        "cannot" | "can't" => ["can", "not"].into_iter().for_each(word),
        "won't" => ["will", "not"].into_iter().for_each(word),
        other => match other.strip_suffix("n't") {
            Some(verb) => [verb, "not"].into_iter().for_each(word),
            None => word(other.split('\'').next().unwrap_or_default()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        sentences(text)
            .iter()
            .map(|words| {
                words
                    .iter()
                    .map(|word| word.text.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn sentences_end_at_stops_and_items_not_within_numbers_and_hosts() {
        assert_eq!(
            read("Kubernetes 1.15 on prow.k8s.io failed. We\nwaited!\n- one\n- two"),
            [
                "kubernetes 1 15 on prow k8s io failed",
                "we waited",
                "one",
                "two"
            ]
        );
    }

    #[test]
    fn negations_are_words_of_their_own() {
        assert_eq!(
            read("It wasn’t the team's; we can't tell"),
            ["it was not the team", "we can not tell"]
        );
    }
}
