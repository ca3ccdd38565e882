//! `name: value` facts wherever an author writes them: front matter, lines, lists, tables, headings.

use super::SourceOf;
use super::headings::{self, Headings, Meaning};
use super::labels::{self, Label};
use super::outline::{Outline, Part, is_column_name, lead_in, may_lead_in};
use crate::model::Source;
use crate::overrides::Override;
use crate::parse::{Block, BlockKind, Document, Inline, Item, MarkKind, Node, Value};

/// One fact as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Words of the name in lower case, without punctuation: `time to detection`.
    pub name: String,
    /// What the name says about time.
    pub label: Option<Label>,
    /// The value's words; a list's items are fields of their own with the same name.
    pub value: String,
    /// Place of the value.
    pub source: Source,
    /// Index of the part that it stands in; `None` for front matter.
    pub part: Option<usize>,
}

/// Longest value of a heading's section that still counts as a fact.
const LONGEST_SECTION_VALUE: usize = 160;

/// Gathers all facts of a document; front matter comes first.
pub fn collect(document: &Document, outline: &Outline<'_>, headings: &Headings) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(front_matter) = &document.front_matter {
        for (name, node) in &front_matter.fields {
            flatten(&name_of(name), node, Source::FrontMatter, &mut fields);
        }
    }
    for (index, part) in outline.parts.iter().enumerate() {
        let mut reader = Reader {
            headings,
            part: index,
            fields: &mut fields,
        };
        if let Some(title) = &part.title {
            reader.title(title, part);
        }
        if may_hold_fields(part.within) {
            reader.blocks(&part.blocks);
        } else if matches!(
            part.within,
            Some(Meaning::Factors | Meaning::WentPoorly | Meaning::Timeline)
        ) {
            reader.times(&part.blocks, part.within == Some(Meaning::Timeline));
        }
        if index == 0 || outline.title == Some(index) {
            reader.quoted(&part.blocks);
        }
    }
    fields
}

/// Puts the facts of side files before all others; a fact that they state is taken from nowhere else.
pub fn put_first(fields: &mut Vec<Field>, side: &[&Override]) {
    let mut first = Vec::new();
    for (name, node) in side.iter().flat_map(|side| &side.fields) {
        flatten(&name_of(name), node, Source::SideFile, &mut first);
    }
    fields.retain(|field| !first.iter().any(|stated: &Field| stated.name == field.name));
    first.append(fields);
    *fields = first;
}

/// Not where each line is an event, an action or a cause of its own.
fn may_hold_fields(within: Option<Meaning>) -> bool {
    use Meaning::*;
    !matches!(
        within,
        Some(
            Timeline
                | Actions
                | Factors
                | FiveWhys
                | Lessons
                | WentWell
                | WentPoorly
                | GotLucky
                | Other
        )
    )
}

fn name_of(name: &str) -> String {
    headings::words(name).join(" ")
}

fn flatten(name: &str, node: &Node, source: SourceOf, fields: &mut Vec<Field>) {
    match &node.value {
        Value::Null => {}
        Value::Text(text) => fields.push(Field {
            name: name.to_string(),
            label: labels::label(name),
            value: text.trim().to_string(),
            source: source(node.span),
            part: None,
        }),
        Value::List(items) => items
            .iter()
            .for_each(|item| flatten(name, item, source, fields)),
        Value::Map(entries) => {
            for (key, entry) in entries {
                flatten(&format!("{name} {}", name_of(key)), entry, source, fields);
            }
        }
    }
}

struct Reader<'f> {
    headings: &'f Headings,
    part: usize,
    fields: &'f mut Vec<Field>,
}

