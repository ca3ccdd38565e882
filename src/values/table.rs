//! CSV with the place of every cell: quotation marks, line ends in cells, `,`, `;` or a tab between them.

use super::{Node, Trouble, Value};
use crate::span::{FileId, Span};
use std::ops::Range;

/// Reads a table into one map for each row, with the names of the first row. A row that is too short has less.
pub fn csv(file: FileId, text: &str) -> (Vec<Node>, Option<Trouble>) {
    let first = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&separator| {
            let number = first.bytes().filter(|&byte| byte == separator).count();
            // The first of those that stand equally often.
            (number, separator == b',')
        })
        .unwrap_or(b',');
    let (mut rows, trouble) = rows(text, separator);
    if rows.is_empty() {
        return (Vec::new(), trouble);
    }
    let names: Vec<String> = rows
        .remove(0)
        .into_iter()
        .map(|(name, _)| name.trim().to_string())
        .collect();
    let nodes = rows.into_iter().map(|row| {
        let start = row.first().map_or(0, |(_, place)| place.start);
        let end = row.last().map_or(0, |(_, place)| place.end);
        let cells = names.iter().zip(row).map(|(name, (text, place))| {
            let value = match text.trim() {
                "" => Value::Null,
                text => Value::Text(text.to_string()),
            };
            let span = Span::new(file, place);
            (name.clone(), Node { value, span })
        });
        Node {
            value: Value::Map(cells.collect()),
            span: Span::new(file, start..end),
        }
    });
    (nodes.collect(), trouble)
}

type Cell = (String, Range<usize>);

fn rows(text: &str, separator: u8) -> (Vec<Vec<Cell>>, Option<Trouble>) {
    let bytes = text.as_bytes();
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let mut at = 0;
    let mut trouble = None;
    while at < bytes.len() {
        let start = at;
        let mut cell = String::new();
        if bytes[at] == b'"' {
            at += 1;
            loop {
                let Some(run) = text[at..].find('"') else {
                    trouble = Some((
                        "a quotation mark is never closed".to_string(),
                        start..start + 1,
                    ));
                    return (rows, trouble);
                };
                cell.push_str(&text[at..at + run]);
                at += run + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                cell.push('"');
                at += 1;
            }
        }
        let rest = text[at..]
            .bytes()
            .position(|byte| byte == separator || byte == b'\n')
            .unwrap_or(text.len() - at);
        cell.push_str(&text[at..at + rest]);
        at += rest;
        row.push((cell, start..at));
        match bytes.get(at) {
            Some(b'\n') | None => {
                let said = row.iter().any(|(cell, _): &Cell| !cell.trim().is_empty());
                let whole = std::mem::take(&mut row);
                if said {
                    rows.push(whole);
                }
            }
            // A separator at the very end is followed by an empty cell, which says nothing.
            Some(_) if at + 1 == bytes.len() => rows.push(std::mem::take(&mut row)),
            Some(_) => {}
        }
        at += 1;
    }
    (rows, trouble)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_hold_separators_marks_and_line_ends() {
        let text = "key,text,closed\nA-1,\"a, \"\"b\"\"\nc\",2026-01-02\n\nA-2,,\n";
        let (rows, trouble) = csv(FileId(0), text);
        assert_eq!(trouble, None);
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0].get("text").and_then(Node::text),
            Some("a, \"b\"\nc")
        );
        let closed = rows[0].get("closed").expect("a cell");
        assert_eq!(&text[closed.span.range()], "2026-01-02");
        assert_eq!(rows[1].get("closed"), None);
        let (rows, _) = csv(FileId(0), "key;state\nA-1;done");
        assert_eq!(rows[0].get("state").and_then(Node::text), Some("done"));
        let (rows, trouble) = csv(FileId(0), "key,text\nA-1,x\nA-2,\"half");
        assert!(trouble.is_some() && rows.len() == 1);
    }
}
