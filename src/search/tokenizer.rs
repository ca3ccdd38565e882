//! The one tokenizer, of documents and of queries.
//!
//! A *chunk* is what people write without blanks: `checkout-api`, `ERR_CONN_RESET`, `10:02`, `NodeNotReady`. It is
//! indexed whole, and its *parts* beside it: stems of the words between joiners and at humps. The whole stands at the
//! position of its first part, so that phrases count parts.

mod chunks;
mod known;
mod met;
mod stream;

use known::Known;
pub use met::Met;
use stream::Stream;
use tantivy::tokenizer::Tokenizer;

/// Splits, folds and stems.
#[derive(Clone)]
pub struct Words {
    stemmer: Option<frostem::Stemmer>,
    /// Words that were met before; stemming costs more than a look here.
    known: Known,
    /// Texts so far.
    texts: u32,
    met: Option<Met>,
    /// Numbers of the words of this text, where they are noted.
    noted: Vec<u32>,
}

impl Words {
    /// For a language by its English name; an unknown one is not stemmed.
    pub fn new(language: &str) -> Self {
        Self {
            stemmer: frostem::Stemmer::try_from_name(language).ok(),
            known: Known::default(),
            texts: 0,
            met: None,
            noted: Vec::new(),
        }
    }

    /// Notes every word of a language as it is written, once for each text.
    pub fn noting(language: &str, met: &Met) -> Self {
        Self {
            met: Some(met.clone()),
            ..Self::new(language)
        }
    }

    /// The token of one word in small letters, be it of several parts or not.
    pub fn token_of(&mut self, form: &str, out: &mut String) {
        out.clear();
        if !has_stem(form) {
            out.push_str(form);
            return;
        }
        if let Some(known) = self.known.find(form, self.texts) {
            out.push_str(known.stem);
            if known.elsewhere && self.met.is_some() {
                self.noted.push(known.number);
            }
            return;
        }
        match &self.stemmer {
            Some(stemmer) => out.push_str(&stemmer.stem(form)),
            None => out.push_str(form),
        }
        let number = self.met.as_ref().map(|met| met.number(form));
        self.noted.extend(number);
        self.known
            .add(form, out, number.unwrap_or_default(), self.texts);
    }

    /// Hands over what was noted in one text.
    fn hand_over(&mut self) {
        if let Some(met) = &self.met {
            met.note(&mut self.noted);
        }
    }
}

/// Whether a word in small letters is of a language: with digits or joiners it is a code.
fn has_stem(form: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || !byte.is_ascii();
    form.bytes().all(letters) && (form.is_ascii() || !form.contains('’'))
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.texts += 1;
        Stream::new(self, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::tokenizer::TokenStream;

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
    fn forms_are_noted_once_for_each_document() {
        let met = Met::default();
        let mut words = Words::noting("english", &met);
        let mut read = |text: &str| words.token_stream(text).process(&mut |_| {});
        read("Alerts for alert, alerts at checkout-api");
        read("alert x509 für");
        met.end("one");
        read("Alerts");
        met.end("two");
        read("");
        met.end("three");
        assert_eq!(
            met.take().counted(),
            [
                ("alert", 1),
                ("alerts", 2),
                ("api", 1),
                ("at", 1),
                ("checkout", 1),
                ("for", 1),
                ("für", 1)
            ]
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
