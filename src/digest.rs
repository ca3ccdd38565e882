//! What a team should hear of once in a while: to paste into a chat, or to post from CI. Teams and incidents, no people.

use crate::backlog::{Row, Rows};
use crate::extract::items;
use crate::ledger;
use crate::model::{ActionState, Corpus, Incident};
use crate::parse::Inline;
use crate::patterns::Patterns;
use crate::patterns::similar::Kind;
use crate::people;
use crate::read::Input;
use crate::span::{FileId, Span};
use chrono::NaiveDate;

/// More than this of a kind is a number.
const FEW: usize = 5;

/// An incident as a digest names it.
pub struct Told {
    pub title: String,
    pub day: Option<NaiveDate>,
    pub severity: Option<&'static str>,
    /// Absolute address of its page, where the site knows its own.
    pub url: Option<String>,
    pub summary: Option<String>,
}

/// An incident that happened again, and what was open against it.
pub struct Again {
    pub later: Told,
    pub earlier: Told,
    /// Words of an action that was open then, and the days that it had waited.
    pub open: Option<(String, i64)>,
}

/// A sentence that somebody learned, and where.
pub struct Learned {
    pub text: String,
    pub from: Told,
}

pub struct Digest {
    pub since: NaiveDate,
    pub today: NaiveDate,
    pub new: Vec<Told>,
    pub more_new: usize,
    /// Proposed actions without a decision, and open ones whose day has come.
    pub waiting: Vec<(String, Told)>,
    pub more_waiting: usize,
    pub reviews: Vec<Told>,
    pub again: Vec<Again>,
    pub learned: Option<Learned>,
    pub opened: usize,
    pub closed: usize,
}

/// Gathers what happened after a day up to today.
pub fn of(input: &Input, corpus: &Corpus, patterns: &Patterns, since: NaiveDate) -> Digest {
    let today = input.today;
    let within = |day: NaiveDate| day > since && day <= today;
    let is_new = |incident: &Incident| told_on(incident).is_some_and(within);
    let newest = || {
        corpus
            .incidents
            .iter()
            .rev()
            .filter(|incident| incident.counts())
    };
    let new: Vec<&Incident> = newest().filter(|incident| is_new(incident)).collect();
    let rows: Vec<Row<'_>> = Rows::new(input, corpus, patterns).all().collect();
    let mut waiting: Vec<&Row<'_>> = rows.iter().filter(|row| waits(row, today)).collect();
    waiting.sort_by_key(|row| (row.due().is_none(), row.due(), row.since));
    let counted = |day: fn(&Row<'_>) -> Option<NaiveDate>| {
        rows.iter()
            .filter_map(day)
            .filter(|day| within(*day))
            .count()
    };
    Digest {
        since,
        today,
        more_new: new.len().saturating_sub(FEW),
        new: new
            .iter()
            .take(FEW)
            .map(|incident| told(input, incident))
            .collect(),
        more_waiting: waiting.len().saturating_sub(FEW),
        waiting: waiting
            .iter()
            .take(FEW)
            .map(|row| (waiting_for(row, today), told(input, row.incident)))
            .collect(),
        reviews: newest()
            .filter(|incident| {
                incident
                    .follow_up_on
                    .as_ref()
                    .is_some_and(|day| within(day.value))
            })
            .map(|incident| told(input, incident))
            .collect(),
        again: again(input, corpus, patterns, &is_new),
        learned: learned(input, corpus, &new, today),
        opened: counted(|row| row.action.opened.as_ref().map(|day| day.value)),
        closed: counted(|row| row.action.closed.as_ref().map(|day| day.value)),
    }
}

/// The day on which an incident became something to read.
fn told_on(incident: &Incident) -> Option<NaiveDate> {
    let held = incident.retrospective_date.as_ref();
    held.or(incident.date.as_ref()).map(|day| day.value)
}

