//! Where links and images of HTML lead.

/// The address that an author meant: without the detour that Google Docs puts before it, and none that runs code.
pub fn meant(href: &str) -> Option<String> {
    let href = href.trim();
    let target = google(href).unwrap_or_else(|| href.to_string());
    (!target.is_empty() && may_stand(&target)).then_some(target)
}

/// The target of `https://www.google.com/url?q=…&sa=…`.
fn google(href: &str) -> Option<String> {
    let rest = href.split_once("://")?.1;
    let query = rest
        .strip_prefix("www.")
        .unwrap_or(rest)
        .strip_prefix("google.com/url?")?;
    let target = query.split('&').find_map(|pair| {
        pair.strip_prefix("q=")
            .or_else(|| pair.strip_prefix("url="))
    })?;
    Some(decoded(target))
}

/// `%3D` as `=`; what is no UTF-8 stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

/// Whether an address has a scheme that can only lead somewhere, or none.
fn may_stand(address: &str) -> bool {
    const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];
    let shown: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take_while(|c| !matches!(c, '/' | '?' | '#'))
        .collect();
    match shown.split_once(':') {
        Some((scheme, _)) => SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_are_left_out_and_code_is_refused() {
        for (href, expected) in [
            (
                "https://www.google.com/url?q=https://example.com/a%3Fb%3D1&sa=D&ust=1",
                Some("https://example.com/a?b=1"),
            ),
            ("a/b.html#c", Some("a/b.html#c")),
            (" HTTPS://example.com ", Some("HTTPS://example.com")),
            ("https://www.google.com/url?q=javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("", None),
        ] {
            assert_eq!(meant(href).as_deref(), expected, "{href}");
        }
    }
}
