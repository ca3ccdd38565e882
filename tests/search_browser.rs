//! The search in the browser finds what `kb search` finds, in the same order: its code runs under node over the pieces of
//! an index, and tantivy answers the same queries.
//!
//! `KB_DIFFERENTIAL=DIR` names another folder of documents, `KB_DIFFERENTIAL_QUERIES` another number of words.

use kb::pipeline;
use kb::read::{self, Input, Request};
use kb::search::{SearchIndex, prepare};
use kb::site::{Content, Site};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn has_node() -> bool {
    let found = Command::new("node").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: there is no node");
    }
    found
}

fn input(folder: &Path) -> Input {
    let request = Request {
        dir: Some(folder.to_path_buf()),
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 20),
        ..Request::default()
    };
    let mut input = read::input(&request).unwrap();
    input.project.cache = None;
    input
}

/// Writes the pieces of a site's search.
fn publish(site: &Site<'_>, to: &Path) {
    std::fs::create_dir_all(to.join("search")).unwrap();
    for page in site.later() {
        if let Content::Bytes(bytes) = site.render(&page).unwrap() {
            std::fs::write(to.join(page.path), bytes).unwrap();
        }
    }
}

/// What the browser's code answers.
fn answers(site: &Path, queries: &[String]) -> Vec<serde_json::Value> {
    let mut lines = String::new();
    for query in queries {
        writeln!(lines, "{}", serde_json::json!({ "q": query })).unwrap();
    }
    let file = site.join("queries");
    std::fs::write(&file, lines).unwrap();
    let script = root().join("tests/browser-core/answers.mjs");
    let ran = Command::new("node")
        .arg(script)
        .args([site.as_os_str(), file.as_os_str()])
        .arg("2026-11-20")
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let text = String::from_utf8(ran.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Always the same numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % count.max(1)
    }
}

/// Every word of the index as it is written; codes are what the index itself holds.
fn words(index: &SearchIndex) -> Vec<String> {
    let written = index.vocabulary.counted().into_iter();
    let mut words: std::collections::BTreeSet<String> =
        written.map(|(word, _)| word.to_string()).collect();
    for segment in index.searcher.segment_readers() {
        for (field, _) in index.fields.texts {
            let inverted = segment.inverted_index(field).unwrap();
            let mut stream = inverted.terms().stream().unwrap();
            while stream.advance() {
                let word = std::str::from_utf8(stream.key()).unwrap();
                if word.contains(|c: char| !c.is_alphabetic()) {
                    words.insert(word.to_string());
                }
            }
        }
    }
    words.into_iter().collect()
}

/// Words alone; two or three together; either; phrases from the documents; fields; exclusions; prefixes.
fn queries(index: &SearchIndex, input: &Input, count: usize) -> Vec<String> {
    let words = words(index);
    let step = (words.len() / count).max(1);
    let mut queries: Vec<String> = words.iter().step_by(step).cloned().collect();
    let mut dice = Dice(7);
    let documents: Vec<Vec<&str>> = input
        .documents
        .iter()
        .map(|&file| {
            let text = input.sources.get(file).text.as_str();
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect()
        })
        .collect();
    let years = ["2019", "2023", "2026"];
    for number in 0..count * 2 / 5 {
        let document = &documents[dice.below(documents.len())];
        if document.len() < 4 {
            continue;
        }
        let at = dice.below(document.len() - 3);
        let other = document[dice.below(document.len())];
        let one = document[at];
        queries.push(match number % 8 {
            0 | 1 => format!("{one} {other}"),
            2 => format!("{one} OR {other}"),
            3 => format!("\"{one} {}\"", document[at + 1]),
            4 => format!("\"{one} {} {}\"", document[at + 1], document[at + 2]),
            5 => format!("{one} year:{}", years[dice.below(3)]),
            6 => format!("{one} -{other} severity:{}", 1 + dice.below(3)),
            _ => format!("{}*", one.chars().take(3).collect::<String>()),
        });
    }
    queries
}

