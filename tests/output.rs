//! The writer: the old site or the new one, and nothing that belongs to somebody else.

use kb::diagnostic::Diagnostic;
use kb::output::{self, MANIFEST, Options, Pages, Written};
use kb::site::{Content, Page, PageKind};
use kb::span::{FileId, Span};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A site of texts; `None` is a page that cannot be rendered.
struct Texts(Vec<(&'static str, Option<&'static str>)>);

impl Pages for Texts {
    fn pages(&self) -> Vec<Page> {
        let page = |path: &str| Page {
            path: path.into(),
            kind: PageKind::Home,
        };
        self.0.iter().map(|(path, _)| page(path)).collect()
    }

    fn render(&self, page: &Page) -> Result<Content, Diagnostic> {
        let (_, text) = self
            .0
            .iter()
            .find(|(path, _)| *path == page.path)
            .expect("a page of this site");
        match text {
            Some(text) if text.starts_with("copy:") => {
                Ok(Content::Copy(text["copy:".len()..].into()))
            }
            Some(text) if text.starts_with("large:") => Ok(Content::Large(vec![None; 3])),
            Some(text) => Ok(Content::Bytes(text.as_bytes().to_vec())),
            None => Err(Diagnostic::error(
                "template",
                Span::new(FileId(0), 0..0),
                "broken",
            )),
        }
    }

    /// The first third, the second, the rest.
    fn piece(&self, page: &Page, piece: usize) -> std::io::Result<Vec<u8>> {
        let texts = self.0.iter().filter(|(path, _)| *path == page.path);
        let text = texts.filter_map(|(_, text)| *text).next();
        let bytes = text.unwrap_or_default().as_bytes();
        let at = |piece| bytes.len() * piece / 3;
        Ok(bytes[at(piece)..at(piece + 1)].to_vec())
    }
}

fn site(pages: &[(&'static str, &'static str)]) -> Texts {
    Texts(
        pages
            .iter()
            .map(|&(path, text)| (path, Some(text)))
            .collect(),
    )
}

const PLAIN: Options<'_> = Options {
    adopt: false,
    fresh: false,
    inspect: None,
    known: None,
    tell: &|_| {},
};

fn write(site: &Texts, folder: &Path) -> Written {
    output::write(site, folder, &PLAIN).expect("written")
}

/// All files below a folder except the manifest.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        let path = entry
            .path()
            .strip_prefix(folder)
            .expect("below")
            .to_string_lossy()
            .into_owned();
        if entry.file_type().is_file() && path != MANIFEST {
            files.insert(path, fs::read_to_string(entry.path()).expect("text"));
        }
    }
    files
}

fn expect(folder: &Path, pages: &[(&str, &str)]) {
    let expected: BTreeMap<_, _> = pages
        .iter()
        .map(|(path, text)| (path.to_string(), text.to_string()))
        .collect();
    assert_eq!(files(folder), expected);
}

/// Names beside the site: nothing must be left there.
fn beside(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder.parent().expect("a parent"))
        .expect("readable")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_site_is_written_changed_and_shrunk() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("deep/public");
    let first = [
        ("index.html", "1"),
        ("a/index.html", "a"),
        ("b/c/x.html", "x"),
    ];
    assert_eq!(write(&site(&first), &out).changed, 3);
    expect(&out, &first);

    let second = [("index.html", "2"), ("a/index.html", "a")];
    let written = write(&site(&second), &out);
    assert_eq!((written.changed, written.removed), (1, 1));
    expect(&out, &second);
    assert!(!out.join("b").exists(), "folders without a page are gone");
    assert_eq!(beside(&out), ["public"]);
}

#[test]
fn unchanged_files_keep_their_times_and_an_unchanged_site_is_not_touched() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("index.html", "1"), ("a.html", "a")]), &out);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let file = fs::File::options()
        .append(true)
        .open(out.join("a.html"))
        .expect("opened");
    file.set_modified(long_ago).expect("set");
    let modified = |path: &Path| {
        fs::metadata(path)
            .and_then(|metadata| metadata.modified())
            .expect("a time")
    };
    let before = modified(&out.join("a.html"));

    write(&site(&[("index.html", "2"), ("a.html", "a")]), &out);
    assert_eq!(modified(&out.join("a.html")), before);
    let folder = modified(&out);
    let written = write(&site(&[("index.html", "2"), ("a.html", "a")]), &out);
    assert_eq!((written.pages, written.changed, written.removed), (2, 0, 0));
    assert_eq!(modified(&out), folder);
}

#[test]
fn the_order_of_pages_and_the_folder_do_not_show_in_the_manifest() {
    let home = tempfile::tempdir().expect("a folder");
    write(&site(&[("a", "1"), ("b/c", "2")]), &home.path().join("x"));
    write(
        &site(&[("b/c", "2"), ("a", "1")]),
        &home.path().join("other/y"),
    );
    let manifest =
        |folder: &str| fs::read(home.path().join(folder).join(MANIFEST)).expect("a manifest");
    assert_eq!(manifest("x"), manifest("other/y"));
}

