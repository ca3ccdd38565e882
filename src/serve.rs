//! The site while it is written: in memory, in the browser, current.
//!
//! ```text
//! watch → work → state ← answer ← http ← browser
//!   ↳ hear  ↳ index (the search)  ↳ page (the script, and what was found)
//!       ↳ early (one page)
//! ```
//!
//! An answer comes from one complete [`generation`](generation::Generation), never from a mixture of two. Nothing is
//! written anywhere. Only this machine is answered, unless it is told otherwise, and only under its own names.

mod answer;
mod early;
mod file_type;
mod generation;
mod hear;
mod http;
mod index;
mod kept;
mod page;
mod range;
mod state;
mod watch;
mod work;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::pipeline::Memory;
use crate::read;
use crate::read::Request;
use crate::span::Sources;
use answer::Answers;
use generation::Generation;
use state::Shared;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};
use watch::Watch;
use work::Work;

/// So many ports are tried after one that is taken.
const PORTS: u16 = 50;

/// Where to listen.
#[derive(Debug, Clone)]
pub struct Options {
    pub host: String,
    pub port: u16,
}

/// What happens, for whoever sits at the terminal.
pub enum Told<'a> {
    /// The site can be opened.
    Ready {
        url: &'a str,
        /// Another port than the one that was asked for.
        other_port: bool,
        documents: usize,
        incidents: usize,
        sources: &'a Sources,
        diagnostics: &'a [Diagnostic],
        time: Duration,
    },
    /// What changed is shown.
    Changed {
        files: usize,
        /// The file, where it is one.
        one: Option<&'a str>,
        sources: &'a Sources,
        /// What was found in the files that changed.
        diagnostics: &'a [Diagnostic],
        time: Duration,
    },
    /// The last good state stays, and why.
    Trouble(&'a str),
    /// Changes are not seen.
    Deaf(&'a str),
}

/// Serves the project until the process ends.
///
/// # Errors
/// The project cannot be read, or no port is free.
pub fn run(
    request: Request,
    options: &Options,
    tell: impl Fn(Told<'_>) + Send + Sync + 'static,
) -> Result<()> {
    let start = Instant::now();
    let (listener, address) = listen(options)?;
    // Changes are heard before the first file is read, so that none is lost while the first generation is made.
    let watch = Watch::new(&read::project(&request)?);
    let input = read::input(&request)?;
    // A pool that is there already is as good.
    let _ = rayon::ThreadPoolBuilder::new()
        .thread_name(|number| format!("lists {number}"))
        .start_handler(|_| work::stand_back(work::LISTS))
        .build_global();
    let mut memory = Memory::kept(&input.project);
    let shared = Arc::new(Shared::new(Generation::of(input, &mut memory)));
    let state = shared.now();
    let generation = &state.generation;
    let diagnostics: Vec<_> = generation.diagnostics().cloned().collect();
    let url = format!(
        "http://{}{}",
        authority(&options.host, address),
        answer::base_path(&state)
    );
    tell(Told::Ready {
        url: &url,
        other_port: options.port != 0 && address.port() != options.port,
        documents: generation.input().documents.len(),
        incidents: generation.base().corpus.incidents.len(),
        sources: generation.sources(),
        diagnostics: &diagnostics,
        time: start.elapsed(),
    });
    drop((state, diagnostics));

    let answers = Answers {
        shared: Arc::clone(&shared),
        host: options.host.clone(),
    };
    match watch {
        Ok(watch) => {
            let work = Arc::new(Work::new(request, shared, Box::new(tell)));
            let hearing = Arc::clone(&work);
            std::thread::spawn(move || hearing.hear(watch));
            let indexing = Arc::clone(&work);
            std::thread::spawn(move || indexing.index());
            std::thread::spawn(move || work.make(memory));
        }
        Err(error) => tell(Told::Deaf(&error.to_string())),
    }
    http::listen(&listener, move |request| answers.answer(request));
    Ok(())
}

/// The port that was asked for, else the next one that is free.
fn listen(options: &Options) -> Result<(TcpListener, SocketAddr)> {
    let host = options.host.trim_matches(['[', ']']);
    let mut port = options.port;
    loop {
        let addresses: Vec<_> = (host, port)
            .to_socket_addrs()
            .map_err(|cause| Error::new(format!("cannot listen on {host}: {cause}")))?
            .collect();
        match TcpListener::bind(addresses.as_slice()) {
            Ok(listener) => {
                let address = listener
                    .local_addr()
                    .map_err(|cause| Error::new(format!("cannot listen on {host}: {cause}")))?;
                return Ok((listener, address));
            }
            Err(cause)
                if cause.kind() == ErrorKind::AddrInUse
                    && port < options.port.saturating_add(PORTS) =>
            {
                port += 1;
            }
            Err(cause) => {
                return Err(
                    Error::new(format!("cannot listen on {host}:{port}: {cause}"))
                        .hint("name another port with --port, or 0 for any that is free"),
                );
            }
        }
    }
}

/// Host and port for the address bar. An address that means "all" is none to open.
fn authority(host: &str, address: SocketAddr) -> String {
    let port = address.port();
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(ip) if ip.is_unspecified() => format!("localhost:{port}"),
        Ok(IpAddr::V6(ip)) => format!("[{ip}]:{port}"),
        Ok(ip) => format!("{ip}:{port}"),
        Err(_) => format!("{host}:{port}"),
    }
}