/// Which kind of query it is.
fn kind(query: &str) -> &'static str {
    match query {
        _ if query.starts_with('"') => "phrases",
        _ if query.contains(" OR ") => "either",
        _ if query.contains(':') => "fields",
        _ if query.ends_with('*') => "beginnings",
        _ if query.contains(' ') => "both",
        _ => "words",
    }
}

fn compare(folder: &Path, count: usize) {
    let input = input(folder);
    let base = pipeline::build(&input);
    let site = Site::new(&input, &base.corpus, &base.patterns);
    let published = tempfile::tempdir().unwrap();
    publish(&site, published.path());
    let index = prepare(&input, &base.corpus);
    let queries = queries(&index, &input, count);
    let answers = answers(published.path(), &queries);
    assert_eq!(answers.len(), queries.len());
    let (mut ours, mut best) = (0.0, 0.0);
    // By kind: how many of the first ten are the same, of how many.
    let mut alike: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (query, answer) in queries.iter().zip(&answers) {
        let expected = index.rank(query, 200, &input);
        if answer["total"] != expected.total {
            wrong.push(format!(
                "{query}: {} hits, tantivy {}",
                answer["total"], expected.total
            ));
            continue;
        }
        let urls: Vec<&str> = answer["urls"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|url| url.as_str())
            .collect();
        for (place, (score, row)) in expected.best.iter().enumerate() {
            let url = row.url.trim_end_matches("index.html");
            let here = urls
                .iter()
                .any(|other| other.trim_end_matches("index.html") == url);
            if place < 10 {
                best += f64::from(*score);
                let (same, all) = alike.entry(kind(query)).or_default();
                *same += usize::from(here);
                *all += 1;
            }
            if here {
                ours += f64::from(*score);
            }
        }
    }
    eprintln!(
        "{} queries over {} documents: score of the first ten {:.4} %, hits wrong {}",
        queries.len(),
        base.corpus.incidents.len(),
        100.0 * ours / best,
        wrong.len()
    );
    for (kind, (same, all)) in alike {
        let share = 100.0 * same as f64 / all as f64;
        eprintln!("first ten alike, {kind}: {share:.2} % of {all}");
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        queries.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
    assert!(ours / best >= 0.999);
}

/// Paths and bytes of the search for the browser, with the index in a cache.
fn pieces(project: &Path, cache: &Path) -> Vec<(String, Vec<u8>)> {
    let mut input = input(project);
    input.project.cache = Some(cache.to_path_buf());
    let base = pipeline::build(&input);
    let site = Site::new(&input, &base.corpus, &base.patterns);
    let pieces = site.search().pieces.iter();
    let mut pieces: Vec<_> = pieces
        .map(|piece| (piece.path.clone(), piece.bytes.to_vec()))
        .collect();
    pieces.sort();
    pieces
}

/// Files of a folder and those below whose names begin so.
fn files_of(folder: &Path, start: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(files_of(&entry.path(), start));
        } else if entry.file_name().to_string_lossy().starts_with(start) {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn equal_documents_give_equal_pieces_whatever_the_index_has_been_through() {
    let folder = tempfile::tempdir().unwrap();
    let (documents, cache) = (folder.path().join("docs"), folder.path().join("cache"));
    std::fs::create_dir(&documents).unwrap();
    for entry in std::fs::read_dir(root().join("content/incidents"))
        .unwrap()
        .flatten()
    {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), documents.join(entry.file_name())).unwrap();
        }
    }
    let fresh = pieces(&documents, &folder.path().join("other"));
    assert_eq!(pieces(&documents, &cache), fresh);
    let added = documents.join("added.md");
    std::fs::write(
        &added,
        "# 2026-01-02 Added\n\nCheckout returned zanzibar errors.\n",
    )
    .unwrap();
    assert_ne!(pieces(&documents, &cache), fresh);
    std::fs::remove_file(&added).unwrap();
    assert_eq!(pieces(&documents, &cache), fresh);
    // What a changed document said before stays in the index until it is merged away, and counts in nothing.
    let mut files = std::fs::read_dir(&documents).unwrap().flatten();
    let changed = files.next().unwrap().path();
    let text = std::fs::read_to_string(&changed).unwrap();
    std::fs::write(&changed, "# 2026-01-02 Short\n\nCheckout was down.\n").unwrap();
    let other = folder.path().join("another");
    assert_eq!(pieces(&documents, &cache), pieces(&documents, &other));
    // Words that are not those of the index are no words of it.
    let kept = files_of(&cache, "vocabulary-");
    assert_eq!(kept.len(), 1, "{kept:?}");
    std::fs::copy(
        &files_of(&folder.path().join("other"), "vocabulary-")[0],
        &kept[0],
    )
    .unwrap();
    assert_eq!(pieces(&documents, &cache), pieces(&documents, &other));
    std::fs::write(&changed, text).unwrap();
    assert_eq!(pieces(&documents, &cache), fresh);
}

