//! Files that hold many incidents: each section of a level that `kb.toml` names becomes a document of its own.
//!
//! A part keeps the front matter of its file and its lines: what stands above it is blank, so that every place is the
//! place in the file.

use super::Input;
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::HashSet;
use std::ops::Range;

/// All parts of a file together may have this many bytes.
const LONGEST: usize = 64 * 1024 * 1024;

/// A section that is a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// What stands behind `#` in its path.
    pub anchor: String,
    pub text: String,
}

/// The documents that a file is: itself, or its parts.
pub fn documents(input: &mut Input, file: FileId) -> Vec<FileId> {
    let source = input.sources.get(file);
    let Some(level) = input.config.split_level(&source.path) else {
        return vec![file];
    };
    let start = Span::new(file, 0..0);
    let lower = source.path.to_ascii_lowercase();
    if lower.ends_with(".html") || lower.ends_with(".htm") {
        let message = "HTML files are not split";
        input
            .diagnostics
            .push(Diagnostic::warning("not-split", start, message));
        return vec![file];
    }
    let parts = parts(&source.text, level);
    if parts.is_empty() {
        let message = format!("no heading of level {level} splits this file");
        let help =
            "it is read as one document; change `heading` of its `[[content.split]]` in kb.toml";
        let found = Diagnostic::warning("not-split", start, message).help(help);
        input.diagnostics.push(found);
        return vec![file];
    }
    let (path, shown) = (source.path.clone(), input.sources.shown(file).to_string());
    let add = |part: Part| {
        let path = format!("{path}#{}", part.anchor);
        input.sources.add_shown(path, shown.clone(), part.text)
    };
    parts.into_iter().map(add).collect()
}

/// The file of which a document is a part.
pub fn whole(input: &Input, part: FileId) -> Option<FileId> {
    let (path, _) = input.sources.get(part).path.rsplit_once('#')?;
    input.config.split_level(path)?;
    // Parts stand behind their file.
    let mut before = (0..part.0).rev().map(FileId);
    before.find(|file| input.sources.get(*file).path == path)
}

/// The same place in the file that holds a document; `None` for what only the part has.
pub fn in_file(input: &Input, span: Span) -> Option<Span> {
    let Some(whole) = whole(input, span.file) else {
        return Some(span);
    };
    let (part, text) = (
        &input.sources.get(span.file).text,
        &input.sources.get(whole).text,
    );
    let above = part.get(..span.range().start)?;
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    let mut lines = text.split_inclusive('\n');
    let begin: usize = lines
        .by_ref()
        .take(above.matches('\n').count())
        .map(str::len)
        .sum();
    let same = |end: usize| text.get(begin..begin + end - line) == part.get(line..end);
    let moved = |at: u32| at as usize - line + begin;
    same(span.range().end).then(|| Span::new(whole, moved(span.start)..moved(span.end)))
}

/// The sections of this level, each up to the next heading of its level or above; none where they would be too many.
pub fn parts(text: &str, level: u8) -> Vec<Part> {
    let front = front_matter(text);
    let (sections, references) = sections(text, front.end, level);
    let mut used = HashSet::new();
    let mut parts = Vec::new();
    let mut size = 0;
    for (title, range) in sections {
        let mut part = own_front_matter(&text[front.clone()]);
        part.extend(text[front.end..range.start].matches('\n'));
        part.push_str(&text[range.clone()]);
        for reference in references
            .iter()
            .filter(|reference| !range.contains(&reference.start))
        {
            part.push('\n');
            part.push_str(&text[reference.clone()]);
        }
        size += part.len();
        if size > LONGEST {
            return Vec::new();
        }
        let wanted = anchor(&title);
        let mut anchor = wanted.clone();
        let mut number = 1;
        while !used.insert(anchor.clone()) {
            anchor = format!("{wanted}-{number}");
            number += 1;
        }
        parts.push(Part { anchor, text: part });
    }
    parts
}

/// A section's title and its place.
type Section = (String, Range<usize>);

