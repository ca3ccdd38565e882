//! The end of an action's line: the pieces that stand apart behind its words, in brackets, behind a dash, in italics or
//! as a sentence of their own, and whether they say who, or when, or in which state, or where it is tracked.

mod who;

use super::{due, refs, state, wording};
use crate::extract::headings::word_count;
use crate::parse::{Inline, MarkKind};
use std::ops::Range;
use who::could_be_a_name;
pub use who::is_group;

/// What sets a piece apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    Brackets,
    Dash,
    Italics,
    /// A last sentence of one or two words: `… to 32G. Dana`.
    Sentence,
    /// It is a reference or a state, which needs no mark.
    Itself,
}

/// One of the pieces.
#[derive(Debug, Clone)]
pub struct Piece {
    /// With the marks that set it apart.
    pub whole: Range<usize>,
    pub inner: Range<usize>,
    pub apart: Apart,
}

/// The names in a line's tail.
#[derive(Debug, Clone)]
pub struct Names {
    pub ranges: Vec<Range<usize>>,
    pub apart: Apart,
    /// Whether they stand alone in their piece.
    pub alone: bool,
}

impl Names {
    /// Whether nothing but a dash or a full stop says that they are apart: then they may be a thing's.
    pub fn is_loose(&self) -> bool {
        self.alone && matches!(self.apart, Apart::Dash | Apart::Sentence)
    }
}

/// What a part of a piece says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// A state, a term, a priority, a reference.
    Fact,
    /// It could be who does it.
    Name,
    Other,
}

/// The pieces of a line's tail, the last one first.
pub fn pieces(line: &Inline) -> impl Iterator<Item = Piece> + '_ {
    let mut end = line.text.len();
    std::iter::from_fn(move || {
        let piece = last(line, end)?;
        end = piece.whole.start;
        Some(piece)
    })
}

/// Where the facts without a name begin that stand at the end: `… (Jo) - OPS-12`, `… @jo #12 (due 3 May)`.
pub fn before_facts(line: &Inline) -> usize {
    let text = line.text.as_str();
    let facts = pieces(line).take_while(|piece| {
        parts(text, piece).all(|part| says(line, part, piece.apart) == Says::Fact)
    });
    let marks = [' ', '-', '–', '—', '→', '(', '[', ',', ';'];
    let ends = |piece: Piece| text[..piece.whole.start].trim_end_matches(marks).len();
    facts.last().map_or(text.len(), ends)
}

/// Whoever the tail could name, behind or before its facts: `(marlow)`, `[aleks]  DONE`, `(#12, jo)`, `(Ops) OPS-12`.
pub fn names(line: &Inline) -> Option<Names> {
    let text = line.text.as_str();
    for piece in pieces(line) {
        let mut names = Vec::new();
        let mut has_state = false;
        for part in parts(text, &piece) {
            match says(line, part.clone(), piece.apart) {
                Says::Fact => has_state |= state::of_piece(&text[part]).is_some(),
                // `declined, other concerns`: what follows a state is about it.
                Says::Name if has_state && !text[part.clone()].starts_with(char::is_uppercase) => {
                    return None;
                }
                Says::Name => names.push(part),
                Says::Other => return None,
            }
        }
        if names.is_empty() {
            continue;
        }
        // Two names in one piece begin like names.
        let is_list = names.len() > 1;
        let begins = |name: &Range<usize>| text[name.clone()].starts_with(char::is_uppercase);
        let alone = names.len() == 1 && names[0].len() == text[piece.inner.clone()].trim().len();
        return (!is_list || names.iter().all(begins)).then_some(Names {
            ranges: names,
            apart: piece.apart,
            alone,
        });
    }
    None
}

