//! Contributing factors: what the document presents as a cause, a condition or a trigger.

pub mod causal;
pub mod tables;
pub mod whys;

use super::Context;
use super::actions::row::Columns;
use super::headings::{Headings, Meaning, words};
use super::items::{Entry, bullet_lines, flat, has_items, is_hint, list_entries, sentences};
use super::labels;
use super::outline::{Part, lead_in};
use super::turned;
use crate::diagnostic::Diagnostic;
use crate::expression::expression;
use crate::model::{Factor, Incident, Sourced};
use crate::parse::{Block, BlockKind, Inline, Mark, MarkKind, Row};
use crate::span::Span;
use causal::Claim;
use regex::Regex;
use std::borrow::Borrow;
use std::ops::Range;
use std::sync::LazyLock;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let mut found = Found {
        factors: Vec::new(),
        listed: Vec::new(),
    };
    let parts = &context.outline.parts;
    for (index, part) in parts.iter().enumerate() {
        match part.within {
            Some(Meaning::Factors) => causes(context, index, &mut found),
            Some(Meaning::Trigger) => {
                let before = found.factors.len();
                causes(context, index, &mut found);
                incident
                    .trigger_texts
                    .extend(found.factors[before..].iter().cloned());
            }
            Some(Meaning::FiveWhys) => {
                let chain = whys::chain(part);
                found.factors.extend(chain.iter().cloned());
                if !chain.is_empty() {
                    incident.whys.push(chain);
                }
            }
            _ => {}
        }
    }
    if found.factors.is_empty() {
        beside_actions(context, &mut found);
    }
    if found.factors.is_empty() {
        elsewhere(context, &mut found);
    }
    found.factors.dedup_by(|a, b| a.value == b.value);
    incident.factors = settle(found.factors, &found.listed)
        .into_iter()
        .enumerate()
        .map(|(at, (text, uncertain))| Factor {
            id: format!("f{}", at + 1),
            text,
            uncertain,
            categories: Vec::new(),
            stated_categories: None,
        })
        .collect();
}

struct Found {
    factors: Vec<Sourced<String>>,
    /// Places of those that are items of a list or rows of a table.
    listed: Vec<Span>,
}

/// What the author only suspects gives way to what is stated, unless it is listed or named as the cause.
fn settle(factors: Vec<Sourced<String>>, listed: &[Span]) -> Vec<(Sourced<String>, bool)> {
    let hedged: Vec<bool> = factors
        .iter()
        .map(|factor| causal::is_hedged(&factor.value))
        .collect();
    let is_stated = hedged.contains(&false);
    let is_named = |factor: &Sourced<String>| {
        let span = factor.source.span();
        span.is_some_and(|span| listed.contains(&span)) || causal::names_a_cause(&factor.value)
    };
    factors
        .into_iter()
        .zip(hedged)
        .filter(|(factor, hedged)| !is_stated || !hedged || is_named(factor))
        .collect()
}

impl Found {
    fn push_listed(&mut self, inline: &Inline) {
        self.listed.push(inline.span_of(0..inline.text.len()));
        self.push(inline);
    }

    fn push(&mut self, inline: &Inline) {
        let text = flat(inline.text.trim());
        if says_something(&text) && !self.factors.iter().any(|factor| factor.value == text) {
            self.factors
                .push(Sourced::text(text, inline.span_of(0..inline.text.len())));
        }
    }
}

/// Not a blank, a dash, "N/A", "TBD", a question or a bare link.
pub fn says_something(text: &str) -> bool {
    const LETTERS: usize = "unknown now".len();
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let is_short = letters.take(LETTERS).count() < LETTERS;
    let is_blank = is_short
        && matches!(
            words(text).join(" ").as_str(),
            "" | "n a"
                | "na"
                | "none"
                | "tbd"
                | "todo"
                | "tba"
                | "unknown"
                | "xxx"
                | "see above"
                | "more"
                | "see below"
        );
    let is_address = text.starts_with("http") && !text.contains(' ');
    !is_blank && !is_address && !text.ends_with('?') && text.chars().any(char::is_alphabetic)
}

