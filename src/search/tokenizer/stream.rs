//! The words of one text, one after another.

use super::Words;
use super::chunks::{fold, is_simple, next_chunk, parts};
use std::ops::Range;
use tantivy::tokenizer::{Token, TokenStream};

/// Words longer than this are data, not language.
const LONGEST: usize = 64;
/// A chunk of more parts (a path, a number with many dots) is indexed in parts only.
const MOST_PARTS: usize = 8;

/// The tokens of one text.
pub struct Stream<'a> {
    words: &'a mut Words,
    text: &'a str,
    at: usize,
    position: usize,
    /// Tokens of the current chunk that are still to come, last first.
    pending: Vec<Pending>,
    folded: String,
    token: Token,
}

struct Pending {
    range: Range<usize>,
    position: usize,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            while let Some(next) = self.pending.pop() {
                if next.range.len() <= LONGEST {
                    self.emit(next);
                    return true;
                }
            }
            let Some((chunk, end)) = next_chunk(self.text, self.at) else {
                self.words.hand_over();
                return false;
            };
            self.at = end;
            self.queue(chunk);
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl<'a> Stream<'a> {
    pub fn new(words: &'a mut Words, text: &'a str) -> Self {
        Self {
            words,
            text,
            at: 0,
            position: 0,
            pending: Vec::new(),
            folded: String::new(),
            token: Token::default(),
        }
    }

    fn emit(&mut self, next: Pending) {
        // `NodeNotReady` is one word for whoever types it in small letters.
        fold(&self.text[next.range.clone()], &mut self.folded);
        self.words.token_of(&self.folded, &mut self.token.text);
        self.token.offset_from = next.range.start;
        self.token.offset_to = next.range.end;
        self.token.position = next.position;
    }

    fn queue(&mut self, chunk: Range<usize>) {
        let first = self.position;
        let text = &self.text[chunk.clone()];
        if is_simple(text) {
            self.position += 1;
            self.pending.push(Pending {
                range: chunk,
                position: first,
            });
            return;
        }
        for part in parts(text) {
            self.pending.push(Pending {
                range: chunk.start + part.start..chunk.start + part.end,
                position: self.position,
            });
            self.position += 1;
        }
        let count = self.pending.len();
        // Dates and numbers are found by their parts in their order, and would be a word each.
        let named = text
            .bytes()
            .any(|byte| !byte.is_ascii() || byte.is_ascii_alphabetic());
        if named && (2..=MOST_PARTS).contains(&count) {
            self.pending.push(Pending {
                range: chunk,
                position: first,
            });
            self.pending[..count].reverse();
        } else {
            self.pending.reverse();
        }
    }
}
