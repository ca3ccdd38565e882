//! Facts inside of an action's words: `Owner: Jane. Status: done`, `(OPS-12, @jane, closed 2024-05-01)`.

mod name;

use super::owner::{self, Known};
use super::{due, refs, state, tail};
use crate::expression::expression;
use crate::extract::Context;
use crate::extract::headings::word_count;
use crate::extract::items::{Entry, flat};
use crate::extract::moments::date;
use crate::model::{ActionItem, ActionState, Sourced};
use crate::parse::Inline;
use name::{Fact, Name};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Reads `name: value` facts; gives the ranges that hold them.
pub fn labelled(
    line: &Inline,
    action: &mut ActionItem,
    context: &Context<'_>,
    known: &Known,
) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(found) = Name::find(&line.text, at) {
        let end = found.value + value_length(&line.text[found.value..], found.fact);
        let told =
            line.text[found.value..end].trim_end_matches([' ', '-', '–', '—', '·', '|', ',']);
        let value = line.trimmed_slice(found.value..found.value + told.len());
        if !value.is_empty() {
            set(found.fact, &value, action, context, known);
            ranges.push(with_wide_marks(&line.text, found.start..end));
        }
        at = end;
    }
    dated(line, action, context, known);
    ranges
}

/// Whether all that stands below an entry are facts about it: `owner: …`, `due: …`.
pub fn are_below(entry: &Entry<'_>) -> bool {
    let is_fact =
        |nested: &Entry<'_>| Name::find(&nested.text.text, 0).is_some_and(|name| name.start == 0);
    entry.nested().iter().all(is_fact)
}

/// `Opened 2026-05-20, closed on 3 June`: days with the word that says what was done on them.
static OPENED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?P<what>opened|created|raised|filed|closed|completed|finished|merged)\s+(?:on\s+)?(?:the\s+)?",
    )
});

/// Reads on which days it was opened and closed.
fn dated(line: &Inline, action: &mut ActionItem, context: &Context<'_>, known: &Known) {
    let has_digit = line.text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit || !OPENED.is_match(&line.text) {
        return;
    }
    for found in OPENED.captures_iter(&line.text) {
        let (Some(whole), Some(what)) = (found.get(0), found.name("what")) else {
            continue;
        };
        let order = context.reading.order;
        let Some(on) = due::date_in(&line.text[whole.end()..], order, known.near) else {
            continue;
        };
        let on = Sourced::text(on, line.span_of(what.range()));
        match what.as_str().to_lowercase().as_str() {
            "opened" | "created" | "raised" | "filed" => {
                action.opened.get_or_insert(on);
            }
            _ => {
                if action.state.value == ActionState::Unknown {
                    action.state =
                        Sourced::text(ActionState::Done, on.source.span().unwrap_or(line.span));
                }
                action.closed.get_or_insert(on);
            }
        }
    }
}

/// A fact with the wide brackets and commas around it, which take no blank beside them.
fn with_wide_marks(text: &str, fact: Range<usize>) -> Range<usize> {
    let start = text[..fact.start]
        .trim_end_matches(['（', '【', '、', '，', '；', '。'])
        .len();
    let end = text.len() - text[fact.end..].trim_start_matches(['）', '】']).len();
    start..end
}

/// A value ends with its sentence, a semicolon or a bracket. Reasons and criteria may be several sentences.
fn value_length(text: &str, fact: Fact) -> usize {
    const WIDE: &[char] = &['）', '】', '、', '，', '；', '。'];
    let ends = |byte| matches!(byte, b';' | b'|' | b')' | b']' | b'\n');
    let hard = text.bytes().position(ends).unwrap_or(text.len());
    let hard = match text[..hard].is_ascii() {
        true => hard,
        false => text[..hard].find(WIDE).unwrap_or(hard),
    };
    if matches!(fact, Fact::Reason | Fact::Acceptance) {
        let end = text.find(['|', '\n']).unwrap_or(text.len());
        return Name::find(&text[..end], 0).map_or(end, |next| next.apart);
    }
    // The full stop of an initial ends no sentence: `Responsible: S. Dahl, deadline …`.
    let is_initial = |at: &usize| {
        let before = &text.as_bytes()[..*at];
        let lone =
            before.len() == 1 || !before[before.len().saturating_sub(2)].is_ascii_alphanumeric();
        before.last().is_some_and(u8::is_ascii_uppercase) && lone
    };
    let stop = text
        .match_indices(". ")
        .map(|(at, _)| at)
        .find(|at| !is_initial(at));
    let sentence = stop.unwrap_or(text.len());
    let next = Name::find(&text[..hard.min(sentence)], 0)
        .filter(|next| next.apart > 0)
        .map_or(text.len(), |next| next.apart);
    hard.min(sentence).min(next)
}