/// The causes in a part that is about causes.
fn causes(context: &Context<'_>, index: usize, found: &mut Found) {
    let part = &context.outline.parts[index];
    let below = || {
        context
            .outline
            .parts
            .iter()
            .filter(move |child| child.parent == Some(index))
    };
    let has_named_items = below().filter(|child| is_item_heading(child)).count() >= 2;
    if part.is_heading
        && part.meaning.is_none()
        && is_item_heading(part)
        && part
            .parent
            .is_some_and(|parent| siblings(context, parent) >= 2)
    {
        if let Some(title) = &part.title {
            found.push(&told_below(&unnumbered(title), part));
        }
        return;
    }
    if let Some(title) = part.title.as_ref().filter(|_| part.is_heading)
        && let Some(name) = numbered(title)
    {
        let lists = part
            .blocks
            .iter()
            .filter_map(|block| list_entries(block.borrow()));
        let mut described = lists.filter_map(|facts| described(&facts, context.headings));
        let told = described.next().and_then(|told| told.into_iter().next());
        found.push_listed(&match told {
            Some(told) => join(&name, &told),
            None => told_below(&name, part),
        });
        return;
    }
    let listed = lists_causes(&part.blocks);
    let before = found.factors.len();
    let told = match has_named_items {
        true => Told::default(),
        false => Told::of(part, listed),
    };
    for (at, block) in part.blocks.iter().enumerate() {
        let block: &Block = block.borrow();
        let next = part.blocks.get(at + 1).map(|next| &next.kind);
        match &block.kind {
            // `Contributing factor #1: health checks` above the paragraph that tells it.
            BlockKind::Paragraph(inline)
                if matches!(next, Some(BlockKind::Paragraph(_))) && is_number(&inline.text) => {}
            BlockKind::List { .. } => {
                let entries = list_entries(block).unwrap_or_default();
                match described(&entries, context.headings) {
                    Some(told) => told.iter().for_each(|told| found.push_listed(told)),
                    None => entries.iter().for_each(|entry| item(entry, found)),
                }
            }
            BlockKind::Table { head, rows } if tables::lists_causes(head, rows) => {
                match turned::upright(head, rows, tables::are_names) {
                    Some((head, rows)) => table(&head, &rows, found),
                    None => table(head, rows, found),
                }
            }
            BlockKind::Definitions(terms) => {
                let told = terms.iter().flat_map(|(_, told)| told);
                told.filter_map(Block::paragraph)
                    .filter(|told| !is_hint(told))
                    .for_each(|told| found.push_listed(told));
            }
            BlockKind::Paragraph(inline) => {
                match bullet_lines(inline) {
                    Some(lines) => lines.iter().for_each(|line| found.push_listed(line)),
                    None => told.paragraphs.iter().filter(|(of, _)| *of == at).for_each(
                        |(_, ranges)| {
                            ranges
                                .iter()
                                .for_each(|range| found.push(&inline.slice(range.clone())));
                        },
                    ),
                }
            }
            _ => {}
        }
    }
    let is_silent = found.factors.len() == before && !listed && below().next().is_none();
    if is_silent && part.meaning == Some(Meaning::Factors) {
        plainly(part, found);
    }
}

/// Whether any of the blocks lists causes: a table of effects beside them does not.
fn lists_causes<B: Borrow<Block>>(blocks: &[B]) -> bool {
    blocks.iter().any(|block| match &block.borrow().kind {
        BlockKind::List { .. } => true,
        BlockKind::Table { head, .. } => tables::may_list_causes(head),
        _ => false,
    })
}

