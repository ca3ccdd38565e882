//! A document as a flat list of parts, each with what its heading means.
//!
//! A *part* is what stands under one heading. Headings are Markdown headings, lines that are wholly bold, lead-ins
//! (`**Impact**: …`, `Root cause: …`), and the keys of lists and tables where they name a part (`| Impact | … |`).

mod hidden;

use super::headings::{Headings, Meaning};
use crate::catalog::same;
use crate::parse::{Block, BlockKind, Document, Inline, Item, Mark, MarkKind, Section};
use crate::span::Span;
use std::borrow::Cow;

/// All parts in the order of the document. The first is what stands before any heading.
pub struct Outline<'a> {
    pub parts: Vec<Part<'a>>,
    /// Index of the part whose heading is the document's title.
    pub title: Option<usize>,
}

/// What stands under one heading, without its sub-parts.
pub struct Part<'a> {
    /// The heading's words; `None` for the first part.
    pub title: Option<Inline>,
    /// Whether the title is a Markdown heading, not a lead-in or a bold line.
    pub is_heading: bool,
    /// What the heading means by itself.
    pub meaning: Option<Meaning>,
    /// What the nearest enclosing part with a meaning means, or the part itself where it has one.
    pub within: Option<Meaning>,
    /// Index of the enclosing part.
    pub parent: Option<usize>,
    /// 0 for the first part, 1 for a part at the top level, …
    pub depth: usize,
    pub blocks: Vec<Cow<'a, Block>>,
    pub span: Span,
}

impl<'a> Outline<'a> {
    pub fn new(document: &'a Document, headings: &Headings) -> Self {
        let mut builder = Builder {
            headings,
            parts: Vec::new(),
        };
        let title = title(document, headings);
        builder.section(&document.root, title, None);
        builder.settle_remediation();
        let title = builder.parts.iter().position(|part| {
            part.is_heading && title.is_some_and(|title| Some(title.span) == part.title_span())
        });
        Self {
            parts: builder.parts,
            title,
        }
    }

    /// Parts that mean this, by themselves or by what encloses them.
    pub fn within(&self, meaning: Meaning) -> impl Iterator<Item = &Part<'a>> {
        self.parts
            .iter()
            .filter(move |part| part.within == Some(meaning))
    }

    /// Whether any part means this.
    pub fn has(&self, meaning: Meaning) -> bool {
        self.within(meaning).any(|part| !part.blocks.is_empty())
    }

    /// The titles of the parts that enclose this one, innermost first, with its own.
    pub fn titles<'s>(&'s self, part: &'s Part<'a>) -> impl Iterator<Item = &'s Part<'a>> {
        std::iter::successors(Some(part), |part| {
            part.parent.map(|parent| &self.parts[parent])
        })
    }
}

impl Part<'_> {
    /// The title's words, or nothing.
    pub fn title_text(&self) -> &str {
        self.title.as_ref().map_or("", |title| title.text.trim())
    }

    fn title_span(&self) -> Option<Span> {
        self.title.as_ref().map(|title| title.span)
    }
}

/// The heading that names the document: the first one, unless it opens a part like others of its level.
fn title<'a>(document: &'a Document, headings: &Headings) -> Option<&'a Inline> {
    let root = &document.root;
    let first = root.children.first()?;
    let heading = first.heading.as_ref()?;
    if begins_with_a_time(&heading.text.text) {
        return None;
    }
    let front = document.front_matter.as_ref();
    let named = front.and_then(|front| front.get(&["title"])?.text());
    if named.is_some_and(|named| same(named, &heading.text.text)) {
        return Some(&heading.text);
    }
    let means = |section: &Section| {
        section
            .heading
            .as_ref()
            .is_some_and(|heading| headings.meaning(&heading.text.text).is_some())
    };
    let count = |sections: &[Section]| sections.iter().filter(|section| means(section)).count();
    // "Why search was down" sounds like causes; "Root cause" is what the part is called.
    let is_name = headings.label(&heading.text.text).is_some();
    let is_alone = root.children.len() == 1 && (count(&first.children) >= 2 || !is_name);
    let is_long = !is_name && heading.text.text.split_whitespace().count() >= 5;
    let is_title = !means(first) || is_alone || is_long && count(&root.children[1..]) >= 2;
    is_title.then_some(&heading.text)
}

struct Builder<'a, 'h> {
    headings: &'h Headings,
    parts: Vec<Part<'a>>,
}

