//! Runs the rules: over each document while it is read, and over what is known in the end.

use super::allow::{self, Allow};
use super::blame::{self, Hit};
use super::customs::Customs;
use super::names::Names;
use super::{Check, Context, Facts, Group, Rule, earlier, levels, links, prose, rule};
use crate::diagnostic::Diagnostic;
use crate::extract::{Outcome, Seen};
use crate::model::{Corpus, Incident};
use crate::read::Input;
use crate::span::{FileId, Span};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Looks at documents as they come by, each once.
pub struct Looker<'a> {
    input: &'a Input,
    /// Rules that the project wants.
    rules: Vec<&'a Rule>,
    links: links::Links<'a>,
    only: Option<&'a HashSet<FileId>>,
}

/// What is kept of a document: findings, not the text.
pub struct Looked {
    file: FileId,
    found: Vec<Diagnostic>,
    allows: Vec<Allow>,
}

impl<'a> Looker<'a> {
    pub fn new(input: &'a Input, rules: &[&'a Rule], only: Option<&'a HashSet<FileId>>) -> Self {
        let wanted = |rule: &&&Rule| levels::level(input, rule.name, rule.level).is_some();
        Self {
            input,
            rules: rules.iter().filter(wanted).copied().collect(),
            links: links::Links::new(input),
            only,
        }
    }

    /// Runs the rules that need the text; `None` where the document is not to be checked.
    pub fn look(&self, seen: &Seen<'_>) -> Option<Looked> {
        let file = seen.source.id;
        let incident = match seen.outcome {
            Outcome::Incident(incident) => Some(incident.as_ref()),
            // A note that tells of no incident is text all the same; a template speaks of what is to be written.
            Outcome::LeftOut(left_out) => {
                let is_text = left_out.reason.starts_with("nothing in it");
                (self.only.is_some() || is_text).then_some(None)?
            }
        };
        if self.only.is_some_and(|only| !only.contains(&file)) {
            return None;
        }
        // What all rules share is read before any of them runs.
        let looked = catch_unwind(AssertUnwindSafe(|| self.read(seen, incident)));
        Some(looked.unwrap_or_else(|_| Looked {
            file,
            found: vec![fault(file, "this document could not be checked")],
            allows: Vec::new(),
        }))
    }

    fn read(&self, seen: &Seen<'_>, incident: Option<&Incident>) -> Looked {
        let names = Names::of(self.input, incident, seen.outline);
        let passages = prose::passages(seen.document, seen.outline);
        let words = prose::words(&passages, seen.source);
        let sentences = prose::sentences(&passages, &words);
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
            input: self.input,
            source: seen.source,
            document: seen.document,
            outline: seen.outline,
            sentences: &sentences,
            names: &names,
            hits: &hits,
            links: &self.links,
        };
        let mut found = Vec::new();
        for rule in &self.rules {
            apply(rule, context.source.id, &mut found, |own| {
                match rule.check {
                    Check::Text(check) => check(&context, own),
                    Check::Incident(check) => {
                        if let Some(incident) = incident {
                            check(&context, incident, own);
                        }
                    }
                    Check::Facts(_) | Check::Stage => {}
                }
            });
        }
        once(&mut found);
        Looked {
            file: seen.source.id,
            found,
            allows: allow::of(seen.source, seen.document),
        }
    }

    /// Adds what only the whole shows, takes out what is allowed, and sorts by file and place.
    pub fn conclude(&self, corpus: &Corpus, looked: Vec<Looked>) -> Vec<Diagnostic> {
        let facts = Facts {
            input: self.input,
            corpus,
            earlier: earlier::Earlier::new(corpus),
            customs: Customs::of(self.input, &corpus.incidents),
        };
        let incidents = corpus.incidents.iter();
        let incidents: HashMap<FileId, &Incident> = incidents
            .map(|incident| (incident.file, incident))
            .collect();
        let documents = looked.into_par_iter().map(|mut looked| {
            if let Some(incident) = incidents.get(&looked.file) {
                for rule in &self.rules {
                    if let Check::Facts(check) = rule.check {
                        apply(rule, looked.file, &mut looked.found, |own| {
                            check(&facts, incident, own);
                        });
                    }
                }
            }
            asked(&mut looked.found);
            let source = self.input.sources.get(looked.file);
            let found = allow::apply(source, looked.allows, looked.found);
            levels::levelled(self.input, found)
        });
        let mut all = levels::unknown_rules(self.input);
        all.extend(documents.collect::<Vec<_>>().into_iter().flatten());
        all.sort_by(|a, b| a.position().cmp(&b.position()));
        all
    }
}

