//! Names that other pages must not show: of those whom the document lists, and of those who act in its prose.
//!
//! A name is two or three words that are written like one; a single word only where people are called so and somebody
//! acts under it. Runs when actions are known.

use super::super::Context;
use super::super::headings::Meaning;
use super::super::items::inlines;
use crate::diagnostic::Diagnostic;
use crate::model::Incident;
use crate::people;
use rustc_hash::FxHashSet;
use std::borrow::Borrow;
use std::sync::LazyLock;

pub fn extract(context: &Context<'_>, incident: &mut Incident, _: &mut Vec<Diagnostic>) {
    let owners = incident.actions.iter().flat_map(|action| &action.owners);
    let mut names: Vec<String> = incident
        .authors
        .iter()
        .chain(owners)
        .map(|name| name.value.split('(').next().unwrap_or_default().trim())
        .filter(|name| name.contains(' ') && !name.starts_with('@'))
        .map(str::to_string)
        .collect();
    // Authors are called by a part of their name, too.
    let parts: Vec<String> = incident
        .authors
        .iter()
        .filter_map(|author| author.value.split('(').next())
        .map(|name| name.split_whitespace().collect::<Vec<_>>())
        .filter(|name| (2..=4).contains(&name.len()) && is_name(name))
        .flatten()
        .filter(|part| part.chars().count() >= 4 && !is_thing(part) && !people::is_ordinary(part))
        .map(str::to_string)
        .collect();
    names.extend(parts);
    for part in &context.outline.parts {
        let lists = part.within == Some(Meaning::People);
        for block in &part.blocks {
            let mut texts = Vec::new();
            inlines(block.borrow(), &mut texts);
            for inline in texts {
                if lists {
                    names.extend(listed(&inline.text));
                }
                acting(&inline.text, &mut names);
                called(&inline.text, &mut names);
            }
        }
    }
    let catalog = context.catalog;
    names.retain(|name| catalog.team(name).is_none() && catalog.service(name).is_none());
    names.retain(|name| !is_declared(incident, name));
    names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    names.dedup();
    incident.people = names;
}

