//! Names in disguise, with the real binary: whatever somebody's name looks like in a public document, the site either says
//! "a responder" or is not written. And what is called like people, but is none, keeps its name.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

const PROFILE: &str = "[audience.public]\nsections = [\"summary\", \"timeline\", \"lessons\"]\nfiles = [\"img/graph.svg\"]\n\
    hosts = [\"status.acme.example\"]\n";

fn document(body: &str) -> String {
    format!(
        "---\nstatus: final\nvisibility: public\ndate: 2026-05-19\nauthors: [Zoltan Kowalczyk, Renée Fontaine-Müller, \
         \"Anne-Marie O'Neil\", 王小明, Steffi Brandt, Tim Ek, Pål Sun]\n---\n\n# Checkout was down\n\n## Summary\n\nIt was slow.\n\n\
         ## Lessons\n\n{body}\n"
    )
}

/// Exit code, what was said, and the words of the incident's page as its readers see them.
fn built(name: &str, text: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    put("kb.toml", PROFILE);
    put(&format!("content/{name}"), text);
    put(
        "content/img/graph.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    let output = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(folder.path())
        .env_remove("CI")
        .args(["build", "--audience", "public", "-v"])
        .output()
        .expect("it runs");
    let page = page(&folder.path().join("public/incidents/checkout/index.html"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap_or(-1), said, page)
}

fn page(path: &Path) -> String {
    let page = fs::read_to_string(path).unwrap_or_default();
    let article = page.split("<article").nth(1).unwrap_or_default();
    article
        .split("</article>")
        .next()
        .unwrap_or_default()
        .into()
}

/// What is written, and what of it must not be read on the page.
const DISGUISES: &[(&str, &[&str])] = &[
    (
        "Renée, Rene\u{301}e, RENEE, renee, Muller, Mueller, MÜLLER, mu\u{308}ller",
        &["rené", "rene", "mull", "müll", "muell", "mu\u{308}ll"],
    ),
    (
        "Kowal\u{ad}czyk, Kowal\u{200b}czyk, Kowal\u{2060}czyk, Kowal\u{200d}czyk",
        &["kowal", "czyk"],
    ),
    (
        "Ｋｏｗａｌｃｚｙｋ, Ｚｏｌｔａｎ, Steﬃ",
        &["ｋｏｗ", "ｚｏｌ", "steﬃ"],
    ),
    ("Kоwаlczyk with letters of another script", &["lczyk"]),
    (
        "Kowalczyks pager, Kowalczyk's and Kowalczyk’s laptop, Kowalczykowi, Zoltans",
        &["kowal", "zoltan"],
    ),
    (
        "fixByKowalczyk, zoltanKowalczyk, KOWALCZYKFix, kowalczyk2, zoltan77, zkowalczyk, kowalczykz",
        &["kowal", "zoltan"],
    ),
    (
        "`ssh kowalczyk@host`, `/home/kowalczyk/.ssh`, `fix_kowalczyk_pool`, user/kowalczyk/x",
        &["kowal"],
    ),
    (
        "Kowal**czyk**, _Kow_alczyk, **K**owalczyk, Kowal<b></b>czyk, Kowal<wbr>czyk",
        &["kow", "owalczyk", "czyk"],
    ),
    ("Kowal-\nczyk and Kowal-\r\n  czyk", &["kowal", "czyk"]),
    (
        "<kbd>Kowalczyk</kbd> <summary>Kowalczyk</summary>slept<br>Kowalczyk<br>slept",
        &["kowal"],
    ),
    (
        "[it](https://status.acme.example/u/zoltan%20kowalczyk), https://status.acme.example/%6bowalczyk",
        &["kowal", "owalczyk", "zoltan"],
    ),
    (
        "![x](data:image/svg+xml;base64,a293YWxjenlr) data:text/plain;base64,a293YWxjenlr",
        &["a293yw", "data:"],
    ),
    (
        "![Kowalczyk at the rack](img/graph.svg \"Kowalczyk\") <b title=\"Kowalczyk\">x</b>",
        &["kowal"],
    ),
    ("王小明修复了它。", &["王小明"]),
    (
        "ONeil, oneil, O’Neil, AnneMarie, annemarie",
        &["neil", "marie"],
    ),
    ("```mermaid\nKowalczyk->>DB: restart\n```", &["kowal"]),
];

#[test]
fn a_name_in_disguise_is_a_responder() {
    for (body, gone) in DISGUISES {
        let (code, said, page) = built("checkout.md", &document(body));
        assert_eq!(code, 0, "{body}\n{said}");
        let small = page.to_lowercase();
        assert!(
            small.contains("responder") || small.contains("internal address"),
            "{body}"
        );
        for part in *gone {
            assert!(!small.contains(part), "{part} of {body}\n{page}");
        }
    }
}

#[test]
fn what_cannot_be_replaced_is_not_written() {
    for body in [
        "Kowa&#108;czyk, M&uuml;ller, Kowal&shy;czyk",
        "%6bowalczyk as it stands in a log",
    ] {
        let (code, said, page) = built("checkout.md", &document(body));
        assert_eq!((code, page.as_str()), (2, ""), "{body}");
        assert!(said.contains("the site was not written"), "{said}");
    }
}

#[test]
fn words_that_only_look_like_a_handle_stay() {
    let body = "It was time to look at the same team: timeline, timed, palette. A pal helped, and the sun rose.";
    let (code, said, page) = built("checkout.md", &document(body));
    assert_eq!(code, 0, "{said}");
    assert!(
        page.contains("It was time to look at the same team: timeline, timed, palette."),
        "{page}"
    );
}

#[test]
fn a_name_within_an_image_that_may_go_out_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("written");
    };
    put(
        "kb.toml",
        PROFILE.replace("graph.svg", "graph.png").as_bytes(),
    );
    put(
        "content/checkout.md",
        document("![g](img/graph.png)").as_bytes(),
    );
    put(
        "content/img/graph.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\x1dtEXtAuthor\0Zoltan Kowalczyk\0\0\0\0IEND",
    );
    let output = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(folder.path())
        .env_remove("CI")
        .args(["build", "--audience", "public"])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("graph") && said.to_lowercase().contains("zoltan"),
        "{said}"
    );
}

