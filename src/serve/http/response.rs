//! What is sent back, and how.

use super::Request;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

/// What is sent back.
pub struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

pub enum Body {
    Bytes(Arc<[u8]>),
    /// So many bytes of a file.
    File(File, u64),
    /// Written piece by piece until it ends, or for as long as the other side listens.
    Stream(Pour),
}

/// Writes a body piece by piece.
pub type Pour = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// Sent with every answer: it is what it says it is, and no other site's page may use it.
const ALWAYS: &str = "X-Content-Type-Options: nosniff\r\n\
                      Cross-Origin-Resource-Policy: same-origin\r\n";

/// Sends an answer. Where the connection does not stay, its end is the end of a body whose length nobody knows.
pub fn send(stream: &TcpStream, request: &Request, response: Response) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, stream);
    let (status, reason) = (response.status, reason(response.status));
    write!(out, "HTTP/1.1 {status} {reason}\r\n{ALWAYS}")?;
    for (name, value) in &response.headers {
        write!(out, "{name}: {value}\r\n")?;
    }
    if response
        .headers
        .iter()
        .all(|(name, _)| *name != "Cache-Control")
    {
        out.write_all(b"Cache-Control: no-cache\r\n")?;
    }
    if !request.stays {
        out.write_all(b"Connection: close\r\n")?;
    }
    match response.body {
        Body::Bytes(bytes) => {
            if status != 304 {
                write!(out, "Content-Length: {}\r\n", bytes.len())?;
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
        Body::Stream(pour) if !request.stays => {
            out.write_all(b"\r\n")?;
            if !request.head_only {
                pour(&mut out)?;
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
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
