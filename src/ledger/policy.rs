//! Due dates by policy: `[actions.policy]` of `kb.toml`, from an incident's severity and an action's priority.

use crate::catalog::fold;
use crate::model::{Due, Incident, Source, Sourced};
use crate::read::Input;
use chrono::{Duration, NaiveDate};

/// Gives an action without a date of its own the one that the policy gives it.
pub fn apply(input: &Input, incident: &mut Incident, number: usize) {
    let policy = &input.config.actions.policy;
    let action = &incident.actions[number];
    if policy.is_empty() || action.due.is_some() || super::is_closed(action.state.value) {
        return;
    }
    let severity = incident.severity().map(|severity| fold(severity.name()));
    let written = incident.severity_text.as_deref().map(fold);
    let priority = action
        .priority
        .as_ref()
        .map(|priority| fold(&priority.value));
    let names = [severity, written, priority];
    let applying = policy
        .iter()
        .filter(|(name, _)| names.iter().flatten().any(|known| *known == fold(name)));
    let shortest = applying
        .filter_map(|(name, term)| Some((days(term)?, name, term)))
        .min();
    let since = super::since(incident, action).or(incident.date.as_ref().map(|date| date.value));
    if let (Some((days, name, term)), Some(since)) = (shortest, since)
        && let Some(on) = since.checked_add_signed(Duration::days(days))
    {
        let text = format!("{name}: {term} after {since}");
        incident.actions[number].due = Some(Sourced::new(Due { on, text }, Source::Policy));
    }
}

/// `15d`, `2w`, `1m` in days.
pub fn days(term: &str) -> Option<i64> {
    let term = term.trim();
    let (number, unit) = term.split_at_checked(term.len().checked_sub(1)?)?;
    let number: i64 = number
        .trim()
        .parse()
        .ok()
        .filter(|number| (0..=10_000).contains(number))?;
    match unit {
        "d" => Some(number),
        "w" => Some(number * 7),
        "m" => Some(number * 30),
        _ => None,
    }
}

/// A day before another one by a term, for `--since 7d`; or the day itself.
pub fn day_before(today: NaiveDate, term: &str) -> Option<NaiveDate> {
    let day = term.parse().ok();
    day.or_else(|| today.checked_sub_signed(Duration::days(days(term)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_days_weeks_and_months() {
        assert_eq!(
            [days("15d"), days("2w"), days("1m")],
            [Some(15), Some(14), Some(30)]
        );
        assert_eq!(
            [
                days(""),
                days("d"),
                days("-1d"),
                days("15"),
                days("15ä"),
                days("99999d")
            ],
            [None; 6]
        );
    }
}
