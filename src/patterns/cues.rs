//! The language of cues, and the matcher that looks for all of them at once.
//!
//! `taxonomy.toml` explains the language. Each word of a cue is a *term*: a set of stems and prefixes. A text's word is
//! turned into the terms that it fits once (and remembered), so that looking for a cue compares small numbers.

use super::words::Word;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Up to so many words may stand where a cue says `..`.
const GAP: usize = 4;

type Term = u16;

/// One cue: all its parts must stand in one sentence.
#[derive(Debug, Clone)]
struct Cue {
    parts: Vec<Vec<Step>>,
}

#[derive(Debug, Clone)]
struct Step {
    /// Alternatives: terms that follow one another.
    phrases: Vec<Vec<Term>>,
    /// How many words may stand before it.
    gap: usize,
}

/// All cues of a taxonomy. A cue's number is the order in which it was added.
pub struct Matcher {
    stemmer: frostem::Stemmer,
    sets: FxHashMap<String, Vec<String>>,
    cues: Vec<Cue>,
    terms: FxHashMap<Vec<String>, Term>,
    /// Terms by stem, and by the beginning of a word.
    stems: FxHashMap<String, Vec<Term>>,
    prefixes: FxHashMap<String, Vec<Term>>,
    /// Cue and part that begin with a term.
    openings: Vec<Vec<(u32, u8)>>,
}

/// What a worker remembers about words that it has met: the terms that each fits, sorted.
#[derive(Default)]
pub struct Memo(FxHashMap<String, Rc<[Term]>>);

/// A cue that stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub cue: usize,
    /// Indices of the sentence's words, ascending.
    pub words: Vec<usize>,
}

impl Matcher {
    pub fn new(sets: FxHashMap<String, Vec<String>>) -> Self {
        Self {
            stemmer: frostem::Stemmer::new(frostem::Algorithm::English),
            sets,
            cues: Vec::new(),
            terms: FxHashMap::default(),
            stems: FxHashMap::default(),
            prefixes: FxHashMap::default(),
            openings: Vec::new(),
        }
    }

    /// Adds a cue and gives its number, or says what is wrong with it.
    pub fn add(&mut self, text: &str) -> Result<usize, String> {
        let mut parts = Vec::new();
        for part in text.split(" & ") {
            let mut steps: Vec<Step> = Vec::new();
            let mut gap = 0;
            for piece in pieces(part)? {
                if piece == ".." {
                    gap = GAP;
                    continue;
                }
                let phrases = self.phrases(piece)?;
                steps.push(Step { phrases, gap });
                gap = 0;
            }
            if steps.is_empty() || gap > 0 {
                return Err("a cue needs a word on both sides of `..` and `&`".into());
            }
            steps[0].gap = 0;
            parts.push(steps);
        }
        let number = self.cues.len();
        for (part, steps) in parts.iter().enumerate() {
            for phrase in &steps[0].phrases {
                let openings = &mut self.openings[phrase[0] as usize];
                if openings.last() != Some(&(number as u32, part as u8)) {
                    openings.push((number as u32, part as u8));
                }
            }
        }
        self.cues.push(Cue { parts });
        Ok(number)
    }

    /// The alternatives of `(a|b c|d)`, single words as one term; anything else is one term.
    fn phrases(&mut self, piece: &str) -> Result<Vec<Vec<Term>>, String> {
        let Some(group) = piece
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
        else {
            return Ok(vec![vec![self.term(piece)?]]);
        };
        let (several, single): (Vec<&str>, Vec<&str>) = group
            .split('|')
            .partition(|phrase| phrase.trim().contains(' '));
        let mut phrases = Vec::new();
        if !single.is_empty() {
            phrases.push(vec![self.term(&single.join("|"))?]);
        }
        for phrase in several {
            let terms: Result<Vec<_>, _> = phrase
                .split_whitespace()
                .map(|word| self.term(word))
                .collect();
            phrases.push(terms?);
        }
        Ok(phrases)
    }