#[test]
fn the_browser_finds_what_the_command_finds() {
    if has_node() {
        compare(&root().join("content"), 5_000);
    }
}

#[test]
fn the_browser_finds_what_the_command_finds_among_other_documents() {
    let Some(folder) = std::env::var_os("KB_DIFFERENTIAL") else {
        eprintln!("skipped: KB_DIFFERENTIAL names no folder");
        return;
    };
    let count = std::env::var("KB_DIFFERENTIAL_QUERIES").ok();
    let count = count.and_then(|count| count.parse().ok()).unwrap_or(5_000);
    compare(Path::new(&folder), count);
}

/// More documents than stand with a word: long lists are pieces of their own here.
#[test]
fn the_browser_finds_what_the_command_finds_among_generated_documents() {
    let generator =
        std::env::var_os("GEN").map_or(root().join("../shared/bench/gen.py"), PathBuf::from);
    if !generator.is_file() || !has_node() {
        eprintln!("skipped: no generator at {} (set GEN)", generator.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3")
        .arg(generator)
        .arg("2010")
        .arg(folder.path().join("documents"))
        .arg("--rich")
        .output()
        .unwrap();
    assert!(made.status.success());
    compare(&folder.path().join("documents"), 600);
}

/// Incidents that somebody looks for in the words of people on call. Queries were written before their results were seen;
/// what the search does was tuned on one half only.
#[test]
fn known_incidents_are_among_the_first_three() {
    let corpus =
        std::env::var_os("KB_CORPUS").map_or(root().join("../shared/corpus"), PathBuf::from);
    if !corpus.is_dir() {
        eprintln!(
            "skipped: no collection at {} (set KB_CORPUS)",
            corpus.display()
        );
        return;
    }
    let input = input(&corpus);
    let base = pipeline::build(&input);
    let index = prepare(&input, &base.corpus);
    let text = std::fs::read_to_string(root().join("tests/data/known-items.json")).unwrap();
    let items: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    for half in ["tuned", "held"] {
        let (mut first, mut count) = (0, 0);
        for item in items.iter().filter(|item| item["half"] == half) {
            let query = item["query"].as_str().unwrap();
            let ranked = index.rank(query, 10, &input);
            let place = ranked
                .best
                .iter()
                .position(|(_, shown)| shown.source == item["wanted"]);
            count += 1;
            match place {
                Some(place) if place < 3 => first += 1,
                _ => eprintln!(
                    "{half}: {query}: {place:?}, before it {:?}",
                    ranked.best.first().map(|(_, shown)| &shown.source)
                ),
            }
        }
        eprintln!("{half}: {first} of {count} among the first three");
        assert!(first * 100 >= count * 85, "{half}: {first} of {count}");
    }
}
