//! Rules that help to write better retrospectives.
//!
//! A *rule* is one file in `rules/`, and one line in [`rules::ALL`]; the header of its file is its documentation. It looks at one document
//! at a time, with the whole corpus at hand, and says where something would be better otherwise. Nothing here stores or
//! names who behaved how: findings point at words and propose a question about conditions.

mod allow;
mod blame;
mod clause;
mod earlier;
mod links;
mod names;
mod prose;
mod ready;
pub mod rules;
mod shape;
mod words;

use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::headings::Headings;
use crate::extract::outline::Outline;
use crate::model::{Corpus, Incident};
use crate::parse::{self, Document};
use crate::patterns::Patterns;
use crate::read::Input;
use crate::span::{FileId, SourceFile, Span};
use blame::Hit;
use names::Names;
use prose::Sentence;
use rayon::prelude::*;
pub use ready::readiness;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a rule may look at.
pub struct Context<'a> {
    pub input: &'a Input,
    pub corpus: &'a Corpus,
    pub patterns: &'a Patterns,
    pub source: &'a SourceFile,
    pub document: &'a Document,
    pub outline: &'a Outline<'a>,
    /// Running text without code, quotations, logs, chats and addresses.
    pub sentences: &'a [Sentence<'a>],
    pub names: &'a Names,
    /// Places where somebody is made the cause, by the index of their sentence.
    hits: &'a [(usize, Hit)],
    shared: &'a Shared<'a>,
}

impl<'a> Context<'a> {
    /// Where a sentence makes somebody the cause.
    fn blames(&self, sentence: &Sentence<'_>) -> impl Iterator<Item = &'a Hit> {
        let index = sentence.index;
        self.hits
            .iter()
            .filter(move |(at, _)| *at == index)
            .map(|(_, hit)| hit)
    }
}

/// What is worked out once for all documents.
struct Shared<'a> {
    links: links::Links<'a>,
    earlier: earlier::Earlier,
    customs: Customs,
}

/// What at least half of a folder's documents state. What few of them do is no slip of one.
struct Customs {
    severities: bool,
    services: bool,
    due_dates: bool,
}

impl Customs {
    fn of(corpus: &Corpus) -> Self {
        let number = corpus.incidents.len();
        let usual = |share: usize, states: fn(&Incident) -> bool| {
            number < 5
                || corpus
                    .incidents
                    .iter()
                    .filter(|incident| states(incident))
                    .count()
                    * share
                    >= number
        };
        Self {
            severities: usual(2, |incident| incident.severity.is_some()),
            services: usual(2, |incident| !incident.services.is_empty()),
            due_dates: usual(8, |incident| {
                incident.actions.iter().any(|action| action.due.is_some())
            }),
        }
    }
}

/// A rule: what it is called, how much it matters, and how it looks.
pub struct Rule {
    /// Named for the defect; it reads well after "allow".
    pub name: &'static str,
    pub group: Group,
    /// `None`: only where a project asks for it.
    pub level: Option<Level>,
    /// The source of its file: the header is its documentation.
    pub source: &'static str,
    pub check: Check,
}

