//! `kb serve` as an author meets it: the real binary, files that change, and a browser's requests.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const DOCUMENT: &str =
    "# Outage of the shop\n\n- Date: 2026-03-01\n\n## Root cause\n\n- The disk was full.\n";

/// A folder with files, and `kb serve` in it.
struct Served {
    home: TempDir,
    process: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, &["--port", "0"])
    }

    fn with(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        Self::ready(Self::begun(files, arguments))
    }

    /// The folder, and the process that has just been started in it.
    fn begun(files: &[(&str, &str)], arguments: &[&str]) -> (TempDir, Child) {
        let home = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            write(home.path(), path, text);
        }
        let process = Command::new(env!("CARGO_BIN_EXE_kb"))
            .arg("serve")
            .args(arguments)
            .current_dir(home.path())
            .env("XDG_CACHE_HOME", home.path().join(".cache"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("it runs");
        (home, process)
    }

    /// Waits until the site can be opened.
    fn ready((home, mut process): (TempDir, Child)) -> Self {
        let mut lines = BufReader::new(process.stderr.take().expect("a pipe")).lines();
        let mut url = String::new();
        let said = Arc::new(Mutex::new(String::new()));
        for line in lines.by_ref().map_while(Result::ok) {
            said.lock()
                .expect("no fault")
                .push_str(&format!("{line}\n"));
            if let Some(found) = line.strip_prefix("Open http://") {
                url = found.to_string();
                break;
            }
        }
        let all = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                all.lock().expect("no fault").push_str(&format!("{line}\n"));
            }
        });
        let port = url
            .split('/')
            .next()
            .and_then(|host| host.rsplit(':').next());
        let port = port.and_then(|port| port.parse().ok()).expect("a port");
        Self {
            home,
            process,
            port,
            said,
        }
    }

    fn write(&self, path: &str, text: &str) {
        write(self.home.path(), path, text);
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn said(&self) -> String {
        self.said.lock().expect("no fault").clone()
    }

    fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout");
        stream.write_all(request.as_bytes()).expect("sent");
        stream
            .shutdown(std::net::Shutdown::Write)
            .expect("no more is sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        Answer {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase(),
            body: body.to_string(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        ))
    }

    /// Waits until a page says so.
    fn until(&self, path: &str, what: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if what(&answer) {
                return answer;
            }
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "{path} never became so: {} {}\n{}",
                answer.status,
                answer.body,
                self.said()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn write(home: &Path, path: &str, text: &str) {
    let path = home.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    fs::write(path, text).expect("written");
}

#[test]
fn pages_are_served_as_they_are_published() {
    let kb = Served::new(&[("kb.toml", ""), ("content/shop.md", DOCUMENT)]);
    let home = kb.get("/");
    assert_eq!(home.status, 200);
    assert!(home.head.contains("content-type: text/html; charset=utf-8"));
    assert!(
        home.body.contains("/.kb/serve.js"),
        "the page waits for changes"
    );
    let folder = kb.get("/incidents/shop?q=1");
    assert_eq!(folder.status, 301);
    assert!(
        folder.head.contains("location: /incidents/shop/?q=1"),
        "{}",
        folder.head
    );
    assert!(
        kb.get("/incidents/shop/")
            .body
            .contains("The disk was full.")
    );
    let missing = kb.get("/incidents/nothing/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("Page not found"));
    let data = kb.get("/data/knowledge-base.json");
    assert!(data.head.contains("application/json"), "{}", data.head);
    assert!(data.body.contains("Outage of the shop"));
    assert!(!kb.path("public").exists(), "nothing is written");
}

#[test]
fn a_page_that_the_browser_has_is_not_sent_again_and_head_sends_none() {
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    let first = kb.get("/");
    let tag = first
        .head
        .lines()
        .find_map(|line| line.strip_prefix("etag: "))
        .expect("a tag");
    let again = kb.ask(&format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {tag}\r\n\r\n"
    ));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = kb.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert!(
        head.head
            .contains(&format!("content-length: {}", first.body.len()))
    );
}

#[test]
fn a_part_of_a_file_is_sent_where_it_is_asked_for() {
    let document = format!("{DOCUMENT}\n![how it began](v.mp4)\n");
    let kb = Served::new(&[("shop.md", &document), ("v.mp4", "0123456789")]);
    let part = |range: &str| {
        kb.ask(&format!(
            "GET /files/v.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: {range}\r\n\r\n"
        ))
    };
    let middle = part("bytes=2-4");
    assert_eq!((middle.status, middle.body.as_str()), (206, "234"));
    assert!(middle.head.contains("content-range: bytes 2-4/10"));
    assert_eq!(part("bytes=20-").status, 416);
    let whole = kb.get("/files/v.mp4");
    assert_eq!((whole.status, whole.body.as_str()), (200, "0123456789"));
    assert!(whole.head.contains("accept-ranges: bytes"));
}

#[test]
fn a_connection_ends_where_the_browser_wants_it_to() {
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    for request in [
        "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n",
        "GET /data/knowledge-base.json HTTP/1.0\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        // What is refused is answered, however much of it is still on its way.
        &format!(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n{}",
            "x".repeat(999_999)
        ),
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", kb.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        // Without an end this would be no answer but the end of patience.
        stream.read_to_string(&mut answer).expect("an end");
        assert!(!answer.contains("chunked"), "{answer}");
        assert!(answer.contains("Connection: close"), "{answer}");
    }
}

#[test]
fn only_the_own_names_are_answered_and_no_path_leaves_the_site() {
    let kb = Served::new(&[("docs/shop.md", DOCUMENT), ("secret.txt", "a secret")]);
    let foreign = kb.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!(foreign.status, 403);
    assert_eq!(
        kb.ask("GET / HTTP/1.1\r\n\r\n").status,
        403,
        "no name at all"
    );
    let answer = kb.ask("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\n\r\n");
    assert!(
        !answer.head.contains("access-control"),
        "no other site may read it"
    );
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//etc/passwd",
        "/assets/",
        "/%00",
    ] {
        let answer = kb.get(path);
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("a secret"), "{path}");
    }
    assert_eq!(
        kb.ask("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
        405
    );
}

