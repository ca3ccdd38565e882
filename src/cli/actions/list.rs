//! The list: which actions are asked for, and its forms.

use super::{knowledge, print, since, told};
use crate::backlog::{Row, Rows};
use crate::catalog::fold;
use crate::cli::Exit;
use crate::cli::options::{Folder, Readers, Terminal};
use crate::error::{Error, Result};
use crate::ledger::is_open;
use crate::model::ActionState;
use crate::patterns::Patterns;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write;

#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// Only these states
    #[arg(long, value_name = "STATE", value_delimiter = ',', value_parser = super::state)]
    state: Vec<ActionState>,
    /// Only those of a team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only those of incidents of a service
    #[arg(long, value_name = "SERVICE")]
    service: Option<String>,
    /// Only those that answer a factor of this pattern, by its name or key
    #[arg(long, value_name = "PATTERN")]
    pattern: Option<String>,
    /// Only those that were opened since: 90d, 2w, 3m or a day
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Table,
    Json,
    Csv,
    Markdown,
}

pub fn run(args: &Wanted, terminal: &Terminal) -> Result<Exit> {
    let (input, base) = knowledge(&args.folder.request(&Readers::default()))?;
    told(&input, &base, terminal);
    let from = args
        .since
        .as_deref()
        .map(|term| since(&input, term))
        .transpose()?;
    let pattern = args
        .pattern
        .as_deref()
        .map(|name| pattern(&base.patterns, name))
        .transpose()?;
    let rows = Rows::new(&input, &base.corpus, &base.patterns);
    let all: Vec<Row<'_>> = rows.all().collect();
    let catalog = &input.catalog;
    let teams = catalog.teams().iter().map(|team| team.name.as_str());
    let teams = teams.chain(all.iter().filter_map(|row| row.action.team.as_deref()));
    let team = args.team.as_deref().map(|name| {
        let known = catalog.team(name);
        one_of(
            "team",
            known.map_or(name, |team| &team.name),
            teams.collect(),
        )
    });
    let team = team.transpose()?;
    let services = catalog.services().iter().map(|known| known.name.as_str());
    let services = services.chain(all.iter().flat_map(|row| row.services.iter().copied()));
    let service = args.service.as_deref().map(|name| {
        let known = catalog.service(name);
        one_of(
            "service",
            known.map_or(name, |service| &service.name),
            services.collect(),
        )
    });
    let service = service.transpose()?;
    let mut wanted: Vec<&Row<'_>> = all
        .iter()
        .filter(|row| args.state.is_empty() || args.state.contains(&row.action.state.value))
        .filter(|row| {
            team.as_ref().is_none_or(|team| {
                row.action
                    .team
                    .as_deref()
                    .is_some_and(|own| fold(own) == *team)
            })
        })
        .filter(|row| {
            service
                .as_ref()
                .is_none_or(|service| row.services.iter().any(|own| fold(own) == *service))
        })
        .filter(|row| pattern.is_none_or(|pattern| row.patterns.contains(&pattern)))
        .filter(|row| from.is_none_or(|from| row.since.is_some_and(|since| since >= from)))
        .collect();
    // What waits comes first, the longest first; then the newest.
    wanted.sort_by_key(|row| {
        (
            !is_open(row.action.state.value),
            std::cmp::Reverse(row.waiting),
        )
    });
    let text = match args.format {
        Format::Table => table(&wanted, all.len()),
        Format::Json => format!(
            "{:#}\n",
            json!({ "today": input.today.to_string(), "of": all.len(), "actions": wanted.iter().map(|row| object(row)).collect::<Vec<_>>() })
        ),
        Format::Csv => csv(&wanted),
        Format::Markdown => markdown(&wanted, all.len()),
    };
    print(&text)?;
    Ok(Exit::Clean)
}

fn pattern<'p>(patterns: &'p Patterns, name: &str) -> Result<&'p str> {
    let is_it = |key: &str, title: &str| key == name || fold(title) == fold(name);
    let found = patterns
        .all
        .iter()
        .find(|pattern| is_it(&pattern.category.key, &pattern.category.name));
    found
        .map(|pattern| pattern.category.key.as_str())
        .ok_or_else(|| {
            let keys: Vec<&str> = patterns
                .all
                .iter()
                .map(|pattern| pattern.category.key.as_str())
                .collect();
            Error::new(format!("no incident is under a pattern called `{name}`"))
                .hint(format!("there are {}", keys.join(", ")))
        })
}

/// The folded name, where anything is called so: of a name that nobody knows an empty list would say something else.
fn one_of(kind: &str, name: &str, known: BTreeSet<&str>) -> Result<String> {
    let folded = fold(name);
    match known.iter().any(|known| fold(known) == folded) {
        true => Ok(folded),
        false => {
            let names: Vec<&str> = known.into_iter().collect();
            let error = Error::new(format!("no {kind} is called `{name}`"));
            Err(match names.is_empty() {
                true => error,
                false => error.hint(format!("there are {}", names.join(", "))),
            })
        }
    }
}

