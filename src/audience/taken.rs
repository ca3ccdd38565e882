//! What was taken out, in forms that can be looked for: names, addresses, and the words themselves.

use super::names::{Names, begins_sentence, fold, words};
use super::output::{Part, parts};
use crate::model::Incident;
use crate::parse::target::decode_path;
use crate::read::{Input, theme};
use aho_corasick::{AhoCorasick, MatchKind};
use frostem::{Algorithm, Stemmer};
use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// So many words in a row are nobody's but the author's.
const RUN: usize = 5;
/// A shorter mixture of letters and digits may be anybody's: `utf8`, `9am`.
const MIXED: usize = 6;
/// An address that is shorter is looked for as words only.
const ADDRESS: usize = 6;

/// In an image, a shorter name may be chance.
const LONG: usize = 6;

/// Everything that must not be found in what is published.
pub struct Taken {
    names: Names,
    unmistakable: HashSet<String>,
    stems: HashSet<String>,
    /// Addresses, handles, addresses of pages; in lower case.
    exact: BTreeSet<String>,
    /// Hashes of runs of words, and of those that may be seen as well.
    runs: HashSet<u64>,
    allowed_runs: HashSet<u64>,
    /// Words of letters and digits, and those that may be seen as well.
    mixed: HashSet<String>,
    allowed_words: HashSet<String>,
    search: OnceLock<AhoCorasick>,
    allowed_text: String,
    hosts: Vec<String>,
}

/// Something that this audience may not see, in a file that was to be published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    pub path: String,
    /// Line of the file; of what is in it, where it is packed.
    pub line: usize,
    pub what: &'static str,
    pub text: String,
}

impl Taken {
    pub fn new(input: &Input, names: &Names) -> Self {
        let mut names = names.clone();
        // What the site itself says on every page cannot tell that somebody was there.
        theme::words().for_each(|text| names.own(text));
        let stemmer = Stemmer::new(Algorithm::English);
        let stems = names
            .unmistakable()
            .map(|word| stemmer.stem(word).into_owned())
            .filter(|stem| stem.len() >= 3);
        let mut allowed_words = HashSet::new();
        for text in theme::words() {
            allowed_words.extend(words(text).map(|range| text[range].to_lowercase()));
        }
        let mut taken = Self {
            stems: stems.filter(|stem| !allowed_words.contains(stem)).collect(),
            unmistakable: names.unmistakable().map(String::from).collect(),
            names,
            exact: BTreeSet::new(),
            runs: HashSet::new(),
            allowed_runs: HashSet::new(),
            mixed: HashSet::new(),
            allowed_words,
            search: OnceLock::new(),
            allowed_text: String::new(),
            hosts: input
                .profile()
                .map(|profile| profile.hosts.clone())
                .unwrap_or_default(),
        };
        for &(_, file) in &input.theme {
            taken.allow(&input.sources.get(file).text);
        }
        for file in [input.taxonomy, input.synonyms].into_iter().flatten() {
            taken.allow(&input.sources.get(file).text);
        }
        theme::words().for_each(|text| taken.allow(text));
        taken.allow(include_str!("../patterns/taxonomy.toml"));
        taken
    }

    /// Adds a text that was taken out: an address, a link, a whole document.
    pub fn add(&mut self, text: &str) {
        let text = text.trim();
        if !text.contains(char::is_whitespace) && text.len() >= ADDRESS {
            let is_address = text.contains("://")
                || text.contains('@')
                || text.contains(['.', '\\'])
                || text.contains("::");
            if is_address && !text.starts_with('#') {
                self.exact.insert(text.to_lowercase());
            }
        }
        self.runs.extend(text.lines().flat_map(runs));
        self.mixed.extend(mixed(text));
    }

    /// An incident that stays inside: its words, its name and its address.
    pub fn add_incident(&mut self, incident: &Incident, text: &str) {
        self.add(text);
        let title = &incident.title.value;
        let count = words(title).count();
        if (3..RUN).contains(&count) {
            self.exact.insert(title.to_lowercase());
        }
        let stem = incident.source.rsplit('/').next().unwrap_or_default();
        let stem = stem
            .rsplit_once('.')
            .map_or(stem, |(stem, _)| stem)
            .to_lowercase();
        if stem.len() >= ADDRESS && stem != "index" && stem != "readme" {
            self.exact.insert(format!("incidents/{stem}/"));
        }
    }

    /// Words that may be seen, though they may also stand in what was taken out.
    pub fn allow(&mut self, text: &str) {
        self.allowed_runs.extend(text.lines().flat_map(runs));
        self.allowed_words.extend(mixed(text));
        self.allowed_text.push_str(&text.to_lowercase());
        self.allowed_text.push('\n');
    }

    /// Looks through a file as it was written: its bytes, what is packed in it, and its text without tags.
    pub fn leaks(&self, path: &str, bytes: &[u8]) -> Vec<Leak> {
        let mut found = BTreeSet::new();
        self.look(
            path,
            &Part::Text(path.replace(['/', '.', '-', '_'], " ")),
            &mut found,
        );
        for part in parts(path, bytes) {
            self.look(path, &part, &mut found);
            // Addresses may write letters as numbers.
            if !matches!(part, Part::Binary(_)) && part.text().contains('%') {
                self.look(path, &Part::Code(decode_path(part.text())), &mut found);
            }
        }
        found.into_iter().collect()
    }

