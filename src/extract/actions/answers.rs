//! Which action answers which factor, where the document says so or uses the same words.

use crate::extract::headings::words;
use crate::model::{Basis, Incident};
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Least share of the smaller one's telling words that both have.
const SAME_WORDS: f64 = 0.5;
/// Least number of telling words that both have.
const LEAST: usize = 2;

/// Links actions to factors of the same incident by the words that both use.
pub fn link(incident: &mut Incident) {
    let factors: Vec<(String, BTreeSet<String>)> = incident
        .factors
        .iter()
        .map(|factor| (factor.id.clone(), telling(&factor.text.value)))
        .collect();
    for action in &mut incident.actions {
        let own = telling(&action.text.value);
        let mut best: Vec<(usize, &str)> = factors
            .iter()
            .filter_map(|(id, words)| {
                let common = own.intersection(words).count();
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
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    const WORDS: &str = "\
     about after again also another because been before being could does each from have into make more \
     must need only other over same should some such sure than that their them then there these they this \
     those under until used using very were what when where which while will with would your not and the \
     for add create improve implement ensure update better missing lack system issue problem";
    WORDS.split_whitespace().collect()
});

/// Words that tell what a text is about, without their endings.
fn telling(text: &str) -> BTreeSet<String> {
    words(text)
        .into_iter()
        .filter(|word| word.len() >= 3 && !COMMON.contains(word.as_str()))
        .map(|word| stem(&word).to_string())
        .collect()
}

/// A word without the commonest English endings: enough to join "alerts" and "alerting".
fn stem(word: &str) -> &str {
    for ending in ["ations", "ation", "ings", "ing", "ies", "ed", "es", "s"] {
        if let Some(stem) = word
            .strip_suffix(ending)
            .filter(|stem| stem.chars().count() >= 4)
        {
            return stem;
        }
    }
    word
}
