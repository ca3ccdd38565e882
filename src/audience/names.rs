//! Names in running text: where they stand, and where the same letters are an ordinary word.

mod alike;
mod hidden;
mod meant;
mod text;

use crate::people::COMMON;
use aho_corasick::AhoCorasick;
use alike::{inner, spelt_out};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

pub use alike::{fold, has_no_case};
pub use text::{begins_sentence, words};

/// Names that are ordinary words as well.
static ORDINARY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

/// A shorter form may be a part of any word.
const SHORTEST: usize = 4;

/// All names that must not stand in a text. They are kept and compared in the form of [`fold`].
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Names of several words, by their first word.
    whole: HashMap<String, Vec<Vec<String>>>,
    /// Single words of names, handles without their `@`.
    single: HashSet<String>,
    /// Those of them that nobody wrote: handles made of names, other spellings.
    guessed: HashSet<String>,
    /// Names that are other words without their accents.
    bare: HashSet<String>,
    /// Names in letters without capitals, which may stand without blanks around them.
    caseless: Vec<String>,
    /// Words that stay though they are parts of names.
    keep: HashSet<String>,
    /// Words of the site's own pages: as names they are told from words by their capital.
    own: HashSet<String>,
    /// Finds names within longer words.
    within: OnceLock<Option<AhoCorasick>>,
}

/// A name, and whether it may also be meant as a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    /// The letters are a listed name, but what stands around says that they are a word here.
    pub is_word: bool,
    /// The letters can be nothing else, whatever stands around.
    pub is_sure: bool,
}

impl Names {
    pub fn keep(&mut self, word: &str) {
        self.keep.extend(folded(word));
        self.within = OnceLock::new();
    }

    /// Words that the site itself says.
    pub fn own(&mut self, text: &str) {
        for range in words(text) {
            let word = &text[range];
            self.own.extend(inner(word).into_iter().map(fold));
            self.own.insert(fold(word));
        }
        self.within = OnceLock::new();
    }

    /// Adds a name as it is written: `Grace Hopper`, `Anne-Marie O'Neil`, `will`.
    pub fn add(&mut self, name: &str) {
        let parts: Vec<String> = folded(name).collect();
        self.single
            .extend(parts.iter().filter(|part| is_telling(part)).cloned());
        for range in words(name) {
            let (word, form) = (&name[range.clone()], fold(&name[range]));
            if word.to_lowercase() != form {
                self.bare.insert(form);
            }
        }
        for word in name.split_whitespace() {
            if has_no_case(word) && !self.caseless.iter().any(|known| known == word) {
                self.caseless.push(word.to_string());
            }
            // `ONeil`, `AnneMarie`, `Mueller`.
            self.guess(folded(word).collect());
            let spelt_out = spelt_out(word);
            folded(&spelt_out).for_each(|part| self.guess(part));
        }
        if let [first, .., last] = &parts[..] {
            for handle in [
                format!("{first}{last}"),
                format!("{last}{first}"),
                format!("{}{last}", initial(first)),
                format!("{first}{}", initial(last)),
                format!("{last}{}", initial(first)),
            ] {
                self.guess(handle);
            }
            let known = self.whole.entry(first.clone()).or_default();
            if !known.contains(&parts) {
                known.push(parts);
                known.sort_by_key(|parts| std::cmp::Reverse(parts.len()));
            }
        }
        self.within = OnceLock::new();
    }

    /// Adds a form that nobody wrote.
    fn guess(&mut self, form: String) {
        if form.chars().count() >= SHORTEST && !self.single.contains(&form) {
            self.guessed.insert(form.clone());
            self.single.insert(form);
        }
    }

    /// Adds a handle, with or without its `@`: as a word it is a name too.
    pub fn add_handle(&mut self, handle: &str) {
        let parts: Vec<_> = folded(handle.trim_start_matches('@')).collect();
        match &parts[..] {
            [one] if one.chars().count() >= 3 => {
                self.guessed.remove(one);
                self.bare.remove(one);
                self.single.insert(one.clone());
            }
            [first, _, ..] => {
                let known = self.whole.entry(first.clone()).or_default();
                if !known.contains(&parts) {
                    known.push(parts);
                }
            }
            _ => {}
        }
        self.within = OnceLock::new();
    }

    /// What everybody writes is no name where it was only guessed (`same`, of Sam E.), and without its accents it
    /// is one by what stands around it (`pal`, of Pål).
    pub fn learn(&mut self, is_word: impl Fn(&str) -> bool) {
        for form in std::mem::take(&mut self.guessed) {
            if is_word(&form) {
                self.single.remove(&form);
            }
        }
        self.bare.retain(|form| is_word(form));
        self.within = OnceLock::new();
    }

    /// Single words of names that are no ordinary words: they must stand nowhere, in no form.
    pub fn unmistakable(&self) -> impl Iterator<Item = &str> {
        self.single
            .iter()
            .map(String::as_str)
            .filter(|word| self.is_sure(word) && !self.bare.contains(*word))
    }

    pub fn lists(&self, word: &str) -> bool {
        self.single.contains(&fold(word))
    }

    fn is_ordinary(&self, word: &str) -> bool {
        ORDINARY.contains(word) || self.own.contains(word)
    }

    fn is_sure(&self, word: &str) -> bool {
        self.single.contains(word) && !self.keep.contains(word) && !self.is_ordinary(word)
    }