#[test]
fn the_site_lies_below_the_path_of_its_address() {
    let toml = "base_url = \"https://acme.example/kb/\"\n";
    let kb = Served::new(&[("kb.toml", toml), ("content/shop.md", DOCUMENT)]);
    assert!(kb.get("/").head.contains("location: /kb/"));
    assert!(kb.get("/kb").head.contains("location: /kb/"));
    assert!(
        kb.get("/kb/incidents/shop/")
            .body
            .contains("The disk was full.")
    );
    assert_eq!(kb.get("/incidents/shop/").status, 404);
}

#[test]
fn what_is_saved_is_shown_on_its_page_and_in_the_lists() {
    let kb = Served::new(&[
        ("shop.md", DOCUMENT),
        ("other.md", "# Another\n\n## Root cause\n\n- A cable.\n"),
    ]);
    kb.write(
        "shop.md",
        &DOCUMENT.replace("Outage of the shop", "A better title"),
    );
    kb.until("/incidents/shop/", |page| {
        page.body.contains("A better title")
    });
    kb.until("/incidents/", |page| page.body.contains("A better title"));
    // As editors save: a new file beside it, renamed over it.
    kb.write("shop.md.tmp", &DOCUMENT.replace("disk", "queue"));
    fs::rename(kb.path("shop.md.tmp"), kb.path("shop.md")).expect("renamed");
    kb.until("/incidents/shop/", |page| {
        page.body.contains("The queue was full.")
    });
    kb.write("new/third.md", "# A third\n\n## Root cause\n\n- Rain.\n");
    kb.until("/incidents/third/", |page| page.status == 200);
    fs::remove_file(kb.path("other.md")).expect("removed");
    kb.until("/incidents/other/", |page| page.status == 404);
    kb.until("/incidents/", |page| !page.body.contains("Another"));
}

