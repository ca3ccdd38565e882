//! What a rule is.

use super::{Context, Facts};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Incident;
use crate::span::Span;

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
    /// Any text, while it is read.
    Text(fn(&Context<'_>, &mut Vec<Diagnostic>)),
    /// A document that tells an incident, while it is read.
    Incident(fn(&Context<'_>, &Incident, &mut Vec<Diagnostic>)),
    /// What is known of an incident in the end, with side files, trackers and all other incidents.
    Facts(fn(&Facts<'_>, &Incident, &mut Vec<Diagnostic>)),
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
