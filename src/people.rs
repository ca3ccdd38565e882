//! Keeps people out of everything but their own incident's page: what is quoted elsewhere names roles and teams.

use crate::catalog::Catalog;
use crate::config::ShowPeople;
use crate::model::Incident;
use crate::read::Input;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

const SOMEBODY: &str = "[a responder]";

/// What people are often called, in lower case, with blanks between.
pub const FIRST_NAMES: &str = include_str!("people/first_names.txt");
/// First names that are also short for a month or a day, or written for a thing: alone they name nobody.
const SHORT_FOR: &[&str] = &[
    "jan", "jun", "mar", "sat", "sun", "sam", "ian", "van", "bin",
];

/// Whether a word is what people are called and nothing else is, with its capital.
pub fn is_first_name(word: &str) -> bool {
    static NAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let common: FxHashSet<&str> = COMMON.split_whitespace().collect();
        let is_told = |name: &&str| !common.contains(name) && !SHORT_FOR.contains(name);
        let names = FIRST_NAMES.split_whitespace().filter(is_told);
        let capital = |name: &str| {
            let mut letters = name.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        };
        names.map(capital).collect()
    });
    NAMES.contains(word)
}

/// Whether a part of a name is also an ordinary word, in any case.
pub fn is_ordinary(part: &str) -> bool {
    let part = part.to_lowercase();
    SHORT_FOR.contains(&part.as_str()) || COMMON.split_whitespace().any(|word| word == part)
}

/// Names of people that are ordinary words, or parts of them: "will", "mark", "grace", "stone".
pub const COMMON: &str = include_str!("people/common.txt");
/// Words that name groups where a name could stand.
pub const GROUPS: &str = include_str!("people/groups.txt");
/// Words that say what somebody does, beside a name.
pub const ROLES: &str = include_str!("people/roles.txt");

/// An incident's words as another page may quote them.
pub fn quoted<'t>(input: &Input, incident: &Incident, text: &'t str) -> Cow<'t, str> {
    // For readers outside, roles stand in the place of people everywhere already.
    if input.config.people.show == ShowPeople::Handle || input.outside.is_some() {
        return Cow::Borrowed(text);
    }
    let mut quoted = if text.contains('@') {
        without_handles(&input.catalog, text)
    } else {
        Cow::Borrowed(text)
    };
    for name in &incident.people {
        if quoted.contains(name.as_str()) {
            quoted = Cow::Owned(replace_words(&quoted, name));
        }
    }
    quoted
}

/// The incident as published data may show it: no person in any of its texts.
pub fn masked<'i>(input: &Input, incident: &'i Incident) -> Cow<'i, Incident> {
    // For readers outside, roles stand in the place of people everywhere already.
    if input.config.people.show == ShowPeople::Handle || input.outside.is_some() {
        return Cow::Borrowed(incident);
    }
    let mut masked = incident.clone();
    masked.for_each_text(&mut |text| {
        if let Cow::Owned(quoted) = quoted(input, incident, text) {
            *text = quoted;
        }
    });
    Cow::Owned(masked)
}

/// Where a mention ends that begins with the handle `of`: behind the handle, or behind the name of several words, as wikis
/// and shared documents write people: `@Jane Doe`, `@Ana de la Cruz`.
pub fn mention_end(text: &str, of: Range<usize>) -> usize {
    const MOST: usize = 4;
    const BETWEEN: &[&str] = &[
        "de", "da", "del", "den", "der", "di", "dos", "la", "le", "van", "von", "bin", "al", "af",
    ];
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_alphabetic)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
            && word.contains(char::is_lowercase)
    };
    if !is_name(&text[of.start + 1..of.end]) {
        return of.end;
    }
    // The ends of the names, each with whether a name may end there.
    let mut ends = vec![of.end];
    let mut at = of.end;
    for _ in 0..MOST {
        let Some(rest) = text[at..].strip_prefix(' ') else {
            break;
        };
        let word = &rest[..rest
            .find([
                ' ', ',', '.', ';', ':', '!', '?', ')', ']', '(', '\n', '@', '/',
            ])
            .unwrap_or(rest.len())];
        at += 1 + word.len();
        if is_name(word) {
            ends.push(at);
        } else if !BETWEEN.contains(&word) {
            break;
        }
    }
    // In front of a line, an imperative follows the name.
    let before = text[..of.start].trim_end_matches([' ', '(', '[', '*', '`']);
    let is_first = before.is_empty() || before.ends_with('\n');
    let last = ends.last().copied().unwrap_or(of.end);
    let rest = text[last..].trim_start();
    let goes_on = rest.starts_with(char::is_alphabetic)
        && !["to ", "will ", "and ", "should "]
            .iter()
            .any(|link| rest.starts_with(link));
    match ends.len() {
        count if is_first && goes_on && count >= 2 => ends[count - 2],
        _ => last,
    }
}

