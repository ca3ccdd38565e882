//! `kb check`: findings where people write, in the form that their tool reads.

mod fix;
mod gather;

use super::Exit;
use super::options::{Terminal, Today};
use super::report::{self, count};
use crate::check::{self, Group};
use crate::config::FailOn;
use crate::diagnostic::render::{self, About};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::{Error, Result};
use crate::span::Sources;
use gather::Checked;
use rayon::prelude::*;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

/// Suggest how retrospectives get better
///
/// Language, completeness, action items, consistency, safety, timeliness. Findings are suggestions, each with an explanation and mostly with a question to ask or a fix. What fails is up to the
/// project: `fail_on` and `[check.levels]` in kb.toml, or --fail-on. `<!-- kb: allow RULE reason -->` in a document
/// allows what follows it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Documents, or folders of them [default: the project in the current folder]
    paths: Vec<PathBuf>,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Change the documents where a finding says how
    #[arg(long)]
    fix: bool,
    /// The level from which findings end with exit code 1 [default: `check.fail_on` of kb.toml, else error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<Fail>,
    /// Only these rules, or groups of rules such as `language`
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Check the text on standard input
    #[arg(long, conflicts_with_all = ["fix", "paths"])]
    stdin: bool,
    /// The path that the text on standard input has, or will have
    #[arg(long, value_name = "FILE", requires = "stdin")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    today: Today,
}

const EXAMPLES: &str = "\
Examples:
  kb check                                 the project in the current folder
  kb check incidents/2026-05-19-queue.md   one document
  kb check --select language,safety        some groups of rules, or rules by name
  kb check --fix                           and change what can be changed without thinking
  kb check --format github --fail-on error in a pull request
  kb explain person-as-cause               what a rule is about

Exit codes: 0 nothing at the failing level, 1 findings at or above it, 2 could not run.";

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// With the source line, labels and help
    #[default]
    Full,
    /// One line each
    Concise,
    /// One object
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Fail {
    Note,
    Warning,
    Error,
    Never,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let wanted = Wanted::of(args)?;
    let mut checked = match args.stdin {
        true => vec![gather::stdin(args)?],
        false => gather::paths(args)?,
    };
    wanted.keep(&mut checked);
    let mut fixed = 0;
    if args.fix {
        // A fix may make room for another one that touched the same words.
        for _ in 0..8 {
            let number = fix::apply(&checked)?;
            fixed += number;
            if number == 0 {
                break;
            }
            checked = gather::paths(args)?;
            wanted.keep(&mut checked);
        }
    }
    print(&shown(args.format, &checked))?;
    if !terminal.quiet {
        if fixed > 0 {
            anstream::eprintln!("{} changed", count(fixed, "place"));
        }
        for checked in &checked {
            for note in &checked.notes {
                anstream::eprintln!("note: {note}");
            }
        }
        figures(args, &checked);
    }
    let fails = checked.iter().any(|checked| {
        let least = least(args.fail_on, checked.input.config.check.fail_on);
        checked
            .diagnostics
            .iter()
            .any(|found| least.is_some_and(|least| found.level >= least))
    });
    Ok(if fails { Exit::Findings } else { Exit::Clean })
}

/// The level from which findings fail.
fn least(asked: Option<Fail>, configured: FailOn) -> Option<Level> {
    let fail = asked.unwrap_or(match configured {
        FailOn::Note => Fail::Note,
        FailOn::Warning => Fail::Warning,
        FailOn::Error => Fail::Error,
        FailOn::Never => Fail::Never,
    });
    match fail {
        Fail::Note => Some(Level::Note),
        Fail::Warning => Some(Level::Warning),
        Fail::Error => Some(Level::Error),
        Fail::Never => None,
    }
}

/// Which rules' findings are asked for.
struct Wanted {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Wanted {
    fn of(args: &Args) -> Result<Self> {
        for name in args.select.iter().chain(&args.ignore) {
            let known = check::rule(name).is_some()
                || check::stage(name).is_some()
                || Group::ALL.iter().any(|group| group.name() == name);
            if !known {
                return Err(Error::new(format!("`{name}` is no rule")).hint(check::hint(name)));
            }
        }
        Ok(Self {
            select: args.select.clone(),
            ignore: args.ignore.clone(),
        })
    }

