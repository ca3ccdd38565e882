//! `kb explain`: what a rule is about, or which rules there are.

use super::Exit;
use crate::check::{self, Group};
use crate::error::{Error, Result};
use std::io::{ErrorKind, Write};

/// Explain a rule of `kb check` or another finding, or list them all
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Name of a rule or a finding [default: the list of all]
    rule: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  kb explain                  all rules, each with its level and a line
  kb explain counterfactual   one of them: what it flags, why, and what to write instead
  kb explain not-utf8         what is found while files are read: what becomes of it

Exit codes: 0 explained, 2 no such rule.";

pub fn run(args: &Args) -> Result<Exit> {
    let text = match &args.rule {
        Some(name) => rule(name)
            .or_else(|| found_elsewhere(name))
            .ok_or_else(|| Error::new(format!("`{name}` is no rule")).hint(check::hint(name)))?,
        None => list(),
    };
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::new(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(Exit::Clean),
    }
}

fn rule(name: &str) -> Option<String> {
    let rule = check::rule(name)?;
    let level = rule.level.map_or("off", |level| level.name());
    let group = rule.group.name();
    Some(format!(
        "# {}\n\n*{group}, {level}*\n\n{}",
        rule.name,
        rule.docs()
    ))
}

/// What is no rule's: found while files are read and joined.
fn found_elsewhere(name: &str) -> Option<String> {
    let stage = check::stage(name)?;
    let (name, finds, answer) = (stage.name, stage.finds, stage.answer);
    Some(format!(
        "# {name}\n\n*while reading*\n\n{finds}\n\n{answer}\n"
    ))
}

fn list() -> String {
    let mut text = String::new();
    let names = check::rules().iter().map(|rule| rule.name);
    let width = names
        .chain(check::STAGES.iter().map(|stage| stage.name))
        .map(str::len)
        .max()
        .unwrap_or(0);
    for group in Group::ALL {
        text.push_str(&format!("{}\n", group.name()));
        for rule in check::rules().iter().filter(|rule| rule.group == group) {
            let level = rule.level.map_or("off", |level| level.name());
            text.push_str(&format!(
                "  {:width$}  {level:7}  {}\n",
                rule.name,
                rule.summary()
            ));
        }
        text.push('\n');
    }
    text.push_str("while reading\n");
    for stage in check::STAGES {
        text.push_str(&format!(
            "  {:width$}           {}\n",
            stage.name, stage.finds
        ));
    }
    text
}
