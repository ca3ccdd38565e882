//! What saved us, and where we were lucky: quotations, newest first.

use super::{LUCKY, Quoted, SAVED};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced};
use crate::site::views::{Link, Pager, part as part_of};
use crate::site::{Page, Site};
use serde::Serialize;

#[derive(Serialize)]
struct View {
    title: &'static str,
    lead: &'static str,
    nothing: &'static str,
    total: usize,
    incidents: usize,
    quotations: Vec<Quoted>,
    /// Luck of incidents in which nothing was decided.
    unanswered: bool,
    other: Link,
    pager: Option<Pager>,
}

/// An incident and one of its texts.
type Told<'a> = (usize, &'a Sourced<String>);

/// What went well, and what mitigated it.
pub fn saved<'s>(site: &'s Site<'_>) -> Vec<Told<'s>> {
    told(site, |incident| {
        incident
            .lessons
            .went_well
            .iter()
            .chain(&incident.mitigations)
            .collect()
    })
}

/// Where somebody says that it was luck.
pub fn lucky<'s>(site: &'s Site<'_>) -> Vec<Told<'s>> {
    told(site, |incident| incident.lessons.got_lucky.iter().collect())
}

fn told<'s>(
    site: &'s Site<'_>,
    of: impl Fn(&'s Incident) -> Vec<&'s Sourced<String>>,
) -> Vec<Told<'s>> {
    let incidents = &site.corpus.incidents;
    let counted = site
        .index
        .newest
        .iter()
        .filter(|&&index| incidents[index].counts());
    counted
        .flat_map(|&index| {
            of(&incidents[index])
                .into_iter()
                .map(move |text| (index, text))
        })
        .collect()
}

pub fn saved_page(site: &Site<'_>, page: &Page, part: usize) -> Result<Vec<u8>, Diagnostic> {
    let view = View {
        title: "What saved us",
        lead: "What went well and what stopped the harm, in the words of the retrospectives. Worth keeping, and worth copying.",
        nothing: "No retrospective tells what went well.",
        other: Link::default(),
        ..view(site, page, SAVED, &saved(site), part)
    };
    let other = ("Where we were lucky", LUCKY);
    fill(site, page, view, other)
}

pub fn lucky_page(site: &Site<'_>, page: &Page, part: usize) -> Result<Vec<u8>, Diagnostic> {
    let view = View {
        title: "Where we were lucky",
        lead: "What kept an incident small and might not do so next time. Luck is a factor that nothing answers yet.",
        nothing: "No retrospective tells of luck.",
        unanswered: true,
        ..view(site, page, LUCKY, &lucky(site), part)
    };
    let other = ("What saved us", SAVED);
    fill(site, page, view, other)
}

fn view(site: &Site<'_>, page: &Page, path: &str, all: &[Told<'_>], part: usize) -> View {
    let root = crate::site::routes::root_of(&page.path);
    View {
        title: "",
        lead: "",
        nothing: "",
        total: all.len(),
        incidents: all.chunk_by(|a, b| a.0 == b.0).count(),
        quotations: part_of(all, part)
            .iter()
            .map(|(index, text)| site.quote(&root, *index, text))
            .collect(),
        unanswered: false,
        other: Link::default(),
        pager: site.pager(&root, path, part, all.len()),
    }
}

fn fill(
    site: &Site<'_>,
    page: &Page,
    mut view: View,
    other: (&str, &str),
) -> Result<Vec<u8>, Diagnostic> {
    let mut layout = site.layout(page, "patterns", view.title);
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Patterns", "patterns/index.html"));
    view.other = site.link(&root, other.0, other.1);
    site.fill("lessons.html", &layout, &view)
}