/// The piece with which a line ends before `end`.
fn last(line: &Inline, end: usize) -> Option<Piece> {
    let text = line.text[..end].trim_end_matches([' ', '.', ',', ';', '→', '-', '–', '—']);
    let piece = |whole: Range<usize>, inner: Range<usize>, apart| Piece {
        whole,
        inner,
        apart,
    };
    let itself = |at: usize| piece(at..text.len(), at..text.len(), Apart::Itself);
    let behind =
        |(at, inner): (usize, usize), apart| piece(at..text.len(), inner..text.len(), apart);
    let found = bracket(text)
        .map(|open| piece(open..text.len(), open + 1..text.len() - 1, Apart::Brackets))
        .or_else(|| {
            let dash = dash(text).filter(|(_, inner)| text[*inner..].contains([',', ';']))?;
            Some(behind(dash, Apart::Dash))
        })
        .or_else(|| link(line, text).or_else(|| refs::last(text)).map(itself))
        .or_else(|| {
            let marked = italics(line, text)?;
            Some(piece(marked.clone(), marked, Apart::Italics))
        })
        .or_else(|| state_behind_brackets(text).map(itself))
        .or_else(|| Some(behind(dash(text)?, Apart::Dash)))
        .or_else(|| Some(behind(sentence(text)?, Apart::Sentence)))?;
    // What is left says something.
    (found.whole.start > 1).then_some(found)
}

/// The parts of a piece between commas, without the blanks around them; a reference is one part.
fn parts<'t>(text: &'t str, piece: &Piece) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let mut start = piece.inner.start;
    let parts = text[piece.inner.clone()].split([',', ';']);
    parts.filter_map(move |part| {
        let begin = start + part.len() - part.trim_start().len();
        start += part.len() + 1;
        let length = part.trim().len();
        (length > 0).then_some(begin..begin + length)
    })
}

fn says(line: &Inline, part: Range<usize>, apart: Apart) -> Says {
    let is_linked = line.links().any(|(_, link)| link.contains(&part.start));
    let part = &line.text[part];
    let is_number = || part.contains(|c: char| c.is_ascii_digit()) && word_count(part) <= 2;
    if apart == Apart::Itself || is_linked || refs::is_sought(part) {
        Says::Fact
    } else if could_be_a_name(part) {
        Says::Name
    } else if is_number()
        || state::of_piece(part).is_some()
        || wording::is_priority(part)
        || due::is_term(part)
        || refs::last(part) == Some(0)
    {
        Says::Fact
    } else {
        Says::Other
    }
}

/// Where the link begins with which a text ends, unless it is all of it.
fn link(line: &Inline, text: &str) -> Option<usize> {
    let (_, range) = line.links().find(|(_, range)| range.end == text.len())?;
    let is_short = word_count(&line.text[range.clone()]) <= 4;
    (is_short && range.start > 0).then_some(range.start)
}

/// Where the bracket opens that ends a text; brackets within it are its own.
fn bracket(text: &str) -> Option<usize> {
    let (open, close) = match text.bytes().next_back()? {
        b')' => (b'(', b')'),
        b']' => (b'[', b']'),
        _ => return None,
    };
    let mut depth = 0;
    text.bytes().enumerate().rev().find_map(|(at, byte)| {
        depth += i32::from(byte == close) - i32::from(byte == open);
        (depth == 0).then_some(at)
    })
}

/// Emphasised words at the end that are no part of the sentence before them: `… for 3 min. *Dana*`.
fn italics(line: &Inline, text: &str) -> Option<Range<usize>> {
    let is_last = |range: &Range<usize>| {
        range.end >= text.len() && range.start < text.len() && range.start > 0
    };
    let mark = line
        .marks
        .iter()
        .rev()
        .find(|mark| mark.kind == MarkKind::Emphasis && is_last(&mark.range))?;
    let before = text[..mark.range.start].trim_end();
    before
        .ends_with(['.', ')', ']', '!', '?'])
        .then_some(mark.range.start..text.len())
}

/// Where a state begins that stands behind brackets without a mark: `[aleks]  TODO, ticket #12`.
fn state_behind_brackets(text: &str) -> Option<usize> {
    let close = text.rfind([']', ')'])?;
    let behind = text[close + 1..].trim_start_matches([' ', '-', '–', '—', ':']);
    (!behind.is_empty() && word_count(behind) <= 4 && state::of_cell(behind).is_some())
        .then_some(close + 1)
}

/// Where the last dash between blanks stands, and what is behind it, where that is short.
fn dash(text: &str) -> Option<(usize, usize)> {
    last_dash(text).filter(|(_, inner)| text[*inner..].split_whitespace().count() <= 8)
}

