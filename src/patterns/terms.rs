//! Words as numbers, for comparing texts with each other.
//!
//! A *term* is the hash of a word's stem. Small words, words that every retrospective has, codes, and names of people are
//! no terms: likeness must not come from who was on call.

use super::codes;
use crate::catalog::{Catalog, fold};
use crate::model::Corpus;
use rustc_hash::{FxHashMap, FxHashSet};

/// The hash of a stem.
pub type Term = u64;

/// Stems to remember before starting over.
const REMEMBERED: usize = 1 << 16;

/// Bytes of the longest word; what is longer is none.
const LONGEST: usize = 40;

/// Words that say nothing about an incident: small words, and those of every template.
const STOP: &str = "a about above after again against all almost already also although always am an and another any are as at \
    away be became because become been before began being below between both but by came can cannot could did do does doing \
    done down due during each either else etc even ever every few first for found from full further gave get given go going \
    got had happen happened has have having he her here him his how however i if in instead into is it its itself just keep \
    kept last later least less like made make many may me might more most much must my need needed never new next no nobody \
    none nor not nothing now of off often on once one only onto or other our out over own part per put quite rather really \
    same saw say says second see seen several shall she should show since so some somebody something soon still such take \
    taken than that the their them then there therefore these they third this those though three through thus time times to \
    together too took towards two under until up upon us use used using very via want was we well went were what when where \
    whether which while who whole whose why will with within without would yet you your \
    incident incidents postmortem postmortems retrospective cause caused causes root factor factors contributing impact \
    summary timeline action actions item items issue issues problem problems affected detected detection resolved \
    resolution mitigated mitigation severity status date minute minutes hour hours day days week weeks utc cet cest am pm \
    jan feb mar apr jun jul aug sep oct nov dec january february march april june july august september october november \
    december monday tuesday wednesday thursday friday saturday sunday http https www com org html md yes none unknown \
    team teams people person users user customer customers service services lot able try tried start started end ended";

/// Cuts texts into terms. One for each thread: it remembers stems.
#[derive(Clone)]
pub struct Terms<'a> {
    stemmer: Option<frostem::Stemmer>,
    stop: &'a FxHashSet<Term>,
    /// By the hash of the word in lower case; `None` for what is no term.
    memo: FxHashMap<Term, Option<Term>>,
}

impl<'a> Terms<'a> {
    /// For a language by its English name; `stop` from [`stop_words`].
    pub fn new(language: &str, stop: &'a FxHashSet<Term>) -> Self {
        Self {
            stemmer: frostem::Stemmer::try_from_name(language).ok(),
            stop,
            memo: FxHashMap::default(),
        }
    }

    /// Calls `each` with the terms of a text and the words as written.
    pub fn each<'t>(&mut self, text: &'t str, mut each: impl FnMut(Term, &'t str)) {
        let bytes = text.as_bytes();
        let (mut start, mut at, mut is_handle) = (0, 0, false);
        // Of the word so far, while it is ASCII.
        let (mut lower, mut is_ascii) = (EMPTY, true);
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                lower = longer(lower, byte.to_ascii_lowercase());
                at += 1;
                continue;
            }
            if start < at && matches!(byte, b'-' | b'_') {
                // A code is no word, nor are its parts.
                if let Some(length) = codes::length(&text[start..], at - start) {
                    at = start + length;
                    start = at;
                    (lower, is_ascii) = (EMPTY, true);
                    continue;
                }
            }
            let mut width = 1;
            if !byte.is_ascii() {
                let c = text[at..].chars().next().unwrap_or(' ');
                width = c.len_utf8();
                if c.is_alphanumeric() {
                    is_ascii = false;
                    at += width;
                    continue;
                }
            }
            if !is_handle {
                self.word(&text[start..at], is_ascii.then_some(lower), &mut each);
            }
            is_handle = byte == b'@';
            at += width;
            start = at;
            (lower, is_ascii) = (EMPTY, true);
        }
        if !is_handle {
            self.word(&text[start..], is_ascii.then_some(lower), &mut each);
        }
    }

    /// `lower`: the hash of the word in lower case, where it is known.
    fn word<'t>(
        &mut self,
        word: &'t str,
        lower: Option<Term>,
        each: &mut impl FnMut(Term, &'t str),
    ) {
        if word.len() < 2 || word.len() > LONGEST {
            return;
        }
        let lower = lower.unwrap_or_else(|| hash(word.to_lowercase()));
        let known = self.memo.get(&lower).copied();
        if let Some(term) = known.unwrap_or_else(|| self.term(word, lower)) {
            each(term, word);
        }
    }

    /// The term of a word that was not met before.
    fn term(&mut self, word: &str, lower: Term) -> Option<Term> {
        let text = word.to_lowercase();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        // Codes such as 503 tell something; counts, days and hashes do not.
        let is_number =
            digits == text.len() && (digits != 3 || text.starts_with('0')) || digits > 4;
        let term = match is_number || self.stop.contains(&lower) {
            true => None,
            false if digits > 0 => Some(lower),
            false => {
                let stem = self.stemmer.as_ref().map(|stemmer| stemmer.stem(&text));
                let stem = stem.map_or(lower, |stem| hash(&*stem));
                (!self.stop.contains(&stem)).then_some(stem)
            }
        };
        if self.memo.len() >= REMEMBERED {
            self.memo.clear();
        }
        self.memo.insert(lower, term);
        term
    }
}

