//! Headings, bold words and tables of wikis (`== Timeline ==`, `'''Impact'''`, `---++ Timeline`) as Markdown that is exactly
//! as long, so that every place in the source stays what it is.

mod asciidoc;
mod grid;
mod jira;
mod tables;
mod twiki;

use std::borrow::Cow;

/// Fewer headings than these are none: a line that begins with `=` may be anything.
const HEADINGS: usize = 2;
/// So many are headings even below a title in Markdown.
const HEADINGS_BELOW_A_TITLE: usize = 4;

/// The body as Markdown; borrowed where it is that already.
pub fn as_markdown(body: &str) -> Cow<'_, str> {
    let page = match () {
        () if is_wiki(body) => {
            let rows = asciidoc::with_rows_on_lines(body);
            Cow::Owned(each_line(rows.as_deref().unwrap_or(body), wiki_line(body)))
        }
        () if jira::is_jira(body) => Cow::Owned(each_line(body, jira::line)),
        () if twiki::is_twiki(body) => Cow::Owned(each_line(body, twiki::line)),
        () => Cow::Borrowed(body),
    };
    let page = match grid::as_pipes(&page) {
        Some(read) => Cow::Owned(read),
        None => page,
    };
    match tables::as_pipes(&page) {
        Some(read) => Cow::Owned(read),
        None => page,
    }
}

fn is_wiki(body: &str) -> bool {
    if !(body.starts_with('=') || body.contains("\n=")) {
        return false;
    }
    let headings = body.lines().filter_map(level).count();
    match markdown_headings(body) {
        0 => headings >= HEADINGS,
        1 => headings >= HEADINGS_BELOW_A_TITLE && body.trim_start().starts_with("# "),
        _ => false,
    }
}

fn markdown_headings(body: &str) -> usize {
    let is_heading = |line: &&str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && rest.starts_with(' ')
    };
    body.lines().filter(is_heading).count()
}

/// Reads a text line by line, each as long as it was.
fn each_line(body: &str, mut write: impl FnMut(&str, &mut String)) -> String {
    let mut read = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        write(content, &mut read);
        read.push_str(&line[content.len()..]);
    }
    debug_assert_eq!(read.len(), body.len());
    read
}

/// Writes lines of a wiki or of AsciiDoc one after the other.
fn wiki_line(body: &str) -> impl FnMut(&str, &mut String) + use<> {
    let mut in_template = false;
    // A template that never ends is a slip of the pen: what stands below it is told all the same.
    let are_closed = body.matches("{{").count() <= body.matches("}}").count();
    let ends = |line: &str| line.trim_end().ends_with("}}");
    move |line, read| {
        let trimmed = line.trim();
        match level(line) {
            // `{{Scorecard` and the lines below it up to `}}`: the facts of the page.
            _ if in_template => {
                in_template = !ends(line);
                parameter(line, read);
            }
            None if are_closed && trimmed.starts_with("{{") && !trimmed.contains("}}") => {
                in_template = true;
                blank(line.len(), read);
            }
            Some(level) => heading(line, level, read),
            None => words(line, read),
        }
    }
}

/// `| start = 10:02` of a template as `  start : 10:02`.
fn parameter(line: &str, read: &mut String) {
    let told = line.trim_end();
    let told = told.strip_suffix("}}").unwrap_or(told);
    let named = told
        .trim_start()
        .strip_prefix('|')
        .and_then(|rest| rest.split_once('='));
    match named {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            blank(told.len() - name.len() - value.len() - 1, read);
            read.push_str(name);
            read.push(':');
            read.push_str(value);
            blank(line.len() - told.len(), read);
        }
        _ => blank(line.len(), read),
    }
}

/// `== Title ==`, `== Title`: how many signs.
fn level(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let rest = line.trim_start_matches('=');
    let level = line.len() - rest.len();
    let title = rest.strip_prefix(' ')?.trim_matches(['=', ' ']);
    ((1..=6).contains(&level) && !title.is_empty()).then_some(level)
}

fn heading(line: &str, level: usize, read: &mut String) {
    let title = line.trim_end().trim_end_matches('=').trim_end();
    read.extend(std::iter::repeat_n('#', level));
    read.push_str(&title[level..]);
    blank(line.len() - title.len(), read);
}

