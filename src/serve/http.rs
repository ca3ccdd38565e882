//! As much HTTP/1.1 as a browser on the same machine needs: GET and HEAD, connections that stay open, a thread for each.
//!
//! No body is ever read. Whatever is no plain request is answered with its status and the connection is closed.

mod request;
mod response;

pub use request::Request;
pub use response::{Body, Response, plain};

use request::{Next, next};
use response::send;
use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections at a time. A browser opens six, the events of a tab among them.
const MOST: usize = 512;

/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(60);

/// How long a request may be on its way, from its first byte to its last.
const SLOWEST: Duration = Duration::from_secs(10);

/// How long the rest of what was refused is waited for.
const REST: Duration = Duration::from_secs(2);

/// How long to wait before the next connection, where the system has no room for one.
const NO_ROOM: Duration = Duration::from_millis(20);

/// Answers every connection, for as long as the process lives.
pub fn listen(
    listener: &TcpListener,
    answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
) {
    let answer = Arc::new(answer);
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // A connection that failed before it began is no reason to stop.
            std::thread::sleep(NO_ROOM);
            continue;
        };
        let counted = Counted::one_more(&open);
        if open.load(Ordering::Relaxed) > MOST {
            let _ = send(&stream, &Request::default(), plain(503, ""));
            continue;
        }
        let answer = Arc::clone(&answer);
        // Without a thread for it, the connection ends, and is counted out.
        let _ = std::thread::Builder::new().spawn(move || {
            let _counted = counted;
            // Whoever asked may have gone: there is nobody to tell.
            let _ = converse(&stream, &*answer);
        });
    }
}

/// Counts a connection out when it ends, however it ends.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn one_more(open: &Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(open))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One connection, request after request.
fn converse(stream: &TcpStream, answer: &dyn Fn(&Request) -> Response) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(IDLE))?;
    let mut held = Vec::new();
    loop {
        let (request, response) = match next(&mut Patient::new(stream), &mut held)? {
            Next::Request(request) => {
                let response = answer(&request);
                (request, response)
            }
            Next::Refused(status) => (Request::default(), plain(status, "")),
            Next::End => return Ok(()),
        };
        send(stream, &request, response)?;
        if !request.stays {
            return part(stream);
        }
    }
}

/// Ends a connection. What is still sent is thrown away, or the system would take back the answer that came too early.
fn part(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let until = Instant::now() + REST;
    let mut block = [0; 4096];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        stream.set_read_timeout(Some(left))?;
        if stream.read(&mut block)? == 0 {
            return Ok(());
        }
    }
}

/// Reads one request from a connection, and not for ever.
struct Patient<'a> {
    stream: &'a TcpStream,
    until: Instant,
    begun: bool,
}

impl<'a> Patient<'a> {
    fn new(stream: &'a TcpStream) -> Self {
        Self {
            stream,
            until: Instant::now() + IDLE,
            begun: false,
        }
    }
}

impl Read for Patient<'_> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        let read = self.stream.read(block)?;
        if !self.begun {
            self.begun = true;
            self.until = Instant::now() + SLOWEST;
        }
        Ok(read)
    }
}
