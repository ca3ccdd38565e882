//! Words as they are written, noted while documents are read: reading every text a second time for them would cost as
//! much as the first.
//!
//! [`Words`](super::Words) note what they meet in each text. The last field of a document, which holds nothing, says
//! whose words they were.

use crate::search::vocabulary::Vocabulary;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// So many documents wait to be read: more would only take memory.
const AHEAD: usize = 128;
/// Nobody waits longer: a writer that has failed reads nothing more, and says so with the next document.
const PATIENCE: Duration = Duration::from_secs(1);

/// The vocabulary that is being noted. As a tokenizer it ends a document, whose key is the text, and gives nothing.
#[derive(Clone, Default)]
pub struct Met(Arc<(Mutex<Noted>, Condvar)>);

#[derive(Default)]
struct Noted {
    vocabulary: Vocabulary,
    /// Numbers of the words of this document so far.
    here: Vec<u32>,
    /// Documents that were handed in and are not read yet.
    ahead: usize,
}

impl Met {
    /// Goes on where another left off.
    pub fn new(vocabulary: Vocabulary) -> Self {
        let noted = Noted {
            vocabulary,
            ..Noted::default()
        };
        Self(Arc::new((Mutex::new(noted), Condvar::new())))
    }

    /// Waits until there is room for one more document.
    pub fn wait(&self) {
        let mut noted = self.noted();
        noted.ahead += 1;
        let full = |noted: &mut Noted| noted.ahead > AHEAD;
        let waited = self.0.1.wait_timeout_while(noted, PATIENCE, full);
        drop(waited);
    }

    pub fn number(&self, word: &str) -> u32 {
        self.noted().vocabulary.number(word)
    }

    /// Takes the words of one text.
    pub fn note(&self, numbers: &mut Vec<u32>) {
        self.noted().here.append(numbers);
    }

    /// Ends a document.
    pub fn end(&self, key: &str) {
        let mut noted = self.noted();
        let Noted {
            vocabulary,
            here,
            ahead,
        } = &mut *noted;
        vocabulary.set(key, here);
        here.clear();
        *ahead = ahead.saturating_sub(1);
        if *ahead == AHEAD / 2 {
            self.0.1.notify_one();
        }
    }

    /// What was noted.
    pub fn take(&self) -> Vocabulary {
        std::mem::take(&mut self.noted().vocabulary)
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tokenizer for Met {
    type TokenStream<'a> = Nothing;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Nothing {
        self.end(text);
        Nothing::default()
    }
}

/// No token.
#[derive(Default)]
pub struct Nothing(Token);

impl TokenStream for Nothing {
    fn advance(&mut self) -> bool {
        false
    }

    fn token(&self) -> &Token {
        &self.0
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.0
    }
}