#[test]
fn a_long_list_of_people_is_read_to_its_end() {
    let surnames = [
        "Kowalczyk",
        "Fontaine",
        "Okonkwo",
        "Lindqvist",
        "Papadakis",
        "Yamashita",
        "Bergstrom",
        "Castellanos",
        "Dvorakova",
        "Eriksdottir",
        "Ferreira",
        "Grabowski",
        "Haverkamp",
        "Iwanowski",
        "Jankovic",
        "Karlsson",
    ];
    let people: Vec<String> = surnames
        .iter()
        .map(|name| format!("Robin {name}"))
        .collect();
    let people = people.join(", ");
    let told = surnames
        .map(|name| format!("{name} restarted it."))
        .join(" ");
    for (author, line) in [(people.as_str(), ""), ("Zoltan Ek", people.as_str())] {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!("Participants: {line}\n\n")
        };
        let text = format!(
            "---\nstatus: final\nvisibility: public\ndate: 2026-05-19\nauthor: \"{author}\"\n---\n\n\
             # Checkout was down\n\n{line}## Summary\n\nIt was slow.\n\n## Lessons\n\n{told}\n"
        );
        let (code, said, page) = built("checkout.md", &text);
        assert_eq!(code, 0, "{said}");
        assert!(page.contains("responder"), "{page}");
        for name in surnames {
            assert!(!page.contains(name), "{name}: {page}");
        }
    }
}

#[test]
fn services_that_are_called_like_people_keep_their_names_on_other_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    fs::create_dir_all(&content).expect("a folder");
    fs::write(folder.path().join("kb.toml"), "").expect("written");
    let text = "---\nstatus: final\ndate: 2026-05-19\nauthors: [Robin Picard, Grace Hopper]\n\
        services: [Cassandra, Felix Gateway]\n---\n\n# Checkout was down\n\n## Summary\n\nIt was slow.\n\n\
        ## Contributing factors\n\n- Caused by Felix; there was no alert on Felix.\n\
        - Felix noticed nothing until Cassandra told it.\n- Picard restarted it with grace.\n\
        - Hannes-Peter noticed that nobody looked at the Diego Garcia link.\n";
    fs::write(content.join("checkout.md"), text).expect("written");
    let output = Command::cargo_bin("kb")
        .expect("the binary")
        .current_dir(folder.path())
        .env_remove("CI")
        .arg("build")
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    let data = folder.path().join("public/data");
    let data: String = walkdir::WalkDir::new(data)
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect();
    for told in [
        "Caused by Felix; there was no alert on Felix.",
        "Felix noticed nothing until Cassandra told it.",
        "[a responder] restarted it with grace.",
        "[a responder] noticed that nobody looked at the Diego Garcia link.",
    ] {
        assert!(data.contains(told), "{told}: {data}");
    }
}
