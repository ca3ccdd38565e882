//! Names that are no words of their own: cut by markup, within longer words, in writing without blanks.

use super::alike::{fold, inner};
use super::{Found, Names, SHORTEST};
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A name of so many letters is one within a longer word as well, whatever stands before and behind it.
const TELLING: usize = 8;
/// One of so many is one with another ending: `Kowalczyka`.
const BENDING: usize = 6;
const ENDING: usize = 3;

impl Names {
    /// A name that signs of markup or the end of a line cut: `Kowal**czyk**`.
    pub fn joined(&self, text: &str, all: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
        let mut joined = String::new();
        for (number, pair) in all.windows(2).take(SHORTEST).enumerate() {
            let between = &text[pair[0].end..pair[1].start];
            if !is_cut(between) {
                return None;
            }
            if joined.is_empty() {
                joined = fold(&text[pair[0].clone()]);
            }
            joined += &fold(&text[pair[1].clone()]);
            if joined.len() >= SHORTEST && self.is_sure(&joined) {
                // The signs go with it: one alone would stand for itself.
                let sign = |c: &char| matches!(c, '*' | '_' | '`' | '~');
                let before = text[..all[0].start].chars().rev().take_while(sign);
                let behind = text[pair[1].end..].chars().take_while(sign);
                let range = all[0].start - before.count()..pair[1].end + behind.count();
                return Some((range, number + 2));
            }
        }
        None
    }

    /// Whether a longer word is made of a name: `fixByKowalczyk`, `kowalczyk2`, `Kowalczyks`.
    pub fn is_made_of_one(&self, written: &str, word: &str) -> bool {
        if word.len() <= SHORTEST || self.keep.contains(word) || self.is_ordinary(word) {
            return false;
        }
        let is_one = |part: &str| part.len() >= SHORTEST && self.is_sure(&fold(part));
        if inner(written).into_iter().any(is_one) {
            return true;
        }
        let Some(within) = self.within() else {
            return false;
        };
        within.find_overlapping_iter(word).any(|name| {
            let ending = &word[name.end()..];
            name.len() >= TELLING
                || name.start() == 0
                    && (ending == "s" || name.len() >= BENDING && ending.len() <= ENDING)
        })
    }

    fn within(&self) -> Option<&AhoCorasick> {
        let finder = self.within.get_or_init(|| {
            let long: Vec<&str> = self
                .unmistakable()
                .filter(|name| name.len() >= SHORTEST)
                .collect();
            let finder = AhoCorasick::new(&long);
            (!long.is_empty()).then(|| {
                finder.unwrap_or_else(|_| unreachable!("a list of names can be looked for"))
            })
        });
        finder.as_ref()
    }

    /// Adds names that stand in running text without blanks.
    pub fn find_caseless(&self, text: &str, found: &mut Vec<Found>) {
        if self.caseless.is_empty() || text.is_ascii() {
            return;
        }
        for name in &self.caseless {
            for (at, _) in text.match_indices(name.as_str()) {
                let range = at..at + name.len();
                let is_new = |known: &Found| {
                    known.range.end <= range.start || range.end <= known.range.start
                };
                if !self.keep.contains(name) && found.iter().all(is_new) {
                    found.push(Found {
                        range,
                        is_word: false,
                        is_sure: true,
                    });
                }
            }
        }
        found.sort_by_key(|name| name.range.start);
    }
}

/// What may stand within a name that is cut: signs of markup, or a hyphen and the end of a line.
fn is_cut(between: &str) -> bool {
    let is_markup = |c: char| matches!(c, '*' | '_' | '`' | '~' | '\\');
    let line = between.strip_prefix(['-', '\u{2010}']).unwrap_or(between);
    let is_line = line.trim_start_matches('\r').starts_with('\n')
        && line.len() < between.len()
        && line.chars().all(|c| matches!(c, '\r' | '\n' | ' ' | '>'));
    !between.is_empty() && between.chars().all(is_markup) || is_line
}