/// A stretch of a paragraph: what a lead-in names, or text before any.
struct Segment {
    title: Option<Inline>,
    meaning: Option<Meaning>,
    text: Inline,
    /// Whether it follows a part that ended within the same paragraph.
    after_part: bool,
}

impl<'a> Builder<'a, '_> {
    fn section(&mut self, section: &'a Section, title: Option<&Inline>, parent: Option<usize>) {
        let heading = section.heading.as_ref();
        let is_title = heading
            .is_some_and(|heading| title.is_some_and(|title| std::ptr::eq(title, &heading.text)));
        let meaning = heading
            .filter(|heading| !is_title && !begins_with_a_time(&heading.text.text))
            .and_then(|heading| self.headings.meaning(&heading.text.text));
        let index = self.open(
            heading.map(|heading| heading.text.clone()),
            true,
            meaning,
            parent,
            section.span,
        );
        self.blocks(&section.blocks, index);
        for child in &section.children {
            // A title at a level of its own or not: the parts after it are parts of the whole document.
            self.section(child, title, Some(index));
        }
    }

    /// "Remediation" is what will be done, unless another part says that: then it is what was done.
    fn settle_remediation(&mut self) {
        let is_remediation = |part: &Part<'_>| {
            part.title_text()
                .trim_end_matches(':')
                .eq_ignore_ascii_case("remediation")
        };
        let planned = self
            .parts
            .iter()
            .any(|part| part.meaning == Some(Meaning::Actions) && !is_remediation(part));
        for part in self
            .parts
            .iter_mut()
            .filter(|part| planned && is_remediation(part))
        {
            part.meaning = Some(Meaning::Resolution);
            part.within = Some(Meaning::Resolution);
        }
    }

    fn open(
        &mut self,
        title: Option<Inline>,
        is_heading: bool,
        meaning: Option<Meaning>,
        parent: Option<usize>,
        span: Span,
    ) -> usize {
        let enclosing = parent.and_then(|parent| self.parts[parent].within);
        let within = match enclosing {
            Some(enclosing) => Some(enclosing.inherited_by(meaning)),
            None => meaning,
        };
        let depth = parent.map_or(0, |parent| self.parts[parent].depth + 1);
        self.parts.push(Part {
            title,
            is_heading,
            meaning,
            within,
            parent,
            depth,
            blocks: Vec::new(),
            span,
        });
        self.parts.len() - 1
    }

    fn blocks(&mut self, blocks: &'a [Block], section: usize) {
        let mut current = section;
        // Bold lines without a meaning of their own are groups of the last one that has one.
        let mut named = section;
        let mut shown = 0;
        for (at, block) in blocks.iter().enumerate() {
            if at < shown {
                continue;
            }
            match &block.kind {
                BlockKind::Html(_) if hidden::end(blocks, at) > at => {
                    shown = hidden::end(blocks, at);
                }
                BlockKind::Paragraph(inline) if is_plain(inline) => {
                    self.parts[current].blocks.push(Cow::Borrowed(block));
                }
                BlockKind::Paragraph(inline) => {
                    for segment in self.segments(inline, blocks.get(at + 1)) {
                        if let Some(title) = segment.title {
                            let parent = if segment.meaning.is_some() {
                                section
                            } else {
                                named
                            };
                            let span = title.span.to(segment.text.span);
                            current =
                                self.open(Some(title), false, segment.meaning, Some(parent), span);
                            if segment.meaning.is_some() {
                                named = current;
                            }
                        } else if segment.after_part {
                            current = section;
                        }
                        if !segment.text.is_empty() {
                            let span = segment.text.span;
                            let kind = BlockKind::Paragraph(segment.text);
                            self.parts[current]
                                .blocks
                                .push(Cow::Owned(Block { span, kind }));
                        }
                    }
                }
                BlockKind::List { ordered, items } if self.may_name_parts(current) => {
                    let rest = self.named_items(items, section);
                    if rest.len() == items.len() {
                        self.parts[current].blocks.push(Cow::Borrowed(block));
                    } else if !rest.is_empty() {
                        let items = rest.into_iter().cloned().collect();
                        let kind = BlockKind::List {
                            ordered: *ordered,
                            items,
                        };
                        self.parts[current].blocks.push(Cow::Owned(Block {
                            span: block.span,
                            kind,
                        }));
                    }
                }
                BlockKind::Definitions(terms) if self.may_name_parts(current) => {
                    for (term, told) in terms {
                        let name = term.text.trim_end_matches([' ', ':']);
                        let meaning = self.headings.exact(name);
                        if let Some(meaning) = meaning.filter(|&meaning| names_a_part(meaning)) {
                            let nothing = term.slice(term.text.len()..term.text.len());
                            self.named(term.clone(), meaning, nothing, told, section);
                        }
                    }
                    self.parts[current].blocks.push(Cow::Borrowed(block));
                }
                BlockKind::Table { head, rows }
                    if self.may_name_parts(current) && head.len() == 2 =>
                {
                    for cells in std::iter::once(head).chain(rows.iter().map(|row| &row.cells)) {
                        let [name, text] = cells.as_slice() else {
                            continue;
                        };
                        if let Some(meaning) = self.headings.exact(&name.text)
                            && names_a_part(meaning)
                            && !is_column_name(&text.text)
                        {
                            self.named(name.clone(), meaning, text.clone(), &[], section);
                        }
                    }
                    self.parts[current].blocks.push(Cow::Borrowed(block));
                }
                BlockKind::Quote(inner)
                    if self.parts[section].title.is_none()
                        && let Some((title, meaning)) = self.asked(inner) =>
                {
                    current =
                        self.open(Some(title), true, Some(meaning), Some(section), block.span);
                    named = current;
                }
                _ => self.parts[current].blocks.push(Cow::Borrowed(block)),
            }
        }
    }

    /// A question that a mail without headings quotes above its answer: `> How did you become aware?`.
    fn asked(&self, quoted: &[Block]) -> Option<(Inline, Meaning)> {
        let [
            Block {
                kind: BlockKind::Paragraph(line),
                ..
            },
        ] = quoted
        else {
            return None;
        };
        let meaning = self.headings.meaning(&line.text)?;
        (names_a_part(meaning) && line.text.len() <= 160 && !line.text.trim_end().ends_with('.'))
            .then(|| (line.trimmed(), meaning))
    }

    /// Whether keys of lists and tables may name parts here: not where every item is an action, an event, a lesson.
    fn may_name_parts(&self, part: usize) -> bool {
        matches!(
            self.parts[part].within,
            None | Some(Meaning::Facts | Meaning::Summary | Meaning::Narrative)
        )
    }

    /// Opens a part for each item that a lead-in with a meaning begins (`- **Root cause**: …`); gives the others.
    fn named_items(&mut self, items: &'a [Item], section: usize) -> Vec<&'a Item> {
        let lead = |item: &'a Item| {
            let inline = item.lead()?;
            let lists = item.blocks.len() > 1;
            // `- Root cause` above its nested list.
            let whole = || {
                let is_name = lists && inline.text.split_whitespace().count() <= SHORT_HEADING;
                is_name.then(|| {
                    (
                        inline.trimmed(),
                        inline.slice(inline.text.len()..inline.text.len()),
                    )
                })
            };
            let lead = lead_in(inline, self.headings);
            let is_whole = lead.is_none();
            let (title, text) = lead.or_else(whole)?;
            // What only names the list below it may be told in part.
            let known = match text.is_empty() && lists && !is_whole {
                true => self.headings.meaning(&title.text),
                false => self.headings.exact(&title.text),
            };
            let meaning = known.filter(|&meaning| names_a_part(meaning))?;
            Some((title, meaning, text))
        };
        let leads: Vec<_> = items.iter().map(lead).collect();
        let mut rest = Vec::new();
        for (item, lead) in items.iter().zip(leads) {
            match lead {
                Some((title, meaning, text)) => {
                    self.named(
                        title,
                        meaning,
                        text,
                        item.blocks.get(1..).unwrap_or_default(),
                        section,
                    );
                }
                None => rest.push(item),
            }
        }
        rest
    }

    fn named(
        &mut self,
        title: Inline,
        meaning: Meaning,
        text: Inline,
        more: &'a [Block],
        section: usize,
    ) {
        let span = title.span.to(text.span);
        let index = self.open(Some(title), false, Some(meaning), Some(section), span);
        if !text.is_empty() {
            let block = Block {
                span: text.span,
                kind: BlockKind::Paragraph(text),
            };
            self.parts[index].blocks.push(Cow::Owned(block));
        }
        self.parts[index]
            .blocks
            .extend(more.iter().map(Cow::Borrowed));
    }

    /// Cuts a paragraph where lines are headings or begin with a lead-in.
    fn segments(&self, inline: &Inline, next: Option<&Block>) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        let mut start = 0;
        let mut text_start = 0;
        let mut open: Option<(Inline, Option<Meaning>)> = None;
        let lines = inline.text.split('\n').count();
        let mut close = |open: Option<(Inline, Option<Meaning>)>, range: std::ops::Range<usize>| {
            let text = inline.trimmed_slice(range.start.min(range.end)..range.end);
            let (title, meaning) = match open {
                Some((title, meaning)) => (Some(title), meaning),
                None if text.is_empty() => return,
                None => (None, None),
            };
            let after_part = !segments.is_empty();
            segments.push(Segment {
                title,
                meaning,
                text,
                after_part,
            });
        };
        for (number, line) in inline.text.split('\n').enumerate() {
            let range = start..start + line.len();
            let first = number == 0;
            if let Some((title, meaning, rest)) =
                self.opens(&inline.slice(range.clone()), first, lines == 1, next)
            {
                close(open.take(), text_start..range.start.saturating_sub(1));
                open = Some((title, meaning));
                text_start = range.start + rest;
            } else if open.is_some() && self.is_fact(&inline.slice(range.clone())) {
                // `Impact: …` and `Authors: …` below each other: the second is no part of the first.
                close(open.take(), text_start..range.start.saturating_sub(1));
                text_start = range.start;
            }
            start = range.end + 1;
        }
        close(open, text_start..inline.text.len());
        segments
    }

    /// Whether a line is a fact whose name is no part: `Document Authors: …`.
    fn is_fact(&self, line: &Inline) -> bool {
        lead_in(line, self.headings).is_some_and(|(name, value)| {
            let words = name.text.split_whitespace().count();
            words <= 4
                && starts_upper(name.text.trim())
                && !value.is_empty()
                && !name.text.ends_with(|c: char| c.is_ascii_digit())
        })
    }

    /// Whether a line is a heading or begins with a lead-in: its title, meaning, and where the text after it begins.
    fn opens(
        &self,
        line: &Inline,
        is_first: bool,
        is_alone: bool,
        next: Option<&Block>,
    ) -> Option<(Inline, Option<Meaning>, usize)> {
        let text = line.text.trim();
        // More words are no heading.
        let words = text.split_whitespace().take(LONG_HEADING + 1).count();
        let is_of_contents = || {
            line.links()
                .any(|(url, range)| url.starts_with('#') && range.len() == text.len())
        };
        if text.is_empty() || is_of_contents() {
            return None;
        }
        if line.is_all(&MarkKind::Strong) && is_first {
            let title = line.trimmed();
            // `ROOT CAUSE ANALYSIS REPORT` above the title proper: what kind of document it is.
            if is_alone && is_bold_line(next) && names_a_document(text) {
                return Some((title, None, line.text.len()));
            }
            let is_short =
                words <= LONG_HEADING && !text.ends_with('.') && next.is_some() || !is_alone;
            let meaning = self.headings.meaning(&title.text);
            return (meaning.is_some() || is_short).then_some((title, meaning, line.text.len()));
        }
        // A line of its own that asks or announces is a heading in texts without markup.
        let asks = is_alone && text.ends_with(['?', ':']) && words <= LONG_HEADING;
        // Notes without capitals: `causes` above a list, `timeline (UTC)` above its lines.
        let is_list = |next: &Block| matches!(next.kind, BlockKind::List { .. });
        let is_note = (!is_alone || next.is_some_and(is_list))
            && text.starts_with(char::is_lowercase)
            && !text.ends_with([':', '?']);
        if is_first
            && (words <= SHORT_HEADING || asks)
            && (starts_upper(text) || is_note)
            && !text.ends_with('.')
            && (next.is_some() || !is_alone)
        {
            let name = text.trim_end_matches(':');
            // `Timeline (UTC)`: what brackets add does not make it other words.
            let name = match name
                .strip_suffix(')')
                .and_then(|name| name.rsplit_once('('))
            {
                Some((name, _)) if !name.trim().is_empty() => name.trim_end(),
                _ => name,
            };
            let known = match text.ends_with([':', '?']) {
                true => self.headings.meaning(name),
                false => self.headings.exact(name),
            };
            if let Some(meaning) =
                known.filter(|&meaning| is_note && is_alone || names_a_part(meaning))
            {
                return Some((line.trimmed(), Some(meaning), line.text.len()));
            }
        }
        let (title, rest) = lead_in(line, self.headings)?;
        // Bold words say by themselves that they are a heading, so they may ask: `**Why did it happen?** …`.
        let known = match title.marks.iter().any(|mark| mark.kind == MarkKind::Strong) {
            true => self.headings.exact(&title.text),
            false => self.headings.label(&title.text),
        };
        let meaning = known.filter(|&meaning| names_a_part(meaning))?;
        let rest = line.text.len() - rest.text.len();
        Some((title, Some(meaning), rest))
    }
}

