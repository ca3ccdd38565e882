//! `kb check --format sarif` against the part of the SARIF 2.1.0 schema that it uses.

use assert_cmd::Command;
use regex::Regex;
use serde_json::{Value, json};
use std::fs;

/// What a value breaks of a schema, each with its place. Knows the keywords that `data/sarif-2.1.0.json` uses.
fn breaks(schema: &Value, rule: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let rule = match rule["$ref"].as_str() {
        Some(name) => &schema["definitions"][name],
        None => rule,
    };
    assert!(rule.is_object(), "no rule for {place}");
    let fits = match rule["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    };
    if !fits {
        found.push(format!("{place}: {value} is no {}", rule["type"]));
    }
    if let Some(values) = rule["enum"].as_array()
        && !values.contains(value)
    {
        found.push(format!("{place}: {value} is none of {values:?}"));
    }
    if let (Some(least), Some(number)) = (rule["minimum"].as_i64(), value.as_i64())
        && number < least
    {
        found.push(format!("{place}: {number} is below {least}"));
    }
    if let (Some(pattern), Some(text)) = (rule["pattern"].as_str(), value.as_str())
        && !Regex::new(pattern).expect("a pattern").is_match(text)
    {
        found.push(format!("{place}: `{text}` is not like {pattern}"));
    }
    if let Some(object) = value.as_object() {
        for name in rule["required"].as_array().into_iter().flatten() {
            if !object.contains_key(name.as_str().expect("a name")) {
                found.push(format!("{place}: {name} is not there"));
            }
        }
        for (name, inner) in object {
            match rule["properties"].get(name) {
                Some(rule) => breaks(schema, rule, inner, &format!("{place}/{name}"), found),
                None => found.push(format!("{place}: {name} is not known")),
            }
        }
    }
    if let Some(array) = value.as_array() {
        if array.len() < rule["minItems"].as_u64().unwrap_or(0) as usize {
            found.push(format!("{place}: too few"));
        }
        for (at, inner) in array.iter().enumerate() {
            if rule["uniqueItems"] == true && array[..at].contains(inner) {
                found.push(format!("{place}/{at}: twice"));
            }
            breaks(
                schema,
                &rule["items"],
                inner,
                &format!("{place}/{at}"),
                found,
            );
        }
    }
}

fn all_breaks(value: &Value) -> Vec<String> {
    let schema: Value =
        serde_json::from_str(include_str!("data/sarif-2.1.0.json")).expect("a schema");
    let mut found = Vec::new();
    breaks(&schema, &schema, value, "", &mut found);
    found
}

#[test]
fn the_log_of_a_run_holds_to_the_schema() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "# Checkout was down\n\n## What happened\n\nOn 3 May 2026 John forgot to renew the certificate. \
                It was obviously a human error; if only he had looked.\n\nSee [the other](nowhere.md).\n\n\
                ## Action items\n\n- Be more careful\n- Be more careful\n\n<!-- kb: allow secret -->\n";
    for (path, text) in [
        ("a b#1.md", text.to_string()),
        ("c/ä.md", text.replace("John", "Alice")),
        ("d.md", "---\nid: [\n---\n# Broken\n".into()),
        (
            "e.md",
            "---\nid: INC-2\n---\n# Disk full\n\n## Summary\n\nOn 3 May 2026 the disk was full.\n"
                .into(),
        ),
        (
            "f.md",
            "---\nid: INC-2\n---\n# Mail late\n\n## Summary\n\nOn 4 May 2026 the mail was late.\n"
                .into(),
        ),
    ] {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }
    let ran = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(home.path())
        .args(["check", "--format", "sarif", "--today", "2026-11-20"])
        .output()
        .expect("it runs");
    let log: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() > 8, "{log:#}");
    for part in ["fixes", "relatedLocations"] {
        let has = results.iter().any(|result| result.get(part).is_some());
        assert!(has, "no {part}");
    }
    assert_eq!(all_breaks(&log), Vec::<String>::new());
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn what_breaks_the_schema_is_seen() {
    let log = json!({"version": "2.0.0", "runs": [{"tool": {}, "results": [
        {"ruleIndex": -2, "level": "severe", "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": "a b.md"}, "region": {"startLine": 0}}}]},
    ], "more": 1}]});
    assert_eq!(
        all_breaks(&log),
        [
            "/runs/0: \"more\" is not known",
            "/runs/0/results/0: \"message\" is not there",
            "/runs/0/results/0/level: \"severe\" is none of [String(\"none\"), String(\"note\"), String(\"warning\"), String(\"error\")]",
            "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri: `a b.md` is not like ^([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-F]{2}|\\[|\\])*$",
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine: 0 is below 1",
            "/runs/0/results/0/ruleIndex: -2 is below -1",
            "/runs/0/tool: \"driver\" is not there",
            "/version: \"2.0.0\" is none of [String(\"2.1.0\")]",
        ]
        .map(|text| text.replace("\"more\"", "more"))
    );
}
