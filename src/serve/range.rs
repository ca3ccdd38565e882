//! A part of a file: media players ask for those, some for nothing else.

use super::http::Request;

/// What is asked for of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    Whole,
    /// The first and the last byte.
    Part(u64, u64),
    /// What lies behind its end.
    Outside,
}

/// Several parts at once, and what cannot be understood, is answered with the whole.
pub fn asked(request: &Request, tag: &str, length: u64) -> Asked {
    let other = request
        .if_range
        .as_deref()
        .is_some_and(|known| known != tag);
    let range = request.range.as_deref().filter(|_| !other);
    let Some((first, last)) = range
        .and_then(|range| range.strip_prefix("bytes="))
        .and_then(|range| range.split_once('-'))
    else {
        return Asked::Whole;
    };
    let end = length.saturating_sub(1);
    let (first, last) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(end)),
        (Ok(first), Err(_)) if last.is_empty() => (first, end),
        // So many bytes from its end.
        (Err(_), Ok(0)) if first.is_empty() => return Asked::Outside,
        (Err(_), Ok(count)) if first.is_empty() => (length.saturating_sub(count), end),
        _ => return Asked::Whole,
    };
    match first < length {
        true => Asked::Part(first, last),
        false => Asked::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_ten(range: &str, if_range: Option<&str>) -> Asked {
        let request = Request {
            range: Some(range.into()),
            if_range: if_range.map(str::to_string),
            ..Request::default()
        };
        asked(&request, "\"new\"", 10)
    }

    #[test]
    fn a_part_is_named_by_its_ends_or_by_its_length_from_the_end() {
        for (range, part) in [
            ("bytes=0-3", Asked::Part(0, 3)),
            ("bytes=4-", Asked::Part(4, 9)),
            ("bytes=4-99", Asked::Part(4, 9)),
            ("bytes=-2", Asked::Part(8, 9)),
            ("bytes=-99", Asked::Part(0, 9)),
            ("bytes=9-9", Asked::Part(9, 9)),
            ("bytes=10-", Asked::Outside),
            ("bytes=-0", Asked::Outside),
        ] {
            assert_eq!(of_ten(range, None), part, "{range}");
        }
    }

    #[test]
    fn what_cannot_be_understood_is_the_whole() {
        for range in [
            "bytes=",
            "bytes=-",
            "bytes=3-1",
            "bytes=0-1,3-4",
            "lines=1-2",
            "bytes=a-b",
        ] {
            assert_eq!(of_ten(range, None), Asked::Whole, "{range}");
        }
        assert_eq!(asked(&Request::default(), "\"new\"", 10), Asked::Whole);
    }

    #[test]
    fn a_part_of_another_file_is_no_part_of_this_one() {
        assert_eq!(of_ten("bytes=0-3", Some("\"old\"")), Asked::Whole);
        assert_eq!(of_ten("bytes=0-3", Some("\"new\"")), Asked::Part(0, 3));
    }
}
