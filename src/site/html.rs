//! The few things about HTML that are needed outside of templates.

/// Appends text so that it is only text, in content and in quoted attributes.
pub fn escape(out: &mut String, text: &str) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[start..at]);
        out.push_str(entity);
        start = at + 1;
    }
    out.push_str(&text[start..]);
}

/// The text, escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Appends a path as it may stand in an address: everything but letters, digits, `/` and `-._~` is percent-encoded.
pub fn encode_path(out: &mut String, path: &str) {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(byte);
    let mut rest = path;
    while !rest.is_empty() {
        let plain = rest.bytes().take_while(is_plain).count();
        out.push_str(&rest[..plain]);
        let Some(c) = rest[plain..].chars().next() else {
            break;
        };
        let other = c.len_utf8();
        for byte in rest[plain..plain + other].bytes() {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(HEX[(byte >> 4) as usize] as char);
            out.push(HEX[(byte & 15) as usize] as char);
        }
        rest = &rest[plain + other..];
    }
}

/// The path, encoded.
pub fn encoded_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    encode_path(&mut out, path);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::target::decode_path;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            escaped("a < b & \"c\" 'd'"),
            "a &lt; b &amp; &quot;c&quot; &#39;d&#39;"
        );
    }

    #[test]
    fn any_path_survives_an_address() {
        let path = "a b/ü#?%41.png";
        assert_eq!(encoded_path(path), "a%20b/%C3%BC%23%3F%2541.png");
        assert_eq!(decode_path(&encoded_path(path)), path);
        assert_eq!(decode_path("100%"), "100%");
    }
}