#[test]
fn a_folder_with_other_things_is_refused_until_it_is_adopted() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    fs::create_dir(&out).expect("made");
    fs::write(out.join("thesis.doc"), "ten years of work").expect("written");
    let error = output::write(&site(&[("index.html", "1")]), &out, &PLAIN)
        .expect_err("refused")
        .to_string();
    assert!(
        error.contains("`thesis.doc`") && error.contains("--adopt"),
        "{error}"
    );
    expect(&out, &[("thesis.doc", "ten years of work")]);

    let adopt = Options {
        adopt: true,
        ..PLAIN
    };
    output::write(&site(&[("index.html", "1")]), &out, &adopt).expect("written");
    expect(&out, &[("index.html", "1")]);

    fs::create_dir(out.join("a")).expect("made");
    fs::write(out.join("a/note.txt"), "mine").expect("written");
    let error = output::write(&site(&[("index.html", "2")]), &out, &PLAIN)
        .expect_err("refused")
        .to_string();
    assert!(error.contains("`a/note.txt`"), "{error}");
    assert_eq!(beside(&out), ["public"]);
}

#[test]
fn a_repository_in_the_folder_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    fs::create_dir_all(out.join(".git")).expect("made");
    fs::write(out.join(".git/HEAD"), "ref: gh-pages").expect("written");
    for text in ["1", "2"] {
        write(&site(&[("index.html", text)]), &out);
        expect(
            &out,
            &[(".git/HEAD", "ref: gh-pages"), ("index.html", text)],
        );
    }
}

#[test]
fn a_page_that_cannot_be_rendered_keeps_its_previous_version() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("a", "1"), ("b", "1")]), &out);
    let written = write(
        &Texts(vec![("a", Some("2")), ("b", None), ("c", None)]),
        &out,
    );
    assert_eq!(written.diagnostics.len(), 2);
    expect(&out, &[("a", "2"), ("b", "1")]);
}

#[test]
fn a_file_that_was_damaged_or_deleted_is_written_again() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    let pages = [("a", "one"), ("b/x", "two"), ("c", "three")];
    write(&site(&pages), &out);
    fs::write(out.join("a"), "").expect("written");
    fs::remove_dir_all(out.join("b")).expect("removed");
    assert_eq!(write(&site(&pages), &out).changed, 2);
    expect(&out, &pages);

    fs::write(out.join("c"), "THREE").expect("written");
    let fresh = Options {
        fresh: true,
        ..PLAIN
    };
    output::write(&site(&pages), &out, &fresh).expect("written");
    expect(&out, &pages);
}

#[test]
fn what_a_killed_run_has_left_is_cleared_or_completed() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("a", "1"), ("b", "1")]), &out);
    // Killed while the new site was being made.
    fs::create_dir(home.path().join(".public.kb-new")).expect("made");
    fs::write(home.path().join(".public.kb-new/a"), "half").expect("written");
    write(&site(&[("a", "2"), ("b", "1")]), &out);
    expect(&out, &[("a", "2"), ("b", "1")]);
    // Killed between the two renames of a system without an exchange.
    fs::rename(&out, home.path().join(".public.kb-old")).expect("moved");
    let written = write(&site(&[("a", "2"), ("b", "1")]), &out);
    assert_eq!(written.changed, 0, "the old site is back");
    // Killed after an exchange, before the repository was carried over.
    fs::create_dir_all(home.path().join(".public.kb-new/.git")).expect("made");
    fs::write(home.path().join(".public.kb-new/.git/HEAD"), "main").expect("written");
    write(&site(&[("a", "2"), ("b", "1")]), &out);
    expect(&out, &[(".git/HEAD", "main"), ("a", "2"), ("b", "1")]);
    assert_eq!(beside(&out), ["public"]);
}

#[test]
fn an_in_place_run_that_was_killed_is_completed_by_the_next() {
    let home = tempfile::tempdir().expect("a folder");
    let (out, other) = (home.path().join("public"), home.path().join("other"));
    write(&site(&[("a", "1"), ("gone", "1"), ("x", "1")]), &out);
    write(&site(&[("a", "2"), ("x/y", "2")]), &other);
    fs::rename(&other, out.join(".kb-next")).expect("moved");
    fs::write(out.join(".kb-journal"), "kb journal 1\n").expect("written");
    let written = write(&site(&[("a", "2"), ("x/y", "2")]), &out);
    assert_eq!((written.changed, written.removed), (0, 0));
    expect(&out, &[("a", "2"), ("x/y", "2")]);
}

#[test]
fn an_in_place_run_that_was_killed_before_its_mark_changed_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("a", "1")]), &out);
    fs::create_dir(out.join(".kb-next")).expect("made");
    fs::write(out.join(".kb-next/a"), "half").expect("written");
    assert_eq!(write(&site(&[("a", "1")]), &out).changed, 0);
    expect(&out, &[("a", "1")]);
}