    fn keep(&self, checked: &mut [Checked]) {
        for checked in checked {
            checked.diagnostics.retain(|found| {
                let group = check::rule(found.rule).map_or("", |rule| rule.group.name());
                let named =
                    |names: &[String]| names.iter().any(|name| name == found.rule || name == group);
                let fault = found.rule == "internal-fault";
                fault || (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
            });
        }
    }
}

fn shown(format: Format, checked: &[Checked]) -> String {
    let lines = |render: fn(&Sources, &Diagnostic) -> String, end: &str| {
        let mut text = String::new();
        for checked in checked {
            let found = checked.diagnostics.par_iter();
            let found = found.map(|found| render(&checked.input.sources, found));
            for one in found.collect::<Vec<_>>() {
                text.push_str(&one);
                text.push_str(end);
            }
        }
        text
    };
    match format {
        Format::Full => match anstream::stdout().current_choice() {
            anstream::ColorChoice::Never => lines(render::plain, "\n\n"),
            _ => lines(render::full, "\n\n"),
        },
        Format::Concise => lines(render::concise, "\n"),
        Format::Github => lines(render::github, "\n"),
        Format::Json => {
            let mut report = render::Report::default();
            let projects = checked.iter();
            report.extend(projects.map(|one| render::json(&one.input.sources, &one.diagnostics)));
            let text = serde_json::to_string_pretty(&report);
            format!("{}\n", text.expect("texts and numbers"))
        }
        Format::Sarif => format!("{:#}\n", sarif(checked)),
    }
}

/// One run for each project; mostly there is one.
fn sarif(checked: &[Checked]) -> serde_json::Value {
    let docs: Vec<_> = check::rules()
        .iter()
        .map(|rule| (rule.summary(), rule.docs()))
        .collect();
    let about = || -> Vec<About<'_>> {
        check::rules()
            .iter()
            .zip(&docs)
            .map(|(rule, (short, docs))| About {
                name: rule.name,
                short,
                docs,
                level: rule.level,
            })
            .collect()
    };
    let empty = Sources::default();
    let mut logs = checked
        .iter()
        .map(|checked| render::sarif(&checked.input.sources, &about(), &checked.diagnostics));
    let mut first = logs
        .next()
        .unwrap_or_else(|| render::sarif(&empty, &about(), &[]));
    for mut log in logs {
        if let (Some(runs), Some(more)) = (first["runs"].as_array_mut(), log["runs"].as_array_mut())
        {
            runs.append(more);
        }
    }
    first
}

/// Whoever reads the other end of a pipe may have seen enough.
fn print(text: &str) -> Result<()> {
    // Colours are looked for in the text letter by letter.
    let written = match text.contains('\x1b') {
        true => anstream::stdout().lock().write_all(text.as_bytes()),
        false => std::io::stdout().lock().write_all(text.as_bytes()),
    };
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::new(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

fn figures(args: &Args, checked: &[Checked]) {
    let documents: usize = checked.iter().map(|checked| checked.documents).sum();
    let number = |level| {
        let all = checked.iter().flat_map(|checked| &checked.diagnostics);
        all.filter(|found| found.level == level).count()
    };
    let (errors, warnings, notes) = (
        number(Level::Error),
        number(Level::Warning),
        number(Level::Note),
    );
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning"), (notes, "note")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    let fixable = checked
        .iter()
        .flat_map(|checked| &checked.diagnostics)
        .filter(|found| found.fix.is_some())
        .count();
    let mut line = format!("{}: ", count(documents, "document"));
    line.push_str(&match parts.is_empty() {
        true => "nothing found".to_string(),
        false => parts.join(", "),
    });
    if fixable > 0 && !args.fix && !args.stdin {
        line.push_str(&format!("; --fix changes {}", count(fixable, "place")));
    }
    if !parts.is_empty() && matches!(args.format, Format::Full | Format::Concise) {
        line.push_str("; `kb explain RULE` says why");
    }
    anstream::eprintln!("{line}");
    if fixable > 0 && args.fix {
        report::warning("some fixes could not be applied");
    }
}
