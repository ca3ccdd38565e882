//! The page of one saved document, before everything else follows.
//!
//! A whole generation of many thousand documents takes some tenths of a second; whoever writes looks at one page. That
//! page is made here from its own document and from what pages show of all others: their titles, dates, addresses. It
//! is an early view, replaced by the next generation. Whenever something is unusual there is none, and one waits.

use super::generation::Generation;
use crate::model::{Corpus, Incident};
use crate::patterns::Patterns;
use crate::read::{Input, text};
use crate::site::{Content, PageKind, Site};
use crate::span::FileId;
use crate::{address, audience, extract, patterns};
use std::collections::HashSet;
use std::path::Path;

/// Path and bytes of the page of a document that changed.
pub fn page(generation: &Generation, location: &Path) -> Option<(String, Vec<u8>)> {
    let before = generation.input();
    let below = location.strip_prefix(&before.project.content).ok()?;
    let path = crate::read::walk::slashed(below);
    let known = &generation.base().corpus.incidents;
    let place = known.iter().position(|incident| incident.source == path)?;

    let mut input = before.clone();
    let (incident, found) = extracted(&mut input, location, &path, &known[place])?;
    let linked = named(&input.sources.get(incident.file).text);
    let nothing = input.sources.add(String::new(), String::new());
    let mut incidents: Vec<Incident> = known
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != place)
        .map(|(_, other)| outline(other, &linked, nothing))
        .collect();
    let key = |incident: &Incident| {
        let day = incident.date.as_ref().map(|date| date.value);
        (day, incident.source.clone())
    };
    let own = key(&incident);
    let at = incidents.partition_point(|other| key(other) < own);
    incidents.insert(at, incident);
    let corpus = Corpus {
        incidents,
        left_out: Vec::new(),
    };
    let mut patterns = moved(found, at);
    if at == place {
        // What it resembles is worked out with all others; until then it is what it was.
        let similar = &generation.base().patterns.similar;
        patterns.similar = vec![Vec::new(); corpus.incidents.len()];
        patterns.similar[at] = similar.get(at).cloned().unwrap_or_default();
    }

    let site = Site::new(&input, &corpus, &patterns);
    let pages = site.pages();
    let page = pages
        .iter()
        .find(|page| page.kind == PageKind::Incident(at))?;
    match site.render(page) {
        Ok(Content::Bytes(bytes)) => Some((page.path.clone(), bytes)),
        _ => None,
    }
}

/// The document read anew, with the address that it has already, and the patterns that it belongs to.
fn extracted(
    input: &mut Input,
    location: &Path,
    path: &str,
    before: &Incident,
) -> Option<(Incident, Patterns)> {
    let decoded = text::read(location, false).ok()??;
    let remarked = decoded.invalid.is_some()
        || decoded.nul.is_some()
        || decoded.utf16
        || decoded.cut.is_some()
        || decoded.text.trim().is_empty();
    if remarked {
        return None;
    }
    let shown = input.project.shown(location);
    let file = input
        .sources
        .add_shown(path.to_string(), shown, decoded.text);
    input.documents = vec![file];
    let mut diagnostics = Vec::new();
    let mut corpus = extract::all(input).keep(&mut diagnostics);
    audience::apply(input, &mut corpus, &mut diagnostics);
    // With the neighbours' claims out of sight, only an address that nobody disputed is sure.
    address::assign(&mut corpus);
    let sure = corpus.incidents.first().is_some_and(|incident| {
        incident.slug == before.slug && incident.id.value == before.id.value
    });
    let broken = diagnostics.iter().any(super::work::is_broken);
    if !sure || broken {
        return None;
    }
    let found = patterns::find(input, &mut corpus).value;
    Some((corpus.incidents.pop()?, found))
}

/// What the pages of others show of an incident. Its text is there only where this document may link into it.
fn outline(incident: &Incident, linked: &HashSet<String>, nothing: FileId) -> Incident {
    let name = incident.source.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let file = match linked.contains(&stem.to_lowercase()) {
        true => incident.file,
        false => nothing,
    };
    Incident {
        id: incident.id.clone(),
        slug: incident.slug.clone(),
        title: incident.title.clone(),
        kind: incident.kind,
        status: incident.status.clone(),
        date: incident.date.clone(),
        severity: incident.severity.clone(),
        severity_text: incident.severity_text.clone(),
        services: incident.services.clone(),
        ..Incident::new(file, incident.source.clone())
    }
}

/// The names of files that a text may link to, without folder and extension, in lower case.
fn named(text: &str) -> HashSet<String> {
    let targets = text.split('#').filter_map(|before| {
        let path = before.rsplit(['(', '<', '"', '\'', ' ', '\n']).next()?;
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        let stem = name.split('.').next().unwrap_or_default();
        (!stem.is_empty()).then(|| stem.replace("%20", " ").to_lowercase())
    });
    targets.collect()
}

/// The same patterns, of an incident at another place.
fn moved(mut found: Patterns, at: usize) -> Patterns {
    for pattern in &mut found.all {
        pattern.incidents.iter_mut().for_each(|index| *index = at);
        for quotation in &mut pattern.quotations {
            quotation.incident = at;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_behind_links_with_a_fragment_are_found() {
        let found =
            named("see [x](../2024/Other%20One.md#cause), <b.html#x> and [y](folder/#z) # Heading");
        for name in ["other one", "b", "folder"] {
            assert!(found.contains(name), "{name}: {found:?}");
        }
    }
}
