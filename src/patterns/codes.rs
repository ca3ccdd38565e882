//! Codes that number a document or a ticket, or name a region: they tell when and where, and nothing of what happened.

/// Points of the compass, as providers name their regions.
const POINTS: [&str; 9] = [
    "north",
    "south",
    "east",
    "west",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

/// The length of the code that a text begins with, up to its last letter or digit. `first` is the length of its first
/// word, after which a hyphen or an underscore stands.
pub fn length(text: &str, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = bytes.get(..first)?;
    let rest = bytes.get(first + 1..)?;
    // `SHA-1` and `TLS-1.3` are names.
    let is_number =
        || rest.len() > 1 && rest[..2].iter().all(u8::is_ascii_digit) && is_series(word);
    let is_region = || is_area(word) && is_region(&text[first + 1..]);
    if !is_number() && !is_region() {
        return None;
    }
    let end = bytes.iter().position(|byte| !is_part(*byte));
    let code = &text[..end.unwrap_or(text.len())];
    Some(code.trim_end_matches(['-', '_']).len())
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// `INC` of `INC-2026-04-14-001`, `PLAT` of `PLAT-118`, `PM2019` of `PM2019-009`.
fn is_series(word: &[u8]) -> bool {
    let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let letters = letters.count();
    let (name, year) = word.split_at(letters);
    match year {
        [] => letters > 1 && name.iter().all(u8::is_ascii_uppercase),
        [b'1', b'9', rest @ ..] | [b'2', b'0', rest @ ..] => {
            letters > 0 && rest.len() == 2 && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// `us` of `us-east-1`, `europe` of `europe-west4-b`.
fn is_area(word: &[u8]) -> bool {
    (2..=12).contains(&word.len()) && word.iter().all(u8::is_ascii_alphabetic)
}

/// What stands after the area: `east-1`, `gov-west-1`, `west4-b`.
fn is_region(rest: &str) -> bool {
    let mut parts = rest.split('-');
    let mut point = parts.next().unwrap_or_default();
    if matches!(point, "gov" | "iso" | "isob") {
        point = parts.next().unwrap_or_default();
    }
    let name = point.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = match name.len() < point.len() {
        true => true,
        false => parts
            .next()
            .is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit())),
    };
    numbered && POINTS.iter().any(|point| name.eq_ignore_ascii_case(point))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_and_regions_are_codes_and_names_are_none() {
        let read = |text: &str| {
            let first = text.find(['-', '_'])?;
            length(text, first).map(|length| text[..length].to_string())
        };
        for (text, code) in [
            ("PM2019-009 - Starvation", Some("PM2019-009")),
            ("inc2024_17", Some("inc2024_17")),
            ("INC-2026-04-14-001.", Some("INC-2026-04-14-001")),
            ("PLAT-118, again", Some("PLAT-118")),
            ("ap-northeast-1a is down", Some("ap-northeast-1a")),
            ("us-gov-west-1", Some("us-gov-west-1")),
            ("europe-west4-b: slow", Some("europe-west4-b")),
            ("kube-system", None),
            ("north-east wind", None),
            ("python-3", None),
            ("log4j-2", None),
            ("TLS-1.3", None),
            ("read-only", None),
            ("x-", None),
        ] {
            assert_eq!(read(text).as_deref(), code, "{text}");
        }
    }
}