fn set(fact: Fact, value: &Inline, action: &mut ActionItem, context: &Context<'_>, known: &Known) {
    // A comma ends a value, except in a list of owners.
    let short = value
        .text
        .split(", ")
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_string();
    let sourced = |text: String| Some(Sourced::text(text, value.span));
    let order = context.reading.order;
    let day = |text: &str| {
        due::of_cell(text, order, known.near).map(|due| Sourced::text(due.on, value.span))
    };
    match fact {
        Fact::Owner => {
            let listed = owner::listed(value);
            if !listed.is_empty() {
                action.owners = listed;
            }
        }
        Fact::Due => {
            let due = due::of_cell(&value.text, order, known.near);
            action.due = due
                .map(|due| Sourced::text(due, value.span))
                .or(action.due.take());
        }
        Fact::Priority => action.priority = sourced(short),
        Fact::Size => action.size = sourced(short),
        Fact::Acceptance => action.acceptance = sourced(flat(&value.text)),
        Fact::Initiative => action.initiative = sourced(short),
        Fact::Reason => action.reason = sourced(flat(&value.text)),
        Fact::Opened => action.opened = day(&value.text).or(action.opened.take()),
        Fact::Closed => action.closed = day(&value.text).or(action.closed.take()),
        Fact::State => {
            if let Some(state) = state::of_column(&value.text) {
                action.state = Sourced::text(state, value.span);
            }
        }
    }
}

/// Reads a list of facts at the end, in brackets or behind a dash: references, an owner, dates with what they are.
/// Gives where it stands.
pub fn trailing(
    line: &Inline,
    action: &mut ActionItem,
    context: &Context<'_>,
    known: &Known,
) -> Option<Range<usize>> {
    if let Some(tail) = dashes(line, action, context, known) {
        return Some(tail);
    }
    let (whole, inner) = bracket(&line.text).or_else(|| dash(&line.text))?;
    let mut start = inner.start;
    let mut read = 0;
    let mut names = Vec::new();
    let pieces: Vec<&str> = line.text[inner.clone()].split([',', ';']).collect();
    for piece in &pieces {
        let piece = {
            let range = start..start + piece.len();
            start = range.end + 1;
            line.trimmed_slice(range)
        };
        if fact(&piece, action, context, known) {
            read += 1;
        } else if is_name(&piece.text) || tail::is_group(&piece.text) {
            names.push(piece);
        }
    }
    // Beside facts, what looks like a name is the owner's: `(QA, OPS-12)`, `(Jana, done, live since May)`.
    let leads = |names: &[Inline]| {
        matches!(names, [name] if pieces[0].trim() == name.text)
            && pieces.len() > 1
            && (read > 0 || tail::is_group(pieces[0].trim()))
    };
    if (read > 0 && read + names.len() == pieces.len() || leads(&names)) && action.owners.is_empty()
    {
        action.owners.extend(
            names
                .iter()
                .map(|name| Sourced::text(name.text.clone(), name.span)),
        );
        read += names.len();
        // Beside its owner, a day alone is when it is due: `(Jo, 3 May)`.
        let mut start = inner.start;
        for piece in &pieces {
            let range = start..start + piece.len();
            start = range.end + 1;
            let piece = line.trimmed_slice(range);
            let day = piece.text.starts_with(|c: char| c.is_ascii_digit())
                || date::month(piece.text.split(' ').next().unwrap_or_default()).is_some();
            let due = day
                .then(|| due::of_cell(&piece.text, context.reading.order, known.near))
                .flatten();
            if let (None, Some(due)) = (&action.due, due) {
                action.due = Some(Sourced::text(due, piece.span));
            }
        }
    }
    (pieces.len() > 1 && read * 2 > pieces.len()).then_some(whole)
}

/// `… — Platform — https://…`, `… — Observability — due 7 June`: pieces between dashes of which the first may be a name.
fn dashes(
    line: &Inline,
    action: &mut ActionItem,
    context: &Context<'_>,
    known: &Known,
) -> Option<Range<usize>> {
    let text = line.text.as_str();
    if !tail::may_hold_dash(text) {
        return None;
    }
    let mark = [" — ", " – ", " - "]
        .into_iter()
        .find(|mark| text.matches(mark).count() >= 2)?;
    let mut places: Vec<usize> = text.match_indices(mark).map(|(at, _)| at).collect();
    places.push(text.len());
    let pieces: Vec<Inline> = places
        .windows(2)
        .map(|ends| line.trimmed_slice(ends[0] + mark.len()..ends[1]))
        .collect();
    let is_short = |piece: &Inline| piece.text.split_whitespace().count() <= 4;
    let is_fact = |piece: &Inline| {
        let mut trial = action.clone();
        let is_address = piece.text.starts_with("http") && !piece.text.contains(' ');
        is_address || is_short(piece) && fact(piece, &mut trial, context, known)
    };
    let (facts, others): (Vec<Inline>, Vec<Inline>) =
        pieces.into_iter().map(without_remark).partition(is_fact);
    let is_owner =
        |piece: &Inline| is_name(&piece.text) || known.is_owner(&piece.text, context.catalog);
    if facts.is_empty() || others.len() > 1 || !others.iter().all(is_owner) {
        return None;
    }
    for piece in &facts {
        fact(piece, action, context, known);
        // Between dashes, a day alone is when it is due.
        let due = due::of_cell(&piece.text, context.reading.order, known.near);
        if let (None, Some(due)) = (&action.due, due) {
            action.due = Some(Sourced::text(due, piece.span));
        }
    }
    if let (true, Some(name)) = (action.owners.is_empty(), others.first())
        && state::of_cell(&name.text).is_none()
        && name.text.to_lowercase() != "unassigned"
    {
        action.owners = vec![Sourced::text(name.text.clone(), name.span)];
    }
    Some(places[0]..text.len())
}

