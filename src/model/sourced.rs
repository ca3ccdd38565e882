//! Values that know where they came from.

use crate::span::{FileId, Span};
use serde::{Deserialize, Serialize};

/// What says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The author's front matter.
    FrontMatter(Span),
    /// The document's own text.
    Text(Span),
    /// A side file such as `overrides.toml`.
    SideFile(Span),
    /// A snapshot of an issue tracker.
    Tracker(Span),
    /// The name of the document's file or folder.
    FileName(FileId),
    /// A project's policy in `kb.toml`, such as "actions are due in 30 days".
    Policy,
    /// Worked out from other values, each with its place.
    Derived(Vec<Span>),
}

impl Source {
    /// The place to show for it, where there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::FrontMatter(span)
            | Self::Text(span)
            | Self::SideFile(span)
            | Self::Tracker(span) => Some(*span),
            Self::Derived(spans) => spans.first().copied(),
            Self::FileName(_) | Self::Policy => None,
        }
    }

    pub fn is_derived(&self) -> bool {
        matches!(self, Self::Derived(_))
    }
}

/// A value, and what says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced<T> {
    pub value: T,
    pub source: Source,
}

impl<T> Sourced<T> {
    pub fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }

    /// A value from the document's text.
    pub fn text(value: T, span: Span) -> Self {
        Self::new(value, Source::Text(span))
    }

    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: f(self.value),
            source: self.source,
        }
    }
}

/// A value in a known form, or the author's own words when they fit none. Nothing is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrText<T> {
    Known(T),
    Text(String),
}

impl<T> OrText<T> {
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Text(_) => None,
        }
    }
}
