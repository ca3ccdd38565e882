//! The taxonomy: what triggers incidents, and what makes them possible.

use super::cues::{Matcher, Memo};
use super::entries::{self, Entry};
use super::words::sentences;
use crate::diagnostic::Checked;
use crate::read::Input;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// The default taxonomy, in the form that a project's own has.
pub const DEFAULT: &str = include_str!("taxonomy.toml");

/// On which axis a category stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// What changed.
    Trigger,
    /// Why it was possible.
    Factor,
}

impl Axis {
    /// As `taxonomy.toml` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Factor => "factor",
        }
    }
}

/// One entry of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Name in data and addresses: `missing-monitoring`.
    pub key: String,
    pub axis: Axis,
    pub name: String,
    /// One plain sentence, about conditions.
    pub definition: String,
    /// What answers it: observability, testing, deployment, playbooks, architecture, people and organisation.
    pub lever: String,
}

/// What a text is within its document, which decides the cues that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Voice {
    /// A contributing factor.
    Factor,
    /// What the document says set the incident off.
    Trigger,
    /// A title or summary: mentions much that is neither.
    Aside,
}

/// A category that a text falls under, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Index into [`Taxonomy::categories`].
    pub category: usize,
    /// Byte ranges of the text, ascending.
    pub words: Vec<Range<usize>>,
}

/// What a cue is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Cue,
    Anywhere,
    Unless,
}

/// All categories with their cues, ready to classify.
pub struct Taxonomy {
    categories: Vec<Category>,
    matcher: Matcher,
    /// Category and use of each cue, by its number.
    cues: Vec<(usize, Use)>,
}

