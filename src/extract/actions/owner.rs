//! Who owns an action: `@jane`, `(@TeamAlpha)`, `Owner: …`, a column, the heading above.

use super::answers::Causes;
use super::tail::{self, Names};
use super::{mention, state};
use crate::catalog::{Catalog, fold};
use crate::extract::Context;
use crate::extract::headings::{Meaning, each_word, word_count, words};
use crate::extract::items::{Entry, flat, list_entries};
use crate::model::{ActionItem, Incident, Sourced};
use crate::parse::{Block, BlockKind, Inline};
use chrono::NaiveDate;
use std::borrow::Borrow;
use std::ops::Range;

/// What the document tells of the people and the time around its actions.
pub struct Known {
    /// The incident's day: it gives the year of terms that are written without one.
    pub near: Option<NaiveDate>,
    /// Folded names of those whom the document lists: authors, attendees, responders.
    names: Vec<String>,
    /// What the actions may answer.
    pub causes: Causes,
}

impl Known {
    pub fn of(context: &Context<'_>, incident: &Incident) -> Self {
        let mut names: Vec<String> = incident
            .authors
            .iter()
            .map(|author| fold(&author.value))
            .collect();
        for part in context
            .outline
            .parts
            .iter()
            .filter(|part| part.within == Some(Meaning::People))
        {
            for block in &part.blocks {
                let block: &Block = block.borrow();
                let lines: Vec<String> = match &block.kind {
                    BlockKind::Paragraph(inline) => vec![inline.text.clone()],
                    BlockKind::Table { rows, .. } => rows
                        .iter()
                        .flat_map(|row| row.cells.first())
                        .map(|cell| cell.text.clone())
                        .collect(),
                    _ => list_entries(block)
                        .into_iter()
                        .flatten()
                        .map(|entry| entry.text.text)
                        .collect(),
                };
                for name in lines
                    .iter()
                    .flat_map(|line| line.split([',', ';', '\n', '(']))
                {
                    // "EC RF SD MN": initials on one line.
                    let pieces: Vec<&str> = name.split_whitespace().collect();
                    if pieces.len() > 1 && pieces.iter().all(|piece| is_initials(piece)) {
                        names.extend(pieces.iter().map(|piece| fold(piece)));
                    } else {
                        names.push(fold(name));
                    }
                }
            }
        }
        let text = &context.source.text;
        names.extend(handles(text).map(|range| fold(&text[range.start + 1..range.end])));
        names.extend(
            context
                .fields(ROLES)
                .flat_map(|field| field.value.split([',', ';', '/', '&']))
                .map(fold),
        );
        names.retain(|name| !name.is_empty());
        names.sort();
        names.dedup();
        Self {
            near: incident.date.as_ref().map(|date| date.value),
            causes: Causes::of(incident),
            names,
        }
    }

    /// Whether words name a person or a team: by handle, by the catalog, by the document's own lists, or as "the X team".
    pub fn is_owner(&self, name: &str, catalog: &Catalog) -> bool {
        let mut count = 0;
        let (mut begins, mut ends) = (false, false);
        each_word(name, |word| {
            count += 1;
            ends = word == "team";
            begins |= ends && count == 1;
        });
        (2..=4).contains(&count) && (begins || ends) || self.lists(name, count, catalog)
    }

    /// Whether words name somebody whom handle, catalog or document know.
    pub fn is_listed(&self, name: &str, catalog: &Catalog) -> bool {
        self.lists(name, word_count(name), catalog)
    }

    fn lists(&self, name: &str, words: usize, catalog: &Catalog) -> bool {
        (1..=4).contains(&words)
            && (handles(name)
                .next()
                .is_some_and(|range| range == (0..name.len()))
                || catalog.team(name).is_some()
                || !self.names.is_empty() && self.names.binary_search(&fold(name)).is_ok())
    }
}

/// Facts that name who took part.
const ROLES: &[&str] = &[
    "who was here",
    "who was there",
    "who was involved",
    "who responded",
    "on the call",
    "ic",
    "incident commander",
    "commander",
    "incident lead",
    "incident manager",
    "major incident manager",
    "lead",
    "responder",
    "responders",
    "coordinator",
    "coordinators",
    "on call",
    "oncall",
    "scribe",
    "facilitator",
    "assignee",
    "reporter",
    "driver",
];

fn is_initials(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}

/// The handles of a text: `@name`, `@org/team`, not the `@` of a mail address.
pub fn handles(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '.') {
            return None;
        }
        let name = text[at + 1..]
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.')))
            .next()?;
        let name = name.trim_end_matches(['.', '/', '-']);
        (!name.is_empty()).then_some(at..at + 1 + name.len())
    })
}

