//! Who is named anywhere in the project: `people.csv`, authors, owners, responders, lists of people.

mod facts;
mod list;

use super::names::{Names, fold, has_no_case, words};
use crate::extract::fields;
use crate::extract::headings::{Headings, Meaning};
use crate::extract::items;
use crate::extract::outline::Outline;
use crate::model::Incident;
use crate::parse::{self, Block, BlockKind};
use crate::people::{COMMON, FIRST_NAMES, GROUPS, ROLES};
use crate::read::{Input, theme};
use crate::span::FileId;
use rayon::prelude::*;
use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

fn set(text: &'static str) -> HashSet<&'static str> {
    text.split_whitespace().collect()
}

static GROUP: LazyLock<HashSet<&str>> = LazyLock::new(|| set(GROUPS));
static ROLE: LazyLock<HashSet<&str>> = LazyLock::new(|| set(ROLES));
pub static FIRST: LazyLock<HashSet<&str>> = LazyLock::new(|| set(FIRST_NAMES));
static COMMON_NAME: LazyLock<HashSet<&str>> = LazyLock::new(|| set(COMMON));

/// A form of so many letters is no everyday word by being written small in two documents.
const RARELY: usize = 6;

/// All names of a project, its restricted and internal documents included.
pub fn gather(input: &Input, incidents: &[Incident]) -> Names {
    let headings = Headings::new(&input.config.headings);
    let written: Vec<HashSet<String>> = input
        .documents
        .par_iter()
        .map(|&file| small_words(&parse::words(input.sources.get(file))))
        .collect();
    let mut small: HashMap<String, usize> = HashMap::new();
    for word in written.into_iter().flatten() {
        *small.entry(word).or_default() += 1;
    }
    let listed: Vec<Vec<Listed>> = input
        .documents
        .par_iter()
        .map(|&file| listed(input, &headings, file))
        .collect();
    let mut names = Names::default();
    for piece in listed.iter().flatten() {
        add(&mut names, &piece.text, input, &small, piece.surely);
    }
    for incident in incidents {
        for author in &incident.authors {
            add(&mut names, &author.value, input, &small, true);
        }
        let owners = incident.actions.iter().flat_map(|action| &action.owners);
        let owners = owners.map(|owner| &owner.value);
        for name in owners.chain(&incident.people) {
            add(&mut names, name, input, &small, false);
        }
    }
    if let Some(file) = input.people {
        list::read(&mut names, &input.sources.get(file).text);
    }
    let site: HashSet<String> = theme::words()
        .chain([include_str!("../patterns/taxonomy.toml")])
        .flat_map(|text| words(text).map(|range| fold(&text[range])))
        .collect();
    names.learn(|form| {
        let documents = small.get(form).copied().unwrap_or_default();
        site.contains(form) || form.len() < RARELY && documents >= 2
    });
    if let Some(profile) = input.profile() {
        profile.keep.iter().for_each(|word| names.keep(word));
    }
    names
}

/// Words that stand somewhere in lower case.
fn small_words(text: &str) -> HashSet<String> {
    words(text)
        .map(|range| &text[range])
        .filter(|word| word.chars().all(char::is_lowercase))
        .map(str::to_string)
        .collect()
}

/// A value as written, and whether it holds nothing but people.
struct Listed {
    text: String,
    surely: bool,
}

/// What a document's facts and lists of people say.
fn listed(input: &Input, headings: &Headings, file: FileId) -> Vec<Listed> {
    let document = parse::document(input.sources.get(file)).value;
    let outline = Outline::new(&document, headings);
    let facts = fields::collect(&document, &outline, headings);
    let mut found: Vec<Listed> = facts
        .into_iter()
        .filter(|fact| facts::names_people(&fact.name))
        .map(|fact| Listed {
            surely: facts::surely_named(&fact.name),
            text: fact.value,
        })
        .collect();
    for part in outline.within(Meaning::People) {
        for block in &part.blocks {
            let block: &Block = block.borrow();
            let mut inlines = Vec::new();
            match &block.kind {
                BlockKind::Table { rows, .. } => {
                    inlines.extend(rows.iter().flat_map(|row| &row.cells))
                }
                _ => items::inlines(block, &mut inlines),
            }
            found.extend(
                inlines
                    .iter()
                    .flat_map(|inline| inline.text.lines())
                    .map(|line| Listed {
                        text: line.to_string(),
                        surely: false,
                    }),
            );
        }
    }
    found
}

/// Adds the names in a value: several may stand in it, with roles and teams beside them.
fn add(
    names: &mut Names,
    value: &str,
    input: &Input,
    small: &HashMap<String, usize>,
    surely: bool,
) {
    let value = value
        .replace(" and ", ",")
        .replace(" - ", ",")
        .replace(" with ", ",");
    for piece in value.split([
        ',', ';', ':', '–', '—', '|', '(', ')', '/', '&', '+', '\n', '<', '>', '[', ']',
    ]) {
        let piece = piece
            .trim()
            .trim_matches(['`', '*', '_', '.', '~', '"'])
            .trim();
        let known = |name: &str| {
            input.catalog.team(name).is_some() || input.catalog.service(name).is_some()
        };
        let is_sentence = !surely && piece.split_whitespace().count() > 30;
        if piece.is_empty() || is_sentence || known(piece) {
            continue;
        }
        if piece.contains('@') {
            let local = piece
                .split('@')
                .find(|part| !part.is_empty())
                .unwrap_or_default();
            if !GROUP.contains(local.to_lowercase().as_str()) {
                names.add_handle(local);
            }
            continue;
        }
        let lower: Vec<String> = words(piece)
            .map(|range| piece[range].to_lowercase())
            .collect();
        if lower.iter().any(|word| GROUP.contains(word.as_str())) {
            continue;
        }
        let parts: Vec<&str> = piece
            .split_whitespace()
            .filter(|word| !ROLE.contains(word.to_lowercase().as_str()))
            .collect();
        match &parts[..] {
            [one] if is_single(one, small) || surely && is_small_name(one) => names.add(one),
            [_, _, ..] if parts.len() <= 4 && parts.iter().all(|part| looks_like_one(part)) => {
                // "Jane (night shift)" is over with the bracket; "Night Shift" is no name where its words are words.
                let lower = |part: &&&str| small.contains_key(part.to_lowercase().as_str());
                let first = parts[0].to_lowercase();
                let is_first =
                    FIRST.contains(first.as_str()) || COMMON_NAME.contains(first.as_str());
                if is_first || !parts.iter().all(|part| lower(&part)) {
                    names.add(&parts.join(" "));
                }
            }
            _ => {}
        }
    }
}

/// A single word is a name where people are called so, or where it is no word of any document.
fn is_single(word: &str, small: &HashMap<String, usize>) -> bool {
    let lower = word.to_lowercase();
    if FIRST.contains(lower.as_str()) {
        return true;
    }
    let is_handle = word
        .chars()
        .all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'));
    looks_like_one(word) && (COMMON_NAME.contains(lower.as_str()) || !small.contains_key(&lower))
        || is_handle && word.contains(['.', '_']) && word.chars().count() >= 5
}

/// What somebody is called who writes no capitals.
fn is_small_name(word: &str) -> bool {
    word.chars().count() >= 3 && word.chars().all(|c| c.is_lowercase() || c == '-')
}

fn looks_like_one(word: &str) -> bool {
    if has_no_case(word) {
        return word.chars().count() <= 4;
    }
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.clone().count() >= 1
        && chars.all(|c| {
            c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '\u{300}'..='\u{36f}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_teams_beside_names_are_none() {
        let input = Input::default();
        let small: HashMap<String, usize> = ["checkout", "night"]
            .map(|word| (word.to_string(), 1))
            .into();
        let mut names = Names::default();
        for value in [
            "Incident commander: Jane Okafor (Platform)",
            "SRE Team, Checkout, Night, Mikkel",
            "@pål and Engineer Bo Li",
            "To be decided later on",
        ] {
            add(&mut names, value, &input, &small, false);
        }
        add(
            &mut names,
            "eszter, checkout team, sre",
            &input,
            &small,
            true,
        );
        assert!(names.lists("eszter") && !names.lists("checkout") && !names.lists("sre"));
        for word in ["jane", "okafor", "mikkel", "pål", "bo", "li"] {
            assert!(names.lists(word), "{word}");
        }
        for word in [
            "platform", "team", "checkout", "night", "engineer", "decided",
        ] {
            assert!(!names.lists(word), "{word}");
        }
    }
}
