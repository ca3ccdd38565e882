//! Blocks that an author put out of sight: `<div hidden>`, and collapsed hints on how to fill in a section.

use crate::extract::headings::words;
use crate::parse::{Block, BlockKind};

/// The index behind the hidden blocks that begin at `at`, down to the tag that closes them; `at` itself where none do.
pub fn end(blocks: &[Block], at: usize) -> usize {
    /// What is not closed within so many blocks is not looked for any further.
    const MOST: usize = 400;
    let BlockKind::Html(html) = &blocks[at].kind else {
        return at;
    };
    let Some(name) = opened(html) else {
        return at;
    };
    let mut depth = 0;
    for (next, block) in blocks.iter().enumerate().skip(at).take(MOST) {
        if let BlockKind::Html(html) = &block.kind {
            depth += count(html, "<", name) - count(html, "</", name);
            if depth <= 0 {
                return next + 1;
            }
        }
    }
    // What nobody closes takes nothing with it.
    at
}

/// The name of the element that a block of HTML opens and hides.
fn opened(html: &str) -> Option<&str> {
    let inner = html.trim_start().strip_prefix('<')?;
    let name = &inner[..inner.find(|c: char| !c.is_ascii_alphanumeric())?];
    let tag = &inner[name.len()..inner.find('>')?];
    let is_hidden = match name {
        "details" => summary(html).is_some_and(is_hint),
        "template" => true,
        _ => {
            let is_flag = |word: &str| word == "hidden" || word.starts_with("hidden=");
            tag.split_ascii_whitespace().any(is_flag)
                || tag.contains("display:none")
                || tag.contains("display: none")
        }
    };
    is_hidden.then_some(name)
}

fn summary(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("<summary>")?;
    rest.split_once("</summary>").map(|(summary, _)| summary)
}

/// Whether the words above a fold say that the template speaks there, not the author.
pub fn is_hint(summary: &str) -> bool {
    const HINTS: &[&str] = &[
        "hint",
        "hints",
        "instructions",
        "instruction",
        "guidance",
        "guide",
        "guidelines",
        "template",
        "example",
        "examples",
        "help",
        "tip",
        "tips",
    ];
    let is_name = |word: &String| HINTS.contains(&word.as_str());
    // `Hint: …`
    let announces = summary
        .split_once(':')
        .is_some_and(|(name, _)| words(&without_tags(name)).last().is_some_and(is_name));
    let words = words(&without_tags(summary));
    // `Help desk`, `Example of a lost order`: the author's own words.
    let is_all = !words.is_empty() && words.iter().all(|word| is_name(word) || word == "and");
    let leads = words
        .windows(2)
        .any(|pair| is_name(&pair[0]) && matches!(pair[1].as_str(), "to" | "how" | "for"));
    let asks = words
        .windows(2)
        .any(|pair| pair[0] == "how" && pair[1] == "to")
        || words
            .windows(2)
            .any(|pair| pair[0] == "what" && matches!(pair[1].as_str(), "goes" | "belongs" | "to"));
    words.len() <= 8 && (asks || is_all || leads || announces)
}

/// `<b>Hint</b>`: its words alone.
fn without_tags(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let behind = |(at, piece): (usize, &'_ str)| match piece.split_once('>') {
        Some((_, behind)) if at > 0 => behind.to_string(),
        _ => piece.to_string(),
    };
    pieces.map(behind).collect::<Vec<_>>().join(" ")
}

/// How often a tag of this name begins.
fn count(html: &str, begin: &str, name: &str) -> i32 {
    let is_whole = |rest: &str| rest.starts_with([' ', '>', '\n', '\t']);
    let found = html.match_indices(begin).filter(|(at, _)| {
        let rest = &html[at + begin.len()..];
        rest.strip_prefix(name).is_some_and(is_whole)
    });
    found.count() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::span::{FileId, SourceFile};

    fn shown(text: &str) -> usize {
        let text = text.into();
        let source = SourceFile {
            id: FileId(0),
            path: "a.md".into(),
            text,
        };
        let blocks = parse::document(&source).value.root.blocks;
        let mut at = 0;
        let mut shown = 0;
        while at < blocks.len() {
            match end(&blocks, at) {
                next if next > at => at = next,
                _ => {
                    shown += usize::from(!matches!(blocks[at].kind, BlockKind::Html(_)));
                    at += 1;
                }
            }
        }
        shown
    }

    #[test]
    fn hints_are_called_so_and_nothing_else() {
        for hint in [
            "Hint",
            "<b>Instructions</b>",
            "Tips and examples",
            "Guidance for this section",
            "Example: a good summary",
            "What goes here",
        ] {
            assert!(is_hint(hint), "{hint}");
        }
        for own in [
            "Help desk timeline",
            "Action items (tips team)",
            "Example of a failed request",
            "",
        ] {
            assert!(!is_hint(own), "{own}");
        }
    }

    #[test]
    fn hidden_blocks_are_passed_over_and_nothing_else() {
        for (text, expected) in [
            ("<div hidden>\n\n- a\n\n</div>\n\n- b\n", 1),
            (
                "<div style=\"display:none\">\n\na\n\n<div>\n\nb\n\n</div>\n\nc\n\n</div>\n\nd\n",
                1,
            ),
            (
                "<details><summary>How to fill this in</summary>\n\n- a\n\n</details>\n\nb\n",
                1,
            ),
            (
                "<details><summary>Graphs of the night</summary>\n\n- a\n\n</details>\n\nb\n",
                2,
            ),
            ("<div hidden>\n\na\n\nb\n", 2),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