/// `14:34 – The cause is found`: what happened then, whatever the words after it name.
fn begins_with_a_time(heading: &str) -> bool {
    let heading = heading.trim_start();
    let hours = heading.bytes().take_while(u8::is_ascii_digit).count();
    let minutes = heading.get(hours..).and_then(|rest| rest.strip_prefix(':'));
    let is_clock = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_digit).count() == 2;
    matches!(hours, 1 | 2) && minutes.is_some_and(is_clock)
}

/// Whether a line begins as a name does; scripts without small letters have no other beginning.
fn starts_upper(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
}

/// Whether a block is one bold line and no sentence.
fn is_bold_line(block: Option<&Block>) -> bool {
    let line = block.and_then(Block::paragraph);
    line.is_some_and(|line| {
        line.is_all(&MarkKind::Strong) && !line.text.trim_end().ends_with(['.', ':', '?'])
    })
}

/// Whether words say what kind of document it is: `Root cause analysis report`, `Rapport d'analyse des causes`.
pub fn names_a_document(text: &str) -> bool {
    const KINDS: &[&str] = &[
        "report",
        "rapport",
        "bericht",
        "verslag",
        "informe",
        "relatório",
        "rapporto",
        "relazione",
        "rca",
        "review",
        "postmortem",
        "analysis",
        "analyse",
        "análisis",
        "análise",
    ];
    let words = super::headings::words(text);
    words.len() <= LONGEST_KIND && words.iter().any(|word| KINDS.contains(&word.as_str()))
}