fn basis(row: &Row<'_>) -> &'static str {
    row.basis.unwrap_or("-")
}

fn day(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(|| "-".into(), |date| date.to_string())
}

fn table(rows: &[&Row<'_>], of: usize) -> String {
    let mut out = String::new();
    let head = ["ID", "STATE", "FROM", "TEAM", "DUE", "WAITS", "ACTION"].map(String::from);
    let lines: Vec<[String; 7]> = rows
        .iter()
        .map(|row| {
            [
                row.action.id.clone(),
                row.action.state.value.name().to_string(),
                basis(row).to_string(),
                row.action.team.clone().unwrap_or_else(|| "-".into()),
                day(row.due()),
                row.waiting
                    .map_or_else(|| "-".into(), |days| format!("{days} d")),
                format!("{} ({})", row.text, row.incident.id.value),
            ]
        })
        .collect();
    let mut widths = head.clone().map(|cell| cell.chars().count());
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for line in std::iter::once(&head).chain(&lines) {
        for (at, (cell, width)) in line.iter().zip(widths).enumerate() {
            let last = at + 1 == line.len();
            let _ = if last {
                write!(out, "{cell}")
            } else {
                write!(out, "{cell:width$}  ")
            };
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{} of {of}", rows.len());
    out
}

fn object(row: &Row<'_>) -> serde_json::Value {
    let action = row.action;
    let day = |date: &Option<crate::model::Sourced<chrono::NaiveDate>>| {
        date.as_ref().map(|date| date.value.to_string())
    };
    json!({
        "id": action.id,
        "text": row.text,
        "state": action.state.value.name(),
        "state_basis": row.basis,
        "team": action.team,
        "kind": action.kind.as_ref().map(|kind| kind.value.name()),
        "priority": action.priority.as_ref().map(|priority| &priority.value),
        "due": row.due().map(|day| day.to_string()),
        "due_basis": row.due_basis(),
        "opened_at": day(&action.opened),
        "since": row.since.map(|day| day.to_string()),
        "closed_at": day(&action.closed),
        "verified_at": day(&action.verified),
        "waiting_days": row.waiting,
        "reason": row.reason,
        "refs": action.refs,
        "url": action.url,
        "factors": row.factors,
        "patterns": row.patterns,
        "services": row.services,
        "severity": row.incident.severity().map(|severity| severity.name()),
        "incident": row.incident.id.value,
        "incident_date": row.incident.date.as_ref().map(|date| date.value.to_string()),
        "source": row.incident.source,
    })
}

fn csv(rows: &[&Row<'_>]) -> String {
    let cell = |text: &str| {
        // What a sheet would take for a formula is no formula.
        let text = match text.starts_with(['=', '+', '-', '@']) && text.len() > 1 {
            true => format!("'{text}"),
            false => text.to_string(),
        };
        match text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    };
    let mut out = String::from(
        "id,state,state_basis,team,due,due_basis,opened_at,closed_at,waiting_days,text,incident,url,kind,priority,verified_at,patterns,services\n",
    );
    for row in rows {
        let action = row.action;
        let date = |date: Option<chrono::NaiveDate>| {
            date.map_or_else(String::new, |date| date.to_string())
        };
        let cells = [
            action.id.clone(),
            action.state.value.name().to_string(),
            row.basis.unwrap_or_default().to_string(),
            action.team.clone().unwrap_or_default(),
            date(row.due()),
            row.due_basis().unwrap_or_default().to_string(),
            date(action.opened.as_ref().map(|date| date.value)),
            date(action.closed.as_ref().map(|date| date.value)),
            row.waiting
                .map_or_else(String::new, |days| days.to_string()),
            row.text.clone(),
            row.incident.id.value.clone(),
            action.url.clone().unwrap_or_default(),
            action
                .kind
                .as_ref()
                .map_or("", |kind| kind.value.name())
                .to_string(),
            action
                .priority
                .as_ref()
                .map_or_else(String::new, |priority| priority.value.clone()),
            date(action.verified.as_ref().map(|date| date.value)),
            row.patterns.join(" "),
            row.services.join("; "),
        ];
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        let _ = writeln!(out, "{}", cells.join(","));
    }
    out
}

fn markdown(rows: &[&Row<'_>], of: usize) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut out = String::from(
        "| Action | State | Team | Due | Waits | Incident |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let action = row.action;
        let text = match action.url.as_deref().filter(|url| url.starts_with("http")) {
            Some(url) => format!("[{}]({url})", cell(&row.text).replace(['[', ']'], "")),
            None => cell(&row.text),
        };
        let by_policy = if row.due_basis() == Some("policy") {
            " (by policy)"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "| {text} | {} | {} | {}{by_policy} | {} | {} |",
            action.state.value.name(),
            cell(action.team.as_deref().unwrap_or("-")),
            day(row.due()),
            row.waiting
                .map_or_else(|| "-".into(), |days| format!("{days} days")),
            cell(&row.incident.id.value),
        );
    }
    let _ = writeln!(out, "\n{} of {of} action items", rows.len());
    out
}