/// Where the last dash between blanks stands, and what is behind it.
pub fn last_dash(text: &str) -> Option<(usize, usize)> {
    if !may_hold_dash(text) {
        return None;
    }
    let (at, mark) = [" - ", " – ", " — "]
        .iter()
        .filter_map(|mark| Some((text.rfind(mark)?, mark)))
        .max()?;
    Some((at, at + mark.len()))
}

/// Whether there may be a dash behind a blank: a quick look before the closer one.
pub fn may_hold_dash(text: &str) -> bool {
    let is_dash = |byte: &u8| (*byte == b'-') | (*byte == "–".as_bytes()[0]);
    let pairs = text
        .bytes()
        .zip(text.as_bytes().get(1..).unwrap_or_default());
    pairs.fold(false, |any, (before, dash)| {
        any | (before == b' ') & is_dash(dash)
    })
}

/// The last sentence, where it is no more than what could be a name.
fn sentence(text: &str) -> Option<(usize, usize)> {
    let at = text.rfind(". ")?;
    let inner = at + ". ".len();
    let is_name = (1..=3).contains(&text[inner..].split_whitespace().count())
        && text[inner..].starts_with(|c: char| c.is_uppercase())
        && !text[inner..].contains(|c: char| c.is_ascii_digit());
    is_name.then_some((at, inner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    fn line(text: &str) -> Inline {
        let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
        inline.push(text, 0);
        inline
    }

    #[test]
    fn names_stand_among_the_facts_of_the_tail() {
        for (text, expected) in [
            ("Raise the limit (marlow)", "marlow"),
            ("Raise the limit [aleks]  TODO, ticket #12", "aleks"),
            ("Raise the limit (#12, jo)", "jo"),
            ("Raise the limit - jo, #12", "jo"),
            ("Raise the limit — Dana", "Dana"),
            ("Raise the limit (Dana) - ops#1234", "Dana"),
            ("Raise the limit – Dana – no ticket yet", "Dana"),
            ("Raise the limit – declined, other concerns", ""),
            ("Raise the limit. Dana", "Dana"),
            ("Raise the limit (Ops) OPS-12", "Ops"),
            ("Raise the limit (Ops) – in progress", "Ops"),
            ("Raise the limit (o11y) (due 3 May)", "o11y"),
            ("Tekening bijwerken (Bouw, voor 1 mei 2026)", "Bouw"),
            ("Raise the limit (Ana, Ben)", "Ana+Ben"),
            ("Raise the limit (not yet)", ""),
            ("Raise the limit (no ticket yet)", ""),
            ("Raise the limit (next week)", ""),
            ("Raise the limit (see the chart of May)", ""),
            ("Raise the limit", ""),
        ] {
            let line = line(text);
            let found = names(&line).map_or(Vec::new(), |names| names.ranges);
            let found: Vec<&str> = found.into_iter().map(|name| &text[name]).collect();
            assert_eq!(found.join("+"), expected, "{text}");
        }
    }

    #[test]
    fn emphasised_words_at_the_end_stand_apart_behind_a_sentence_only() {
        for (text, mark, expected) in [
            ("Watch it for 3 min. Dana", 20..24, true),
            ("Alert on what", 9..13, false),
        ] {
            let mut line = line(text);
            line.marks.push(crate::parse::Mark {
                kind: MarkKind::Emphasis,
                range: mark,
            });
            let found = pieces(&line).next().map(|piece| piece.apart);
            assert_eq!(found == Some(Apart::Italics), expected, "{text}");
        }
    }

    #[test]
    fn facts_at_the_end_are_left_aside() {
        for (text, rest) in [
            (
                "Raise the limit @jo - due 2026-05-03",
                "Raise the limit @jo",
            ),
            ("Raise the limit @jo #12 (due 3 May)", "Raise the limit @jo"),
            ("Raise the limit (Jo) - OPS-12", "Raise the limit (Jo)"),
            ("Raise the limit (Jo)", "Raise the limit (Jo)"),
        ] {
            let line = line(text);
            assert_eq!(
                text[..before_facts(&line)].trim_end_matches([' ', '-']),
                rest
            );
        }
    }
}