fn told(input: &Input, incident: &Incident) -> Told {
    let quoted = |text: &str| people::quoted(input, incident, text).into_owned();
    let base = input.config.base_url.as_deref();
    Told {
        title: quoted(&incident.title.value),
        day: incident.date.as_ref().map(|day| day.value),
        severity: incident.severity().map(|severity| severity.name()),
        url: base.map(|base| {
            format!(
                "{}/incidents/{}/",
                base.trim_end_matches('/'),
                incident.slug
            )
        }),
        summary: incident
            .summary
            .as_ref()
            .map(|summary| quoted(&first_sentence(&summary.value))),
    }
}

fn first_sentence(text: &str) -> String {
    let mut inline = Inline::new(Span::new(FileId(0), 0..text.len()));
    inline.push(text, 0);
    let first = items::sentences(&inline).into_iter().next();
    let text = first.map_or(text, |range| &inline.text[range]);
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(240) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

/// A proposal is a decision that waits; so is an open action whose day has come.
fn waits(row: &Row<'_>, today: NaiveDate) -> bool {
    let state = row.action.state.value;
    state == ActionState::Proposed
        || ledger::is_open(state) && row.due().is_some_and(|due| due <= today)
}

fn waiting_for(row: &Row<'_>, today: NaiveDate) -> String {
    let team = row
        .action
        .team
        .as_deref()
        .map_or(String::new(), |team| format!(", {team}"));
    let text = row.text.trim_end_matches('.');
    match row
        .due()
        .filter(|_| row.action.state.value != ActionState::Proposed)
    {
        Some(due) if due == today => format!("{text} (due today{team})"),
        Some(due) => format!("{text} (was due on {due}{team})"),
        None => format!("{text} (proposed{team})"),
    }
}

fn again(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    is_new: &dyn Fn(&Incident) -> bool,
) -> Vec<Again> {
    let mut found = Vec::new();
    for (later, incident) in corpus.incidents.iter().enumerate().rev() {
        if !incident.counts() || !is_new(incident) {
            continue;
        }
        let links = patterns.similar.get(later).into_iter().flatten();
        for link in links.filter(|link| link.kind == Kind::Again && link.other < later) {
            let before = &corpus.incidents[link.other];
            let open = patterns.open_actions.iter().find_map(|open| {
                let is_it = open.later == later && open.at.incident == link.other;
                let action = before.actions.get(open.at.action).filter(|_| is_it)?;
                Some((
                    people::quoted(input, before, &action.text.value).into_owned(),
                    open.waited?,
                ))
            });
            found.push(Again {
                later: told(input, incident),
                earlier: told(input, before),
                open,
            });
        }
    }
    found.truncate(FEW);
    found
}

/// Something that was learned: of a new retrospective, else one of all, another one each week.
fn learned(input: &Input, corpus: &Corpus, new: &[&Incident], today: NaiveDate) -> Option<Learned> {
    let of = |incident: &Incident| {
        let lessons = &incident.lessons;
        lessons
            .learned
            .iter()
            .chain(&lessons.got_lucky)
            .chain(&lessons.went_well)
            .next()
            .map(|lesson| lesson.value.clone())
    };
    let make = |incident: &Incident| {
        let text = of(incident)?;
        Some(Learned {
            text: people::quoted(input, incident, &text).into_owned(),
            from: told(input, incident),
        })
    };
    new.iter().find_map(|incident| make(incident)).or_else(|| {
        let all: Vec<&Incident> = corpus
            .counted()
            .filter(|incident| of(incident).is_some())
            .collect();
        let weeks = (today - NaiveDate::default()).num_weeks().unsigned_abs() as usize;
        make(all.get(weeks.checked_rem(all.len())?)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_does_not_end_at_an_abbreviation() {
        let text = "On 18 Nov. the proxy,\ne.g. of the shop, failed. It came back.";
        assert_eq!(
            first_sentence(text),
            "On 18 Nov. the proxy, e.g. of the shop, failed."
        );
        assert_eq!(first_sentence("no stop"), "no stop");
    }
}
