//! Search: what is found, how the index is kept, and that nothing that somebody types or breaks stops it.

use chrono::NaiveDate;
use kb::model::{Corpus, Factor, Incident, Source, Sourced};
use kb::read::Input;
use kb::search::{Hits, prepare};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const DOCUMENTS: [(&str, &str, &str); 4] = [
    (
        "checkout.md",
        "2021-03-31",
        "---\ntitle: hidden\n---\n# Checkout down\n\nThe `checkout-api` returned ERR_CONN_RESET. No healthy upstream was left.\n",
    ),
    (
        "dns.md",
        "2022-05-02",
        "# Names not resolved\n\nThe resolver answered NXDOMAIN; upstream servers were healthy.\n",
    ),
    (
        "cert.md",
        "2023-07-09",
        "# Certificate expired\n\nx509: certificate has expired. See [the page](https://status.example/xyzzy).\n",
    ),
    ("empty.md", "", ""),
];

/// A corpus of the documents above, with its cache in `cache`.
fn base(cache: Option<&Path>) -> (Input, Corpus) {
    let mut input = Input::default();
    input.project.cache = cache.map(Path::to_path_buf);
    let mut corpus = Corpus::default();
    for (source, date, text) in DOCUMENTS {
        let file = input.sources.add(source.into(), text.into());
        let mut incident = Incident::new(file, source.into());
        let here = Source::FileName(file);
        let title = text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap_or(source);
        incident.slug = source.trim_end_matches(".md").into();
        incident.title = Sourced::new(title.into(), here.clone());
        let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok();
        incident.date = day.map(|day| Sourced::new(day, here.clone()));
        incident.factors = vec![Factor {
            id: "f1".into(),
            text: Sourced::new("nobody was told".into(), here),
            uncertain: false,
            categories: vec!["missing-monitoring".into()],
            stated_categories: None,
        }];
        corpus.incidents.push(incident);
    }
    (input, corpus)
}

fn search(query: &str) -> Hits {
    let (input, corpus) = base(None);
    prepare(&input, &corpus).search(query, 10, &input, &corpus)
}

/// Sources of the hits, best first.
fn found(query: &str) -> Vec<String> {
    let best = search(query).best.into_iter();
    best.map(|hit| hit.shown.source).collect()
}

#[test]
fn words_phrases_prefixes_exclusion_and_alternatives_find_what_they_say() {
    assert_eq!(found("healthy upstream"), ["dns.md", "checkout.md"]);
    assert_eq!(found("\"healthy upstream\""), ["checkout.md"]);
    assert_eq!(found("upstream -nxdomain"), ["checkout.md"]);
    assert_eq!(found("expires OR resolvers").len(), 2, "words are stemmed");
    assert_eq!(found("cert*"), ["cert.md"]);
    assert_eq!(
        found("xyzzy"),
        Vec::<String>::new(),
        "addresses of links are not text"
    );
    assert_eq!(
        found("hidden"),
        Vec::<String>::new(),
        "front matter is not text"
    );
}

#[test]
fn codes_are_found_whole_and_in_parts() {
    for query in [
        "checkout-api",
        "ERR_CONN_RESET",
        "err_conn_reset",
        "conn reset",
        "CHECKOUT",
    ] {
        assert_eq!(found(query), ["checkout.md"], "{query}");
    }
    assert_eq!(found("x509"), ["cert.md"]);
}

#[test]
fn a_slip_is_answered_with_what_may_have_been_meant() {
    let asked = |word: &str| search(word).notes;
    let meant = ["did you mean `resolver` instead of `resovler`?"];
    assert_eq!(asked("resovler"), meant);
    assert_eq!(asked("Resovler, certificate")[1..], meant);
    for known in [
        "resolvers",
        "the",
        "zanzibar",
        "resovler*",
        "ERR_CONN_RESTE",
    ] {
        assert_eq!(asked(known), Vec::<String>::new(), "{known}");
    }
    let pasted = (0..400).map(|n| format!("resovl{}", "x".repeat(n % 3)));
    assert!(search(&pasted.collect::<Vec<_>>().join(" ")).notes.len() <= 5);
}

