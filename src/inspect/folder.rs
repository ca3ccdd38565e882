//! A whole folder on a screenful: what is found in how many documents, and what a few lines of configuration would add.

use super::facts::facts;
use super::{short, unknown_headings};
use crate::catalog::fold;
use crate::extract::actions::tail::is_group;
use crate::model::{Corpus, Incident};
use crate::parse::{self, Block, BlockKind, Section, front_matter, html};
use crate::read::Input;
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Entries of a list that are shown.
const MOST: usize = 8;

/// The report on all documents of the project, as lines of text.
pub fn folder(input: &Input, corpus: &Corpus) -> String {
    let mut out = String::new();
    let incidents = &corpus.incidents;
    let _ = writeln!(
        out,
        "documents: {}, incidents: {}, left out: {}",
        input.documents.len(),
        incidents.len(),
        corpus.left_out.len()
    );
    for (reason, number) in counted(
        corpus
            .left_out
            .iter()
            .map(|left_out| left_out.reason.clone()),
    )
    .into_iter()
    .take(MOST)
    {
        let _ = writeln!(out, "  {number:>6}  {}", short(&reason, 80));
    }
    shapes(&mut out, input, incidents);
    fields(&mut out, incidents);
    headings(&mut out, input, incidents);
    services(&mut out, input, incidents);
    owners(&mut out, input, incidents);
    out
}

/// How the documents are written.
fn shapes(out: &mut String, input: &Input, incidents: &[Incident]) {
    let shapes = counted(
        incidents
            .par_iter()
            .map(|incident| shape(input, incident.file))
            .collect::<Vec<_>>(),
    );
    let _ = writeln!(out, "\nshapes");
    for (shape, number) in shapes.into_iter().take(MOST) {
        let _ = writeln!(out, "  {number:>6}  {shape}");
    }
}

fn shape(input: &Input, file: FileId) -> String {
    let source = input.sources.get(file);
    let (fields, start) = front_matter::read(source).value;
    let root = parse::sections(source, start);
    let mut parts = vec![match &source.text {
        _ if html::is_html(&source.path) => "HTML",
        _ if fields.is_none() => "no front matter",
        text if text.starts_with("+++") => "TOML front matter",
        _ => "YAML front matter",
    }];
    if root.children.is_empty() {
        parts.push("no headings");
    }
    if holds(&root, |block| matches!(block.kind, BlockKind::Table { .. })) {
        parts.push("tables");
    }
    if holds(&root, |block| matches!(block.kind, BlockKind::List { .. })) {
        parts.push("lists");
    }
    parts.join(", ")
}

fn holds(section: &Section, is: fn(&Block) -> bool) -> bool {
    section.blocks.iter().any(is) || section.children.iter().any(|child| holds(child, is))
}

/// What is found in how many documents.
fn fields(out: &mut String, incidents: &[Incident]) {
    let mut found: Vec<(&str, usize)> = Vec::new();
    let mut count = |name: &'static str, is_found: bool| {
        let at = found
            .iter()
            .position(|(known, _)| *known == name)
            .unwrap_or_else(|| {
                found.push((name, 0));
                found.len() - 1
            });
        found[at].1 += usize::from(is_found);
    };
    for incident in incidents {
        let mut last = "";
        for fact in facts(incident)
            .iter()
            .filter(|fact| std::mem::replace(&mut last, fact.name) != fact.name)
        {
            count(fact.name, fact.value.is_some());
        }
        count("factors", !incident.factors.is_empty());
        count("action items", !incident.actions.is_empty());
        count("timeline", !incident.timeline.is_empty());
    }
    let _ = writeln!(out, "\nfound in how many of {} incidents", incidents.len());
    let cells: Vec<_> = found
        .iter()
        .map(|(name, number)| format!("{number:>6}  {name:<21}"))
        .collect();
    for row in cells.chunks(3) {
        let _ = writeln!(out, "  {}", row.concat().trim_end());
    }
}

fn headings(out: &mut String, input: &Input, incidents: &[Incident]) {
    let unknown = counted(
        incidents
            .par_iter()
            .flat_map_iter(|incident| unknown_headings(input, incident.file))
            .map(|heading| heading.text)
            .collect::<Vec<_>>(),
    );
    // What stands once is a document's own words, not a habit of the folder.
    let habits: Vec<_> = unknown.iter().filter(|(_, number)| *number > 1).collect();
    if habits.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nheadings that are not understood");
    for (heading, number) in habits.iter().take(MOST) {
        let _ = writeln!(out, "  {number:>6}  {}", short(heading, 80));
    }
    let names: Vec<_> = habits
        .iter()
        .take(MOST)
        .map(|(heading, _)| quoted(heading))
        .collect();
    let _ = writeln!(
        out,
        "  for kb.toml, each on the line of what it means (summary, impact, factors, actions, timeline, …):"
    );
    let _ = writeln!(out, "    [headings]\n    other = [{}]", names.join(", "));
}

/// Names of services that no catalog explains; spellings that differ only by case and punctuation stand together.
fn services(out: &mut String, input: &Input, incidents: &[Incident]) {
    let used = incidents.iter().flat_map(|incident| &incident.services);
    let unknown = used
        .map(|service| &service.value.name)
        .filter(|name| input.catalog.service(name).is_none());
    let groups = spellings(unknown);
    if groups.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\nservices that services.toml does not name ({}); nothing is merged until it does",
        groups.len()
    );
    for group in groups.iter().take(MOST) {
        named(out, "service", group);
    }
}

fn owners(out: &mut String, input: &Input, incidents: &[Incident]) {
    let actions = incidents
        .iter()
        .flat_map(|incident| &incident.actions)
        .filter(|action| action.team.is_none());
    let unknown = actions
        .flat_map(|action| &action.owners)
        .map(|owner| &owner.value)
        .filter(|owner| input.catalog.team(owner).is_none());
    let groups = spellings(unknown);
    if groups.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\nowners of action items that teams.toml does not name ({}); pages across incidents show teams only",
        groups.len()
    );
    let (teams, handles): (Vec<_>, Vec<_>) = groups.iter().partition(|group| is_group(&group[0]));
    for team in teams.iter().take(MOST / 2) {
        named(out, "team", team);
    }
    if !handles.is_empty() {
        let handles = handles.iter().take(MOST).map(|group| quoted(&group[0]));
        let handles: Vec<_> = handles.collect();
        let _ = writeln!(
            out,
            "    # whose team is it? In the entry of that team:\n    # handles = [{}]",
            handles.join(", ")
        );
    }
}

/// An entry of a catalog: the name, and its other spellings.
fn named(out: &mut String, kind: &str, spellings: &[String]) {
    let _ = writeln!(out, "    [[{kind}]]\n    name = {}", quoted(&spellings[0]));
    if spellings.len() > 1 {
        let others: Vec<_> = spellings[1..].iter().map(|name| quoted(name)).collect();
        let _ = writeln!(out, "    aliases = [{}]", others.join(", "));
    }
}

/// Spellings by what they have in common, each group with its most frequent spelling first; those that need a decision
/// come first, then by name.
fn spellings<'a>(names: impl Iterator<Item = &'a String>) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, _) in counted(names.cloned()) {
        groups.entry(fold(&name)).or_default().push(name);
    }
    groups.remove("");
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| group.len() == 1);
    groups
}

/// Values with their numbers, the most frequent first, equal ones by name.
fn counted(values: impl IntoIterator<Item = String>) -> Vec<(String, usize)> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *numbers.entry(value).or_default() += 1;
    }
    let mut counted: Vec<_> = numbers.into_iter().collect();
    counted.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    counted
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}
