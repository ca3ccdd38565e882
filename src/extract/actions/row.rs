//! Tables of actions: columns in any order and wording.

mod heads;

use super::group::Group;
use super::owner::{self, Known};
use super::{answers, due, group, refs, state, wording};
use crate::extract::Context;
use crate::extract::headings::words;
use crate::extract::items::flat;
use crate::model::{ActionItem, ActionState, Sourced};
use crate::parse::{Inline, Row};

/// What a table's columns hold, by index.
#[derive(Debug, Default)]
pub struct Columns {
    action: Option<usize>,
    id: Option<usize>,
    state: Option<usize>,
    owner: Option<usize>,
    team: Option<usize>,
    due: Option<usize>,
    kind: Option<usize>,
    priority: Option<usize>,
    refs: Option<usize>,
    size: Option<usize>,
    acceptance: Option<usize>,
    reason: Option<usize>,
    initiative: Option<usize>,
    opened: Option<usize>,
    closed: Option<usize>,
    factor: Option<usize>,
}

impl Columns {
    /// Reads the head; the rows tell whether the column of actions holds no more than their keys (`Task | What`).
    pub fn of(head: &[Inline], rows: &[Row]) -> Self {
        let mut columns = Self::named(head);
        let holds_keys = |column: &usize| {
            let cells = rows.iter().filter_map(|row| row.cells.get(*column));
            let mut cells = cells.filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some()
                && cells.all(|cell| words(&cell.text).len() <= 3 && refs::stand_in(cell))
        };
        if let Some(keys) = columns.action.filter(holds_keys) {
            columns.refs.get_or_insert(keys);
            columns.action = None;
        }
        columns
    }

    /// Whether words are names of columns, each of another one: then they are a head wherever they stand.
    pub fn are_names(cells: &[Inline]) -> bool {
        const LONGEST: usize = 3;
        let known = Self::named(cells);
        let columns = [
            known.action,
            known.id,
            known.state,
            known.owner,
            known.team,
            known.due,
            known.kind,
            known.priority,
            known.refs,
            known.size,
            known.acceptance,
            known.reason,
            known.initiative,
            known.opened,
            known.closed,
            known.factor,
        ];
        columns.into_iter().flatten().count() == cells.len()
            && cells.iter().all(|cell| words(&cell.text).len() <= LONGEST)
    }

    /// Whether each row holds a cause and what is done about it.
    pub fn has_causes(&self) -> bool {
        self.factor.is_some() && self.action.is_some()
    }

    /// The columns of actions and of their states, where a table has both.
    pub fn work(&self) -> Option<(usize, usize)> {
        Some((self.action?, self.state?))
    }

    /// The column of causes.
    pub fn causes(&self) -> Option<usize> {
        self.factor
    }

    /// The action of a row; `None` for blank rows.
    pub fn action(
        &self,
        row: &Row,
        group: &Group,
        context: &Context<'_>,
        known: &Known,
    ) -> Option<ActionItem> {
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| row.cells.get(column))
                .filter(|cell| !cell.is_empty())
        };
        let what = cell(self.action).or_else(|| {
            // No column says that it holds the action: the longest text does.
            let unnamed = self.action.is_none();
            row.cells
                .iter()
                .filter(|_| unnamed)
                .max_by_key(|cell| cell.text.len())
                .filter(|cell| !cell.is_empty())
        })?;
        let mut action = wording::action(what, context, known, group);
        let order = context.reading.order;
        let sourced =
            |cell: &Inline| Sourced::text(flat(&cell.text), cell.span_of(0..cell.text.len()));
        if let Some(cell) = cell(self.id).filter(|cell| words(&cell.text).len() <= 3) {
            action.id = flat(&cell.text);
        }
        if let Some(owners) = cell(self.owner)
            .map(owner::listed)
            .filter(|owners| !owners.is_empty())
        {
            action.owners = owners;
        }
        if let Some(team) = cell(self.team)
            .map(owner::listed)
            .filter(|teams| !teams.is_empty())
        {
            let name = &team[0].value;
            action.team = Some(
                context
                    .catalog
                    .team(name)
                    .map_or(name.clone(), |known| known.name.clone()),
            );
            if action.owners.is_empty() {
                action.owners = team;
            }
        }
        if let Some(cell) = cell(self.state)
            && let Some(state) = state::of_column(&cell.text)
        {
            action.state = Sourced::text(state, cell.span_of(0..cell.text.len()));
        }
        if action.state.value == ActionState::Unknown {
            // `done` where a day could stand, `OPS-12 **DONE**` in the column of tickets.
            let in_due =
                cell(self.due).and_then(|cell| Some((state::of_remark(&cell.text)?.0, cell)));
            let remarked = || {
                let cell = cell(self.reason.filter(|_| self.state.is_none()))?;
                Some((state::of_remark(&cell.text)?.0, cell))
            };
            let said = in_due.or_else(remarked).or_else(|| {
                row.cells
                    .iter()
                    .find_map(|cell| state::of_line(cell).map(|(state, _)| (state, cell)))
            });
            if let Some((state, cell)) = said {
                action.state = Sourced::text(state, cell.span_of(0..cell.text.len()));
            }
        }
        if let Some(cell) = cell(self.due) {
            action.due = due::of_cell(&cell.text, order, known.near)
                .map(|due| Sourced::text(due, cell.span_of(0..cell.text.len())));
        }
        let day = |cell: &Inline| {
            due::of_cell(&cell.text, order, known.near)
                .map(|due| Sourced::text(due.on, cell.span_of(0..cell.text.len())))
        };
        action.opened = cell(self.opened).and_then(day);
        action.closed = cell(self.closed).and_then(day);
        if let Some(cell) = cell(self.kind) {
            let kind = group::kind(&words(&cell.text))
                .map(|kind| Sourced::text(kind, cell.span_of(0..cell.text.len())));
            action.kind = kind.or(action.kind);
        }
        action.priority = cell(self.priority).map(sourced).or(action.priority);
        action.size = cell(self.size).map(sourced).or(action.size);
        action.acceptance = cell(self.acceptance).map(sourced).or(action.acceptance);
        action.initiative = cell(self.initiative).map(sourced).or(action.initiative);
        let reason = cell(self.reason).filter(|cell| {
            // `Completed 11/14` is no reason.
            !state::of_remark(&cell.text).is_some_and(|(_, is_all)| is_all)
        });
        action.reason = reason.map(sourced).or(action.reason);
        for cell in [cell(self.refs), cell(self.state)].into_iter().flatten() {
            for reference in refs::of(cell) {
                if !action.refs.contains(&reference) {
                    action.refs.push(reference);
                }
            }
        }
        action.url = action
            .refs
            .iter()
            .find(|reference| reference.starts_with("http"))
            .cloned();
        wording::team(&mut action, context);
        if let Some(cell) = cell(self.factor) {
            answers::of_cell(&mut action, &cell.text, &known.causes);
        }
        Some(action)
    }
}
