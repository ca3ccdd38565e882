//! Tables of AsciiDoc, whose cells may stand on a line each, with one row on each line.

use std::ops::Range;

const FRAME: &str = "|===";

/// The text with one line for each row of a table, exactly as long; `None` where it has no table.
pub fn with_rows_on_lines(text: &str) -> Option<String> {
    memchr::memmem::find(text.as_bytes(), FRAME.as_bytes())?;
    let mut read = text.to_string().into_bytes();
    let mut columns = None;
    let mut inside: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (begin, trimmed) = (at, line.trim());
        at += line.len();
        match (trimmed == FRAME, inside) {
            (true, None) => inside = Some(at),
            (true, Some(from)) => {
                join(text, from..begin, columns.take(), &mut read);
                inside = None;
            }
            (false, None) if trimmed.starts_with('[') => columns = stated(trimmed),
            _ => {}
        }
    }
    // Only white space became other white space.
    String::from_utf8(read).ok()
}

/// The number of columns that `[cols="1,3"]` or `[cols=3*]` states.
fn stated(attributes: &str) -> Option<usize> {
    let (_, rest) = attributes.split_once("cols=")?;
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([',', ']']).next()?,
    };
    let count = |column: &str| match column.split_once('*') {
        Some((times, _)) => times.trim().parse().unwrap_or(1),
        None => 1,
    };
    Some(value.split([',', ';']).map(count).sum())
}

/// Joins the lines of each row.
fn join(text: &str, table: Range<usize>, columns: Option<usize>, read: &mut [u8]) {
    let lines = || {
        let mut at = table.start;
        text[table.clone()].split_inclusive('\n').map(move |line| {
            at += line.len();
            (at - line.len(), line)
        })
    };
    let cells = |line: &str| line.match_indices('|').count();
    let first = lines().find(|(_, line)| !line.trim().is_empty());
    let in_first = first.map_or(0, |(_, line)| cells(line));
    // Cells on a line each: a row ends with a blank line.
    let until_blank = || lines().skip_while(|(_, line)| line.trim().is_empty());
    let columns = columns
        .filter(|&count| count > 0)
        .unwrap_or_else(|| match in_first {
            0 | 1 => until_blank()
                .take_while(|(_, line)| !line.trim().is_empty())
                .count(),
            several => several,
        });
    let mut filled = 0;
    let mut last_end = table.start;
    for (at, line) in lines() {
        let here = cells(line);
        if line.trim().is_empty() {
            blank(&mut read[at..at + line.len()]);
            continue;
        }
        let begins = filled == 0 || filled >= columns && here > 0;
        match begins {
            true => filled = 0,
            false => blank(&mut read[last_end..at]),
        }
        filled += here;
        last_end = at + line.trim_end_matches(['\n', '\r']).len();
    }
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_a_table_stands_on_a_line() {
        let text = "[%header,cols=\"2,1\"]\n|===\n| What | Who\n\n| Add a probe\n| ops\n|Sell it |shop\n|===\nmore\n";
        let read = with_rows_on_lines(text).expect("a table");
        assert_eq!(read.len(), text.len());
        let lines: Vec<String> = read
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            lines,
            [
                "[%header,cols=\"2,1\"]",
                "|===",
                "| What | Who",
                "| Add a probe | ops",
                "|Sell it |shop",
                "|===",
                "more"
            ]
        );
        assert_eq!(with_rows_on_lines("= Title\n\ntext\n"), None);
    }
}
