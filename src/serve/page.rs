//! Pages as a preview shows them: with a script that waits for changes, and with what was found in their document.

use super::answer::{Place, place};
use super::generation::Found;
use super::state::State;
use crate::diagnostic::{Diagnostic, render};
use std::sync::LazyLock;

/// The bytes of a page of the site: of the early one where there is one, else made now.
pub fn made(state: &State, path: &str) -> Found {
    match state.early.get(path) {
        Some(early) => Found::Bytes(early.bytes.to_vec()),
        // The whole index comes from one generation, or words would be looked up in pieces that are not theirs.
        None if !state.generation.has(path) => match state.piece(path) {
            Some(piece) => Found::Bytes(piece.bytes.to_vec()),
            None => Found::Missing,
        },
        None => state.generation.page(path),
    }
}

/// Says which bytes these are.
pub fn tag(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_string()
}

/// The script that only a preview has.
pub const SCRIPT: &str = include_str!("page.js");

/// Says which bytes the script has.
static SCRIPT_TAG: LazyLock<String> = LazyLock::new(|| tag(SCRIPT.as_bytes()));

/// Puts the script at the end of a page. It names the bytes that were there before it, so that it can tell when the
/// page is another one.
pub fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let script = format!(
        "<script src=\"/.kb/serve.js?{}\" data-page=\"{}\" defer></script>\n",
        *SCRIPT_TAG,
        tag(&page)
    );
    let end = b"</body>";
    let at = page
        .windows(end.len())
        .rposition(|window| window == end)
        .unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

/// A page in the place of one whose template is broken; what is wrong is laid over it.
pub fn broken() -> String {
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>This page cannot be made</title>\
     <body><h1>This page cannot be made</h1></body></html>"
        .into()
}

/// Which bytes a page has now, where it has any.
pub fn tag_now(state: &State, wanted: &str) -> Option<String> {
    match made(state, &path_of(state, wanted)) {
        Found::Bytes(bytes) => Some(tag(&bytes)),
        _ => None,
    }
}

fn path_of(state: &State, wanted: &str) -> String {
    match place(state, wanted) {
        Place::Page(path) => path,
        Place::Folder | Place::Nowhere => "404.html".into(),
    }
}

/// What the script asks for: why the page is not the newest, and what was found in its document.
pub fn about(state: &State, wanted: &str) -> Vec<u8> {
    let path = path_of(state, wanted);
    let generation = &state.generation;
    let mut trouble = state.trouble.as_deref().map(str::to_string);
    if let Found::Broken(diagnostic) = made(state, &path) {
        trouble.get_or_insert_with(|| words(&generation.input().sources, &[&diagnostic]));
    }
    let found = generation.found_on(&path);
    let mut json = serde_json::json!(render::json(generation.sources(), &found));
    json["trouble"] = trouble.into();
    json.to_string().into_bytes()
}

/// Diagnostics as text without colours.
pub fn words(sources: &crate::span::Sources, diagnostics: &[&Diagnostic]) -> String {
    let all = diagnostics.iter().map(|diagnostic| {
        let coloured = render::full(sources, diagnostic);
        anstream::adapter::strip_str(&coloured).to_string()
    });
    all.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_and_names_the_page() {
        let page = b"<body></body><p>&lt;</body></html>".to_vec();
        let text = String::from_utf8(with_script(page.clone())).expect("text");
        let script = format!(
            "data-page=\"{}\" defer></script>\n</body></html>",
            tag(&page)
        );
        assert!(text.ends_with(&script), "{text}");
        assert!(with_script(b"no end".to_vec()).starts_with(b"no end<script"));
    }
}
