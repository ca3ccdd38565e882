//! What a human should look at before it goes out: words that look like names, and names that were taken for words.

use super::document::Desk;
use super::names::{begins_sentence, words};
use super::people::FIRST;
use crate::catalog::fold;
use crate::diagnostic::Diagnostic;
use crate::read::Input;
use crate::span::{FileId, Span};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Words of more than this are not what people are called.
const LONGEST: usize = 3;

/// Looks through what goes out; each word is told once, at its first place.
pub fn look(input: &Input, desk: &Desk<'_>, texts: &HashMap<FileId, String>) -> Vec<Diagnostic> {
    let mut small: HashSet<String> = HashSet::new();
    for &file in &input.documents {
        let text = &input.sources.get(file).text;
        small.extend(
            words(text)
                .map(|range| &text[range])
                .filter(|word| word.chars().all(char::is_lowercase))
                .map(String::from),
        );
    }
    let mut files: Vec<_> = texts.iter().collect();
    files.sort_by_key(|(file, _)| **file);
    let mut found: BTreeMap<String, Diagnostic> = BTreeMap::new();
    for (file, text) in files {
        for name in desk
            .names
            .find(text)
            .into_iter()
            .filter(|name| name.is_word)
        {
            let word = &text[name.range.clone()];
            let next = words(&text[name.range.end..])
                .next()
                .map_or(0, |next| next.end);
            let phrase = &text[name.range.start..name.range.end + next];
            let kept = place(input, *file, phrase)
                .or_else(|| place(input, *file, word))
                .map(|span| {
                    Diagnostic::warning(
                    "name-kept-as-word",
                    span,
                    format!("`{word}` is a name and was taken for a word here"),
                )
                .help("see that no person is meant; write the sentence in another way where one is")
                });
            found.extend(kept.map(|kept| (format!("kept {word}"), kept)));
        }
        for (name, is_first) in candidates(text, &small) {
            let is_known = input.catalog.team(&name).is_some()
                || input.catalog.service(&name).is_some()
                || desk
                    .profile
                    .keep
                    .iter()
                    .any(|kept| fold(kept) == fold(&name));
            if is_known || found.contains_key(&name) {
                continue;
            }
            let Some(span) = place(input, *file, &name) else {
                continue;
            };
            let message = format!("`{name}` looks like the name of a person and is on no list");
            let told = match is_first {
                true => Diagnostic::warning("looks-like-a-name", span, message),
                false => Diagnostic::note("looks-like-a-name", span, message),
            };
            found.insert(
                name,
                told.help("put it into people.csv, or into `keep` of the audience if it is none"),
            );
        }
    }
    found.into_values().collect()
}

fn place(input: &Input, file: FileId, word: &str) -> Option<Span> {
    let at = input.sources.get(file).text.find(word)?;
    Some(Span::new(file, at..at + word.len()))
}

/// Capitalised words that people are called, and runs of capitalised words within a sentence that no document writes small.
fn candidates(text: &str, small: &HashSet<String>) -> Vec<(String, bool)> {
    let all: Vec<_> = words(text).collect();
    let is_capital = |at: usize| {
        let word = &text[all[at].clone()];
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.clone().count() > 0
            && chars.all(char::is_lowercase)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if !is_capital(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < all.len()
            && end - at < LONGEST
            && is_capital(end)
            && &text[all[end - 1].end..all[end].start] == " "
        {
            end += 1;
        }
        let run = &text[all[at].start..all[end - 1].end];
        let first = text[all[at].clone()].to_lowercase();
        let is_new = (at..end).all(|word| !small.contains(&text[all[word].clone()].to_lowercase()));
        if FIRST.contains(first.as_str()) && !small.contains(&first) {
            found.push((run.to_string(), true));
        } else if end - at >= 2 && is_new && !begins_sentence(text, all[at].start) {
            found.push((run.to_string(), false));
        }
        at = end;
    }
    found
}
