//! A written file as the parts that people and machines read of it.

use flate2::read::GzDecoder;
use std::io::Read;

/// Text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What readers see: without tags, entities as letters.
    Text(String),
    /// Bytes as they stand: tags, scripts, packed tables.
    Code(String),
    /// An image: only long texts can be told from chance.
    Binary(String),
}

impl Part {
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Binary(text) => text,
        }
    }
}

/// All parts of a file.
pub fn parts(path: &str, bytes: &[u8]) -> Vec<Part> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let unpacked = match extension {
        "kb" | "gz" => unpack(bytes),
        "js" if bytes.starts_with(b"kbPiece(") => packed(bytes).and_then(|bytes| unpack(&bytes)),
        _ => None,
    };
    if let Some(raw) = unpacked {
        return match serde_json::from_slice::<serde_json::Value>(&raw) {
            Ok(value) => vec![Part::Text(strings(&value))],
            Err(_) => vec![Part::Code(readable(&raw))],
        };
    }
    let raw = String::from_utf8_lossy(bytes);
    match extension {
        "html" | "xml" | "svg" | "atom" => vec![
            Part::Code(raw.to_string()),
            Part::Text(plain(&raw, "\n")),
            Part::Text(plain(&raw, "")),
        ],
        "json" => {
            let read = serde_json::from_slice::<serde_json::Value>(bytes);
            let text = read.map_or_else(|_| raw.to_string(), |value| strings(&value));
            vec![Part::Code(raw.to_string()), Part::Text(text)]
        }
        // Cells begin sentences of their own.
        "csv" => vec![Part::Text(
            raw.replace(",\"", "\n")
                .replace("\",", "\n")
                .replace(',', "\n "),
        )],
        "js" | "css" => vec![Part::Code(raw.to_string())],
        _ if bytes.contains(&0) => vec![Part::Binary(readable(bytes))],
        _ => vec![Part::Text(raw.to_string())],
    }
}

fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut raw = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut raw).ok()?;
    Some(raw)
}

/// The bytes in `kbPiece("name","base64");`.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let inner = text.rsplit('"').nth(1)?;
    let mut out = Vec::with_capacity(inner.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in inner.bytes().filter(|&byte| byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

/// Letters of a packed table, with everything else as line breaks.
fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .map(|c| {
            if c.is_control() || c == '\u{fffd}' {
                '\n'
            } else {
                c
            }
        })
        .collect()
}

/// All keys and strings of a JSON value, each on its line.
fn strings(value: &serde_json::Value) -> String {
    fn gather(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, out)),
            serde_json::Value::Object(fields) => fields.values().for_each(|item| gather(item, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    gather(value, &mut out);
    out
}

/// Attributes whose values people or machines read as words.
const READ: &[&str] = &[
    "alt",
    "title",
    "content",
    "aria-label",
    "value",
    "placeholder",
    "summary",
    "label",
];

/// Text and the values of attributes that are read, entities as letters; `between` stands for each tag.
fn plain(html: &str, between: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut read = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&entities(&rest[..at]));
        let tag = &rest[at..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        let name: String = tag[1..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        if matches!(name.as_str(), "script" | "style") {
            let close = format!("</{name}");
            rest = after.find(&close).map_or("", |at| &after[at..]);
            continue;
        }
        for attribute in READ {
            let mark = format!(" {attribute}=\"");
            if let Some(at) = tag.find(&mark) {
                let value = &tag[at + mark.len()..];
                read.push_str(&entities(value.split('"').next().unwrap_or_default()));
                read.push('\n');
            }
        }
        out.push_str(between);
        rest = after;
    }
    out.push_str(&entities(rest));
    if !between.is_empty() {
        out.push('\n');
        out.push_str(&read);
    }
    out
}

fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let end = tail.find(';').filter(|end| *end <= 8);
        let letter = end.and_then(|end| {
            let name = &tail[..end];
            let number =
                name.strip_prefix('#')
                    .and_then(|number| match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => number.parse().ok(),
                    });
            let named = match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                _ => None,
            };
            number.and_then(char::from_u32).or(named)
        });
        match (letter, end) {
            (Some(letter), Some(end)) => {
                out.push(letter);
                rest = &tail[end + 1..];
            }
            _ => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_through_tags_entities_and_attributes() {
        let html = "<p title=\"A&#66;C\">J<b>an</b>e &amp; <script>no</script>x</p>";
        assert_eq!(plain(html, ""), "Jane & x");
        assert_eq!(plain(html, "\n").lines().last(), Some("ABC"));
    }

    #[test]
    fn scripts_of_pieces_are_unpacked() {
        assert_eq!(
            packed(b"kbPiece(\"t0\",\"Zm9vYg==\");\n").as_deref(),
            Some(&b"foob"[..])
        );
    }
}