#[test]
fn filters_go_by_name_and_unknown_values_are_explained() {
    assert_eq!(found("year:2022"), ["dns.md"]);
    assert_eq!(found("date:2021-03"), ["checkout.md"]);
    assert_eq!(found("factor:missing-monitoring expired"), ["cert.md"]);
    assert_eq!(
        found("factor:monitoring"),
        ["cert.md", "dns.md", "checkout.md", "empty.md"],
        "without words: newest first"
    );
    assert_eq!(
        search("year:1999").notes,
        ["no year is called `1999`; there are: 2021, 2022, 2023"]
    );
    assert_eq!(search("service:x").notes, ["no incident has a service"]);
}

#[test]
fn where_nothing_holds_all_words_the_best_partial_matches_come() {
    let hits = search("certificate resolver banana");
    assert_eq!(hits.total, 2);
    assert_eq!(
        hits.notes,
        ["no incident holds all of this; these hold a part"]
    );
    assert_eq!(search("banana").total, 0);
    assert_eq!(search("banana year:2022").total, 0, "a filter is no match");
}

#[test]
fn excerpts_mark_the_words() {
    let excerpt = &search("healthy").best[1].excerpt;
    let marked: Vec<_> = excerpt
        .marks
        .iter()
        .map(|mark| &excerpt.text[mark.clone()])
        .collect();
    assert_eq!(marked, ["healthy"]);
    assert!(
        excerpt.text.starts_with("The checkout-api returned"),
        "{}",
        excerpt.text
    );
}

#[test]
fn any_text_is_a_query() {
    for query in [
        "",
        " ",
        "\"",
        "\"healthy",
        "(((",
        "OR",
        "- -",
        "a:b:c",
        "service:",
        "*",
        "**",
        "-*",
        "\u{0}\u{7}",
        "日本語 тест",
        "the of and",
        "~^[]{}\\/!?&|",
        "+-+-",
        "NOT",
        "\"\" OR \"\"",
        "severity:\"",
    ] {
        search(query);
    }
    search(&"word ".repeat(5_000));
    search(&"x".repeat(10_000));
}

/// Names and sizes of the files of the index.
fn files(cache: &Path) -> BTreeMap<PathBuf, u64> {
    walkdir::WalkDir::new(cache)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (
                entry.path().to_path_buf(),
                entry.metadata().map_or(0, |data| data.len()),
            )
        })
        .collect()
}

fn count(cache: &Path, (input, corpus): &(Input, Corpus)) -> u64 {
    let index = prepare(input, corpus);
    assert!(cache.is_dir());
    index.searcher.num_docs()
}

#[test]
fn the_cache_follows_the_corpus_and_is_left_alone_where_nothing_changed() {
    let cache = tempfile::tempdir().unwrap();
    let mut base = base(Some(cache.path()));
    assert_eq!(count(cache.path(), &base), 4);
    let before = files(cache.path());
    assert_eq!(count(cache.path(), &base), 4);
    assert_eq!(files(cache.path()), before);

    base.1.incidents.remove(0);
    base.1.incidents[0].title.value = "Zanzibar".into();
    assert_eq!(count(cache.path(), &base), 3);
    let (input, corpus) = &base;
    let hits = prepare(input, corpus).search("zanzibar", 10, input, corpus);
    assert_eq!(hits.total, 1);
    assert_ne!(files(cache.path()), before);
}

#[test]
fn a_damaged_or_foreign_cache_is_made_again() {
    let cache = tempfile::tempdir().unwrap();
    let base = base(Some(cache.path()));
    assert_eq!(count(cache.path(), &base), 4);
    for path in files(cache.path()).into_keys() {
        // The files of an index that was made again have other names.
        let Ok(whole) = std::fs::read(&path) else {
            continue;
        };
        for damaged in [&b"nonsense"[..], &whole[..whole.len() / 2], b""] {
            if !path.exists() {
                continue;
            }
            std::fs::write(&path, damaged).unwrap();
            assert_eq!(count(cache.path(), &base), 4, "{}", path.display());
        }
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_worked_without() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").unwrap();
    let (input, corpus) = base(Some(&file));
    assert_eq!(prepare(&input, &corpus).searcher.num_docs(), 4);

    let cache = tempfile::tempdir().unwrap();
    let mut locked = base(Some(cache.path()));
    let index = prepare(&locked.0, &locked.1);
    let writer: tantivy::IndexWriter = index.index.writer_with_num_threads(1, 15_000_000).unwrap();
    locked.1.incidents.remove(0);
    assert_eq!(prepare(&locked.0, &locked.1).searcher.num_docs(), 3);
    drop(writer);
}
