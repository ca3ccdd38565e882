//! JSON with the place of every value. What stands before an error is kept: half a file is half of its values.

use super::{DEEPEST, Node, Trouble, Value};
use crate::span::{FileId, Span};

/// Reads JSON; what could not be read is the second part.
pub fn json(file: FileId, text: &str) -> (Node, Option<Trouble>) {
    let mut reader = Reader {
        file,
        text,
        at: 0,
        trouble: None,
    };
    reader.blank();
    let node = reader.value(0);
    reader.blank();
    if reader.at < text.len() {
        reader.fail("something follows the end of the value");
    }
    (node, reader.trouble)
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    trouble: Option<Trouble>,
}

impl Reader<'_> {
    fn fail(&mut self, why: &str) {
        let start = self.at.min(self.text.len());
        let width = self.text[start..].chars().next().map_or(0, char::len_utf8);
        self.trouble
            .get_or_insert((why.to_string(), start..start + width));
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn node(&self, start: usize, value: Value) -> Node {
        Node {
            value,
            span: Span::new(self.file, start..self.at),
        }
    }

    fn value(&mut self, depth: usize) -> Node {
        let start = self.at;
        if depth > DEEPEST {
            self.fail("values are nested too deeply");
            return self.node(start, Value::Null);
        }
        let value = match self.peek() {
            Some(b'{') => Value::Map(self.many(b'}', |reader| {
                let name = reader.string();
                reader.blank();
                match reader.peek() {
                    Some(b':') => reader.at += 1,
                    _ => reader.fail("a `:` is missing"),
                }
                reader.blank();
                (name, reader.value(depth + 1))
            })),
            Some(b'[') => Value::List(self.many(b']', |reader| reader.value(depth + 1))),
            Some(b'"') => Value::Text(self.string()),
            _ => self.word(),
        };
        self.node(start, value)
    }

    /// The parts between two brackets, up to the first that cannot be read.
    fn many<T>(&mut self, close: u8, mut part: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut parts = Vec::new();
        self.at += 1;
        self.blank();
        if self.peek() == Some(close) {
            self.at += 1;
            return parts;
        }
        loop {
            let read = part(self);
            if self.trouble.is_some() {
                // A part that is whole counts; one that broke off does not, unless parts of it are whole.
                parts.push(read);
                return parts;
            }
            parts.push(read);
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return parts;
                }
                Some(_) => {
                    self.fail("a `,` is missing");
                    return parts;
                }
                None => {
                    self.fail("the file ends here, in the middle of a value");
                    return parts;
                }
            }
            self.blank();
        }
    }

    fn string(&mut self) -> String {
        if self.peek() != Some(b'"') {
            let why = match self.peek() {
                None => "the file ends here, in the middle of a value",
                Some(_) => "a text in quotation marks is missing",
            };
            self.fail(why);
            return String::new();
        }
        self.at += 1;
        let mut units: Vec<u16> = Vec::new();
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let run = rest.find(['"', '\\']).unwrap_or(rest.len());
            if run > 0 {
                flush(&mut text, &mut units);
                text.push_str(&rest[..run]);
            }
            self.at += run;
            match self.peek() {
                None => {
                    self.fail("the file ends here, in the middle of a text");
                    return text;
                }
                Some(b'"') => {
                    self.at += 1;
                    flush(&mut text, &mut units);
                    return text;
                }
                Some(_) => self.escape(&mut text, &mut units),
            }
        }
    }

    fn escape(&mut self, text: &mut String, units: &mut Vec<u16>) {
        let kind = self.text.as_bytes().get(self.at + 1).copied();
        if kind == Some(b'u') {
            let digits = self.text.get(self.at + 2..self.at + 6);
            match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
                Some(unit) => {
                    units.push(unit);
                    self.at += 6;
                }
                None => {
                    self.fail("four digits belong behind `\\u`");
                    self.at += 2;
                }
            }
            return;
        }
        flush(text, units);
        let plain = match kind {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            _ => {
                self.fail("nothing is written like this in JSON");
                self.at += 1;
                return;
            }
        };
        text.push(plain);
        self.at += 2;
    }

    /// A number, `true`, `false`, `null`.
    fn word(&mut self) -> Value {
        let rest = &self.text[self.at..];
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        let known = matches!(word, "true" | "false" | "null") || word.parse::<f64>().is_ok();
        if !known {
            let why = match rest.is_empty() {
                true => "the file ends here, in the middle of a value",
                false => "this is no value of JSON",
            };
            self.fail(why);
            return Value::Null;
        }
        self.at += length;
        match word {
            "null" => Value::Null,
            word => Value::Text(word.to_string()),
        }
    }
}

/// Code units of escapes become text when the escapes end: two of them may be one character.
fn flush(text: &mut String, units: &mut Vec<u16>) {
    if !units.is_empty() {
        text.push_str(&String::from_utf16_lossy(units));
        units.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_places() {
        let text = r#" {"a": [1, "x\ud83d\ude00\n"], "b": null} "#;
        let (node, trouble) = json(FileId(0), text);
        assert_eq!(trouble, None);
        let list = node.get("a").expect("a").items();
        assert_eq!(list[0].text(), Some("1"));
        assert_eq!(list[1].text(), Some("x😀\n"));
        assert_eq!(&text[list[1].span.range()], r#""x\ud83d\ude00\n""#);
    }

    #[test]
    fn half_a_file_is_half_of_its_values() {
        let whole = r#"[{"n": 1}, {"n": 2}, {"n": 3}]"#;
        for end in 0..whole.len() {
            let (node, trouble) = json(FileId(0), &whole[..end]);
            assert!(trouble.is_some(), "{end}");
            let read = node.items().len();
            assert!(read <= 3 && (end < 9 || read >= 1), "{end}: {read}");
        }
        for text in [
            "",
            "[1 2]",
            "{\"a\" 1}",
            "\"\\q\"",
            "nul",
            "[1] 2",
            "{,}",
            "\"\\u12\"",
        ] {
            assert!(json(FileId(0), text).1.is_some(), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(json(FileId(0), &deep).1.is_some());
    }
}
