//! Which action answers which factor, where the document says so or uses the same words.

use super::refs;
use crate::catalog::fold;
use crate::expression::{captures, expression};
use crate::extract::headings::each_word;
use crate::model::{ActionItem, Basis, Factor, Incident};
use regex::Regex;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// Least share of the smaller one's telling words that both have.
const SAME_WORDS: f64 = 0.5;
/// Least number of telling words that both have.
const LEAST: usize = 2;

/// The factors as actions refer to them.
pub struct Causes {
    causes: Vec<Cause>,
}

struct Cause {
    id: String,
    /// Its words in small letters, without their label.
    folded: String,
    /// `RC1` of `RC1: No alert`.
    label: Option<String>,
    keys: Vec<String>,
}

/// `RC1:`, `C-2)`, `[F3]` in front of a factor.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^[\[(]?([A-Z]{1,4}-?\d{1,3})[\])]?\s*[:.)–—-]?\s"));

/// Our own short names where somebody writes them: `Answers f1, f3`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?i)\b(?:answers|addresses|covers|for factors?|factors?)\b:?\s+(f\d{1,3}(?:\s*(?:,|and|&)\s*f\d{1,3})*)",
    )
});

impl Causes {
    pub fn of(incident: &Incident) -> Self {
        let cause = |factor: &Factor| {
            let text = factor.text.value.as_str();
            let label = captures(&LABEL, text);
            let rest = label
                .as_ref()
                .and_then(|label| label.get(0))
                .map_or(text, |label| &text[label.end()..]);
            Cause {
                id: factor.id.clone(),
                folded: fold(rest),
                label: label.map(|label| label[1].to_string()),
                keys: refs::keys(text).into_iter().map(str::to_string).collect(),
            }
        };
        Self {
            causes: incident.factors.iter().map(cause).collect(),
        }
    }

    /// The factors whose words these are.
    pub fn with_words(&self, text: &str) -> Vec<String> {
        let folded = fold(text);
        let is_meant = |cause: &&Cause| {
            !folded.is_empty()
                && (cause.folded == folded
                    || folded.len() >= 12 && cause.folded.starts_with(&folded))
        };
        self.ids(is_meant)
    }

    /// What a cell names, in a column of factors: their words, their labels, our own names, their numbers.
    fn in_cell(&self, text: &str) -> Vec<String> {
        let tokens: Vec<&str> = tokens(text).collect();
        let is_list = tokens
            .iter()
            .all(|token| token.chars().all(|c| c.is_ascii_digit()) || *token == "and");
        let named = self.ids(|cause| {
            let number = cause.id.trim_start_matches('f');
            tokens
                .iter()
                .any(|token| token.eq_ignore_ascii_case(&cause.id) || is_list && *token == number)
        });
        [self.with_words(text), self.labelled(text), named]
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn labelled(&self, text: &str) -> Vec<String> {
        self.ids(|cause| {
            cause
                .label
                .as_ref()
                .is_some_and(|label| tokens(text).any(|token| token == label))
        })
    }

    fn ids(&self, is_meant: impl Fn(&&Cause) -> bool) -> Vec<String> {
        self.causes
            .iter()
            .filter(is_meant)
            .map(|cause| cause.id.clone())
            .collect()
    }
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|token| !token.is_empty())
}

/// Takes what a cell of a column of factors says.
pub fn of_cell(action: &mut ActionItem, text: &str, causes: &Causes) {
    set(action, causes.in_cell(text));
}

/// Takes what an action's own words or those below it say: `Addresses RC1`, `answers f2`, the key that a factor names too.
pub fn of_words(action: &mut ActionItem, text: &str, causes: &Causes) {
    if !action.answers.is_empty() || causes.causes.is_empty() {
        return;
    }
    let has_number = text.contains(|c: char| c.is_ascii_digit());
    let named = has_number
        .then(|| captures(&NAMED, text))
        .flatten()
        .map(|named| causes.in_cell(&named[1]))
        .unwrap_or_default();
    let shared = || causes.ids(|cause| cause.keys.iter().any(|key| action.refs.contains(key)));
    let found = [named, causes.labelled(text)]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_else(shared);
    set(action, found);
}

pub fn set(action: &mut ActionItem, answers: Vec<String>) {
    if !answers.is_empty() {
        action.answers = answers;
        action.answers_basis = Some(Basis::Stated);
    }
}

/// Links actions to factors of the same incident by the words that both use.
pub fn link(incident: &mut Incident) {
    if incident.factors.is_empty() {
        return;
    }
    let factors: Vec<(String, Vec<u64>)> = incident
        .factors
        .iter()
        .map(|factor| (factor.id.clone(), telling(&factor.text.value)))
        .collect();
    let unlinked = incident
        .actions
        .iter_mut()
        .filter(|action| action.answers.is_empty());
    for action in unlinked {
        let own = telling(&action.text.value);
        let mut best: Vec<(usize, &str)> = factors
            .iter()
            .filter_map(|(id, words)| {
                let common = in_both(&own, words);
                let smaller = own.len().min(words.len()).max(1);
                (common >= LEAST && common as f64 >= SAME_WORDS * smaller as f64)
                    .then_some((common, id.as_str()))
            })
            .collect();
        best.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
        let most = best.first().map_or(0, |(common, _)| *common);
        action.answers = best
            .iter()
            .filter(|(common, _)| *common == most)
            .map(|(_, id)| (*id).to_string())
            .collect();
        action.answers_basis = (!action.answers.is_empty()).then_some(Basis::SameWords);
    }
}

/// Words that stand in any action or factor.
static COMMON: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    const WORDS: &str = "\
     about after again also another because been before being could does each from have into make more \
     must need only other over same should some such sure than that their them then there these they this \
     those under until used using very were what when where which while will with would your not and the \
     for add create improve implement ensure update better missing lack system issue problem";
    WORDS.split_whitespace().collect()
});

/// Words that tell what a text is about, without their endings, as numbers.
fn telling(text: &str) -> Vec<u64> {
    let mut telling = Vec::with_capacity(16);
    each_word(text, |word| {
        if word.len() >= 3 && !COMMON.contains(word) {
            telling.push(FxBuildHasher.hash_one(stem(word)));
        }
    });
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// How many numbers two sorted lists share.
fn in_both(this: &[u64], that: &[u64]) -> usize {
    let (mut at, mut count) = (0, 0);
    for number in this {
        while that.get(at).is_some_and(|other| other < number) {
            at += 1;
        }
        count += usize::from(that.get(at) == Some(number));
    }
    count
}

/// A word without the commonest English endings: enough to join "alerts" and "alerting".
fn stem(word: &str) -> &str {
    let endings: &[&str] = match word.as_bytes().last() {
        Some(b's') => &["ations", "ings", "ies", "es", "s"],
        Some(b'n') => &["ation"],
        Some(b'g') => &["ing"],
        Some(b'd') => &["ed"],
        _ => &[],
    };
    let stem = endings
        .iter()
        .find_map(|ending| {
            word.strip_suffix(ending)
                .filter(|stem| stem.chars().count() >= 4)
        })
        .unwrap_or(word);
    stem.strip_suffix('e').unwrap_or(stem)
}
