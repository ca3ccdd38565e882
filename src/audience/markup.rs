//! HTML documents as Markdown and back: what may go out is decided on the same text whatever the format, and only what
//! the reader of HTML understands as words and structure can come through. Attributes, styles and scripts never do.

mod marks;
mod writer;

use crate::parse::{front_matter, html, markdown};
use pulldown_cmark::{CowStr, Event, Parser};
use writer::{BREAK, Writer};

/// The body of an HTML document, from the byte `start` on, as Markdown.
pub fn to_markdown(text: &str, start: usize) -> String {
    let mut writer = Writer::default();
    for (event, _) in html::events(text, start) {
        writer.event(event);
    }
    writer.finish()
}

/// A Markdown document, with its front matter, as an HTML document.
pub fn to_html(text: &str) -> String {
    let start = front_matter::body_start(text);
    let events =
        Parser::new_ext(&text[start..], markdown::options()).flat_map(|event| match event {
            Event::Text(text) if text.contains(BREAK) => {
                let mut parts = Vec::new();
                for (number, part) in text.split(BREAK).enumerate() {
                    if number > 0 {
                        parts.push(Event::HardBreak);
                    }
                    parts.push(Event::Text(CowStr::from(part.to_string())));
                }
                parts
            }
            // As words: what reads HTML takes the box of an item from them.
            Event::TaskListMarker(done) => {
                vec![Event::Text(if done { "[x] " } else { "[ ] " }.into())]
            }
            Event::Html(_) | Event::InlineHtml(_) => Vec::new(),
            event => vec![event],
        });
    let mut out = text[..start].to_string();
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_says_is_said_in_markdown() {
        for (html, markdown) in [
            (
                "<h2>Impact &amp; more</h2><p>One <b>two</b> <i>three</i>.</p>",
                "## Impact & more\n\nOne **two** *three*.\n\n",
            ),
            (
                "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
                "- a\n  - b\n\n- c\n\n",
            ),
            ("<ol><li>a</li><li>1. b</li></ol>", "1. a\n2. 1\\. b\n\n"),
            (
                "<p>a_b@c.example, __x__, 1*2*3, &lt;b&gt;</p>",
                "a_b@c.example, \\_\\_x\\_\\_, 1\\*2\\*3, \\<b>\n\n",
            ),
            (
                "<p>bold<b>ly</b>, <b> apart </b>now</p>",
                "boldly, **apart** now\n\n",
            ),
            ("<pre>a\n``` b</pre>", "````\na\n``` b\n````\n\n"),
            (
                "<p><a href=\"https://a.example/x y\">here</a></p>",
                "[here](<https://a.example/x y>)\n\n",
            ),
        ] {
            assert_eq!(to_markdown(html, 0), markdown, "{html}");
        }
    }

    #[test]
    fn a_document_there_and_back_has_the_same_words_and_structure() {
        let html = "<h1>Shop down</h1><p>First<br>second. <code>a|b</code> <a href=\"#x\">x</a></p>\
            <table><tr><th>When</th><th>What</th></tr><tr><td>10:00</td><td>one | two<br>three</td></tr></table>\
            <blockquote><p>said</p></blockquote><ul><li>[x] done</li><li><p>a</p><p>b</p></li></ul><pre><code>let x = 1;\n</code></pre>";
        let back = to_html(&to_markdown(html, 0));
        let words = |html: &str| {
            crate::parse::html::words(html)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(words(&back), words(html));
        let kinds = |html: &str| {
            let events = crate::parse::html::events(html, 0);
            let kinds = events.iter().filter_map(|(event, _)| match event {
                Event::Start(tag) => Some(format!("{:?}", tag.to_end())),
                Event::TaskListMarker(done) => Some(format!("{done}")),
                _ => None,
            });
            kinds.collect::<Vec<_>>()
        };
        assert_eq!(kinds(&back), kinds(html), "{back}");
    }

    #[test]
    fn scripts_and_attributes_do_not_come_through() {
        let html = "<p onclick=\"alert(1)\" title=\"secret\">a</p><script>alert(2)</script><style>p{}</style>\
            <p>&lt;script&gt;alert(3)&lt;/script&gt;</p>";
        let back = to_html(&to_markdown(html, 0));
        assert_eq!(
            back,
            "<p>a</p>\n<p>&lt;script&gt;alert(3)&lt;/script&gt;</p>\n"
        );
    }
}
