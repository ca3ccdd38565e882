//! `kb sync` against a server on this machine that plays the documented answers of the trackers.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// What the server says to a path with its query: one answer after another, the last one for ever.
#[derive(Clone)]
struct Says {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    /// Sends only half of the body.
    breaks_off: bool,
    /// Never answers.
    hangs: bool,
}

impl Says {
    fn ok(body: &str) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: body.to_string(),
            breaks_off: false,
            hangs: false,
        }
    }

    fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::ok("{\"message\": \"no\"}")
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

type Script = HashMap<String, Vec<Says>>;

struct Server {
    base: String,
    /// Requests with their headers.
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server for what `script` makes of its address.
    fn new(script: impl FnOnce(&str) -> Vec<(&'static str, Vec<Says>)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let script: Script = script(&base)
            .into_iter()
            .map(|(path, says)| (path.to_string(), says))
            .collect();
        let script = Arc::new(Mutex::new(script));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (script, noted) = (Arc::clone(&script), Arc::clone(&noted));
                std::thread::spawn(move || answer(stream, &script, &noted));
            }
        });
        Self { base, heard }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("a list").clone()
    }
}

fn answer(mut stream: TcpStream, script: &Mutex<Script>, noted: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_string();
    noted.lock().expect("a list").push(head);
    let says = {
        let mut script = script.lock().expect("a script");
        match script.get_mut(&path) {
            Some(says) if says.len() > 1 => says.remove(0),
            Some(says) => says[0].clone(),
            None => Says::status(404),
        }
    };
    if says.hangs {
        std::thread::sleep(std::time::Duration::from_secs(60));
        return;
    }
    let mut text = format!(
        "HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n",
        says.status,
        says.body.len()
    );
    for (name, value) in &says.headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = if says.breaks_off {
        &says.body[..says.body.len() / 2]
    } else {
        &says.body
    };
    let _ = stream.write_all(format!("{text}\r\n{body}").as_bytes());
}

struct Home(TempDir);

impl Home {
    fn new(config: &str) -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        home.add("kb.toml", &format!("content = \"docs\"\n{config}"));
        home.add(
            "docs/a.md",
            "# Queue full\n\n## Summary\n\nOn 3 May 2026 the queue was full.\n\n## Action items\n\n\
             - Limit the queue (https://github.com/acme/shop/issues/1)\n- Alert on the queue (OPS-1)\n",
        );
        home.add(
            "teams.toml",
            "[[team]]\nname = \"Payments\"\nhandles = [\"@mona\"]\n",
        );
        home
    }

    fn add(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap_or_default()
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("kb"));
        command
            .current_dir(self.0.path())
            .env_remove("GITHUB_TOKEN")
            .env_remove("GITLAB_TOKEN")
            .env_remove("JIRA_TOKEN")
            .env("MY_TOKEN", "s3cret-t0ken")
            .args(arguments)
            .args(["--today", "2026-11-20"]);
        command
    }

    /// Exit code, and everything that was said.
    fn sync(&self, more: &[&str]) -> (i32, String) {
        let ran = Command::from_std(self.command(&[&["sync"], more].concat()))
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&ran.stdout).into_owned()
            + &String::from_utf8_lossy(&ran.stderr);
        assert!(!said.contains("s3cret-t0ken"), "{said}");
        (ran.status.code().expect("a code"), said)
    }

    /// Keys and states of a snapshot.
    fn tickets(&self, path: &str) -> Vec<(String, String)> {
        let snapshot: Value = serde_json::from_str(&self.read(path)).expect("a snapshot");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let items = snapshot["items"].as_array().expect("items").iter();
        items
            .map(|item| (text(&item["key"]), text(&item["state"])))
            .collect()
    }
}

fn github(base: &str, more: &str) -> String {
    format!(
        "[[tracker]]\nkind = \"github\"\nproject = \"acme/shop\"\nurl = \"{base}\"\ntoken = \"MY_TOKEN\"\n{more}"
    )
}

const FIRST: &str = "/repos/acme/shop/issues?state=all&per_page=100";
const SECOND: &str = "/repos/acme/shop/issues?state=all&per_page=100&page=2";

