//! `kb digest`: what a team should hear of, as Markdown or for a chat.

use super::Exit;
use super::actions::{knowledge, print, since};
use super::options::{Folder, Readers, Terminal};
use crate::digest::{self, Digest, Told};
use crate::error::Result;
use std::fmt::Write;

/// Say what is new, what waits and what was learned, to paste or to post
///
/// New retrospectives, action items that wait for a decision, what happened again, and something that was learned.
/// Incidents and teams, no people.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// From when: 7d, 2w, 1m or a day
    #[arg(long, value_name = "TIME", default_value = "7d")]
    since: String,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    folder: Folder,
}

const EXAMPLES: &str = "\
Examples:
  kb digest                          the last week, as Markdown
  kb digest --since 1m --format slack

Exit codes: 0 printed, 2 could not run.";

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[default]
    Markdown,
    Slack,
}

pub fn run(args: &Args, _: &Terminal) -> Result<Exit> {
    let (input, base) = knowledge(&args.folder.request(&Readers::default()))?;
    let from = since(&input, &args.since)?;
    let digest = digest::of(&input, &base.corpus, &base.patterns, from);
    let title = &input.config.title;
    print(&Writer::new(args.format).text(title, &digest))?;
    Ok(Exit::Clean)
}

/// Writes a digest in one form.
struct Writer {
    format: Format,
    out: String,
}

impl Writer {
    fn new(format: Format) -> Self {
        Self {
            format,
            out: String::new(),
        }
    }

    fn text(mut self, title: &str, digest: &Digest) -> String {
        let heading = format!("{title}, {} to {}", digest.since, digest.today);
        match self.format {
            Format::Markdown => self.line(&format!("# {}", escaped(&heading, self.format))),
            Format::Slack => self.line(&format!("*{}*", escaped(&heading, self.format))),
        }
        self.part("New retrospectives", digest.new.len() + digest.more_new);
        for told in &digest.new {
            let about = told.summary.as_deref().unwrap_or_default();
            let line = match about {
                "" => self.named(told),
                about => format!("{}: {}", self.named(told), escaped(about, self.format)),
            };
            self.item(&line);
        }
        self.more(digest.more_new);
        self.part(
            "Waiting for a decision",
            digest.waiting.len() + digest.more_waiting,
        );
        for (text, told) in &digest.waiting {
            let line = format!("{}, from {}", escaped(text, self.format), self.named(told));
            self.item(&line);
        }
        self.more(digest.more_waiting);
        if !digest.reviews.is_empty() {
            self.part("Follow-up reviews", digest.reviews.len());
            for told in &digest.reviews {
                let line = self.named(told);
                self.item(&line);
            }
        }
        self.part("Happened again", digest.again.len());
        for again in &digest.again {
            let mut line = format!(
                "{}, after {}",
                self.named(&again.later),
                self.named(&again.earlier)
            );
            if let Some((text, days)) = &again.open {
                let _ = write!(
                    line,
                    "; “{}” had been open for {days} days",
                    escaped(text, self.format)
                );
            }
            self.item(&line);
        }
        if let Some(learned) = &digest.learned {
            self.part("Something learned", 1);
            let line = format!(
                "“{}”, from {}",
                escaped(&learned.text, self.format),
                self.named(&learned.from)
            );
            self.item(&line);
        }
        let line = format!(
            "Action items: {} opened, {} closed, as far as their days are known.",
            digest.opened, digest.closed
        );
        self.out.push('\n');
        self.line(&line);
        self.out
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn part(&mut self, name: &str, number: usize) {
        self.out.push('\n');
        match self.format {
            Format::Markdown => self.line(&format!("## {name}\n")),
            Format::Slack => self.line(&format!("*{name}*")),
        }
        if number == 0 {
            self.line("None.");
        }
    }

    fn item(&mut self, text: &str) {
        let mark = match self.format {
            Format::Markdown => "-",
            Format::Slack => "•",
        };
        self.line(&format!("{mark} {text}"));
    }

    fn more(&mut self, number: usize) {
        if number > 0 {
            self.item(&format!("and {number} more"));
        }
    }

    fn named(&self, told: &Told) -> String {
        let title = escaped(&told.title, self.format);
        let linked = match (&told.url, self.format) {
            (Some(url), Format::Markdown) => format!("[{title}]({url})"),
            (Some(url), Format::Slack) => format!("<{url}|{}>", title.replace('|', "/")),
            (None, _) => title,
        };
        let facts: Vec<String> = told
            .severity
            .map(str::to_string)
            .into_iter()
            .chain(told.day.map(|day| day.to_string()))
            .collect();
        match facts.is_empty() {
            true => linked,
            false => format!("{linked} ({})", facts.join(", ")),
        }
    }
}

/// An author's words in which nothing of the form is read.
fn escaped(text: &str, format: Format) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match format {
        Format::Slack => text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;"),
        Format::Markdown => text.replace(['[', ']'], "").replace('<', "&lt;"),
    }
}
