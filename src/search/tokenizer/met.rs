//! The words of a document as they are written.
//!
//! The browser has no stemmer and looks words up by their forms, so a field of the index holds these. Reading every text
//! a second time for it would cost as much as the first: [`Words`](super::Words) note what they meet, and the field,
//! which comes after all others of a document, is told.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Words that were met since they were last asked for. As a tokenizer it gives them, whatever the text is.
#[derive(Clone, Default)]
pub struct Met(Arc<Mutex<String>>);

/// Stands after each word; part of none.
const END: char = '\n';

impl Met {
    pub fn note(&self, form: &str) {
        let mut words = self.words();
        words.push_str(form);
        words.push(END);
    }

    fn words(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tokenizer for Met {
    type TokenStream<'a> = Forms;

    fn token_stream<'a>(&'a mut self, _text: &'a str) -> Forms {
        Forms {
            words: std::mem::take(&mut *self.words()),
            at: 0,
            token: Token {
                position: 0,
                ..Token::default()
            },
        }
    }
}

/// The forms of one document.
pub struct Forms {
    words: String,
    at: usize,
    token: Token,
}

impl TokenStream for Forms {
    fn advance(&mut self) -> bool {
        let Some((form, _)) = self.words[self.at..].split_once(END) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(form);
        self.at += form.len() + END.len_utf8();
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
