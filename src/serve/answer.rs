//! From a request to its answer, as GitHub Pages would give it; and what only a preview has, below `/.kb/`.

use super::generation::Found;
use super::http::{Body, Request, Response, plain};
use super::page;
use super::state::{Shared, State};
use std::io::Write;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// How often a word is sent to a browser that waits for changes, so that connections to nobody end.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The script that only a preview has.
const SCRIPT: &str = include_str!("page.js");

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
            "/.kb/serve.js" => tagged(request, "text/javascript; charset=utf-8", SCRIPT.into()),
            "/.kb/events" => self.events(),
            "/.kb/page" => {
                let state = self.shared.now();
                let (of, known) = query.split_once("&known=").unwrap_or((query, ""));
                let of = of.strip_prefix("path=").map(percent_decoded);
                let path = of.and_then(|path| below_base(&state, &path?));
                let json = page::about(&state, &path.unwrap_or_default(), known);
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

    /// A line for each change, for as long as the browser listens.
    fn events(&self) -> Response {
        let shared = Arc::clone(&self.shared);
        let pour = move |out: &mut dyn Write| {
            let mut known = 0;
            loop {
                let version = shared.wait(known, HEARTBEAT);
                if version > known {
                    write!(out, "data: {version}\n\n")?;
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
        let search = state.search.as_ref();
        state.generation.has(path)
            || state.early.contains_key(path)
            || search.is_some_and(|search| search.has(path))
            || state.piece_before(path).is_some()
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
    let kind = site_type(path);
    match page::made(state, path) {
        Found::Bytes(bytes) => {
            let bytes = match kind.starts_with("text/html") {
                true => page::with_script(bytes),
                false => bytes,
            };
            match status {
                200 => tagged(request, kind, bytes),
                status => Response {
                    status,
                    ..tagged(&Request::default(), kind, bytes)
                },
            }
        }
        Found::File(file, length, tag) => {
            let tag = format!("\"{tag}\"");
            let headers = vec![("Content-Type", kind.to_string()), ("ETag", tag.clone())];
            if request.if_none_match.as_deref() == Some(&tag) && status == 200 {
                return not_modified(tag);
            }
            Response {
                status,
                headers,
                body: Body::File(file, length),
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

/// The type of a file, by its extension.
fn site_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "txt" | "log" | "toml" | "yaml" | "yml" => "text/plain; charset=utf-8",
        "md" | "markdown" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
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

    #[test]
    fn types_come_from_the_last_extension() {
        assert_eq!(site_type("a/b.tar.GZ"), "application/gzip");
        assert_eq!(site_type(".nojekyll"), "application/octet-stream");
        assert_eq!(
            site_type("incidents/v1.2/index.html"),
            "text/html; charset=utf-8"
        );
    }
}