/// The owners that a cell or a field lists. Where it holds handles, they are the owners, whatever else it says.
pub fn listed(inline: &Inline) -> Vec<Sourced<String>> {
    let handles = mention::all(inline);
    let others = inline
        .text
        .split([',', ';', '\n', '+'])
        .flat_map(|piece| piece.split(" & "))
        .filter(|piece| !piece.contains('@') && is_name(piece.trim()))
        .count();
    if !handles.is_empty() && others == 0 {
        let owner = |range| mention::owner(inline, range);
        return handles.into_iter().map(owner).collect();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for piece in inline
        .text
        .split([',', ';', '\n', '+', '、', '，'])
        .flat_map(|piece| piece.split(" & "))
        .flat_map(|piece| piece.split(" and "))
        .flat_map(|piece| piece.split(" / "))
    {
        let name = piece
            .trim()
            .trim_matches(['(', ')', '[', ']', '`', '*'])
            .trim();
        // "Sam V." is a name, "Payments." a sentence's end.
        let initial = name.strip_suffix('.').is_some_and(|name| {
            name.rsplit(' ')
                .next()
                .is_some_and(|word| word.chars().count() == 1)
        });
        let name = if initial {
            name
        } else {
            name.trim_end_matches('.')
        };
        let at = inline.text[start..]
            .find(piece)
            .map_or(start, |found| start + found);
        start = at + piece.len();
        if is_name(name) {
            found.push(Sourced::text(
                name.to_string(),
                inline.span_of(at..at + piece.len()),
            ));
        }
    }
    found
}

/// Owners at the end, `… (marlow)`, `… - marlow, #12`, where most entries of a list end so: then it is the list's habit.
///
/// A name that nothing but a dash or a full stop sets apart may be a thing's: there one of them is known otherwise.
/// Gives the names that were left, with the number of their entry.
pub fn at_the_end(
    entries: &[Entry<'_>],
    actions: &mut [ActionItem],
    is_known: impl Fn(&str) -> bool,
) -> Vec<(usize, Names)> {
    if entries.len() != actions.len() {
        return Vec::new();
    }
    let names: Vec<_> = entries
        .iter()
        .map(|entry| tail::names(&entry.text))
        .collect();
    // `(Ewan, by 30 April)` beside `(Priya)` is the same habit.
    let known = actions
        .iter()
        .zip(&names)
        .zip(entries)
        .filter(|((action, names), entry)| {
            let text = entry.text.text.trim_end_matches([' ', '.']);
            let is_last = |owner: &Sourced<String>| text.ends_with(owner.value.as_str());
            names.is_none()
                && (text.ends_with([')', ']']) && !action.owners.is_empty()
                    || action.owners.iter().any(is_last))
        })
        .count();
    let named = names.iter().flatten().count() + known;
    let is_habit = named >= 2 && named * 10 >= entries.len() * 4;
    let any_known = entries.iter().zip(&names).any(|(entry, names)| {
        let mut ranges = names.iter().flat_map(|names| &names.ranges);
        ranges.any(|name| is_known(&entry.text.text[name.clone()]))
    }) || is_read_already(entries, actions, &names);
    let mut left = Vec::new();
    for (at, ((action, entry), names)) in actions.iter_mut().zip(entries).zip(names).enumerate() {
        match names.filter(|_| action.owners.is_empty()) {
            // `… – Building team`: nothing else is called so.
            Some(names)
                if names.alone && tail::is_group(&entry.text.text[names.ranges[0].clone()]) =>
            {
                take(action, &entry.text, names);
            }
            Some(names) if is_habit && (any_known || !names.is_loose()) => {
                take(action, &entry.text, names);
            }
            Some(names) => left.push((at, names)),
            None => {}
        }
    }
    left
}

/// Whether the words of an entry said already that the name in its tail is its owner: `… – Dana – 3 May`.
fn is_read_already(entries: &[Entry<'_>], actions: &[ActionItem], names: &[Option<Names>]) -> bool {
    let mut read = actions.iter().zip(names).zip(entries);
    read.any(
        |((action, names), entry)| match (names, action.owners.as_slice()) {
            (Some(names), [owner]) => {
                names.alone
                    && names
                        .ranges
                        .iter()
                        .any(|name| entry.text.text[name.clone()] == owner.value)
            }
            _ => false,
        },
    )
}

/// Gives an action the names in its line's tail, and takes them out of its words.
pub fn take(action: &mut ActionItem, line: &Inline, names: Names) {
    let text = &line.text;
    let (Some(first), Some(last)) = (names.ranges.first(), names.ranges.last()) else {
        return;
    };
    let all = &text[first.start..last.end];
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        (" - ", ""),
        (" – ", ""),
        (" — ", ""),
        (". ", ""),
    ] {
        let said = format!("{open}{all}{close}");
        action.text.value = flat(&action.text.value.replace(&said, ""));
    }
    let owner =
        |range: Range<usize>| Sourced::text(text[range.clone()].to_string(), line.span_of(range));
    action.owners = names.ranges.into_iter().map(owner).collect();
}

/// Not blank, "TBD", "N/A", "none", "?".
fn is_name(name: &str) -> bool {
    let words = words(name);
    let joined = words.join(" ");
    let is_state = || words.len() <= 2 && state::of_piece(name).is_some();
    !words.is_empty()
        && words.len() <= 5
        && !is_state()
        && name.chars().any(char::is_alphabetic)
        && !matches!(
            words[0].as_str(),
            "due" | "by" | "until" | "eta" | "before" | "deadline" | "target" | "frist"
        )
        && !matches!(
            joined.as_str(),
            "tbd"
                | "tba"
                | "n a"
                | "na"
                | "none"
                | "unassigned"
                | "unknown"
                | "todo"
                | "nobody"
                | "no owner"
                | "no"
                | "yes"
                | "yyy"
                | "xxx"
        )
}
