//! Action items: what the document decides to do, each with its state, owner, due date and references as far as written.

pub mod announced;
pub mod answers;
pub mod deed;
pub mod due;
mod elsewhere;
pub mod facts;
pub mod group;
pub mod inside;
pub mod leading;
pub mod mention;
pub mod owner;
pub mod paragraph;
pub mod refs;
pub mod row;
pub mod signs;
pub mod state;
pub mod tail;
pub mod wording;

use super::Context;
use super::factors::{says_something, unnumbered};
use super::headings::{Meaning, words};
use super::items::{Entry, bullet_lines, flat, has_items, is_hint, list_entries, sentences};
use super::outline::{Part, lead_in};
use super::people::named;
use super::turned;
use crate::diagnostic::Diagnostic;
use crate::model::{ActionItem, ActionState, Incident, Sourced};
use crate::parse::{Block, BlockKind, Inline, Row};
use group::Group;
use paragraph::{closes_all, numbered};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::ops::Range;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let mut found = Found {
        context,
        known: owner::Known::of(context, incident),
        actions: Vec::new(),
        habits: Vec::new(),
        left: Vec::new(),
        like_teams: HashMap::new(),
    };
    for (index, part) in context.outline.parts.iter().enumerate() {
        if part.within == Some(Meaning::Actions) {
            found.part(index, part);
        }
    }
    found.beside_causes();
    if found.actions.is_empty() {
        found.tasks();
    }
    found.by_habit();
    incident.actions = found.actions;
    for (at, action) in incident.actions.iter_mut().enumerate() {
        action.named = !action.id.is_empty();
        if !action.named {
            action.id = format!("a{}", at + 1);
        }
    }
    answers::link(incident);
}

struct Found<'c, 'a> {
    context: &'c Context<'a>,
    known: owner::Known,
    actions: Vec<ActionItem>,
    /// How lists of this document set their owners apart.
    habits: Vec<tail::Apart>,
    /// Lines whose tail could name an owner, with the number of their action: other lists may show that it does.
    left: Vec<(usize, Inline, tail::Names)>,
    /// Whether the groups below a part are called after teams, where it was asked.
    like_teams: HashMap<usize, bool>,
}

