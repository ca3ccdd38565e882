//! Looks, with the real binary: `[theme]` of kb.toml, `theme/`, a template that is broken.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DOCUMENT: &str = "---\ntitle: Checkout was down\nid: INC-7\ndate: 2026-05-19\nseverity: SEV2\nservice: checkout\nteam: Payments\n---\n\n\
    ## Summary\n\nNo card could be charged for 40 minutes. Jane Okafor saw it first.\n\n## Impact\n\nNobody could pay.\n\n\
    ## Contributing factors\n\n- No alert for expiring certificates\n\n## Action items\n\n- [x] Alert on expiry (owner: Jane Okafor)\n";

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

fn build(folder: &Path) -> (i32, String) {
    let output = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(folder)
        .env_remove("CI")
        .args(["build", "--today", "2026-11-20"])
        .output()
        .expect("it runs");
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn style(folder: &Path) -> String {
    let assets = fs::read_dir(folder.join("public/assets")).expect("assets");
    let style = assets
        .flatten()
        .find(|entry| entry.path().extension().is_some_and(|end| end == "css"));
    fs::read_to_string(style.expect("a style sheet").path()).expect("readable")
}

#[test]
fn logo_colours_fonts_and_navigation_stand_in_kb_toml() {
    let folder = project(&[
        (
            "kb.toml",
            "[theme]\nlogo = \"logo.svg\"\nnav = [\"patterns\", \"teams\", { name = \"Runbooks\", url = \"https://wiki.example/runbooks\" }]\n\
             [theme.colors]\naccent = [\"#8a1c4a\", \"#f0a0c0\"]\n[theme.fonts]\ntext = \"Inter, sans-serif\"\n",
        ),
        (
            "static/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        ("content/a.md", DOCUMENT),
    ]);
    let (code, said) = build(folder.path());
    assert_eq!((code, said.contains("warning")), (0, false), "{said}");
    let style = style(folder.path());
    assert!(
        style.contains("--accent: light-dark(#8a1c4a, #f0a0c0);")
            && style.contains("--font: Inter, sans-serif;")
    );
    let page = fs::read_to_string(folder.path().join("public/incidents/inc-7/index.html"))
        .expect("a page");
    assert!(page.contains("<img src=\"../../logo.svg\" alt=\"\""));
    let nav = page
        .split("aria-label=\"Main\"")
        .nth(1)
        .and_then(|rest| rest.split("</nav>").next())
        .expect("a navigation");
    assert!(
        nav.contains("../../teams/index.html")
            && nav.contains("https://wiki.example/runbooks")
            && !nav.contains("Services")
    );
    assert!(
        folder
            .path()
            .join("public/teams/payments/index.html")
            .is_file()
    );
}

#[test]
fn what_is_no_colour_and_no_page_is_told_with_its_place() {
    let folder = project(&[
        (
            "kb.toml",
            "[theme]\nnav = [\"incidnets\"]\n[theme.colors]\nacent = \"red\"\nink = \"red; } * { display: none\"\n",
        ),
        ("content/a.md", DOCUMENT),
    ]);
    let (code, said) = build(folder.path());
    assert_eq!(code, 0, "{said}");
    for told in [
        "no page is called `incidnets`",
        "did you mean `accent`?",
        "cannot be used, and does nothing",
        "kb.toml:5:7",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    assert!(!style(folder.path()).contains("display: none }"));
}

#[test]
fn a_broken_template_is_told_with_its_line_and_the_built_in_one_is_used() {
    let folder = project(&[
        ("kb.toml", ""),
        (
            "theme/templates/about.html",
            "{% extends \"base.html\" %}\n{% block content %}\n{{ view.documents | nothing }}\n{% endblock %}\n",
        ),
        ("content/a.md", DOCUMENT),
    ]);
    let (code, said) = build(folder.path());
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("error[template]") && said.contains("theme/templates/about.html:3"),
        "{said}"
    );
    assert!(folder.path().join("public/about/index.html").is_file());
}

#[test]
fn an_incident_can_be_corrected_and_passed_on_without_names() {
    let folder = project(&[
        (
            "kb.toml",
            "correct_url = \"https://git.example/new?title={id}:%20{field}&body={path}:{line}%20{value}\"\n",
        ),
        ("content/team/a.md", DOCUMENT),
    ]);
    let (code, said) = build(folder.path());
    assert_eq!(code, 0, "{said}");
    let page = fs::read_to_string(folder.path().join("public/incidents/inc-7/index.html"))
        .expect("a page");
    assert!(
        page.contains(
            "https://git.example/new?title=INC-7:%20severity&amp;body=team/a.md:5%20SEV2"
        ),
        "{page}"
    );
    assert!(
        page.contains("title=INC-7:%20factors&amp;body=team/a.md:"),
        "{page}"
    );
    let share = page.split("Pass it on").nth(1).expect("texts to share");
    assert!(
        share.contains("Retrospective (SEV2): Checkout was down")
            && share.contains("Nobody could pay."),
        "{share}"
    );
    assert!(
        share.contains("• Alert on expiry (done)") && !share.contains("Okafor"),
        "{share}"
    );
}
