//! SARIF 2.1.0, as code scanning services read it.

use super::json::ends;
use crate::diagnostic::{Diagnostic, Fix, Level};
use crate::span::{FileId, Sources, Span};
use serde_json::{Value, json};

/// What a rule says about itself.
pub struct About<'a> {
    pub name: &'a str,
    /// One sentence.
    pub short: &'a str,
    /// All of its documentation, as Markdown.
    pub docs: &'a str,
    pub level: Option<Level>,
}

/// A whole log of one run. Rules that nobody describes are listed by their name alone.
pub fn sarif(sources: &Sources, rules: &[About<'_>], diagnostics: &[Diagnostic]) -> Value {
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    let mut described: Vec<Value> = rules.iter().map(about).collect();
    let mut results = Vec::new();
    for diagnostic in diagnostics {
        let index = match names.iter().position(|name| *name == diagnostic.rule) {
            Some(index) => index,
            None => {
                names.push(diagnostic.rule);
                described.push(json!({"id": diagnostic.rule}));
                names.len() - 1
            }
        };
        results.push(result(sources, diagnostic, index));
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "kb",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn about(rule: &About<'_>) -> Value {
    let configuration = match rule.level {
        Some(level) => json!({"level": level.name()}),
        None => json!({"enabled": false}),
    };
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.short},
        "help": {"text": rule.docs, "markdown": rule.docs},
        "defaultConfiguration": configuration,
    })
}

fn result(sources: &Sources, diagnostic: &Diagnostic, index: usize) -> Value {
    let text = match &diagnostic.help {
        Some(help) => format!("{}: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": diagnostic.level.name(),
        "message": {"text": text},
        "locations": [{"physicalLocation": place(sources, diagnostic.span)}],
    });
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            json!({
                "physicalLocation": place(sources, label.span),
                "message": {"text": label.text},
            })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([change(sources, diagnostic.span.file, fix)]);
    }
    result
}

fn change(sources: &Sources, file: FileId, fix: &Fix) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": region(sources, edit.span),
                "insertedContent": {"text": edit.replacement},
            })
        })
        .collect();
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(sources.shown(file))},
            "replacements": replacements,
        }],
    })
}

fn place(sources: &Sources, span: Span) -> Value {
    json!({
        "artifactLocation": {"uri": uri(sources.shown(span.file))},
        "region": region(sources, span),
    })
}

fn region(sources: &Sources, span: Span) -> Value {
    let (start, end) = ends(sources, span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a reference of a URI: what a URI gives a meaning to is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte.into());
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/#1 ä.md"), "a%20b/%231%20%C3%A4.md");
        assert_eq!(uri("/x:y"), "file:///x%3Ay");
    }

    #[test]
    fn a_log_has_what_the_schema_asks_for() {
        let mut sources = Sources::default();
        let file = sources.add("a.md".into(), "words here\n".into());
        let rule = About {
            name: "a-rule",
            short: "Words.",
            docs: "Words.",
            level: Some(Level::Note),
        };
        let found = [
            Diagnostic::warning("other", Span::new(file, 0..5), "it is").help("so"),
            Diagnostic::note("a-rule", Span::new(file, 6..10), "there")
                .label(Span::new(file, 0..5), "here")
                .fix("leave it out", Span::new(file, 6..10), ""),
        ];
        let log = sarif(&sources, &[rule], &found);
        let run = &log["runs"][0];
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "other");
        assert_eq!(run["results"][0]["ruleIndex"], 1);
        assert_eq!(run["results"][0]["message"]["text"], "it is: so");
        let second = &run["results"][1];
        let region = &second["locations"][0]["physicalLocation"]["region"];
        assert_eq!(
            (&region["startColumn"], &region["endColumn"]),
            (&json!(7), &json!(11))
        );
        assert_eq!(second["relatedLocations"][0]["message"]["text"], "here");
        let change = &second["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], "");
    }
}
