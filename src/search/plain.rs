//! A document's Markdown as text to be searched: without front matter, addresses of links and tags.
//!
//! A scan of lines, not a parse: what it keeps too much does no harm, and it costs next to nothing.

use crate::parse::front_matter;
use std::borrow::Cow;

/// What the index and excerpts read of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plain {
    pub headings: String,
    pub body: String,
}

/// The searchable text of a Markdown source.
pub fn read(source: &str) -> Plain {
    let mut plain = Plain::default();
    plain.body.reserve(source.len());
    for line in source[front_matter::body_start(source)..].lines() {
        let line = line.trim();
        let heading = line.trim_start_matches('#');
        let text = without_targets(heading);
        let to = match heading.len() < line.len() {
            true => &mut plain.headings,
            false => &mut plain.body,
        };
        to.push_str(&text);
        to.push('\n');
    }
    plain
}

/// `[text](target)` as `text`, tags and comments as nothing.
fn without_targets(line: &str) -> Cow<'_, str> {
    if !line.contains("](") && !line.contains('<') {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', ']']) {
        let tail = &rest[at..];
        let skip = if tail.starts_with("](") {
            tail.find(')').map(|end| end + 1)
        } else if is_tag(tail) {
            tail.find('>').map(|end| end + 1)
        } else {
            None
        };
        text.push_str(&rest[..at]);
        match skip {
            Some(skip) => {
                text.push(' ');
                rest = &rest[at + skip..];
            }
            None => {
                text.push(' ');
                rest = &rest[at + 1..];
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn is_tag(text: &str) -> bool {
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
        && !text.starts_with("<http")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_targets_and_tags_are_left_out() {
        let plain =
            read("---\ntitle: x\n---\n# A [b](c.md)\n\nsee [it](https://x.y/z) <br/> now a < b\n");
        assert_eq!(plain.headings.trim(), "A [b");
        assert_eq!(plain.body.trim(), "see [it    now a   b");
        assert_eq!(read("---\nno end\n").body, "---\nno end\n");
        assert_eq!(read("a ](").body, "a  (\n");
    }
}