    /// The term of `a|b*|<set>`.
    fn term(&mut self, text: &str) -> Result<Term, String> {
        let mut words = Vec::new();
        for word in text.split('|') {
            match word
                .strip_prefix('<')
                .and_then(|name| name.strip_suffix('>'))
            {
                Some(name) => match self.sets.get(name) {
                    Some(set) => words.extend(set.iter().cloned()),
                    None => return Err(format!("there is no set of words `{name}`")),
                },
                None => words.push(word.to_lowercase()),
            }
        }
        words.sort();
        words.dedup();
        if let Some(&term) = self.terms.get(&words) {
            return Ok(term);
        }
        let term = self.openings.len() as Term;
        for word in &words {
            let (index, key) = match word.strip_suffix('*') {
                Some(prefix) => (&mut self.prefixes, prefix.to_string()),
                None => (&mut self.stems, self.stemmer.stem(word).into_owned()),
            };
            if key.is_empty() || !key.chars().all(char::is_alphanumeric) {
                return Err(format!("`{word}` is no word of letters and digits"));
            }
            let terms = index.entry(key).or_default();
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        self.openings.push(Vec::new());
        self.terms.insert(words, term);
        Ok(term)
    }

    /// All cues that stand in a sentence, by number.
    pub fn find(&self, sentence: &[Word], memo: &mut Memo) -> Vec<Hit> {
        let words: Vec<Rc<[Term]>> = sentence
            .iter()
            .map(|word| match memo.0.get(&word.text) {
                Some(terms) => Rc::clone(terms),
                None => {
                    let terms: Rc<[Term]> = self.terms_of(&word.text).into();
                    memo.0.insert(word.text.clone(), Rc::clone(&terms));
                    terms
                }
            })
            .collect();
        let terms: Vec<&[Term]> = words.iter().map(|terms| &**terms).collect();
        let mut parts: Vec<(u32, u8, Vec<usize>)> = Vec::new();
        for (at, fits) in terms.iter().enumerate() {
            for &term in *fits {
                for &(cue, part) in &self.openings[term as usize] {
                    let steps = &self.cues[cue as usize].parts[part as usize];
                    let mut words = Vec::new();
                    if follow(steps, &terms, at, &mut words) {
                        parts.push((cue, part, words));
                    }
                }
            }
        }
        self.whole(parts)
    }

    /// Joins the parts of each cue, the first occurrence of each; cues with a part missing are gone.
    fn whole(&self, mut parts: Vec<(u32, u8, Vec<usize>)>) -> Vec<Hit> {
        parts.sort();
        parts.dedup_by_key(|(cue, part, _)| (*cue, *part));
        let mut hits = Vec::new();
        for group in parts.chunk_by(|a, b| a.0 == b.0) {
            let cue = group[0].0 as usize;
            if group.len() == self.cues[cue].parts.len() {
                let mut words: Vec<_> = group
                    .iter()
                    .flat_map(|(.., words)| words)
                    .copied()
                    .collect();
                words.sort_unstable();
                words.dedup();
                hits.push(Hit { cue, words });
            }
        }
        hits
    }

    fn terms_of(&self, word: &str) -> Vec<Term> {
        let stem = self.stemmer.stem(word);
        let mut terms = self.stems.get(&*stem).cloned().unwrap_or_default();
        for (end, c) in word.char_indices() {
            if let Some(more) = self.prefixes.get(&word[..end + c.len_utf8()]) {
                terms.extend(more);
            }
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// Whether the steps can be followed from here, nearest words first.
fn follow(steps: &[Step], terms: &[&[Term]], from: usize, words: &mut Vec<usize>) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return true;
    };
    for at in from..terms.len().min(from + step.gap + 1) {
        for phrase in &step.phrases {
            let end = at + phrase.len();
            let fits = end <= terms.len()
                && phrase
                    .iter()
                    .zip(&terms[at..end])
                    .all(|(term, fits)| fits.binary_search(term).is_ok());
            if fits {
                words.extend(at..end);
                if follow(rest, terms, end, words) {
                    return true;
                }
                words.truncate(words.len() - phrase.len());
            }
        }
    }
    false
}

/// The pieces of a cue: words, `..`, and groups in parentheses, which may hold blanks.
fn pieces(part: &str) -> Result<Vec<&str>, String> {
    let mut pieces = Vec::new();
    let mut rest = part.trim();
    while !rest.is_empty() {
        let end = if rest.starts_with('(') {
            rest.find(')')
                .map(|at| at + 1)
                .ok_or("a `(` is not closed")?
        } else {
            rest.find(char::is_whitespace).unwrap_or(rest.len())
        };
        pieces.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::words::sentences;

    fn found(cue: &str, text: &str) -> Option<String> {
        let sets = FxHashMap::from_iter([(
            "absent".to_string(),
            vec!["no".to_string(), "lack*".to_string()],
        )]);
        let mut matcher = Matcher::new(sets);
        matcher.add(cue).unwrap();
        let sentence = &sentences(text)[0];
        let hit = matcher.find(sentence, &mut Memo::default()).pop()?;
        let words: Vec<_> = hit
            .words
            .iter()
            .map(|&at| sentence[at].text.as_str())
            .collect();
        Some(words.join(" "))
    }

    #[test]
    fn cues_compare_stems_prefixes_sets_and_gaps() {
        for (cue, text, words) in [
            ("no alert", "There were no alerts", Some("no alerts")),
            ("no alert", "No good alert", None),
            (
                "<absent> .. alert",
                "We lacked any useful alerting here",
                Some("lacked alerting"),
            ),
            (
                "<absent> .. alert",
                "no one two three four five alert",
                None,
            ),
            ("config*", "misconfigured", None),
            ("a b|c", "x a c", Some("a c")),
            (
                "staging & differ*",
                "It differs a lot and in many ways from our staging",
                Some("differs staging"),
            ),
            ("staging & differ*", "our staging", None),
            (
                "(no|lack of) .. (log|status page)",
                "lack of a good status page",
                Some("lack of status page"),
            ),
            (
                "(no|lack of) .. (log|status page)",
                "no status log",
                Some("no log"),
            ),
        ] {
            assert_eq!(found(cue, text).as_deref(), words, "{cue} in {text}");
        }
    }

    #[test]
    fn a_cue_that_says_nothing_is_refused() {
        let mut matcher = Matcher::new(FxHashMap::default());
        for cue in [
            "", "no ..", "<none>", "a &  & b", "x|", "a-b", "(a|b", "(a|)",
        ] {
            assert!(matcher.add(cue).is_err(), "{cue}");
        }
    }
}