/// What a rule needs to look.
pub enum Check {
    /// Any text.
    Text(fn(&Context<'_>, &mut Vec<Diagnostic>)),
    /// A document that tells an incident.
    Incident(fn(&Context<'_>, &Incident, &mut Vec<Diagnostic>)),
    /// Nothing: an earlier stage finds it.
    Stage,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Language,
    Completeness,
    Actions,
    Consistency,
    Safety,
    Timeliness,
}

impl Group {
    pub const ALL: [Group; 6] = [
        Self::Language,
        Self::Completeness,
        Self::Actions,
        Self::Consistency,
        Self::Safety,
        Self::Timeliness,
    ];

    /// As the command line writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Completeness => "completeness",
            Self::Actions => "actions",
            Self::Consistency => "consistency",
            Self::Safety => "safety",
            Self::Timeliness => "timeliness",
        }
    }
}

impl Rule {
    /// A finding of this rule.
    pub fn at(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.name, self.level.unwrap_or(Level::Note), span, message)
    }

    /// Its documentation, as Markdown: one sentence, then `## What it flags`, `## Why`, `## Example`, `## Instead`.
    pub fn docs(&self) -> String {
        let mut docs = String::new();
        for line in self.source.lines() {
            let Some(line) = line.strip_prefix("//!") else {
                break;
            };
            docs.push_str(line.strip_prefix(' ').unwrap_or(line));
            docs.push('\n');
        }
        docs
    }

    /// The first paragraph of its documentation, on one line.
    pub fn summary(&self) -> String {
        let docs = self.docs();
        let first = docs.split("\n\n").next().unwrap_or_default();
        first.replace('\n', " ").trim().to_string()
    }
}

/// All rules, by group.
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.name == name).copied()
}

/// Checks every document; sorted by file and place.
pub fn run(input: &Input, corpus: &Corpus, patterns: &Patterns) -> Vec<Diagnostic> {
    run_on(input, corpus, patterns, None)
}

/// Checks these documents, or all that are no template, licence or index.
pub fn run_on(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    only: Option<&HashSet<FileId>>,
) -> Vec<Diagnostic> {
    let headings = Headings::new(&input.config.headings);
    let shared = Shared {
        links: links::Links::new(input),
        earlier: earlier::Earlier::new(corpus),
        customs: Customs::of(corpus),
    };
    let incidents: HashMap<FileId, &Incident> = corpus
        .incidents
        .iter()
        .map(|incident| (incident.file, incident))
        .collect();
    let mut files: Vec<FileId> = incidents.keys().copied().collect();
    // A note that tells of no incident is text all the same; a template speaks of what is to be written.
    files.extend(
        corpus
            .left_out
            .iter()
            .filter(|left_out| only.is_some() || left_out.reason.starts_with("nothing in it"))
            .map(|left_out| left_out.file),
    );
    files.retain(|file| only.is_none_or(|only| only.contains(file)));
    files.sort();
    files.dedup();
    let found: Vec<Vec<Diagnostic>> = files
        .par_iter()
        .map(|&file| {
            let incident = incidents.get(&file).copied();
            // What all rules share is read before any of them runs.
            let looked = catch_unwind(AssertUnwindSafe(|| {
                one(input, corpus, patterns, &headings, &shared, file, incident)
            }));
            looked.unwrap_or_else(|_| vec![fault(file, "this document could not be checked")])
        })
        .collect();
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    found.extend(unknown_rules(input));
    found.sort_by(|a, b| a.position().cmp(&b.position()));
    found
}

fn one(
    input: &Input,
    corpus: &Corpus,
    patterns: &Patterns,
    headings: &Headings,
    shared: &Shared<'_>,
    file: FileId,
    incident: Option<&Incident>,
) -> Vec<Diagnostic> {
    let source = input.sources.get(file);
    let document = parse::document(source).value;
    let outline = Outline::new(&document, headings);
    let names = Names::of(input, incident, &outline);
    let sentences = prose::sentences(source, &document, &outline);
    // Two rules ask for them.
    let hits: Vec<(usize, Hit)> = sentences
        .iter()
        .flat_map(|sentence| {
            blame::hits(sentence, &names)
                .into_iter()
                .map(|hit| (sentence.index, hit))
        })
        .collect();
    let context = Context {
        input,
        corpus,
        patterns,
        source,
        document: &document,
        outline: &outline,
        sentences: &sentences,
        names: &names,
        hits: &hits,
        shared,
    };
    let mut found = Vec::new();
    for rule in rules() {
        // What is off is not run; "unused-allow" looks at the others' findings, at the end.
        if level(input, rule.name, rule.level).is_none() {
            continue;
        }
        apply(rule, &context, incident, &mut found);
    }
    let mut found = allow::apply(&context, found);
    found.retain_mut(|diagnostic| {
        let level = level(input, diagnostic.rule, Some(diagnostic.level));
        diagnostic.level = level.unwrap_or(diagnostic.level);
        level.is_some()
    });
    found
}