#[test]
fn a_folder_that_was_deleted_comes_back() {
    let kb = Served::new(&[("kb.toml", ""), ("content/shop.md", DOCUMENT)]);
    fs::remove_dir_all(kb.path("content")).expect("removed");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(kb.get("/").status, 200, "it goes on");
    kb.write(
        "content/back.md",
        "# Back again\n\n## Root cause\n\n- A checkout.\n",
    );
    kb.until("/incidents/back/", |page| page.body.contains("Back again"));
    kb.write(
        "content/back.md",
        "# And changed\n\n## Root cause\n\n- A checkout.\n",
    );
    kb.until("/incidents/back/", |page| page.body.contains("And changed"));
}

#[test]
fn what_is_saved_while_a_folder_is_moved_away_and_back_is_shown() {
    let kb = Served::new(&[("kb.toml", ""), ("content/sub/shop.md", DOCUMENT)]);
    let (folder, away) = (kb.path("content/sub"), kb.path("away"));
    for word in ["queue", "network", "memory"] {
        fs::rename(&folder, &away).expect("moved");
        fs::rename(&away, &folder).expect("moved back");
        kb.write("content/sub/shop.md", &DOCUMENT.replace("disk", word));
        let said = format!("The {word} was full.");
        kb.until("/incidents/shop/", |page| page.body.contains(&said));
    }
}

#[test]
fn what_is_saved_while_the_folder_is_read_for_the_first_time_is_shown() {
    let names: Vec<String> = (0..400).map(|number| format!("n{number:03}.md")).collect();
    let before: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), DOCUMENT)).collect();
    let (home, process) = Served::begun(&before, &["--port", "0"]);
    // One after the other, so that some are saved in each moment of the start.
    for name in &names {
        write(home.path(), name, &DOCUMENT.replace("shop", "basket"));
        std::thread::sleep(Duration::from_millis(1));
    }
    let kb = Served::ready((home, process));
    for name in &names {
        let path = format!("/incidents/{}/", name.trim_end_matches(".md"));
        kb.until(&path, |page| page.body.contains("Outage of the basket"));
    }
}

#[test]
fn a_checkout_of_500_files_is_one_change() {
    let names: Vec<String> = (0..650).map(|number| format!("n{number}.md")).collect();
    let before: Vec<(&str, &str)> = names[..400]
        .iter()
        .map(|name| (name.as_str(), DOCUMENT))
        .collect();
    let kb = Served::new(&before);
    // Another branch: 150 are not there, 100 are as they were, 150 are others, 250 are new.
    let other = DOCUMENT.replace("shop", "basket");
    for name in &names[..150] {
        fs::remove_file(kb.path(name)).expect("removed");
    }
    for name in &names[250..] {
        // As version control writes: beside it, then in its place.
        kb.write("checkout.tmp", &other);
        fs::rename(kb.path("checkout.tmp"), kb.path(name)).expect("renamed");
    }
    kb.until("/incidents/n649/", |page| page.body.contains("basket"));
    kb.until("/incidents/n399/", |page| page.body.contains("basket"));
    kb.until("/incidents/n0/", |page| page.status == 404);
    assert!(kb.get("/incidents/n200/").body.contains("shop"));
    std::thread::sleep(Duration::from_millis(300));
    let rounds = kb.said().matches("shown after").count();
    assert!(rounds <= 3, "{rounds} rounds:\n{}", kb.said());
}

/// How often something was made anew, after everything that was written has been seen: a change comes last.
fn rounds_until_the_last(kb: &Served, document: &str) -> usize {
    // What is written before a pause is a change of its own.
    std::thread::sleep(Duration::from_millis(300));
    kb.write(document, &DOCUMENT.replace("shop", "last"));
    kb.until("/", |page| page.body.contains("Outage of the last"));
    std::thread::sleep(Duration::from_millis(300));
    kb.said().matches("shown after").count()
}