/// Sections with their titles, and where the targets of reference links are defined.
fn sections(text: &str, start: usize, level: u8) -> (Vec<Section>, Vec<Range<usize>>) {
    /// More definitions than this are no foot of a page.
    const MOST: usize = 200;
    let parser = Parser::new_ext(
        &text[start..],
        Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES,
    );
    let shift = |range: Range<usize>| range.start + start..range.end + start;
    let mut references: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| shift(definition.span.clone()))
        .collect();
    references.sort_by_key(|range| range.start);
    references.truncate(MOST);
    let mut found: Vec<Section> = Vec::new();
    let mut is_open = false;
    // Headings in lists and quotations open no section.
    let mut depth = 0;
    let mut title = None;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: own, .. }) if depth == 0 => {
                let at = shift(range).start;
                if own <= wanted(level) && is_open {
                    found.last_mut().expect("one is open").1.end = at;
                    is_open = false;
                }
                if own == wanted(level) {
                    found.push((String::new(), at..text.len()));
                    is_open = true;
                    title = Some(String::new());
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let (Some(title), Some(last)) = (title.take(), found.last_mut()) {
                    last.0 = title;
                }
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(title) = &mut title {
                    title.push_str(&part);
                }
            }
            Event::Start(Tag::Item | Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => depth -= 1,
            _ => {}
        }
    }
    (found, references)
}

fn wanted(level: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H2)
}

/// The block of fields at the top of a file, if it has one.
fn front_matter(text: &str) -> Range<usize> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let fence = first.trim_end();
    if !matches!(fence, "---" | "+++") {
        return 0..0;
    }
    let mut at = first.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            return 0..at;
        }
    }
    0..0
}

/// The front matter of the file without what only one document can have. What is not plainly one value stays as it is:
/// fields that cannot be read would hide that a document is restricted.
fn own_front_matter(text: &str) -> String {
    const OF_ONE: &[&str] = &["title", "id", "date", "slug"];
    let of_one = |line: &str| {
        line.split_once([':', '=']).is_some_and(|(name, value)| {
            OF_ONE.contains(&name.trim_end().to_ascii_lowercase().as_str())
                && value
                    .trim()
                    .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\''))
                && !value.contains("\"\"\"")
                && !value.contains("'''")
        })
    };
    let mut own = String::with_capacity(text.len());
    let mut goes = false;
    for line in text.split_inclusive('\n') {
        goes = of_one(line) || goes && line.starts_with([' ', '\t']);
        own.push_str(if goes { "\n" } else { line });
    }
    own
}

/// The heading as the last part of an address, as GitHub forms it.
fn anchor(title: &str) -> String {
    let mut anchor = String::new();
    for c in title.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => anchor.push('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => anchor.push(c),
            _ => {}
        }
    }
    if anchor.is_empty() {
        anchor.push_str("section");
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_is_a_document_on_its_own_lines() {
        let text = "---\nteam: Payments\ntitle: All\n---\nintro\n\n## A `b`!\n\nsee [x]\n\n### Cause\n\n```\n## no heading\n```\n\n## A `b`!\n\n> ## quoted\n\n# Other\n\n[x]: y\n";
        let parts = parts(text, 2);
        let anchors: Vec<_> = parts.iter().map(|part| part.anchor.as_str()).collect();
        assert_eq!(anchors, ["a-b", "a-b-1"]);
        let first = &parts[0].text;
        assert!(
            first.starts_with("---\nteam: Payments\n\n---\n\n\n## A `b`!\n"),
            "{first}"
        );
        assert!(first.ends_with("```\n\n\n[x]: y"), "{first}");
        let line = |text: &str, wanted: &str| text.lines().position(|line| line.contains(wanted));
        assert_eq!(line(first, "### Cause"), line(text, "### Cause"));
        assert_eq!(line(&parts[1].text, "quoted"), line(text, "quoted"));
        assert!(!parts[1].text.contains("Other"));
    }

    #[test]
    fn what_only_one_document_can_have_is_left_out_with_its_lines() {
        let front = "---\ntitle: a\n  b\nvisibility: restricted\nid: |\n  x\n---\n";
        assert_eq!(
            own_front_matter(front),
            "---\n\n\nvisibility: restricted\nid: |\n  x\n---\n"
        );
    }

    #[test]
    fn without_a_heading_of_the_level_there_is_no_part() {
        assert!(parts("# A\n\ntext\n", 2).is_empty());
    }
}