/// The descriptions in a list of facts about one cause (`Description: …`, `Detection: …`): the other facts are none.
fn described(entries: &[Entry<'_>], headings: &Headings) -> Option<Vec<Inline>> {
    const DESCRIBES: &[&str] = &[
        "description",
        "details",
        "explanation",
        "summary",
        "cause",
        "root cause",
        "factor",
        "what",
    ];
    let facts: Vec<(Inline, Inline)> = entries
        .iter()
        .map(|entry| lead_in(&entry.text, headings))
        .collect::<Option<_>>()?;
    let told: Vec<Inline> = facts
        .iter()
        .filter(|(name, value)| {
            DESCRIBES.contains(&words(&name.text).join(" ").as_str()) && !value.is_empty()
        })
        .map(|(_, value)| value.trimmed())
        .collect();
    (facts.len() >= 2 && !told.is_empty()).then_some(told)
}

/// What the first paragraph of a section about causes says, where no sentence of the section has the words of a cause.
fn plainly(part: &Part<'_>, found: &mut Found) {
    let first = part
        .blocks
        .iter()
        .find_map(|block| match &Borrow::<Block>::borrow(block).kind {
            BlockKind::Paragraph(inline) if !is_hint(inline) && !inline.is_empty() => Some(inline),
            _ => None,
        });
    if let Some(inline) = first {
        let told = sentences(inline)
            .into_iter()
            .filter(|range| causal::claim(&inline.text[range.clone()]) > Claim::Aside);
        told.take(PLAIN)
            .for_each(|range| found.push(&inline.slice(range)));
    }
}

/// Most sentences that are taken for causes without the words of one.
const PLAIN: usize = 3;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)^\W*(?:root |contributing |contributory |secondary )?(?:cause|factor)s? ?#? ?\d+ ?(?:[:.)–—-]|$)",
    )
});

/// A line that only numbers and names a cause.
fn is_number(text: &str) -> bool {
    text.split_whitespace().count() <= 10
        && !text.trim_end().ends_with('.')
        && NUMBER.is_match(text)
}

/// So many words at the beginning of a paragraph are a name at most.
const NAME: usize = 4;

/// What a heading calls the cause that it numbers: `Contributing factor 2: Nobody watched the queue`.
fn numbered(title: &Inline) -> Option<Inline> {
    let number = NUMBER.find(&title.text)?;
    let name = title.trimmed_slice(number.end()..title.text.len());
    (name.text.split_whitespace().count() >= 2).then_some(name)
}

/// A paragraph of so many words is a factor as a whole, below its name.
const SHORT_PARAGRAPH: usize = 40;

/// A heading with what is told below it: all of a short paragraph, else its first sentence.
fn told_below(title: &Inline, part: &Part<'_>) -> Inline {
    let paragraph =
        part.blocks
            .iter()
            .find_map(|block| match &Borrow::<Block>::borrow(block).kind {
                BlockKind::Paragraph(inline) if !is_hint(inline) => Some(inline),
                _ => None,
            });
    let Some(paragraph) = paragraph else {
        return title.clone();
    };
    let told = match paragraph.text.split_whitespace().count() {
        0..=SHORT_PARAGRAPH => 0..paragraph.text.trim_end().len(),
        _ => sentences(paragraph).first().cloned().unwrap_or(0..0),
    };
    join(title, &paragraph.slice(told))
}

/// `label: text`, with both places.
fn join(label: &Inline, text: &Inline) -> Inline {
    let mut joined = label.trimmed();
    joined.push(": ", joined.span.end as usize);
    joined.push(text.text.trim(), text.span.start as usize);
    joined.span = label.span.to(text.span);
    joined
}

fn siblings(context: &Context<'_>, parent: usize) -> usize {
    context
        .outline
        .parts
        .iter()
        .filter(|part| part.parent == Some(parent) && is_item_heading(part))
        .count()
}

/// A sub-heading that is a cause itself, told in the prose below it: not a group of listed causes.
fn is_item_heading(part: &Part<'_>) -> bool {
    part.is_heading
        && part.meaning.is_none()
        && words(part.title_text()).len() >= 2
        && part
            .blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Paragraph(_)))
        && !has_items(&part.blocks)
}