/// The same words are told once: "a stupid mistake of the operator" is a judgement too, and person-as-cause has said more.
fn once(found: &mut Vec<Diagnostic>) {
    let language = |found: &Diagnostic| {
        rule(found.rule).is_some_and(|rule| rule.group == Group::Language)
            && found.rule != "name-in-narrative"
    };
    let mut told: Vec<Span> = Vec::new();
    found.retain(|found| {
        if !language(found) {
            return true;
        }
        let span = found.span;
        let new = told
            .iter()
            .all(|other| span.end <= other.start || other.end <= span.start);
        told.push(span);
        new
    });
}

/// "Be more careful" as an action: `action-about-people` says what to ask for instead, and a judgement says less.
fn asked(found: &mut Vec<Diagnostic>) {
    let asks = |found: &&Diagnostic| found.rule == "action-about-people";
    let asked: Vec<Span> = found.iter().filter(asks).map(|found| found.span).collect();
    found.retain(|found| {
        let within = |span: &Span| span.start <= found.span.start && found.span.end <= span.end;
        found.rule != "judgement" || !asked.iter().any(within)
    });
}

/// A rule that fails costs its own findings in this document, nothing else.
fn apply(
    rule: &Rule,
    file: FileId,
    found: &mut Vec<Diagnostic>,
    look: impl FnOnce(&mut Vec<Diagnostic>),
) {
    let mut own = Vec::new();
    match catch_unwind(AssertUnwindSafe(|| look(&mut own))) {
        Ok(()) => found.append(&mut own),
        Err(_) => {
            let message = format!("the rule `{}` could not look at this document", rule.name);
            found.push(fault(file, message));
        }
    }
}

fn fault(file: FileId, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("internal-fault", Span::new(file, 0..0), message)
        .help("this is a fault of kb: please report it with the document; the rest was checked")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules;
    use crate::diagnostic::Level;
    use crate::extract;

    static BROKEN: Rule = Rule {
        name: "broken-rule",
        group: Group::Language,
        level: Some(Level::Note),
        source: "//! Fails on every text.",
        check: Check::Text(|_, _| panic!("on purpose")),
    };
    static BROKEN_LATE: Rule = Rule {
        name: "broken-late",
        check: Check::Facts(|_, _, _| panic!("on purpose")),
        ..BROKEN
    };

    #[test]
    fn a_rule_that_panics_is_named_and_the_others_go_on() {
        let mut input = Input::default();
        let text = "# Outage\n\n## Summary\n\nThe operator forgot to renew the certificate.\n";
        let file = input.sources.add("a.md".into(), text.into());
        input.documents.push(file);
        let with: Vec<&Rule> = [&BROKEN, &BROKEN_LATE]
            .into_iter()
            .chain(rules::ALL.iter().copied())
            .collect();
        let run = |rules: &[&Rule]| {
            let looker = Looker::new(&input, rules, None);
            let (corpus, looked) = extract::showing(&input, |seen| looker.look(&seen));
            looker.conclude(&corpus.value, looked.into_iter().flatten().collect())
        };
        let (faults, others): (Vec<_>, Vec<_>) = run(&with)
            .into_iter()
            .partition(|found| found.rule == "internal-fault");
        let said: Vec<&str> = faults.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "the rule `broken-rule` could not look at this document",
                "the rule `broken-late` could not look at this document",
            ]
        );
        assert!(others.iter().any(|found| found.rule == "person-as-cause"));
        assert_eq!(others, run(rules::ALL));
    }
}