impl Reader<'_> {
    fn push(&mut self, name: &Inline, value: &Inline) {
        let value = value.trimmed();
        if value.text.is_empty() {
            return;
        }
        // `Tittel / Title`: one name in two languages.
        let mut names = vec![name_of(&name.text)];
        if name.text.contains(" / ") {
            names.extend(name.text.split(" / ").map(name_of));
        }
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            self.fields.push(Field {
                label: labels::label(&name),
                name,
                value: value.text.clone(),
                source: Source::Text(value.span_of(0..value.text.len())),
                part: Some(self.part),
            });
        }
    }

    /// `## Owner: @jane`, and `### Severity` with a line below it.
    fn title(&mut self, title: &Inline, part: &Part<'_>) {
        if let Some((name, value)) = lead_in(title, self.headings)
            && !value.is_empty()
        {
            self.push(&name, &value);
            return;
        }
        match part.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(value)) if value.text.len() <= LONGEST_SECTION_VALUE => {
                self.push(title, value)
            }
            Some(BlockKind::List { items, .. })
                if may_hold_fields(part.within) && items.len() <= 12 =>
            {
                for value in items.iter().filter_map(Item::lead) {
                    if lead_in(value, self.headings).is_none() {
                        self.push(title, value);
                    }
                }
            }
            _ => {}
        }
    }

    /// Facts in a quotation below the title, where every line of it is one.
    fn quoted<B: std::borrow::Borrow<Block>>(&mut self, blocks: &[B]) {
        for block in blocks {
            let BlockKind::Quote(inner) = &block.borrow().kind else {
                continue;
            };
            let is_fact = |block: &Block| match &block.kind {
                BlockKind::Paragraph(inline) => inline
                    .lines()
                    .all(|line| lead_in(&line, self.headings).is_some()),
                _ => false,
            };
            if inner.iter().all(is_fact) {
                self.blocks(inner);
            }
        }
    }

    fn blocks<B: std::borrow::Borrow<Block>>(&mut self, blocks: &[B]) {
        for block in blocks {
            match &block.borrow().kind {
                BlockKind::Paragraph(inline) if may_lead_in(inline) => {
                    for line in inline.lines() {
                        self.line(&line);
                    }
                }
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item)),
                BlockKind::Table { head, rows } => {
                    let rows: Vec<&[Inline]> =
                        rows.iter().map(|row| row.cells.as_slice()).collect();
                    self.table(head, &rows);
                }
                BlockKind::Definitions(terms) => {
                    for (name, definitions) in terms {
                        // `:Date: …` above `:Status: …` reads like a term and its definition, and is two facts.
                        let is_fact = |block: &Block| match &block.kind {
                            BlockKind::Paragraph(value) => lead_in(value, self.headings).is_some(),
                            _ => false,
                        };
                        if definitions.iter().any(is_fact) {
                            self.line(name);
                            self.blocks(definitions);
                            continue;
                        }
                        if let Some(BlockKind::Paragraph(value)) =
                            definitions.first().map(|block| &block.kind)
                        {
                            self.push(name, value);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// `Severity: SEV2`, or several in a line: `Severity: SEV2 | Duration: 2 h`.
    fn line(&mut self, line: &Inline) {
        let is_alone = !line.text.contains('|') && line.text.is_ascii();
        if is_alone {
            self.bold_names(&line.trimmed());
            return;
        }
        let mut start = 0;
        for piece in line.text.split(['|', '·', '•']) {
            let range = start..start + piece.len();
            start = range.end
                + line.text[range.end..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
            self.bold_names(&line.trimmed_slice(range));
        }
    }

    /// `**Status:** final  **Severity:** S3`: each bold name begins a fact.
    fn bold_names(&mut self, line: &Inline) {
        let names = line.marks.iter().filter(|mark| {
            mark.kind == MarkKind::Strong && line.text[mark.range.clone()].trim_end().ends_with(':')
        });
        let starts = names
            .map(|mark| mark.range.start)
            .filter(|&start| start > 0);
        let mut start = 0;
        for end in starts.chain([line.text.len()]) {
            if let Some((name, value)) = lead_in(&line.trimmed_slice(start..end), self.headings) {
                self.push(&name, &value);
            }
            start = end;
        }
    }

    fn item(&mut self, item: &Item) {
        let Some(lead) = item.lead() else { return };
        let Some((name, value)) = lead_in(lead, self.headings) else {
            return;
        };
        self.push(&name, &value);
        if value.is_empty() {
            for block in &item.blocks {
                if let BlockKind::List { items, .. } = &block.kind {
                    for value in items.iter().filter_map(Item::lead) {
                        self.push(&name, value);
                    }
                }
            }
        }
    }

    /// Tables and lines of times among the causes: `| Detected | 18:24 |`, `**Time to detect:** 4 min`.
    ///
    /// Of a timeline, only lists of nothing but milestones: `Start date: 2026-03-01`.
    fn times<B: std::borrow::Borrow<Block>>(&mut self, blocks: &[B], only_lists: bool) {
        for block in blocks {
            match &block.borrow().kind {
                BlockKind::List { items, .. } if only_lists => {
                    let is_day = |item: &Item| {
                        let field = item.lead().and_then(|lead| lead_in(lead, self.headings));
                        field.is_some_and(|(name, _)| {
                            name.text.to_ascii_lowercase().contains("date")
                                && labels::is_name(&name.text)
                        })
                    };
                    if items.len() <= 6 && items.iter().all(is_day) {
                        items.iter().for_each(|item| self.item(item));
                    }
                }
                _ if only_lists => {}
                BlockKind::Table { head, rows } => {
                    let is_time = |cells: &&[Inline]| labels::is_name(&cells[0].text);
                    let rows: Vec<&[Inline]> =
                        rows.iter().map(|row| row.cells.as_slice()).collect();
                    let times = rows
                        .iter()
                        .filter(|cells| !cells.is_empty() && is_time(cells))
                        .count();
                    // A form of facts below a heading such as "Root Cause Analysis", the document's kind.
                    if times == rows.len() || times >= 2 && head.iter().all(Inline::is_empty) {
                        self.table(head, &rows);
                    }
                }
                BlockKind::Paragraph(inline) if may_lead_in(inline) => {
                    let names_time = |line: &Inline| {
                        lead_in(line, self.headings)
                            .is_some_and(|(name, _)| labels::is_name(&name.text))
                    };
                    if inline.lines().all(|line| names_time(&line)) {
                        inline.lines().for_each(|line| self.line(&line));
                    }
                }
                _ => {}
            }
        }
    }

    /// Tables of names and values, side by side (`| Severity | SEV2 |`) or one above the other.
    fn table(&mut self, head: &[Inline], rows: &[&[Inline]]) {
        let columns = head.len();
        let is_name = |cell: &Inline| {
            let text = cell.text.trim().trim_end_matches(':');
            // What brackets add is no part of the name: `Detected by (user, alert)`.
            let text = text
                .find('(')
                .filter(|&open| open > 0)
                .map_or(text, |open| text[..open].trim_end());
            !text.is_empty()
                && text.split_whitespace().count() <= 6
                && !text.starts_with(|c: char| c.is_ascii_digit())
        };
        if rows.len() == 1 && columns != 2 {
            for (name, value) in head.iter().zip(rows[0]) {
                self.push(name, value);
            }
        } else if columns == 2 || columns == 4 {
            let named = head
                .iter()
                .skip(1)
                .step_by(2)
                .any(|cell| is_column_name(&cell.text));
            for cells in std::iter::once(head)
                .filter(|_| !named)
                .chain(rows.iter().copied())
            {
                for pair in cells.chunks(2) {
                    if let [name, value] = pair
                        && is_name(name)
                    {
                        self.push(name, value);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::span::{FileId, SourceFile};
    use std::collections::BTreeMap;

    fn fields(text: &str) -> Vec<String> {
        let source = SourceFile {
            id: FileId(0),
            path: "a.md".into(),
            text: text.into(),
        };
        let document = parse::document(&source).value;
        let headings = Headings::new(&BTreeMap::new());
        let outline = Outline::new(&document, &headings);
        collect(&document, &outline, &headings)
            .iter()
            .map(|f| format!("{} = {}", f.name, f.value))
            .collect()
    }

    #[test]
    fn facts_are_found_in_every_shape() {
        for text in [
            "---\ntime_to_detect: 5 min\n---\n",
            "Time to detect: 5 min\nOther: x",
            "- **Time to detect:** 5 min\n",
            "| Field | Value |\n|--|--|\n| Time to detect | 5 min |\n",
            "| Time to detect | Severity | Owner |\n|--|--|--|\n| 5 min | SEV1 | x |\n",
            "## Time to detect\n\n5 min\n",
            "## Time to detect: 5 min\n",
            "**Severity:** SEV2 | **Time to detect:** 5 min\n",
        ] {
            assert!(
                fields(text).contains(&"time to detect = 5 min".to_string()),
                "{text}: {:?}",
                fields(text)
            );
        }
    }

    #[test]
    fn each_bold_name_in_a_line_begins_a_fact() {
        let found = fields("**Status:** final **Severity:** S3 **Service:** pump");
        assert_eq!(found, ["status = final", "severity = S3", "service = pump"]);
    }

    #[test]
    fn lines_of_a_timeline_are_no_facts() {
        assert!(fields("## Timeline\n\n- Alert: fired\n- Fix: deployed\n").is_empty());
    }
}
