//! What somebody typed, as clauses. Any text is a query: what cannot be understood is searched as words.
//!
//! ```text
//! two words            both of them
//! a OR b               either
//! "no healthy upstream"  the words in this order
//! -word, NOT word      without it
//! time*                words that begin so
//! service:checkout     a filter: service, team, severity, factor, trigger, status, kind, date, year
//! ```

use chrono::NaiveDate;

/// Longer queries are cut: nobody types them, and pasted logs are no questions.
const LONGEST: usize = 2_000;

/// One thing that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    Words(String),
    Phrase(String),
    Prefix(String),
    /// Name and value.
    Filter(String, String),
    /// What means the same as a word that was typed.
    Like(String),
    /// Words that were typed together and have something else that means the same.
    All(Vec<Clause>),
}

impl Clause {
    /// As it was typed, for the reader; a filter is none of the words.
    pub fn said(&self) -> Option<String> {
        match self {
            Self::Words(text) | Self::Phrase(text) | Self::Prefix(text) | Self::Like(text) => {
                Some(text.clone())
            }
            Self::Filter(..) => None,
            Self::All(parts) => {
                let parts: Vec<_> = parts.iter().filter_map(Self::said).collect();
                Some(parts.join(" "))
            }
        }
    }
}

/// All that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Each must hold; one holds where any of its alternatives does.
    pub wanted: Vec<Vec<Clause>>,
    pub unwanted: Vec<Clause>,
    /// What was not understood as it may have been meant, as sentences.
    pub notes: Vec<String>,
}

/// Reads a query; `is_filter` knows the names before a colon.
pub fn read(text: &str, is_filter: impl Fn(&str) -> bool) -> Query {
    read_on(text, None, is_filter)
}

/// Reads a query of a day: "last december" is a month of a year then.
pub fn read_on(text: &str, today: Option<NaiveDate>, is_filter: impl Fn(&str) -> bool) -> Query {
    let mut query = Query::default();
    let mut text = text;
    if text.len() > LONGEST {
        let mut end = LONGEST;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text = &text[..end];
        query.notes.push(format!(
            "only the first {LONGEST} characters were searched for"
        ));
    }
    let mut or = false;
    let mut not = false;
    let mut tokens = tokens(text, &mut query.notes);
    if let Some(today) = today {
        tokens = super::spoken::resolve(tokens, today);
    }
    for token in tokens {
        match token.as_str() {
            "AND" | "&&" => continue,
            "OR" | "||" | "|" => {
                or = !query.wanted.is_empty();
                continue;
            }
            "NOT" => {
                not = true;
                continue;
            }
            _ => {}
        }
        let (minus, body) = match token.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, token.strip_prefix('+').unwrap_or(&token)),
        };
        let Some(clause) = clause(body, &is_filter, &mut query.notes) else {
            continue;
        };
        if minus || not {
            query.unwanted.push(clause);
        } else if let Some(last) = query.wanted.last_mut().filter(|_| or) {
            last.push(clause);
        } else {
            query.wanted.push(vec![clause]);
        }
        (or, not) = (false, false);
    }
    query
}

fn clause(text: &str, is_filter: impl Fn(&str) -> bool, notes: &mut Vec<String>) -> Option<Clause> {
    let quoted = |text: &str| {
        let inner = text.strip_prefix('"')?;
        Some(inner.strip_suffix('"').unwrap_or(inner).to_string())
    };
    let has_words = |text: &str| text.contains(char::is_alphanumeric);
    if !has_words(text) {
        return None;
    }
    if let Some(phrase) = quoted(text) {
        return Some(Clause::Phrase(phrase));
    }
    if let Some((name, value)) = text.split_once(':')
        && !name.is_empty()
        && name.chars().all(char::is_alphabetic)
        && has_words(value)
    {
        if is_filter(name) {
            let value = quoted(value).unwrap_or_else(|| value.to_string());
            return Some(Clause::Filter(name.to_string(), value));
        }
        if !value.starts_with("//") {
            notes.push(format!("`{name}:` is no filter: searched as words"));
        }
    }
    match text.strip_suffix('*') {
        Some(prefix) => Some(Clause::Prefix(prefix.to_string())),
        None => Some(Clause::Words(text.to_string())),
    }
}

/// Blanks and parentheses separate, but not within quotation marks.
fn tokens(text: &str, notes: &mut Vec<String>) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        let c = if matches!(c, '“' | '”' | '„') {
            '"'
        } else {
            c
        };
        match c {
            '"' => {
                quoted = !quoted;
                if let Some(token) = tokens.last_mut() {
                    token.push(c);
                }
                if !quoted {
                    tokens.push(String::new());
                }
            }
            c if !quoted && (c.is_whitespace() || c.is_control() || matches!(c, '(' | ')')) => {
                tokens.push(String::new());
            }
            c => {
                if let Some(token) = tokens.last_mut() {
                    token.push(c);
                }
            }
        }
    }
    if quoted {
        notes.push("a quotation mark is not closed: the rest was taken as a phrase".into());
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use Clause::*;

    fn parse(text: &str) -> Query {
        read(text, |name| name == "service")
    }

    #[test]
    fn clauses_are_words_phrases_prefixes_and_filters() {
        let query = parse(
            r#"timeout "no healthy upstream" OR 503 -staging NOT dev service:"Check out" time*"#,
        );
        assert_eq!(
            query.wanted,
            [
                vec![Words("timeout".into())],
                vec![Phrase("no healthy upstream".into()), Words("503".into())],
                vec![Filter("service".into(), "Check out".into())],
                vec![Prefix("time".into())],
            ]
        );
        assert_eq!(
            query.unwanted,
            [Words("staging".into()), Words("dev".into())]
        );
        assert_eq!(query.notes, Vec::<String>::new());
    }

    #[test]
    fn any_text_is_a_query() {
        assert_eq!(
            parse(r#""unclosed phrase"#).wanted,
            [vec![Phrase("unclosed phrase".into())]]
        );
        assert_eq!(
            parse("colour:red").notes,
            ["`colour:` is no filter: searched as words"]
        );
        assert_eq!(parse("x509: unknown authority").wanted.len(), 3);
        for text in [
            "",
            "OR",
            "- ( ) \"\"",
            "\u{0}\u{1b}",
            "OR OR NOT",
            "*",
            ":",
            "service:",
        ] {
            assert!(parse(text).wanted.len() <= 1, "{text:?}");
        }
        assert_eq!(parse(&"wörter ".repeat(2_000)).notes.len(), 1);
    }
}