/// Whether the document itself says that a service or a team is called so, or begins so.
fn is_declared(incident: &Incident, name: &str) -> bool {
    let name = name.to_lowercase();
    let is_so = |thing: &str| {
        let thing = thing.to_lowercase();
        let rest = thing.strip_prefix(name.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let first = name.split(' ').next().unwrap_or_default();
    let mut authors = incident.authors.iter();
    // People are listed as teams, too: one of them is "Jane Doe", not "Jane".
    let is_author = authors.any(|author| {
        let author = author.value.to_lowercase();
        author.split_whitespace().any(|part| part == first)
    });
    let mut services = incident.services.iter();
    let mut teams = incident.teams.iter();
    !is_author
        && (services.any(|service| is_so(&service.value.name))
            || !name.contains(' ') && teams.any(|team| is_so(&team.value))
            || teams.any(|team| is_so(&team.value)) && !begins_like_one(first))
}

/// Whether people have this first name, however it is written.
fn begins_like_one(first: &str) -> bool {
    people::FIRST_NAMES
        .split_whitespace()
        .any(|name| name == first)
}

/// Whether a word says what kind of thing stands before it.
fn is_thing(word: &str) -> bool {
    THINGS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// Whether the word that follows makes a thing of the name before: `Alan Turing Institute`, `Diego Garcia link`.
fn makes_a_thing(after: &str) -> bool {
    after
        .strip_prefix(' ')
        .is_some_and(|next| is_thing(first_word(next)))
}

/// Nouns of things that are called like people.
const THINGS: &[&str] = &[
    "account",
    "agent",
    "airport",
    "api",
    "app",
    "application",
    "backend",
    "balancer",
    "bot",
    "broker",
    "bucket",
    "builder",
    "bus",
    "cache",
    "campus",
    "catalog",
    "client",
    "cloud",
    "cluster",
    "collector",
    "container",
    "controller",
    "crawler",
    "daemon",
    "dashboard",
    "database",
    "datacenter",
    "datacentre",
    "db",
    "deployment",
    "edge",
    "endpoint",
    "engine",
    "exporter",
    "frontend",
    "gateway",
    "host",
    "instance",
    "institute",
    "interface",
    "job",
    "library",
    "link",
    "loadbalancer",
    "machine",
    "metrics",
    "module",
    "network",
    "node",
    "operator",
    "pipeline",
    "platform",
    "plugin",
    "pod",
    "pool",
    "process",
    "program",
    "proxy",
    "queue",
    "region",
    "registry",
    "replica",
    "repository",
    "router",
    "satellite",
    "scheduler",
    "server",
    "service",
    "shard",
    "site",
    "storage",
    "stream",
    "switch",
    "system",
    "terminal",
    "tool",
    "university",
    "vm",
    "website",
    "worker",
    "zone",
];

/// The full names of a list: `Jane Doe, Sam V. Poe (IC)`.
fn listed(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';', '\n', '(', ':', '|', '–', '/'])
        .map(|name| name.trim().trim_end_matches('.'))
        .filter(|name| {
            let words: Vec<&str> = name.split_whitespace().collect();
            (2..=3).contains(&words.len()) && is_name(&words)
        })
        .map(str::to_string)
}

/// `Jane Doe noticed …`, `reported by Jane Doe`: names with what only people do.
fn acting(text: &str, names: &mut Vec<String>) {
    if !has_capitals_in_a_row(text) {
        return;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, pair) in words.windows(2).enumerate() {
        let ends = pair[1].trim_end_matches(['.', ',', ';', ')']);
        if !is_name(&[pair[0], ends]) {
            continue;
        }
        let word = |at: usize| words.get(at).copied().unwrap_or_default();
        let next = match word(at + 2) {
            "also" | "then" | "immediately" | "quickly" | "first" | "later" | "has" | "had" => {
                word(at + 3)
            }
            next => next,
        };
        let next = next.trim_end_matches([',', '.', ':']);
        let acts = pair[1] == ends && (ACTS.contains(&next) || NOW.contains(&next));
        let did = at >= 2 && word(at - 1) == "by" && DONE.contains(&word(at - 2));
        let is_thing = is_thing(ends) || pair[1] == ends && is_thing(first_word(word(at + 2)));
        let did = did && !is_thing;
        if acts || did {
            names.push(format!("{} {ends}", pair[0]));
        }
    }
}

/// `Emil C. identified …`, `Carol noticed …`, `thanks, Ines Falk`: what people are called, with a second word of a name or
/// with what only people do.
fn called(text: &str, names: &mut Vec<String>) {
    let bytes = text.as_bytes();
    for (at, &letter) in bytes.iter().enumerate() {
        let begins = at == 0 || !bytes[at - 1].is_ascii_alphanumeric() && bytes[at - 1].is_ascii();
        // The second half of a double name belongs to the first.
        let begins = begins && !(at >= 2 && bytes[at - 1] == b'-' && !is_apart(bytes[at - 2]));
        if !begins || !(letter.is_ascii_uppercase() || letter >= 0xc3) {
            continue;
        }
        let word = first_word(&text[at..]);
        if !people::is_first_name(word) && !is_double(word) {
            continue;
        }
        let after = &text[at + word.len()..];
        let next = after.strip_prefix(' ').map_or("", first_word);
        let initial = next.len() == 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
        let second = after.get(1 + next.len()..).unwrap_or_default();
        if is_name(&["Somebody", next]) && (is_thing(next) || makes_a_thing(second)) {
            continue;
        }
        if is_name(&["Somebody", next]) || initial {
            names.push(format!("{word} {next}"));
            continue;
        }
        let before = text[..at].trim_end_matches([' ', ',', '(']);
        let mut before = before.rsplit(|c: char| !c.is_alphanumeric());
        let mut last = || before.next().unwrap_or_default().to_lowercase();
        let (before, did) = (last(), last());
        let did = did.as_str();
        // Things are caused, sent and lost by machines.
        let by_somebody = || {
            [DONE, ACTS, DID, BY]
                .iter()
                .any(|words| words.contains(&did))
        };
        let to_somebody = match before.as_str() {
            "by" => did.is_empty() || by_somebody(),
            before => TO_SOMEBODY.contains(&before),
        };
        let acts = ACTS.contains(&next) || NOW.contains(&next) || DID.contains(&next);
        let second = after.strip_prefix(" and ").map_or("", first_word);
        if acts || people::is_first_name(second) || to_somebody {
            names.push(word.to_string());
        }
    }
}

/// Whether a byte before a hyphen is no letter, so that no double name stands there.
fn is_apart(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphabetic()
}

/// `Jean-Luc`, `Hannes-Peter`: one name, where people are called like a half of it.
fn is_double(word: &str) -> bool {
    word.contains('-')
        && is_name(&[word])
        && word.split('-').any(people::is_first_name)
        && word
            .split('-')
            .all(|half| half.starts_with(char::is_uppercase) && !is_thing(half))
}

/// The letters that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’')));
    let word = &text[..end.unwrap_or(text.len())];
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s"));
    word.unwrap_or(&text[..end.unwrap_or(text.len())])
}

