//! Pages of TWiki and of Foswiki: `---++ Timeline`, `| *Site* | north |`.

use super::{HEADINGS, blank};

pub fn is_twiki(body: &str) -> bool {
    let begins = body.starts_with("---+") || body.contains("\n---+");
    begins && body.lines().filter_map(level).count() >= HEADINGS
}

/// How deep a heading stands, with its text.
fn level(line: &str) -> Option<(usize, &str)> {
    let rest = line.strip_prefix("---")?;
    let title = rest.trim_start_matches('+');
    let level = rest.len() - title.len();
    let title = title.strip_prefix("!!").unwrap_or(title);
    ((1..=6).contains(&level) && title.starts_with(' ')).then_some((level, title))
}

/// Writes one line as Markdown of the same length.
pub fn line(line: &str, read: &mut String) {
    if let Some((level, title)) = level(line) {
        // Three blanks may stand before a heading of Markdown.
        blank("---".len(), read);
        read.extend(std::iter::repeat_n('#', level));
        blank(line.len() - "---".len() - level - title.len(), read);
        read.push_str(title);
    } else if let Some(row) = line.strip_prefix('|').and_then(|row| row.strip_suffix('|'))
        && row.matches('|').count() == 1
    {
        // A name and its value, or a time and what happened.
        blank(1, read);
        read.push_str(&row.replacen('|', ":", 1));
        blank(1, read);
    } else {
        read.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::wiki::as_markdown;

    #[test]
    fn a_page_becomes_markdown_of_the_same_length() {
        let text = "---+!! Ferry stuck\n\n| *Quay* | north |\n\n---++ Course\n   * 10:02 - stuck\n";
        let read = as_markdown(text);
        assert_eq!(read.len(), text.len());
        assert_eq!(
            read.lines().map(str::trim).collect::<Vec<_>>(),
            [
                "#   Ferry stuck",
                "",
                "*Quay* : north",
                "",
                "## Course",
                "* 10:02 - stuck"
            ]
        );
    }
}
