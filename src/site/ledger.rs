//! Which actions stand on which page of the ledger.

use super::index::ActionRef;
use crate::address;
use crate::backlog::history::{self, History};
use crate::ledger;
use crate::model::{ActionState, Corpus};
use crate::patterns::Patterns;
use crate::read::Input;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A team and its actions, newest incidents first.
pub struct Team {
    /// `None`: actions that name no team.
    pub name: Option<String>,
    pub slug: String,
    pub actions: Vec<ActionRef>,
}

/// The lists of the ledger, of incidents that count.
pub struct Ledger {
    /// Newest incidents first.
    pub all: Vec<ActionRef>,
    /// By name, those without a team last.
    pub teams: Vec<Team>,
    /// Open ones, the longest first, with the days that they have waited.
    pub waiting: Vec<(ActionRef, i64)>,
    /// Open ones of which nobody knows since when.
    pub waiting_unknown: usize,
    /// Done or verified in the quarter of today, the latest first.
    pub quarter: Vec<ActionRef>,
    /// Done or verified ones, and those of them without a day.
    pub done: usize,
    pub done_unknown: usize,
    /// How many were open when it happened again.
    pub open_again: usize,
    pub history: History,
}

impl Ledger {
    pub fn new(input: &Input, corpus: &Corpus, patterns: &Patterns, newest: &[usize]) -> Self {
        let counted = newest
            .iter()
            .filter(|&&index| corpus.incidents[index].counts());
        let all: Vec<ActionRef> = counted
            .flat_map(|&incident| {
                let number = corpus.incidents[incident].actions.len();
                (0..number).map(move |action| ActionRef { incident, action })
            })
            .collect();
        let mut ledger = Self {
            teams: teams(corpus, &all),
            waiting: Vec::new(),
            waiting_unknown: 0,
            quarter: Vec::new(),
            done: 0,
            done_unknown: 0,
            open_again: open_again(patterns),
            history: history::of(corpus, input.today),
            all,
        };
        let first = quarter_of(input.today);
        let mut quarter: Vec<(NaiveDate, ActionRef)> = Vec::new();
        for &at in &ledger.all {
            let incident = &corpus.incidents[at.incident];
            let action = &incident.actions[at.action];
            let state = action.state.value;
            if ledger::is_open(state) {
                match ledger::waiting(incident, action, input.today) {
                    Some(days) => ledger.waiting.push((at, days)),
                    None => ledger.waiting_unknown += 1,
                }
            }
            if matches!(state, ActionState::Done | ActionState::Verified) {
                ledger.done += 1;
                let day = action.verified.as_ref().or(action.closed.as_ref());
                match day.map(|day| day.value) {
                    Some(day) if (first..=input.today).contains(&day) => quarter.push((day, at)),
                    Some(_) => {}
                    None => ledger.done_unknown += 1,
                }
            }
        }
        ledger
            .waiting
            .sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        quarter.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        ledger.quarter = quarter.into_iter().map(|(_, at)| at).collect();
        ledger
    }
}

fn open_again(patterns: &Patterns) -> usize {
    let open = patterns.open_actions.iter();
    let open = open.filter(|open| open.waited.is_some());
    open.map(|open| open.at).collect::<BTreeSet<_>>().len()
}

/// The first day of the quarter that a day is in.
pub fn quarter_of(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day)
}

fn teams(corpus: &Corpus, all: &[ActionRef]) -> Vec<Team> {
    let mut by_name: BTreeMap<(bool, Option<&str>), Vec<ActionRef>> = BTreeMap::new();
    for &at in all {
        let team = corpus.incidents[at.incident].actions[at.action]
            .team
            .as_deref();
        by_name.entry((team.is_none(), team)).or_default().push(at);
    }
    let mut slugs = HashSet::new();
    let teams = by_name.into_iter().map(|((_, name), actions)| {
        let wanted = name.map_or_else(|| "no-team".to_string(), address::slug);
        let mut slug = wanted.clone();
        let mut number = 1;
        while slug.is_empty() || !slugs.insert(slug.clone()) {
            number += 1;
            slug = format!("{wanted}-{number}");
        }
        Team {
            name: name.map(str::to_string),
            slug,
            actions,
        }
    });
    teams.collect()
}