impl<'a> Found<'_, 'a> {
    fn part(&mut self, index: usize, part: &Part<'a>) {
        let outline = &self.context.outline;
        let mut group = Group::default();
        let titles: Vec<_> = outline
            .titles(part)
            .take_while(|part| part.within == Some(Meaning::Actions))
            .collect();
        for title in titles.iter().rev() {
            group.read(title, &self.known, self.context.catalog);
        }
        if let Some(title) = self.named_like_teams(part) {
            group.owned_by(title);
        }
        let listed = has_items(&part.blocks);
        let is_below = part
            .parent
            .is_some_and(|parent| outline.parts[parent].within == Some(Meaning::Actions));
        if is_below
            && part.is_heading
            && part.meaning.is_none()
            && !listed
            && self.is_action_heading(index, part)
        {
            self.heading(part, &group);
            return;
        }
        // `TODO: …` within other text.
        let is_lead_in = !part.is_heading && part.meaning == Some(Meaning::Actions);
        if is_lead_in && let Some(title) = part.title.as_ref().filter(|title| is_todo(&title.text))
        {
            group.state = Some(Sourced::text(ActionState::Open, title.span));
        }
        let with_number = part
            .blocks
            .iter()
            .filter_map(|block| numbered(block.borrow()));
        let is_numbered = !listed && with_number.count() >= 2;
        let outer = group.clone();
        let mut of_people = false;
        for (at, block) in part.blocks.iter().enumerate() {
            let block: &Block = block.borrow();
            let next = part.blocks.get(at + 1).map(|next| &next.kind);
            match &block.kind {
                BlockKind::List { .. } if of_people => of_people = false,
                BlockKind::Paragraph(inline) if self.names_people(inline) => {
                    of_people = inline.text.trim_end().ends_with(':');
                }
                BlockKind::List { .. } => {
                    self.list(&list_entries(block).unwrap_or_default(), &group);
                }
                BlockKind::Paragraph(inline) if is_numbered => match numbered(block) {
                    Some((id, text)) => self.recommendation(id, &text, &group),
                    None => self.prose(inline, &group, true),
                },
                // `Completed:`, `We are working on these:`, `Dana`: what the line says holds for the list below it.
                BlockKind::Paragraph(inline)
                    if listed && (is_label(inline) || is_list(next) && self.heads_list(inline)) =>
                {
                    group = outer.clone();
                    group.read_words(inline, &self.known, self.context.catalog);
                    group.read_clause(inline);
                    if is_list(next) && (self.names_somebody(inline) || self.names_team(inline)) {
                        group.owned_by(inline);
                    }
                }
                BlockKind::Table { head, rows } => {
                    match turned::upright(head, rows, row::Columns::are_names) {
                        Some((head, rows)) => self.rows(&head, &rows, &group),
                        None => self.rows(head, rows, &group),
                    }
                }
                BlockKind::Definitions(terms) => self.definitions(terms, &group),
                BlockKind::Paragraph(inline) => match bullet_lines(inline) {
                    Some(lines) => {
                        let entries: Vec<_> = lines.into_iter().map(entry_of).collect();
                        self.list(&entries, &group);
                    }
                    None => self.prose(inline, &group, listed),
                },
                _ => {}
            }
        }
    }

    fn rows(&mut self, head: &[Inline], rows: &[Row], group: &Group) {
        let table = row::Columns::of(head, rows);
        for row in rows {
            if let Some(action) = table.action(row, group, self.context, &self.known) {
                self.push(action);
            }
        }
    }

    /// An action for each term, with its facts below it.
    fn definitions(&mut self, terms: &[(Inline, Vec<Block>)], group: &Group) {
        for (term, told) in terms {
            let entry = Entry {
                text: term.trimmed(),
                task: None,
                more: told,
                span: term.span,
            };
            self.entry(&entry, group);
        }
    }

    /// The title of a group of actions, where another group beside it is called after a team and none after anything else.
    fn named_like_teams<'p>(&mut self, part: &'p Part<'a>) -> Option<&'p Inline> {
        let parent = part.parent?;
        let title = part.title.as_ref()?;
        let below_actions = self.context.outline.parts[parent].within == Some(Meaning::Actions);
        if part.meaning.is_some() || !below_actions {
            return None;
        }
        let known = self.like_teams.get(&parent).copied();
        let are_teams = known.unwrap_or_else(|| self.are_teams(parent));
        self.like_teams.insert(parent, are_teams);
        are_teams.then_some(title)
    }

    /// Whether the groups below a part are called after teams.
    fn are_teams(&self, parent: usize) -> bool {
        /// More groups than that are no teams: each is looked for in the whole document.
        const MOST: usize = 20;
        let parts = self.context.outline.parts.iter();
        let titles: Vec<&Inline> = parts
            .filter(|part| part.parent == Some(parent))
            .filter_map(|part| part.title.as_ref())
            .take(MOST + 1)
            .collect();
        let is_name = |title: &&Inline| {
            title.text.split_whitespace().count() <= 3 && !group::is_group_name(title.text.trim())
        };
        let is_team = |title: &&Inline| {
            let name = title.text.trim().trim_end_matches(':');
            self.known.is_owner(name, self.context.catalog)
                || tells_of_team(&self.context.source.text, name)
        };
        titles.len() <= MOST && titles.iter().all(is_name) && titles.iter().any(is_team)
    }

    /// The entries of a list, and what they show together: who owns them, what their signs mean.
    fn list(&mut self, entries: &[Entry<'_>], group: &Group) {
        let before = self.actions.len();
        entries.iter().for_each(|entry| self.entry(entry, group));
        let added = &mut self.actions[before..];
        let (known, context) = (&self.known, self.context);
        signs::settle(entries, added);
        if added.iter().all(|action| !action.owners.is_empty()) {
            return;
        }
        let without: Vec<bool> = added
            .iter()
            .map(|action| action.owners.is_empty())
            .collect();
        let left = owner::at_the_end(entries, added, |name| {
            known.is_listed(name, context.catalog) || named::is_told_of(&context.source.text, name)
        });
        for ((action, entry), without) in added.iter().zip(entries).zip(without) {
            if without && !action.owners.is_empty() {
                self.habits
                    .extend(tail::names(&entry.text).map(|names| names.apart));
            }
        }
        leading::in_front(entries, added, &self.known, self.context.catalog);
        let left = left
            .into_iter()
            .map(|(at, names)| (before + at, entries[at].text.clone(), names));
        self.left.extend(left);
    }

    /// Owners of single lines that stand as those of another list do.
    fn by_habit(&mut self) {
        for (at, line, names) in std::mem::take(&mut self.left) {
            let is_like_a_name = names.ranges.iter().all(|name| {
                let name = &line.text[name.clone()];
                name.starts_with(char::is_uppercase) || tail::is_group(name)
            });
            let action = &mut self.actions[at];
            if is_like_a_name
                && action.owners.is_empty()
                && self.habits.contains(&names.apart)
                && !names.is_loose()
            {
                owner::take(action, &line, names);
            }
        }
    }

    /// `R2. Suppliers should …`: a paragraph with its number.
    fn recommendation(&mut self, id: &str, text: &Inline, group: &Group) {
        let before = self.actions.len();
        self.entry(&entry_of(text.clone()), group);
        if let Some(action) = self
            .actions
            .get_mut(before)
            .filter(|action| action.id.is_empty())
        {
            action.id = id.to_string();
        }
    }

    /// Whether a line right above a list speaks of all of it.
    fn heads_list(&self, line: &Inline) -> bool {
        line.text.trim_end().ends_with(':') || self.names_somebody(line) || self.names_team(line)
    }

    /// Whether a line is the name of a team of which the document tells elsewhere: `Live Ops`, "the live ops team".
    fn names_team(&self, line: &Inline) -> bool {
        const LONGEST: usize = 3;
        let name = line.text.trim().trim_end_matches(':');
        let is_short = (1..=LONGEST).contains(&name.split_whitespace().count());
        is_short
            && name.starts_with(char::is_uppercase)
            && tells_of_team(&self.context.source.text, name)
    }

    /// Whether a line is the name of somebody of whom the document tells elsewhere.
    fn names_somebody(&self, line: &Inline) -> bool {
        let name = line.text.trim().trim_end_matches(':');
        name.split_whitespace().count() <= 2 && named::is_told_of(&self.context.source.text, name)
    }

    /// A sub-heading that is an action itself: told in the prose below it, not a group of what follows.
    fn is_action_heading(&self, index: usize, part: &Part<'_>) -> bool {
        let has_parts = self
            .context
            .outline
            .parts
            .iter()
            .any(|child| child.parent == Some(index));
        !has_parts
            && words(part.title_text()).len() >= 2
            && !group::is_group_name(part.title_text())
    }

    fn heading(&mut self, part: &Part<'_>, group: &Group) {
        let Some(title) = &part.title else { return };
        let mut action = wording::action(&unnumbered(title), self.context, &self.known, group);
        if action.state.value == ActionState::Unknown
            && wording::tells_of_a_deed(&action.text.value)
        {
            action.state = Sourced::text(ActionState::Done, title.span);
        }
        for block in &part.blocks {
            let block: &Block = block.borrow();
            if let BlockKind::Paragraph(inline) = &block.kind {
                wording::below(inline, &mut action, self.context, &self.known);
            }
        }
        self.push(action);
    }

    fn entry(&mut self, entry: &Entry<'_>, group: &Group) {
        if is_hint(&entry.text) || self.names_people(&entry.text) {
            return;
        }
        let names_cause = || !known_causes(&self.known, entry).is_empty();
        if entry.is_group() && !facts::are_below(entry)
            || !entry.nested().is_empty() && names_cause()
        {
            let mut inner = group.clone();
            inner.read_words(&entry.text, &self.known, self.context.catalog);
            entry
                .nested()
                .iter()
                .for_each(|nested| self.entry(nested, &inner));
            return;
        }
        let mut action = wording::action(&entry.text, self.context, &self.known, group);
        if let Some(done) = entry.task {
            let boxed = if done {
                ActionState::Done
            } else {
                ActionState::Open
            };
            // A box says less than words: "won't do" in an open one, "verified" in a ticked one.
            let struck = state::is_struck(&entry.text) && !done;
            let state = match action.state.value {
                _ if struck => ActionState::WontDo,
                ActionState::Unknown | ActionState::Open | ActionState::Done => boxed,
                said => said,
            };
            action.state = Sourced::text(state, entry.span);
        }
        deed::settle(&mut action, &entry.text.text);
        for nested in entry.nested() {
            wording::below(&nested.text, &mut action, self.context, &self.known);
        }
        for block in entry.more {
            if let BlockKind::Paragraph(inline) = &block.kind {
                wording::below(inline, &mut action, self.context, &self.known);
            }
        }
        self.push(action);
    }

    /// `Attendees: Jane, Sam`: who was there, not what is to be done.
    fn names_people(&self, line: &Inline) -> bool {
        let headings = self.context.headings;
        let name = lead_in(line, headings).map(|(name, _)| name.text);
        let name = name.as_deref().unwrap_or(&line.text);
        headings.label(name.trim_end_matches([':', ' '])) == Some(Meaning::People)
    }

    /// Prose in a section of actions: each sentence that asks for something or tells what was done is one. Introductions
    /// are none, and beside a list only deeds are.
    fn prose(&mut self, inline: &Inline, group: &Group, beside_list: bool) {
        let text = inline.text.trim();
        let announces = text.ends_with(':') && !beside_list;
        if announces || text.split_whitespace().count() < 4 || is_hint(inline) {
            return;
        }
        if closes_all(text) {
            return self.close(inline);
        }
        let sentences = sentences(inline);
        // "An unfinished rollout pages somebody. Live since May."
        let is_live = |range: &Range<usize>| {
            let next = sentences.iter().find(|next| next.start >= range.end);
            next.is_some_and(|next| state::is_live(&inline.text[next.clone()]))
        };
        let asks = |range: &Range<usize>| {
            let sentence = &inline.text[range.clone()];
            match beside_list {
                true => !sentence.ends_with(':') && deed::told(sentence) == Some(ActionState::Done),
                false => wording::asks_for_something(sentence) || is_live(range),
            }
        };
        for (at, range) in sentences
            .iter()
            .enumerate()
            .filter(|(_, range)| asks(range))
        {
            let mut action = wording::action(
                &inline.slice(range.clone()),
                self.context,
                &self.known,
                group,
            );
            deed::settle(&mut action, &inline.text[range.clone()]);
            // What follows up to the next action belongs to this one.
            let next = sentences[at + 1..]
                .iter()
                .find(|range| asks(range))
                .map_or(inline.text.len(), |next| next.start);
            wording::below(
                &inline.slice(range.end..next),
                &mut action,
                self.context,
                &self.known,
            );
            self.push(action);
        }
    }

    /// "All steps have been completed": said of the actions above.
    fn close(&mut self, line: &Inline) {
        for action in &mut self.actions {
            if matches!(
                action.state.value,
                ActionState::Unknown | ActionState::Open | ActionState::InProgress
            ) {
                action.state = Sourced::text(ActionState::Done, line.span);
            }
        }
    }

    fn push(&mut self, action: ActionItem) {
        let text = flat(&action.text.value);
        let is_action = says_something(&text)
            || action.url.is_some() && !text.is_empty()
            || text.ends_with('?') && words(&text).len() >= 4;
        let is_known = self
            .actions
            .iter()
            .any(|known| known.text.value == text && known.refs == action.refs);
        if is_action && !is_known {
            self.actions.push(action);
        }
    }
}