/// Common words, and the names and handles of everybody whom documents list; names of teams and services stay words.
pub fn stop_words(catalog: &Catalog, corpus: &Corpus) -> FxHashSet<Term> {
    let mut stop: FxHashSet<Term> = STOP.split_whitespace().map(hash).collect();
    let mut kept: FxHashSet<String> = FxHashSet::default();
    let names = catalog.teams().iter().map(|team| &team.name);
    let services = catalog.services().iter();
    let services =
        services.flat_map(|service| std::iter::once(&service.name).chain(&service.aliases));
    for name in names.chain(services) {
        words(name, |word| {
            kept.insert(word);
        });
    }
    let mut person = |name: &str| {
        words(name, |word| {
            if !kept.contains(&word) {
                stop.insert(hash(&word));
            }
        });
    };
    for handle in catalog.teams().iter().flat_map(|team| &team.handles) {
        person(handle);
    }
    for incident in &corpus.incidents {
        let owners = incident.actions.iter().flat_map(|action| &action.owners);
        for name in incident.authors.iter().chain(owners) {
            let is_team = catalog.team(&name.value).is_some() && !name.value.starts_with('@');
            // Longer ones are sentences that were taken for a name.
            if !is_team && name.value.len() <= 60 {
                person(&name.value);
            }
        }
    }
    stop
}

fn words(text: &str, mut each: impl FnMut(String)) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.len() > 1 {
            each(word.to_lowercase());
        }
    }
}

/// The number of a word, or of anything that is compared like one: FNV-1a, the same on every machine.
pub fn hash(word: impl AsRef<[u8]>) -> Term {
    let bytes = word.as_ref().iter();
    bytes.fold(EMPTY, |hash, &byte| longer(hash, byte))
}

/// The hash of no word.
const EMPTY: Term = 0xcbf2_9ce4_8422_2325;

/// The hash of a word with one more byte.
fn longer(word: Term, byte: u8) -> Term {
    (word ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// The number of a name that has a meaning of its own: a category, a service.
pub fn named(kind: &str, name: &str) -> Term {
    let kind = longer(hash(kind), 0);
    if !name.is_ascii() {
        return fold(name).bytes().fold(kind, longer);
    }
    let folded = name.bytes().filter(u8::is_ascii_alphanumeric);
    folded.fold(kind, |hash, byte| longer(hash, byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Incident, Source, Sourced};
    use crate::span::FileId;

    #[test]
    fn people_small_words_and_counts_are_no_terms() {
        let mut incident = Incident::new(FileId(0), "a.md".into());
        let author = Sourced::new("Jane Okafor".to_string(), Source::FileName(FileId(0)));
        incident.authors.push(author);
        let corpus = Corpus {
            incidents: vec![incident],
            ..Corpus::default()
        };
        let stop = stop_words(&Catalog::default(), &corpus);
        let mut terms = Terms::new("english", &stop);
        let mut read = Vec::new();
        terms.each(
            "Jane saw 503 on 14 ingress-pods at 2021, then @okafor and @bob restarted them",
            |_, word| read.push(word.to_string()),
        );
        assert_eq!(read, ["503", "ingress", "pods", "restarted"]);
    }

    #[test]
    fn codes_are_no_terms() {
        let stop = FxHashSet::default();
        let mut terms = Terms::new("english", &stop);
        let mut read = Vec::new();
        let text = "PM2019-009 - kube-system in us-east-1, see OPS-17 (INC-2026-04-14-001";
        terms.each(text, |_, word| read.push(word));
        assert_eq!(read, ["kube", "system", "in", "see"]);
    }

    #[test]
    fn a_word_is_the_same_term_in_any_case_and_script() {
        let stop = FxHashSet::default();
        let mut terms = Terms::new("german", &stop);
        let mut found = Vec::new();
        terms.each("Größe GRÖSSE größe.Cache/CACHE", |term, word| {
            found.push((term, word))
        });
        let words: Vec<&str> = found.iter().map(|(_, word)| *word).collect();
        assert_eq!(words, ["Größe", "GRÖSSE", "größe", "Cache", "CACHE"]);
        assert_eq!((found[0].0, found[3].0), (found[2].0, found[4].0));
    }

    #[test]
    fn a_name_is_the_same_term_however_it_is_spelt() {
        let of = |name: &str| hash(format!("service\u{0}{}", fold(name)));
        for name in ["checkout-api", "Checkout API", "Kasse Süd", ""] {
            assert_eq!(named("service", name), of(name), "{name}");
        }
        assert_ne!(named("service", "a"), named("category", "a"));
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let stop = FxHashSet::default();
        let mut terms = Terms::new("english", &stop);
        let mut found = Vec::new();
        terms.each("Certificates certificate", |term, _| found.push(term));
        assert_eq!(found[0], found[1]);
    }
}