    /// All names of a text, in order.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let all: Vec<Range<usize>> = words(text).collect();
        let mut found: Vec<Found> = Vec::new();
        let mut tell = |range: Range<usize>, is_word: bool, is_sure: bool| {
            found.push(Found {
                range,
                is_word,
                is_sure,
            });
        };
        let mut at = 0;
        while at < all.len() {
            let written = &text[all[at].clone()];
            let word = fold(written);
            let longest = self.whole.get(&word).and_then(|names| {
                let mut fitting = names
                    .iter()
                    .filter(|parts| is_here(text, &all[at..], parts));
                fitting.next().map(Vec::len)
            });
            if let Some(count) = longest {
                let range = all[at].start..all[at + count - 1].end;
                let written = &text[range.clone()];
                let is_sure =
                    written.contains(' ') || folded(written).any(|word| self.is_sure(&word));
                tell(range, false, is_sure);
                at += count;
                continue;
            }
            if self.single.contains(&word) && !self.keep.contains(&word) {
                let is_bare = self.bare.contains(&word) && written.is_ascii();
                let ordinary = self.is_ordinary(&word) || is_bare;
                let capital = written.starts_with(char::is_uppercase);
                if !ordinary || capital || meant::is_somebody(text, &all, at, &word) {
                    let is_word = ordinary && capital && meant::is_word(text, &all, at, &word);
                    tell(all[at].clone(), is_word, !ordinary);
                    at += 1;
                    continue;
                }
            }
            if let Some((range, count)) = self.joined(text, &all[at..]) {
                tell(range, false, true);
                at += count;
                continue;
            }
            if self.is_made_of_one(written, &word) {
                tell(all[at].clone(), false, true);
            }
            at += 1;
        }
        self.find_caseless(text, &mut found);
        found
    }

    /// The text with a role in the place of each name.
    pub fn mask(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for name in self.find(text).into_iter().filter(|name| !name.is_word) {
            // Two that share the signs of markup between them are next to each other.
            out.push_str(&text[done..name.range.start.max(done)]);
            let capital = text[name.range.clone()].starts_with(char::is_uppercase);
            let role = match capital && begins_sentence(text, name.range.start) {
                true => "A responder",
                false => "a responder",
            };
            out.push_str(role);
            done = name.range.end;
        }
        out.push_str(&text[done..]);
        out
    }
}

/// Initials and particles name nobody.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 2
        && !matches!(
            word,
            "van"
                | "von"
                | "der"
                | "den"
                | "de"
                | "la"
                | "le"
                | "du"
                | "da"
                | "del"
                | "di"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "ter"
                | "ten"
                | "zu"
                | "dr"
                | "mr"
                | "ms"
                | "mrs"
                | "jr"
                | "sr"
                | "and"
                | "the"
                | "of"
                | "st"
        )
}

fn initial(word: &str) -> String {
    word.chars().take(1).collect()
}

/// Whether these words follow each other here, with no more between them than a name has.
fn is_here(text: &str, all: &[Range<usize>], parts: &[String]) -> bool {
    all.len() >= parts.len()
        && all
            .iter()
            .zip(parts)
            .all(|(range, part)| fold(&text[range.clone()]) == *part)
        && all[..parts.len()].windows(2).all(|pair| {
            let between = &text[pair[0].end..pair[1].start];
            between.len() <= 8
                && !between.contains("\n\n")
                && !between.contains([',', ';', '!', '?', ')', '('])
        })
}

/// The words of a text as they are compared.
fn folded(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|range| fold(&text[range]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        for name in [
            "Will Turner",
            "Mark",
            "Grace Hopper",
            "Jürgen Groß",
            "Max Field",
        ] {
            names.add(name);
        }
        names
    }

    #[test]
    fn names_go_and_the_same_words_stay() {
        for (text, masked) in [
            (
                "Will restarted it. Will this happen again?",
                "A responder restarted it. Will this happen again?",
            ),
            (
                "It will mark the node; a grace period.",
                "It will mark the node; a grace period.",
            ),
            (
                "- Mark the node as failed\n- Mark paged us",
                "- Mark the node as failed\n- A responder paged us",
            ),
            (
                "Grace period: 5 s. We asked Grace.",
                "Grace period: 5 s. We asked a responder.",
            ),
            (
                "Grace Hopper's change, by grace hopper",
                "A responder's change, by a responder",
            ),
            (
                "asked will.turner and wturner, asked by W. Turner",
                "asked a responder and a responder, asked by W. A responder",
            ),
            (
                "Will, Mark and Grace",
                "A responder, a responder and a responder",
            ),
            (
                "jürgen, JÜRGEN, GROSS",
                "a responder, a responder, a responder",
            ),
            (
                "the maximum of MAX_CONNECTIONS",
                "the maximum of a responder_CONNECTIONS",
            ),
            (
                "Willow marks graceful fields",
                "Willow marks graceful fields",
            ),
            ("Jür**gen****Gro**ß", "A respondera responder"),
            ("The answer of Mark: no", "The answer of a responder: no"),
            ("| Will | done |", "| A responder | done |"),
            (
                "mark restarted it, asked grace and was paged by will",
                "a responder restarted it, asked a responder and was paged by a responder",
            ),
            (
                "the mark moved; we mark failed pods, within the grace asked for, by the will of all",
                "the mark moved; we mark failed pods, within the grace asked for, by the will of all",
            ),
        ] {
            assert_eq!(names().mask(text), masked, "{text}");
        }
    }

    #[test]
    fn what_the_project_keeps_stays() {
        let mut names = names();
        names.keep("max");
        assert_eq!(names.mask("max, Max Field"), "max, a responder");
    }
}