fn issue(number: u32, state: &str) -> String {
    format!(
        r#"{{"number":{number},"state":"{state}","title":"Confidential","html_url":"https://github.com/acme/shop/issues/{number}","body":"secret words","user":{{"login":"zoe"}},"assignee":{{"login":"mona"}},"assignees":[{{"login":"mona"}}],"labels":[],"created_at":"2026-05-04T10:00:00Z","closed_at":null}}"#
    )
}

#[test]
fn all_pages_of_a_repository_become_one_snapshot_without_people_and_titles() {
    let server = Server::new(|base| {
        let link = format!("<{base}{SECOND}>; rel=\"next\", <{base}{SECOND}>; rel=\"last\"");
        vec![
            (
                FIRST,
                vec![Says::ok(&format!("[{}]", issue(1, "open"))).with("Link", link)],
            ),
            (SECOND, vec![Says::ok(&format!("[{}]", issue(2, "closed")))]),
        ]
    });
    let home = Home::new(&github(&server.base, ""));
    let (code, said) = home.sync(&[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        home.read("trackers/github-acme-shop.json"),
        "{\"fetched\":\"2026-11-20\",\"kb\":\"snapshot\",\"project\":\"acme/shop\",\"tracker\":\"github\",\"items\":[\n\
         {\"key\":\"acme/shop#1\",\"opened\":\"2026-05-04\",\"state\":\"open\",\"team\":\"Payments\",\"url\":\"https://github.com/acme/shop/issues/1\"},\n\
         {\"key\":\"acme/shop#2\",\"opened\":\"2026-05-04\",\"state\":\"done\",\"team\":\"Payments\",\"url\":\"https://github.com/acme/shop/issues/2\"}\n]}\n"
    );
    let heard = server.heard();
    assert_eq!(heard.len(), 2);
    for request in &heard {
        let request = request.to_lowercase();
        assert!(
            request.contains("authorization: bearer s3cret-t0ken"),
            "{request}"
        );
        assert!(
            request.contains("x-github-api-version: 2022-11-28"),
            "{request}"
        );
    }
    // A build joins it.
    let listed = home
        .command(&["actions", "--format", "json"])
        .output()
        .expect("it runs");
    let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    let states: Vec<_> = listed["actions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|action| (&action["state"], &action["state_basis"], &action["team"]))
        .collect();
    assert!(
        states.contains(&(&"open".into(), &"tracker".into(), &"Payments".into())),
        "{states:?}"
    );
    // The same answers make the same bytes.
    let before = home.read("trackers/github-acme-shop.json");
    home.sync(&[]);
    assert_eq!(home.read("trackers/github-acme-shop.json"), before);
}

#[test]
fn faults_and_rate_limits_are_waited_for() {
    let server = Server::new(|_| {
        vec![(
            FIRST,
            vec![
                Says::status(502),
                Says::status(429).with("Retry-After", "0"),
                Says::status(403)
                    .with("X-RateLimit-Remaining", "0")
                    .with("X-RateLimit-Reset", "1"),
                Says::ok(&format!("[{}]", issue(1, "open"))),
            ],
        )]
    });
    let home = Home::new(&github(&server.base, ""));
    let (code, said) = home.sync(&[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(server.heard().len(), 4);
    assert_eq!(home.tickets("trackers/github-acme-shop.json").len(), 1);
}

#[test]
fn a_failure_keeps_the_old_snapshot_and_says_why() {
    let old = "{\"old\": true}";
    let fails = |says: Says, more: &[&str]| {
        let server = Server::new(|_| vec![(FIRST, vec![says])]);
        let home = Home::new(&github(&server.base, ""));
        home.add("trackers/github-acme-shop.json", old);
        let (code, said) = home.sync(more);
        assert_eq!(
            (code, home.read("trackers/github-acme-shop.json").as_str()),
            (2, old),
            "{said}"
        );
        let files = fs::read_dir(home.0.path().join("trackers"))
            .expect("a folder")
            .count();
        assert_eq!(files, 1, "nothing is left behind");
        said
    };
    assert!(fails(Says::status(401), &[]).contains("refuses the token (401)"));
    assert!(fails(Says::status(404), &[]).contains("is not there"));
    let far = Says::status(403)
        .with("X-RateLimit-Remaining", "0")
        .with("Retry-After", "3600");
    assert!(fails(far, &[]).contains("the rate limit lasts 3600 s more"));
    assert!(fails(Says::ok("{\"message\": \"hello\"}"), &[]).contains("another shape"));
    assert!(fails(Says::ok("[{\"number\": 1, \"sta"), &[]).contains("breaks off"));
    let foreign = Says::ok("[]").with("Link", "<https://elsewhere.example/x>; rel=\"next\"");
    assert!(fails(foreign, &[]).contains("another host"));
    let half = Says {
        breaks_off: true,
        ..Says::ok(&format!("[{}]", issue(1, "open")))
    };
    assert!(fails(half, &[]).contains("no answer"));
}

#[test]
fn a_repository_that_was_renamed_is_followed_on_its_own_host_and_no_other_host_sees_the_token() {
    let found = vec![Says::ok(&format!("[{}]", issue(1, "open")))];
    let renamed = Server::new(|base| {
        let to = format!("{base}/repositories/7/issues");
        vec![
            (FIRST, vec![Says::status(301).with("Location", to)]),
            ("/repositories/7/issues", found.clone()),
        ]
    });
    let home = Home::new(&github(&renamed.base, ""));
    let (code, said) = home.sync(&[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(home.tickets("trackers/github-acme-shop.json").len(), 1);
    assert!(renamed.heard()[1].contains("s3cret-t0ken"));

    let other = Server::new(|_| vec![("/x", found.clone())]);
    let to = format!("{}/x", other.base);
    let leads = Server::new(|_| vec![(FIRST, vec![Says::status(302).with("Location", to)])]);
    let home = Home::new(&github(&leads.base, ""));
    let (code, said) = home.sync(&[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("another host"), "{said}");
    assert!(other.heard().is_empty());
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let server = Server::new(|_| {
        vec![(
            FIRST,
            vec![Says {
                hangs: true,
                ..Says::ok("")
            }],
        )]
    });
    let home = Home::new(&github(&server.base, ""));
    let (code, said) = home.sync(&["--timeout", "1"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("it took too long"), "{said}");
}

#[test]
fn one_that_fails_does_not_keep_the_others_from_being_fetched() {
    let server = Server::new(|_| {
        vec![(
            "/projects/group%2Fapp/issues?scope=all&per_page=100&page=1",
            vec![Says::ok(r#"[{"iid":3,"state":"opened","created_at":"2026-01-04T15:31:51.081Z","web_url":"https://gitlab.example.com/group/app/-/issues/3"}]"#).with("X-Next-Page", "2")],
        ), (
            "/projects/group%2Fapp/issues?scope=all&per_page=100&page=2",
            vec![Says::ok(r#"[{"iid":4,"state":"closed","created_at":"2026-01-04T15:31:51.081Z","closed_at":"2026-02-04T15:31:51.081Z","web_url":"https://gitlab.example.com/group/app/-/issues/4"}]"#).with("X-Next-Page", "")],
        )]
    });
    let gitlab = format!(
        "[[tracker]]\nkind = \"gitlab\"\nproject = \"group/app\"\nurl = \"{}\"\ntoken = \"MY_TOKEN\"\n",
        server.base
    );
    let home = Home::new(&github(&server.base, &gitlab));
    let (code, said) = home.sync(&[]);
    assert_eq!(code, 2, "{said}");
    let tickets = home.tickets("trackers/gitlab-group-app.json");
    assert_eq!(
        tickets,
        [
            ("group/app#3".into(), "open".into()),
            ("group/app#4".into(), "done".into())
        ]
    );
    assert!(server.heard().iter().any(|request| {
        request
            .to_lowercase()
            .contains("private-token: s3cret-t0ken")
    }));
}

#[test]
fn jira_is_asked_in_its_new_form_and_then_in_the_old_one() {
    let jql = "jql=project%20%3D%20%22OPS%22%20ORDER%20BY%20key&fields=summary,status,resolution,created,resolutiondate,duedate,priority,assignee&maxResults=100";
    let issue = |key: &str, category: &str| {
        format!(
            r#"{{"key":"{key}","self":"https://jira.example.com/rest/api/2/issue/1","fields":{{"summary":"Confidential","status":{{"name":"X","statusCategory":{{"key":"{category}"}}}},"created":"2026-01-04T15:31:51.081+0000","assignee":{{"name":"mona","displayName":"Mona"}}}}}}"#
        )
    };
    let leak = |path: String| -> &'static str { Box::leak(path.into_boxed_str()) };
    let cloud = Server::new(|_| {
        vec![
            (
                leak(format!("/rest/api/3/search/jql?{jql}")),
                vec![Says::ok(&format!(
                    r#"{{"issues":[{}],"nextPageToken":"a b"}}"#,
                    issue("OPS-1", "new")
                ))],
            ),
            (
                leak(format!("/rest/api/3/search/jql?{jql}&nextPageToken=a%20b")),
                vec![Says::ok(&format!(
                    r#"{{"issues":[{}],"isLast":true}}"#,
                    issue("OPS-2", "done")
                ))],
            ),
        ]
    });
    let own = Server::new(|_| {
        vec![
            (
                leak(format!("/rest/api/2/search?{jql}&startAt=0")),
                vec![Says::ok(&format!(
                    r#"{{"startAt":0,"total":2,"issues":[{}]}}"#,
                    issue("OPS-1", "new")
                ))],
            ),
            (
                leak(format!("/rest/api/2/search?{jql}&startAt=1")),
                vec![Says::ok(&format!(
                    r#"{{"startAt":1,"total":2,"issues":[{}]}}"#,
                    issue("OPS-2", "done")
                ))],
            ),
        ]
    });
    for server in [cloud, own] {
        let home = Home::new(&format!(
            "[[tracker]]\nkind = \"jira\"\nproject = \"OPS\"\nurl = \"{}\"\ntoken = \"MY_TOKEN\"\n",
            server.base
        ));
        let (code, said) = home.sync(&[]);
        assert_eq!(code, 0, "{said}");
        let path = "trackers/jira-ops.json";
        assert_eq!(
            home.tickets(path),
            [
                ("OPS-1".into(), "open".into()),
                ("OPS-2".into(), "done".into())
            ]
        );
        let text = home.read(path);
        assert!(
            text.contains("\"team\":\"Payments\"") && !text.to_lowercase().contains("mona\""),
            "{text}"
        );
        assert!(!text.contains("Confidential"), "{text}");
    }
}

#[test]
fn a_sync_that_is_killed_leaves_the_old_snapshot_or_the_new_one() {
    let many: Vec<String> = (1..2000).map(|number| issue(number, "open")).collect();
    let server = Server::new(|_| vec![(FIRST, vec![Says::ok(&format!("[{}]", many.join(",")))])]);
    let home = Home::new(&github(&server.base, ""));
    home.sync(&[]);
    let new = home.read("trackers/github-acme-shop.json");
    assert_eq!(home.tickets("trackers/github-acme-shop.json").len(), 1999);
    let old = "{\"old\": true}";
    for step in 0..24u64 {
        home.add("trackers/github-acme-shop.json", old);
        let mut child = home
            .command(&["sync", "-q"])
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(std::time::Duration::from_millis(step * 20));
        let _ = child.kill();
        let _ = child.wait();
        let now = home.read("trackers/github-acme-shop.json");
        assert!(
            now == old || now == new,
            "half a snapshot after {} ms",
            step * 20
        );
    }
}

#[test]
fn a_project_without_trackers_is_told_how() {
    let home = Home::new("");
    let (code, said) = home.sync(&[]);
    assert_eq!(code, 2);
    assert!(
        said.contains("names no tracker") && said.contains("[[tracker]]"),
        "{said}"
    );
}
