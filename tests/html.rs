//! HTML documents: exports say the same as Markdown, every value points into the HTML, and nothing bad gets through.

use kb::export::{self, Reader};
use kb::model::Source;
use kb::parse::{self, BlockKind, Section};
use kb::pipeline;
use kb::read::Input;
use kb::span::{FileId, SourceFile};
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn fixtures(extension: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        (
            name.into_owned(),
            fs::read_to_string(&path).expect("a fixture"),
        )
    };
    paths.into_iter().map(read).collect()
}

fn input(documents: &[(String, String)]) -> Input {
    let mut input = Input::default();
    for (path, text) in documents {
        let file = input.sources.add(path.clone(), text.clone());
        input.documents.push(file);
    }
    input
}

/// What was understood of one document, without the places.
fn facts(document: &(String, String)) -> Value {
    let input = input(std::slice::from_ref(document));
    let base = pipeline::build(&input);
    let mut bytes = Vec::new();
    export::write(
        &mut bytes,
        &input,
        &base.corpus,
        &base.patterns,
        Reader::Project,
    )
    .expect("written");
    let mut data: Value = serde_json::from_slice(&bytes).expect("JSON");
    let mut incident = data["incidents"][0].take();
    assert!(incident.is_object(), "{} is no incident", document.0);
    without_places(&mut incident);
    incident
}

fn without_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !matches!(name.as_str(), "line" | "source"));
            fields.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

#[test]
fn ten_documents_say_the_same_as_markdown_and_as_export() {
    let (markdown, html) = (fixtures("md"), fixtures("html"));
    assert_eq!((markdown.len(), html.len()), (10, 10));
    for (markdown, html) in markdown.iter().zip(&html) {
        let (expected, found) = (facts(markdown), facts(html));
        let show = |value: &Value| serde_json::to_string_pretty(value).expect("text");
        assert!(
            expected == found,
            "{}\n{}\n{}",
            html.0,
            show(&expected),
            show(&found)
        );
    }
}

#[test]
fn factors_and_actions_point_at_their_words_in_the_html() {
    for document in fixtures("html") {
        let input = input(std::slice::from_ref(&document));
        let corpus = pipeline::build(&input).corpus;
        let incident = &corpus.incidents[0];
        let texts = (incident.factors.iter().map(|factor| &factor.text))
            .chain(incident.actions.iter().map(|action| &action.text));
        for text in texts {
            let Source::Text(span) = text.source else {
                continue;
            };
            let there = &document.1[span.range()];
            let first = text.value.split_whitespace().next().expect("a word");
            let line = there.split(['<', '&']).next().unwrap_or_default();
            assert!(
                there.contains(first) && !line.is_empty(),
                "{}: {:?} at {there:?}",
                document.0,
                text.value
            );
        }
    }
}

fn read(text: &str) -> Section {
    let source = SourceFile {
        id: FileId(0),
        path: "a.html".into(),
        text: text.into(),
    };
    parse::document(&source).value.root
}

fn depth(section: &Section) -> usize {
    1 + section.children.iter().map(depth).max().unwrap_or(0)
}

#[test]
fn html_that_nobody_closed_is_read() {
    for text in [
        "<ul>".repeat(10_000) + "<li>deep",
        "<div><b><i>".repeat(10_000) + "deep",
        "<table><tr><td>".repeat(10_000) + "deep",
        "<blockquote>".repeat(10_000) + "<h2>deep",
        "<p>a\0b<h2".to_string(),
        "<!--".to_string(),
        "<![CDATA[".repeat(5_000),
        "<ac:task><ac:structured-macro ac:name='code'>".repeat(5_000),
        "<td rowspan=9999999999 colspan=9999999999>x".to_string(),
        format!(
            "<table>{}",
            "<tr><td rowspan=1000 colspan=1000>a<td>b".repeat(20_000)
        ),
    ] {
        assert!(depth(&read(&text)) < 50);
    }
}

#[test]
fn no_address_that_runs_code_survives() {
    let root = read(
        "<p><a href='javascript:alert(1)'>a</a> <a href=' JAVA&#10;script&colon;alert(1)'>b</a>\
         <a href='https://www.google.com/url?q=javascript:alert(1)'>c</a>\
         <img src='data:text/html,x' alt=d><a href='vbscript:x'>e</a> <a href='https://example.com/'>f</a>",
    );
    let BlockKind::Paragraph(inline) = &root.blocks[0].kind else {
        panic!("a paragraph was expected")
    };
    assert_eq!(inline.text, "a bcde f");
    let links: Vec<_> = inline.links().map(|(address, _)| address).collect();
    assert_eq!(links, ["https://example.com/"]);
}

#[test]
fn the_page_has_anchors_of_headings_and_facts() {
    let home = tempfile::tempdir().expect("a folder");
    for (name, text) in fixtures("html") {
        fs::create_dir_all(home.path().join("notes")).expect("made");
        fs::write(home.path().join("notes").join(name), text).expect("written");
    }
    let ran = assert_cmd::Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(home.path())
        .env("XDG_CACHE_HOME", home.path().join("cache"))
        .args(["build", "notes"])
        .output()
        .expect("it runs");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let page = home
        .path()
        .join("public/incidents/04-storage-macros/index.html");
    let page = fs::read_to_string(page).expect("a page");
    for expected in [
        "<h2 id=\"root-cause\">Root cause",
        "id=\"kb-l9\"",
        "data-language=\"java\"",
        "&quot;a &gt; b &amp;&amp; c &lt; d&quot;",
    ] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
    assert!(!page.contains("ac:structured-macro"));
}

/// Pieces of which bad HTML is made.
fn piece() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<ul class='lst-kix_a-1'>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<table>",
        "<tr>",
        "<td>",
        "<th rowspan=3>",
        "</table>",
        "<h1>",
        "<h2 id=x>",
        "</h2>",
        "<b>",
        "</b>",
        "<a href='#x'>",
        "<a href=\"javascript:x\">",
        "</a>",
        "<br>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<ac:task>",
        "<ac:task-status>complete",
        "</ac:task>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<time datetime=2026-05-30>",
        "<dl><dt>",
        "<dd>",
        "<span class='status-macro'>",
        "</span>",
        "<input type=checkbox checked>",
        "&amp;",
        "&eacute",
        "&#0;",
        "&nbsp;",
        "<",
        ">",
        "é",
        "🚨",
        "\u{a0}",
        "\n",
        " ",
        "[x] ",
        "@jane",
        "Root cause",
        "Action items",
        "2026-05-30 10:00 UTC",
        "`",
        "\0",
    ]);
    tags.prop_map(str::to_string)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_the_html_it_is_read_and_places_stay_inside(
        pieces in prop::collection::vec(piece(), 0..60),
        noise in "\\PC{0,40}",
    ) {
        let text = pieces.concat() + &noise;
        let source = SourceFile { id: FileId(0), path: "a.html".into(), text: text.clone() };
        for (_, range) in parse::events(&source, 0) {
            prop_assert!(text.get(range.clone()).is_some(), "{:?} of {:?}", range, text);
        }
        let input = input(&[("a.html".to_string(), text)]);
        let base = pipeline::build(&input);
        prop_assert!(base.diagnostics.iter().all(|found| found.rule != "internal-fault"));
    }
}