impl Taxonomy {
    /// The default taxonomy with the project's changes.
    pub fn read(input: &Input) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let (entries, sets) = entries::read(input).keep(&mut diagnostics);
        let mut taxonomy = Self {
            categories: Vec::new(),
            matcher: Matcher::new(sets),
            cues: Vec::new(),
        };
        for entry in entries {
            taxonomy.add(entry, &mut diagnostics);
        }
        Checked::new(taxonomy, diagnostics)
    }

    fn add(&mut self, entry: Entry, diagnostics: &mut Vec<crate::diagnostic::Diagnostic>) {
        let category = self.categories.len();
        let lists = [
            (Use::Cue, &entry.cues),
            (Use::Anywhere, &entry.anywhere),
            (Use::Unless, &entry.unless),
        ];
        for (kind, cues) in lists {
            for (cue, span) in cues {
                match self.matcher.add(cue) {
                    Ok(_) => self.cues.push((category, kind)),
                    // A test holds that the default has no mistakes; there is no source to point at.
                    Err(_) if span.file == entries::DEFAULT_FILE => {}
                    Err(message) => diagnostics.push(entries::problem(*span, message)),
                }
            }
        }
        self.categories.push(entry.category);
    }

    /// All categories, in the order of the taxonomy.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The categories of a text, in the order of the taxonomy.
    pub fn classify(&self, text: &str, voice: Voice, memo: &mut Memo) -> Vec<Assignment> {
        if let Some(category) = self.named(text, voice) {
            let words = std::iter::once(0..text.len()).collect();
            return vec![Assignment { category, words }];
        }
        let mut found: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for sentence in sentences(text) {
            let hits = self.matcher.find(&sentence, memo);
            let refused: Vec<usize> = hits
                .iter()
                .filter(|hit| self.cues[hit.cue].1 == Use::Unless)
                .map(|hit| self.cues[hit.cue].0)
                .collect();
            for hit in hits {
                let (category, kind) = self.cues[hit.cue];
                if self.counts(category, kind, voice) && !refused.contains(&category) {
                    let words = hit.words.iter().map(|&at| sentence[at].range.clone());
                    found.entry(category).or_default().extend(words);
                }
            }
        }
        found
            .into_iter()
            .map(|(category, mut words)| {
                words.sort_by_key(|range| (range.start, range.end));
                words.dedup();
                Assignment { category, words }
            })
            .collect()
    }

    fn counts(&self, category: usize, kind: Use, voice: Voice) -> bool {
        let axis = self.categories[category].axis;
        match (kind, voice) {
            (Use::Unless, _) => false,
            (Use::Anywhere, _) => true,
            (Use::Cue, Voice::Factor) => axis == Axis::Factor,
            (Use::Cue, Voice::Trigger) => axis == Axis::Trigger,
            (Use::Cue, Voice::Aside) => false,
        }
    }

    /// An author who writes a category's key or name means it.
    fn named(&self, text: &str, voice: Voice) -> Option<usize> {
        let axis = match voice {
            Voice::Factor => Axis::Factor,
            Voice::Trigger => Axis::Trigger,
            Voice::Aside => return None,
        };
        let text = text.trim().trim_end_matches('.');
        self.categories.iter().position(|category| {
            category.axis == axis
                && (category.key.eq_ignore_ascii_case(text)
                    || category.name.eq_ignore_ascii_case(text))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys of a text's categories, and the words that say so.
    fn read(text: &str, voice: Voice) -> Vec<String> {
        let taxonomy = Taxonomy::read(&Input::default()).value;
        let assignments = taxonomy.classify(text, voice, &mut Memo::default());
        let show = |assignment: &Assignment| {
            let words: Vec<_> = assignment
                .words
                .iter()
                .map(|range| &text[range.clone()])
                .collect();
            let key = &taxonomy.categories()[assignment.category].key;
            format!("{key}: {}", words.join(" "))
        };
        assignments.iter().map(show).collect()
    }

    #[test]
    fn the_default_taxonomy_is_without_mistakes() {
        let mut input = Input::default();
        let file = input.sources.add(
            "taxonomy.toml".into(),
            format!("defaults = false\n{DEFAULT}"),
        );
        input.taxonomy = Some(file);
        let Checked { value, diagnostics } = Taxonomy::read(&input);
        let lines: Vec<_> = diagnostics
            .iter()
            .map(|problem| {
                format!(
                    "{}: {}",
                    input.sources.position(problem.span).line,
                    problem.message
                )
            })
            .collect();
        assert_eq!(lines, Vec::<String>::new());
        for category in value.categories() {
            assert!(
                !category.definition.is_empty() && !category.lever.is_empty(),
                "{}",
                category.key
            );
        }
        let mut keys: Vec<_> = value
            .categories()
            .iter()
            .map(|category| &category.key)
            .collect();
        keys.sort();
        keys.dedup();
        assert_eq!(
            keys.len(),
            value.categories().len(),
            "keys are unique on both axes"
        );
    }

    #[test]
    fn a_category_is_explained_by_the_words_that_say_so() {
        assert_eq!(
            read("There was no alert on queue age.", Voice::Factor),
            ["missing-monitoring: no alert"]
        );
        assert_eq!(
            read("missing-guardrail", Voice::Factor),
            ["missing-guardrail: missing-guardrail"]
        );
    }

    #[test]
    fn alternatives_of_several_words_are_alternatives() {
        for (text, key) in [
            ("The runbook was out of date", "unclear-runbook"),
            ("The steps were not written down", "unclear-runbook"),
            ("The change was hard to revert", "hard-rollback"),
            ("Nobody knew how the job is started", "knowledge-silo"),
            (
                "Two responders could not log in to the console",
                "missing-access",
            ),
            ("Nobody owned the old queue", "unclear-ownership"),
            ("The host was underprovisioned", "capacity-limit"),
            ("Half of the team was out of office", "staffing-gap"),
            ("The apps retry after a fixed pause", "retry-storm"),
        ] {
            let found = read(text, Voice::Factor);
            assert!(
                found.iter().any(|found| found.starts_with(key)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_worked_and_what_is_only_mentioned_is_no_factor() {
        for text in [
            "Our monitoring did not miss it: alerting worked as expected.",
            "The service runs on AWS in two regions.",
            "We did not deploy anything that day.",
            "The voucher is stored without a time zone.",
            "The script does not know which node leads.",
        ] {
            assert_eq!(read(text, Voice::Aside), Vec::<String>::new(), "{text}");
            assert_eq!(read(text, Voice::Factor), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn triggers_are_told_by_what_changed() {
        for (text, key) in [
            (
                "The certificate of the gateway expired at midnight",
                "certificate-expiry",
            ),
            (
                "The cert in front of the form ran out",
                "certificate-expiry",
            ),
            ("A bug introduced in release 4.2", "deploy"),
            ("A spike in traffic after the announcement", "traffic-spike"),
            (
                "An engineer accidentally deleted the namespace",
                "operator-action",
            ),
        ] {
            let found = read(text, Voice::Aside);
            assert!(
                found.iter().any(|found| found.starts_with(key)),
                "{text}: {found:?}"
            );
        }
    }
}
