//! What the example publishes beside its pages: data that keeps its schema, tables, feeds, addresses.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use tempfile::TempDir;

/// The example with an address of its own, built once.
static SITE: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    let output = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CI")
        .args([
            "build",
            "--no-cache",
            "--today",
            "2026-11-20",
            "--base-url",
            "https://kb.example/a/",
            "-o",
        ])
        .arg(&site)
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (folder, site)
});

fn read(path: &str) -> String {
    fs::read_to_string(SITE.1.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// As much of JSON Schema as the schema uses; names that it does not know are trouble too.
fn check(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let fits = allowed.contains(&kind) || kind == "integer" && allowed.contains(&"number");
    if !allowed.is_empty() && !fits {
        found.push(format!("{at}: {kind} is none of {allowed:?}"));
    }
    if let Some(all) = schema["enum"].as_array().filter(|all| !all.contains(value)) {
        found.push(format!("{at}: {value} is none of {all:?}"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        found.push(format!("{at}: {value}"));
    }
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(number, item)| {
            check(&schema["items"], item, &format!("{at}[{number}]"), found)
        }),
        Value::Object(fields) => {
            for name in schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                if !fields.contains_key(name) {
                    found.push(format!("{at}.{name} is missing"));
                }
            }
            for (name, field) in fields {
                match schema["properties"].get(name) {
                    Some(inner) => check(inner, field, &format!("{at}.{name}"), found),
                    None => found.push(format!("{at}.{name} is in no schema")),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_published_data_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(&read("data/schema.json")).expect("JSON");
    let data: Value = serde_json::from_str(&read("data/knowledge-base.json")).expect("JSON");
    let mut found = Vec::new();
    check(&schema, &data, "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
    check(
        &schema,
        &serde_json::json!({"schema_version": 2, "more": 1}),
        "",
        &mut found,
    );
    assert!(found.len() > 5, "a check that finds nothing checks nothing");
}

#[test]
fn tables_have_a_line_for_each_row_and_the_same_number_of_cells() {
    let data: Value = serde_json::from_str(&read("data/knowledge-base.json")).expect("JSON");
    let incidents = data["incidents"].as_array().expect("incidents");
    let count = |name: &str| {
        incidents
            .iter()
            .map(|incident| incident[name].as_array().map_or(0, Vec::len))
            .sum::<usize>()
    };
    for (path, rows) in [
        ("incidents", incidents.len()),
        ("factors", count("factors")),
        ("actions", count("actions")),
    ] {
        let text = read(&format!("data/{path}.csv"));
        let table = cells(&text);
        assert_eq!(table.len(), rows + 1, "{path}");
        assert!(
            table.iter().all(|row| row.len() == table[0].len()),
            "{path}"
        );
    }
}

/// RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().expect("a row");
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => {
                row.last_mut().expect("a cell").push('"')
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' if !quoted => {}
            letter => row.last_mut().expect("a cell").push(letter),
        }
    }
    rows.pop();
    rows
}

#[test]
fn feeds_are_well_formed_and_lead_to_pages_of_the_site() {
    let mut feeds = 0;
    for entry in walkdir::WalkDir::new(&SITE.1).into_iter().flatten() {
        if entry.path().extension().is_none_or(|end| end != "atom") {
            continue;
        }
        feeds += 1;
        let text = fs::read_to_string(entry.path()).expect("a feed");
        for (open, close) in [
            ("<entry>", "</entry>"),
            ("<title>", "</title>"),
            ("<id>", "</id>"),
            ("<updated>", "</updated>"),
        ] {
            assert_eq!(text.matches(open).count(), text.matches(close).count());
        }
        assert_eq!(
            text.matches("<id>").count(),
            text.matches("<updated>").count()
        );
        let links = text
            .split("rel=\"alternate\" href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default());
        for link in links {
            let path = link
                .strip_prefix("https://kb.example/a/")
                .expect("an address of the site");
            assert!(SITE.1.join(path).join("index.html").is_file(), "{link}");
        }
    }
    assert!(feeds > 20, "all, by service, by pattern: {feeds}");
    assert!(read("index.html").contains("type=\"application/atom+xml\""));
}

#[test]
fn every_service_has_data_and_every_page_an_address_to_share() {
    let services = fs::read_dir(SITE.1.join("services")).expect("services");
    let data: Vec<Value> = services
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "json"))
        .map(|entry| {
            serde_json::from_str(&fs::read_to_string(entry.path()).expect("data")).expect("JSON")
        })
        .collect();
    assert!(data.len() > 5);
    for service in &data {
        let url = service["url"].as_str().expect("an address");
        assert!(
            SITE.1
                .join("services")
                .join(url)
                .join("index.html")
                .is_file()
                || SITE.1.join("services").join(url).is_file(),
            "{url}"
        );
    }
    let page = read("patterns/index.html");
    assert!(page.contains("<meta property=\"og:url\" content=\"https://kb.example/a/patterns/\">"));
    assert!(read("sitemap.xml").contains("<loc>https://kb.example/a/patterns/</loc>"));
}