/// A heading without its number: `1) No alert` → `No alert`.
pub fn unnumbered(title: &Inline) -> Inline {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        expression(r"^\s*#?(?:\d+(?:\.\d+)*)\s*[.):–—-]?\s+|^\s*#?\d+(?:\.\d+)*[.)]\s*")
    });
    let begin = NUMBER.find(&title.text).map_or(0, |number| number.end());
    title.trimmed_slice(begin..title.text.len())
}

fn item(entry: &Entry<'_>, found: &mut Found) {
    if is_hint(&entry.text) {
        return;
    }
    if entry.is_group() {
        entry.nested().iter().for_each(|nested| item(nested, found));
    } else {
        found.push_listed(&entry.text);
    }
}

/// One factor per row: the column that holds causes, with the name before it where there is one.
fn table(head: &[Inline], rows: &[Row], found: &mut Found) {
    let names: Vec<String> = head
        .iter()
        .map(|cell| words(&cell.text).join(" "))
        .collect();
    let find = |wanted: &[&str]| {
        names.iter().position(|name| {
            wanted
                .iter()
                .any(|word| name.split(' ').any(|w| w == *word))
        })
    };
    let label = find(tables::LABELS);
    let text = find(tables::TEXTS);
    // `Started | 18:20`: a fact about time.
    let tells_time = |row: &&Row| {
        row.cells
            .first()
            .is_some_and(|cell| labels::is_name(&cell.text))
    };
    for row in rows.iter().filter(|row| !tells_time(row)) {
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| row.cells.get(column))
                .filter(|cell| !cell.is_empty())
        };
        let by_length = row.cells.iter().max_by_key(|cell| cell.text.len());
        match (cell(label), cell(text)) {
            (Some(label), Some(text)) if label.text.split_whitespace().count() <= 6 => {
                found.push_listed(&join(label, text));
            }
            (_, Some(text)) if label.is_none() => found.push_listed(text),
            (Some(label), _) => found.push_listed(label),
            _ => by_length
                .into_iter()
                .for_each(|cell| found.push_listed(cell)),
        }
    }
}

/// Causes in a column of the table of actions.
fn beside_actions(context: &Context<'_>, found: &mut Found) {
    for block in context
        .outline
        .within(Meaning::Actions)
        .flat_map(|part| &part.blocks)
    {
        let block: &Block = block.borrow();
        if let BlockKind::Table { head, rows } = &block.kind
            && let columns = Columns::of(head, rows)
            && columns.has_causes()
            && let Some(column) = columns.causes()
        {
            rows.iter()
                .filter_map(|row| row.cells.get(column))
                .filter(|cell| cell.text.split_whitespace().count() >= 3 && !is_hint(cell))
                .for_each(|cell| found.push(cell));
        }
    }
}

/// So many paragraphs of a section about causes tell of nothing else.
const FEW_PARAGRAPHS: usize = 4;

/// Most sentences of a paragraph about causes that are all taken for causes.
const SHORT: usize = 2;

/// Two or three words that name a cause and do not say that it is not known, or told elsewhere.
fn is_short_cause(text: &str) -> bool {
    let words = words(text);
    let says_nothing = |word: &String| {
        [
            "unknown",
            "none",
            "not",
            "no",
            "see",
            "tbd",
            "pending",
            "todo",
            "above",
            "below",
            "same",
            "link",
            "investigation",
            "unclear",
            "undetermined",
            "yet",
            "applicable",
            "details",
            "following",
        ]
        .contains(&word.as_str())
    };
    (2..=3).contains(&words.len())
        && !words.iter().any(says_nothing)
        && !text.ends_with([':', '?', '!'])
}

/// A bold sentence that begins a paragraph: what follows it only tells more.
fn begins_bold(inline: &Inline) -> Option<Range<usize>> {
    let mark = inline
        .marks
        .iter()
        .find(|mark| mark.kind == MarkKind::Strong && mark.range.start == 0)?;
    let bold = inline.text[mark.range.clone()].trim();
    let rest = inline.text[mark.range.end..].trim();
    let is_sentence = bold.ends_with(['.', '!']) && bold.split_whitespace().count() >= 4;
    (is_sentence && !rest.is_empty()).then(|| mark.range.clone())
}

