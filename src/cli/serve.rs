//! `kb serve`: the site beside the editor.

use super::Exit;
use super::options::{Folder, Outside, Readers, Terminal};
use super::report::{self, count};
use crate::error::Result;
use crate::read::Request;
use crate::serve::{self, Told};
use std::process::{Command, Stdio};

/// Show the site while you write
///
/// Builds in memory, watches the folder, and shows each change in the browser as soon as it is saved. What keeps a change
/// from being shown is laid over the page; what was found in a document is shown beside it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Port to listen on; the next free one is used if it is taken, any free one for 0
    #[arg(short, long, default_value_t = 3111)]
    port: u16,
    /// Address to listen on; others than this machine's own let the network read everything
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    readers: Readers,
    #[command(flatten)]
    outside: Outside,
}

const EXAMPLES: &str = "\
Examples:
  kb serve                         the project in the current folder
  kb serve docs/postmortems --open any folder of documents, opened in the browser
  kb serve --audience public       what readers outside would see; only `kb build` proves that nothing else is in it

Ctrl-C ends it. Nothing is written: `kb build` makes the site that is published.";

pub fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let request = Request {
        named: args.outside.audience.clone(),
        ..args.folder.request(&args.readers)
    };
    let options = serve::Options {
        host: args.host.clone(),
        port: args.port,
    };
    let (open, wanted) = (args.open, args.port);
    let terminal = Terminal {
        verbose: terminal.verbose,
        quiet: terminal.quiet,
        color: terminal.color,
    };
    serve::run(request, &options, move |told| {
        if let (Told::Ready { url, .. }, true) = (&told, open) {
            open_browser(url);
        }
        say(&told, wanted, &terminal);
    })?;
    Ok(Exit::Clean)
}

fn say(told: &Told<'_>, wanted: u16, terminal: &Terminal) {
    match told {
        Told::Ready {
            url,
            other_port,
            documents,
            incidents,
            sources,
            diagnostics,
            time,
        } => {
            report::diagnostics(sources, diagnostics, terminal);
            if *other_port {
                report::warning(&format!(
                    "port {wanted} is taken; this is the next free one"
                ));
            }
            let (documents, incidents) =
                (count(*documents, "document"), count(*incidents, "incident"));
            if !terminal.quiet {
                anstream::eprintln!(
                    "{documents}, {incidents}, in {:.2} s; waiting for changes, Ctrl-C ends",
                    time.as_secs_f64()
                );
            }
            // Said always: whoever asked for any free port must learn which.
            anstream::eprintln!("Open {url}");
        }
        Told::Changed {
            files,
            one,
            sources,
            diagnostics,
            time,
        } => {
            report::diagnostics(sources, diagnostics, terminal);
            let what = match (files, one) {
                (1, Some(one)) => (*one).to_string(),
                (0, _) => "the folder".into(),
                (files, _) => count(*files, "file"),
            };
            if !terminal.quiet {
                anstream::eprintln!("{what}: shown after {:.0} ms", time.as_secs_f64() * 1000.0);
            }
        }
        Told::Trouble(text) => {
            anstream::eprintln!("{text}\n");
            report::warning("what was saved last cannot be shown; the last good state stays");
        }
        Told::Deaf(why) => report::warning(&format!(
            "changes are not seen, start again to show them: {why}"
        )),
    }
}

/// Opens the browser, as far as the system has a way; if not, the address is on the terminal.
fn open_browser(url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let _ = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