/// Handles of teams stay, those of people go. Mail addresses are handles too.
fn without_handles<'t>(catalog: &Catalog, text: &'t str) -> Cow<'t, str> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices('@') {
        let before = text[done..at.max(done)].trim_end_matches(|c| word(c) || "+-.".contains(c));
        let start = done + before.len();
        let rest = &text[at + 1..];
        let run = rest
            .find(|c| !(word(c) || c == '-' || c == '.'))
            .unwrap_or(rest.len());
        let run = rest[..run].trim_end_matches(['-', '.']);
        if at < done || !run.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        let end = at + 1 + run.len();
        out.push_str(&text[done..start]);
        match catalog.team(&text[start..end]) {
            Some(team) => {
                out.push_str(&team.name);
                done = end;
            }
            None => {
                out.push_str(SOMEBODY);
                done = match start == at {
                    true => mention_end(text, at..end),
                    false => end,
                };
            }
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

fn replace_words(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, behind) = (&rest[..at], &rest[at + name.len()..]);
        if letter(before.chars().next_back()) || letter(behind.chars().next()) {
            out.push_str(before);
            out.push_str(name);
            rest = behind;
            continue;
        }
        // The other half of a double name goes with it.
        let half = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some()
                && word.chars().skip(1).all(char::is_lowercase)
        };
        let first = before.strip_suffix('-').map_or("", |before| {
            before
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default()
        });
        let second = behind.strip_prefix('-').map_or("", |behind| {
            behind
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default()
        });
        let left = if half(first) { first.len() + 1 } else { 0 };
        let right = if half(second) { second.len() + 1 } else { 0 };
        out.push_str(&before[..at - left]);
        out.push_str(SOMEBODY);
        rest = &behind[right..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Team;

    #[test]
    fn handles_of_teams_become_their_names_and_those_of_people_go() {
        let team = Team {
            name: "Payments".into(),
            handles: vec!["@pay".into()],
            ..Team::default()
        };
        let catalog = Catalog::new(Vec::new(), vec![team]);
        assert_eq!(
            without_handles(&catalog, "paged @pay, then @jane.o wrote to x@example.com."),
            "paged Payments, then [a responder] wrote to [a responder]."
        );
        for (text, quoted) in [
            ("a@b, c @ @- no", "[a responder], c @ @- no"),
            ("(@ä) @x, @y-", "(@ä) [a responder], [a responder]-"),
            ("x@y@z", "[a responder][a responder]"),
            ("paged @Jo Marsh, then DNS", "paged [a responder], then DNS"),
        ] {
            assert_eq!(without_handles(&catalog, text), quoted, "{text}");
        }
    }

    #[test]
    fn names_go_as_whole_words() {
        assert_eq!(
            replace_words("Ann Lee saw Ann Leeds", "Ann Lee"),
            "[a responder] saw Ann Leeds"
        );
        assert_eq!(
            replace_words("Hannes-Peter, Peter-Jan and Peter-led on-Peter", "Peter"),
            "[a responder], [a responder] and [a responder]-led on-[a responder]"
        );
    }
}
