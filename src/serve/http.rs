//! As much HTTP/1.1 as a browser on the same machine needs: GET and HEAD, connections that stay open, a thread for each.
//!
//! No body is ever read. Whatever is no plain request is answered with its status and the connection is closed.

use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Bytes of a request's head; browsers send a twentieth.
const LONGEST_HEAD: usize = 16 * 1024;

/// Connections at a time. A browser opens six, and one for the events of each tab.
const MOST: usize = 512;

/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(60);

/// A request, as far as anybody here asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub head_only: bool,
    /// Path and query as they were sent.
    pub target: String,
    /// `None`: no header, or more than one.
    pub host: Option<String>,
    pub if_none_match: Option<String>,
}

/// What is sent back.
pub struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

pub enum Body {
    Bytes(Arc<[u8]>),
    /// So many bytes of a file.
    File(std::fs::File, u64),
    /// Written piece by piece until it ends, or for as long as the other side listens.
    Stream(Pour),
}

/// Writes a body piece by piece.
pub type Pour = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// Sent with every answer: nothing is stored unasked, and no other site's page may use it.
const ALWAYS: &str = "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
                      Cross-Origin-Resource-Policy: same-origin\r\n";

/// Answers every connection, for as long as the process lives.
pub fn listen(
    listener: &TcpListener,
    answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
) {
    let answer = Arc::new(answer);
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        // A connection that failed before it began is no reason to stop.
        let Ok(stream) = stream else { continue };
        if open.fetch_add(1, Ordering::Relaxed) >= MOST {
            open.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let (answer, counted) = (Arc::clone(&answer), Arc::clone(&open));
        let spawned = std::thread::Builder::new().spawn(move || {
            let _counted = Counted(counted);
            // Whoever asked may have gone: there is nobody to tell.
            let _ = converse(&stream, &*answer);
        });
        if spawned.is_err() {
            open.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Counts a connection out when its thread ends, however it ends.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One connection, request after request.
fn converse(mut stream: &TcpStream, answer: &dyn Fn(&Request) -> Response) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_write_timeout(Some(IDLE))?;
    let mut held = Vec::new();
    loop {
        match next(&mut stream, &mut held)? {
            Next::Request(request) => send(stream, &request, answer(&request))?,
            Next::Refused(status) => {
                return send(stream, &Request::default(), plain(status, ""));
            }
            Next::End => return Ok(()),
        }
    }
}

enum Next {
    Request(Request),
    Refused(u16),
    End,
}

/// The next request; what was sent after it stays in `held`.
fn next(stream: &mut impl Read, held: &mut Vec<u8>) -> io::Result<Next> {
    let mut block = [0; 4096];
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(held) {
            Ok(httparse::Status::Complete(length)) => {
                let next = understand(&parsed);
                held.drain(..length);
                return Ok(next);
            }
            Ok(httparse::Status::Partial) if held.len() > LONGEST_HEAD => {
                return Ok(Next::Refused(431));
            }
            Ok(httparse::Status::Partial) => {}
            Err(_) => return Ok(Next::Refused(400)),
        }
        match stream.read(&mut block) {
            Ok(0) => return Ok(Next::End),
            Ok(read) => held.extend_from_slice(&block[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn understand(parsed: &httparse::Request<'_, '_>) -> Next {
    let mut hosts = Vec::new();
    let mut request = Request::default();
    for header in parsed.headers.iter() {
        let value = || String::from_utf8_lossy(header.value).trim().to_string();
        match header.name.to_ascii_lowercase().as_str() {
            "host" => hosts.push(value()),
            "if-none-match" => request.if_none_match = Some(value()),
            // Nobody sends a body with what is answered here.
            "content-length" if value() != "0" => return Next::Refused(413),
            "transfer-encoding" => return Next::Refused(413),
            _ => {}
        }
    }
    request.host = match hosts.len() {
        1 => hosts.pop(),
        _ => None,
    };
    request.head_only = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Next::Refused(405),
    };
    request.target = parsed.path.unwrap_or("/").to_string();
    Next::Request(request)
}

fn send(stream: &TcpStream, request: &Request, response: Response) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, stream);
    let (status, reason) = (response.status, reason(response.status));
    write!(out, "HTTP/1.1 {status} {reason}\r\n{ALWAYS}")?;
    for (name, value) in &response.headers {
        write!(out, "{name}: {value}\r\n")?;
    }
    match response.body {
        Body::Bytes(bytes) => {
            if status != 304 {
                write!(out, "Content-Length: {}\r\n", bytes.len())?;
            }
            if request.target.is_empty() {
                write!(out, "Connection: close\r\n")?;
            }
            out.write_all(b"\r\n")?;
            if !request.head_only && status != 304 {
                out.write_all(&bytes)?;
            }
            out.flush()
        }
        Body::File(file, length) => {
            write!(out, "Content-Length: {length}\r\n\r\n")?;
            if !request.head_only {
                let sent = io::copy(&mut file.take(length), &mut out)?;
                // A file that shrank on the way cannot be completed: the connection says so by its end.
                if sent < length {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
            }
            out.flush()
        }
        Body::Stream(pour) => {
            write!(out, "Transfer-Encoding: chunked\r\n\r\n")?;
            out.flush()?;
            if request.head_only {
                return Ok(());
            }
            let mut chunks = BufWriter::with_capacity(32 * 1024, Chunks(out));
            pour(&mut chunks)?;
            let mut out = chunks
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            out.0.write_all(b"0\r\n\r\n")?;
            out.flush()
        }
    }
}

/// Each write is a chunk of its own.
struct Chunks<W: Write>(W);

impl<W: Write> Write for Chunks<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            write!(self.0, "{:x}\r\n", bytes.len())?;
            self.0.write_all(bytes)?;
            self.0.write_all(b"\r\n")?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A short answer in words; without any it says what its status means.
pub fn plain(status: u16, text: &str) -> Response {
    let text = match text {
        "" => reason(status),
        text => text,
    };
    let mut headers = vec![("Content-Type", "text/plain; charset=utf-8".to_string())];
    if status == 405 {
        headers.push(("Allow", "GET, HEAD".into()));
    }
    Response {
        status,
        headers,
        body: Body::Bytes(format!("{text}\n").into_bytes().into()),
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Next> {
        let mut stream = text.as_bytes();
        let mut held = Vec::new();
        let mut all = Vec::new();
        loop {
            match next(&mut stream, &mut held).expect("memory can be read") {
                Next::End => return all,
                refused @ Next::Refused(_) => {
                    all.push(refused);
                    return all;
                }
                request => all.push(request),
            }
        }
    }

    #[test]
    fn requests_follow_each_other_on_one_connection() {
        let all = read(
            "GET /a?b HTTP/1.1\r\nHost: localhost:1\r\n\r\nHEAD /c HTTP/1.1\r\nhost: x\r\nIf-None-Match: \"1\"\r\n\r\n",
        );
        let [Next::Request(first), Next::Request(second)] = all.as_slice() else {
            panic!("two requests");
        };
        assert_eq!(first.target, "/a?b");
        assert_eq!(first.host.as_deref(), Some("localhost:1"));
        assert!(!first.head_only && second.head_only);
        assert_eq!(second.if_none_match.as_deref(), Some("\"1\""));
    }

    #[test]
    fn what_is_no_plain_request_is_refused() {
        for (text, status) in [
            ("POST / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
            ("GET / HTTP/1.1\r\nContent-Length: 4\r\n\r\n", 413),
            ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
            ("\u{1}\u{2}\u{3}\r\n\r\n", 400),
        ] {
            let all = read(text);
            assert!(
                matches!(all[0], Next::Refused(found) if found == status),
                "{text:?}"
            );
        }
        let endless = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(LONGEST_HEAD * 2));
        assert!(matches!(read(&endless)[0], Next::Refused(431)));
    }

    #[test]
    fn two_hosts_are_none() {
        let all = read("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n");
        assert!(matches!(&all[0], Next::Request(request) if request.host.is_none()));
    }
}