/// Whether a few bold words name what a paragraph tells: `**One worker.** The queue has …`.
fn runs_in(inline: &Inline) -> bool {
    let begins = |mark: &&Mark| mark.kind == MarkKind::Strong && mark.range.start == 0;
    inline.marks.iter().find(begins).is_some_and(|mark| {
        let name = inline.text[mark.range.clone()].trim();
        let rest = inline.text[mark.range.end..].trim();
        name.split_whitespace().count() <= NAME
            && (name.ends_with(['.', ':']) || rest.starts_with([':', '–', '—']))
            && !rest.is_empty()
    })
}

/// The sentences of a part's paragraphs that state a cause, by the index of the block.
#[derive(Default)]
struct Told {
    paragraphs: Vec<(usize, Vec<Range<usize>>)>,
}

impl Told {
    /// Reads the paragraphs of a part together: a short section says nothing but causes, in a long one background stands
    /// between them. `listed`: it lists its causes, and prose beside them is one only where it says so.
    fn of(part: &Part<'_>, listed: bool) -> Self {
        let paragraphs: Vec<(usize, &Inline)> = (part.blocks.iter().enumerate())
            .filter_map(|(at, block)| match &Borrow::<Block>::borrow(block).kind {
                BlockKind::Paragraph(inline) if bullet_lines(inline).is_none() => {
                    Some((at, inline))
                }
                _ => None,
            })
            .filter(|(_, inline)| !(listed && announces_a_list(inline)))
            .filter(|(_, inline)| !is_hint(inline) && !is_number(&inline.text))
            .collect();
        // Above a list such a name is the list's.
        let is_named = |(at, inline): &(usize, &Inline)| {
            let next = part.blocks.get(at + 1).map(|next| &next.kind);
            runs_in(inline) && !matches!(next, Some(BlockKind::List { .. }))
        };
        let are_named = paragraphs
            .iter()
            .filter(|paragraph| is_named(paragraph))
            .count()
            >= 2;
        let read: Vec<Read> = paragraphs
            .iter()
            .map(|paragraph| match are_named && is_named(paragraph) {
                true => Read::named(paragraph.1),
                false => Read::of(paragraph.1, listed),
            })
            .collect();
        let claims = || read.iter().flat_map(|read| &read.sentences);
        let told = claims().filter(|(_, claim)| *claim > Claim::Aside).count();
        let least = match listed {
            true => Claim::Stated,
            false if told <= SHORT => Claim::None,
            false => Claim::Told,
        };
        let is_silent = !claims().any(|(_, claim)| *claim >= Claim::Told);
        let mut first = !listed && !is_silent;
        // A few short paragraphs are a cause each.
        let is_short = |(_, inline): &(usize, &Inline)| {
            inline
                .text
                .split_whitespace()
                .nth(SHORT_PARAGRAPH)
                .is_none()
        };
        let each = first && paragraphs.len() <= FEW_PARAGRAPHS && paragraphs.iter().all(is_short);
        let choose = |((at, inline), read): (&(usize, &Inline), &Read)| {
            let begins = std::mem::take(&mut first);
            let told = read.sentences.iter().filter(|(_, claim)| *claim >= least);
            let mut chosen: Vec<Range<usize>> = read.whole.iter().cloned().collect();
            chosen.extend(told.map(|(range, _)| range.clone()));
            // What a section about causes begins with is one, unless it only sets the scene.
            if let Some(opening) = read
                .opening(inline)
                .filter(|opening| !chosen.contains(opening))
                && (begins || each && chosen.is_empty())
            {
                chosen.insert(0, opening);
            }
            (*at, chosen)
        };
        Self {
            paragraphs: paragraphs.iter().zip(&read).map(choose).collect(),
        }
    }
}