/// A state without what is said about it: `open (since May)`, `declined, too slow`.
fn without_remark(piece: Inline) -> Inline {
    let end = piece.text.find([',', '(']).unwrap_or(piece.text.len());
    let head = piece.text[..end].trim();
    let is_state = (1..=3).contains(&word_count(head)) && state::of_cell(head).is_some();
    if is_state && end < piece.text.len() {
        piece.trimmed_slice(0..end)
    } else {
        piece
    }
}

/// Brackets at the end: with them, and what is in them.
fn bracket(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let text = text.trim_end_matches([' ', '.']);
    let open = text.strip_suffix(')')?.rfind('(')?;
    Some((open..text.len(), open + 1..text.len() - 1))
}

/// What stands behind the last dash between blanks, where it is short.
fn dash(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let text = text.trim_end_matches([' ', '.']);
    let (at, inner) = tail::last_dash(text)?;
    let inner = inner..text.len();
    let is_list = text[inner.clone()].contains([',', ';'])
        && text[inner.clone()].split_whitespace().count() <= 8;
    is_list.then_some((at..text.len(), inner))
}

/// One to three words of which the first begins like a name.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=3).contains(&words)
        && text.starts_with(|c: char| c.is_uppercase() || c == '@')
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// Words that say of what a date behind them is.
const DATED: &[&str] = &[
    "opened",
    "created",
    "since",
    "raised",
    "filed",
    "closed",
    "done",
    "completed",
    "fixed",
    "finished",
    "merged",
    "verified",
    "due",
    "by",
    "until",
    "before",
];

/// One piece of a bracket: whether it is a fact that could be read.
fn fact(piece: &Inline, action: &mut ActionItem, context: &Context<'_>, known: &Known) -> bool {
    let text = piece.text.as_str();
    let span = piece.span_of(0..text.len());
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let verb = first.to_lowercase();
    let on = (!rest.is_empty() && DATED.contains(&verb.as_str()))
        .then(|| due::date_in(rest, context.reading.order, known.near))
        .flatten()
        .map(|on| Sourced::text(on, span));
    match (verb.as_str(), on) {
        ("opened" | "created" | "since" | "raised" | "filed", Some(on)) => action.opened = Some(on),
        ("closed" | "done" | "completed" | "fixed" | "finished" | "merged", Some(on)) => {
            action.closed = Some(on);
            if action.state.value == ActionState::Unknown {
                action.state = Sourced::text(ActionState::Done, span);
            }
        }
        ("verified", Some(_)) => action.state = Sourced::text(ActionState::Verified, span),
        ("due" | "by" | "until" | "before", Some(on)) => {
            action.due = Some(on.map(|on| crate::model::Due {
                on,
                text: rest.to_string(),
            }));
        }
        _ if refs::is_sought(text) => {}
        _ if due::is_term(text) => {
            let due = due::of_cell(text, context.reading.order, known.near);
            if let (None, Some(due)) = (&action.due, due.filter(|_| due::has_cue(text))) {
                action.due = Some(Sourced::text(due, span));
            }
        }
        _ => {
            // `closed as wontfix: the API refuses it now`
            if let Some((said, reason)) = text.split_once(": ")
                && word_count(said) <= 3
                && let Some(
                    state @ (ActionState::Done | ActionState::WontDo | ActionState::Superseded),
                ) = state::of_cell(said)
            {
                action.state = Sourced::text(state, span);
                action.reason = Some(Sourced::text(reason.to_string(), span));
                return true;
            }
            let words = word_count(text);
            if words > 4 {
                return false;
            }
            if let Some(state) = (words <= 3).then(|| state::of_piece(text)).flatten() {
                action.state = Sourced::text(state, span);
                return true;
            }
            let is_owner = known.is_owner(text, context.catalog);
            if is_owner {
                action.owners.push(Sourced::text(text.to_string(), span));
            }
            return is_owner
                || due::date_in(text, context.reading.order, known.near).is_some()
                || refs::stand_in(piece)
                || super::wording::is_priority(text);
        }
    }
    true
}
