//! From a request to its answer, as GitHub Pages would give it; and what only a preview has, below `/.kb/`.

use super::file_type::file_type;
use super::generation::Found;
use super::http::{Body, Request, Response, plain};
use super::page;
use super::range::{self, Asked};
use super::state::{Shared, State};
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// How often a word is sent to a browser that waits for changes, so that connections to nobody end.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Everything that answers need.
pub struct Answers {
    pub shared: Arc<Shared>,
    /// The name or address that was asked to be listened on.
    pub host: String,
}

impl Answers {
    pub fn answer(&self, request: &Request) -> Response {
        if !request.host.as_deref().is_some_and(|host| self.knows(host)) {
            return plain(403, "this server answers to its own names only");
        }
        let (path, query) = request
            .target
            .split_once('?')
            .unwrap_or((&request.target, ""));
        match path {
            // Asked for with its tag, so that it need not be asked for again.
            "/.kb/serve.js" => lasting(tagged(
                request,
                "text/javascript; charset=utf-8",
                page::SCRIPT.into(),
            )),
            "/.kb/events" => self.events(query),
            "/.kb/page" => {
                let state = self.shared.now();
                let json = page::about(&state, &page_asked(&state, query));
                tagged(request, "application/json", json)
            }
            _ => site_page(&self.shared.now(), request, path, query),
        }
    }

    /// A name under which this server may be asked. Other names could be a foreign site's, pointed here (DNS rebinding);
    /// an address cannot be pointed anywhere.
    fn knows(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        let name = name.to_ascii_lowercase();
        name == "localhost"
            || name.ends_with(".localhost")
            || name == self.host.to_ascii_lowercase()
            || name.parse::<IpAddr>().is_ok()
    }

    /// A line for each change, for as long as the browser listens: which bytes its page has now.
    fn events(&self, query: &str) -> Response {
        let shared = Arc::clone(&self.shared);
        let query = query.to_string();
        let pour = move |out: &mut dyn Write| {
            let mut known = 0;
            loop {
                let version = shared.wait(known, HEARTBEAT);
                if version > known {
                    let state = shared.now();
                    let now = page::tag_now(&state, &page_asked(&state, &query));
                    drop(state);
                    write!(out, "data: {}\n\n", now.as_deref().unwrap_or("-"))?;
                } else {
                    write!(out, ":\n\n")?;
                }
                known = version;
                out.flush()?;
            }
        };
        Response {
            status: 200,
            headers: vec![("Content-Type", "text/event-stream".into())],
            body: Body::Stream(Box::new(pour)),
        }
    }
}

/// The page that a query is about: `path=%2Fincidents%2Fa%2F`.
fn page_asked(state: &State, query: &str) -> String {
    let path = query.strip_prefix("path=").and_then(percent_decoded);
    let path = path.and_then(|path| below_base(state, &path));
    path.unwrap_or_default()
}

fn site_page(state: &State, request: &Request, path: &str, query: &str) -> Response {
    let Some(decoded) = percent_decoded(path) else {
        return plain(400, "");
    };
    let Some(wanted) = below_base(state, &decoded) else {
        // A site below a path has nothing above it; from the root it is shown where it begins.
        return match decoded.as_str() {
            "/" => redirect(302, &base_path(state)),
            _ if format!("{decoded}/") == base_path(state) => redirect(301, &base_path(state)),
            _ => plain(404, "the site is below its base_url's path"),
        };
    };
    match place(state, &wanted) {
        Place::Page(path) => found(state, request, &path, 200),
        Place::Folder => {
            let query = if query.is_empty() {
                String::new()
            } else {
                format!("?{query}")
            };
            redirect(301, &format!("{path}/{query}"))
        }
        Place::Nowhere => found(state, request, "404.html", 404),
    }
}

/// What an address means.
pub enum Place {
    Page(String),
    /// The same with a `/` at its end.
    Folder,
    Nowhere,
}

/// Looks an address up in the list of pages: nothing that is not in the list can be asked for.
pub fn place(state: &State, wanted: &str) -> Place {
    let has = |path: &str| {
        state.generation.has(path) || state.early.contains_key(path) || state.piece(path).is_some()
    };
    if wanted.is_empty() || wanted.ends_with('/') {
        let path = format!("{wanted}index.html");
        return match has(&path) {
            true => Place::Page(path),
            false => Place::Nowhere,
        };
    }
    if has(wanted) {
        return Place::Page(wanted.to_string());
    }
    if has(&format!("{wanted}/index.html")) {
        return Place::Folder;
    }
    match format!("{wanted}.html") {
        path if has(&path) => Place::Page(path),
        _ => Place::Nowhere,
    }
}

