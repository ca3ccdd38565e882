//! The project as readers outside may have it: an [`Input`] in which nothing else is left.
//!
//! Everything after it (facts, patterns, search, pages, data) is made from this input alone, so that no stage has to know
//! what it must not show.

use super::document::{Desk, Redacted};
use super::people;
use super::report;
use super::taken::Taken;
use crate::catalog::{Catalog, Service, Team};
use crate::config::{Profile, ShowPeople};
use crate::diagnostic::{Checked, Diagnostic};
use crate::extract::headings::Headings;
use crate::model::{Corpus, DocumentStatus, Incident, Visibility};
use crate::overrides::Override;
use crate::parse::html;
use crate::read::Input;
use crate::span::FileId;
use crate::values::{Node, Value};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// What goes out, and what did not.
pub struct Outside {
    pub input: Input,
    pub taken: Taken,
}

/// Makes the input that an audience may see. Diagnostics have their places in the documents as they were read.
pub fn prepare(input: &Input, profile: &Profile, corpus: &Corpus) -> Checked<Outside> {
    let mut diagnostics = Vec::new();
    let names = people::gather(input, &corpus.incidents);
    let public: Vec<&Incident> = corpus
        .incidents
        .iter()
        .filter(|incident| is_public(incident))
        .collect();
    let waiting = corpus
        .incidents
        .iter()
        .filter(|incident| incident.visibility == Visibility::Public && !is_public(incident));
    diagnostics.extend(waiting.map(|incident| {
        Diagnostic::note(
            "public-not-final",
            incident
                .title
                .source
                .span()
                .unwrap_or(crate::span::Span::new(incident.file, 0..0)),
            "it is public and not final; it was left out",
        )
        .help("`status: final` lets it out")
    }));
    let desk = Desk {
        input,
        profile,
        headings: Headings::new(&input.config.headings),
        names: &names,
        paths: public
            .iter()
            .map(|incident| incident.source.as_str())
            .collect(),
    };
    let redacted: Vec<(FileId, Result<Redacted, Box<Diagnostic>>)> = public
        .par_iter()
        .map(|incident| {
            let source = input.sources.get(incident.file);
            (incident.file, desk.redact(source))
        })
        .collect();
    let mut taken = Taken::new(input, &names);
    let mut texts: HashMap<FileId, String> = HashMap::new();
    for (file, redacted) in redacted {
        match redacted {
            Ok(redacted) => {
                redacted.taken.iter().for_each(|text| taken.add(text));
                taken.allow(&redacted.text);
                // Quotation marks and the like are signs to people, and names of signs in HTML.
                if html::is_html(&input.sources.get(file).path) {
                    taken.allow(&html::words(&redacted.text));
                }
                texts.insert(file, redacted.text);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    for incident in public
        .iter()
        .filter(|incident| texts.contains_key(&incident.file))
    {
        // Others link to it by its path, which readers see as its address.
        taken.allow(&incident.source);
        taken.allow(&incident.source.replace(['/', '.', '-', '_'], " "));
    }
    for incident in corpus
        .incidents
        .iter()
        .filter(|incident| !texts.contains_key(&incident.file))
    {
        taken.add_incident(incident, &input.sources.get(incident.file).text);
    }
    for left_out in &corpus.left_out {
        taken.add(&input.sources.get(left_out.file).text);
    }
    diagnostics.extend(report::look(input, &desk, &texts));
    let input = reduced(&desk, &texts, &public, &mut taken);
    Checked::new(Outside { input, taken }, diagnostics)
}

fn is_public(incident: &Incident) -> bool {
    let is_final =
        |status: &crate::model::Sourced<DocumentStatus>| status.value == DocumentStatus::Final;
    incident.visibility == Visibility::Public && incident.status.as_ref().is_some_and(is_final)
}

fn reduced(
    desk: &Desk<'_>,
    texts: &HashMap<FileId, String>,
    public: &[&Incident],
    taken: &mut Taken,
) -> Input {
    let (input, profile) = (desk.input, desk.profile);
    let mut out = input.clone();
    for &file in &input.documents {
        out.sources
            .replace(file, texts.get(&file).cloned().unwrap_or_default());
    }
    out.documents.retain(|file| texts.contains_key(file));
    out.attachments.retain(|file| profile.has_file(&file.path));
    out.static_files
        .retain(|file| profile.has_file(&format!("static/{}", file.path)));
    out.pattern_prose
        .retain(|(name, _)| profile.has_file(&format!("patterns/{name}.md")));
    for (_, file) in &out.pattern_prose {
        if let Ok(redacted) = desk.prose(input.sources.get(*file)) {
            taken.allow(&redacted);
            out.sources.replace(*file, redacted);
        } else {
            out.sources.replace(*file, String::new());
        }
    }
    // What became of an action inside, and by when it was due, is nobody's outside; tickets may be restricted.
    out.actions = None;
    out.trackers = Vec::new();
    out.config.actions = Default::default();
    let sources: HashSet<&str> = public
        .iter()
        .map(|incident| incident.source.as_str())
        .collect();
    let is_about = |side: &Override| {
        let about = public
            .iter()
            .any(|incident| side.is_about(&incident.source, Some(&incident.id.value)));
        about && !sources.is_empty()
    };
    out.overrides.retain(|side| is_about(side));
    for side in &mut out.overrides {
        side.fields.retain(|(name, _)| desk.has_side_field(name));
        side.fields
            .iter_mut()
            .for_each(|(_, node)| mask(desk, node, taken));
    }
    out.catalog = catalog(desk, public);
    out.diagnostics.clear();
    out.restricted = 0;
    out.people = None;
    // An index that other readers' words went through is not for these.
    out.project.cache = None;
    out.audience.drafts = false;
    out.audience.restricted = false;
    out.config.people.show = ShowPeople::Team;
    out.config.raw_html = false;
    out.config.edit_url = None;
    taken.allow(&out.config.title);
    taken.allow(&out.config.description);
    out
}

fn mask(desk: &Desk<'_>, node: &mut Node, taken: &mut Taken) {
    match &mut node.value {
        Value::Null => {}
        Value::Text(text) => {
            let mut gone = Vec::new();
            *text = desk.plain(text, &mut gone);
            gone.iter().for_each(|text| taken.add(text));
            taken.allow(text);
        }
        Value::List(items) => items.iter_mut().for_each(|item| mask(desk, item, taken)),
        Value::Map(fields) => {
            fields.retain(|(name, _)| {
                !matches!(
                    name.as_str(),
                    "owner" | "owners" | "assignee" | "url" | "reason"
                )
            });
            fields
                .iter_mut()
                .for_each(|(_, node)| mask(desk, node, taken));
        }
    }
}

/// Services that public incidents name, and their teams: without descriptions, with public links only.
fn catalog(desk: &Desk<'_>, public: &[&Incident]) -> Catalog {
    let named: HashSet<&str> = public
        .iter()
        .flat_map(|incident| &incident.services)
        .map(|service| service.value.name.as_str())
        .collect();
    let known = &desk.input.catalog;
    let services: Vec<Service> = known
        .services()
        .iter()
        .filter(|service| named.contains(service.name.as_str()))
        .map(|service| Service {
            description: String::new(),
            links: service
                .links
                .iter()
                .filter(|(_, url)| {
                    super::addresses::host(url).is_some_and(|host| desk.profile.has_host(host))
                })
                .cloned()
                .collect(),
            ..service.clone()
        })
        .collect();
    let teams = known.teams().iter().map(|team| Team {
        name: team.name.clone(),
        aliases: team.aliases.clone(),
        ..Team::default()
    });
    Catalog::new(services, teams.collect())
}
