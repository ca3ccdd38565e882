//! What readers outside may see, with the real binary: `kb build --audience public`.

use assert_cmd::Command;
use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PROFILE: &str = r#"
title = "Lessons"
[audience.public]
sections = ["summary", "impact", "timeline", "factors", "actions", "lessons"]
files = ["img/graph.svg"]
hosts = ["status.acme.example"]
"#;

const PUBLIC: &str = "---
title: Checkout was down
status: final
visibility: public
date: 2026-05-19
authors: [Grace Hopper, Will]
service: checkout
secret_field: Fieldtoken7
---

# Checkout was down

Preambletoken7 is before any section.

## Summary

Will restarted the pods after Mark paged @payments-oncall and @jdoe. It will mark the node within a grace period.
Will this happen again? See [the dashboard](https://grafana.acme.internal/d/Dashtoken7) and
[the status page](https://status.acme.example/i/1). ![hidden](img/Imagetoken7.png) ![The graph](img/graph.svg)

<!-- internal -->
Blocktoken7 is for us only.
<!-- /internal -->

## Internal notes

Sectiontoken7 stays inside. <!-- Commenttoken7 -->

## Contributing factors

- No alert for expiring certificates, as Grace Hopper had asked on db1.prod.internal
- Mark the node as drained was a manual step

## Attendees

- Incident commander: Mark Renner (SRE)
- Grace

## Action items

| Action | Owner | Status |
|---|---|---|
| Alert on expiry | Mark | done |
| Review the runbook of gh@acme.example | Grace Hopper | open |
";

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

fn kb(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(folder)
        .env_remove("CI")
        .args(arguments)
        .output()
        .expect("it runs");
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Every file below a folder with its path and all of its text; what is packed is unpacked.
fn everything(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
    {
        let bytes = fs::read(entry.path()).expect("readable");
        let mut raw = Vec::new();
        let text = match entry.path().extension().is_some_and(|end| end == "kb") {
            true => GzDecoder::new(&bytes[..])
                .read_to_end(&mut raw)
                .map(|_| raw)
                .expect("packed"),
            false => bytes,
        };
        all.push((
            entry.path().to_path_buf(),
            String::from_utf8_lossy(&text).into_owned(),
        ));
    }
    assert!(all.len() > 20, "a site has pages");
    all
}

/// Words of letters that no page may hold, whatever the case.
fn expect_nowhere(folder: &Path, words: &[String]) {
    for (path, text) in everything(folder) {
        let text = format!("{}\n{}", path.display(), text).to_lowercase();
        for word in words {
            assert!(
                !text.contains(&word.to_lowercase()),
                "{word} in {}",
                path.display()
            );
        }
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[test]
fn only_what_is_listed_goes_out_and_people_are_roles() {
    let folder = project(&[
        ("kb.toml", PROFILE),
        ("content/checkout.md", PUBLIC),
        ("content/img/Imagetoken7.png", "no image"),
        (
            "content/img/graph.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        (
            "teams.toml",
            "[[team]]\nname = \"Payments\"\nhandles = [\"@payments-oncall\"]\n",
        ),
        ("people.csv", "name,handle\nJohn Doe,@jdoe\n"),
        ("patterns/expiry.md", "Prosetoken7"),
    ]);
    let (code, said) = kb(folder.path(), &["build", "--audience", "public"]);
    assert_eq!(code, 0, "{said}");
    let site = folder.path().join("public");
    expect_nowhere(
        &site,
        &words(&[
            "Fieldtoken7",
            "Preambletoken7",
            "Dashtoken7",
            "Imagetoken7",
            "Blocktoken7",
            "Sectiontoken7",
            "Commenttoken7",
            "Prosetoken7",
            "hopper",
            "renner",
            "jdoe",
            "acme.internal",
            "prod.internal",
            "gh@acme",
            "payments-oncall",
        ]),
    );
    let page = fs::read_to_string(site.join("incidents/checkout/index.html")).expect("a page");
    for kept in [
        "A responder restarted the pods after a responder paged Payments and a responder",
        "It will mark the node within a grace period",
        "Will this happen again?",
        "Mark the node as drained was a manual step",
        "https://status.acme.example/i/1",
        "graph.svg",
        "the dashboard",
        "as a responder had asked on an internal address",
    ] {
        assert!(page.contains(kept), "{kept}\n{page}");
    }
    assert!(
        said.contains("`Will` is a name and was taken for a word here"),
        "{said}"
    );
    let (code, _) = kb(folder.path(), &["export", "--audience", "public"]);
    assert_eq!(code, 0);
}

/// The same words as an export of HTML, front matter in front.
fn as_html(text: &str) -> String {
    let (front, body) = text.split_once("\n---\n").expect("front matter");
    let body: String = body
        .lines()
        .map(|line| match line.trim_start_matches('#') {
            words if words.len() < line.len() => format!("<h2>{words}</h2>\n"),
            words if words.starts_with("<!--") => format!("{words}\n"),
            words => format!("<p class=\"c\">{words}</p>\n"),
        })
        .collect();
    format!("{front}\n---\n<html><body>{body}</body></html>")
}

const EXPORT: &str = r##"---
status: final
visibility: public
date: 2026-04-02
authors: [Grace Hopper, mikkel]
---
<html><head><title>Mail stood still</title><style>.Styletoken7 {}</style>
<script>var author = "Scripttoken7";</script></head>
<body data-user="Attributetoken7"><!-- Commenttoken7 -->
<h1>Mail stood still</h1>
<p>Preambletoken7</p>
<h2>Summary</h2>
<p>For <b>two hours</b> no mail went out, until <i>Mark</i> and mikkel asked grace. It will mark the queue.
See <a href="https://wiki.acme.internal/Linktoken7" title="Titletoken7">the queue</a>, <a href="https://status.acme.example/i/2">the status page</a>
and <a href="#kept">below</a>. <img src="img/Imagetoken7.png" alt="Alttoken7"> <img src="img/graph.svg" alt="The graph"></p>
<!-- internal --><p>Blocktoken7 is for us</p><table><tr><td>Celltoken7</td></tr></table><!-- /internal -->
<h2>Internal notes</h2><p>Sectiontoken7</p><ul><li>Itemtoken7</li></ul>
<h2 id="kept">Timeline</h2>
<table><tr><th>Time (UTC)</th><th>What</th></tr><tr><td>10:00</td><td>Queue | grows</td></tr><tr><td>12:00</td><td>db1.prod.internal is <code>back</code></td></tr></table>
<pre>throw new QueueStopped("age > limit && size < most of all");</pre>
<h2>Contributing factors</h2><ul><li>Nobody was paged: there was no alert on the age of the oldest message</li></ul>
<h2>Action items</h2><ul><li>[x] Alert on the age of the queue</li><li>[ ] 2. Practise a restart with @jdoe</li></ul>
</body></html>
"##;

#[test]
fn html_documents_go_out_with_what_is_listed_and_nothing_else() {
    let folder = project(&[
        ("kb.toml", PROFILE),
        ("content/mail.html", EXPORT),
        ("content/checkout.md", PUBLIC),
        ("content/img/Imagetoken7.png", "no image"),
        (
            "content/img/graph.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        ("people.csv", "name,handle\nMark Renner,\nJohn Doe,@jdoe\n"),
    ]);
    let (code, said) = kb(folder.path(), &["build", "--audience", "public"]);
    assert_eq!(code, 0, "{said}");
    let site = folder.path().join("public");
    let gone = [
        "Styletoken7",
        "Scripttoken7",
        "Attributetoken7",
        "Commenttoken7",
        "Preambletoken7",
        "Linktoken7",
        "Titletoken7",
        "Imagetoken7",
        "Alttoken7",
        "Blocktoken7",
        "Celltoken7",
        "Sectiontoken7",
        "Itemtoken7",
        "hopper",
        "mikkel",
        "jdoe",
        "acme.internal",
        "prod.internal",
    ];
    expect_nowhere(&site, &words(&gone));
    let page = fs::read_to_string(site.join("incidents/mail/index.html")).expect("a page");
    for kept in [
        "For <strong>two hours</strong> no mail went out",
        "a responder asked a responder. It will mark the queue.",
        "https://status.acme.example/i/2",
        "graph.svg",
        "Queue | grows",
        "<code>back</code>",
        "age &gt; limit &amp;&amp; size &lt; most of all",
        "an internal address is",
        "task-done",
        "Missing monitoring or alert",
    ] {
        assert!(page.contains(kept), "{kept}\n{page}");
    }
}

#[test]
fn a_draft_is_compared_with_what_readers_outside_have() {
    let inside = EXPORT.replace("visibility: public", "visibility: internal");
    let draft = EXPORT
        .split_once("-->\n")
        .map(|(_, body)| format!("<title>Mail again</title><p>Date: 2026-11-02</p>{body}"))
        .expect("a body");
    let folder = project(&[
        ("kb.toml", PROFILE),
        ("content/open.html", EXPORT),
        ("content/mail-inside.html", &inside),
        ("content/checkout.md", PUBLIC),
        ("draft.html", &draft),
    ]);
    let similar = |more: &[&str]| {
        let output = Command::cargo_bin("kb")
            .expect("the binary")
            .current_dir(folder.path())
            .args(["similar", "draft.html", "--json"])
            .args(more)
            .output()
            .expect("it runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(similar(&[]).contains("mail-inside.html"));
    let outside = similar(&["--audience", "public"]);
    assert!(outside.contains("open.html"), "{outside}");
    assert!(!outside.contains("inside"), "{outside}");
}

#[test]
fn of_internal_documents_no_word_is_anywhere() {
    let mut files = vec![
        ("kb.toml".to_string(), PROFILE.to_string()),
        ("content/open.md".into(), PUBLIC.into()),
    ];
    let mut tokens = Vec::new();
    for number in 0..20 {
        let mut token = |what: &str| {
            let token = format!(
                "zq{what}{}",
                ["one", "two", "three", "four"][number % 4].to_string()
                    + &"x".repeat(number / 4 + 1)
            );
            tokens.push(token.clone());
            token
        };
        let text = format!(
            "---\ntitle: {} outage\nid: {}\nstatus: final\nvisibility: internal\nauthors: [\"{}\"]\nservices: [{}]\nteams: [{}]\n\
             aliases: [old/{}]\ntags: [{}]\nseverity: {}\n---\n\n# {}\n\n{}\n\n## Summary\n\n{} and `{}` with [{}](https://{}.example/{} \"{}\") ![{}](a.png)\n\n\
             ## Impact\n\n{} users\n\n## Timeline\n\n- 10:00 {} began\n\n## Contributing factors\n\n- {} was missing\n\n## Action items\n\n\
             - [ ] {} (owner: {})\n\n## Lessons\n\n### What went well\n\n- {}\n\n```\n{}\n```\n\n> {}\n\n| {} |\n|---|\n| {} |\n\n<!-- {} -->\n",
            token("a"),
            token("b"),
            token("c"),
            token("d"),
            token("e"),
            token("f"),
            token("g"),
            token("h"),
            token("i"),
            token("j"),
            token("k"),
            token("l"),
            token("m"),
            token("n"),
            token("o"),
            token("p"),
            token("q"),
            token("r"),
            token("s"),
            token("t"),
            token("u"),
            token("v"),
            token("w"),
            token("y"),
            token("z"),
            token("aa"),
            token("bb"),
            token("cc"),
        );
        // Every fourth is an export of HTML.
        let (text, end) = match number % 4 {
            3 => (as_html(&text), "html"),
            _ => (text, "md"),
        };
        files.push((format!("content/{}.{end}", token("file")), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let folder = project(&files);
    // A build for everybody inside stood there before, with its cache.
    let (code, said) = kb(folder.path(), &["build"]);
    assert_eq!(code, 0, "{said}");
    for more in [
        &["build", "--audience", "public"][..],
        &["build", "--audience", "public", "--offline"],
    ] {
        let (code, said) = kb(folder.path(), more);
        assert_eq!(code, 0, "{said}");
        expect_nowhere(&folder.path().join("public"), &tokens);
    }
}

#[test]
fn a_leak_leaves_the_site_as_it_was() {
    let folder = project(&[
        ("kb.toml", PROFILE),
        ("content/checkout.md", PUBLIC),
        (
            "theme/templates/404.html",
            "<p>Ask Grace Hopper at db1.prod.internal</p>",
        ),
    ]);
    fs::create_dir_all(folder.path().join("theme/templates")).expect("a folder");
    let (code, said) = kb(folder.path(), &["build", "--audience", "public"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("404.html:1: a name: `Grace Hopper`"),
        "{said}"
    );
    assert!(
        !folder.path().join("public").exists(),
        "nothing was written"
    );
}

#[test]
fn a_name_in_an_address_is_found() {
    let folder = project(&[
        ("kb.toml", PROFILE),
        ("content/2026-hopper-broke-it.md", PUBLIC),
    ]);
    let (code, said) = kb(folder.path(), &["build", "--audience", "public"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("actions/all/index.html:") && said.contains("a name: `hopper`, and "),
        "{said}"
    );
}

#[test]
fn a_block_that_never_ends_keeps_its_document_inside() {
    let open = PUBLIC.replace("<!-- /internal -->", "");
    let folder = project(&[
        ("kb.toml", PROFILE),
        ("content/a.md", PUBLIC),
        ("content/b.md", &open),
    ]);
    let (code, said) = kb(folder.path(), &["build", "--audience", "public"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("error[internal-block]") && said.contains("content/b.md:21:1"),
        "{said}"
    );
    assert!(!folder.path().join("public/incidents/b").exists());
    assert!(folder.path().join("public/incidents/a").exists());
}

#[test]
fn an_audience_must_be_known_and_a_public_place_names_one() {
    let folder = project(&[("kb.toml", PROFILE), ("content/a.md", PUBLIC)]);
    let (code, said) = kb(folder.path(), &["build", "--audience", "pubic"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("no audience is called `pubic`") && said.contains("public, internal"),
        "{said}"
    );
    let pages = ["build", "--base-url", "https://acme.github.io/kb/"];
    let in_ci = |more: &[&str]| {
        let mut command = Command::cargo_bin("kb").expect("the binary");
        command
            .current_dir(folder.path())
            .env("CI", "true")
            .args(pages)
            .args(more);
        command.output().expect("it runs").status.code()
    };
    assert_eq!(in_ci(&[]), Some(2));
    assert_eq!(in_ci(&["--audience", "internal"]), Some(0));
    assert_eq!(in_ci(&["--audience", "public"]), Some(0));
}

#[test]
fn words_that_look_like_names_are_told() {
    let text = PUBLIC
        .replace(
            "## Contributing",
            "Jennifer was there, and so were our friends at Zorblax Quuxcorp.\n\n## Contributing",
        )
        .replace("## Internal notes", "## Lessons");
    let folder = project(&[("kb.toml", PROFILE), ("content/a.md", &text)]);
    let (code, said) = kb(folder.path(), &["build", "--audience", "public", "-v"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("warning[looks-like-a-name]: `Jennifer`"),
        "{said}"
    );
    assert!(
        said.contains("note[looks-like-a-name]: `Zorblax Quuxcorp`"),
        "{said}"
    );
}
