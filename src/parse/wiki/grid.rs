//! Tables that are drawn with `+---+---+`, as Pandoc and reStructuredText write them, as tables with pipes.

/// The text with such tables as Markdown reads them, exactly as long; `None` where it has none.
///
/// Where a cell goes on in the next line, the rules between the rows stay as rows of dashes: what stands between them is one row.
pub fn as_pipes(text: &str) -> Option<String> {
    memchr::memmem::find(text.as_bytes(), b"\n+-")?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut read = String::with_capacity(text.len());
    let mut at = 0;
    while at < lines.len() {
        if !is_rule(lines[at]) {
            read.push_str(lines[at]);
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|&at| !is_rule(lines[at]) && !is_row(lines[at]));
        let end = end.unwrap_or(lines.len());
        match write(&lines[at..end]) {
            Some(table) => read.push_str(&table),
            None => read.extend(lines[at..end].iter().copied()),
        }
        at = end;
    }
    (read != text).then_some(read)
}

/// A table's lines; `None` where the first row is not on one line or no row follows.
fn write(lines: &[&str]) -> Option<String> {
    let rules: Vec<usize> = (0..lines.len()).filter(|&at| is_rule(lines[at])).collect();
    if rules.len() < 2 || rules[1] != 2 || *rules.last()? + 1 != lines.len() {
        return None;
    }
    let is_wrapped = rules.windows(2).any(|pair| pair[1] - pair[0] > 2);
    let mut table = String::new();
    for (at, line) in lines.iter().enumerate() {
        if !is_rule(line) {
            table.push_str(line);
        } else if at == rules[1] || is_wrapped && at > 0 && at + 1 < lines.len() {
            table.extend(line.chars().map(|sign| match sign {
                '+' => '|',
                '=' => '-',
                sign => sign,
            }));
        } else if at == 0 || at + 1 == lines.len() {
            table.extend(line.chars().map(blank));
        } else {
            // The rule goes on behind the row above it, where blanks say nothing.
            table.pop();
            table.push(' ');
            table.extend(line.chars().map(blank));
        }
    }
    Some(table)
}

fn blank(sign: char) -> char {
    match sign {
        '\n' | '\r' => sign,
        _ => ' ',
    }
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with("+-") || line.starts_with("+="))
        && line.ends_with('+')
        && line
            .bytes()
            .all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 1 && line.starts_with('|') && line.ends_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_table_has_pipes() {
        let text = "x\n\n+-----+-----+\n| No  | Who |\n+=====+=====+\n| 1   | a   |\n+-----+-----+\n| 2   | b   |\n+-----+-----+\n\ny\n";
        let read = as_pipes(text).expect("a table");
        assert_eq!(read.len(), text.len());
        assert_eq!(
            read.lines().map(str::trim_end).collect::<Vec<_>>(),
            [
                "x",
                "",
                "",
                "| No  | Who |",
                "|-----|-----|",
                "| 1   | a   |",
                "| 2   | b   |",
                "",
                "",
                "y"
            ]
        );
    }

    #[test]
    fn rules_stay_between_rows_of_several_lines() {
        let text = "\n+---+---+\n| a | b |\n+---+---+\n| c | d |\n| e | f |\n+---+---+\n| g | h |\n+---+---+\n";
        let read = as_pipes(text).expect("a table");
        assert_eq!(read.len(), text.len());
        assert_eq!(read.matches("|---|---|").count(), 2);
        assert_eq!(as_pipes("a\n+ b\n+-c\n"), None);
    }
}