/// So many words say what kind of document it is, at most.
const LONGEST_KIND: usize = 6;

/// Meanings that a lead-in or a key may name; "Status: done" and "Team: X" are facts, not parts.
fn names_a_part(meaning: Meaning) -> bool {
    !matches!(meaning, Meaning::Facts | Meaning::People | Meaning::Other)
}

/// Whether a table's second head cell names a column instead of holding a value.
pub fn is_column_name(text: &str) -> bool {
    let words = super::headings::words(text);
    words.len() <= 2
        && words.iter().all(|word| {
            matches!(
                word.as_str(),
                "description"
                    | "details"
                    | "detail"
                    | "value"
                    | "event"
                    | "owner"
                    | "status"
                    | "notes"
                    | "what"
                    | "action"
                    | "role"
                    | "entry"
                    | "answer"
                    | "data"
            )
        })
}

/// So many words may be a heading without any mark of one.
const SHORT_HEADING: usize = 4;
/// So many words may be one that is marked, or that asks or announces.
const LONG_HEADING: usize = 14;

/// Whether a text may hold what [`lead_in`] finds: a quick look before the closer one.
pub fn may_lead_in(inline: &Inline) -> bool {
    let is_strong = |mark: &Mark| mark.kind == MarkKind::Strong;
    inline.text.contains(':') || inline.marks.iter().any(is_strong)
}

