//! Long lists in parts.

use super::super::index::ActionRef;
use super::super::tables::Table;
use super::super::{Site, routes};
use serde::Serialize;

/// Which part of a long list this is.
#[derive(Debug, Serialize)]
pub struct Pager {
    pub first: usize,
    pub last: usize,
    pub total: usize,
    pub pages: Vec<PagerLink>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct PagerLink {
    pub number: usize,
    pub url: String,
    pub current: bool,
    /// Pages are left out before this one.
    pub gap: bool,
}

/// Rows of a list on one page.
pub const PART: usize = 100;

/// So many action items of a list have pages: nobody turns more, and the table for spreadsheets has all of them.
const MOST_ACTIONS: usize = 25 * PART;

/// Those of a list of action items that its pages show.
pub fn paged(actions: &[ActionRef]) -> &[ActionRef] {
    &actions[..actions.len().min(MOST_ACTIONS)]
}

/// What is said below a list that goes on after its last page.
#[derive(Debug, Serialize)]
pub struct Beyond {
    pub shown: usize,
    pub total: usize,
    pub table: String,
}

/// How many pages a list of this length takes; an empty list takes one.
pub fn parts(length: usize) -> usize {
    length.div_ceil(PART).max(1)
}

/// The same for a list of action items.
pub fn action_parts(length: usize) -> usize {
    parts(length.min(MOST_ACTIONS))
}

/// The rows of one part.
pub fn part<T>(all: &[T], number: usize) -> &[T] {
    let start = (number * PART).min(all.len());
    &all[start..(start + PART).min(all.len())]
}

impl Site<'_> {
    pub(in crate::site) fn beyond(&self, root: &str, actions: &[ActionRef]) -> Option<Beyond> {
        (actions.len() > MOST_ACTIONS).then(|| Beyond {
            shown: MOST_ACTIONS,
            total: actions.len(),
            table: self.routes.href(root, Table::Actions.path()),
        })
    }

    pub(in crate::site) fn pager(
        &self,
        root: &str,
        path: &str,
        number: usize,
        total: usize,
    ) -> Option<Pager> {
        let count = parts(total);
        if count < 2 {
            return None;
        }
        let url = |number: usize| self.routes.href(root, &routes::part(path, number));
        let near = |page: usize| page == 0 || page + 1 == count || page.abs_diff(number) <= 2;
        let mut pages: Vec<PagerLink> = Vec::new();
        for page in (0..count).filter(|&page| near(page)) {
            pages.push(PagerLink {
                number: page + 1,
                url: url(page),
                current: page == number,
                gap: pages.last().is_some_and(|last| last.number != page),
            });
        }
        Some(Pager {
            first: number * PART + 1,
            last: ((number + 1) * PART).min(total),
            total,
            pages,
            previous: (number > 0).then(|| url(number - 1)),
            next: (number + 1 < count).then(|| url(number + 1)),
        })
    }
}
