//! Tables whose columns are lined up below rules of signs, as reStructuredText and Pandoc write them, as tables with pipes.

use std::ops::Range;

/// The text with such tables as Markdown reads them, exactly as long; `None` where it has none.
///
/// A table in which a cell goes on in the next line stays as it is: its lines are no rows.
pub fn as_pipes(text: &str) -> Option<String> {
    if !may_hold_rule(text) {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut read: Vec<String> = Vec::new();
    let mut at = 0;
    let mut fence: Option<&str> = None;
    while at < lines.len() {
        let begins = lines[at].trim_start();
        if let Some(sign) = ["```", "~~~"]
            .into_iter()
            .find(|sign| begins.starts_with(sign))
        {
            fence = match fence {
                None => Some(sign),
                Some(open) => (open != sign).then_some(open),
            };
        }
        let table = fence.is_none().then(|| Table::at(&lines, at)).flatten();
        match table.and_then(|table| Some((table.end, table.write(&lines)?))) {
            Some((end, written)) => {
                read.extend(written);
                at = end;
            }
            None => {
                read.push(lines[at].to_string());
                at += 1;
            }
        }
    }
    let read = read.concat();
    (read != text).then_some(read)
}

/// Whether a line begins like a rule with columns: a quick look before the closer one.
fn may_hold_rule(text: &str) -> bool {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let mut starts = ends.map(|end| end + 1).chain([0]);
    starts.any(|start| {
        let line = text[start..].trim_start_matches(' ');
        line.starts_with(['=', '-']) && columns(line.lines().next().unwrap_or_default()).is_some()
    })
}

/// The lines of a table.
struct Table {
    /// Its columns, in letters from the beginning of the line.
    columns: Vec<Range<usize>>,
    begin: usize,
    head: usize,
    rule: usize,
    rows: Range<usize>,
    end: usize,
}

impl Table {
    /// The table whose first line this is: a rule above its head, or the head.
    fn at(lines: &[&str], begin: usize) -> Option<Self> {
        let is_spaced = is_border(lines[begin]);
        let is_framed = is_spaced || columns(lines[begin]).is_some();
        let head = begin + usize::from(is_framed);
        let columns_of = |at: usize| lines.get(at).and_then(|line| columns(line));
        let columns = columns_of(head + 1)?;
        let is_text = |at: usize| lines.get(at).is_some_and(|line| !line.trim().is_empty());
        let is_apart = begin == 0 || lines[begin - 1].trim().is_empty();
        if !is_text(head) || columns_of(head).is_some() || !(is_apart || is_framed) {
            return None;
        }
        let first = head + 2;
        if is_spaced {
            let after = (first..lines.len()).find(|&at| is_border(lines[at]))?;
            let is_wrapped =
                (first..after).any(|at| is_text(at) && is_text(at + 1) && at + 1 < after);
            return (after > first && !is_wrapped).then_some(Self {
                columns,
                begin,
                head,
                rule: head + 1,
                rows: first..after,
                end: after + 1,
            });
        }
        let is_row = |at: &usize| is_text(*at) && columns_of(*at).is_none();
        let after = (first..).find(|at| !is_row(at))?;
        // A closing rule belongs to it.
        let end = after + usize::from(columns_of(after).is_some());
        (after > first).then_some(Self {
            columns,
            begin,
            head,
            rule: head + 1,
            rows: first..after,
            end,
        })
    }

    /// `None` where a line does not keep to the columns.
    fn write(&self, lines: &[&str]) -> Option<Vec<String>> {
        (self.begin..self.end)
            .map(|at| match at {
                // Between rows that stand apart, the end of a blank line is a blank in front of the next one.
                _ if self.rows.contains(&at) && lines[at].trim().is_empty() => {
                    Some(" ".repeat(lines[at].len()))
                }
                _ if at == self.head || self.rows.contains(&at) => self.row(lines[at]),
                _ if at == self.rule => Some(self.delimiter(lines[at])),
                _ => Some(blanked(lines[at])),
            })
            .collect()
    }

    /// A line with a pipe before each column but the first.
    fn row(&self, line: &str) -> Option<String> {
        let mut bars = self.columns[1..]
            .iter()
            .map(|column| column.start - 1)
            .peekable();
        let is_between = |place: usize| {
            let mut gaps = self.columns.windows(2);
            gaps.any(|pair| (pair[0].end..pair[1].start).contains(&place))
        };
        let mut row = String::with_capacity(line.len());
        let mut is_told = false;
        for (place, sign) in line.chars().enumerate() {
            is_told |= place < self.columns[0].end && !sign.is_whitespace();
            let is_bar = bars.next_if_eq(&place).is_some() && !matches!(sign, '\n' | '\r');
            match sign {
                ' ' if is_bar => row.push('|'),
                // A cell that is longer than its column.
                _ if is_between(place) && !sign.is_whitespace() => return None,
                '|' => row.push('/'),
                _ => row.push(sign),
            }
        }
        is_told.then_some(row)
    }

    fn delimiter(&self, line: &str) -> String {
        let is_bar = |place| {
            self.columns[1..]
                .iter()
                .any(|column| column.start == place + 1)
        };
        let signs = line.chars().enumerate().map(|(place, sign)| match sign {
            '=' | '-' => '-',
            ' ' if is_bar(place) => '|',
            _ => sign,
        });
        signs.collect()
    }
}

/// A rule over the whole width, above and below rows that stand apart.
fn is_border(line: &str) -> bool {
    const SHORTEST: usize = 20;
    let line = line.trim();
    line.len() >= SHORTEST && line.bytes().all(|byte| byte == b'-')
}

fn blanked(line: &str) -> String {
    line.chars()
        .map(|sign| {
            if matches!(sign, '\n' | '\r') {
                sign
            } else {
                ' '
            }
        })
        .collect()
}

/// The columns of a rule: two or more runs of one sign.
fn columns(line: &str) -> Option<Vec<Range<usize>>> {
    const SHORTEST: usize = 2;
    const INDENT: usize = 3;
    let sign = line
        .trim_start()
        .chars()
        .next()
        .filter(|sign| matches!(sign, '=' | '-'))?;
    let mut found: Vec<Range<usize>> = Vec::new();
    for (place, letter) in line.trim_end().chars().enumerate() {
        match (letter == sign, found.last_mut()) {
            (true, Some(run)) if run.end == place => run.end += 1,
            (true, _) => found.push(place..place + 1),
            (false, _) if letter == ' ' => {}
            _ => return None,
        }
    }
    let is_rule = found.len() >= 2
        && found[0].start <= INDENT
        && found.iter().all(|run| run.len() >= SHORTEST);
    is_rule.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piped(text: &str) -> Vec<String> {
        let read = as_pipes(text).expect("a table");
        assert_eq!(read.len(), text.len());
        read.lines()
            .map(|line| line.trim_end().to_string())
            .collect()
    }

    #[test]
    fn a_simple_table_has_pipes_where_its_columns_begin() {
        let text = "x\n\n=====  ========\nNo     Deed\n=====  ========\n1      Löten | x\n2      Test\n=====  ========\n\ny\n";
        assert_eq!(
            piped(text),
            [
                "x",
                "",
                "",
                "No    |Deed",
                "----- |--------",
                "1     |Löten / x",
                "2     |Test",
                "",
                "",
                "y"
            ]
        );
    }

    #[test]
    fn a_head_above_a_rule_begins_a_table_too() {
        let text = "  Deed      Who\n  --------  -----\n  Löten     Team\n  Test\n\nz\n";
        assert_eq!(
            piped(text),
            [
                "  Deed     |Who",
                "  -------- |-----",
                "  Löten    |Team",
                "  Test",
                "",
                "z"
            ]
        );
    }

    #[test]
    fn rows_that_stand_apart_come_together() {
        let border = "-".repeat(20);
        let text = format!(
            "{border}\nSite      Harbour\n--------- ----------\nLevel     High\n\nOwner     Ops\n{border}\n\ny\n"
        );
        let read = as_pipes(&text).expect("a table");
        assert_eq!(read.len(), text.len());
        assert_eq!(
            read.lines().map(str::trim).collect::<Vec<_>>(),
            [
                "",
                "Site     |Harbour",
                "---------|----------",
                "Level    |High",
                "Owner    |Ops",
                "",
                "",
                "y"
            ]
        );
    }

    #[test]
    fn what_keeps_to_no_columns_stays() {
        for text in [
            "a\n\n--- ---\n\nb\n",
            "```\nId   Name\n---  ----\n1    x\n```\n",
            "===  ====\nId   Name\n===  ====\n1    a long\n     cell\n===  ====\n",
            "Id   Name\n---  ----\nlonger than its column\n",
            "Deed            Who\n-----           ---\nA long one here Bo\n",
            "# A\n\n- one - two\n- - -\n",
        ] {
            assert_eq!(as_pipes(text), None, "{text}");
        }
    }
}
