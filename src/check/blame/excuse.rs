//! What takes the blame out of a sentence again: a reason that is a condition, the passive, "they" of machines.

use super::*;
use crate::check::prose::{HIDDEN, is_one};

/// Whether the sentence goes on to give a condition as the reason: then it asks already.
pub fn given(s: &Sentence<'_>, at: usize) -> bool {
    (at..s.words.len()).any(|at| match s.word(at) {
        "because" => s.word(at + 1) != "of" && !a_person_is_the_reason(s, at + 1),
        // "As a false positive", "as the guide requires".
        "as" if matches!(s.word(at + 1), "a" | "an")
            || (at + 1..at + 4).any(|at| {
                s.is(at, ADVICE) || is_one(s.word(at), "guide|wiki|manual|docs|documentation")
            }) =>
        {
            false
        }
        "since" | "as" => {
            (s.is(at + 1, DETERMINER)
                || matches!(
                    s.word(at + 1),
                    "there" | "it" | "none" | "nothing" | "alerts" | "access" | "neither" | "only"
                )
                || s.word(at + 1) == HIDDEN)
                && (at + 2..at + if s.word(at + 1) == HIDDEN { 5 } else { 9 })
                    .any(|at| s.is(at, PAST_FORM | BE | AUXILIARY) || s.word(at).ends_with('s'))
                && !a_person_is_the_reason(s, at + 1)
        }
        "due" => {
            s.has(at + 1, &["to", "the|a|an|missing|no"]) && !s.is(at + 3, BAD_NOUN | BAD_TRAIT)
        }
        _ => false,
    }) || s.words.iter().any(|word| word.text == "therefore")
        || s.has(
            0,
            &["because|since|as", "the|there|no|it|its|this|both|a|an"],
        ) && !a_person_is_the_reason(s, 1)
}

/// Whether a clause that gives a reason begins with somebody who could have done otherwise.
fn a_person_is_the_reason(s: &Sentence<'_>, at: usize) -> bool {
    // "Because her phone was on silent".
    if matches!(s.word(at), "his" | "her") {
        return true;
    }
    let person = (at..at + 5)
        .take_while(|&at| !s.is(at, PAST_FORM | BE | AUXILIARY | PREPOSITION))
        .find(|&at| {
            s.is(at, ROLE | SOMEBODY) && s.word(at) != "it"
                || s.is(at, FIRST_NAME) && s.words[at].capital
        });
    let Some(person) = person else {
        return false;
    };
    // "Because he had no access", "because they could not see it", "because nobody had told her".
    let unable = (person + 1..person + 5).any(|at| {
        matches!(s.word(at), "couldn't" | "cannot" | "can't" | "unable" | "lacked" | "needed")
            || s.has(at, &["could|can", "not|only"])
            || s.has(at, &["had|has|have", "no", "access|rights|permission|permissions|way|means|tool|view|alert|alerts|information|time|runbook|documentation|staging"])
            || s.has(at, &["was|were|are|is|been", "not|never|only", "told|given|shown|informed|trained|paged|notified|able|aware|included"])
            || s.has(at, &["been", "told|given|shown|trained|paged"])
            || s.has(at, &["not|never", "been", "told|given|shown|trained|informed|paged|notified"])
    });
    !unable
}

/// Whether a sentence describes what could hardly be seen: "missed the warning, which scrolled past".
pub fn described(s: &Sentence<'_>, at: usize) -> bool {
    (at..s.words.len()).any(|at| {
        matches!(s.word(at), "which" | "whose" | "—" | ";" | ":" | "where")
            && at + 1 < s.words.len()
            && !s.within_time(at)
            && !(at..at + 5).any(|at| {
                matches!(
                    s.word(at),
                    "caused"
                        | "led"
                        | "resulted"
                        | "made"
                        | "brought"
                        | "broke"
                        | "cost"
                        | "meant"
                        | "took"
                        | "he"
                        | "she"
                        | "they"
                        | "this"
                )
            })
    })
}

/// Whether the verb at an index has a form of "to be" before it: then its subject did not do it.
pub fn passive(s: &Sentence<'_>, at: usize) -> bool {
    let mut at = at;
    while at > 0 {
        at -= 1;
        if s.is(at, BE) {
            return true;
        }
        if !(s.is(at, BETWEEN | BAD_ADVERB) || s.word(at).ends_with("ly")) {
            return false;
        }
    }
    false
}

/// Whether somebody counts as a cause at this verb: "they" may be machines.
pub fn counts(s: &Sentence<'_>, subject: &Subject, verb: usize) -> bool {
    match subject.who {
        Who::They => {
            s.is(verb, HUMAN)
                || s.is(verb, IDIOM)
                    && !s.has(verb, &["refused|left|lost|kept|keep|gave|had|was|were"])
                || (0..subject.words.start).any(|at| s.is(at, ROLE))
                || matches!(s.word(verb), "was" | "were" | "weren't" | "wasn't")
        }
        _ => true,
    }
}