fn found(state: &State, request: &Request, path: &str, status: u16) -> Response {
    let kind = file_type(path);
    match page::made(state, path) {
        Found::Bytes(bytes) => {
            let bytes = match kind.starts_with("text/html") {
                true => page::with_script(bytes),
                false => bytes,
            };
            match status {
                200 if state.generation.is_named_by_content(path) => {
                    lasting(tagged(request, kind, bytes))
                }
                200 => tagged(request, kind, bytes),
                status => Response {
                    status,
                    ..tagged(&Request::default(), kind, bytes)
                },
            }
        }
        Found::File(file, length, tag) => {
            let tag = format!("\"{tag}\"");
            if request.if_none_match.as_deref() == Some(&tag) && status == 200 {
                return not_modified(tag);
            }
            match status {
                200 => file_part(file, length, range::asked(request, &tag, length), tag, kind),
                status => Response {
                    status,
                    ..file_part(file, length, Asked::Whole, tag, kind)
                },
            }
        }
        Found::Stream(body) => Response {
            status,
            headers: vec![("Content-Type", kind.to_string())],
            body,
        },
        Found::Broken(_) => {
            let bytes = page::with_script(page::broken().into_bytes());
            Response {
                status: 500,
                ..tagged(&Request::default(), "text/html; charset=utf-8", bytes)
            }
        }
        Found::Missing => plain(404, ""),
    }
}

/// A file, or the part of it that is asked for.
fn file_part(mut file: File, length: u64, asked: Asked, tag: String, kind: &str) -> Response {
    let mut headers = vec![
        ("Content-Type", kind.to_string()),
        ("ETag", tag),
        ("Accept-Ranges", "bytes".into()),
    ];
    let (status, length) = match asked {
        Asked::Whole => (200, length),
        Asked::Part(first, last) if file.seek(SeekFrom::Start(first)).is_ok() => {
            headers.push(("Content-Range", format!("bytes {first}-{last}/{length}")));
            (206, last - first + 1)
        }
        Asked::Part(..) | Asked::Outside => {
            headers.push(("Content-Range", format!("bytes */{length}")));
            (416, 0)
        }
    };
    Response {
        status,
        headers,
        body: Body::File(file, length),
    }
}

/// Bytes with a tag, or the word that the browser has them.
fn tagged(request: &Request, kind: &str, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", page::tag(&bytes));
    if request.if_none_match.as_deref() == Some(&tag) {
        return not_modified(tag);
    }
    Response {
        status: 200,
        headers: vec![("Content-Type", kind.to_string()), ("ETag", tag)],
        body: Body::Bytes(bytes.into()),
    }
}

/// An answer that the browser may keep: other bytes have another address.
fn lasting(mut response: Response) -> Response {
    let kept = "max-age=31536000, immutable".to_string();
    response.headers.push(("Cache-Control", kept));
    response
}

fn not_modified(tag: String) -> Response {
    Response {
        status: 304,
        headers: vec![("ETag", tag)],
        body: Body::Bytes(Arc::from([])),
    }
}

fn redirect(status: u16, to: &str) -> Response {
    Response {
        status,
        headers: vec![("Location", to.to_string())],
        body: Body::Bytes(Arc::from([])),
    }
}

/// The path of `base_url`, with a `/` at both ends.
pub fn base_path(state: &State) -> String {
    let base = state.generation.input().config.base_url.as_deref();
    let path = base
        .and_then(|base| base.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path.trim_matches('/'));
    match path {
        "" => "/".into(),
        path => format!("/{path}/"),
    }
}

fn below_base(state: &State, path: &str) -> Option<String> {
    path.strip_prefix(&base_path(state)).map(str::to_string)
}

/// A path with its `%20`s read; `None` where that gives no text.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|path| !path.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_browsers_write_them() {
        assert_eq!(percent_decoded("/a%20b/%C3%BC").as_deref(), Some("/a b/ü"));
        for bad in ["/%", "/%2", "/%zz", "/%ff", "/%00"] {
            assert_eq!(percent_decoded(bad), None, "{bad}");
        }
    }
}
