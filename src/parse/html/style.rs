//! Bold, italic, struck and code: by element, by `style` attribute, or by a class of the document's own style sheet.

use super::meaning;
use super::tree::{NodeId, Tree};
use crate::expression::expression;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    pub strong: bool,
    pub emphasis: bool,
    pub strike: bool,
    pub code: bool,
    /// The `<a>` around it.
    pub link: Option<NodeId>,
}

impl Style {
    /// What two neighbours have in common: the look of the blank between them.
    pub fn common(self, other: Self) -> Self {
        Self {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            strike: self.strike && other.strike,
            code: self.code && other.code,
            link: self.link.filter(|_| self.link == other.link),
        }
    }
}

/// What a rule of a style sheet says; it says nothing about the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rule {
    strong: Option<bool>,
    emphasis: Option<bool>,
    strike: Option<bool>,
    code: Option<bool>,
}

/// Classes that mean a look, from `<style>`: Google Docs marks bold so.
#[derive(Debug, Default)]
pub struct Styles {
    classes: HashMap<String, Rule>,
}

impl Styles {
    pub fn of(tree: &Tree, text: &str) -> Self {
        static RULE: LazyLock<Regex> =
            LazyLock::new(|| expression(r"(?:span)?\.([A-Za-z][\w-]*)\s*\{([^{}]*)\}"));
        let mut styles = Self::default();
        let sheets = tree.below(0).filter(|&id| tree.name(id) == "style");
        for sheet in sheets {
            let css = meaning::words(tree, text, sheet);
            for rule in RULE.captures_iter(&css) {
                let said = declarations(&rule[2]);
                if said != Rule::default() {
                    styles.classes.insert(rule[1].to_string(), said);
                }
            }
        }
        styles
    }

    /// The look of what stands in an element that stands in `outer`.
    pub fn inside(&self, tree: &Tree, id: NodeId, outer: Style) -> Style {
        let mut style = outer;
        match tree.name(id) {
            "b" | "strong" => style.strong = true,
            "i" | "em" | "cite" => style.emphasis = true,
            "s" | "del" | "strike" => style.strike = true,
            "code" | "tt" | "kbd" | "samp" => style.code = true,
            "a" => style.link = Some(id),
            "span" | "font" => {}
            _ => return style,
        }
        for class in tree.value(id, "class").split_ascii_whitespace() {
            if let Some(rule) = self.classes.get(class) {
                apply(&mut style, *rule);
            }
        }
        apply(&mut style, declarations(tree.value(id, "style")));
        style
    }
}

fn apply(style: &mut Style, rule: Rule) {
    style.strong = rule.strong.unwrap_or(style.strong);
    style.emphasis = rule.emphasis.unwrap_or(style.emphasis);
    // A decoration shows through everything inside of it.
    style.strike |= rule.strike.unwrap_or(false);
    style.code = rule.code.unwrap_or(style.code);
}

fn declarations(css: &str) -> Rule {
    let mut rule = Rule::default();
    for (name, value) in css.split(';').filter_map(|line| line.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                rule.strong = Some(
                    value == "bold"
                        || value == "bolder"
                        || value.parse().is_ok_and(|weight: u32| weight >= 600),
                );
            }
            "font-style" => rule.emphasis = Some(value == "italic"),
            "text-decoration" | "text-decoration-line" => {
                rule.strike = Some(value.contains("line-through"));
            }
            "font-family" => {
                let is_code = ["courier", "consolas", "mono"]
                    .iter()
                    .any(|font| value.contains(font));
                rule.code = Some(is_code);
            }
            _ => {}
        }
    }
    rule
}
