//! `taxonomy.toml` as entries: the default's, changed by the project's.

use super::taxonomy::{Axis, Category, DEFAULT};
use crate::diagnostic::{Checked, Diagnostic};
use crate::parse::{Node, Value, front_matter};
use crate::read::Input;
use crate::span::{FileId, Span};
use rustc_hash::FxHashMap;

/// A category with its cues as written, each with its place.
#[derive(Debug, Clone)]
pub struct Entry {
    pub category: Category,
    pub cues: Vec<(String, Span)>,
    pub anywhere: Vec<(String, Span)>,
    pub unless: Vec<(String, Span)>,
}

/// Stands for the default taxonomy, which is no source of the project.
pub const DEFAULT_FILE: FileId = FileId(u32::MAX);

/// Sets of words by name.
pub type Sets = FxHashMap<String, Vec<String>>;

/// Fields of a `[[category]]`.
const FIELDS: [&str; 10] = [
    "key",
    "axis",
    "name",
    "definition",
    "lever",
    "cues",
    "anywhere",
    "unless",
    "replace",
    "hide",
];

/// A mistake in `taxonomy.toml`: the rest of it counts all the same.
pub fn problem(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning("taxonomy", span, message)
}

/// The default taxonomy with the project's changes.
pub fn read(input: &Input) -> Checked<(Vec<Entry>, Sets)> {
    let mut diagnostics = Vec::new();
    let mut entries = Vec::new();
    let mut sets = Sets::default();
    let project = input.taxonomy.and_then(|file| {
        let text = &input.sources.get(file).text;
        parse(file, text, &mut diagnostics)
    });
    let defaults = project.as_ref().and_then(|root| root.get("defaults"));
    if defaults.and_then(Node::text) != Some("false") {
        // A test holds that the default has no mistakes.
        if let Some(root) = parse(DEFAULT_FILE, DEFAULT, &mut Vec::new()) {
            apply(&root, &mut entries, &mut sets, &mut Vec::new());
        }
    }
    if let Some(root) = &project {
        apply(root, &mut entries, &mut sets, &mut diagnostics);
    }
    Checked::new((entries, sets), diagnostics)
}

fn parse(file: FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    match front_matter::toml(file, text, 0) {
        Ok(root) => Some(root),
        Err((message, range)) => {
            diagnostics.push(problem(Span::new(file, range), message));
            None
        }
    }
}

fn apply(root: &Node, entries: &mut Vec<Entry>, sets: &mut Sets, found: &mut Vec<Diagnostic>) {
    let Value::Map(fields) = &root.value else {
        return;
    };
    for (name, node) in fields {
        match (name.as_str(), &node.value) {
            ("defaults", _) => {}
            ("words", Value::Map(words)) => {
                for (name, words) in words {
                    let words = texts(words)
                        .into_iter()
                        .map(|(word, _)| word.to_lowercase());
                    sets.entry(name.clone()).or_default().extend(words);
                }
            }
            ("category", _) => {
                for node in node.items() {
                    category(node, entries, found);
                }
            }
            _ => found.push(
                problem(node.span, format!("`{name}` is unknown here"))
                    .help("write `[[category]]`, `[words]` or `defaults = false`"),
            ),
        }
    }
}

/// One `[[category]]`: changes the entry that has its key, else adds one.
fn category(node: &Node, entries: &mut Vec<Entry>, found: &mut Vec<Diagnostic>) {
    let Value::Map(fields) = &node.value else {
        found.push(problem(node.span, "a category is a table: `[[category]]`"));
        return;
    };
    for (name, value) in fields {
        if !FIELDS.contains(&name.as_str()) {
            found.push(
                problem(value.span, format!("a category has no field `{name}`"))
                    .help(format!("the fields are {}", FIELDS.join(", "))),
            );
        }
    }
    let Some(key) = node
        .get("key")
        .and_then(Node::text)
        .filter(|key| is_key(key))
    else {
        found.push(
            problem(node.span, "a category needs a key")
                .help("`key = \"missing-monitoring\"`: letters in lower case, digits and `-`"),
        );
        return;
    };
    let known = entries.iter().position(|entry| entry.category.key == key);
    if is_true(node, "hide") {
        match known {
            Some(index) => drop(entries.remove(index)),
            None => found.push(unknown(node, key, entries)),
        }
        return;
    }
    let axis = match node.get("axis").map(|axis| (axis, axis.text())) {
        Some((_, Some("trigger"))) => Some(Axis::Trigger),
        Some((_, Some("factor"))) => Some(Axis::Factor),
        Some((axis, _)) => {
            found.push(problem(axis.span, "the axis is `trigger` or `factor`"));
            None
        }
        None => None,
    };
    let index = match (known, axis, node.get("name")) {
        (Some(index), ..) => index,
        (None, Some(axis), Some(_)) => {
            entries.push(empty(key, axis));
            entries.len() - 1
        }
        (None, None, Some(_)) if node.get("axis").is_some() => return,
        _ => {
            found.push(unknown(node, key, entries));
            return;
        }
    };
    change(&mut entries[index], node, axis);
}

