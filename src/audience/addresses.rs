//! Addresses of people and machines in running text: mail, handles, links, hosts.

use crate::catalog::Catalog;
use crate::config::Config;
use crate::config::Profile;
use regex::{Captures, Regex};
use std::sync::LazyLock;

const SOMEBODY: &str = "a responder";
const SOMEWHERE: &str = "an internal address";

/// Ends of names that only an inside has.
const INSIDE: &[&str] = &[
    "internal",
    "local",
    "localdomain",
    "localhost",
    "lan",
    "corp",
    "intranet",
    "intra",
    "private",
    "home",
    "arpa",
    "priv",
    "svc",
    "cluster",
    "consul",
    "prod",
    "staging",
];
/// Ends of names that everybody uses; others in running text are rather files and packages.
const OUTSIDE: &[&str] = &[
    "com", "net", "org", "io", "dev", "app", "cloud", "eu", "de", "uk", "us", "ch", "at", "nl",
    "fr", "se", "no", "dk", "example", "info", "biz", "edu", "gov", "tech", "tools", "systems",
    "network", "digital", "test",
];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a sound pattern")
}

static URL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)\b[a-z][a-z0-9+.-]{1,15}://[^\s<>"'`)\]}|\\]*[^\s<>"'`)\]}|\\.,;:!?]"#)
});
/// A whole file in an address: nobody sees what is in it.
static DATA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i)\bdata:[a-z]+/[a-z0-9.+-]+[;,][^\s<>"'`)\]}|]+"#));
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:mailto:)?[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+"));
static SLACK: LazyLock<Regex> = LazyLock::new(|| pattern(r"<@[\w]+(?:\|[^>\n]*)?>"));
static HANDLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(^|[^\p{L}\d_/@])(@[\p{L}\d_](?:[\p{L}\d_.-]*[\p{L}\d_])?)"));
static HOST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,15}\b(?::\d{2,5})?(?:/[^\s<>()\[\]|`]*[^\s<>()\[\]|`.,;:!?])?",
    )
});
static V4: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:\d{1,3}\.){3}\d{1,3}\b(?::\d{2,5})?(?:/\d{1,2})?"));
static V6: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})\b|\bf[cde][0-9a-f]{2}::?[0-9a-f:]+")
});
static SHARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\\\[\w.$-]+(?:\\[^\s\\]+)+"));

/// The host of an address with a scheme, without user and port.
pub fn host(url: &str) -> Option<&str> {
    let (_, rest) = url
        .split_once("://")
        .or_else(|| Some(("", url.strip_prefix("//")?)))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    Some(host.split(':').next().unwrap_or(host))
}

/// Takes the addresses out of a text; what was taken goes to `taken`.
pub fn mask(
    text: &str,
    profile: &Profile,
    config: &Config,
    catalog: &Catalog,
    names_somebody: &dyn Fn(&str) -> bool,
    taken: &mut Vec<String>,
) -> String {
    let is_web = |url: &str| {
        let scheme = url.split("://").next().unwrap_or_default().to_lowercase();
        matches!(scheme.as_str(), "http" | "https") && !url.contains('@')
    };
    let allowed = |url: &str| {
        is_web(url) && host(url).is_some_and(|host| profile.has_host(host)) && !names_somebody(url)
    };
    // What may stay is put aside, so that no later step looks into it.
    let mut aside: Vec<String> = Vec::new();
    let mut put = |url: &str| {
        aside.push(url.to_string());
        format!("\u{fdd0}{}\u{fdd1}", aside.len() - 1)
    };
    let text = text.replace(['\u{fdd0}', '\u{fdd1}'], "");
    let mut step =
        |text: &str, pattern: &Regex, replace: &mut dyn FnMut(&str) -> Option<String>| -> String {
            pattern
                .replace_all(text, |found: &Captures<'_>| {
                    let whole = &found[0];
                    match replace(whole) {
                        Some(other) => {
                            taken.push(whole.to_string());
                            other
                        }
                        None => whole.to_string(),
                    }
                })
                .into_owned()
        };
    let text = URL
        .replace_all(&text, |found: &Captures<'_>| match allowed(&found[0]) {
            true => put(&found[0]),
            false => found[0].to_string(),
        })
        .into_owned();
    let text = step(&text, &URL, &mut |_| Some(SOMEWHERE.into()));
    let text = step(&text, &DATA, &mut |_| Some(SOMEWHERE.into()));
    let text = step(&text, &MAIL, &mut |mail| {
        Some(
            catalog
                .team(mail)
                .map_or(SOMEBODY, |team| &team.name)
                .into(),
        )
    });
    let text = step(&text, &SLACK, &mut |_| Some(SOMEBODY.into()));
    let text = step(&text, &SHARE, &mut |_| Some(SOMEWHERE.into()));
    let text = step(&text, &HOST, &mut |name| {
        is_inside(name, profile, config).then(|| SOMEWHERE.into())
    });
    let text = step(&text, &V4, &mut |name| {
        is_v4(name).then(|| SOMEWHERE.into())
    });
    let text = step(&text, &V6, &mut |_| Some(SOMEWHERE.into()));
    let text = HANDLE
        .replace_all(&text, |found: &Captures<'_>| {
            let handle = &found[2];
            match catalog.team(handle) {
                Some(team) => format!("{}{}", &found[1], team.name),
                None => {
                    taken.push(handle.to_string());
                    format!("{}{SOMEBODY}", &found[1])
                }
            }
        })
        .into_owned();
    aside.iter().enumerate().fold(text, |text, (number, url)| {
        text.replace(&format!("\u{fdd0}{number}\u{fdd1}"), url)
    })
}

