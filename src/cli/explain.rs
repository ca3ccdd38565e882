//! `kb explain`: what a rule is about, or which rules there are.

use super::Exit;
use crate::check::{self, Group};
use crate::error::{Error, Result};
use std::io::{ErrorKind, Write};

/// Explain a rule of `kb check`, or list all rules
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Name of a rule [default: the list of all]
    rule: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  kb explain                  all rules, each with its level and a line
  kb explain counterfactual   one of them: what it flags, why, and what to write instead

Exit codes: 0 explained, 2 no such rule.";

pub fn run(args: &Args) -> Result<Exit> {
    let text = match &args.rule {
        Some(name) => {
            let rule = check::rule(name).ok_or_else(|| {
                Error::new(format!("`{name}` is no rule")).hint(check::hint(name))
            })?;
            let level = rule.level.map_or("off", |level| level.name());
            let group = rule.group.name();
            format!("# {}\n\n*{group}, {level}*\n\n{}", rule.name, rule.docs())
        }
        None => list(),
    };
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::new(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(Exit::Clean),
    }
}

fn list() -> String {
    let mut text = String::new();
    let width = check::rules()
        .iter()
        .map(|rule| rule.name.len())
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
    text
}
