//! The one tokenizer, of documents and of queries.
//!
//! A *chunk* is what people write without blanks: `checkout-api`, `ERR_CONN_RESET`, `10:02`, `NodeNotReady`. It is
//! indexed whole, and its *parts* beside it: stems of the words between joiners and at humps. The whole stands at the
//! position of its first part, so that phrases count parts.

use rustc_hash::FxHashMap;
use std::ops::Range;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Words longer than this are data, not language.
const LONGEST: usize = 64;
/// A chunk of more parts (a path, a number with many dots) is indexed in parts only.
const MOST_PARTS: usize = 8;
/// Stems to remember before starting over.
const REMEMBERED: usize = 1 << 16;

/// Splits, folds and stems.
#[derive(Clone)]
pub struct Words {
    stemmer: Option<frostem::Stemmer>,
    /// Stems of words that were met before; stemming costs more than a look here.
    stems: FxHashMap<String, String>,
}

impl Words {
    /// The token of one word, be it a form of several parts or not.
    pub fn token_of(&mut self, form: &str, out: &mut String) {
        if form.contains(is_joiner) {
            out.clear();
            out.push_str(form);
        } else {
            self.stem(form, out);
        }
    }

    /// For a language by its English name; an unknown one is not stemmed.
    pub fn new(language: &str) -> Self {
        Self {
            stemmer: frostem::Stemmer::try_from_name(language).ok(),
            stems: FxHashMap::default(),
        }
    }

    fn stem(&mut self, word: &str, out: &mut String) {
        out.clear();
        let Some(stemmer) = &self.stemmer else {
            out.push_str(word);
            return;
        };
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            out.push_str(word);
        } else if let Some(stem) = self.stems.get(word) {
            out.push_str(stem);
        } else {
            if self.stems.len() >= REMEMBERED {
                self.stems.clear();
            }
            let stem = stemmer.stem(word);
            out.push_str(&stem);
            self.stems.insert(word.to_string(), stem.into_owned());
        }
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            words: self,
            text,
            at: 0,
            position: 0,
            pending: Vec::new(),
            folded: String::new(),
            token: Token::default(),
        }
    }
}

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
    whole: bool,
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

impl Stream<'_> {
    fn emit(&mut self, next: Pending) {
        let written = &self.text[next.range.clone()];
        fold(written, &mut self.folded);
        // `NodeNotReady` is one word for whoever types it in small letters.
        if next.whole && written.contains(is_joiner) {
            self.token.text.clear();
            self.token.text.push_str(&self.folded);
        } else {
            self.words.stem(&self.folded, &mut self.token.text);
        }
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
                whole: false,
            });
            return;
        }
        for part in parts(text) {
            self.pending.push(Pending {
                range: chunk.start + part.start..chunk.start + part.end,
                position: self.position,
                whole: false,
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
                whole: true,
            });
            self.pending[..count].reverse();
        } else {
            self.pending.reverse();
        }
    }
}

/// Whether a chunk is one word of one case: nearly all are.
fn is_simple(chunk: &str) -> bool {
    chunk
        .bytes()
        .skip(1)
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && chunk.as_bytes()[0].is_ascii_alphanumeric()
}

/// The next run of letters and digits, with single joiners between them, and where to go on.
fn next_chunk(text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let start = match first_ascii(text, from) {
        Some(start) => start,
        None => from + text[from..].find(char::is_alphanumeric)?,
    };
    let end = chunk_end(text, start);
    // "team's" is about the team.
    let chunk = &text[start..end];
    let apostrophe = match chunk.bytes().any(|byte| byte == b'\'' || byte >= 0x80) {
        true => chunk.rfind(['\'', '’']),
        false => None,
    };
    let word = match apostrophe {
        Some(at) if chunk[at..].chars().count() <= 3 => start..start + at,
        _ => start..end,
    };
    Some((word, end))
}

/// The first letter or digit, where nothing but ASCII stands before it: nearly always.
fn first_ascii(text: &str, from: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[from..];
    let at = bytes
        .iter()
        .position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    bytes[at].is_ascii().then_some(from + at)
}

fn chunk_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
        end += 1;
    }
    // A plain word: what follows it neither belongs to it nor joins it to another.
    if bytes
        .get(end)
        .is_none_or(|&byte| byte.is_ascii() && !is_joiner(char::from(byte)))
    {
        return end;
    }
    let mut rest = text[end..].chars().peekable();
    while let Some(c) = rest.next() {
        let goes_on = c.is_alphanumeric()
            || (is_joiner(c) && rest.peek().is_some_and(|next| next.is_alphanumeric()));
        if !goes_on {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// What holds the parts of a chunk together.
fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ':' | '\'' | '’')
}

/// Words between joiners and at humps: `HTTPServer-v2` is `HTTP`, `Server`, `v2`.
fn parts(chunk: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut cut = |end: usize, next: usize| {
        if end > start {
            parts.push(start..end);
        }
        start = next;
    };
    let mut before = ' ';
    let mut rest = chunk.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map_or(' ', |&(_, c)| c);
        if is_joiner(c) {
            cut(at, at + c.len_utf8());
        } else if c.is_uppercase()
            && (before.is_lowercase() || (before.is_uppercase() && after.is_lowercase()))
        {
            cut(at, at);
        }
        before = c;
    }
    cut(chunk.len(), chunk.len());
    parts
}

fn fold(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.extend(text.chars().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut words = Words::new("english");
        let mut stream = words.token_stream(text);
        let mut tokens = Vec::new();
        while let Some(token) = stream.next() {
            tokens.push(format!("{}@{}", token.text, token.position));
        }
        tokens
    }

    #[test]
    fn codes_are_found_whole_and_in_parts() {
        assert_eq!(
            read("Errors: checkout-api"),
            ["error@0", "checkout-api@1", "checkout@1", "api@2"]
        );
        assert_eq!(
            read("ERR_CONN_RESET,"),
            ["err_conn_reset@0", "err@0", "conn@1", "reset@2"]
        );
        assert_eq!(
            read("NodeNotReady x509"),
            ["nodenotreadi@0", "node@0", "not@1", "readi@2", "x509@3"]
        );
        assert_eq!(
            read("https://a.example/OPS-123"),
            [
                "https@0",
                "a.example@1",
                "a@1",
                "exampl@2",
                "ops-123@3",
                "op@3",
                "123@4"
            ]
        );
    }

    #[test]
    fn numbers_are_found_by_their_parts() {
        assert_eq!(
            read("2021-03-31 10:02"),
            ["2021@0", "03@1", "31@2", "10@3", "02@4"]
        );
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        assert_eq!(
            read("The team’s ALERTS, Überlastung."),
            ["the@0", "team@1", "alert@2", "überlastung@3"]
        );
        assert_eq!(read("…"), Vec::<String>::new());
        assert_eq!(read(&"x".repeat(100)), Vec::<String>::new());
    }
}
