//! The backlog over time: how many actions were opened and closed in each month, as far as their days are known.

use crate::ledger::{is_closed, is_open, since};
use crate::model::Corpus;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// A month and what happened to the backlog in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub year: i32,
    /// From 1.
    pub month: u32,
    pub opened: usize,
    pub closed: usize,
    /// Open at its end.
    pub open: usize,
}

/// The backlog of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Without a gap, the oldest first, up to today.
    pub months: Vec<Month>,
    /// Actions whose days are known.
    pub known: usize,
    /// All actions of incidents that count.
    pub all: usize,
    /// Not known: the state, the day of opening of open ones, a day of closed ones.
    pub without_state: usize,
    pub open_without_day: usize,
    pub closed_without_day: usize,
}

/// Works it out as of a day.
pub fn of(corpus: &Corpus, today: NaiveDate) -> History {
    let mut history = History::default();
    let mut changes: BTreeMap<(i32, u32), (usize, usize)> = BTreeMap::new();
    let month = |day: NaiveDate| (day.year(), day.month());
    for incident in corpus.counted() {
        for action in &incident.actions {
            history.all += 1;
            let state = action.state.value;
            let since = since(incident, action).filter(|day| *day <= today);
            let closed = action
                .closed
                .as_ref()
                .map(|day| day.value)
                .filter(|day| *day <= today);
            match (since, closed) {
                (Some(since), Some(closed)) if is_closed(state) => {
                    changes.entry(month(since.min(closed))).or_default().0 += 1;
                    changes.entry(month(closed)).or_default().1 += 1;
                    history.known += 1;
                }
                (Some(since), _) if is_open(state) => {
                    changes.entry(month(since)).or_default().0 += 1;
                    history.known += 1;
                }
                _ if is_closed(state) => history.closed_without_day += 1,
                _ if is_open(state) => history.open_without_day += 1,
                _ => history.without_state += 1,
            }
        }
    }
    let Some((&first, _)) = changes.first_key_value() else {
        return history;
    };
    let (mut year, mut number, mut open) = (first.0, first.1, 0);
    while (year, number) <= month(today) {
        let (opened, closed) = changes.get(&(year, number)).copied().unwrap_or_default();
        open = open + opened - closed;
        history.months.push(Month {
            year,
            month: number,
            opened,
            closed,
            open,
        });
        (year, number) = if number == 12 {
            (year + 1, 1)
        } else {
            (year, number + 1)
        };
    }
    history
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline;
    use crate::read::Input;

    #[test]
    fn months_add_up_and_what_is_not_known_is_counted_apart() {
        let text = "---\nretrospective_date: 2026-01-10\nactions:\n\
                    - {text: Limit the pool of connections, status: done, opened: 2026-01-12, closed: 2026-03-02}\n\
                    - {text: Alert on the length of the queue, status: open}\n\
                    - {text: Write the runbook for the queue, status: done}\n---\n\
                    # Queue full\n\n## Summary\n\nOn 3 January 2026 the queue was full.\n\n## Action items\n\n- Move the queue to its own disk\n";
        let mut input = Input {
            today: "2026-03-20".parse().expect("a day"),
            ..Input::default()
        };
        let file = input.sources.add("a.md".into(), text.into());
        input.documents.push(file);
        let history = of(&pipeline::build(&input).corpus, input.today);
        let rows: Vec<_> = history
            .months
            .iter()
            .map(|month| (month.month, month.opened, month.closed, month.open))
            .collect();
        assert_eq!(rows, [(1, 2, 0, 2), (2, 0, 0, 2), (3, 0, 1, 1)]);
        assert_eq!(
            (
                history.known,
                history.all,
                history.without_state,
                history.closed_without_day
            ),
            (2, 4, 1, 1)
        );
    }
}