#[test]
fn what_nobody_reads_and_what_editors_leave_makes_nothing_anew() {
    let kb = Served::new(&[
        ("kb.toml", "exclude = [\"drafts/**\"]\n"),
        ("content/shop.md", DOCUMENT),
        ("content/metrics.csv", "1"),
        ("content/drafts/a.md", "a"),
        ("serve.log", "one"),
    ]);
    for round in 0..3 {
        kb.write("serve.log", &format!("line {round}"));
        kb.write("README.md", &format!("line {round}"));
        kb.write("content/metrics.csv", &format!("1,{round}"));
        kb.write("content/drafts/a.md", &format!("a {round}"));
        for name in [
            "4913",
            ".shop.md.swp",
            "shop.md~",
            "#shop.md#",
            "shop.md.tmp",
        ] {
            let name = format!("content/{name}");
            kb.write(&name, "not a document");
            fs::remove_file(kb.path(&name)).expect("removed");
        }
        std::thread::sleep(Duration::from_millis(150));
    }
    let rounds = rounds_until_the_last(&kb, "content/shop.md");
    assert_eq!(rounds, 1, "{}", kb.said());
}

#[test]
fn a_log_among_the_documents_is_no_endless_change() {
    let kb = Served::new(&[("shop.md", DOCUMENT), ("said", "starting up\n")]);
    // Another program keeps there what is said, line by line; it tells of no incident.
    for round in 0..3 {
        kb.write("serve.log", &format!("line {round}"));
        kb.write("said", &format!("line {round}\n"));
        kb.until("/", |_| kb.said().contains("serve.log: shown"));
        std::thread::sleep(Duration::from_millis(150));
    }
    let rounds = rounds_until_the_last(&kb, "shop.md");
    // That the log is there now is a change; what is in it is none.
    assert!(rounds <= 2, "{}", kb.said());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_watched_makes_nothing_anew() {
    use std::os::unix::fs::PermissionsExt;
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    kb.write("closed/a.md", DOCUMENT);
    let closed = kb.path("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    if fs::read_dir(&closed).is_ok() {
        println!("skipped: whoever runs this may read everything");
        return;
    }
    kb.write("shop.md", &DOCUMENT.replace("shop", "basket"));
    kb.until("/", |page| page.body.contains("Outage of the basket"));
    let before = kb.said().matches("shown after").count();
    std::thread::sleep(Duration::from_millis(2500));
    let after = kb.said().matches("shown after").count();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("opened");
    assert_eq!(after, before, "{}", kb.said());
}

#[test]
fn what_editors_rename_over_a_file_is_one_file() {
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    // As `sed -i` and Kate do: a name of no known kind.
    kb.write("sedXq1", &DOCUMENT.replace("disk", "queue"));
    fs::rename(kb.path("sedXq1"), kb.path("shop.md")).expect("renamed");
    kb.until("/incidents/shop/", |page| {
        page.body.contains("The queue was full.")
    });
    rounds_until_the_last(&kb, "shop.md");
    assert!(!kb.said().contains("2 files"), "{}", kb.said());
}

#[test]
fn an_image_that_a_page_shows_is_a_change() {
    let kb = Served::new(&[
        ("shop.md", &format!("{DOCUMENT}\n![x](x.svg)\n")),
        ("x.svg", "<svg/>"),
        ("y.svg", "<svg/>"),
    ]);
    kb.write("y.svg", "<svg></svg>");
    kb.write("x.svg", "<svg><!-- new --></svg>");
    kb.until("/files/x.svg", |file| file.body.contains("new"));
    let rounds = rounds_until_the_last(&kb, "shop.md");
    assert_eq!(rounds, 2, "{}", kb.said());
}

#[cfg(unix)]
#[test]
fn what_is_said_may_be_kept_in_a_file_of_the_project() {
    let home = tempfile::tempdir().expect("a folder");
    write(home.path(), "shop.md", DOCUMENT);
    let log = home.path().join("said.txt");
    let file = fs::File::create(&log).expect("a file");
    let mut process = Command::new(env!("CARGO_BIN_EXE_kb"))
        .args(["serve", "--port", "0"])
        .current_dir(home.path())
        .env("XDG_CACHE_HOME", home.path().join(".cache"))
        .stderr(file)
        .spawn()
        .expect("it runs");
    let said = || fs::read_to_string(&log).expect("a log");
    let until = |words: &str| {
        let start = Instant::now();
        while !said().contains(words) && start.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(400));
    };
    until("Open http://");
    write(home.path(), "shop.md", &DOCUMENT.replace("shop", "basket"));
    until("shown after");
    let said = said();
    process.kill().expect("it ran");
    process.wait().expect("it ended");
    assert_eq!(said.matches("shown after").count(), 1, "{said}");
}

