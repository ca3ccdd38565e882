//! What saved us, and where we were lucky: quotations, newest first.

use super::{LUCKY, Quoted, SAVED};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Sourced};
use crate::site::prints::{Asked, Lazily, Made};
use crate::site::views::{Link, Pager, part as part_of};
use crate::site::{Site, routes};
use serde::Serialize;

#[derive(Serialize)]
struct View<'a> {
    title: &'static str,
    lead: &'static str,
    nothing: &'static str,
    total: usize,
    incidents: usize,
    quotations: Lazily<'a, Vec<Quoted>>,
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

pub fn saved_page(site: &Site<'_>, page: &Asked<'_>, part: usize) -> Result<Made, Diagnostic> {
    let all = saved(site);
    let root = routes::root_of(&page.path);
    let view = View {
        title: "What saved us",
        lead: "What went well and what stopped the harm, in the words of the retrospectives. Worth keeping, and worth copying.",
        nothing: "No retrospective tells what went well.",
        other: site.link(&root, "Where we were lucky", LUCKY),
        ..view(site, &root, SAVED, &all, part)
    };
    fill(site, page, view)
}

pub fn lucky_page(site: &Site<'_>, page: &Asked<'_>, part: usize) -> Result<Made, Diagnostic> {
    let all = lucky(site);
    let root = routes::root_of(&page.path);
    let view = View {
        title: "Where we were lucky",
        lead: "What kept an incident small and might not do so next time. Luck is a factor that nothing answers yet.",
        nothing: "No retrospective tells of luck.",
        unanswered: true,
        other: site.link(&root, "What saved us", SAVED),
        ..view(site, &root, LUCKY, &all, part)
    };
    fill(site, page, view)
}

fn view<'a>(
    site: &'a Site<'_>,
    root: &'a str,
    path: &str,
    all: &'a [Told<'_>],
    part: usize,
) -> View<'a> {
    let shown = move || part_of(all, part).iter();
    View {
        title: "",
        lead: "",
        nothing: "",
        total: all.len(),
        incidents: all.chunk_by(|a, b| a.0 == b.0).count(),
        quotations: Lazily::new(
            move || {
                let told = shown().map(|(index, text)| (site.told(*index), &text.value));
                told.collect::<Vec<_>>()
            },
            move || {
                let quoted = shown().map(|(index, text)| site.quote(root, *index, text));
                quoted.collect()
            },
        ),
        unanswered: false,
        other: Link::default(),
        pager: site.pager(root, path, part, all.len()),
    }
}

fn fill(site: &Site<'_>, page: &Asked<'_>, view: View<'_>) -> Result<Made, Diagnostic> {
    let mut layout = site.layout(page, "lessons", view.title);
    let root = layout.root.clone();
    layout
        .crumbs
        .push(site.link(&root, "Patterns", "patterns/index.html"));
    site.fill("lessons.html", &layout, &view)
}