/// A line as an entry of a list.
fn entry_of(text: Inline) -> Entry<'static> {
    Entry {
        span: text.span,
        text,
        task: None,
        more: &[],
    }
}

fn is_todo(label: &str) -> bool {
    matches!(words(label).join(" ").as_str(), "todo" | "to do" | "todos")
}

/// The factors whose words an entry repeats.
fn known_causes(known: &owner::Known, entry: &Entry<'_>) -> Vec<String> {
    known
        .causes
        .with_words(entry.text.text.trim_end_matches(':'))
}

/// Whether a text speaks of the team with this name, or of its channel: "the live ops team", `#live-ops`.
fn tells_of_team(text: &str, name: &str) -> bool {
    let (bytes, name) = (text.as_bytes(), name.as_bytes());
    let same = |part: Option<&[u8]>| {
        let pairs = part.into_iter().flatten().zip(name);
        let is_same = |(a, b): (&u8, &u8)| a.eq_ignore_ascii_case(b) || *a == b'-' && *b == b' ';
        part.is_some_and(|part| part.len() == name.len()) && pairs.into_iter().all(is_same)
    };
    let before = |at: usize| {
        at.checked_sub(name.len())
            .and_then(|start| bytes.get(start..at))
    };
    memchr::memmem::find_iter(bytes, b" team").any(|at| same(before(at)))
        || memchr::memchr_iter(b'#', bytes).any(|at| same(bytes.get(at + 1..at + 1 + name.len())))
}

fn is_list(block: Option<&BlockKind>) -> bool {
    matches!(block, Some(BlockKind::List { .. }))
}

fn is_label(inline: &Inline) -> bool {
    let text = inline.text.trim();
    text.ends_with(':') && text.split_whitespace().count() <= 5
}