fn change(entry: &mut Entry, node: &Node, axis: Option<Axis>) {
    let text = |name: &str| node.get(name).and_then(Node::text).map(str::to_string);
    let category = &mut entry.category;
    category.axis = axis.unwrap_or(category.axis);
    for (field, value) in [
        (&mut category.name, text("name")),
        (&mut category.definition, text("definition")),
        (&mut category.lever, text("lever")),
    ] {
        if let Some(value) = value {
            *field = value;
        }
    }
    let lists = [
        (&mut entry.cues, "cues"),
        (&mut entry.anywhere, "anywhere"),
        (&mut entry.unless, "unless"),
    ];
    for (list, name) in lists {
        if is_true(node, "replace") {
            list.clear();
        }
        list.extend(node.get(name).map(texts).unwrap_or_default());
    }
}

fn empty(key: &str, axis: Axis) -> Entry {
    Entry {
        category: Category {
            key: key.to_string(),
            axis,
            name: String::new(),
            definition: String::new(),
            lever: String::new(),
        },
        cues: Vec::new(),
        anywhere: Vec::new(),
        unless: Vec::new(),
    }
}

fn unknown(node: &Node, key: &str, entries: &[Entry]) -> Diagnostic {
    let span = node.get("key").map_or(node.span, |key| key.span);
    let letters = |key: &str| key.chars().filter(|&c| c != '-').collect::<String>();
    let close = entries
        .iter()
        .map(|entry| &entry.category.key)
        .find(|other| {
            let (a, b) = (letters(key), letters(other));
            a == b || a.starts_with(&b) || b.starts_with(&a)
        });
    let diagnostic = problem(span, format!("there is no category `{key}`"));
    match close {
        Some(other) => diagnostic.help(format!("did you mean `{other}`?")),
        None => diagnostic.help("a new category needs `axis` and `name`"),
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn is_true(node: &Node, name: &str) -> bool {
    node.get(name).and_then(Node::text) == Some("true")
}

fn texts(node: &Node) -> Vec<(String, Span)> {
    node.items()
        .into_iter()
        .filter_map(|item| Some((item.text()?.to_string(), item.span)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries by key, and what was found wrong, for a project's file.
    fn with(text: &str) -> (Vec<Entry>, Vec<String>) {
        let mut input = Input::default();
        let file = input.sources.add("taxonomy.toml".into(), text.into());
        input.taxonomy = Some(file);
        let mut diagnostics = Vec::new();
        let (entries, _) = read(&input).keep(&mut diagnostics);
        let messages = diagnostics
            .into_iter()
            .map(|diagnostic| {
                let line = input.sources.position(diagnostic.span).line;
                format!("{line}: {}", diagnostic.message)
            })
            .collect();
        (entries, messages)
    }

    fn entry<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Entry> {
        entries.iter().find(|entry| entry.category.key == key)
    }

    #[test]
    fn a_project_renames_hides_adds_and_replaces() {
        let (entries, messages) = with(
            "[[category]]\nkey = \"deploy\"\nname = \"Release\"\ncues = [\"ship it\"]\n\
             [[category]]\nkey = \"upgrade\"\nhide = true\n\
             [[category]]\nkey = \"migration\"\nreplace = true\ncues = [\"cutover\"]\n\
             [[category]]\nkey = \"model-drift\"\naxis = \"factor\"\nname = \"Model drift\"\ncues = [\"drift\"]\n",
        );
        assert_eq!(messages, Vec::<String>::new());
        let deploy = entry(&entries, "deploy").unwrap();
        assert_eq!(deploy.category.name, "Release");
        assert!(deploy.cues.len() > 1, "cues are added");
        assert!(entry(&entries, "upgrade").is_none());
        let migration = entry(&entries, "migration").unwrap();
        assert_eq!((migration.cues.len(), migration.anywhere.len()), (1, 0));
        assert_eq!(
            entry(&entries, "model-drift").unwrap().category.axis,
            Axis::Factor
        );
    }

    #[test]
    fn mistakes_are_located_and_the_rest_counts() {
        let (entries, messages) = with(
            "colour = 1\n[[category]]\nkey = \"missingmonitoring\"\nhide = true\n\
             [[category]]\nkey = \"x\"\naxis = \"cause\"\nname = \"X\"\n\
             [[category]]\nname = \"Y\"\n[[category]]\nkey = \"deploy\"\ncue = []\n",
        );
        assert_eq!(
            messages,
            [
                "1: `colour` is unknown here",
                "3: there is no category `missingmonitoring`",
                "7: the axis is `trigger` or `factor`",
                "9: a category needs a key",
                "13: a category has no field `cue`",
            ]
        );
        assert!(entry(&entries, "deploy").is_some());
        let (entries, messages) = with("[[category\n");
        assert_eq!(messages.len(), 1);
        assert!(entries.len() > 40, "the defaults stay");
        assert!(with("defaults = false").0.is_empty());
    }
}