#[test]
fn a_broken_configuration_leaves_the_last_state_and_says_why() {
    let kb = Served::new(&[
        ("kb.toml", "title = \"Ours\"\n"),
        ("content/shop.md", DOCUMENT),
    ]);
    kb.write("kb.toml", "title = [\n");
    let about = kb.until("/.kb/page?path=%2F", |about| {
        about.body.contains("kb.toml:")
    });
    assert!(about.body.contains("\"trouble\":\""), "{}", about.body);
    assert!(
        kb.get("/").body.contains("Ours"),
        "the last good state stays"
    );
    assert!(
        kb.said().contains("the last good state stays"),
        "{}",
        kb.said()
    );
    kb.write("kb.toml", "title = \"Better\"\n");
    kb.until("/", |page| page.body.contains("Better"));
    assert!(
        kb.get("/.kb/page?path=%2F")
            .body
            .contains("\"trouble\":null")
    );
}

#[test]
fn a_broken_template_or_document_leaves_the_last_state_and_says_why() {
    let good = fs::read_to_string("theme/templates/about.html").expect("the built-in one");
    let files = [
        ("kb.toml", ""),
        ("content/shop.md", DOCUMENT),
        ("theme/templates/about.html", good.as_str()),
    ];
    let kb = Served::new(&files);
    kb.write("theme/templates/about.html", "{{ nothing.at.all }}");
    kb.until("/.kb/page?path=%2F", |about| {
        about.body.contains("about.html:1")
    });
    assert_eq!(kb.get("/about/").status, 200);
    kb.write(
        "theme/templates/about.html",
        &good.replace("<h1>", "<h1>Ours: "),
    );
    kb.until("/about/", |page| page.body.contains("Ours: "));
    kb.write("content/shop.md", "---\ntitle: [\n---\n# Broken\n");
    kb.until("/.kb/page?path=%2F", |about| {
        about.body.contains("front-matter-syntax")
    });
    assert!(
        kb.get("/incidents/shop/")
            .body
            .contains("The disk was full.")
    );
}

#[test]
fn a_broken_template_that_comes_with_its_folder_says_why() {
    let kb = Served::new(&[("kb.toml", ""), ("content/shop.md", DOCUMENT)]);
    kb.write("theme/templates/about.html", "{{ nothing.at.all }}");
    kb.until("/.kb/page?path=%2F", |about| {
        about.body.contains("about.html:1")
    });
}

#[test]
fn findings_of_a_page_are_named_with_their_line() {
    let kb = Served::new(&[(
        "shop.md",
        "# Outage\n\n## Root cause\n\n- Disk. See [that](nowhere.md).\n",
    )]);
    let about = kb.get("/.kb/page?path=%2Fincidents%2Fshop%2F");
    assert!(
        about.body.contains("\"rule\":\"broken-link\""),
        "{}",
        about.body
    );
    assert!(about.body.contains("\"line\":5"), "{}", about.body);
    let times = about.body.matches("\"rule\":\"broken-link\"").count();
    assert_eq!(times, 1, "told once: {}", about.body);
    assert!(
        !kb.get("/").body.contains("nowhere.md"),
        "on its own page only"
    );
}

