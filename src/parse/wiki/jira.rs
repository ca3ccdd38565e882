//! Pages in the markup of Jira and of old Confluence: `h2. Timeline`, `||Time||Event||`, `{color:red}…{color}`, `[~jane]`.

use super::{HEADINGS, blank};

pub fn is_jira(body: &str) -> bool {
    let begins = body.starts_with("h1. ") || body.contains("\nh1. ") || body.contains("\nh2. ");
    begins && body.lines().filter_map(level).count() >= HEADINGS
}

/// How deep a heading stands, with its text.
fn level(line: &str) -> Option<(usize, &str)> {
    let rest = line.strip_prefix('h')?;
    let level = rest.bytes().next().filter(u8::is_ascii_digit)? - b'0';
    let title = rest[1..].strip_prefix(". ")?;
    (1..=6).contains(&level).then_some((level.into(), title))
}

/// Writes one line as Markdown of the same length.
pub fn line(line: &str, read: &mut String) {
    /// A heading of Markdown has no more room where `h4. ` stood.
    const DEEPEST: usize = 3;
    if let Some((level, title)) = level(line) {
        let level = level.min(DEEPEST);
        read.extend(std::iter::repeat_n('#', level));
        blank(line.len() - level - title.len(), read);
        return words(title, read);
    }
    let indent = line.len() - line.trim_start().len();
    let item = line.trim_start();
    let marks = item
        .bytes()
        .take_while(|byte| matches!(byte, b'*' | b'#' | b'-'))
        .count();
    if marks > 0 && item[marks..].starts_with(' ') {
        // `# one` is numbered, `** one` is nested.
        blank(indent + marks - 1, read);
        read.push('-');
        return words(&item[marks..], read);
    }
    if let Some(quoted) = line.strip_prefix("bq. ") {
        read.push_str(">   ");
        return words(quoted, read);
    }
    words(line, read);
}

/// Writes words without the macros among them.
fn words(line: &str, read: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find(['{', '[', '(']) {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = macro_at(rest, read).unwrap_or_else(|| {
            read.push_str(&rest[..1]);
            1
        });
        rest = &rest[length..];
    }
    read.push_str(rest);
}

/// Where a sign stands that closes what no macro makes longer than a line.
fn near(text: &str, sign: u8) -> Option<usize> {
    const LONGEST: usize = 200;
    text.bytes().take(LONGEST).position(|byte| byte == sign)
}

/// Writes what stands for the macro with which a text begins; gives its length.
fn macro_at(text: &str, read: &mut String) -> Option<usize> {
    if let Some((sign, is)) = [("(/)", "✅"), ("(x)", "❌")]
        .iter()
        .find(|(sign, _)| text.starts_with(sign))
    {
        read.push_str(is);
        return Some(sign.len());
    }
    if let Some(inner) = text.strip_prefix("[~") {
        let name = &inner[..near(inner, b']')?];
        read.push('@');
        read.push_str(name);
        blank("[~]".len() - 1, read);
        return Some(name.len() + "[~]".len());
    }
    let inner = text.strip_prefix('{')?;
    let inner = &inner[..near(inner, b'}')?];
    let length = inner.len() + "{}".len();
    let name = inner.split(':').next().unwrap_or_default();
    match name {
        "code" | "noformat" => {
            read.push_str("```");
            blank(length - "```".len(), read);
        }
        "color" | "quote" | "panel" | "info" | "note" | "tip" | "warning" | "expand"
        | "section" | "column" | "anchor" | "toc" => {
            // A tag says nothing, and as many blanks would begin a code block.
            let is_alone = read.ends_with('\n') && text.len() == length;
            read.push_str(if is_alone { "  " } else { "<x" });
            blank(length - "<x>".len(), read);
            read.push(if is_alone { ' ' } else { '>' });
        }
        "status" => {
            let title = inner.split_once("title=").map_or("", |(_, title)| title);
            let title = title.split('|').next().unwrap_or_default();
            read.push_str(title);
            blank(length - title.len(), read);
        }
        _ => return None,
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use crate::parse::wiki::as_markdown;

    #[test]
    fn a_page_becomes_markdown_of_the_same_length() {
        let text = "h1. Crane stopped\n\nh2. Next\n\n# Oil it [~jo]\n** {color:red}now{color}\n||What||State||\n|Oil|{status:colour=Green|title=DONE}|\n* (/) Call the maker\n";
        let read = as_markdown(text);
        assert_eq!(read.len(), text.len());
        let lines: Vec<String> = read
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            lines,
            [
                "# Crane stopped",
                "",
                "## Next",
                "",
                "- Oil it @jo",
                "- <x >now<x >",
                "||What||State||",
                "|Oil|DONE |",
                "- ✅ Call the maker"
            ]
        );
    }
}
