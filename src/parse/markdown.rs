//! Markdown to sections, by way of `pulldown-cmark`.

mod builder;
mod containers;
mod nest;
mod underlined;

use super::document::Section;
use super::wiki;
use crate::span::{SourceFile, Span};
use builder::Builder;
use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;

/// The dialect: CommonMark and what GitHub, Hugo and Quarto add that carries meaning here.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads the body, which begins at the byte offset `start`, into a tree of sections.
pub fn sections(source: &SourceFile, start: usize) -> Section {
    let body = wiki::as_markdown(&source.text[start..]);
    let mut builder = Builder::new(source.id, start, &body);
    for (event, range) in Parser::new_ext(&body, options()).into_offset_iter() {
        builder.event(event, range.start + start..range.end + start);
    }
    let blocks = underlined::headings(builder.finish(), &source.text);
    nest::under_headings(blocks, Span::new(source.id, start..source.text.len()))
}

/// Gathers events of another format into a tree of sections; their ranges are of the whole source.
pub fn gather<'a>(
    source: &SourceFile,
    start: usize,
    events: impl IntoIterator<Item = (Event<'a>, Range<usize>)>,
) -> Section {
    let mut builder = Builder::new(source.id, start, &source.text[start..]);
    for (event, range) in events {
        builder.event(event, range);
    }
    nest::under_headings(
        builder.finish(),
        Span::new(source.id, start..source.text.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::document::BlockKind;
    use crate::parse::inline::MarkKind;
    use crate::span::FileId;

    fn read(text: &str) -> Section {
        sections(
            &SourceFile {
                id: FileId(0),
                path: "a.md".into(),
                text: text.into(),
            },
            0,
        )
    }

    fn outline(section: &Section) -> String {
        let name = section
            .heading
            .as_ref()
            .map_or("·", |heading| heading.text.text.as_str());
        let children: Vec<_> = section.children.iter().map(outline).collect();
        format!("{name}{}[{}]", section.blocks.len(), children.join(" "))
    }

    #[test]
    fn headings_open_sections_that_nest_by_level() {
        assert_eq!(
            outline(&read("intro\n\n# A\n\ntext\n\n### B\n\n## C\n\n# D\n")),
            "·1[A1[B0[] C0[]] D0[]]"
        );
    }

    #[test]
    fn task_items_keep_their_state_and_nested_lists_their_place() {
        let root = read("- [x] done\n- [ ] open\n  - nested\n- bare\n");
        let BlockKind::List { items, .. } = &root.blocks[0].kind else {
            panic!("a list was expected")
        };
        assert_eq!(
            items.iter().map(|item| item.task).collect::<Vec<_>>(),
            [Some(true), Some(false), None]
        );
        assert_eq!(items[1].lead().map(|lead| lead.text.as_str()), Some("open"));
        assert_eq!(items[1].blocks.len(), 2);
    }

    #[test]
    fn tables_have_a_head_and_rows() {
        let root = read("| A | B |\n|---|---|\n| 1 | **2** |\n");
        let BlockKind::Table { head, rows } = &root.blocks[0].kind else {
            panic!("a table was expected")
        };
        assert_eq!(
            head.iter()
                .map(|cell| cell.text.as_str())
                .collect::<Vec<_>>(),
            ["A", "B"]
        );
        assert_eq!(rows[0].cells[1].marks[0].kind, MarkKind::Strong);
    }

    #[test]
    fn nesting_of_any_depth_is_read() {
        let quotes = format!("{} deep\n", ">".repeat(10_000));
        let lists: String = (0..400)
            .map(|depth| format!("{}- level {depth}\n", "  ".repeat(depth)))
            .collect();
        for text in [quotes, lists] {
            assert!(!read(&text).blocks.is_empty());
        }
    }

    #[test]
    fn a_numbered_line_that_is_underlined_is_a_heading() {
        assert_eq!(
            outline(&read(
                "1. Summary\n----------\n\ntext\n\n2. Cause\n--------\n\n- a\n"
            )),
            "·0[Summary1[] Cause1[]]"
        );
        assert_eq!(outline(&read("1. one\n2. two\n\n---\n")), "·2[]");
    }

    #[test]
    fn reference_links_are_resolved() {
        let root = read("see [it][1]\n\n[1]: https://example.com/x\n");
        let BlockKind::Paragraph(inline) = &root.blocks[0].kind else {
            panic!("a paragraph was expected")
        };
        assert_eq!(
            inline.links().next().map(|(url, _)| url),
            Some("https://example.com/x")
        );
    }
}
