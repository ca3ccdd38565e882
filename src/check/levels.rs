//! How much findings matter in this project, and the one list of their names.

use super::rules;
use super::stages::{STAGES, stage};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Level};
use crate::read::Input;
use crate::span::Span;
use std::borrow::Cow;

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
pub(super) fn unknown_rules(input: &Input) -> Vec<Diagnostic> {
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
        .filter(|name| !known.contains(&name.as_str()) && stage(name).is_none())
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
        .map(|rule| rule.name)
        .chain(STAGES.iter().map(|stage| stage.name))
        .map(|name| name.replace('-', "_"))
        .collect();
    let known: Vec<&str> = spelt.iter().map(String::as_str).collect();
    match crate::config::check::nearest(name, &known) {
        Some(near) => Cow::Owned(format!("did you mean `{}`?", near.replace('_', "-"))),
        None => Cow::Borrowed("`kb explain` lists the rules"),
    }
}