/// What somebody does who is surely one: machines with such names do it too.
const DID: &[&str] = &[
    "also",
    "assigned",
    "called",
    "checked",
    "deployed",
    "discovered",
    "discuss",
    "discussed",
    "evaluated",
    "found",
    "happened",
    "identified",
    "notified",
    "posted",
    "reported",
    "requested",
    "spotted",
    "took",
];

/// What is done by somebody whose name is no thing's.
const BY: &[&str] = &[
    "authored",
    "closed",
    "confirmed",
    "created",
    "debugged",
    "done",
    "drafted",
    "edited",
    "fixed",
    "handled",
    "made",
    "mitigated",
    "opened",
    "performed",
    "prepared",
    "resolved",
    "restarted",
    "started",
    "submitted",
    "updated",
];

/// What is done to somebody.
const TO_SOMEBODY: &[&str] = &[
    "asked", "asks", "called", "informed", "notified", "paged", "pages", "pinged", "pings",
    "thank", "thanked", "thanks", "told",
];

/// Whether a text tells what somebody of this name did, or lets them speak in a chat.
pub fn is_told_of(text: &str, name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if words.is_empty() || letters < 3 || !is_name(&words) {
        return false;
    }
    let stands_alone = |at: usize, length: usize| {
        let before = text[..at].chars().next_back();
        let behind = text[at + length..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    };
    let acts = |at: usize| {
        let next = text[at + name.len()..].split_whitespace().next();
        let next = next.unwrap_or_default().trim_end_matches([',', '.', ':']);
        text[at + name.len()..].starts_with(' ') && (ACTS.contains(&next) || NOW.contains(&next))
    };
    let told = text
        .match_indices(name)
        .any(|(at, _)| stands_alone(at, name.len()) && acts(at));
    // `[10:21] dani: …`
    let speaker = format!("{}: ", name.to_lowercase());
    told || text.match_indices(&speaker).any(|(at, _)| {
        text[..at].ends_with("] ") || text[..at].ends_with('<') || text[..at].ends_with('\n')
    })
}

/// The same in other forms.
const NOW: &[&str] = &[
    "acknowledges",
    "asks",
    "believes",
    "decides",
    "figures",
    "joins",
    "knew",
    "knows",
    "looked",
    "looks",
    "mentions",
    "notices",
    "realises",
    "realizes",
    "remembers",
    "replies",
    "says",
    "saw",
    "sees",
    "suggests",
    "suspects",
    "tells",
    "thinks",
    "wakes",
    "wonders",
];

/// Whether two words in a row may begin with capitals: a quick look before the closer one.
fn has_capitals_in_a_row(text: &str) -> bool {
    // Few words but the first of a sentence have one: at those, the word before is looked at.
    let last = |at: usize| text[..at].split_ascii_whitespace().next_back();
    let begins = |before: u8, letter: u8| (before <= b' ') & letter.is_ascii_uppercase();
    let bytes = text.as_bytes();
    // Most stretches have no such word; without leaving early, many bytes are looked at together.
    let mut starts = (1..bytes.len()).step_by(STRETCH).filter(|&start| {
        let end = (start + STRETCH).min(bytes.len());
        let pairs = bytes[start - 1..end - 1].iter().zip(&bytes[start..end]);
        pairs.fold(false, |any, (&before, &letter)| {
            any | begins(before, letter)
        })
    });
    !text.is_ascii()
        || starts.any(|start| {
            (start..(start + STRETCH).min(bytes.len())).any(|at| {
                begins(bytes[at - 1], bytes[at])
                    && last(at).is_some_and(|word| word.as_bytes()[0].is_ascii_uppercase())
            })
        })
}

/// Bytes that are looked at together.
const STRETCH: usize = 64;

/// Whether each word is written like a part of a person's name and none belongs to a group, a thing or a sentence.
fn is_name(words: &[&str]) -> bool {
    words.iter().all(|word| {
        let mut chars = word.chars();
        if !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        let is_initial = word.len() == 2 && word.ends_with('.');
        // `O'Neill`, `Anne-Marie`: a capital may stand behind a mark.
        let mut before = ' ';
        let goes_on = word.chars().count() >= 2
            && chars.all(|c| {
                let joined = matches!(std::mem::replace(&mut before, c), '-' | '\'' | '’');
                c.is_lowercase() || matches!(c, '-' | '\'' | '’') || joined && c.is_uppercase()
            });
        (goes_on || is_initial) && !NO_NAMES.contains(word.to_lowercase().as_str())
    }) && words[0].len() > 2
}

/// What people do and machines do not.
const ACTS: &[&str] = &[
    "acknowledged",
    "agreed",
    "apologised",
    "apologized",
    "approved",
    "asked",
    "believed",
    "clicked",
    "decided",
    "emailed",
    "escalated",
    "explained",
    "forgot",
    "investigated",
    "joined",
    "mentioned",
    "merged",
    "messaged",
    "noticed",
    "phoned",
    "pinged",
    "proposed",
    "pushed",
    "realised",
    "realized",
    "remembered",
    "reverted",
    "said",
    "suggested",
    "suspected",
    "thought",
    "told",
    "tried",
    "typed",
    "volunteered",
    "woke",
    "wondered",
    "wrote",
];

/// What is done by people.
const DONE: &[&str] = &[
    "acknowledged",
    "approved",
    "discovered",
    "escalated",
    "investigated",
    "led",
    "merged",
    "noticed",
    "owned",
    "paged",
    "pushed",
    "raised",
    "reported",
    "reverted",
    "reviewed",
    "spotted",
    "suggested",
    "taken",
    "written",
];

/// Words of groups, things and sentences that are written like names.
static NO_NAMES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("named/other_words.txt").lines().collect());

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut names = Vec::new();
        acting(text, &mut names);
        names
    }

    #[test]
    fn whoever_acts_like_a_person_is_one() {
        for (text, name) in [
            ("At ten Jane Doe noticed the alert.", "Jane Doe"),
            (
                "It was reported by Søren Ågård, who was on call.",
                "Søren Ågård",
            ),
            (
                "Anne-Marie O’Neill also asked for a bridge.",
                "Anne-Marie O’Neill",
            ),
        ] {
            assert_eq!(
                found(text).first().map(String::as_str),
                Some(name),
                "{text}"
            );
        }
    }

    #[test]
    fn whoever_is_called_like_a_person_and_acts_is_one() {
        let called = |text: &str| {
            let mut names = Vec::new();
            called(text, &mut names);
            names
        };
        for (text, names) in [
            (
                "Emil C. identified it (thanks, Niels Lunn).",
                &["Emil C", "Niels Lunn"][..],
            ),
            (
                "Tim and Chris noticed it; Tim happened to look.",
                &["Tim", "Chris", "Tim"],
            ),
            (
                "He pings Sean on Discord. Søren’s call with Peter Taylor",
                &["Sean", "Peter Taylor"],
            ),
            (
                "Jan 5: CPU at 100% on Freud and Franz, Grace period, SAM names",
                &[],
            ),
            ("Mark the node; the service Jenny was restarted", &[]),
            (
                "Victoria Metrics, Hugo Builder and the Diego Garcia link. Leo Satellite had no alert.",
                &[],
            ),
            ("The Alan Turing Institute and Felix-Gateway noticed", &[]),
            ("Caused by Felix; sent by Felix. Lost by Felix", &[]),
            (
                "Fixed by Felix, and reviewed by Peter Taylor's team",
                &["Felix", "Peter Taylor"],
            ),
            (
                "Hannes-Peter noticed it. By then, Hannes-Peter Falk slept",
                &["Hannes-Peter", "Hannes-Peter Falk"],
            ),
        ] {
            assert_eq!(called(text), names, "{text}");
        }
    }

    #[test]
    fn groups_and_things_are_no_people() {
        for text in [
            "Then the Service Desk noticed the alert.",
            "Google Cloud reverted the change.",
            "The Team decided to wait.",
            "Redis Sentinel restarted the primary.",
            "It was caused by Black Friday traffic.",
            "Last Friday nobody noticed.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn lists_hold_full_names() {
        let names: Vec<_> = listed("Jane Doe (IC), Sam V. Poe, jo, Platform Team").collect();
        assert_eq!(names, ["Jane Doe", "Sam V. Poe"]);
    }
}