#[test]
fn where_the_site_cannot_be_exchanged_files_are_replaced_one_by_one() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("a", "1"), ("old/x", "1"), ("same", "1")]), &out);
    // Somebody else's file has the name of the staging folder.
    fs::write(home.path().join(".public.kb-new"), "").expect("written");
    let written = write(&site(&[("a", "2"), ("new/y", "1"), ("same", "1")]), &out);
    assert!(written.in_place);
    assert_eq!((written.changed, written.removed), (2, 1));
    expect(&out, &[("a", "2"), ("new/y", "1"), ("same", "1")]);
    assert!(!out.join("old").exists());
    let again = write(&site(&[("a", "2"), ("new/y", "1"), ("same", "1")]), &out);
    assert_eq!((again.changed, again.in_place), (0, false));
    expect(&out, &[("a", "2"), ("new/y", "1"), ("same", "1")]);
}

#[test]
#[cfg(unix)]
fn below_a_folder_that_is_read_only_files_are_replaced_one_by_one() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("a", "1"), ("old/x", "1")]), &out);
    let allow =
        |mode| fs::set_permissions(home.path(), fs::Permissions::from_mode(mode)).expect("set");
    allow(0o555);
    if fs::create_dir(home.path().join("probe")).is_ok() {
        eprintln!("skipped: permissions do not bind root");
        return;
    }
    let written = output::write(&site(&[("a", "2"), ("new/y", "1")]), &out, &PLAIN);
    allow(0o755);
    assert!(written.expect("written").in_place);
    expect(&out, &[("a", "2"), ("new/y", "1")]);
    assert!(!out.join("old").exists());
}

#[test]
fn a_write_that_fails_leaves_the_site_as_it_was_and_nothing_beside_it() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    write(&site(&[("a", "1")]), &out);
    let too_long: &'static str = "x".repeat(300).leak();
    let error = output::write(&site(&[("a", "2"), (too_long, "2")]), &out, &PLAIN);
    assert!(error.is_err());
    expect(&out, &[("a", "1")]);
    assert_eq!(beside(&out), ["public"]);
}

#[test]
fn addresses_that_two_pages_claim_and_those_outside_are_named() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    let pages = [
        ("a", "1"),
        ("A", "2"),
        ("../b", "3"),
        (".kb-manifest", "4"),
        ("c//d", "5"),
        ("e", "copy:/no/such/file"),
    ];
    let written = write(&site(&pages), &out);
    assert_eq!(written.troubles.len(), 5, "{:?}", written.troubles);
    expect(&out, &[("a", "1")]);
    assert_eq!(beside(&out), ["public"]);
}

#[test]
fn attachments_are_copied_and_kept() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    let picture = home.path().join("picture.png");
    fs::write(&picture, "pixels").expect("written");
    let copy: &'static str = format!("copy:{}", picture.display()).leak();
    assert_eq!(write(&site(&[("img/p.png", copy)]), &out).changed, 1);
    assert_eq!(write(&site(&[("img/p.png", copy)]), &out).changed, 0);
    fs::write(&picture, "PIXELS").expect("written");
    assert_eq!(write(&site(&[("img/p.png", copy)]), &out).changed, 1);
    expect(&out, &[("img/p.png", "PIXELS")]);
}

#[test]
#[cfg(unix)]
fn a_link_to_the_site_stays_a_link() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("real")).expect("made");
    let link = home.path().join("public");
    std::os::unix::fs::symlink("real", &link).expect("linked");
    for text in ["1", "2"] {
        write(&site(&[("a", text)]), &link);
        expect(&home.path().join("real"), &[("a", text)]);
    }
    assert!(link.is_symlink());
}

#[test]
fn two_builds_at_once_follow_each_other() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("public");
    std::thread::scope(|scope| {
        for text in ["1", "2", "3", "4"] {
            let out = &out;
            scope.spawn(move || write(&site(&[("a", text), ("b", text), ("c/d", text)]), out));
        }
    });
    let files = files(&out);
    let texts: std::collections::BTreeSet<_> = files.values().collect();
    assert_eq!(
        (files.len(), texts.len()),
        (3, 1),
        "one of the sites, whole: {files:?}"
    );
    assert_eq!(beside(&out), ["public"]);
}

#[test]
fn a_large_page_is_written_without_being_held_and_kept_when_it_is_the_same() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("site");
    let pages = [("index.html", "home"), ("data.json", "large: much")];
    assert_eq!(write(&site(&pages), &folder).changed, 2);
    let read = || std::fs::read_to_string(folder.join("data.json")).expect("the page");
    assert_eq!(read(), "large: much");
    assert_eq!(write(&site(&pages), &folder).changed, 0);
    let pages = [("index.html", "home"), ("data.json", "large: more")];
    assert_eq!(write(&site(&pages), &folder).changed, 1);
    assert_eq!(read(), "large: more");
}