#[test]
fn browsers_are_told_of_changes() {
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    let mut stream = TcpStream::connect(("127.0.0.1", kb.port)).expect("it listens");
    stream
        .write_all(
            b"GET /.kb/events?path=%2Fincidents%2Fshop%2F HTTP/1.1\r\nHost: localhost\r\n\r\n",
        )
        .expect("sent");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines
        .find(|line| line.starts_with("data: "))
        .expect("a first word");
    let names = format!("data-page=\"{}\"", &first["data: ".len()..]);
    let page = kb.get("/incidents/shop/").body;
    assert!(page.contains(&names), "{first}: {page}");
    // The search is worked out meanwhile, which is a change too, and none of this page.
    kb.write("shop.md", &DOCUMENT.replace("disk", "queue"));
    let other = lines.find(|line| line.starts_with("data: ") && *line != first);
    assert!(other.is_some());
}

#[test]
fn the_search_follows_in_the_background() {
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    kb.until("/search/manifest.json", |answer| answer.status == 200);
}

#[test]
fn the_pieces_of_the_search_before_stay_for_pages_that_are_open() {
    let kb = Served::new(&[("shop.md", DOCUMENT)]);
    let before = kb.until("/search/manifest.json", |answer| answer.status == 200);
    let words = piece_of_words(&kb);
    assert_eq!(kb.get(&words).status, 200);
    kb.write("shop.md", &DOCUMENT.replace("The disk", "The xylophone"));
    kb.until("/search/manifest.json", |answer| answer.body != before.body);
    assert_ne!(piece_of_words(&kb), words);
    assert_eq!(kb.get(&words).status, 200);
}

/// The piece that holds the words of a small site.
fn piece_of_words(kb: &Served) -> String {
    let manifest = kb.get("/search/manifest.json").body;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let terms = manifest["router"]["terms"].as_str().expect("names");
    format!("/search/t0-{}.kb", &terms[..6])
}

#[test]
fn readers_outside_are_shown_what_they_would_see() {
    let toml = "[audience.public]\nsections = [\"summary\", \"factors\"]\n";
    let public = "---\nstatus: final\nvisibility: public\n---\n# Shop down\n\n- Date: 2026-03-01\n\n## Summary\n\nThe shop was closed.\n\n## Root cause\n\n- The disk was full.\n\n## Internal notes\n\nInsiders know.\n";
    let inside = "# Inside\n\n## Summary\n\nNobody else.\n";
    let files = [
        ("kb.toml", toml),
        ("content/shop.md", public),
        ("content/inside.md", inside),
    ];
    let kb = Served::with(&files, &["--port", "0", "--audience", "public"]);
    let page = kb.get("/incidents/shop/").body;
    assert!(page.contains("The shop was closed."), "{page}");
    assert!(!page.contains("Insiders know"), "{page}");
    assert_eq!(kb.get("/incidents/inside/").status, 404);
    kb.write(
        "content/shop.md",
        &public
            .replace("was closed", "opened late")
            .replace("Insiders", "Others"),
    );
    let page = kb.until("/incidents/shop/", |page| {
        page.body.contains("The shop opened late.")
    });
    assert!(!page.body.contains("Others know"), "{}", page.body);
    assert!(
        !kb.get("/data/knowledge-base.json")
            .body
            .contains("Nobody else")
    );
}

#[test]
fn a_port_that_is_taken_is_not_the_end() {
    let first = Served::new(&[("shop.md", DOCUMENT)]);
    let taken = first.port.to_string();
    let second = Served::with(&[("shop.md", DOCUMENT)], &["--port", &taken]);
    assert_ne!(first.port, second.port);
    assert!(
        second.said().contains(&format!("port {taken} is taken")),
        "{}",
        second.said()
    );
    assert_eq!(second.get("/").status, 200);
}
