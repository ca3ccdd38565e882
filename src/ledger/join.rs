//! Joins actions with the tickets that they name.

use super::{day, side};
use crate::diagnostic::Diagnostic;
use crate::model::{ActionItem, ActionState, Due, Source, Sourced};
use crate::read::Input;
use crate::trackers::{Kind, Reference, Ticket, states};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All tickets of all snapshots, each once, by what names them.
pub struct Tickets<'a> {
    by_reference: BTreeMap<&'a Reference, &'a Ticket>,
    by_url: HashMap<&'a str, &'a Ticket>,
    /// Projects whose tickets a bare number may mean.
    projects: BTreeSet<(Kind, &'a str)>,
    /// What a bare number means, where the project says so.
    usual: Option<&'a str>,
}

impl<'a> Tickets<'a> {
    pub fn new(input: &'a Input, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut tickets = Self {
            by_reference: BTreeMap::new(),
            by_url: HashMap::new(),
            projects: BTreeSet::new(),
            usual: input.config.actions.repository.as_deref(),
        };
        // The newest snapshot has the last word.
        let mut snapshots: Vec<_> = input.trackers.iter().collect();
        snapshots.sort_by_key(|snapshot| (snapshot.fetched, &snapshot.path));
        for snapshot in snapshots {
            let asked = snapshot.fetched.unwrap_or(input.today);
            let mut own: BTreeMap<&Reference, &Ticket> = BTreeMap::new();
            for ticket in &snapshot.tickets {
                diagnostics.extend(odd(ticket, asked));
                if let Some(first) = own.insert(&ticket.reference, ticket) {
                    let found = Diagnostic::note(
                        "tracker-duplicate",
                        ticket.span,
                        format!("{} stands twice in this snapshot", ticket.reference),
                    );
                    diagnostics.push(
                        found
                            .label(first.span, "here first")
                            .help("the last one counts"),
                    );
                }
            }
            for (reference, ticket) in own {
                tickets.by_reference.insert(reference, ticket);
                if let Some(url) = &ticket.url {
                    tickets.by_url.insert(url.trim_end_matches('/'), ticket);
                }
                if matches!(reference.kind, Kind::GitHub | Kind::GitLab) {
                    tickets
                        .projects
                        .insert((reference.kind, &reference.project));
                }
            }
        }
        tickets
    }

    /// The ticket that a reference of a document names.
    pub fn find(&self, reference: &Reference) -> Option<&'a Ticket> {
        let direct = self.by_reference.get(reference).copied();
        if direct.is_some() {
            return direct;
        }
        let of = |kind, project: &str| {
            let reference = Reference::new(kind, project, &reference.number);
            self.by_reference.get(&reference).copied()
        };
        match reference.kind {
            Kind::GitHub if reference.is_bare() => match self.usual {
                Some(usual) => of(Kind::GitHub, usual).or_else(|| of(Kind::GitLab, usual)),
                // One project: there is no other that could be meant.
                None => match self.projects.first() {
                    Some(&(kind, project)) if self.projects.len() == 1 => of(kind, project),
                    _ => None,
                },
            },
            // GitLab writes `group/project#12` as well.
            Kind::GitHub => of(Kind::GitLab, &reference.project),
            Kind::Other => self.by_url.get(reference.number.as_str()).copied(),
            _ => None,
        }
    }

    /// `[AI-101]` looks like a tracker's key and is the author's own id, unless a snapshot knows others of its kind.
    fn is_own_id(&self, action: &ActionItem, reference: &Reference) -> bool {
        let mut known = self.by_reference.keys();
        reference.kind == Kind::Jira
            && action.named
            && action.short == reference.to_string()
            && !known.any(|known| known.kind == Kind::Jira && known.project == reference.project)
    }

    /// Gives an action the state of its tickets.
    pub fn apply(&self, action: &mut ActionItem, input: &Input, diagnostics: &mut Vec<Diagnostic>) {
        if self.by_reference.is_empty() {
            return;
        }
        let mut found: Vec<&Ticket> = Vec::new();
        let references: BTreeSet<Reference> = action
            .refs
            .iter()
            .chain(&action.url)
            .map(|reference| Reference::of(reference))
            .collect();
        for reference in references {
            match self.find(&reference) {
                Some(ticket) if !found.contains(&ticket) => found.push(ticket),
                Some(_) => {}
                None if self.is_own_id(action, &reference) => {}
                None => diagnostics.extend(unknown(action, &reference)),
            }
        }
        let Some(first) = found.first() else { return };
        action.url = action.url.take().or_else(|| first.url.clone());
        action.team = action.team.take().or_else(|| first.team.clone());
        action.ticket_title = first.title.clone();
        let priority = first.priority.as_ref();
        let priority = priority.map(|text| Sourced::new(text.clone(), Source::Tracker(first.span)));
        action.priority = action.priority.take().or(priority);
        if let Some((on, span)) = first.due
            && action.due.is_none()
        {
            let text = on.to_string();
            action.due = Some(Sourced::new(Due { on, text }, Source::Tracker(span)));
        }
        diagnostics.extend(apart(action, &found, input.today));
        let Some(said) = together(&found, input.today) else {
            return;
        };
        let sourced =
            |day: (NaiveDate, crate::span::Span)| Sourced::new(day.0, Source::Tracker(day.1));
        action.opened = said.opened.map(sourced).or(action.opened.take());
        let claim = &action.state;
        if day::refines(claim.value, said.state.value) {
            // The text or the side file says more: verified, begun, replaced by another one.
            action.closed = action.closed.take().or(said.closed.map(sourced));
            return;
        }
        if day::contradicts(claim.value, said.state.value) {
            let claimant = match claim.source {
                Source::SideFile(_) => "the side file",
                _ => "the text",
            };
            diagnostics.push(side::differ(claim, &said.state, claimant, "the tracker"));
        }
        action.closed = said.closed.map(sourced);
        action.verified = action
            .verified
            .take()
            .filter(|_| said.state.value == ActionState::Done);
        if super::is_closed(said.state.value) {
            action.reason = action.reason.take().or(said.reason);
        }
        action.state = said.state;
    }
}

