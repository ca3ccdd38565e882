//! The house rules that a compiler does not know: `src/lib.rs` is the map, and these tests hold the code to it.

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Modules in the order of `lib.rs`, which is the order of the pipeline.
fn modules() -> Vec<String> {
    let map = fs::read_to_string(root().join("lib.rs")).expect("lib.rs");
    let line = Regex::new(r"(?m)^pub mod (\w+);").expect("a pattern");
    line.captures_iter(&map)
        .map(|found| found[1].to_string())
        .collect()
}

/// All source files with the module of `lib.rs` that they belong to, tests in them cut off.
fn files() -> Vec<(String, PathBuf, String)> {
    walkdir::WalkDir::new(root())
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "rs")
        })
        .map(|entry| {
            let path = entry.into_path();
            let below = path.strip_prefix(root()).expect("below").to_path_buf();
            let first = below
                .components()
                .next()
                .expect("a name")
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text
                .split("#[cfg(test)]\nmod ")
                .next()
                .unwrap_or_default()
                .to_string();
            (first.trim_end_matches(".rs").to_string(), below, code)
        })
        .collect()
}

#[test]
fn a_module_uses_only_modules_that_are_declared_before_it() {
    let modules = modules();
    assert!(modules.len() > 10, "the map has been read");
    let place = |name: &str| modules.iter().position(|module| module == name);
    // `use crate::{a, b::C}` names several, `crate::a::…` one.
    let one = Regex::new(r"crate::(\w+)").expect("a pattern");
    let several = Regex::new(r"(?s)crate::\{([^;]*)\}").expect("a pattern");
    let first_word = Regex::new(r"^\s*(\w+)").expect("a pattern");
    let mut wrong = Vec::new();
    for (module, path, code) in files() {
        let Some(own) = place(&module) else { continue };
        // Documentation may point forward.
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        let mut used: Vec<String> = one
            .captures_iter(&code)
            .map(|found| found[1].to_string())
            .collect();
        for list in several.captures_iter(&code) {
            let mut depth = 0;
            for part in list[1].split_inclusive([',', '{', '}']) {
                if depth == 0
                    && let Some(word) = first_word.captures(part)
                {
                    used.push(word[1].to_string());
                }
                match part.chars().last() {
                    Some('{') => depth += 1,
                    Some('}') => depth -= 1,
                    _ => {}
                }
            }
        }
        for name in used {
            if place(&name).is_some_and(|place| place > own) {
                wrong.push(format!(
                    "{}: `{module}` uses `{name}`, which is declared after it",
                    path.display()
                ));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_map_says_what_it_is() {
    let map = fs::read_to_string(root().join("lib.rs")).expect("lib.rs");
    let mut before = "";
    for line in map.lines() {
        if line.starts_with("pub mod ") {
            assert!(before.starts_with("///"), "no line on `{line}`");
        }
        before = line;
    }
}

#[test]
fn only_the_doors_touch_the_file_system() {
    let doors = [
        "read", "output", "search", "serve", "trackers", "cli", "main",
    ];
    let touch = Regex::new(
        r"\b(std::fs|fs::(read|write|File|create|remove|rename)|std::env|File::open|TcpListener)\b",
    )
    .expect("a pattern");
    let wrong: Vec<_> = files()
        .into_iter()
        .filter(|(module, _, _)| !doors.contains(&module.as_str()))
        .filter_map(|(_, path, code)| {
            touch
                .find(&code)
                .map(|found| format!("{}: `{}`", path.display(), found.as_str()))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "these modules are pure:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_model_knows_no_boundary() {
    let boundary = Regex::new(r"\b(serde|tera|tantivy|html|json)\w*::").expect("a pattern");
    for (module, path, code) in files() {
        if module == "model" {
            // Derives, for the private cache: no shape that anybody else sees.
            let code = code.replace("use serde::{Deserialize, Serialize};\n", "");
            assert!(
                !boundary.is_match(&code),
                "{} knows a boundary",
                path.display()
            );
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (_, path, code) in files() {
        assert!(
            code.starts_with("//!"),
            "{} opens without a word",
            path.display()
        );
    }
}

#[test]
fn every_diagnostic_has_a_name_of_the_one_list() {
    let constructor = Regex::new(
        r#"Diagnostic::(?:note|warning|error|new)\(\s*"([^"]+)"|\(\s*"((?:broken|refused)-[a-z]+)","#,
    )
    .expect("a pattern");
    let mut names = BTreeSet::new();
    for (_, path, text) in files() {
        for found in constructor.captures_iter(&text) {
            let name = found.get(1).or(found.get(2)).expect("a name").as_str();
            names.insert(name.to_string());
            let known = kb::check::rule(name).is_some() || kb::check::stage(name).is_some();
            assert!(known, "{}: `{name}` is in no list", path.display());
        }
    }
    for stage in kb::check::STAGES {
        let name = stage.name;
        assert!(kb::check::rule(name).is_none(), "`{name}` has a name twin");
        assert!(names.contains(name), "nothing is called `{name}`");
    }
    assert!(kb::check::STAGES.is_sorted_by_key(|stage| stage.name));
}
