//! `kb actions pin` and `kb actions set`: they write `actions.toml`, and nothing else.

use super::{day, knowledge, told, writable};
use crate::cli::options::{Folder, Readers, Terminal, Today};
use crate::cli::{Exit, report, report::count};
use crate::error::{Error, Result};
use crate::ledger;
use crate::ledger::edit::{self, Change, Placed};
use crate::model::{ActionState, Source};
use crate::pipeline::KnowledgeBase;
use crate::read::{Input, Request, tracker_files};
use chrono::NaiveDate;
use std::path::PathBuf;

/// The first line of a new file.
const HEAD: &str = "# What is known of action items beside the documents. `kb actions set` and `kb actions pin` write it.\n";

#[derive(Debug, clap::Args)]
pub struct Noted {
    /// Id of the action, as `kb actions` shows it, or the key of its ticket
    id: String,
    /// Its state: open, in_progress, done, verified, wont_do, superseded, proposed
    #[arg(value_parser = super::state)]
    state: ActionState,
    /// Why, or how
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// When it was closed [default: today, where the state closes it and no day is known]
    #[arg(long, value_name = "DAY", value_parser = day)]
    closed: Option<NaiveDate>,
    /// When a follow-up review found that it works [default: today, with `verified`]
    #[arg(long, value_name = "DAY", value_parser = day)]
    verified: Option<NaiveDate>,
    /// When it is due
    #[arg(long, value_name = "DAY", value_parser = day)]
    due: Option<NaiveDate>,
    /// Folder of the project or of the documents [default: the current folder]
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    #[command(flatten)]
    today: Today,
}

pub fn pin(folder: &Folder, terminal: &Terminal) -> Result<Exit> {
    let (input, base) = knowledge(&folder.request(&Readers::default()))?;
    told(&input, &base, terminal);
    let actions: Vec<Placed<'_>> = all(&base).collect();
    let (path, before) = file(&input)?;
    let mut document = document(&before, &path)?;
    let (new, changed) = edit::pin(&mut document, &actions);
    write(&path, &before, document.to_string())?;
    if !terminal.quiet {
        let named = actions.iter().filter(|(_, action)| action.named).count();
        anstream::eprintln!(
            "{}: {} pinned, {} with other words than before; {} ids are the authors' own",
            input.project.shown(&path),
            count(new, "new id"),
            changed,
            named
        );
    }
    Ok(Exit::Clean)
}

pub fn set(args: &Noted, terminal: &Terminal) -> Result<Exit> {
    let (input, base) = knowledge(&Request {
        dir: args.project.clone(),
        today: args.today.today,
        ..Request::default()
    })?;
    let placed = find(&base, &args.id)?;
    let action = placed.1;
    let closes = ledger::is_closed(args.state);
    let today = |wanted: bool| wanted.then_some(input.today);
    let change = Change {
        state: Some(args.state),
        note: args.note.as_deref(),
        closed: args.closed.or(today(closes && action.closed.is_none())),
        verified: args.verified.or(today(
            args.state == ActionState::Verified && action.verified.is_none(),
        )),
        due: args.due,
    };
    let (path, before) = file(&input)?;
    let mut document = document(&before, &path)?;
    if !edit::set(&mut document, placed, &change) {
        return Err(Error::new(format!(
            "`{}` is no table in {}",
            action.id,
            path.display()
        )));
    }
    write(&path, &before, document.to_string())?;
    if !terminal.quiet {
        anstream::eprintln!(
            "{}: {} is {}",
            input.project.shown(&path),
            action.id,
            args.state.name()
        );
    }
    let said = action.state.value;
    if matches!(action.state.source, Source::Tracker(_)) && ledger::ticket_decides(args.state, said)
    {
        report::warning(&format!(
            "its ticket says `{}`, and that counts until a newer snapshot says otherwise",
            said.name()
        ));
    }
    Ok(Exit::Clean)
}

fn all(base: &KnowledgeBase) -> impl Iterator<Item = Placed<'_>> {
    let incidents = base.corpus.incidents.iter();
    incidents.flat_map(|incident| {
        incident
            .actions
            .iter()
            .map(move |action| (incident, action))
    })
}

fn find<'b>(base: &'b KnowledgeBase, id: &str) -> Result<Placed<'b>> {
    if let Some(placed) = all(base).find(|(_, action)| action.id == id) {
        return Ok(placed);
    }
    let by_reference: Vec<Placed<'_>> = all(base)
        .filter(|(_, action)| action.refs.iter().any(|reference| reference == id))
        .collect();
    match by_reference[..] {
        [placed] => Ok(placed),
        [] => {
            Err(Error::new(format!("no action has the id `{id}`")).hint("`kb actions` lists them"))
        }
        _ => {
            let ids: Vec<&str> = by_reference
                .iter()
                .map(|(_, action)| action.id.as_str())
                .collect();
            Err(Error::new(format!("several actions name `{id}`"))
                .hint(format!("their ids are {}", ids.join(", "))))
        }
    }
}

/// Where the side file is, and what stands in it.
fn file(input: &Input) -> Result<(PathBuf, String)> {
    let path = input.project.root.join(tracker_files::ACTIONS);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path, text)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok((path, String::new())),
        Err(cause) => Err(Error::at(&path, "read", cause)),
    }
}

fn document(text: &str, path: &std::path::Path) -> Result<toml_edit::DocumentMut> {
    edit::document(text).map_err(|why| {
        Error::new(format!("{} cannot be read: {why}", path.display()))
            .hint("correct it first; nothing was written")
    })
}

/// Replaces the file in one step, where anything changed.
fn write(path: &std::path::Path, before: &str, after: String) -> Result<()> {
    if before == after && path.exists() {
        return Ok(());
    }
    let after = match before.is_empty() {
        true => format!("{HEAD}\n{after}"),
        false => after,
    };
    writable::replace(path, &after)
}