fn is_inside(name: &str, profile: &Profile, config: &Config) -> bool {
    let host = name
        .split(['/', ':'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let end = host.rsplit('.').next().unwrap_or_default();
    let listed = config.check.internal_hosts.iter().any(|inner| {
        let inner = inner.trim_start_matches('.').to_lowercase();
        host == inner || host.ends_with(&format!(".{inner}"))
    });
    listed || !profile.has_host(&host) && (INSIDE.contains(&end) || OUTSIDE.contains(&end))
}

/// An address of four numbers; versions are written with fewer, or with larger ones.
fn is_v4(text: &str) -> bool {
    let numbers = text.split([':', '/']).next().unwrap_or_default();
    numbers.split('.').all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Team;

    #[test]
    fn addresses_of_people_and_machines_go() {
        let team = Team {
            name: "Payments".into(),
            handles: vec!["@pay".into()],
            ..Team::default()
        };
        let catalog = Catalog::new(Vec::new(), vec![team]);
        let profile = Profile {
            hosts: vec!["status.acme.example".into()],
            ..Profile::default()
        };
        let config = Config::default();
        for (text, masked) in [
            (
                "paged @pay, then @jane.o.",
                "paged Payments, then a responder.",
            ),
            (
                "[x](https://grafana.acme.example/d/1?u=a)",
                "[x](an internal address)",
            ),
            (
                "see https://status.acme.example/i/7.",
                "see https://status.acme.example/i/7.",
            ),
            (
                "https://status.acme.example.evil.com/",
                "an internal address",
            ),
            ("https://x@status.acme.example/", "an internal address"),
            (
                "jane@acme.example wrote <@U012AB3>",
                "a responder wrote a responder",
            ),
            (
                "db1.prod.internal:5432 and 10.2.3.4/16",
                "an internal address and an internal address",
            ),
            (
                "wiki.acme.com/ops, main.rs, kb.toml, 1.2.3",
                "an internal address, main.rs, kb.toml, 1.2.3",
            ),
            (
                r"\\files\share\x fe80::1:2",
                "an internal address an internal address",
            ),
            ("at 12:30:45 it was 99.95 %", "at 12:30:45 it was 99.95 %"),
            ("ssh://git@host/x", "an internal address"),
            ("https://status.acme.example/u/jane", "an internal address"),
            (
                "data:text/plain;base64,a293YWw= is it",
                "an internal address is it",
            ),
        ] {
            assert_eq!(
                mask(
                    text,
                    &profile,
                    &config,
                    &catalog,
                    &|url| url.contains("jane"),
                    &mut Vec::new()
                ),
                masked,
                "{text}"
            );
        }
    }
}