/// A line that is no heading.
fn words(line: &str, read: &mut String) {
    let trimmed = line.trim();
    let is_frame = trimmed.starts_with("{|")
        || matches!(trimmed, "|}" | "|-" | "|===")
        || is_attribute(trimmed)
        || trimmed.starts_with("{{") && trimmed.ends_with("}}");
    if is_frame {
        return blank(line.len(), read);
    }
    let row = [("!", "!!"), ("|", "||")]
        .into_iter()
        .find(|(begin, separator)| line.starts_with(begin) && line.contains(separator));
    if let Some((_, separator)) = row {
        // Cells side by side are a name and its value, or a time and what happened.
        read.push(' ');
        read.push_str(&line[1..].replacen(separator, ": ", 1));
        return;
    }
    if let Some(rest) = asciidoc_item(line) {
        read.push_str(rest.0);
        read.push_str(rest.1);
        return;
    }
    let mut opens = true;
    let mut pieces = line.split("'''").peekable();
    let is_paired = line.matches("'''").count().is_multiple_of(2);
    while let Some(piece) = pieces.next() {
        read.push_str(piece);
        if pieces.peek().is_some() {
            read.push_str(match (is_paired, opens) {
                (true, true) => " **",
                (true, false) => "** ",
                (false, _) => "'''",
            });
            opens = !opens;
        }
    }
}

/// `:toc:`, `[options="header"]`: what AsciiDoc says about the page, not to its readers.
fn is_attribute(line: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let attribute = line
        .strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, value)| is_name(name) && value.len() <= 4);
    let block =
        line.starts_with('[') && line.ends_with(']') && line.contains('=') && !line.contains("://");
    attribute || block
}

/// `. item` and `** nested item` of AsciiDoc, as long in Markdown; what is nested goes on with the item above.
fn asciidoc_item(line: &str) -> Option<(&'static str, &str)> {
    let mark = line.split(' ').next()?;
    let rest = line.get(mark.len()..)?;
    let of = |sign: char| !mark.is_empty() && mark.chars().all(|c| c == sign);
    match mark.len() {
        _ if rest.trim().is_empty() => None,
        1 if mark == "." => Some(("-", rest)),
        2 if of('.') || of('*') => Some(("  ", rest)),
        3 if of('.') || of('*') => Some(("   ", rest)),
        _ => None,
    }
}

fn blank(count: usize, read: &mut String) {
    read.extend(std::iter::repeat_n(' ', count));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_wiki_becomes_markdown_of_the_same_length() {
        let text = "{{ir|status=final}}\n== Timeline ==\n'''Impact''': edits — lost\n! Start !! 10:02\n|-\n=== What went well? ===\r\n* 10:02 x\n";
        let read = as_markdown(text);
        assert_eq!(read.len(), text.len());
        assert_eq!(
            read.lines().map(str::trim).collect::<Vec<_>>(),
            [
                "",
                "## Timeline",
                "**Impact** : edits — lost",
                "Start :  10:02",
                "",
                "### What went well?",
                "* 10:02 x"
            ]
        );
    }

    #[test]
    fn the_parameters_of_a_template_are_facts_and_a_title_may_be_markdown() {
        let text = "# Ferry\n\n{{Card\n| start = 10:02\n| tasks =\n}}\n== A ==\n== B ==\n== C ==\n=== D ===\n";
        let read = as_markdown(text);
        assert_eq!(read.len(), text.len());
        assert_eq!(
            read.lines().map(str::trim).collect::<Vec<_>>(),
            [
                "# Ferry",
                "",
                "",
                "start : 10:02",
                "",
                "",
                "## A",
                "## B",
                "## C",
                "### D"
            ]
        );
        let text = "== A ==\n{{Card\n| start = 10:02 }}\n== B ==\n";
        let read = as_markdown(text);
        assert_eq!(
            read.lines().map(str::trim).collect::<Vec<_>>(),
            ["## A", "", "start : 10:02", "## B"]
        );
        let read = as_markdown("== A ==\n{{Card\n== B ==\ntold\n");
        assert!(read.contains("## B") && read.contains("told"), "{read}");
    }

    #[test]
    fn a_page_in_asciidoc_becomes_markdown_of_the_same_length() {
        let text = "= Lift stuck\n:toc:\n\n[cols=\"1,2\"]\n|===\n|===\n\n== Causes\n\n. one\n** more\n. two\n\n== Next\n\n* x\n";
        let read = as_markdown(text);
        assert_eq!(read.len(), text.len());
        assert_eq!(
            read.lines().map(str::trim_end).collect::<Vec<_>>(),
            [
                "# Lift stuck",
                "",
                "",
                "",
                "",
                "",
                "",
                "## Causes",
                "",
                "- one",
                "   more",
                "- two",
                "",
                "## Next",
                "",
                "* x"
            ]
        );
    }

    #[test]
    fn markdown_stays_as_it_is() {
        for text in [
            "# A\n\n== b ==\n\n== c ==\n",
            "Title\n=====\n\ntext\n",
            "a == b\n= c\n",
        ] {
            assert!(matches!(as_markdown(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