/// Whether a paragraph can hold neither a heading nor a lead-in, and so is a part's as it stands: most are.
fn is_plain(inline: &Inline) -> bool {
    let text = inline.text.as_str();
    let first = text.lines().next().unwrap_or_default();
    !may_lead_in(inline)
        && text.trim().len() == text.len()
        && !text.ends_with('?')
        && first.split_whitespace().nth(SHORT_HEADING).is_some()
}

/// A line's lead-in and what follows it: `**Impact**: text`, `**Impact:** text`, `Root cause: text`.
pub fn lead_in(line: &Inline, headings: &Headings) -> Option<(Inline, Inline)> {
    let mut begin = line.text.len() - line.text.trim_start().len();
    let strong = line.marks.iter().find(|mark| {
        mark.kind == MarkKind::Strong && mark.range.start <= begin && mark.range.end > begin
    });
    let (name_end, rest_start) = match strong {
        Some(mark) => {
            let name = line.text[..mark.range.end].trim_end();
            let after = &line.text[mark.range.end..];
            let rest = after.trim_start();
            if let Some(name) = name.strip_suffix(':') {
                (name.len(), line.text.len() - rest.len())
            } else {
                let rest_after = rest.strip_prefix([':', '–', '—', '-']);
                match rest_after {
                    Some(rest) => (name.len(), line.text.len() - rest.trim_start().len()),
                    None if headings.exact(name).is_some() => {
                        (name.len(), line.text.len() - rest.len())
                    }
                    // `**Tracking ID: X-1**`
                    None if rest.is_empty() => {
                        let colon = name.find(": ")?;
                        (colon, colon + 2)
                    }
                    None => return None,
                }
            }
        }
        None => {
            // `:Date: 2025-01-22` is how reStructuredText names a fact.
            let first = begin + usize::from(line.text[begin..].starts_with(':'));
            let colon = first + line.text[first..].find(':')?;
            begin = first;
            let after = &line.text[colon + 1..];
            if !(after.is_empty() || after.starts_with(char::is_whitespace)) {
                return None;
            }
            (colon, colon + 1 + (after.len() - after.trim_start().len()))
        }
    };
    let name = line.text[begin.min(name_end)..name_end].trim();
    if name.is_empty()
        || name.split_whitespace().count() > 6
        || name.contains(['.', '?', ',']) && strong.is_none()
    {
        return None;
    }
    Some((
        line.trimmed_slice(begin..name_end),
        line.slice(rest_start..line.text.len()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::span::{FileId, SourceFile};
    use std::collections::BTreeMap;

    fn outline(text: &str) -> String {
        let source = SourceFile {
            id: FileId(0),
            path: "a.md".into(),
            text: text.into(),
        };
        let document = parse::document(&source).value;
        let outline = Outline::new(&document, &Headings::new(&BTreeMap::new()));
        let line = |part: &Part<'_>| {
            let meaning = part.within.map_or("-", Meaning::name);
            format!(
                "{}{} ({meaning}) {}",
                "  ".repeat(part.depth),
                part.title_text(),
                part.blocks.len()
            )
        };
        outline
            .parts
            .iter()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn parts_inherit_what_encloses_them_means() {
        let text =
            "# DNS outage\n\n## Action items\n\n### Detection\n\n- a\n\n### Timeline\n\n- b\n";
        assert_eq!(
            outline(text),
            " (-) 0\n  DNS outage (-) 0\n    Action items (actions) 0\n      Detection (actions) 1\n      Timeline (timeline) 1"
        );
    }

    #[test]
    fn a_heading_that_begins_with_a_time_is_an_event() {
        let text =
            "# DNS outage\n\n## What happened\n\n### 14:34 UTC – The cause is found\n\nA typo.\n";
        assert!(
            outline(text).contains("The cause is found (narrative) 1"),
            "{}",
            outline(text)
        );
    }

    #[test]
    fn a_title_that_sounds_like_a_part_is_still_the_title() {
        let text = "# Root cause analysis: DNS outage\n\n## Summary\n\nx\n\n## Timeline\n\ny\n";
        assert!(outline(text).contains("Root cause analysis: DNS outage (-)"));
    }

    #[test]
    fn a_title_that_asks_is_the_title() {
        assert!(
            outline("# Why search was down\n\nIt was.\n\n## Timeline\n\ny\n")
                .contains("Why search was down (-)")
        );
    }

    #[test]
    fn bold_lines_and_lead_ins_open_parts() {
        let text = "**Impact**: nobody could pay.\n\n**Root cause**\nA full disk.\n\nAction items\n\n- one\n\n**Payments**\n\n- two\n";
        assert_eq!(
            outline(text),
            " (-) 0\n  Impact (impact) 1\n  Root cause (factors) 1\n  Action items (actions) 1\n    Payments (actions) 1"
        );
    }

    #[test]
    fn keys_of_lists_and_tables_that_name_parts_open_parts() {
        let text = "- **Root cause:** a full disk\n- Owner: nobody\n\n| Field | Value |\n|--|--|\n| Impact | none |\n";
        let outline = outline(text);
        assert!(outline.contains("Root cause (factors) 1"), "{outline}");
        assert!(outline.contains("Impact (impact) 1"), "{outline}");
    }
}