struct Said {
    state: Sourced<ActionState>,
    opened: Option<(NaiveDate, crate::span::Span)>,
    closed: Option<(NaiveDate, crate::span::Span)>,
    reason: Option<Sourced<String>>,
}

/// Tickets of one action of which some are closed and others are not.
fn apart(action: &ActionItem, tickets: &[&Ticket], today: NaiveDate) -> Option<Diagnostic> {
    let first = |closed: bool| {
        tickets.iter().find_map(|ticket| {
            Some((ticket, on(ticket, today)?))
                .filter(|(_, state)| super::is_closed(*state) == closed)
        })
    };
    let ((open, waits), (closed, ended)) = (first(false)?, first(true)?);
    let place = action.text.source.span().unwrap_or(open.state_span);
    let message = format!(
        "of the tickets of this action, {} is `{}` and {} is `{}`",
        closed.reference,
        ended.name(),
        open.reference,
        waits.name()
    );
    let found = Diagnostic::note("tickets-differ", place, message);
    Some(
        found
            .label(open.state_span, format!("`{}`", waits.name()))
            .help("it counts as closed when all of them are"),
    )
}

/// What several tickets say of one action on a day: it is closed when all of them are.
fn together(tickets: &[&Ticket], today: NaiveDate) -> Option<Said> {
    let known: Vec<(&Ticket, ActionState)> = tickets
        .iter()
        .filter_map(|ticket| Some((*ticket, on(ticket, today)?)))
        .collect();
    let order = |state: ActionState| match state {
        ActionState::InProgress => 0,
        ActionState::Open => 1,
        ActionState::Proposed => 2,
        ActionState::Verified | ActionState::Done => 3,
        ActionState::Superseded => 4,
        _ => 5,
    };
    let &(deciding, state) = known.iter().min_by_key(|(_, state)| order(*state))?;
    let is_closed = super::is_closed(state);
    let closed = known.iter().filter_map(|(ticket, _)| ticket.closed);
    let reason = deciding
        .reason
        .as_ref()
        .filter(|_| is_closed && !matches!(state, ActionState::Done));
    Some(Said {
        state: Sourced::new(state, Source::Tracker(deciding.state_span)),
        opened: known.iter().filter_map(|(ticket, _)| ticket.opened).min(),
        closed: closed.max().filter(|_| is_closed),
        reason: reason
            .map(|reason| Sourced::new(reason.clone(), Source::Tracker(deciding.state_span))),
    })
}

/// The state of a ticket on a day; `None` where it was not there yet, or nobody knows.
fn on(ticket: &Ticket, today: NaiveDate) -> Option<ActionState> {
    let state = ticket.state?;
    if ticket.opened.is_some_and(|(day, _)| day > today) {
        return None;
    }
    let later = ticket.closed.is_some_and(|(day, _)| day > today);
    Some(match later && states::is_closed(state) {
        true => ActionState::Open,
        false => state,
    })
}

/// What is strange in a ticket: closed and open at once, dates that had not come.
fn odd(ticket: &Ticket, asked: NaiveDate) -> Option<Diagnostic> {
    let future = [ticket.opened, ticket.closed]
        .into_iter()
        .flatten()
        .find(|(day, _)| *day > asked);
    if let Some((_, span)) = future {
        let found = Diagnostic::note(
            "tracker-date",
            span,
            format!(
                "{} has a date after the day of its snapshot",
                ticket.reference
            ),
        );
        return Some(found.help(
            "as of a day, what was opened later was not there, and what was closed later was open",
        ));
    }
    let (closed, span) = ticket.closed?;
    if let Some((opened, _)) = ticket.opened.filter(|(opened, _)| *opened > closed) {
        let message = format!(
            "{} was closed on {closed}, before it was opened on {opened}",
            ticket.reference
        );
        let found = Diagnostic::note("tracker-date", span, message);
        return Some(found.help("both days count as they are written"));
    }
    let state = ticket.state?;
    (!states::is_closed(state)).then(|| {
        Diagnostic::note(
            "tracker-reopened",
            span,
            format!(
                "{} was closed on {closed} and is open again",
                ticket.reference
            ),
        )
        .help("it counts as open")
    })
}

/// A reference to a tracker that no snapshot knows. Other addresses are links like any other.
fn unknown(action: &ActionItem, reference: &Reference) -> Option<Diagnostic> {
    let place = action.text.source.span()?;
    let message = match reference.kind {
        Kind::Other => return None,
        _ if reference.is_bare() => format!(
            "no snapshot knows `#{}`, or several could",
            reference.number
        ),
        _ => format!("no snapshot knows `{reference}`"),
    };
    let found = Diagnostic::note("reference-unknown", place, message);
    Some(found.help("`kb sync` fetches snapshots; `repository` under [actions] in kb.toml says what `#12` means"))
}