/// A rule that fails costs its own findings in this document, nothing else.
fn apply(
    rule: &Rule,
    context: &Context<'_>,
    incident: Option<&Incident>,
    found: &mut Vec<Diagnostic>,
) {
    let mut own = Vec::new();
    let done = catch_unwind(AssertUnwindSafe(|| match rule.check {
        Check::Text(check) => check(context, &mut own),
        Check::Incident(check) => {
            if let Some(incident) = incident {
                check(context, incident, &mut own);
            }
        }
        Check::Stage => {}
    }));
    if done.is_ok() {
        found.append(&mut own);
        return;
    }
    let message = format!("the rule `{}` could not look at this document", rule.name);
    found.push(fault(context.source.id, message));
}

fn fault(file: FileId, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("internal-fault", Span::new(file, 0..0), message)
        .help("this is a fault of kb: please report it with the document; the rest was checked")
}

/// The level of a rule's finding in this project; `None` where the project does not want it.
pub fn level(input: &Input, rule: &str, own: Option<Level>) -> Option<Level> {
    match input.config.check.levels.get(rule) {
        Some(RuleLevel::Off) => None,
        Some(RuleLevel::Note) => Some(Level::Note),
        Some(RuleLevel::Warning) => Some(Level::Warning),
        Some(RuleLevel::Error) => Some(Level::Error),
        None => own,
    }
}

/// The levels of `kb.toml`, on findings of other stages.
pub fn levelled(input: &Input, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.retain_mut(|diagnostic| {
        let level = level(input, diagnostic.rule, Some(diagnostic.level));
        diagnostic.level = level.unwrap_or(diagnostic.level);
        level.is_some()
    });
    diagnostics
}

/// Names in `[check.levels]` that are no rule.
fn unknown_rules(input: &Input) -> Vec<Diagnostic> {
    // `kb.toml` is read before everything else.
    let Some(file) = input
        .sources
        .all()
        .next()
        .filter(|file| file.path == "kb.toml")
    else {
        return Vec::new();
    };
    let file = file.id;
    let text = &input.sources.get(file).text;
    let known: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
    let unknown = input.config.check.levels.keys();
    unknown
        .filter(|name| !known.contains(&name.as_str()) && !STAGES.contains(&name.as_str()))
        .map(|name| {
            let at = text.find(name.as_str()).unwrap_or(0);
            let end = (at + name.len()).min(text.len());
            let message = format!("`{name}` is no rule");
            let found = Diagnostic::warning("unknown-rule", Span::new(file, at..end), message);
            found.help(hint(name))
        })
        .collect()
}

/// What somebody may have meant who wrote a name that no rule has.
pub fn hint(name: &str) -> Cow<'static, str> {
    let spelt: Vec<String> = rules()
        .iter()
        .map(|rule| rule.name.replace('-', "_"))
        .collect();
    let known: Vec<&str> = spelt.iter().map(String::as_str).collect();
    match crate::config::check::nearest(name, &known) {
        Some(near) => Cow::Owned(format!("did you mean `{}`?", near.replace('_', "-"))),
        None => Cow::Borrowed("`kb explain` lists the rules"),
    }
}

/// Diagnostics of earlier stages that a project may give another level.
pub const STAGES: &[&str] = &[
    "address-taken",
    "catalog",
    "empty-file",
    "file-too-long",
    "front-matter-syntax",
    "front-matter-type",
    "front-matter-unclosed",
    "not-utf8",
    "nul-byte",
    "taxonomy",
    "utf16",
    "visibility-unknown",
];