/// A paragraph's sentences with what they claim, or what of it is the cause whatever it claims.
struct Read {
    whole: Option<Range<usize>>,
    sentences: Vec<(Range<usize>, Claim)>,
}

impl Read {
    /// Of one that its first words name: all of it where it is short, else the name with the sentence behind it.
    fn named(inline: &Inline) -> Self {
        let end = match inline.text.split_whitespace().count() {
            0..=SHORT_PARAGRAPH => inline.text.trim_end().len(),
            _ => sentences(inline).get(1).map_or(0, |range| range.end),
        };
        let claims = sentences(inline).into_iter();
        let mut claims = claims.map(|range| causal::claim(&inline.text[range]));
        Self {
            whole: claims.any(|claim| claim >= Claim::Told).then_some(0..end),
            sentences: Vec::new(),
        }
    }

    /// The first sentence, where it tells what happened.
    fn opening(&self, inline: &Inline) -> Option<Range<usize>> {
        let (range, claim) = self.sentences.first()?;
        let sentence = &inline.text[range.clone()];
        let tells = *claim > Claim::Aside
            && !causal::sets_the_scene(sentence)
            && !sentence.trim_end().ends_with(':');
        tells.then(|| range.clone())
    }

    fn of(inline: &Inline, listed: bool) -> Self {
        if let Some(bold) = begins_bold(inline) {
            return Self {
                whole: Some(bold),
                sentences: Vec::new(),
            };
        }
        let sentences = sentences(inline);
        // "A full disk." alone is all that the section says.
        let is_all = !listed && sentences.len() == 1 && is_short_cause(inline.text.trim());
        let claims = |range: Range<usize>| {
            let claim = causal::claim(&inline.text[range.clone()]);
            (range, claim)
        };
        Self {
            whole: is_all.then_some(0..inline.text.len()),
            sentences: sentences.into_iter().map(claims).collect(),
        }
    }
}

fn announces_a_list(inline: &Inline) -> bool {
    inline.text.trim_end().ends_with(':')
}

/// Causes that a document names without a section for them: "the root cause was …" in a summary, what went wrong.
fn elsewhere(context: &Context<'_>, found: &mut Found) {
    for (index, part) in context.outline.parts.iter().enumerate() {
        use Meaning::*;
        // Prose on what went wrong is all that the document says of causes.
        if part.within == Some(WentPoorly) && !has_items(&part.blocks) {
            causes(context, index, found);
            continue;
        }
        let least = match part.within {
            None | Some(Summary | Narrative | Impact | Resolution | Detection) => Claim::Stated,
            Some(Lessons) => Claim::Stated,
            Some(WentPoorly) => Claim::Told,
            _ => continue,
        };
        let claims = |sentence: &str, least: Claim| match least {
            Claim::Stated => causal::states(sentence),
            least => causal::claim(sentence) >= least,
        };
        let mut announced = false;
        for block in &part.blocks {
            let block: &Block = block.borrow();
            match &block.kind {
                BlockKind::Paragraph(inline) => {
                    announced =
                        inline.text.trim_end().ends_with(':') && causal::announces(&inline.text);
                    let mut least = least;
                    for range in sentences(inline) {
                        let sentence = &inline.text[range.clone()];
                        // `The reason was a chain of small things.`: the sentences behind it tell them.
                        if causal::announces_several(sentence) {
                            least = least.min(Claim::Told);
                            continue;
                        }
                        let concludes = || {
                            part.within == Some(Lessons)
                                && causal::gives_a_reason(sentence)
                                && causal::claim(sentence) == Claim::Told
                        };
                        if !announced && (claims(sentence, least) || concludes()) {
                            found.push(&inline.slice(range));
                        }
                    }
                }
                BlockKind::List { .. } => {
                    let all = announced || part.within == Some(WentPoorly);
                    for entry in list_entries(block).into_iter().flatten() {
                        if all || claims(&entry.text.text, least) {
                            item(&entry, found);
                        }
                    }
                    announced = false;
                }
                _ => {}
            }
        }
    }
}