    /// Words of the search index, which are stored cut up.
    pub fn leaks_in_words<'w>(&self, path: &str, all: impl Iterator<Item = &'w str>) -> Vec<Leak> {
        let mut found = BTreeSet::new();
        for word in all {
            let form = fold(word);
            let is_name = self.unmistakable.contains(&form) || self.stems.contains(&form);
            if is_name || self.is_mixed_leak(word) {
                let what = if is_name {
                    "a name, among the words of the search"
                } else {
                    "a word of what stays inside"
                };
                found.insert(Leak {
                    path: path.into(),
                    line: 1,
                    what,
                    text: word.into(),
                });
            }
        }
        found.into_iter().collect()
    }

    fn is_mixed_leak(&self, word: &str) -> bool {
        self.mixed.contains(word) && !self.allowed_words.contains(word)
    }

    fn look(&self, path: &str, part: &Part, found: &mut BTreeSet<Leak>) {
        let text = part.text();
        let mut tell = |at: usize, what: &'static str, text_found: &str| {
            let line = text.as_bytes()[..at.min(text.len())]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count()
                + 1;
            found.insert(Leak {
                path: path.to_string(),
                line,
                what,
                text: text_found.chars().take(80).collect(),
            });
        };
        let lower = text.to_lowercase();
        for hit in self.search().find_iter(&lower) {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let whole = edge(lower[..hit.start()].chars().next_back())
                && edge(lower[hit.end()..].chars().next());
            if whole {
                tell(
                    hit.start(),
                    "an address or a title that stays inside",
                    &lower[hit.range()],
                );
            }
        }
        for name in self
            .names
            .find(text)
            .into_iter()
            .filter(|name| !name.is_word)
        {
            let word = &text[name.range.clone()];
            let is_code = matches!(part, Part::Code(_));
            let is_chance = matches!(part, Part::Binary(_))
                && (word.len() < LONG
                    || !word.contains(' ') && !self.unmistakable.contains(&fold(word)));
            // An excerpt that ends here hides the words that told a word from a name.
            let after = text[name.range.end..]
                .lines()
                .next()
                .unwrap_or_default()
                .trim();
            let is_cut = matches!(after, "" | "…") && begins_sentence(text, name.range.start);
            if is_chance || (is_code || is_cut) && !name.is_sure {
                continue;
            }
            tell(name.range.start, "a name", word);
        }
        if matches!(part, Part::Code(_) | Part::Binary(_)) {
            return;
        }
        for range in words(text) {
            let word = text[range.clone()].to_lowercase();
            if self.is_mixed_leak(&word) {
                tell(range.start, "a word of what stays inside", &word);
            }
        }
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            for (number, run) in runs(line).enumerate() {
                if self.runs.contains(&run) && !self.allowed_runs.contains(&run) {
                    let from = words(line).nth(number).map_or(0, |range| range.start);
                    tell(at + from, "words that stay inside", line[from..].trim());
                    break;
                }
            }
            at += line.len();
        }
    }

    fn search(&self) -> &AhoCorasick {
        let finder = |texts: &[&String], kind| {
            AhoCorasick::builder()
                .match_kind(kind)
                .build(texts)
                .unwrap_or_else(|_| unreachable!("a list of texts can be looked for"))
        };
        self.search.get_or_init(|| {
            let is_inside = |text: &&String| {
                let host = super::addresses::host(text);
                !host.is_some_and(|host| self.hosts.iter().any(|known| known == host))
            };
            let texts: Vec<&String> = self.exact.iter().filter(is_inside).collect();
            let mut allowed = vec![false; texts.len()];
            for found in
                finder(&texts, MatchKind::Standard).find_overlapping_iter(&self.allowed_text)
            {
                allowed[found.pattern().as_usize()] = true;
            }
            let texts: Vec<&String> = texts
                .into_iter()
                .zip(allowed)
                .filter_map(|(text, allowed)| (!allowed).then_some(text))
                .collect();
            finder(&texts, MatchKind::LeftmostLongest)
        })
    }
}

/// Hashes of all runs of words in a line.
fn runs(line: &str) -> impl Iterator<Item = u64> {
    let all: Vec<String> = words(line)
        .map(|range| line[range].to_lowercase())
        .collect();
    let count = all.len().saturating_sub(RUN - 1);
    (0..count).map(move |at| {
        let mut hasher = DefaultHasher::new();
        all[at..at + RUN].hash(&mut hasher);
        hasher.finish()
    })
}

/// Words of letters and digits: numbers of tickets, names of machines.
fn mixed(text: &str) -> impl Iterator<Item = String> {
    words(text)
        .map(|range| text[range].to_lowercase())
        .filter(|word| {
            word.chars().count() >= MIXED
                && word.chars().any(char::is_alphabetic)
                && word.chars().any(|c| c.is_ascii_digit())
        })
}
