//! The site that `kb build` writes: what is safe, what is linked, whom it names, and that it is the same each time.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Builds a project of these files; gives the folder that holds `site/`.
fn build(files: &[(&str, &str)], options: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // Documents with dead links are findings; the site is there all the same.
    Command::cargo_bin("kb")
        .unwrap()
        .args(["build", "--today", "2026-11-20", "--quiet", "--output"])
        .arg(folder.path().join("site"))
        .args(options)
        .arg(folder.path().join("content"))
        .output()
        .unwrap();
    folder
}

fn page(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join("site").join(path)).unwrap_or_default()
}

const HEAD: &str =
    "# Queue full\n\n- Date: 2026-01-02\n- Severity: SEV2\n\n## Summary\n\nThe queue was full.\n\n";

#[test]
fn nothing_in_a_document_runs_and_no_id_clashes_with_the_page() {
    let text = format!(
        "{HEAD}[a](javascript:alert(1)) [b](JaVaScRiPt:x) [c](data:text/html,x) <script>alert(2)</script>\n\n\
         <img src=x onerror=alert(3)> <a href=\"java&#10;script:alert(4)\" id=\"kb-main\" style=\"position:fixed\">d</a>\n\n\
         <iframe src=\"https://example.com\"></iframe>\n\n## Mine {{#kb-facts}}\n"
    );
    let folder = build(&[("queue.md", &text)], &[]);
    let html = page(&folder, "incidents/queue/index.html");
    let (_, body) = html
        .split_once("class=\"body\"")
        .expect("the page has a body");
    for gone in [
        "javascript:",
        "JaVaScRiPt",
        "data:text",
        "alert(2)",
        "onerror",
        "style=",
        "<iframe",
        "id=\"kb-main\"",
        "id=\"kb-facts\"",
    ] {
        assert!(!body.contains(gone), "{gone} survived:\n{body}");
    }
    assert!(
        body.contains("id=\"doc-kb-facts\""),
        "the author's id is kept under another name"
    );
}

#[test]
fn documents_link_to_pages_and_only_linked_attachments_are_copied() {
    let text =
        format!("{HEAD}[other](sub/other.md#summary) ![graph](graph.svg) [gone](missing.md)\n");
    let other = HEAD.replace("Queue full", "Disk full");
    let files = [
        ("queue.md", text.as_str()),
        ("sub/other.md", other.as_str()),
        ("graph.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("unused.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ];
    let folder = build(&files, &[]);
    let html = page(&folder, "incidents/queue/index.html");
    assert!(
        html.contains("href=\"../../incidents/other/index.html#summary\""),
        "{html}"
    );
    assert!(html.contains("src=\"../../files/graph.svg\""));
    assert!(html.contains("gone") && !html.contains("missing.md"));
    let site = folder.path().join("site/files");
    assert!(site.join("graph.svg").is_file() && !site.join("unused.svg").exists());
}

#[test]
fn a_text_that_tells_of_no_incident_is_a_file_like_any_other_unless_it_says_who_may_read_it() {
    let text = format!("{HEAD}[log](full.txt) [secret](kept.txt) [start](README.md)\n");
    let files = [
        ("queue.md", text.as_str()),
        ("full.txt", "10:02 queue length 10000\n"),
        (
            "kept.txt",
            "---\nvisibility: restricted\n---\nonly for some\n",
        ),
        ("README.md", "# Our retrospectives\n"),
    ];
    let folder = build(&files, &[]);
    let html = page(&folder, "incidents/queue/index.html");
    assert!(html.contains("href=\"../../files/full.txt\""), "{html}");
    assert!(!html.contains("kept.txt") && !html.contains("README.md"));
    let site = folder.path().join("site/files");
    assert!(site.join("full.txt").is_file() && !site.join("kept.txt").exists());
}

#[test]
fn people_stand_on_their_own_page_only() {
    let text = format!(
        "{HEAD}Authors: Jane Okafor\n\n## Contributing factors\n\n- No alert on the queue, so @jane saw it late\n\n\
         ## Action items\n\n- [ ] Add an alert for the queue (@jane)\n"
    );
    let folder = build(&[("queue.md", &text)], &[]);
    assert!(page(&folder, "incidents/queue/index.html").contains("jane"));
    let mut seen = 0;
    each_file(&folder.path().join("site"), &mut |path, text| {
        seen += 1;
        let own = path.ends_with("incidents/queue/index.html");
        assert!(
            own || !text.contains("jane") && !text.contains("Okafor"),
            "{}",
            path.display()
        );
    });
    assert!(seen > 10);
}

#[test]
fn a_site_with_an_address_links_to_folders_and_has_a_sitemap() {
    let folder = build(
        &[("queue.md", HEAD)],
        &["--base-url", "https://example.org/kb"],
    );
    assert!(
        page(&folder, "sitemap.xml").contains("<loc>https://example.org/kb/incidents/queue/</loc>")
    );
    assert!(page(&folder, "404.html").contains("href=\"/kb/patterns/\""));
    assert!(page(&folder, "index.html").contains("href=\"incidents/queue/\""));
}

#[test]
fn no_page_needs_another_host_or_an_inline_script() {
    let folder = build(&[("queue.md", HEAD)], &[]);
    each_file(&folder.path().join("site"), &mut |path, text| {
        if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            for bad in ["src=\"http", "<style", " style=", "onclick", "<script>"] {
                assert!(!text.contains(bad), "{bad} in {}", path.display());
            }
            assert!(
                text.contains("Content-Security-Policy"),
                "{}",
                path.display()
            );
        }
    });
}

fn each_file(folder: &Path, look: &mut dyn FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, look);
        } else {
            look(&path, &String::from_utf8_lossy(&fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn a_site_without_search_has_no_page_box_or_piece_of_it() {
    let folder = build(&[("queue.md", HEAD)], &["--no-search"]);
    let site = folder.path().join("site");
    assert!(site.join("incidents/queue/index.html").exists());
    assert!(!site.join("search").exists());
    each_file(&site, &mut |path, text| {
        let leads = text.contains("search/") || text.contains("role=\"search\"");
        let is_page = path
            .extension()
            .is_some_and(|extension| extension == "html");
        assert!(!is_page || !leads, "{} leads to a search", path.display());
    });
}

#[test]
fn a_pattern_page_tells_which_action_items_answer_it_and_where_they_stand() {
    let text = format!(
        "{HEAD}## Contributing factors\n\n- There was no alert on the length of the export queue.\n- Nobody watched the monitor of the spool.\n\n\
         ## Action items\n\n- [x] Add an alert on the length of the export queue\n- [ ] Paint the door of the office green\n"
    );
    let folder = build(&[("queue.md", &text)], &[]);
    let html = page(&folder, "patterns/missing-monitoring/index.html");
    assert!(html.contains("1 action item, linked to 1 of the"), "{html}");
    assert!(html.contains("1 done"), "{html}");
    assert!(!html.contains("Paint the door"), "{html}");
}
