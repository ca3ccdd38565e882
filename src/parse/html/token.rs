//! HTML as tags and stretches of text, each with its place.
//!
//! `html5gum` reads tags and attributes as browsers do. Text is handed on as its place only: [`super::text`] decodes it
//! piece by piece, so that every character knows where it stands.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::ops::Range;

/// One attribute of a tag, its entities decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub name: String,
    pub value: String,
    /// Where the value stands.
    pub place: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Start {
        name: String,
        attributes: Vec<Attribute>,
        closed: bool,
        range: Range<usize>,
    },
    End {
        name: String,
        range: Range<usize>,
    },
    Text(Range<usize>),
    /// The inside of `<![CDATA[…]]>`, in which `&` and `<` are letters.
    Raw(Range<usize>),
}

/// What `html5gum` says next.
enum Found {
    Token(Token),
    /// A comment that begins at this place.
    Comment(usize),
}

/// All tokens of `text` from the byte `start`; places are of the whole text.
pub fn read(text: &str, start: usize) -> Vec<Token> {
    const CDATA: &str = "<![CDATA[";
    let mut tokens = Vec::new();
    let mut from = start;
    'parts: loop {
        for found in Tokenizer::new_with_emitter(&text[from..], emitter(from)).flatten() {
            match found {
                Found::Token(token) => push(&mut tokens, token, text),
                // HTML reads it as a comment up to the next `>`; Confluence's storage format means its whole content.
                Found::Comment(at) if text.get(at..).is_some_and(|t| t.starts_with(CDATA)) => {
                    let inside = at + CDATA.len();
                    let end = text[inside..]
                        .find("]]>")
                        .map_or(text.len(), |length| inside + length);
                    tokens.push(Token::Raw(inside..end));
                    from = (end + 3).min(text.len());
                    continue 'parts;
                }
                Found::Comment(_) => {}
            }
        }
        return tokens;
    }
}

/// Adds a token; its place is on whole characters of the text, whatever the tokenizer says.
fn push(tokens: &mut Vec<Token>, mut token: Token, text: &str) {
    let (Token::Start { range, .. }
    | Token::End { range, .. }
    | Token::Text(range)
    | Token::Raw(range)) = &mut token;
    let whole = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    range.start = whole(range.start);
    range.end = whole(range.end).max(range.start);
    tokens.push(token);
}

/// Gathers the events of a tag into one token. `base` is the place at which the tokenizer's input begins.
fn emitter(
    base: usize,
) -> CallbackEmitter<impl FnMut(CallbackEvent<'_>, Span<usize>) -> Option<Found>, Found, usize> {
    let mut open: Option<(String, Vec<Attribute>, usize)> = None;
    let mut emitter = CallbackEmitter::new(move |event: CallbackEvent<'_>, span: Span<usize>| {
        let range = span.start + base..span.end + base;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                open = Some((lossy(name), Vec::new(), range.start));
                None
            }
            CallbackEvent::AttributeName { name } => {
                if let Some((_, attributes, _)) = &mut open {
                    attributes.push(Attribute {
                        name: lossy(name),
                        value: String::new(),
                        place: range.end,
                    });
                }
                None
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = open.as_mut().and_then(|(_, all, _)| all.last_mut()) {
                    attribute.value = lossy(value);
                    attribute.place = range.start;
                }
                None
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                open.take().map(|(name, attributes, start)| {
                    Found::Token(Token::Start {
                        name,
                        attributes,
                        closed: self_closing,
                        range: start..range.end,
                    })
                })
            }
            CallbackEvent::EndTag { name } => {
                open = None;
                Some(Found::Token(Token::End {
                    name: lossy(name),
                    range,
                }))
            }
            CallbackEvent::String { .. } => Some(Found::Token(Token::Text(range))),
            CallbackEvent::Comment { .. } => Some(Found::Comment(range.start)),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => None,
        }
    });
    emitter.naively_switch_states(true);
    emitter
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source under each token, tags with their names.
    fn shown(text: &str) -> Vec<String> {
        let show = |token: &Token| match token {
            Token::Start { name, range, .. } => format!("{name}:{}", &text[range.clone()]),
            Token::End { name, range } => format!("/{name}:{}", &text[range.clone()]),
            Token::Text(range) | Token::Raw(range) => text[range.clone()].to_string(),
        };
        read(text, 0).iter().map(show).collect()
    }

    #[test]
    fn every_token_knows_its_place() {
        assert_eq!(
            shown("<p CLASS=x>ä &amp; b<br/>1 < 2 &c;</p><!-- n -->é"),
            [
                "p:<p CLASS=x>",
                "ä &amp; b",
                "br:<br/>",
                "1 < 2 &c;",
                "/p:</p>",
                "é"
            ]
        );
    }

    #[test]
    fn the_inside_of_cdata_is_text_whatever_it_holds() {
        assert_eq!(
            shown("<x><![CDATA[a > b <script> &amp; ]]></x>é<![CDATA[never ends"),
            [
                "x:<x>",
                "a > b <script> &amp; ",
                "/x:</x>",
                "é",
                "never ends"
            ]
        );
    }

    #[test]
    fn values_of_attributes_have_a_place() {
        let text = "é<time datetime=\"2026-05-30\" hidden>";
        let tokens = read(text, 0);
        let Some(Token::Start { attributes, .. }) = tokens.get(1) else {
            panic!("a tag was expected: {tokens:?}")
        };
        assert_eq!(&text[attributes[0].place..][..10], "2026-05-30");
        assert_eq!(attributes[1].name, "hidden");
    }
}
