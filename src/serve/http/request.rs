//! What a browser asks for.

use std::io::{self, ErrorKind, Read};

/// Bytes of a request's head; browsers send a twentieth.
const LONGEST_HEAD: usize = 16 * 1024;

/// A request, as far as anybody here asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub head_only: bool,
    /// Path and query as they were sent.
    pub target: String,
    /// `None`: no header, or more than one.
    pub host: Option<String>,
    pub if_none_match: Option<String>,
    pub range: Option<String>,
    pub if_range: Option<String>,
    /// Whether the connection is to be kept for the next one.
    pub stays: bool,
}

pub enum Next {
    Request(Request),
    Refused(u16),
    End,
}

/// The next request; what was sent after it stays in `held`.
pub fn next(stream: &mut impl Read, held: &mut Vec<u8>) -> io::Result<Next> {
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
    let mut request = Request {
        // Whoever speaks the version before expects the end of the connection to be the end of the answer.
        stays: parsed.version == Some(1),
        ..Request::default()
    };
    request.head_only = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Next::Refused(405),
    };
    for header in parsed.headers.iter() {
        let value = String::from_utf8_lossy(header.value).trim().to_string();
        match header.name.to_ascii_lowercase().as_str() {
            "host" => hosts.push(value),
            "if-none-match" => request.if_none_match = Some(value),
            "range" => request.range = Some(value),
            "if-range" => request.if_range = Some(value),
            "connection" => request.stays &= !value.eq_ignore_ascii_case("close"),
            // Nobody sends a body with what is answered here.
            "content-length" if value != "0" => return Next::Refused(413),
            "transfer-encoding" => return Next::Refused(413),
            _ => {}
        }
    }
    request.host = match hosts.len() {
        1 => hosts.pop(),
        _ => None,
    };
    request.target = parsed.path.unwrap_or("/").to_string();
    Next::Request(request)
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
            (
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n",
                405,
            ),
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

    #[test]
    fn a_connection_stays_unless_it_is_asked_to_end() {
        for (text, stays) in [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n", false),
            ("GET / HTTP/1.0\r\nHost: x\r\n\r\n", false),
        ] {
            let all = read(text);
            assert!(
                matches!(&all[0], Next::Request(request) if request.stays == stays),
                "{text:?}"
            );
        }
    }
}
